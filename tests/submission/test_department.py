"""Who sent it: labels in every shape, file names, titles, other cities, and sources that disagree."""

from __future__ import annotations

from typing import Any

import pytest

from chanfa_check.submission.department import departments_in, known_department
from tests.builders import Page

from .reading import MATRIX, duty, lines, read

TABLE: list[list[Any]] = [["任务编号", "重点任务", "单位", "完成值"], ["3.3", duty("3.3"), "%", "37.5%"]]
PERIOD = ["报告期：2020年6月"]


def sender(top: list[list[Any]], name: str = "报表", below: list[list[Any]] | None = None, **page: Any) -> Any:
    """The department, or the problems where there is none."""
    submission = read(Page(rows=[*top, *TABLE, *(below or [])], **page), name=name)
    return submission.department or [f"{one.code}: {one.message}" for one in submission.problems]


@pytest.mark.parametrize(
    "block",
    [
        ["填报单位：市总工会"],
        ["填报单位：", "市总工会"],
        ["填报单位", "市总工会"],
        ["填报单位", "：", "市总工会"],
        ["填 报 单 位 ： 市 总 工 会"],
        ["填　报　单　位：　慈溪市总工会"],
        ["填报单位（盖章）：市总工会"],
        ["填报单位（盖章）", "市总工会"],
        ["填报单位：市总工会（盖章）"],
        ["填报单位：市总工会（公章）"],
        ["填报单位：市总工会（章）"],
        ["填报单位：市总工会（产改办）"],
        ["填报单位：市总工会 2020年6月"],
        ["填报单位：市总工会        2020年6月"],
        ["填报单位：市总工会    填报时间：2020年7月3日   填表人：张三"],
        ["填报单位：市总工会填报日期：2020年7月3日"],
        ["填报日期：2020年7月3日    填报单位：市总工会"],
        ["填报单位：市总工会\n填报日期：2020年7月3日"],
        ["单位：市总"],
        ["单位：万元", "填报单位：市总"],
        ["报送单位：总工会", "主送：市教育局"],
        ["责任单位：慈溪市总"],
        ["填报单位："],
    ],
)
def test_a_label_in_any_shape(block: list[str]) -> None:
    below = [["市总工会"]] if block == ["填报单位："] else []
    assert sender([block, *below, PERIOD]) == "市总工会"


def test_a_merged_label_and_a_label_below_the_table() -> None:
    assert sender([["填报单位：", None, "市总工会"], PERIOD], merged=["A1:B1"]) == "市总工会"
    assert sender([PERIOD], below=[[], ["填报单位：市总工会", None, None, "填表日期：2020年7月3日"]]) == "市总工会"


@pytest.mark.parametrize("full", [full for full, one in MATRIX.departments.items() if not one.members])
def test_every_alias(full: str) -> None:
    for alias in (full, *MATRIX.departments[full].aliases):
        spaced = " ".join(alias.replace("（", "(").replace("）", ")"))
        assert (known_department(alias, MATRIX), known_department(spaced, MATRIX)) == (full, full)
        assert sender([[f"填报单位：{alias}（盖章）"], PERIOD]) == full


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("市总6月报表", ["市总工会"]),
        ("全市总数", []),
        ("市总 2020年6月", ["市总工会"]),
        ("妇联2020年6月", ["市妇联"]),
        ("附件2市教育局", ["市教育局"]),
        ("附件市教育局", ["市教育局"]),
        ("中共慈溪市委组织部6月", ["市委组织部"]),
        ("宁波慈溪市教育局", ["市教育局"]),
        ("市教育局报市总工会2020年6月", ["市总工会", "市教育局"]),
        ("宁波市总工会2020年6月", []),
        ("杭州市教育局", []),
        ("余姚教育局", []),
        ("浙江省总工会", []),
        ("产业工人队伍建设改革市教育局", ["市教育局"]),
    ],
)
def test_departments_in_a_longer_text(name: str, found: list[str]) -> None:
    assert departments_in(name, MATRIX) == found


def test_a_file_name_or_a_title_alone() -> None:
    assert sender([PERIOD], name="市教育局6月") == "市教育局"
    assert sender([["慈溪市教育局2020年6月产改任务完成情况表"]]) == "市教育局"


MISSING = "请在表头写明填报单位，或用 --department 指明。"


