"""What a run says as a whole in the JSON contract."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from chanfa_check.model import (
    Change,
    Contradiction,
    Contribution,
    Coverage,
    Exemplar,
    How,
    Index,
    Light,
    Loose,
    Manner,
    Role,
    Rolled,
    Row,
    Scores,
    Standing,
    Status,
    Summary,
    Turn,
)
from chanfa_check.output.contract.submission import ExpectedJson, MatrixRef, cell, expected, matrix_ref, number


class LateJson(Struct, frozen=True):
    """A submission that was filled in after the day on which it was due."""

    department: str
    path: str
    filled: dt.date
    due: dt.date


class TwiceJson(Struct, frozen=True):
    """Several submissions of one department. `same`: they report the same; `corrected`: the one that counts."""

    department: str
    paths: tuple[str, ...]
    same: bool
    corrected: str | None


class SilentJson(Struct, frozen=True):
    """A partner that said nothing of these tasks. `sent`: it sent something at all."""

    department: str
    tasks: tuple[str, ...]
    sent: bool


class PeriodCoverageJson(Struct, frozen=True):
    """Expected against received for one period of one matrix, whose last day is `as_of`."""

    matrix: str
    as_of: dt.date | None
    due: Annotated[dt.date | None, Meta(description="null: the matrix does not say, and nobody is late")]
    expected: tuple[str, ...]
    received: tuple[str, ...]
    missing: tuple[str, ...]
    late: tuple[LateJson, ...]
    undated: tuple[str, ...]
    twice: tuple[TwiceJson, ...]
    silent: tuple[SilentJson, ...]
    unreported: Annotated[tuple[str, ...], Meta(description="ids of tasks of which nobody wrote anything")]


class CoverageJson(Struct, frozen=True):
    """Leading departments: all of them, those with a submission (checked or not) for every period, the others.

    `elsewhere` are paths of submissions for other periods than those that the run is about.
    """

    expected: tuple[str, ...]
    received: tuple[str, ...]
    missing: tuple[str, ...]
    periods: tuple[PeriodCoverageJson, ...]
    elsewhere: tuple[str, ...]


class SquareJson(Struct, frozen=True):
    """The worst verdict on one task."""

    status: Status
    light: Light | None
    role: Role
    early: bool


class DepartmentJson(Struct, frozen=True):
    """One submission of a department, or the lack of one (path null), with its tasks by id."""

    department: str
    standing: Standing
    as_of: dt.date | None
    path: str | None
    counts: dict[Status, int]
    tasks: dict[str, SquareJson]


class StatementJson(Struct, frozen=True):
    """One of the figures that contradict each other."""

    department: str
    as_of: dt.date
    role: Role
    path: str
    cell: str | None
    shown: str


class ContradictionJson(Struct, frozen=True):
    """Figures for one indicator that cannot all be true."""

    code: str
    task: str
    indicator: str
    name: str
    message: str
    advice: str
    statements: tuple[StatementJson, ...]


class ChangeJson(Struct, frozen=True):
    """What is different from an earlier report, of `before_as_of`."""

    turn: Turn
    department: str
    task: str
    indicator: str
    name: str
    before_as_of: dt.date
    as_of: dt.date
    before: Status
    before_shown: str
    now: Status
    now_shown: str


class LooseJson(Struct, frozen=True):
    """A row that belongs to no task."""

    department: str
    path: str
    cell: str | None
    code: str
    text: str
    message: str


class SectionJson(Struct, frozen=True):
    """One section's index, 0 to 100, over `indicators` counted ones; null where none counts."""

    section: str
    weight: float
    value: float | None
    indicators: int


class IndexJson(Struct, frozen=True):
    """The index of the whole, 0 to 100, and of its sections."""

    value: float | None
    rule: str
    sections: tuple[SectionJson, ...]


