"""The JSON that scripts rely on, version 1. Numbers count in the indicator's unit; dates are ISO; absent is null.

A change that could break a reader gets a new version; a new field does not.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from chanfa_check.model import (
    Checked,
    Coverage,
    Finding,
    Light,
    Matrix,
    Op,
    Period,
    Place,
    Problem,
    Requirement,
    Role,
    Run,
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
    """One file."""

    path: str
    department: str | None
    period: PeriodJson | None
    as_of: dt.date | None
    filled: dt.date | None
    matrix: MatrixRef | None
    notes: tuple[str, ...]
    problems: tuple[ProblemJson, ...]
    findings: tuple[FindingJson, ...]


class CoverageJson(Struct, frozen=True):
    """Leading departments: all of them, those with a submission (checked or not), the others."""

    expected: tuple[str, ...]
    received: tuple[str, ...]
    missing: tuple[str, ...]


class RunJson(Struct, frozen=True):
    """One run over one or more files."""

    schema: Literal["chanfa-check/run/1"]
    tool: str
    matrix: MatrixRef | None
    as_of: dt.date | None
    counts: dict[Status, int]
    coverage: CoverageJson
    submissions: tuple[SubmissionJson, ...]
    exit_code: int


def encode(run: Run) -> bytes:
    """The run as UTF-8 JSON, indented, with a line break at its end."""
    return msgspec.json.format(msgspec.json.encode(run_json(run)), indent=2) + b"\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of what `encode` gives."""
    return msgspec.json.schema(RunJson)


def run_json(run: Run) -> RunJson:
    """The run in the contract's form."""
    from chanfa_check import __version__

    return RunJson(
        schema="chanfa-check/run/1",
        tool=f"chanfa-check {__version__}",
        matrix=_matrix(run.matrix),
        as_of=run.as_of,
        counts=run.counts,
        coverage=_coverage(run.coverage),
        submissions=tuple(map(_submission, run.submissions)),
        exit_code=run.exit_code,
    )


def _coverage(periods: tuple[Coverage, ...]) -> CoverageJson:
    expected = tuple(dict.fromkeys(name for one in periods for name in one.expected))
    received = {name for one in periods for name in one.received}
    return CoverageJson(
        expected,
        tuple(name for name in expected if name in received),
        tuple(name for name in expected if name not in received),
    )


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


def _submission(checked: Checked) -> SubmissionJson:
    return SubmissionJson(
        path=checked.path,
        department=checked.department,
        period=_period(checked.period),
        as_of=checked.as_of,
        filled=checked.filled,
        matrix=_matrix(checked.matrix),
        notes=checked.notes,
        problems=tuple(map(_problem, checked.problems)),
        findings=tuple(map(_finding, checked.findings)),
    )


def _matrix(matrix: Matrix | None) -> MatrixRef | None:
    return MatrixRef(matrix.id, matrix.version) if matrix else None


def _period(period: Period | None) -> PeriodJson | None:
    return PeriodJson(period.first, period.last) if period else None


def _problem(problem: Problem) -> ProblemJson:
    return ProblemJson(problem.code, problem.message, _cell(problem.place))


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
        expected=_expected(finding.expected, finding.unit),
        pace=number(finding.expected.pace) if finding.expected else None,
        gap=number(finding.gap),
        cell=_cell(finding.place),
        raw=finding.raw,
        message=finding.message,
        advice=finding.advice,
        wording=finding.wording,
        reading=finding.reading,
        notes=finding.notes,
    )


def _expected(item: Requirement | None, unit: str) -> ExpectedJson | None:
    if item is None:
        return None
    return ExpectedJson(item.rule, item.op, bound(item), unit, item.due, number(item.top), item.basis)


def _cell(place: Place | None) -> str | None:
    return str(place) if place else None
