"""The short texts of a matrix file: dates, bounds, rates, intervals. ValueError says what is allowed."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from chanfa_check.model import Bound, Due, Every, Fault, MonthDay, Op, Quantity, Rate, YearDay
from chanfa_check.quantity.parse import parse_quantity
from chanfa_check.quantity.unit import convert

_OP = re.compile(r"^\s*(>=|<=|>|<)\s*")
_RANGE = re.compile(r"^([0-9.]+)\s*[-—–～~至]\s*([0-9.]+.*)$")
_SPAN = re.compile(r"^(\d{4})\s*[-—–～~]\s*(\d{4})$")
_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
_EVERY = re.compile(r"^(\d+)\s*(年|个?月)$")
_YEAR_DAY = re.compile(r"^(\d{2})-(\d{2})$")


def read_due(text: str, unit: str) -> Due:
    """2020, 2020-06, 2020-06-30, or a span of years 2021-2025."""
    del unit
    span = _SPAN.match(text)
    if span and int(span[1]) < int(span[2]):
        return Due(dt.date(int(span[1]), 12, 31), dt.date(int(span[2]), 12, 31))
    match = _DATE.match(text)
    if match:
        year, month = int(match[1]), int(match[2] or 12)
        if 1 <= month <= 12:
            last = monthrange(year, month)[1]
            day = int(match[3] or last)
            if 1 <= day <= last:
                date = dt.date(year, month, day)
                return Due(date, date)
    raise ValueError("应写年份、年月、日期或起止年份，如 2020、2020-06、2020-06-30、2021-2025")


def read_bound(text: str, unit: str) -> Bound:
    """35%, >1.2倍, <=36个月, or a range 1-2家; in the indicator's `unit`."""
    match = _OP.match(text)
    op = Op(match[1]) if match else None
    rest = text[match.end() :] if match else text
    span = _RANGE.match(rest)
    if span is None:
        return Bound(op, _amount(rest, unit))
    top = parse_quantity(span[2])
    if op is not None or isinstance(top, Fault):
        raise ValueError("范围应写成 1-2家，前面不加比较符号")
    low, high = _amount(span[1] + top.unit, unit), _amount(span[2], unit)
    if low >= high:
        raise ValueError("范围应从小到大")
    return Bound(op, low, high)


def read_rate(text: str, unit: str) -> Rate:
    """6%."""
    del unit
    parsed = parse_quantity(text)
    if isinstance(parsed, Quantity) and parsed.unit == "%":
        return Rate(parsed.value / 100)
    raise ValueError("应写百分数，如 6%")


def read_every(text: str, unit: str) -> Every:
    """2年, 6个月."""
    del unit
    match = _EVERY.match(text)
    if match and int(match[1]) > 0:
        return Every(int(match[1]) * (12 if match[2] == "年" else 1))
    raise ValueError("应写间隔，如 1年、2年、6个月")


def read_year_day(text: str, unit: str) -> YearDay:
    """05-01."""
    del unit
    match = _YEAR_DAY.match(text)
    if match and 1 <= int(match[1]) <= 12 and 1 <= int(match[2]) <= monthrange(2001, int(match[1]))[1]:
        return YearDay(int(match[1]), int(match[2]))
    raise ValueError("应写月和日，如 05-01")


def read_month_day(text: str, unit: str) -> MonthDay:
    """5: the fifth of a month."""
    del unit
    if re.fullmatch(r"\d{1,2}", text) and 1 <= int(text) <= 31:
        return MonthDay(int(text))
    raise ValueError("应写每月的几日，如 5")


def read_number(text: str, unit: str) -> Decimal:
    """A plain number that is not negative."""
    del unit
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return Decimal(text)
    raise ValueError("应写不带单位的数，如 30")


def read_year(text: str, unit: str) -> int:
    """2020."""
    del unit
    if re.fullmatch(r"(19|20|21)\d\d", text):
        return int(text)
    raise ValueError("应写四位年份，如 2020")


def read_flag(text: str, unit: str) -> bool:
    """true or false."""
    del unit
    if text in ("true", "false"):
        return text == "true"
    raise ValueError("应写 true 或 false")


SCALARS: dict[type, Callable[[str, str], Any]] = {
    Due: read_due,
    Bound: read_bound,
    Rate: read_rate,
    Every: read_every,
    YearDay: read_year_day,
    MonthDay: read_month_day,
    Decimal: read_number,
    int: read_year,
    bool: read_flag,
}
"""How a text becomes each of these types, given the unit of the indicator that it stands in."""


def _amount(text: str, unit: str) -> Decimal:
    parsed = parse_quantity(text)
    amount = parsed if isinstance(parsed, Fault) else convert(parsed, unit)
    if isinstance(amount, Fault):
        raise ValueError(amount.message)
    return amount
