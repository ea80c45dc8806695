"""What a matrix requires as of a date, for scripts and for eyes."""

from __future__ import annotations

import datetime as dt

import msgspec
from msgspec import Struct

from chanfa_check.model import Indicator, Matrix, Op, Requirement, Task
from chanfa_check.output.contract import bound, number
from chanfa_check.output.timetable import rolled
from chanfa_check.quantity.show import show_amount
from chanfa_check.verdict.judge import occasion_of, requirements
from chanfa_check.verdict.wording import show_requirement, show_when


class RequiredJson(Struct, frozen=True):
    """What is due and binds. `due` null: at every date."""

    rule: str
    op: Op | None
    value: float | str | None
    due: dt.date | None
    top: float | None
    basis: str


class NextJson(RequiredJson, frozen=True):
    """What falls due next, with the value that its pace asks for on the day."""

    pace: float | None


class IndicatorJson(Struct, frozen=True):
    """One indicator; numbers count in its unit."""

    id: str
    name: str
    unit: str
    reading: str
    required: tuple[RequiredJson, ...]
    next: tuple[NextJson, ...]


class TaskJson(Struct, frozen=True):
    """One row of the matrix; `inherited` names the fields that a blank cell took over from the row above."""

    id: str
    section: str
    measure: str
    duty: str
    schedule: str
    lead: str
    partners: tuple[str, ...]
    inherited: tuple[str, ...]
    note: str
    indicators: tuple[IndicatorJson, ...]


class MatrixJson(Struct, frozen=True):
    """A matrix as of a date; outside its years nothing is required."""

    schema: str
    id: str
    version: str
    title: str
    years: tuple[int, int]
    as_of: dt.date
    notes: tuple[str, ...]
    tasks: tuple[TaskJson, ...]


def encode(matrix: Matrix, as_of: dt.date, lead: str | None = None) -> bytes:
    """The matrix as UTF-8 JSON; only the tasks that `lead` leads where it is given."""
    shown = MatrixJson(
        schema="chanfa-check/targets/1",
        id=matrix.id,
        version=matrix.version,
        title=matrix.title,
        years=matrix.years,
        as_of=as_of,
        notes=matrix.notes,
        tasks=tuple(_task(task, matrix, as_of) for task in _led(matrix, lead)),
    )
    return msgspec.json.format(msgspec.json.encode(shown), indent=2) + b"\n"


def page(matrix: Matrix, as_of: dt.date, lead: str | None = None) -> str:
    """The same for eyes."""
    lines = [
        f"{matrix.title}（{matrix.id}，第 {matrix.version} 版）",
        f"截至{as_of.year}年{as_of.month}月{as_of.day}日",
        "",
    ]
    if not matrix.covers(as_of):
        lines += [f"这一天不在分工表的年份（{matrix.years[0]}—{matrix.years[1]}年）之内，没有目标。", ""]
    for task in _led(matrix, lead):
        lines += [f"{task.id}  {task.duty}", f"  牵头 {task.lead}  原文：{task.schedule}"]
        lines += [f"  {line}" for indicator in task.indicators for line in _indicator_lines(indicator, matrix, as_of)]
        lines.append("")
    return "\n".join(lines)


def _led(matrix: Matrix, lead: str | None) -> list[Task]:
    return [task for task in matrix.tasks if lead is None or matrix.full_name(task.lead) == lead]


def _asked(
    indicator: Indicator, matrix: Matrix, as_of: dt.date
) -> tuple[tuple[Requirement, ...], tuple[Requirement, ...]]:
    return requirements(occasion_of(matrix, indicator, as_of)) if matrix.covers(as_of) else ((), ())


def _task(task: Task, matrix: Matrix, as_of: dt.date) -> TaskJson:
    return TaskJson(
        id=task.id,
        section=task.section,
        measure=task.measure,
        duty=task.duty,
        schedule=task.schedule,
        lead=task.lead,
        partners=task.partners,
        inherited=task.inherited,
        note=task.note,
        indicators=tuple(_indicator(indicator, matrix, as_of) for indicator in task.indicators),
    )


def _indicator(indicator: Indicator, matrix: Matrix, as_of: dt.date) -> IndicatorJson:
    required, upcoming = _asked(indicator, matrix, as_of)
    return IndicatorJson(
        id=indicator.id,
        name=indicator.name,
        unit=indicator.unit,
        reading=indicator.reading,
        required=tuple(
            RequiredJson(one.rule, one.op, bound(one), one.due, number(one.top), one.basis) for one in required
        ),
        next=tuple(
            NextJson(one.rule, one.op, bound(one), one.due, number(one.top), one.basis, number(one.pace))
            for one in upcoming
        ),
    )


def _indicator_lines(indicator: Indicator, matrix: Matrix, as_of: dt.date) -> list[str]:
    required, upcoming = _asked(indicator, matrix, as_of)
    lines = [f"{indicator.id} {indicator.name}"]
    for label, items in (("应", required), ("下一步", upcoming)):
        for item in items:
            due = f"（{when}）" if (when := show_when(item)) else ""
            pace = f"，序时进度 {show_amount(item.pace, indicator.unit)}" if item.pace is not None else ""
            basis = f"，{item.basis}" if item.basis else ""
            lines.append(f"  {label}：{show_requirement(item, indicator)}{due}{pace}{basis}")
    if below := rolled(indicator, matrix):
        lines.append(f"  {below}")
    if indicator.reading:
        lines.append(f"  读法：{indicator.reading}")
    return lines
