"""Times as they are written: 到2025年底, 2025年6月30日前, “十四五”末, 2019年起, 每两年."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.model import YearDay
from chanfa_check.quantity.numeral import read_numeral

if TYPE_CHECKING:
    from lark import Token

_PLANS = {"十": 2001, "十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}
_TENTHS = {"上": 10, "中": 20}
_QUARTERS = {"一": 3, "1": 3, "二": 6, "2": 6, "三": 9, "3": 9, "四": 12, "4": 12, "上": 6, "下": 12, "前": 9}


class When(Struct, frozen=True):
    """A time. `year` is one at whose end something is due, `month` and `day` where it is finer than that.

    `first` and `last` are the first and last year of several; `first` alone is 2019年起. `before` excludes the time
    itself (2025年前). `plan` tells that the years are those of a five-year plan. `this` is the document's own year,
    and `flow` that what happens in the course of it is meant (今年, 全年). `until` tells 到2025年 from 2025年. `past`
    is for 截至, which tells how things stand.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    first: int | None = None
    last: int | None = None
    before: bool = False
    this: bool = False
    flow: bool = False
    until: bool = False
    past: bool = False
    plan: bool = False

    def due(self) -> dt.date | YearDay | None:
        """The day on which it is due, where that is not a year's last; without a year, the day of every year."""
        if self.before and self.year and self.month is None:
            return dt.date(self.year - 1, 12, 31)
        if self.month is None:
            return None
        month, day = self.month, self.day
        year = self.year
        if day is None and self.before:
            month, year = (month - 1, year) if month > 1 else (12, year - 1 if year else year)
        last = calendar.monthrange(year or 2001, month)[1]
        if (month, day or last) == (12, 31) and year:
            return dt.date(year, 12, 31) if year != self.year else None
        return dt.date(year, month, min(day or last, last)) if year else YearDay(month, min(day or last, last))


def read_when(tokens: Sequence[Token]) -> When:
    """The time that the tokens of one `when` of the grammar name."""
    kinds = {token.type: str(token) for token in tokens}
    until, end = kinds.get("UNTIL", ""), kinds.get("YEAR_END", "")
    when = _day(_years(kinds, end), kinds)
    if "SINCE" in kinds and when.year is not None:
        when = replace(when, first=when.year, year=None)
    # 2025年底前 and 6月30日前 take the day itself in: only 2025年前 and 6月前 end before it begins.
    before = "BEFORE" in kinds and not end and when.day is None and "QUARTER" not in kinds
    return replace(when, before=before, until=bool(until), past=until.startswith("截"))


def _years(kinds: Mapping[str, str], end: str) -> When:
    if "YEAR" in kinds:
        return When(year=_year(kinds["YEAR"]))
    if "BASE_OF" in kinds:
        return When(year=_year(kinds["BASE_OF"]))
    if "YEARS" in kinds:
        first, last = re.findall(r"\d{2,4}", kinds["YEARS"])
        return When(first=int(first), last=int(first[: 4 - len(last)] + last))
    if "PLAN" in kinds:
        start = _PLANS[kinds["PLAN"].strip('“”"').removesuffix("五") or "十"]
        ends = end not in ("", "中期")
        return When(year=start + 4) if ends else When(first=start, last=start + 4, plan=True)
    if "THIS_YEAR" in kinds:
        return When(this=True, flow=True)
    return When(this=bool(end))


def _day(when: When, kinds: Mapping[str, str]) -> When:
    if "QUARTER" in kinds:
        return replace(when, month=_QUARTERS[kinds["QUARTER"].removeprefix("第")[0]])
    if "MONTHS" in kinds:
        return replace(when, month=int(re.findall(r"\d+", kinds["MONTHS"])[-1]))
    if "MONTH" not in kinds:
        return when
    month, *day = (int(figures) for figures in re.findall(r"\d+", kinds["MONTH"]))
    stated = day[0] if day and 1 <= day[0] <= calendar.monthrange(when.year or 2000, month)[1] else None
    return replace(when, month=month, day=_TENTHS.get(kinds.get("DAY_END", "")[:1], stated))


def read_every(text: str) -> int:
    """How many months lie between: 每年 is 12, 每两年 24, 每季度 3."""
    if "季" in text:
        return 3
    if "半年" in text or "学期" in text:
        return 6
    if "月" in text:
        return 1
    number = read_numeral(re.sub(r"[平均每年度届]", "", text) or "1")
    return int(number or 1) * 12


def _year(text: str) -> int:
    figures = str.maketrans("零〇○一二三四五六七八九", "000123456789")
    return int(re.sub(r"\D", "", text.translate(figures)))