class ScoreJson(Struct, frozen=True):
    """One department's points, the mean over `counted` indicators; equals share a rank."""

    department: str
    points: float | None
    rank: int | None
    counted: int
    note: str


class PointsJson(Struct, frozen=True):
    """The ranking by the matrix's rule."""

    rule: str
    ranking: tuple[ScoreJson, ...]


class ContributionJson(Struct, frozen=True):
    """What one child gives: `amount` in the parent's unit (null: none that counts, and `why`), `shown` as it reads.

    `rolled`: it is itself made up by the level below, and stands in no file. `portion` is in percent of the sum.
    """

    child: str
    matrix: str
    indicator: str
    department: str | None
    amount: float | None
    manner: Manner
    shown: str
    rolled: bool
    portion: float | None
    weight: float | None
    path: str | None
    cell: str | None
    why: str


class RolledJson(Struct, frozen=True, kw_only=True):
    """An indicator that the level below makes up, with the verdict by its own targets.

    `names` is what its matrix is called on the way down from the top, empty there. While a child lacks (`missing`),
    `actual` is null and the verdict `missing`; `so_far` is what the others come to.
    """

    matrix: str
    names: tuple[str, ...]
    as_of: dt.date
    task: str
    indicator: str
    name: str
    how: How
    status: Status
    code: str
    light: Light | None
    actual: float | None
    so_far: float | None
    manner: Manner
    unit: str
    expected: ExpectedJson | None
    pace: float | None
    gap: float | None
    message: str
    advice: str
    wording: str
    contributions: tuple[ContributionJson, ...]
    missing: tuple[str, ...]


class ExemplarJson(Struct, frozen=True):
    """Who did best on an indicator."""

    task: str
    indicator: str
    name: str
    departments: tuple[str, ...]
    shown: str
    early: bool


class SummaryJson(Struct, frozen=True, kw_only=True):
    """A run without its submissions. `matrix` and `as_of` are null where there is not one for all."""

    schema: Literal["chanfa-check/run/1"]
    tool: str
    matrix: MatrixRef | None
    as_of: dt.date | None
    counts: dict[Status, int]
    coverage: CoverageJson
    departments: tuple[DepartmentJson, ...]
    contradictions: tuple[ContradictionJson, ...]
    changes: tuple[ChangeJson, ...]
    loose: tuple[LooseJson, ...]
    index: IndexJson | None
    points: PointsJson | None
    exemplars: tuple[ExemplarJson, ...]
    rollups: tuple[RolledJson, ...]
    passed_over: tuple[str, ...]
    exit_code: int


def summary_parts(summary: Summary) -> dict[str, Any]:
    """The fields of a SummaryJson in its order, `coverage` as a dict as well. Long lists are iterators."""
    from chanfa_check.version import __version__

    return {
        "schema": "chanfa-check/run/1",
        "tool": f"chanfa-check {__version__}",
        "matrix": matrix_ref(summary.matrix),
        "as_of": summary.as_of,
        "counts": summary.counts,
        "coverage": _coverage(summary),
        "departments": map(_department, summary.rows),
        "contradictions": map(_contradiction, summary.contradictions),
        "changes": map(_change, summary.changes),
        "loose": map(_loose, summary.loose),
        "index": _index(summary.index) if summary.index else None,
        "points": _points(summary.scores) if summary.scores else None,
        "exemplars": map(_exemplar, summary.exemplars),
        "rollups": map(_rolled, summary.rollups),
        "passed_over": iter(summary.passed_over),
        "exit_code": summary.exit_code,
    }


def summary_fields(summary: Summary) -> dict[str, Any]:
    """The same with everything in memory."""
    parts = summary_parts(summary)
    return _whole(parts) | {"coverage": CoverageJson(**_whole(parts["coverage"]))}


def _whole(parts: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, Iterator) else value for name, value in parts.items()}


