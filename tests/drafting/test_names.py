"""Departments out of cells: where a list splits, where a broken name joins, and what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.drafting.names import Names, is_collective, read_names, unbroken

KNOWN = frozenset({"市总工会", "市教育局", "市人力社保局", "市工商联", "市委组织部", "团市委"})

SURE = [
    ("市总工会、市教育局", ("市总工会", "市教育局")),
    ("市总工会，市教育局；市工商联;团市委", ("市总工会", "市教育局", "市工商联", "团市委")),
    ("市委组织部（市委人才办）、市财政局", ("市委组织部（市委人才办）", "市财政局")),
    ("各区（县、市），市总工会", ("各区（县、市）", "市总工会")),
    ("各区(县,市)、市总工会", ("各区(县,市)", "市总工会")),
    ("市总\n工会", ("市总工会",)),
    ("市 总 工 会", ("市总工会",)),
    ("市人力社保局\n市工商联", ("市人力社保局", "市工商联")),
    ("市委组织部\n（市委人才办）", ("市委组织部（市委人才办）",)),
    ("各区（县、\n市）", ("各区（县、市）",)),
    ("市总工会、\n市教育局", ("市总工会", "市教育局")),
    ("市总工会。", ("市总工会",)),
    ("、市总工会、", ("市总工会",)),
    ("市发改委·市教育局", ("市发改委", "市教育局")),
    ("市妇联/市工商联", ("市妇联", "市工商联")),
    ("市发改委.市教育局．市科技局", ("市发改委", "市教育局", "市科技局")),
    ("/", ()),
    ("—", ()),
    ("无", ()),
    ("-", ()),
    ("", ()),
    ("  \n ", ()),
]

ASKED = [
    # 市民政局 and 市司法局 are names by themselves; 市水 is none; 保障局 may go on from the line before.
    ("市民政局\n市司法局", ("市民政局", "市司法局"), "按两个单位拆分"),
    ("市水\n利局", ("市水利局",), "按一个名称“市水利局”读入"),
    ("市人力资源和社会\n保障局", ("市人力资源和社会保障局",), "按一个名称“市人力资源和社会保障局”读入"),
    ("市总工会\n工商联", ("市总工会工商联",), "按一个名称“市总工会工商联”读入"),
    ("市总工会、市总工会", ("市总工会",), "写了两次"),
    ("市总工会（含各区、市教育局", ("市总工会（含各区", "市教育局"), "括号不成对"),
    ("市总工会和市教育局", ("市总工会和市教育局",), "像是两个单位"),
    ("A/B专班", ("A/B专班",), "一类的符号"),
    ("市总工会牵头", ("市总工会牵头",), "“牵头”“配合”一类的话"),
]


@pytest.mark.parametrize(("text", "names"), SURE, ids=[repr(text) for text, _ in SURE])
def test_what_is_certain_is_not_asked(text: str, names: tuple[str, ...]) -> None:
    assert read_names(text, KNOWN) == Names(names)


@pytest.mark.parametrize(("text", "names", "question"), ASKED, ids=[repr(text) for text, _, _ in ASKED])
def test_what_is_not_certain_is_asked(text: str, names: tuple[str, ...], question: str) -> None:
    read = read_names(text, KNOWN)
    assert read.names == names
    assert len(read.questions) == 1
    assert question in read.questions[0]


def test_a_name_with_and_in_it_is_one() -> None:
    assert read_names("市发展和改革局", KNOWN) == Names(("市发展和改革局",))


def test_names_are_known_only_where_they_stand_in_one_piece() -> None:
    assert unbroken(["市总\n工会、市教育局", "市财政局"]) == {"市教育局", "市财政局"}


@pytest.mark.parametrize(
    ("name", "collective"),
    [
        ("市级各群团组织", True),
        ("有关部门", True),
        ("各区（县、市）", True),
        ("市总工会", False),
        ("市各界联合会", True),
    ],
)
def test_collective_names(name: str, collective: bool) -> None:
    assert is_collective(name) is collective


@given(st.lists(st.sampled_from(sorted(KNOWN)), unique=True), st.sampled_from("、，,；;\n"), st.booleans())
def test_any_list_of_known_names_splits(names: list[str], separator: str, spaced: bool) -> None:
    text = (f"{separator} " if spaced and separator != "\n" else separator).join(names)
    assert read_names(text, KNOWN) == Names(tuple(names))


@given(st.text(alphabet="市总工会教育局和（()）、，；\n 各", max_size=30))
def test_no_character_is_lost(text: str) -> None:
    kept = "".join(read_names(text, KNOWN).names)
    assert set(text) - set("、，；。,; \n") <= set(kept)
