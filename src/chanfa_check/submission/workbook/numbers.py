"""What a stored number means under its number format: a plain number, a percentage, a date, a time."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from enum import Enum
from functools import cache

from .model import Value, damaged


class Shape(Enum):
    """What a number format makes of a number."""

    PLAIN = "plain"
    PERCENT = "percent"
    DATE = "date"
    SPAN = "span"
    """A length of time whose hours count on past 24 ([h]:mm)."""


# ECMA-376 part 1, 18.8.30. Ids 27-36 and 50-58 are the East Asian date formats: Chinese Excel stores them without
# their code, and a reader that looks only at the codes takes "2020年6月" for the number 43983.
_BUILT_IN = {
    **dict.fromkeys((9, 10), Shape.PERCENT),
    **dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), Shape.DATE),
    46: Shape.SPAN,
}
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]|e[+-]', re.IGNORECASE | re.DOTALL)
_DAY = 86_400_000
_LAST_SERIAL = 2_958_466  # 10000-01-01, the first day that Excel cannot show


@cache
def shape(number: int, code: str | None) -> Shape:
    """The shape that number format `number` gives; `code` is its code where the file states one.

    A percentage only if every section that shows digits is one: 0.35 is then 35% beyond doubt.
    """
    if code is None:
        return _BUILT_IN.get(number, Shape.PLAIN)
    sections = _LITERAL.sub("", code).split(";")
    if re.search(r"\[[hms]+\]", ";".join(sections), re.IGNORECASE):
        return Shape.SPAN
    if any(re.search("[ymdhs]", section, re.IGNORECASE) for section in sections):
        return Shape.DATE
    shown = [section for section in sections if re.search("[0#?]", section)]
    if shown and all("%" in section for section in shown):
        return Shape.PERCENT
    return Shape.PLAIN


def decimal(number: float) -> Decimal:
    """`number` to the 15 digits that Excel itself keeps and shows: 0.35 is 0.35, 35.0 is 35."""
    return Decimal(format(number, ".15g")) if number else Decimal(0)


def parse(text: str) -> float:
    """A number as XML writes it ("0.35", "1E-7", white space around it). Anything else: the file is broken."""
    try:
        # Python's own grammar also knows the digits of every script, and underscores between them.
        number = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise damaged(f"数字单元格中存有“{text[:20]}”")
    return number


def read(text: str, format_shape: Shape, epoch_1904: bool = False) -> Value:
    """What a cell means in which a file writes the number `text`. Raises CannotRead where that is no number."""
    if len(text) < 16 and text.isdigit() and text.isascii() and format_shape in (Shape.PLAIN, Shape.PERCENT):
        return Decimal(text)
    return value(parse(text), format_shape, epoch_1904)


def value(number: float, format_shape: Shape, epoch_1904: bool = False) -> Value:
    """What the cell means. A number under a date format that no calendar has (negative, too great) stays a number."""
    if not math.isfinite(number):
        raise damaged("数字单元格中存有无效数字")
    if format_shape is Shape.SPAN and 0 <= number < _LAST_SERIAL:
        return clock(round(number * _DAY))
    if format_shape is Shape.DATE and 0 <= number < _LAST_SERIAL:
        return _moment(number, epoch_1904)
    return decimal(number)


def clock(milliseconds: int) -> dt.time | str:
    """A span of time: a time of day below 24 hours, text ("30:00:00") from there on."""
    seconds, rest = divmod(milliseconds, 1000)
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    if hours < 24:
        return dt.time(hours, minutes, seconds, rest * 1000)
    return f"{hours}:{minutes:02}:{seconds:02}"


def midnight_is_date(moment: dt.datetime) -> dt.date | dt.datetime:
    """A date where there is no time of day."""
    return moment.date() if moment.time() == dt.time() else moment


def _moment(serial: float, epoch_1904: bool) -> Value:
    # Milliseconds are what a double keeps of a present-day serial, and all that Excel shows.
    days, milliseconds = divmod(round(serial * _DAY), _DAY)
    if days == 0 and not epoch_1904:
        return clock(milliseconds)
    if epoch_1904:
        if days >= _LAST_SERIAL - 1462:
            return decimal(serial)
        first = dt.datetime(1904, 1, 1)
    elif days == 60:
        return "1900-02-29"  # Excel has this day and the calendar does not
    elif days >= _LAST_SERIAL:
        return decimal(serial)
    else:
        first = dt.datetime(1899, 12, 30) if days > 60 else dt.datetime(1899, 12, 31)
    return midnight_is_date(first + dt.timedelta(days=days, milliseconds=milliseconds))
