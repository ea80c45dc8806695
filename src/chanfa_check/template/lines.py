"""The rows of a template: which tasks and indicators a department answers for, and what each asks for, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from chanfa_check.model import Indicator, Matrix, Requirement, Role, Task
from chanfa_check.quantity.show import show_amount
from chanfa_check.verdict.judge import occasion_of, requirements
from chanfa_check.verdict.wording import show_requirement, show_when

COMPUTED = "由分项计算"
"""Stands where a composite's value is computed from its items."""


class Line(Struct, frozen=True):
    """One row: an indicator of a task that the department leads, or (None) a whole task that it supports."""

    task: Task
    indicator: Indicator | None

    @property
    def number(self) -> str:
        """What stands under 编号."""
        return self.task.id if self.indicator is None else self.indicator.id


def lines(matrix: Matrix, department: str, role: Role) -> tuple[Line, ...]:
    """The rows for the tasks that the department of this full name leads, or supports, in the matrix's order."""
    return tuple(
        Line(task, indicator)
        for task in matrix.tasks
        if matrix.role(department, task) is role
        for indicator in (task.indicators if role is Role.LEAD else (None,))
    )


def items(indicator: Indicator) -> tuple[str, ...]:
    """The ids of the indicators that a composite is computed from; () for any other indicator."""
    from chanfa_check.rules.composite import Rule

    return next((target.of for target in indicator.targets if isinstance(target, Rule)), ())


def required_words(line: Line, matrix: Matrix, day: dt.date) -> str:
    """What is required of the row as of a day, one requirement a line."""
    if line.indicator is None:
        return "填写配合情况"
    return "\n".join(_required(line.indicator, matrix, day))


def _required(indicator: Indicator, matrix: Matrix, day: dt.date) -> Iterator[str]:
    required, upcoming = requirements(occasion_of(matrix, indicator, day))
    for item in required:
        label = "" if item.op is None else "已到期：" if item.due else "随时保持："
        yield f"{label}{_stated(item, indicator)}"
    for item in sorted(upcoming, key=lambda item: item.due or dt.date.max):
        pace = "" if item.pace is None or item.basis else f"，序时进度 {show_amount(item.pace, indicator.unit)}"
        yield f"下一目标：{_stated(item, indicator)}{pace}"
    if indicator.compares_years:
        yield "与上年比较，请填上年值"
    if matrix.rolled(indicator.id):
        yield "由下级汇总，可不填"
    if items(indicator):
        yield f"{COMPUTED}，不必填"


def _stated(item: Requirement, indicator: Indicator) -> str:
    when = "，".join(text for text in (show_when(item), item.basis) if text)
    return f"{show_requirement(item, indicator)}（{when}）" if when else show_requirement(item, indicator)
