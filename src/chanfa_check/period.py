"""Periods and dates as offices write them. Only forms that are unmistakable are read; nothing is guessed.

Periods      2020年6月  2020年06月份  二〇二〇年六月  2020-06  2020.06  2020/6  202006 (standing alone)  2020年1—6月
             2020年1月至6月  2020年上半年  2020年第二季度  2020年前三季度  2020年1-3季度  2020Q2  Q2 2020  2020年度
             2020年1月1日至6月30日 (whole months only)
As of        截至2020年6月底, 截至2020年6月, 截止2020年6月30日 and a bare 2020年6月底 are 1 January to the end of
             that month. 截至2020年6月15日 is no month's end: no period
Apart        A year and a part of it may stand apart: 2020年度产改任务完成情况表（1—6月） is 2020年1—6月. A year alone
             beside a period of that year adds nothing: 《2020年工作要点》2020年6月完成情况 is 2020年6月
Not periods  single days (填报日期：2020年7月3日), spans of years (2019-2025年), 2020年起, 2020年以来, 2020年底前
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from chanfa_check.memo import remembered
from chanfa_check.model import Period
from chanfa_check.quantity.numeral import fold


class _Mention(NamedTuple):
    """Months that a text names. `year` is None where only the part of a year is named; whole years have `alone`."""

    year: int | None
    first: int
    last: int
    end_year: int | None = None
    alone: bool = False


_FIGURES = "零一二三四五六七八九"
_CHINESE = frozenset(f"十{_FIGURES}")
_TO = "(?:[-~—–─至到]+)"
_Y = "(?<![0-9])((?:19|20)[0-9]{2})"
_N = "([0-9]{1,2})"
_ISO_DATE = rf"{_Y}([-./]){_N}\2{_N}(?![0-9])"
_ISO_MONTH = rf"{_Y}[-./]{_N}(?![0-9月日]|[-./][0-9])"
_JOINED_MONTH = r"(?<![0-9A-Za-z.])((?:19|20)[0-9]{2})(0[1-9]|1[0-2])(?![0-9A-Za-z]|\.[0-9])"
_NEXT_DATE = r"(?<=[年月日号度底末])\s+(?=(?:19|20)[0-9]{2})"
# A run is tried from its beginning only: a cell full of spaces or of 一 would take the square of its length.
_SPACE = r"(?<=[^\x00-\x7f])\s+|(?<!\s)\s+(?=[^\x00-\x7f])"
# So most headers and all templates write it; the forms below would say the same, and take long to compile.
_ONE_MONTH = re.compile("((?:19|20)[0-9]{2})(?:年([0-9]{1,2})月|-([0-9]{2}))")
_CHINESE_YEAR = rf"[{_FIGURES}]{{4}}(?=\s*年)"
_CHINESE_COUNT = f"(?<![十{_FIGURES}])[十{_FIGURES}]+(?=个?[月日号季]|{_TO}[十{_FIGURES}]+个?[月季])"


def _plain(text: str) -> str:
    """`text` in half width with every date as 2020年6月30日, 截止 as 截至, 末 as 底, and Chinese figures as digits."""
    plain = fold(text).replace("〇", "零").replace("○", "零")
    # Each pattern is compiled at its first use, and most texts need few of them.
    if not _CHINESE.isdisjoint(plain):
        plain = re.sub(_CHINESE_YEAR, lambda year: "".join(str(_FIGURES.index(char)) for char in year[0]), plain)
    if any(char.isspace() for char in plain):
        plain = re.sub(_SPACE, "", re.sub(_NEXT_DATE, "、", plain))
    if not _CHINESE.isdisjoint(plain):
        plain = re.sub(_CHINESE_COUNT, lambda count: _count(count[0]), plain)
    if "20" in plain or "19" in plain:
        if not {"-", ".", "/"}.isdisjoint(plain):
            plain = re.sub(_ISO_MONTH, r"\1年\2月", re.sub(_ISO_DATE, r"\1年\3月\4日", plain))
        plain = re.sub(_JOINED_MONTH, r"\1年\2月", plain)
    plain = plain.replace("年度", "年").replace("月份", "月").replace("截止", "截至")
    plain = plain.replace("年末", "年底").replace("月末", "月底")
    return re.sub("(?<=[0-9])号", "日", plain) if "号" in plain else plain


def _count(text: str) -> str:
    """Chinese figures up to 39 as digits; what is no such number stays."""
    match = re.fullmatch(f"([二三]?)(十)([一-九]?)|([{_FIGURES}])".replace("一-九", _FIGURES[1:]), text)
    if match is None:
        return text
    if match[4]:
        return str(_FIGURES.index(match[4]))
    tens = _FIGURES.index(match[1]) if match[1] else 1
    return str(tens * 10 + (_FIGURES.index(match[3]) if match[3] else 0))


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _nothing(*_groups: str | None) -> None:
    return None


def _day_span(one: str, other: str) -> _Mention | None:
    year, *start = re.findall("[0-9]+", one)
    *end_year, month, day = re.findall("[0-9]+", other)
    first = _date(int(year), *start)
    last = _date(int(end_year[0] if end_year else year), month, day)
    if first is None or last is None or first.day != 1 or last != month_end(last.year, last.month):
        return None
    return _Mention(first.year, first.month, last.month, last.year)


def _as_of(year: str | None, month: str, day: str | None) -> _Mention | None:
    # Without a year, as in most of them, February ends on the 28th.
    named = _date(int(year or 2001), month, day or "1")
    if named is None or (day and named != month_end(named.year, named.month)):
        return None
    return _Mention(_number(year), 1, int(month))


def _half(year: str | None, half: str) -> _Mention:
    return _Mention(_number(year), 1, 6) if half == "上" else _Mention(_number(year), 7, 12)


def _quarters(year: str | None, upto: str | None, first: str | None, last: str) -> _Mention | None:
    start = 1 if upto else int(first or last)
    return _Mention(_number(year), start * 3 - 2, int(last) * 3) if 1 <= start <= int(last) <= 4 else None


_NOT_BEHIND = f"(?!{_TO}?[0-9])"
_ALONE = r"(?<![0-9.零一二三四五六七八九十至到~—–─-])"
_YEAR = f"(?:{_Y}年)?"
# The end of a span whose beginning could not be read is no period; a dash in a file name is no span.
_NO_SPAN = "(?<![至到])(?<![年月日0-9][-~—–─])"
_DASHES = tuple("-~—–─至到")
_FORMS: tuple[tuple[tuple[str, ...], str, Callable[..., _Mention | None]], ...] = (
    (_DASHES, rf"{_Y}年?{_TO}{_Y}(?:年(?:{_N}月(?:底|{_N}日)?)?)?(?![0-9])", _nothing),
    (
        ("日",),
        rf"((?<![0-9])(?:19|20)[0-9]{{2}}年[0-9]{{1,2}}月[0-9]{{1,2}}日){_TO}"
        r"((?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}日)",
        _day_span,
    ),
    (("截至",), rf"截至[到:]?{_YEAR}{_N}月(?:{_N}日|底)?(?![0-9])", _as_of),
    (("底",), rf"(?:截至[到:]?)?{_Y}年底(?!前)", lambda year: _Mention(int(year), 1, 12)),
    (("月",), rf"{_YEAR}{_ALONE}{_N}月(?:底前|{_N}日)", _nothing),
    (("底",), rf"{_Y}年{_N}月底", lambda year, month: _as_of(year, month, None)),
    (("底",), rf"{_ALONE}{_N}月底", lambda month: _as_of(None, month, None)),
    (
        _DASHES,
        rf"{_Y}年{_N}月?{_TO}{_Y}年{_N}月(?![0-9])",
        lambda year, first, end, last: _Mention(int(year), int(first), int(last), int(end)),
    ),
    (
        _DASHES,
        rf"{_Y}年{_N}月?{_TO}{_N}月(?![0-9])",
        lambda year, first, last: _Mention(int(year), int(first), int(last)),
    ),
    (_DASHES, rf"{_ALONE}{_N}月?{_TO}{_N}月(?![0-9])", lambda first, last: _Mention(None, int(first), int(last))),
    (("半年",), rf"{_YEAR}([上下])半年", _half),
    (("季",), rf"{_YEAR}(?:(前)|第)?{_ALONE}(?:([0-9])(?:季度)?{_TO}第?)?([0-9])个?季度", _quarters),
    (("Q",), rf"{_Y}年?[ -]?[Qq]([1-4])(?![0-9A-Za-z])", lambda year, last: _quarters(year, None, None, last)),
    (("Q",), rf"(?<![0-9A-Za-z])[Qq]([1-4])[ -]?{_Y}(?![0-9])", lambda last, year: _quarters(year, None, None, last)),
    (("月",), rf"{_NO_SPAN}{_Y}年{_N}月{_NOT_BEHIND}", lambda year, month: _Mention(int(year), int(month), int(month))),
    (("月",), rf"{_ALONE}{_N}月{_NOT_BEHIND}", lambda month: _Mention(None, int(month), int(month))),
    (
        ("年",),
        rf"{_NO_SPAN}{_Y}年(?!{_TO}?第?[0-9]|[起以之来初底中前后上下第])",
        lambda year: _Mention(int(year), 1, 12, alone=True),
    ),
)
"""Characters one of which every text of the form has, its pattern, what its groups mean; earlier forms go first."""


@cache
def _any_form(chosen: tuple[int, ...]) -> re.Pattern[str]:
    """One pattern of the chosen forms. Compiling all of them takes longer than reading a workbook: few are met."""
    return re.compile("|".join(f"(?P<form{index}>{_FORMS[index][1]})" for index in chosen))


def parse_period(text: str) -> Period | None:
    """The one reporting period that `text` names (a title, a header line, a file name); None for none or several."""
    periods = periods_in(text)
    return periods[0] if len(periods) == 1 else None


@remembered
def periods_in(text: str) -> tuple[Period, ...]:
    """Every distinct reporting period that `text` names, in its order."""
    only = _ONE_MONTH.fullmatch(text)
    if only:
        stated, month = int(only[1]), int(only[2] or only[3])
        return tuple(filter(None, [_period(_Mention(stated, month, month))]))
    plain = _plain(text)
    if not any(char.isdigit() for char in plain) and "半年" not in plain:
        return ()
    upper = plain.upper()
    chosen = tuple(index for index, (needed, _, _) in enumerate(_FORMS) if any(one in upper for one in needed))
    found = _any_form(chosen).finditer(plain) if chosen else ()
    mentions = list(dict.fromkeys(mention for match in found if (mention := _read_form(match)) is not None))
    years = {mention.year for mention in mentions if mention.year is not None}
    dated = [mention for mention in mentions if mention.year is not None and not mention.alone]
    if len(years) == 1:
        (year,) = years
        parts = [mention._replace(year=year) for mention in mentions if mention.year is None]
        named = dict.fromkeys((*dated, *parts))
        # What is no period (13月) comes to nothing below: it need not be compared with hundreds of others.
        dated += [one for one in parts if _period(one) is None or not any(_within(one, other) for other in named)]
    covered = {mention.year for mention in dated} | {mention.end_year for mention in dated}
    dated += [mention for mention in mentions if mention.alone and mention.year not in covered]
    return tuple(dict.fromkeys(period for mention in dated if (period := _period(mention)) is not None))


def _within(part: _Mention, whole: _Mention) -> bool:
    return part != whole and whole.first <= part.first and part.last <= whole.last


def _read_form(match: re.Match[str]) -> _Mention | None:
    name = match.lastgroup or ""
    places = match.re.groupindex
    start = places[name]
    end = min((place for place in places.values() if place > start), default=match.re.groups + 1)
    *_, read = _FORMS[int(name.removeprefix("form"))]
    return read(*match.groups()[start : end - 1])


def _period(mention: _Mention) -> Period | None:
    year = mention.year or 0
    end_year = mention.end_year or year
    if not (1 <= mention.first <= 12 and 1 <= mention.last <= 12 and (year, mention.first) <= (end_year, mention.last)):
        return None
    return Period(dt.date(year, mention.first, 1), month_end(end_year, mention.last))


def show_period(period: Period) -> str:
    """The period as an office writes it: 2020年6月, 2020年1—6月, 2020年第二季度. `parse_period` reads it back."""
    first, last = period.first, period.last
    if first.year != last.year:
        return f"{first.year}年{first.month}月—{last.year}年{last.month}月"
    if first.month == last.month:
        return f"{first.year}年{first.month}月"
    if (first.month, last.month) == (1, 12):
        return f"{first.year}年"
    if last.month - first.month == 2 and last.month % 3 == 0:
        return f"{first.year}年第{_FIGURES[last.month // 3]}季度"
    return f"{first.year}年{first.month}—{last.month}月"


def parse_as_of(text: str) -> dt.date | None:
    """The day that 2020, 2020-06, 2020年6月, 2020-06-15 or 2020年6月底 means: the last one where no day is named."""
    match = re.fullmatch(rf"{_Y}(?:年?|年底|年{_N}月(?:底|{_N}日)?)", _plain(text))
    if match is None:
        return None
    if match[3]:
        return _date(int(match[1]), match[2], match[3])
    first = _date(int(match[1]), match[2] or "12", "1")
    return first and month_end(first.year, first.month)


def parse_dates(text: str, year: int | None) -> tuple[dt.date, ...] | None:
    """The days that the whole of `text` lists (2020年4月28日、5月3日; 2020年4月20日至28日 gives both its ends).

    A day without a year lies in `year`. None when any part is not a full date that exists.
    """
    days: list[dt.date] = []
    for part in re.split("[、,;]", _plain(text).rstrip("。;、, ")):
        match = re.fullmatch(rf"(?:{_Y}年)?{_N}月{_N}日?(?:{_TO}(?:{_Y}年)?(?:{_N}月)?{_N}日)?", part.strip())
        if match is None or not (match[6] or match[0].endswith("日")):
            return None
        first_year = _number(match[1]) or year
        first = first_year and _date(first_year, match[2], match[3])
        if not first_year or not first:
            return None
        days.append(first)
        if match[6]:
            last = _date(_number(match[4]) or first_year, match[5] or match[2], match[6])
            if last is None or last <= first or (match[4] and not match[5]):
                return None
            days.append(last)
    return tuple(days)


def _date(year: int, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(year, int(month), int(day))
    except ValueError:
        return None


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    # December by itself: of the last year that there is, no day comes after it.
    return dt.date(year, 12, 31) if month == 12 else dt.date(year, month + 1, 1) - dt.timedelta(days=1)
