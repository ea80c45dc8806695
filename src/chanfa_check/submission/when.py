"""Which months a workbook speaks for: by the mark, the header block, the titles, the sheet's and the file's name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from msgspec import Struct

from chanfa_check.model import Mark, Period, Problem
from chanfa_check.period import parse_as_of, parse_dates, parse_period, show_period
from chanfa_check.quantity.numeral import unfolded
from chanfa_check.submission.cells import listed, quoted
from chanfa_check.submission.labels import Label, Labelled

_WHOLE_YEAR = r"全年|年报|12月|十二月|年底|年末"
# A title states the months of its report; a sentence about when to report, or where the task comes from, does not.
_NO_TITLE = r"[月日底末](?:以|之)?前|印发|制定|修订|转发|根据|按照|要求|。"
_IN_PARTS = unfolded("年季月0123456789")
_BARE_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"


class Said(Struct, frozen=True):
    """One statement: its words, where it was made (in Chinese), and whether it stood under a label."""

    text: str
    source: str
    labelled: bool = False


def find_period(
    mark: Mark | None, texts: Sequence[Labelled], titles: Sequence[Labelled], sheets: Sequence[str], name: str
) -> tuple[Period | None, Problem | None]:
    """The period, or why there is none. `titles` stand above a table, `sheets` are the names of tables' sheets.

    A part of a year (二季度) takes its year from another statement where all name the same one. A year by itself says
    no months, unless a label calls it the period.
    """
    said = [Said(mark.period, "模板标记", True)] if mark else []
    said += [Said(_dated(one), one.place, True) for one in texts if one.label is Label.PERIOD]
    said += [
        Said(one.text, one.place)
        for one in titles
        if one.label in (None, Label.DEPARTMENT) and not re.search(_NO_TITLE, one.text)
    ]
    said += [Said(sheet, f"工作表名“{sheet}”") for sheet in sheets]
    said.append(Said(name, "文件名"))
    years = {period.first.year for one in said if (period := parse_period(_year_form(one)))}
    year = years.pop() if len(years) == 1 else None
    found = [(period, one) for one in said if (period := _months(one, year))]
    found = found or [(period, one) for one in said if one.labelled and (period := parse_period(_year_form(one)))]
    if len({period.last for period, _ in found}) > 1:
        places = listed((period.last, f"{one.source}为{show_period(period)}") for period, one in found)
        return None, Problem("period-conflict", f"报表时期前后不一：{places}。请核对后改为一致，或用 --as-of 指明。")
    return (found[0][0], None) if found else (None, _missing(said))


def find_filled(texts: Sequence[Labelled]) -> dt.date | None:
    """The day on which the report says that it was filled in."""
    for one in texts:
        if one.label is Label.FILLED:
            value = one.cell.value
            if isinstance(value, dt.datetime):
                return value.date()
            if isinstance(value, dt.date):
                return value
            if days := parse_dates(one.text, None):
                return days[-1]
    return None


def _dated(one: Labelled) -> str:
    """A statement's words; of a date cell, whole months only: its first day stands for the month, its last as well."""
    value = one.cell.value
    if isinstance(value, dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        whole = 1 in (day.day, (day + dt.timedelta(days=1)).day)
        return f"{day.year}年{day.month}月" if whole else f"{day.year}年{day.month}月{day.day}日"
    return one.text


def _year_form(one: Said) -> str:
    """2020 under a label is a year."""
    return f"{one.text}年" if one.labelled and re.fullmatch(_BARE_YEAR, one.text.strip()) else one.text


def _months(one: Said, year: int | None) -> Period | None:
    """The months that a statement names, in `year` where it names none."""
    period = parse_period(_year_form(one))
    if period is None and one.labelled:
        day = parse_as_of(one.text)
        period = parse_period(f"截至{one.text}") if day else None
    if period is None and year is not None and _may_name_months(one.text) and not re.search(_BARE_YEAR, one.text):
        part = f"{one.text.strip()}月" if one.labelled and re.fullmatch(r"\s*\d{1,2}\s*", one.text) else one.text
        period = parse_period(f"{year}年，{part}")
    if period and (period.first.month, period.last.month) == (1, 12) and not re.search(_WHOLE_YEAR, one.text):
        return None
    return period


def _may_name_months(text: str) -> bool:
    """Whether there is a character that every part of a year is written with."""
    return not _IN_PARTS.isdisjoint(text)


def _missing(said: Sequence[Said]) -> Problem:
    unread = next((one for one in said if one.labelled and one.text.strip("_ ：:年月日")), None)
    found = (
        f"{unread.source}的{quoted(unread.text)}读不出是哪一年的哪几个月"
        if unread
        else "表头和文件名都没有写明年月（如“2020年6月”）"
    )
    return Problem("period-missing", f"看不出是哪一期的报表：{found}。请在表头写明，或用 --as-of 2020-06 指明。")
