"""What was reported under a matrix and under those that it supersedes, as the newest one names and measures it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec.structs import replace

from chanfa_check.model import Fault, Indicator, Matrix, Quantity, Reported
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
