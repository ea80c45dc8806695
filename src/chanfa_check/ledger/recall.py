"""Reading the ledger: what was reported, and which of it is current.

For one matrix, department and period, what lay side by side in the run that last brought a new submission supersedes
everything else; where some of these say that they correct the others, they supersede these too. What is left is
current, and that may be several. Of each submission, current or not, the newest judgement stands: that a file is judged
anew says nothing of which file counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery, Table, extract, func, select

from chanfa_check.ledger.tables import finding, judgement, observation, seen, submission
from chanfa_check.ledger.values import NUMBER, from_columns
from chanfa_check.model import Light, Manner, Place, Quantity, Reported, Role, Status


def recall(
    connection: Connection,
    matrix_id: str,
    *,
    without: int | None = None,
    current_only: bool = False,
    department: str | None = None,
    tasks: Collection[str] | None = None,
) -> tuple[Reported, ...]:
    """What is recorded for a matrix, as last judged, in the order in which the submissions were recorded.

    `without` leaves out a run, as if it had never been. `department` and `tasks` (ids) narrow it down.
    """
    ranked = _ranked(submission.c.matrix == matrix_id, without=without)
    # As Reported has it: of several rows about one indicator, the last one's.
    last_year = (
        select(observation.c.last_year)
        .where(observation.c.judgement_id == finding.c.judgement_id)
        .where(observation.c.indicator == finding.c.indicator)
        .order_by(observation.c.position.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(ranked, finding, last_year.label("last_year"))
        .join(finding, finding.c.judgement_id == ranked.c.judged)
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


def year_ends(connection: Connection) -> dict[tuple[str, str, int], dict[str, Quantity]]:
    """The leads' values at the ends of years, by matrix, department and year, by indicator, in the unit of then.

    Only exact numbers of verdicts that stand, and only where all current submissions say the same.
    """
    december = (extract("month", submission.c.as_of) == 12, extract("day", submission.c.as_of) == 31)
    ranked = _ranked(*december)
    query: Select[Any] = (
        select(ranked.c.matrix, ranked.c.department, ranked.c.as_of, finding)
        .join(finding, finding.c.judgement_id == ranked.c.judged)
        .where(ranked.c.rank == 1, finding.c.role == Role.LEAD.value, finding.c.indicator.is_not(None))
        .order_by(ranked.c.id, finding.c.position)
    )
    said: dict[tuple[str, str, int], dict[str, set[Quantity | None]]] = {}
    for row in connection.execute(query):
        exact = row.status != Status.INVALID and row.kind == NUMBER and row.manner == Manner.EXACT
        of_year = said.setdefault((row.matrix, row.department, row.as_of.year), {})
        of_year.setdefault(row.indicator, set()).add(Quantity(Decimal(row.actual), row.unit) if exact else None)
    agreed = {key: dict(_agreed(found)) for key, found in said.items()}
    return {key: found for key, found in agreed.items() if found}


def _agreed(said: Mapping[str, set[Quantity | None]]) -> Iterator[tuple[str, Quantity]]:
    for indicator, values in said.items():
        value = next(iter(values))
        if value is not None and len(values) == 1:
            yield indicator, value


def _ranked(*conditions: ColumnElement[bool], without: int | None = None) -> Subquery:
    """The submissions that meet the conditions: those whose `rank` is 1 are current; `judged` is the judgement."""
    last_seen = _newest(seen, seen.c.run_id, without)
    last_judged = _newest(judgement, judgement.c.id, without)
    one = submission.c
    rank = func.rank().over(
        partition_by=(one.matrix, one.department, one.as_of),
        order_by=(last_seen.c.newest.desc(), one.corrects.desc()),
    )
    columns = (one.id, one.sha256, one.path, one.matrix, one.department, one.as_of)
    return (
        select(*columns, last_judged.c.newest.label("judged"), rank.label("rank"))
        .join_from(submission, last_seen, last_seen.c.submission_id == one.id)
        .join(last_judged, last_judged.c.submission_id == one.id)
        .where(*conditions)
        .subquery()
    )


def _newest(table: Table, column: ColumnElement[int], without: int | None) -> Subquery:
    """The highest value of a column by submission."""
    found = select(table.c.submission_id, func.max(column).label("newest")).group_by(table.c.submission_id)
    return (found if without is None else found.where(table.c.run_id != without)).subquery()


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
        unit=row.unit,
        last_year=row.last_year,
        manner=Manner(row.manner),
        path=row.path,
        place=Place(row.sheet, row.cell) if row.sheet is not None else None,
        sha256=row.sha256,
        order=row.id,
        current=row.rank == 1,
    )
