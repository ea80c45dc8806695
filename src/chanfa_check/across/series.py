"""What an indicator's plot shows: what is required, the pace towards it, what the lead reported, over the years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeAlias

from msgspec import Struct

from chanfa_check.across.versions import under
from chanfa_check.model import Counting, Indicator, Manner, Matrix, Measure, Reported, Requirement, Role
from chanfa_check.period import month_end
from chanfa_check.verdict.judge import occasion_of, requirements

Points: TypeAlias = tuple[tuple[dt.date, Decimal], ...]
"""Amounts in the indicator's unit, by date and in its order."""


class Series(Struct, frozen=True, kw_only=True):
    """One numeric indicator over the matrix's years.

    `required` are the thresholds on the days on which they fall due; one that holds at every date stands on the
    first day and the last. `pace` stands on the first day and at month ends, where there is one. `reported` has two
    values on one date where two submissions differ. With `counting` yearly, all three begin anew each year.
    """

    task: str
    indicator: str
    name: str
    unit: str
    counting: Counting
    required: Points
    pace: Points
    reported: Points


def series(matrix: Matrix, reported: Iterable[Reported]) -> tuple[Series, ...]:
    """One for every numeric indicator, in the matrix's order.

    Of `reported`, only the leads' current values count, those under versions before it too. A requirement that follows
    from last year's value uses what was reported of that year, where it was. What a matrix requires before it comes
    into force, and after another one does in its place, is not shown.
    """
    by_indicator: dict[str, list[Reported]] = {}
    for one in under(matrix, reported):
        if one.role is Role.LEAD and one.current:
            by_indicator.setdefault(one.indicator, []).append(one)
    days = _days(matrix)
    return tuple(
        _series(matrix, task.id, indicator, days, by_indicator.get(indicator.id, ()))
        for task in matrix.tasks
        for indicator in task.indicators
        if indicator.measure is Measure.NUMBER
    )


def _series(
    matrix: Matrix, task: str, indicator: Indicator, days: Sequence[dt.date], reported: Sequence[Reported]
) -> Series:
    required, pace = _asked(matrix, indicator, days, _last_years(reported))
    values = {(one.as_of, one.value) for one in reported if isinstance(one.value, Decimal)}
    return Series(
        task=task,
        indicator=indicator.id,
        name=indicator.name,
        unit=indicator.unit,
        counting=indicator.counting,
        required=required,
        pace=pace,
        reported=tuple(sorted(values)),
    )


def _days(matrix: Matrix) -> tuple[dt.date, ...]:
    """The first day that it is in force, every month's end, and the days on which something falls due in between."""
    first, last = matrix.years
    ends = {month_end(year, month) for year in range(first, last + 1) for month in range(1, 13)}
    dated = {
        day
        for task in matrix.tasks
        for indicator in task.indicators
        for target in indicator.targets
        for day in target.due_dates()
        if matrix.covers(day)
    }
    begins, until = matrix.begins or dt.date(first, 1, 1), matrix.until or dt.date.max
    return tuple(sorted(day for day in {begins, *ends, *dated} if begins <= day < until))


def _last_years(reported: Sequence[Reported]) -> dict[int, Decimal]:
    """What is known in each year of the year before; what a later report says of it comes first."""
    known: dict[int, Decimal] = {}
    for one in reported:
        whole_year = (one.as_of.month, one.as_of.day) == (12, 31)
        if whole_year and one.manner is Manner.EXACT and isinstance(one.value, Decimal):
            known[one.as_of.year + 1] = one.value
    for one in sorted(reported, key=lambda each: each.as_of):
        if one.last_year is not None:
            known[one.as_of.year] = one.last_year
    return known


def _asked(
    matrix: Matrix, indicator: Indicator, days: Sequence[dt.date], last_years: dict[int, Decimal]
) -> tuple[Points, Points]:
    required, pace = [], []
    heading_for: set[dt.date | None] = set()
    for day in days:
        now, ahead = requirements(occasion_of(matrix, indicator, day, last_years.get(day.year)))
        falling_due = any(item.due == day for item in now)
        always = any(item.due is None for item in now) and day in (days[0], days[-1])
        threshold = _strictest(now, (item.value for item in now)) if falling_due or always else None
        if threshold is not None:
            required.append((day, threshold))
        paced = [item for item in ahead if item.pace is not None]
        on_day = _strictest(paced, (item.pace for item in paced))
        if on_day is None and day in heading_for:
            on_day = threshold
        if on_day is not None:
            pace.append((day, on_day))
        heading_for = {item.due for item in paced}
    return tuple(required), tuple(pace)


def _strictest(items: Sequence[Requirement], values: Iterable[Decimal | str | None]) -> Decimal | None:
    """The one that is hardest to keep to, by the direction of the first."""
    amounts = [value for value in values if isinstance(value, Decimal)]
    if not amounts:
        return None
    upward = items[0].op is None or items[0].op.upward
    return max(amounts) if upward else min(amounts)
