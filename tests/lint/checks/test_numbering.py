from __future__ import annotations

import pytest

from chanfa_check.lint.numbering import title_number
from tests.lint.sheets import codes, found, matrix, task, told

REPEATS, JUMPS = "numbering-repeats", "numbering-jumps"


def ids(*names: str) -> str:
    """A matrix with these task ids, each measure with a title of its own."""
    return matrix(*(task(name, measure=f"举措{name.rpartition('.')[0]}") for name in names))


@pytest.mark.parametrize(
    "names",
    [("1.1", "1.2", "2.1", "3.1", "3.2"), ("A.1", "B.7"), ("1", "2"), ("1.1.1", "1.1.2", "1.2.1", "2.1.1")],
)
def test_numbers_that_run_on(names: tuple[str, ...]) -> None:
    assert codes(ids(*names)) == []


def test_ids_that_are_no_numbers_are_passed_over() -> None:
    assert codes(matrix(task("1.1"), task("附"), task("1.2"))) == []


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("1.1", "1.3"), "从 1.1 跳到 1.3"),
        (("1.1", "1.2", "3.1"), "从 1.2 跳到 3.1"),
        (("1.1", "2.2"), "从 1.1 跳到 2.2"),
        (("1.1", "1.2", "1.10"), "从 1.2 跳到 1.10"),
    ],
)
def test_numbers_that_jump(names: tuple[str, ...], said: str) -> None:
    line = 9 + 13 * (len(names) - 1)
    assert told(ids(*names)) == [(line, JUMPS, f"任务编号{said}；请核对原表有没有漏行")]


def test_numbers_that_go_back() -> None:
    assert told(ids("1.1", "1.2", "2.1", "1.3")) == [
        (48, JUMPS, "任务编号从 2.1 退回 1.3；请核对原表有没有漏行"),
        (50, REPEATS, "举措“举措1”分在两处，前一处从任务 1.1起；请核对原表"),
    ]


def test_numbers_that_do_not_begin_at_one() -> None:
    assert told(ids("2.1")) == [(9, JUMPS, "任务编号从 2.1 开始，前面没有 1.1；请核对原表有没有漏行")]


def test_a_section_in_two_places() -> None:
    text = matrix(
        task("1.1", section="甲", measure="一"),
        task("2.1", section="乙", measure="二"),
        task("3.1", section="甲", measure="三"),
    )
    assert told(text) == [(36, REPEATS, "板块“甲”分在两处，前一处从任务 1.1起；请核对原表")]


def test_a_measure_in_two_sections() -> None:
    text = matrix(task("1.1", section="甲", measure="一"), task("2.1", section="乙", measure="一"))
    assert told(text) == [(24, REPEATS, "举措“一”分在两处，前一处从任务 1.1、板块“甲”起；请核对原表")]


def test_a_number_of_two_measures_and_a_measure_of_two_numbers() -> None:
    shared = matrix(task("1.1", measure="甲"), task("1.2", measure="乙"))
    assert told(shared) == [(22, REPEATS, "举措号 1 已用于“甲”，这里又用于“乙”；请核对原表")]
    split = matrix(task("1.1", measure="甲"), task("2.1", measure="甲"))
    assert told(split) == [(22, REPEATS, "举措“甲”前面编号 1，这里编号 2；请核对原表")]


def sections(*titles: str, more: str = "") -> str:
    rows = (task(f"{row}.1", section=title, measure=f"举措{row}") for row, title in enumerate(titles, 1))
    return matrix(*rows, more=more)


def test_a_section_number_that_comes_twice() -> None:
    text = sections("（一）思想", "（二）技能", "（二）发展", "（三）保障")
    assert told(text) == [(36, REPEATS, "板块“（二）发展”与“（二）技能”编号相同；请核对原表")]


