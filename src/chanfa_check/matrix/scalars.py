"""The short texts of a matrix file: dates, bounds, rates, intervals. ValueError says what is allowed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from chanfa_check.model import Bound, Due, Every, Fault, Manner, MonthDay, Op, Quantity, Rate, YearDay
from chanfa_check.period import month_end
from chanfa_check.quantity import words
from chanfa_check.quantity.numeral import CHINESE_CHARS, NUMERAL_CHARS, fold
from chanfa_check.quantity.parse import parse_quantity
from chanfa_check.quantity.unit import convert, known_unit, plain

_OP = re.compile(r"(>=|<=|>|<)\s*")
_OPS = {Manner.AT_LEAST: Op.AT_LEAST, Manner.ABOVE: Op.ABOVE, Manner.AT_MOST: Op.AT_MOST, Manner.BELOW: Op.BELOW}
_TO = r"\s*[-—–~至]\s*"
_NOT_TO = r"[^-—–~至0-9.\s]"
_RANGE = re.compile(rf"([0-9.]+)\s*({_NOT_TO}*){_TO}([0-9.]+)\s*({_NOT_TO}*)")
# One number with its unit, all (全覆盖), or a share by its parts: no date, no verb and no remark, which would be lost.
_UNIT = rf"个?百分点|千[瓦米克][^{NUMERAL_CHARS}]*|[^{NUMERAL_CHARS}()]*(?:\([^{NUMERAL_CHARS}()]+\))?"
_WHOLE = "|".join(sorted(words.WHOLE))
_ALONE = re.compile(
    rf"[+-]?[{NUMERAL_CHARS}]+?\s*(?P<unit>{_UNIT})|{_WHOLE}|[0-9{CHINESE_CHARS}]+分之[0-9.{CHINESE_CHARS}]+|[0-9]+/[0-9]+"
)
_OF_REPORTS = frozenset({"range-given", "not-actual", "several-numbers", "no-value-word"})
"""Faults whose messages say what a report has to hold."""
_ASCII = str.maketrans("０１２３４５６７８９", "0123456789")
_YEAR = "(?:19|20|21)[0-9]{2}"
_SPAN = re.compile(rf"({_YEAR})\s*[-—–～~]\s*({_YEAR})")
_DATE = re.compile(rf"({_YEAR})(?:-([0-9]{{2}})(?:-([0-9]{{2}}))?)?")
_EVERY = re.compile(r"([0-9]{1,3})\s*(年|个?月)")
_YEAR_DAY = re.compile("([0-9]{2})-([0-9]{2})")


def read_due(text: str, unit: str) -> Due:
    """2020, 2020-06, 2020-06-30, or a span of years 2021-2025; years from 1900 to 2199."""
    del unit
    written = text.translate(_ASCII)
    span = _SPAN.fullmatch(written)
    if span and int(span[1]) < int(span[2]):
        return Due(dt.date(int(span[1]), 12, 31), dt.date(int(span[2]), 12, 31))
    match = _DATE.fullmatch(written)
    if match:
        year, month = int(match[1]), int(match[2] or 12)
        if 1 <= month <= 12:
            last = month_end(year, month).day
            day = int(match[3] or last)
            if 1 <= day <= last:
                date = dt.date(year, month, day)
                return Due(date, date)
    raise ValueError("应写年份、年月、日期或起止年份，如 2020、2020-06、2020-06-30、2021-2025")


def read_bound(text: str, unit: str) -> Bound:
    """35%, >1.2倍, <=36个月, or a range 1-2家; in the indicator's `unit`.

    A scale or a unit that stands once in a range is that of both ends: 0.5-1万人 is 5000 to 10000 人. Words such as
    超过, 约 or 以上 are refused: what is to be compared and how is written with >, >=, < and <=.
    """
    written = fold(text)
    match = _OP.match(written)
    if match:
        return Bound(Op(match[1]), _amount(written[match.end() :], unit))
    span = _RANGE.fullmatch(written)
    return _range(span, unit) if span else Bound(None, _amount(written, unit))


def read_amount(text: str, unit: str) -> Bound:
    """A number that is no bound to keep to, such as a base: 12%, without comparison or range."""
    written = fold(text)
    refusal = f"应写一个确切的数，如 30{unit}，不写比较符号和“约”“以上”等字样，也不写范围"
    if _OP.match(written) or _RANGE.fullmatch(written):
        raise ValueError(refusal)
    return Bound(None, _amount(written, unit, refusal))


def read_rate(text: str, unit: str) -> Rate:
    """6%."""
    del unit
    parsed = parse_quantity(text)
    if not isinstance(parsed, Quantity) or parsed.unit != "%":
        raise ValueError("应写百分数，如 6%")
    if parsed.value < 0:
        raise ValueError(
            "是负数：growth 只管逐年递增，没有逐年下降的要求类型；"
            '要求降到多少的，请用 milestones 写明各年的数，如 "<=4.5%"'
        )
    if parsed.manner is not Manner.EXACT or not _alone(fold(text)):
        raise ValueError(f"应写一个确切的百分数，如 {plain(parsed.value)}%，不写“以上”“超过”“约”等字样")
    return Rate(parsed.value / 100)


def read_every(text: str, unit: str) -> Every:
    """2年, 6个月."""
    del unit
    match = _EVERY.fullmatch(text.translate(_ASCII))
    if match and int(match[1]) > 0:
        return Every(int(match[1]) * (12 if match[2] == "年" else 1))
    raise ValueError("应写间隔，如 1年、2年、6个月")


def read_year_day(text: str, unit: str) -> YearDay:
    """05-01."""
    del unit
    match = _YEAR_DAY.fullmatch(text.translate(_ASCII))
    if match and 1 <= int(match[1]) <= 12 and 1 <= int(match[2]) <= month_end(2001, int(match[1])).day:
        return YearDay(int(match[1]), int(match[2]))
    raise ValueError("应写月和日，如 05-01")


def read_month_day(text: str, unit: str) -> MonthDay:
    """5: the fifth of a month."""
    del unit
    written = text.translate(_ASCII)
    if re.fullmatch("[0-9]{1,2}", written) and 1 <= int(written) <= 31:
        return MonthDay(int(written))
    raise ValueError("应写每月的几日，如 5")


def read_number(text: str, unit: str) -> Decimal:
    """A plain number that is not negative."""
    del unit
    written = text.translate(_ASCII)
    if re.fullmatch(r"[0-9]{1,20}(\.[0-9]{1,20})?", written):
        return Decimal(written)
    raise ValueError("应写不带单位的数，如 30")


def read_year(text: str, unit: str) -> int:
    """2020."""
    del unit
    written = text.translate(_ASCII)
    if re.fullmatch(_YEAR, written):
        return int(written)
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


def _amount(text: str, unit: str, refusal: str = "") -> Decimal:
    """One number in `unit`. `refusal` is what is said where words go with it, instead of how to write them."""
    parsed = parse_quantity(text)
    if isinstance(parsed, Fault) and parsed.code in _OF_REPORTS:
        raise ValueError("应写一个数和单位，如 35%、100人；范围写成 1-2家，前后不加别的字")
    amount = parsed if isinstance(parsed, Fault) else convert(parsed, unit)
    if isinstance(amount, Fault):
        raise ValueError(amount.message)
    if isinstance(parsed, Quantity) and parsed.manner is not Manner.EXACT:
        raise ValueError(refusal or _instead(parsed.manner, f"{plain(amount)}{unit}"))
    if amount < 0:
        raise ValueError("是负数；应写不小于0的数")
    if not _alone(text):
        raise ValueError(f"里有数和单位以外的字；只写 {plain(amount)}{unit}，其余写在 reading 里")
    return amount


def _alone(text: str) -> bool:
    """Whether a folded text is a number with its unit and nothing else."""
    match = _ALONE.fullmatch(text)
    unit = match["unit"] or "" if match else ""
    return match is not None and ("(" not in unit or known_unit(unit) or known_unit(unit.strip("()")))


def _instead(manner: Manner, amount: str) -> str:
    """What to write where words say how a number is meant."""
    if manner in _OPS:
        return f'请写作 "{_OPS[manner]}{amount}"，用符号表示怎样比较'
    return f"不是一个确切的界限；请定一个数，如 {amount}，并在 reading 里写明为什么"


def _range(span: re.Match[str], unit: str) -> Bound:
    bottom, bottom_unit, top, top_unit = span.groups()
    low = _amount(bottom + (bottom_unit or top_unit), unit)
    high = _amount(top + top_unit, unit)
    if low < high:
        return Bound(None, low, high)
    if not bottom_unit and Decimal(bottom) > Decimal(top) and (base := top_unit.lstrip("十百千万亿")) != top_unit:
        said = f"“{bottom}”可理解为{bottom}{base}，也可理解为{bottom}{top_unit}"
        raise ValueError(f"{said}；两头请写成同样的单位，如 0.5-1{top_unit}")
    raise ValueError("范围应从小到大")