def _coverage(summary: Summary) -> dict[str, Any]:
    expected: dict[str, None] = {}
    missing: set[str] = set()
    for one in summary.coverage:
        expected |= dict.fromkeys(one.expected)
        missing.update(one.missing)
    return {
        "expected": tuple(expected),
        "received": tuple(name for name in expected if name not in missing),
        "missing": tuple(name for name in expected if name in missing),
        "periods": map(_period, summary.coverage),
        "elsewhere": iter(summary.elsewhere),
    }


def _period(one: Coverage) -> PeriodCoverageJson:
    return PeriodCoverageJson(
        matrix=one.matrix,
        as_of=one.as_of,
        due=one.due,
        expected=one.expected,
        received=one.received,
        missing=one.missing,
        late=tuple(LateJson(late.department, late.path, late.filled, late.due) for late in one.late),
        undated=one.undated,
        twice=tuple(
            TwiceJson(each.department, tuple(each.paths), each.same, each.corrected or None) for each in one.twice
        ),
        silent=tuple(SilentJson(each.department, each.tasks, each.sent) for each in one.silent),
        unreported=one.unreported,
    )


def _department(row: Row) -> DepartmentJson:
    squares = {task: SquareJson(one.status, one.light, one.role, one.early) for task, one in row.squares.items()}
    return DepartmentJson(row.department, row.standing, row.as_of, row.path or None, row.counts, squares)


def _contradiction(one: Contradiction) -> ContradictionJson:
    said = tuple(
        StatementJson(each.department, each.as_of, each.role, each.path, cell(each.place), each.shown)
        for each in one.statements
    )
    return ContradictionJson(one.code, one.task, one.indicator, one.name, one.message, one.advice, said)


def _change(one: Change) -> ChangeJson:
    return ChangeJson(
        turn=one.turn,
        department=one.department,
        task=one.task,
        indicator=one.indicator,
        name=one.name,
        before_as_of=one.before_as_of,
        as_of=one.as_of,
        before=one.before,
        before_shown=one.before_shown,
        now=one.now,
        now_shown=one.now_shown,
    )


def _loose(one: Loose) -> LooseJson:
    return LooseJson(one.department, one.path, cell(one.place), one.code, one.text, one.message)


def _index(index: Index) -> IndexJson:
    sections = tuple(
        SectionJson(one.section, float(one.weight), number(one.value), one.indicators) for one in index.sections
    )
    return IndexJson(number(index.value), index.rule, sections)


def _points(scores: Scores) -> PointsJson:
    ranking = tuple(
        ScoreJson(one.department, number(one.points), one.rank, one.counted, one.note) for one in scores.scores
    )
    return PointsJson(scores.rule, ranking)


def _rolled(one: Rolled) -> RolledJson:
    return RolledJson(
        matrix=one.matrix,
        names=one.names,
        as_of=one.as_of,
        task=one.task,
        indicator=one.indicator,
        name=one.name,
        how=one.how,
        status=one.status,
        code=one.code,
        light=one.light,
        actual=number(one.actual),
        so_far=number(one.so_far),
        manner=one.manner,
        unit=one.unit,
        expected=expected(one.expected, one.unit),
        pace=number(one.expected.pace) if one.expected else None,
        gap=number(one.gap),
        message=one.message,
        advice=one.advice,
        wording=one.wording,
        contributions=tuple(map(_contribution, one.contributions)),
        missing=one.missing,
    )


def _contribution(one: Contribution) -> ContributionJson:
    return ContributionJson(
        child=one.child,
        matrix=one.matrix,
        indicator=one.indicator,
        department=one.department or None,
        amount=number(one.amount),
        manner=one.manner,
        shown=one.shown,
        rolled=one.rolled,
        portion=number(one.portion),
        weight=number(one.weight),
        path=one.path or None,
        cell=cell(one.place),
        why=one.why,
    )


def _exemplar(one: Exemplar) -> ExemplarJson:
    return ExemplarJson(one.task, one.indicator, one.name, one.departments, one.shown, one.early)
