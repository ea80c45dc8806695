"""What was reported under a matrix and under those that it supersedes, as the newest one names and measures it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec.structs import replace

from chanfa_check.model import Fault, Indicator, Manner, Matrix, Quantity, Reported, Role
from chanfa_check.quantity.unit import convert


def under(matrix: Matrix, several: Iterable[Reported]) -> Iterator[Reported]:
    """Those under the matrix or a version before it, in its units; verdicts stay those of then.

    What has no indicator of the same id here, or one in a unit that does not convert, is left out.
    """
    versions = {one.id: one for one in matrix.versions()}
    tasks = {one.id: (task.id, one) for task in matrix.tasks for one in task.indicators}
    for one in several:
        if one.matrix in versions and one.indicator in tasks:
            task, indicator = tasks[one.indicator]
            measured = _measured(one, indicator)
            if measured:
                department = matrix.department_of(versions[one.matrix], one.department)
                yield replace(measured, matrix=matrix.id, task=task, department=department)


def year_end(matrix: Matrix, year: int, before: Iterable[Reported]) -> dict[tuple[str, str], Decimal]:
    """The leads' values at the end of the year, by department and indicator, in the matrix's units.

    Only exact numbers, and only where all that is current says the same; of several versions, the newest one's.
    """
    then = [one for one in before if one.current and one.role is Role.LEAD and one.as_of == dt.date(year, 12, 31)]
    found: dict[tuple[str, str], Decimal] = {}
    for version in reversed(matrix.versions()):
        said: dict[tuple[str, str], set[Decimal | None]] = {}
        for one in under(matrix, (each for each in then if each.matrix == version.id)):
            value = one.value if isinstance(one.value, Decimal) and one.manner is Manner.EXACT else None
            said.setdefault((one.department, one.indicator), set()).add(value)
        for key, values in said.items():
            value, *others = values
            if value is not None and not others:
                found[key] = value
    return found


def _measured(one: Reported, indicator: Indicator) -> Reported | None:
    if one.unit in ("", indicator.unit):
        return one
    if into(Decimal(1), one.unit, indicator.unit) is None:
        return None
    value = into(one.value, one.unit, indicator.unit) if isinstance(one.value, Decimal) else one.value
    last_year = None if one.last_year is None else into(one.last_year, one.unit, indicator.unit)
    return replace(one, value=value, last_year=last_year, unit=indicator.unit)


def into(amount: Decimal, unit: str, other: str) -> Decimal | None:
    """The amount in another unit; None where the one does not convert into the other."""
    found = convert(Quantity(amount, unit), other)
    return None if isinstance(found, Fault) else found
