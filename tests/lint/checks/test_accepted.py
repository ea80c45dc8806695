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


def test_an_entry_explains_its_own_code_and_task_only() -> None:
    entry = "accepted: [{code: number-not-in-wording, task: '1.1', why: 另有文件}]"
    rows = [
        task(row, indicator("{rule: floor, value: 96%}", id=f"{row}a"), schedule="不低于95%") for row in ("1.1", "1.2")
    ]
    said = {"不低于95%": [reading("floor", Decimal(95), "%")]}
    assert [(one.task, one.open) for one in found(matrix(*rows, more=entry), said)] == [("1.1", False), ("1.2", True)]