def test_a_repeat_can_be_explained() -> None:
    why = "accepted: [{code: numbering-repeats, task: '3.1', why: 原表“（二）”出现两次，照录标题}]"
    (finding,) = found(sections("（一）甲", "（二）乙", "（二）丙", more=why))
    assert (finding.code, finding.explained, finding.open) == (REPEATS, "原表“（二）”出现两次，照录标题", False)


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        (("一、甲", "三、乙"), "板块“三、乙”：编号 1 之后应是 2"),
        (("二、甲",), "板块“二、甲”：开头应是 1"),
        (("一、甲", "二、乙", "一、丙"), "板块“一、丙”：编号 2 之后应是 3"),
    ],
)
def test_section_numbers_that_jump(titles: tuple[str, ...], said: str) -> None:
    messages = [one.message for one in found(sections(*titles)) if one.code == JUMPS]
    assert messages == [f"{said}；请核对原表有没有漏行"]


def printed(*numbers: str, titles: str = "甲乙丙丁") -> str:
    """A matrix whose sections have no number of their own, and these by the side of them."""
    beside = ", ".join(f"{title}: {number}" for title, number in zip(titles, numbers, strict=False) if number)
    return sections(*titles[: len(numbers)], more=f"sections: {{{beside}}}")


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (("（一）", "（二）", "（三）"), []),
        (("一、", "二、", "三、"), []),
        (("一", "二", "三"), []),
        (("第一章", "第二章"), []),
        (("", "", ""), []),
        (
            ("（一）", "（二）", "（二）", "（三）"),
            [(REPEATS, "3.1", "板块“（二）丙”与“（二）乙”编号相同；请核对原表")],
        ),
        (("一", "二", "二"), [(REPEATS, "3.1", "板块“二、丙”与“二、乙”编号相同；请核对原表")]),
        (("（一）", "(1)"), [(REPEATS, "2.1", "板块“(1)乙”与“（一）甲”编号相同；请核对原表")]),
        (("（一）", "（三）"), [(JUMPS, "2.1", "板块“（三）乙”：编号 1 之后应是 2；请核对原表有没有漏行")]),
        (("（二）",), [(JUMPS, "1.1", "板块“（二）甲”：开头应是 1；请核对原表有没有漏行")]),
    ],
)
def test_numbers_that_the_annex_prints_before_its_sections(
    numbers: tuple[str, ...], said: list[tuple[str, str, str]]
) -> None:
    assert [(one.code, one.task, one.message) for one in found(printed(*numbers))] == said


def test_a_title_s_own_number_goes_before_the_one_beside_it() -> None:
    text = sections("（一）甲", "（二）乙", more="sections: {（一）甲: （一）, （二）乙: （二）}")
    assert codes(text) == []


def test_a_section_in_two_places_has_one_number() -> None:
    rows = [task(f"{row}.1", section=title, measure=f"举措{row}") for row, title in enumerate("甲乙甲", 1)]
    said = told(matrix(*rows, more="sections: {甲: （一）, 乙: （二）}"))
    assert [message for _, _, message in said] == [
        "板块“甲”分在两处，前一处从任务 1.1起；请核对原表",
        "板块“（一）甲”：编号 2 之后应是 3；请核对原表有没有漏行",
    ]


def test_measure_numbers_run_on_or_begin_anew_in_each_section() -> None:
    def numbered(*pairs: tuple[str, str]) -> list[str]:
        return codes(matrix(*(task(f"{row}.1", section=a, measure=b) for row, (a, b) in enumerate(pairs, 1))))

    assert numbered(("甲", "1.子"), ("甲", "2.丑"), ("乙", "1.寅"), ("乙", "2.卯")) == []
    assert numbered(("甲", "1.子"), ("甲", "2.丑"), ("乙", "3.寅"), ("丙", "4.卯")) == []
    assert numbered(("甲", "1.子"), ("甲", "2.丑"), ("乙", "4.寅")) == [JUMPS]
    assert numbered(("甲", "1.子"), ("甲", "1.丑")) == [REPEATS]


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("（四）健全", 4),
        ("(4) 健全", 4),
        ("十二、健全", 12),
        ("12.健全", 12),
        ("１２．健全", 12),
        ("第三章 健全", 3),
        ("1.5万人培训", None),
        ("2025年目标", None),
        ("一体化推进", None),
        ("（试行）办法", None),
        ("健全（四）", None),
        ("", None),
    ],
)
def test_the_number_of_a_title(title: str, number: int | None) -> None:
    assert title_number(title) == number