def test_two_departments_in_a_file_name() -> None:
    name = "市教育局报市总工会2020年6月"
    assert sender([["填报单位：市教育局"]], name=name) == "市教育局"
    assert sender([], name=name) == [
        f"department-conflict: 看不出是哪个单位的报表：没有“填报单位：”，"
        f"文件名里有市总工会、市教育局，不止一个。{MISSING}"
    ]
    assert sender([["填报单位：市财政局"]], name=name) == [
        "department-conflict: 填报单位前后不一：“Sheet1”工作表 A1为“市财政局”，文件名为“市总工会”，文件名为“市教育局”。"
        "请核对后改为一致。"
    ]


@pytest.mark.parametrize("name", ["宁波市总工会2020年6月", "杭州市教育局2020年6月", "2020年6月"])
def test_another_city_is_not_taken_for_ours(name: str) -> None:
    assert sender([], name=name) == [
        f"department-missing: 看不出是哪个单位的报表：没有“填报单位：”，文件名也没有本表的单位。{MISSING}"
    ]


@pytest.mark.parametrize(
    ("top", "name", "problem"),
    [
        (
            ["填报单位：市教育局"],
            "市总工会",
            "department-conflict: 填报单位前后不一：“Sheet1”工作表 A1为“市教育局”，文件名为“市总工会”。"
            "请核对后改为一致。",
        ),
        (
            ["市教育局2020年6月完成情况"],
            "市总工会",
            "department-conflict: 填报单位前后不一：文件名为“市总工会”，“Sheet1”工作表 A1为“市教育局”。"
            "请核对后改为一致。",
        ),
        (
            ["填报单位：市教育局", "报送单位：市总工会"],
            "报表",
            "department-conflict: 填报单位前后不一：“Sheet1”工作表 A1为“市教育局”，“Sheet1”工作表 B1为“市总工会”。"
            "请核对后改为一致。",
        ),
        (
            ["填报单位：市总工会、市教育局"],
            "报表",
            "department-conflict: “Sheet1”工作表 A1写了 2 个填报单位（市总工会、市教育局）。"
            "请各报各的，或用 --department 指明。",
        ),
        (
            ["填报单位：市总公会"],
            "市总工会",
            "department-unknown: “Sheet1”工作表 A1的填报单位“市总公会”不在任务责任分工表中。是否为“市总工会”？"
            "请改用分工表中的单位名称，或用 --department 指明。",
        ),
        (
            ["填报单位：宁波市总工会"],
            "报表",
            "department-unknown: “Sheet1”工作表 A1的填报单位“宁波市总工会”不在任务责任分工表中。是否为“市总工会”？"
            "请改用分工表中的单位名称，或用 --department 指明。",
        ),
        (
            ["填报单位：市级各群团组织"],
            "报表",
            "department-unknown: “Sheet1”工作表 A1的填报单位“市级各群团组织”是几个单位的合称"
            "（市总工会、团市委、市妇联、市工商联）。请写明是哪一个单位，或用 --department 指明。",
        ),
    ],
)
def test_what_cannot_be_told(top: list[str], name: str, problem: str) -> None:
    assert sender([top, PERIOD], name=name) == [problem]


def test_a_blank_label_and_headers_say_nothing() -> None:
    assert sender([["填报单位：________", "报告期：2020年6月"]], name="市总工会") == "市总工会"
    rows = [["编号", "部门", "完成值"], ["3.4", "办公室", "96%"]]
    assert lines(read(Page(rows=rows))) == ["3.4a C2 96"]
    # The union's form names the union in its title; the label says who filled it in.
    assert sender([["慈溪市总工会产改任务完成情况表"], ["填报单位：市教育局"], PERIOD]) == "市教育局"


def test_a_name_is_judged_by_what_stands_around_it_however_often_it_stands() -> None:
    assert departments_in("市教育局" * 1000, MATRIX) == ["市教育局"]
    assert departments_in("象山县市教育局" * 1000, MATRIX) == departments_in("象山县市教育局", MATRIX)
    assert departments_in("一" * 1000 + "市教育局、市总", MATRIX) == ["市教育局", "市总工会"]


def test_a_long_run_before_a_date_is_no_part_of_the_name() -> None:
    assert sender([["单位：市总工会" + "、，" * 5000 + "2020年6月"]]) == sender([["单位：市总工会，2020年6月"]])
