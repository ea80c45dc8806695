"""Reading the ledger: what was reported, and which of it is current.

For one matrix, department and period, the run that last brought a new submission supersedes earlier runs; where some
of that run's submissions say that they correct the others, they supersede these too. What is left is current, and
that may be several.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery, extract, func, select

from chanfa_check.ledger.tables import finding, observation, submission
from chanfa_check.ledger.values import NUMBER, from_columns
from chanfa_check.model import Light, Manner, Place, Reported, Role, Status


def recall(
    connection: Connection,
    matrix_id: str,
    *,
    without: int | None = None,
    current_only: bool = False,
    department: str | None = None,
    tasks: Collection[str] | None = None,
) -> tuple[Reported, ...]:
    """What is recorded for a matrix, in the order in which it was.

    `without` leaves out a run, as if it had never been. `department` and `tasks` (ids) narrow it down.
    """
    others = () if without is None else (submission.c.run_id != without,)
    ranked = _ranked(submission.c.matrix == matrix_id, *others)
    # As Reported has it: of several rows about one indicator, the last one's.
    last_year = (
        select(observation.c.last_year)
        .where(observation.c.submission_id == finding.c.submission_id)
        .where(observation.c.indicator == finding.c.indicator)
        .order_by(observation.c.position.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(ranked, finding, last_year.label("last_year"))
        .join(finding, finding.c.submission_id == ranked.c.id)
        .where(finding.c.task.is_not(None), finding.c.indicator.is_not(None), finding.c.role.is_not(None))
        .order_by(ranked.c.id, finding.c.position)
    )
    if current_only:
        query = query.where(ranked.c.rank == 1)
    if department is not None:
        query = query.where(ranked.c.department == department)
    if tasks is not None:
        query = query.where(finding.c.task.in_(tasks))
    return tuple(_reported(row) for row in connection.execute(query))


def year_ends(connection: Connection) -> dict[tuple[str, str, int], dict[str, Decimal]]:
    """The leads' values at the ends of years, by matrix, department and year, then by indicator.

    Only exact numbers of verdicts that stand, and only where all current submissions say the same.
    """
    december = (extract("month", submission.c.as_of) == 12, extract("day", submission.c.as_of) == 31)
    ranked = _ranked(*december)
    query: Select[Any] = (
        select(ranked.c.matrix, ranked.c.department, ranked.c.as_of, finding)
        .join(finding, finding.c.submission_id == ranked.c.id)
        .where(ranked.c.rank == 1, finding.c.role == Role.LEAD.value, finding.c.indicator.is_not(None))
        .order_by(ranked.c.id, finding.c.position)
    )
    said: dict[tuple[str, str, int], dict[str, set[Decimal | None]]] = {}
    for row in connection.execute(query):
        exact = row.status != Status.INVALID and row.kind == NUMBER and row.manner == Manner.EXACT
        of_year = said.setdefault((row.matrix, row.department, row.as_of.year), {})
        of_year.setdefault(row.indicator, set()).add(Decimal(row.actual) if exact else None)
    agreed = {key: dict(_agreed(found)) for key, found in said.items()}
    return {key: found for key, found in agreed.items() if found}


def _agreed(said: Mapping[str, set[Decimal | None]]) -> Iterator[tuple[str, Decimal]]:
    for indicator, values in said.items():
        value = next(iter(values))
        if value is not None and len(values) == 1:
            yield indicator, value


def _ranked(*conditions: ColumnElement[bool]) -> Subquery:
    """The submissions that meet the conditions; those whose `rank` is 1 are current among them."""
    one = submission.c
    rank = func.rank().over(
        partition_by=(one.matrix, one.department, one.as_of), order_by=(one.run_id.desc(), one.corrects.desc())
    )
    columns = (one.id, one.sha256, one.path, one.matrix, one.department, one.as_of)
    return select(*columns, rank.label("rank")).where(*conditions).subquery()


def _reported(row: Row[Any]) -> Reported:
    status = Status(row.status)
    return Reported(
        matrix=row.matrix,
        department=row.department,
        task=row.task,
        indicator=row.indicator,
        role=Role(row.role),
        as_of=row.as_of,
        status=status,
        light=Light(row.light) if row.light else None,
        code=row.code,
        value=None if status is Status.INVALID else from_columns(row.kind, row.actual),
        last_year=row.last_year,
        manner=Manner(row.manner),
        path=row.path,
        place=Place(row.sheet, row.cell) if row.sheet is not None else None,
        sha256=row.sha256,
        order=row.id,
        current=row.rank == 1,
    )
