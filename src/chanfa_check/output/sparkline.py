"""Drawing over time with one character a month: heights for numbers, symbols for verdicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from msgspec import Struct

from chanfa_check.model import Status
from chanfa_check.output.words import STATUSES

Month: TypeAlias = int
"""Months counted through: 12 × year + month - 1."""


class Ink(Struct, frozen=True):
    """What a console can draw with, all of one column: eight heights, a symbol for each verdict, one for several."""

    heights: str
    symbols: dict[Status, str]
    several: str


def ink_for(encoding: str) -> Ink:
    """Blocks and symbols; digits and letters where the encoding lacks some, or, as GBK, draws them two columns wide."""
    ink = Ink("▁▂▃▄▅▆▇█", {status: shown.symbol for status, shown in STATUSES.items()}, "≠")
    try:
        "".join((ink.heights, *ink.symbols.values(), ink.several)).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return Ink("12345678", {status: shown.plain for status, shown in STATUSES.items()}, "#")
    return ink


def height(value: Decimal, scale: Sequence[Decimal], ink: Ink) -> str:
    """As high as the value lies between the least and the greatest of `scale`; all alike are drawn half high."""
    low, high = min(scale), max(scale)
    steps = len(ink.heights) - 1
    return ink.heights[int((value - low) * steps / (high - low) + Decimal("0.5")) if high > low else steps // 2]


def row(label: str, drawn: Mapping[Month, str], months: range) -> str:
    """The label and a character for every month, a gap where there is none."""
    return f"{label} {''.join(drawn.get(month, ' ') for month in months)}".rstrip()


def stretches(first: Month, last: Month, room: int) -> list[range]:
    """The months from first to last, in rows of at most `room` columns; of whole years where there is room."""
    step = max(room - room % 12 if room >= 12 else room, 1)
    return [range(start, min(start + step, last + 1)) for start in range(first, last + 1, step)]


def show_months(first: Month, last: Month) -> str:
    """2020年6月, 2020年1月—6月, 2019年12月—2020年6月."""
    start = f"{first // 12}年{first % 12 + 1}月"
    if first == last:
        return start
    year = f"{last // 12}年" if first // 12 != last // 12 else ""
    return f"{start}—{year}{last % 12 + 1}月"
