from __future__ import annotations

from decimal import Decimal

import pytest

from tests.lint.sheets import codes, found, indicator, matrix, reading, task

IDLE = "accepted-idle"


def with_accepted(*entries: str, departments: str = "市总工会: {}\n市教育局: {}") -> str:
    """A matrix with a department that answers for no task, and a jump at task 1.3."""
    listed = "\n".join(f"  - {entry}" for entry in entries)
    more = f"accepted:\n{listed}" if entries else ""
    return matrix(task("1.1"), task("1.3"), departments=departments, more=more)


def test_what_is_accepted_stays_in_sight_and_is_no_longer_open() -> None:
    text = with_accepted(
        "{code: numbering-jumps, task: '1.3', why: 原表没有1.2}", "{code: department-idle, why: 下一版才有任务}"
    )
    assert [(one.code, one.explained, one.open) for one in found(text)] == [
        ("department-idle", "下一版才有任务", False),
        ("numbering-jumps", "原表没有1.2", False),
    ]


@pytest.mark.parametrize(
    ("entry", "task_", "said"),
    [
        ("{code: unit-odd, task: '1.3', why: 因为}", "1.3", "accepted 说明了任务 1.3的 unit-odd，现在没有这个结论"),
        ("{code: numbering-jumps, why: 因为}", "", "accepted 说明了全表的 numbering-jumps，现在没有这个结论"),
        ("{code: review-open, task: '1.1', why: 好}", "1.1", "accepted 说明了任务 1.1的 review-open，现在没有这个结论"),
        ("{code: numbering-jumps, task: '9.9', why: 因为}", "9.9", "accepted 写的任务“9.9”不存在"),
        ("{code: numbering-jumps, task: '1.3', why: ' '}", "1.3", "accepted 的 numbering-jumps 没有写理由（why）"),
        ("{code: accepted-idle, why: 因为}", "", "accepted 说明了全表的 accepted-idle，现在没有这个结论"),
    ],
)  # fmt: skip
def test_an_entry_that_explains_nothing(entry: str, task_: str, said: str) -> None:
    findings = found(with_accepted(entry))
    assert [one.explained for one in findings] == [""] * 3
    idle = [(one.line, one.task, one.message) for one in findings if one.code == IDLE]
    assert idle == [(6, task_, f"{said}；请改正或删去")]


def test_an_entry_with_an_unknown_code() -> None:
    (idle,) = [one for one in found(with_accepted("{code: sum-wrong, why: 因为}")) if one.code == IDLE]
    assert idle.message.startswith("accepted 写的代码“sum-wrong”不存在；可用：number-not-in-wording、")


def test_an_entry_that_stands_twice() -> None:
    entry = "{code: numbering-jumps, task: '1.3', why: 原表没有1.2}"
    assert codes(with_accepted(entry, entry)) == [IDLE, "department-idle", "numbering-jumps"]


WRONG_SUM = "{code: sum-mismatch, task: '1.1', found: '49.65', why: 原文两个数照录}"


def growing(base: str, *entries: str) -> str:
    """35% grown by 6% six times is 49.65%, not 50%; from another base it is something else."""
    shown = indicator(
        f"{{rule: milestones, by: {{2019: {base}, 2025: 50%}}, pace: none}}", "{rule: growth, from: 2020, rate: 6%}"
    )
    return matrix(task("1.1", shown), more=f"accepted: [{', '.join(entries)}]")


def open_sums(text: str) -> list[tuple[bool, bool]]:
    """Of every sum that does not come out, whether it says 49.65 and whether it is open."""
    return [("49.65" in one.message, one.open) for one in found(text) if one.code == "sum-mismatch"]


def test_another_number_in_the_same_task_is_found_again() -> None:
    assert open_sums(growing("35%")) == [(True, True)]
    assert open_sums(growing("35%", WRONG_SUM)) == [(True, False)]
    assert open_sums(growing("34%", WRONG_SUM)) == [(False, True)]
    idle = [one.message for one in found(growing("34%", WRONG_SUM)) if one.code == IDLE]
    assert idle == ["accepted 说明了任务 1.1的 sum-mismatch（其中有“49.65”），现在没有这个结论；请改正或删去"]


def test_entries_with_different_words_are_different_entries() -> None:
    other = "{code: sum-mismatch, task: '1.1', found: '50%', why: 照录}"
    assert IDLE not in codes(growing("35%", WRONG_SUM, other))
    assert codes(growing("35%", WRONG_SUM, WRONG_SUM)).count(IDLE) == 1


def test_an_entry_explains_its_own_code_and_task_only() -> None:
    entry = "accepted: [{code: number-not-in-wording, task: '1.1', why: 另有文件}]"
    rows = [
        task(row, indicator("{rule: floor, value: 96%}", id=f"{row}a"), schedule="不低于95%") for row in ("1.1", "1.2")
    ]
    said = {"不低于95%": [reading("floor", Decimal(95), "%")]}
    assert [(one.task, one.open) for one in found(matrix(*rows, more=entry), said)] == [("1.1", False), ("1.2", True)]
