"""What all rules with dated numbers share: which threshold binds, where the pace line runs, what a value is worth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from chanfa_check.model import Assessment, Light, Occasion, Pace, Quantity, Requirement, Status, Value
from chanfa_check.quantity.unit import convert

DAY = dt.timedelta(days=1)


def year_end(year: int) -> dt.date:
    """31 December of `year`."""
    return dt.date(year, 12, 31)


def months_between(start: dt.date, end: dt.date) -> int:
    """Whole months from the end of day `start` to the end of day `end`, not before it: 2019-12-31 to 2020-02-29 is 2.

    As dateutil's relativedelta counts them, whose import alone takes longer than a report's verdicts.
    """
    first, last = start + DAY, end + DAY
    months = (last.year - first.year) * 12 + last.month - first.month
    # A month that is too short for the first day is whole at its end.
    return months if last.day >= first.day or (last + DAY).day == 1 else months - 1


def line(start: tuple[dt.date, Decimal], goal: tuple[dt.date, Decimal], day: dt.date) -> Decimal:
    """Where the straight line by whole months from `start` to `goal` stands on `day`."""
    (first, low), (last, high) = start, goal
    # Multiplied before it is divided: 150 × 28 ÷ 84 is 50 exactly, 150 × (28 ÷ 84) is not.
    return low + (high - low) * months_between(first, day) / months_between(first, last)


def split(
    dated: Sequence[Requirement], occasion: Occasion, pace: Pace | None, start: tuple[dt.date, Decimal] | None = None
) -> tuple[tuple[Requirement, ...], tuple[Requirement, ...]]:
    """The last of `dated` (in order of date) that is due, and the next one with its pace; each none or one.

    `start` is a known value before the first threshold; where there is none, no line leads up to the first.
    """
    due = [item for item in dated if item.due is not None and item.due <= occasion.as_of]
    ahead = [item for item in dated if item.due is not None and item.due > occasion.as_of]
    if not ahead:
        return tuple(due[-1:]), ()
    behind = (due[-1].due, due[-1].value) if due else start
    target = ahead[0]
    return tuple(due[-1:]), (_with_pace(target, behind, pace or occasion.pace, occasion.as_of),)


def _with_pace(
    target: Requirement, start: tuple[dt.date | None, Decimal | str | None] | None, pace: Pace, day: dt.date
) -> Requirement:
    if start is None or pace is Pace.NONE or target.due is None:
        return target
    first, low = start
    if first is None or first > day or not isinstance(low, Decimal) or not isinstance(target.value, Decimal):
        return target
    value = low if pace is Pace.STEP else line((first, low), (target.due, target.value), day)
    return Requirement(target.rule, target.op, target.value, target.due, value, target.top, target.basis)


def judge(
    value: Value, required: Iterable[Requirement], upcoming: Iterable[Requirement], occasion: Occasion
) -> Assessment:
    """The verdict on a number: what is due comes first, then the pace towards what comes next."""
    assert isinstance(value, Decimal)
    binding = tuple(required)
    for item in binding:
        if not _holds(value, item):
            return Assessment(Status.UNMET, "unmet", item, gap=_gap(value, item.value))
    following = next(iter(upcoming), None)
    if following is None:
        return _due_met(value, binding)
    if _holds(value, following):
        stricter = not any(_same_bound(item, following) for item in binding)
        return Assessment(Status.MET, "met-early" if stricter else "met", following, notes=_beyond(value, following))
    if following.pace is None:
        return _due_met(value, binding) if binding else Assessment(Status.NOT_DUE, "not-due", following)
    return _paced(value, binding, following, occasion)


def _paced(value: Decimal, binding: tuple[Requirement, ...], following: Requirement, occasion: Occasion) -> Assessment:
    assert following.pace is not None and following.op is not None
    lacking = following.pace - value if following.op.upward else value - following.pace
    points = _points(lacking, following, occasion)
    if lacking <= 0 or points <= occasion.lights.yellow:
        if any(item.due == occasion.as_of for item in binding):
            return _due_met(value, binding)
        notes = () if lacking <= 0 else ("略低于序时进度，在允许的偏差之内",)
        return Assessment(Status.ON_TRACK, "on-track", following, notes=notes)
    light = Light.RED if points > occasion.lights.red else Light.YELLOW
    return Assessment(Status.BEHIND, "behind-pace", following, gap=lacking, light=light)


def _due_met(value: Decimal, binding: tuple[Requirement, ...]) -> Assessment:
    if not binding:
        return Assessment(Status.NOT_DUE, "not-due")
    return Assessment(Status.MET, "met", binding[-1], notes=_beyond(value, binding[-1]))


def _holds(value: Decimal, item: Requirement) -> bool:
    assert item.op is not None and isinstance(item.value, Decimal)
    return item.op.holds(value, item.value)


def _gap(value: Decimal, bound: Decimal | str | None) -> Decimal:
    assert isinstance(bound, Decimal)
    return abs(bound - value)


def _same_bound(one: Requirement, other: Requirement) -> bool:
    return (one.op, one.value) == (other.op, other.value)


def _beyond(value: Decimal, item: Requirement) -> tuple[str, ...]:
    return ("超过要求的上限，按达标计",) if item.top is not None and value > item.top else ()


def _points(lacking: Decimal, item: Requirement, occasion: Occasion) -> Decimal:
    """How far behind in percentage points: of the ratio itself, or of what the threshold asks for."""
    assert isinstance(item.value, Decimal)
    points = convert(Quantity(lacking, occasion.indicator.unit), "%")
    if isinstance(points, Decimal):
        return points
    return lacking * 100 / item.value if item.value else Decimal(100)
