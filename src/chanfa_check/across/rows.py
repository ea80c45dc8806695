"""The lines of the office's page: a department's counts, and the worst verdict on each of its tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from chanfa_check.model import Checked, Coverage, Finding, Light, Matrix, Role, Row, Square, Standing, count


def rows(
    matrices: Iterable[Matrix],
    submissions: Sequence[Checked],
    standings: Sequence[Standing],
    coverage: Sequence[Coverage],
) -> Iterator[Row]:
    """By matrix and department in the matrix's order, then by period; who sent nothing has a line of its own."""
    sent: dict[tuple[str, str], list[Row]] = {}
    nobodys: list[Row] = []
    for checked, standing in zip(submissions, standings, strict=True):
        ours = nobodys
        if checked.matrix and checked.department:
            ours = sent.setdefault((checked.matrix.id, checked.department), [])
        ours.append(_row(checked, standing))
    for matrix in matrices:
        for name in dict.fromkeys((*matrix.leads(), *matrix.departments)):
            gaps = [each.as_of for each in coverage if each.matrix == matrix.id and name in each.missing]
            lines = [*sent.get((matrix.id, name), ()), *(_gap(name, as_of, matrix) for as_of in gaps)]
            yield from sorted(lines, key=lambda row: row.as_of or dt.date.min)
    yield from nobodys


def _row(checked: Checked, standing: Standing) -> Row:
    return Row(
        department=checked.department or "",
        standing=standing,
        as_of=checked.about,
        matrix=checked.matrix.id if checked.matrix else "",
        path=checked.path,
        counts=checked.counts,
        squares=squares(checked.findings),
    )


def _gap(department: str, as_of: dt.date | None, matrix: Matrix) -> Row:
    return Row(
        department=department, standing=Standing.MISSING, as_of=as_of, matrix=matrix.id, counts=count(()), squares={}
    )


def squares(findings: Iterable[Finding]) -> dict[str, Square]:
    """The worst verdict on each task; of two equally bad, the red light."""
    by_task: dict[str, list[Finding]] = {}
    for one in findings:
        if one.task and one.role:
            by_task.setdefault(one.task, []).append(one)
    return {task: _square(several) for task, several in by_task.items()}


def _square(several: Sequence[Finding]) -> Square:
    worst = min(several, key=lambda one: (one.status.rank, one.light is not Light.RED))
    early = all(one.code == "met-early" for one in several if one.status is worst.status)
    role = Role.LEAD if any(one.role is Role.LEAD for one in several) else Role.PARTNER
    return Square(worst.status, worst.light, role, early)
