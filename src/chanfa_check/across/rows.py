"""The lines of the office's page: a department's counts, and the worst verdict on each of its tasks."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from chanfa_check.across.shelf import View
from chanfa_check.model import Checked, Coverage, Finding, Light, Matrix, Role, Row, Square, Standing, Status, count

if TYPE_CHECKING:
    from chanfa_check.across.gathered import Gathered


def rows(matrices: Iterable[Matrix], gathered: Gathered, coverage: Iterable[Coverage]) -> Sequence[Row]:
    """By matrix and department in the matrix's order, then by period; who sent nothing has a line of its own."""
    sent: dict[tuple[str, str], list[tuple[dt.date, Iterable[int]]]] = {}
    nobodys = array("q")
    for one in gathered.asides:
        if one.matrix and one.department:
            sent.setdefault((one.matrix, one.department), []).append((dt.date.min, (one.position,)))
        else:
            nobodys.append(one.position)
    for (matrix_id, department, as_of), slot in gathered.slots.items():
        sent.setdefault((matrix_id, department), []).append((as_of, slot.positions))
    gaps: list[Row] = []
    for each in coverage:
        for name in each.missing:
            # Counted downwards from -1, where submissions count upwards from 0.
            gaps.append(_gap(name, each.as_of, each.matrix))
            sent.setdefault((each.matrix, name), []).append((each.as_of or dt.date.min, (-len(gaps),)))
    order = array("q")
    for matrix in matrices:
        for name in dict.fromkeys((*matrix.leads(), *matrix.departments)):
            for _, positions in sorted(sent.get((matrix.id, name), ()), key=lambda line: line[0]):
                order.extend(iter(positions))
    order.extend(nobodys)

    def at(line: int) -> Row:
        position = order[line]
        if position < 0:
            return gaps[-position - 1]
        return replace(gathered.rows[position], standing=gathered.standing(position))

    return View(len(order), at).settled()


def row(checked: Checked) -> Row:
    """A submission's line, as if it counted."""
    return Row(
        department=checked.department or "",
        standing=Standing.COUNTED,
        as_of=checked.about,
        matrix=checked.matrix.id if checked.matrix else "",
        path=checked.path,
        counts=checked.counts,
        squares=squares(checked.findings),
    )


_Packed: TypeAlias = tuple[str, dt.date | None, str, str, tuple[int, ...], tuple[tuple[str, Square], ...]]


def packed(one: Row) -> _Packed:
    """What `unpacked` makes the line of again."""
    return one.department, one.as_of, one.matrix, one.path, tuple(one.counts.values()), tuple(one.squares.items())


def unpacked(held: _Packed) -> Row:
    """The line."""
    department, as_of, matrix, path, counts, squares = held
    return Row(
        department=department,
        standing=Standing.COUNTED,
        as_of=as_of,
        matrix=matrix,
        path=path,
        counts=dict(zip(Status, counts, strict=True)),
        squares=dict(squares),
    )


def _gap(department: str, as_of: dt.date | None, matrix: str) -> Row:
    return Row(
        department=department, standing=Standing.MISSING, as_of=as_of, matrix=matrix, counts=count(()), squares={}
    )


def squares(findings: Iterable[Finding]) -> dict[str, Square]:
    """The worst verdict on each task; of two equally bad, the red light."""
    by_task: dict[str, list[Finding]] = {}
    for one in findings:
        if one.task and one.role:
            by_task.setdefault(one.task, []).append(one)
    return {task: _square(several) for task, several in by_task.items()}


_RANKS = {status: status.rank for status in Status}


def _square(several: Sequence[Finding]) -> Square:
    if len(several) == 1:
        (worst,) = several
        return _shared(worst.status, worst.light, worst.role or Role.PARTNER, worst.code == "met-early")
    worst = min(several, key=_badness)
    early = all(one.code == "met-early" for one in several if one.status is worst.status)
    role = Role.LEAD if any(one.role is Role.LEAD for one in several) else Role.PARTNER
    return _shared(worst.status, worst.light, role, early)


def _badness(one: Finding) -> tuple[int, bool]:
    return _RANKS[one.status], one.light is not Light.RED


@lru_cache
def _shared(status: Status, light: Light | None, role: Role, early: bool) -> Square:
    """One value for all that are equal: there are few kinds, and as many as submissions times tasks."""
    return Square(status, light, role, early)
