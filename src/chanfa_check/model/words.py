"""Verdicts, comparisons, quantities and faults: the words that all other data is made of."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct


class Status(StrEnum):
    """The verdict on one indicator, as of one date; worst first."""

    UNMET = "unmet"
    INVALID = "invalid"
    MISSING = "missing"
    BEHIND = "behind"
    REVIEW = "review"
    ON_TRACK = "on_track"
    MET = "met"
    NOT_DUE = "not_due"
    NO_TARGET = "no_target"

    @property
    def rank(self) -> int:
        """Its place, 0 for the worst."""
        return list(Status).index(self)


class FailOn(StrEnum):
    """From which verdict on a run has fallen short. Each level takes in the ones before it; never fails none."""

    UNMET = "unmet"
    MISSING = "missing"
    INVALID = "invalid"
    BEHIND = "behind"
    REVIEW = "review"
    NEVER = "never"

    def statuses(self) -> frozenset[Status]:
        """The verdicts that count as fallen short."""
        if self is FailOn.NEVER:
            return frozenset()
        levels = list(FailOn)
        return frozenset(Status(level.value) for level in levels[: levels.index(self) + 1])


class Light(StrEnum):
    """How far behind its pace a value is."""

    YELLOW = "yellow"
    RED = "red"


class Role(StrEnum):
    """How a department answers for a task: it leads it (牵头) or supports it (配合)."""

    LEAD = "lead"
    PARTNER = "partner"


class Op(StrEnum):
    """How a value stands to a bound. 以上 and 以内 include the number, 超过 and 低于 exclude it."""

    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"

    def holds(self, value: Decimal, bound: Decimal) -> bool:
        """Whether `value` keeps to `bound`."""
        if self is Op.AT_LEAST:
            return value >= bound
        if self is Op.ABOVE:
            return value > bound
        if self is Op.AT_MOST:
            return value <= bound
        return value < bound

    @property
    def upward(self) -> bool:
        """Whether more is better."""
        return self in (Op.AT_LEAST, Op.ABOVE)


class Manner(StrEnum):
    """How firmly a reported number is meant: 35%, 约35%, 35%以上, 超过35%, 35%以内, 不足35%."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    ABOVE = "above"
    AT_MOST = "at_most"
    BELOW = "below"


class Period(Struct, frozen=True):
    """Whole months that a submission speaks for; both dates are inside. 2020年1-6月 is 2020-01-01 to 2020-06-30."""

    first: dt.date
    last: dt.date


class Quantity(Struct, frozen=True):
    """A number as somebody wrote it: `value` counts in `unit`, which is "" where none was written.

    Scales are multiplied out (0.8万人 is 8000 人), percents are not (35% is 35 "%").
    `parts` is numerator and denominator where the text gave them (50/100). `scaled` tells that a scale was written
    without a unit (0.8万), so that it is never taken to count in 万人.
    """

    value: Decimal
    unit: str = ""
    manner: Manner = Manner.EXACT
    parts: tuple[Decimal, Decimal] | None = None
    scaled: bool = False


class Fault(Struct, frozen=True):
    """Why a text could not be understood: a stable code, and a sentence for the clerk: what is there, what to write."""

    code: str
    message: str
