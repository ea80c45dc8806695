"""Times of the wording that no requirement takes up: 建立宣讲团10个 | 2023年底前 beside a target for 2025."""

from __future__ import annotations

from collections.abc import Iterator

from chanfa_check.lint.asked import Asked
from chanfa_check.lint.ground import Row
from chanfa_check.lint.times import Named, times_in
from chanfa_check.model import YearDay
from chanfa_check.wording.times import When

_EACH_YEAR = frozenset({"annual", "growth", "rising", "floor", "ceiling"})


def uncovered(row: Row, years: tuple[int, int]) -> Iterator[tuple[str, Named]]:
    """Each time that stands in no reading, fits no requirement, and is quoted in no `reading`; with its field.

    A year outside of the matrix is found elsewhere, and the only year of a matrix goes without saying.
    """
    notes = "".join(indicator.reading for indicator in row.task.indicators)
    for field, wording in (("duty", row.duty), ("schedule", row.schedule)):
        spans = [one.span for one in wording.readings]
        for named in times_in(wording.phrase).named:
            read = any(first < named.span[1] and named.span[0] < end for first, end in spans)
            if named.when is not None and _is_plain(named.when, years):
                continue
            if not (read or named.past or named.text in notes or any(_fits(one, named) for one in row.asked)):
                yield field, named


def _is_plain(when: When, years: tuple[int, int]) -> bool:
    """Whether it is no more than a year outside of the matrix, or its only one."""
    if when.first is not None or when.year is None:
        return False
    outside = not years[0] <= when.year <= years[1]
    return outside or (when.due() is None and years == (when.year, when.year))


def _fits(asked: Asked, named: Named) -> bool:
    if named.when is not None:
        return _at(asked, named.when)
    if asked.months is not None:
        return asked.months == named.months
    spanning = asked.due is not None and asked.due.first != asked.due.last
    return named.months == 12 and (asked.rule in _EACH_YEAR or spanning)


def _at(asked: Asked, when: When) -> bool:
    due = when.due()
    first, last = (asked.due.first, asked.due.last) if asked.due is not None else (None, None)
    if isinstance(due, YearDay):
        return last is not None and (last.month, last.day) == (due.month, due.day)
    if due is not None:
        return last == due
    years = {asked.first, asked.last, first.year if first else None, last.year if last else None} - {None}
    if when.first is not None:
        return when.first in years or (when.last is not None and when.last in years)
    # 年底 and 全年 name no year: whatever is due at the end of one, or counted by the year, takes them up.
    if when.year is None:
        return asked.rule in _EACH_YEAR or (last is not None and (last.month, last.day) == (12, 31))
    return when.year in years
