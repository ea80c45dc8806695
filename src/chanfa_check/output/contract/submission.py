"""One submission in the JSON contract."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from chanfa_check.model import (
    Checked,
    Finding,
    Light,
    Matrix,
    Op,
    Period,
    Place,
    Problem,
    Requirement,
    Role,
    Status,
    Value,
)


class MatrixRef(Struct, frozen=True):
    """Which matrix the run was judged by."""

    id: str
    version: str


class PeriodJson(Struct, frozen=True):
    """First and last day of the months that a submission speaks for."""

    first: dt.date
    last: dt.date


class ProblemJson(Struct, frozen=True):
    """Why a file could not be checked."""

    code: str
    message: str
    cell: str | None


class ExpectedJson(Struct, frozen=True):
    """The requirement that decided. `due` null: at every date. `top` is the upper end of a range, reached or not."""

    rule: str
    op: Op | None
    value: float | str | None
    unit: str
    due: dt.date | None
    top: float | None
    basis: str


class FindingJson(Struct, frozen=True):
    """The verdict on one indicator, or on a row that belongs to none (task or indicator, and role, null)."""

    task: str | None
    indicator: str | None
    name: str
    role: Role | None
    status: Status
    code: str
    light: Light | None
    actual: Annotated[float | str | tuple[str, ...] | None, Meta(description="a number, a stage, or ISO dates")]
    unit: str
    expected: ExpectedJson | None
    pace: float | None
    gap: float | None
    cell: Annotated[str | None, Meta(description="sheet!cell, as Excel shows it")]
    raw: str
    message: str
    advice: str
    wording: str
    reading: str
    notes: tuple[str, ...]


class SubmissionJson(Struct, frozen=True):
    """One file. `corrects`: it calls itself a correction."""

    path: str
    sha256: str
    corrects: bool
    department: str | None
    period: PeriodJson | None
    as_of: dt.date | None
    filled: dt.date | None
    matrix: MatrixRef | None
    notes: tuple[str, ...]
    problems: tuple[ProblemJson, ...]
    findings: tuple[FindingJson, ...]


def number(value: Decimal | None) -> float | None:
    """A JSON number: whole where the amount is, else the shortest that reads back to the same 15 digits and more."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def bound(item: Requirement) -> float | str | None:
    """What a requirement asks for: a number, or the name of a stage."""
    return item.value if isinstance(item.value, str) else number(item.value)


def _value(value: Value | None) -> float | str | tuple[str, ...] | None:
    if isinstance(value, tuple):
        return tuple(day.isoformat() for day in value)
    return value if isinstance(value, str) else number(value)


def submission_json(checked: Checked) -> SubmissionJson:
    """The submission in the contract's form."""
    return SubmissionJson(
        path=checked.path,
        sha256=checked.sha256,
        corrects=checked.corrects,
        department=checked.department,
        period=_period(checked.period),
        as_of=checked.as_of,
        filled=checked.filled,
        matrix=matrix_ref(checked.matrix),
        notes=checked.notes,
        problems=tuple(map(_problem, checked.problems)),
        findings=tuple(map(_finding, checked.findings)),
    )


def matrix_ref(matrix: Matrix | None) -> MatrixRef | None:
    """The matrix by id and version."""
    return MatrixRef(matrix.id, matrix.version) if matrix else None


def _period(period: Period | None) -> PeriodJson | None:
    return PeriodJson(period.first, period.last) if period else None


def _problem(problem: Problem) -> ProblemJson:
    return ProblemJson(problem.code, problem.message, cell(problem.place))


def _finding(finding: Finding) -> FindingJson:
    return FindingJson(
        task=finding.task,
        indicator=finding.indicator,
        name=finding.name,
        role=finding.role,
        status=finding.status,
        code=finding.code,
        light=finding.light,
        actual=_value(finding.actual),
        unit=finding.unit,
        expected=expected(finding.expected, finding.unit),
        pace=number(finding.expected.pace) if finding.expected else None,
        gap=number(finding.gap),
        cell=cell(finding.place),
        raw=finding.raw,
        message=finding.message,
        advice=finding.advice,
        wording=finding.wording,
        reading=finding.reading,
        notes=finding.notes,
    )


def expected(item: Requirement | None, unit: str) -> ExpectedJson | None:
    """A requirement whose numbers count in `unit`."""
    if item is None:
        return None
    return ExpectedJson(item.rule, item.op, bound(item), unit, item.due, number(item.top), item.basis)


def cell(place: Place | None) -> str | None:
    """sheet!cell, as Excel shows it."""
    return str(place) if place else None
