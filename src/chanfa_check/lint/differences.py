"""In what one requirement of a target departs from one reading of the wording."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from chanfa_check.lint.amount import Likeness, likeness
from chanfa_check.lint.asked import Asked
from chanfa_check.model import Due, YearDay
from chanfa_check.rules.shape.thresholds import year_end
from chanfa_check.wording import Reading
from chanfa_check.wording.reading import Comparison, Direction


class Difference(StrEnum):
    """What is not the same. The last three are choices that a person may make, and has to give a reason for."""

    KIND = "kind"
    VALUE = "value"
    OP = "op"
    DATE = "date"
    UNIT = "unit"
    UNDATED = "undated"
    """The words name no date, the target does."""
    ROUGH = "rough"
    """左右 and 稳定在 have no comparison of their own, nor has a third a last decimal."""
    YEARLY = "yearly"
    """The words do not say that it is for every year."""


CHOICES = frozenset({Difference.UNDATED, Difference.ROUGH, Difference.YEARLY})
SOFT = CHOICES | {Difference.UNIT}
"""With no more than these, the target still is what the words are about."""

_NUMBERS: dict[str, frozenset[str]] = {
    "milestones": frozenset({"milestones", "total", "composite"}),
    "total": frozenset({"total", "milestones", "composite"}),
    "annual": frozenset({"annual"}),
    "floor": frozenset({"floor", "milestones", "total"}),
    "ceiling": frozenset({"ceiling", "milestones", "total"}),
    "growth": frozenset({"growth", "floor", "milestones", "annual"}),
    "change": frozenset({"milestones", "total", "floor", "ceiling", "annual", "growth"}),
    "multiple": frozenset({"milestones", "total", "floor"}),
}
"""By what the words say, the kinds of target that can say the same."""

_ONE_YEAR: dict[str, frozenset[str]] = {
    "milestones": frozenset({"floor", "ceiling", "annual"}),
    "total": frozenset({"annual", "floor"}),
    "annual": frozenset({"total", "milestones", "floor"}),
}
"""What also says the same where the matrix is about a single year."""


def differences(asked: Asked, reading: Reading, years: tuple[int, int]) -> frozenset[Difference] | None:
    """What is not the same; None where the two are about nothing that can be compared."""
    if reading.rule == "stage" and asked.words:
        return _found({Difference.VALUE: not _same_step(asked, reading)}, asked, reading, years)
    if reading.rule == "rising" and asked.rule == "rising":
        return _found({Difference.KIND: reading.direction is Direction.DOWN}, asked, reading, years)
    if asked.months is not None and (reading.rule == "event" or (reading.rule == "annual" and reading.value == 1)):
        other = (reading.months or 12) != asked.months or reading.before not in (None, asked.before)
        return _found({Difference.VALUE: other}, asked, reading, years)
    if reading.rule in _NUMBERS and isinstance(asked.value, Decimal) and reading.value is not None:
        return _number(asked, asked.value, reading, reading.value, years)
    return None


def _number(
    asked: Asked, value: Decimal, reading: Reading, stated: Decimal | str, years: tuple[int, int]
) -> frozenset[Difference]:
    if reading.rule == "annual" and reading.months and isinstance(stated, Decimal):
        stated = stated * 12 / reading.months
    same = likeness(stated, reading.unit, value, asked.unit)
    rough = reading.op in (Comparison.ABOUT, Comparison.EXACTLY)
    found = {
        Difference.VALUE: same is Likeness.DIFFERENT or not _same_top(asked, reading),
        Difference.UNIT: same is Likeness.OTHER_UNIT,
        Difference.ROUGH: rough or same is Likeness.ROUNDED,
        Difference.OP: not rough and reading.op is not None and reading.op.value != asked.op,
    }
    if not _same_kind(asked, reading, years):
        yearly = asked.rule == "annual" and reading.rule in ("total", "floor") and not _dated(reading)
        found |= {Difference.YEARLY: yearly, Difference.KIND: not yearly}
    return _found(found, asked, reading, years)


def _found(
    found: dict[Difference, bool], asked: Asked, reading: Reading, years: tuple[int, int]
) -> frozenset[Difference]:
    # A yearly number against a dated one: the kind already says that the times differ.
    timeless = asked.due is None and (found.get(Difference.YEARLY, False) or found.get(Difference.KIND, False))
    when = timeless or _same_time(asked, reading, years)
    return frozenset(
        {
            *(difference for difference, there in found.items() if there),
            *([Difference.DATE] if when is False else []),
            *([Difference.UNDATED] if when is None else []),
        }
    )


def _same_kind(asked: Asked, reading: Reading, years: tuple[int, int]) -> bool:
    if asked.rule == "growth" and reading.direction is Direction.DOWN:
        return False
    more = _ONE_YEAR.get(reading.rule, frozenset()) if years[0] == years[1] else frozenset()
    return asked.rule in _NUMBERS[reading.rule] | more


def _same_top(asked: Asked, reading: Reading) -> bool:
    if asked.top is None or reading.top is None:
        return asked.top is reading.top
    return likeness(reading.top, reading.unit, asked.top, asked.unit) is not Likeness.DIFFERENT


def _same_step(asked: Asked, reading: Reading) -> bool:
    said = str(reading.value)
    return any(word in said or said in word for word in asked.words)


def _dated(reading: Reading) -> bool:
    return any(when is not None for when in (reading.year, reading.due, reading.first, reading.last))


def _same_time(asked: Asked, reading: Reading, years: tuple[int, int]) -> bool | None:
    """None where the target names a date and the words do not."""
    if asked.due is not None:
        if not _dated(reading):
            whole = Due(year_end(years[0]), year_end(years[0]))
            return True if years[0] == years[1] and asked.due == whole else None
        return _same_due(asked.due, reading)
    first, last = asked.first or years[0], asked.last or years[1]
    if reading.year is not None and reading.rule not in ("floor", "ceiling", "change"):
        return first == last == reading.year
    base = None if reading.base is None or reading.rule != "rising" else reading.base + 1
    return (first, last) == (reading.first or base or years[0], reading.last or years[1])


def _same_due(due: Due, reading: Reading) -> bool:
    if isinstance(reading.due, dt.date):
        return due.first == due.last == reading.due
    if isinstance(reading.due, YearDay):
        return due.first == due.last and (due.last.month, due.last.day) == (reading.due.month, reading.due.day)
    if reading.year is not None:
        return due.first == due.last == year_end(reading.year)
    if reading.first is None or reading.last is None:
        return due.first.year >= (reading.first or due.first.year)
    # 2021-2025年完成10家 is one amount for all the years: at the end of the last. A level binds in each of them.
    if reading.rule == "total" and due == Due(year_end(reading.last), year_end(reading.last)):
        return True
    return due == Due(year_end(reading.first), year_end(reading.last))
