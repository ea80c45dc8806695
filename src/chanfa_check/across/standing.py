"""What each submission counts for, where several are for one department and period."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Sequence
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from typing import TypeAlias

from msgspec import Struct

from chanfa_check.model import Checked, Reported, Role, Standing, Status

Key: TypeAlias = tuple[str, str, dt.date]
"""Matrix id, department, end of the period."""


class Said(Struct, frozen=True):
    """Of what submissions say anything: tasks `supported`, tasks `told` of, and `indicators` with their units."""

    supported: frozenset[str | None] = frozenset()
    told: frozenset[str | None] = frozenset()
    indicators: frozenset[tuple[str, str]] = frozenset()

    def together(self, other: Said) -> Said:
        """What both say."""
        if other is self:
            return self
        return Said(self.supported | other.supported, self.told | other.told, self.indicators | other.indicators)


class Content(Struct, frozen=True):
    """What is asked of a submission that has rivals: its `digest`, and of how many things it says anything."""

    digest: bytes
    words: int


class Rivals(Struct):
    """The submissions of a slot that could be checked, corrections apart from the others; positions in the run.

    `fullest` is the one of them that says most in words. `content` is the first one's digest, and of how many things
    that one says anything; it is asked for only once there are two.
    """

    first: int
    fullest: int
    said: Said
    content: Content | None = None
    differ: bool = False


class Slot(Struct):
    """What came for one department and period: the positions of all, in order, and how they stand to each other.

    `number` is its own place among the slots, in the order in which they were first met.
    `opens`: there is one that is no correction. `undated`: one that could be checked does not say when it was filled
    in; `filled` is when the earliest was, and its path; `dated` the position of the first that says so.
    """

    number: int
    key: Key
    positions: array[int]
    plain: Rivals | None = None
    corrections: Rivals | None = None
    opens: bool = False
    undated: bool = False
    filled: tuple[dt.date, str] | None = None
    dated: int = 0

    @property
    def deciding(self) -> Rivals | None:
        """Those that count: corrections, where there are any; None where none could be checked."""
        return self.corrections or self.plain


def key_of(checked: Checked) -> Key | None:
    """What a submission is for; None where that cannot be told."""
    if checked.matrix is None or checked.department is None or checked.about is None:
        return None
    return checked.matrix.id, checked.department, checked.about


def joined(rivals: Rivals | None, position: int, said: Said, content: Callable[[int], Content]) -> Rivals:
    """With one more; `content` is that of the submission at a position."""
    if rivals is None:
        return Rivals(first=position, fullest=position, said=said)
    if rivals.content is None:
        rivals.content = content(rivals.first)
    ours = content(position)
    rivals.differ = rivals.differ or ours.digest != rivals.content.digest
    rivals.said = rivals.said.together(said)
    if ours.words > rivals.content.words:
        rivals.fullest, rivals.content = position, Content(rivals.content.digest, ours.words)
    return rivals


def standing_in(slot: Slot, position: int, *, corrects: bool) -> Standing:
    """The standing of one of the slot's submissions that could be checked."""
    ours = slot.corrections if corrects else slot.plain
    assert ours is not None
    if ours is not slot.deciding:
        return Standing.SUPERSEDED
    if ours.differ:
        return Standing.TWICE
    # Of equal ones, the one that says most in words.
    return Standing.COUNTED if position == ours.fullest else Standing.COPY


def content(checked: Checked, figures: Sequence[Reported]) -> Content:
    """The content, `figures` being what it reports.

    Two submissions that have verdicts and figures in common report the same, in whatever words.
    """
    from hashlib import blake2b

    said = [
        (one.indicator, one.status, None if one.status is Status.REVIEW else _plain(one.value))
        for one in figures
        if one.role is Role.LEAD or one.value is not None
    ]
    words = sum(bool(one.raw) or one.status is Status.REVIEW for one in checked.findings)
    return Content(blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=16).digest(), words)


_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


def _plain(value: object) -> object:
    """Equal for equal values only, also as text: 35 and 35.0 are the same number."""
    if isinstance(value, Decimal):
        return "number", str(_EXACT.plus(value.normalize(_EXACT)))
    return value
