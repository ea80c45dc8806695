"""What a phrase of official wording is read into."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from chanfa_check.model import YearDay

Span: TypeAlias = tuple[int, int]
"""Where in the phrase something stands: its first character, and the one after its last."""


class Comparison(StrEnum):
    """How a value has to stand to the number."""

    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    EXACTLY = "=="
    ABOUT = "~"


class Direction(StrEnum):
    """Which way a change goes."""

    UP = "up"
    DOWN = "down"


class Reading(Struct, frozen=True, kw_only=True):
    """One requirement, as the phrase states it.

    `rule` is a kind of `chanfa_check.rules`, or one that no rule can judge by itself: `change` (against a base year),
    `multiple` (翻一番). `value` counts in `unit`, which is as written (0.8 万人); a stage has its words in the place of
    a number, and a fraction such as 三分之一 is written 1/3. `top` closes a range. `year` is a year at whose end it is
    due; `due` a day finer than that, without its year where the phrase has none. `first` and `last` are the first and
    last of several years; `base` is the year that is compared with, and `start` the known value before. `months` is how
    often something recurs. `within` is the subject of the whole that this is a part of (其中).
    """

    rule: str
    subject: str
    span: Span
    op: Comparison | None = None
    value: Decimal | str | None = None
    unit: str = ""
    top: Decimal | None = None
    year: int | None = None
    due: dt.date | YearDay | None = None
    first: int | None = None
    last: int | None = None
    base: int | None = None
    start: Decimal | None = None
    direction: Direction | None = None
    months: int | None = None
    before: YearDay | None = None
    within: str = ""


class Unread(Struct, frozen=True):
    """Words that look like a requirement and were not taken for one. `reason` is a Chinese sentence."""

    text: str
    span: Span
    reason: str


class Wording(Struct, frozen=True):
    """A phrase with all that was read in it, in its order. `notes` are Chinese sentences on the readings."""

    phrase: str
    readings: tuple[Reading, ...] = ()
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()
