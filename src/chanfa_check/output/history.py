"""What was reported over time: for the terminal, lines beside what was asked for; and JSON for scripts, version 1."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

import msgspec
from msgspec import Struct

from chanfa_check.model import Indicator, Light, Manner, Matrix, Measure, Reported, Role, Status
from chanfa_check.output.contract.submission import MatrixRef, cell, number
from chanfa_check.output.sparkline import Ink, Month, height, ink_for, row, show_months, stretches
from chanfa_check.output.words import ROLES, STATUSES, word
from chanfa_check.output.wrap import wrap
from chanfa_check.quantity.show import show_amount
from chanfa_check.verdict.judge import occasion_of, requirements
from chanfa_check.verdict.wording import show_value

_INDENT = "  "
_LABEL = 5
"""The columns of a row's label and the space behind it."""
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class ReportJson(Struct, frozen=True):
    """One report. Numbers count in the indicator's unit; `asked` is what the lead's number had to keep to."""

    as_of: dt.date
    status: Status
    code: str
    light: Light | None
    value: float | str | tuple[str, ...] | None
    manner: Manner
    last_year: float | None
    asked: float | None
    path: str
    cell: str | None
    sha256: str


class SeriesJson(Struct, frozen=True):
    """What one department reported of one indicator, by date; several of one date where neither was chosen.

    `name` and `unit` are null for an indicator that the matrix no longer has.
    """

    task: str
    indicator: str
    name: str | None
    unit: str | None
    department: str
    role: Role
    reports: tuple[ReportJson, ...]


class HistoryJson(Struct, frozen=True):
    """The history of one matrix, in its order."""

    schema: Literal["chanfa-check/history/1"]
    tool: str
    matrix: MatrixRef
    series: tuple[SeriesJson, ...]


def encode(history: Sequence[Reported], matrix: Matrix) -> bytes:
    """The history as UTF-8 JSON, indented, with a line break at its end."""
    from chanfa_check.version import __version__

    known = matrix.indicators()
    series = tuple(_series_json(found, known.get(found[0].indicator), matrix) for found in _series(history, matrix))
    whole = HistoryJson(
        "chanfa-check/history/1", f"chanfa-check {__version__}", MatrixRef(matrix.id, matrix.version), series
    )
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def page(history: Sequence[Reported], matrix: Matrix, *, width: int, encoding: str = "utf-8") -> str:
    """The history as text, folded to `width` columns, in the matrix's order.

    `history` holds what is current. What `encoding` cannot show is drawn with digits and letters.
    """
    ink = ink_for(encoding)
    series = _series(history, matrix)
    lines: list[str] = []
    for task in matrix.tasks:
        blocks: list[str] = []
        for item in task.indicators:
            own = [found for found in series if found[0].indicator == item.id]
            if own:
                unit = f"（{item.unit}）" if item.measure is Measure.NUMBER else ""
                blocks += wrap(f"{item.id} {item.name}{unit}", width)
                blocks += [line for found in own for line in _block(found, item, matrix, ink, width)]
        if blocks:
            lines += [*wrap(f"【{task.id}】{task.duty}", width), *blocks, ""]
    known = matrix.indicators()
    unknown = [found for found in series if found[0].indicator not in known]
    if unknown:
        lines += wrap(f"任务责任分工表（第 {matrix.version} 版）里没有的指标", width)
    for found in unknown:
        lines += [*wrap(found[0].indicator, width), *_block(found, None, matrix, ink, width), ""]
    if history:
        lines += _legend(history, ink, width)
    return "".join(f"{_CONTROLS.sub('', line)}\n" for line in lines)


def asked(item: Indicator, matrix: Matrix, day: dt.date, last_year: Decimal | None) -> Decimal | None:
    """The number that a value had to keep to on a day: of what is due, and the pace towards what is due next, the
    strictest. None where nothing was asked for, or no number."""
    if not matrix.covers(day):
        return None
    required, upcoming = requirements(occasion_of(matrix, item, day, last_year))
    bounds = [(one.op, one.value) for one in required] + [(one.op, one.pace) for one in upcoming]
    numbers = [(op, value) for op, value in bounds if op and isinstance(value, Decimal)]
    if not numbers:
        return None
    strictest = max if numbers[0][0].upward else min
    return strictest(value for op, value in numbers if op.upward == numbers[0][0].upward)


def _series(history: Sequence[Reported], matrix: Matrix) -> list[list[Reported]]:
    """By indicator in the matrix's order, then by department, the lead first; each by date."""
    place = {item.id: index for index, item in enumerate(item for task in matrix.tasks for item in task.indicators)}
    grouped: dict[tuple[int, str, Role, str], list[Reported]] = {}
    for one in sorted(history, key=lambda each: (each.as_of, each.order)):
        key = (place.get(one.indicator, len(place)), one.indicator, one.role, one.department)
        grouped.setdefault(key, []).append(one)
    return [grouped[key] for key in sorted(grouped)]


def _block(found: Sequence[Reported], item: Indicator | None, matrix: Matrix, ink: Ink, width: int) -> Iterator[str]:
    """One department's rows, and its last report in words; also those of months with several that differ."""
    months: dict[Month, list[Reported]] = {}
    for one in found:
        months.setdefault(_month(one.as_of), []).append(one)
    first, last = min(months), max(months)
    several = {month for month, own in months.items() if len(_distinct(own)) > 1}
    values = {month: own[0].value for month, own in months.items() if month not in several}
    reported = {month: value for month, value in values.items() if isinstance(value, Decimal)}
    wanted = _asked_by_month(months, item, matrix) if item and reported and found[0].role is Role.LEAD else {}
    scale = [*reported.values(), *wanted.values()]
    heading = f"{ROLES[found[0].role]} {found[0].department}  {show_months(first, last)}"
    if item and reported:
        ends = [show_amount(reported[month], item.unit) for month in sorted({min(reported), max(reported)})]
        heading += f"  {' → '.join(ends)}"
    yield from _folded(heading, 1, width)
    mixed = dict.fromkeys(several, ink.several)
    rows = [("结论", {month: ink.symbols[own[0].status] for month, own in months.items()} | mixed)]
    if wanted:
        rows.insert(0, ("应有", {month: height(value, scale, ink) for month, value in wanted.items()}))
    if scale:
        rows.insert(0, ("填报", {month: height(value, scale, ink) for month, value in reported.items()} | mixed))
    parts = stretches(first, last, width - 2 * len(_INDENT) - _LABEL)
    for part in parts:
        if len(parts) > 1:
            yield from _folded(show_months(part[0], part[-1]), 2, width)
        yield from (_INDENT * 2 + row(label, drawn, part) for label, drawn in rows)
    for month in sorted({*several, last}):
        yield from _folded(_said(month, _distinct(months[month]), item, matrix, ink), 2, width)


def _asked_by_month(months: dict[Month, list[Reported]], item: Indicator, matrix: Matrix) -> dict[Month, Decimal]:
    """What was asked for in every month from the first report to the last.

    Beside last year's value as the month's own report gives it; in a month without one, as the latest before gives it
    for the same year.
    """
    found: dict[Month, Decimal] = {}
    last_year: Decimal | None = None
    for month in range(min(months), max(months) + 1):
        if month % 12 == 0:
            last_year = None
        own = months.get(month, [])
        last_year = own[-1].last_year if own else last_year
        end = dt.date((month + 1) // 12, (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)
        value = asked(item, matrix, own[-1].as_of if own else end, last_year)
        if value is not None:
            found[month] = value
    return found


def _distinct(found: Sequence[Reported]) -> list[Reported]:
    """A month's reports that differ in the day, the value or the verdict."""
    return list({(one.as_of, one.value, one.status): one for one in found}.values())


def _said(month: Month, found: Sequence[Reported], item: Indicator | None, matrix: Matrix, ink: Ink) -> str:
    told = []
    for one in found:
        wanted = asked(item, matrix, one.as_of, one.last_year) if item and one.role is Role.LEAD else None
        verdict = f"{ink.symbols[one.status]} {word(one)}"
        due = f"应有 {show_amount(wanted, item.unit)}" if item and wanted is not None else ""
        told.append("，".join(text for text in (_shown(one, item, wanted), verdict, due) if text))
    several = f"有 {len(told)} 份报表，内容不同：" if len(told) > 1 else ""
    return f"{show_months(month, month)}：{several}{'；'.join(told)}"


def _shown(one: Reported, item: Indicator | None, beside: Decimal | None) -> str:
    if one.value is None or item is None:
        return ""
    return "有说明" if item.measure is Measure.NARRATIVE else show_value(one.value, item, one.manner, beside)


def _legend(history: Sequence[Reported], ink: Ink, width: int) -> list[str]:
    """What the symbols mean, those that occur."""
    meant: dict[str, list[str]] = {}
    for status in (status for status in STATUSES if any(one.status is status for one in history)):
        meant.setdefault(ink.symbols[status], []).append(STATUSES[status].word)
    listed = [f"{symbol} {'、'.join(words)}" for symbol, words in meant.items()]
    drawn = f"{ink.heights[0]} 最低，{ink.heights[-1]} 最高，空白是没有报送，{ink.several} 是两份报表不同"
    return wrap(f"图例：{drawn}；{'，'.join(listed)}", width)


def _folded(text: str, depth: int, width: int) -> list[str]:
    margin = _INDENT * depth
    return [margin + line for line in wrap(text, width - len(margin))]


def _month(day: dt.date) -> Month:
    return day.year * 12 + day.month - 1


def _series_json(found: Sequence[Reported], item: Indicator | None, matrix: Matrix) -> SeriesJson:
    first = found[0]
    reports = tuple(_report_json(one, item, matrix) for one in found)
    name, unit = (item.name, item.unit) if item else (None, None)
    return SeriesJson(first.task, first.indicator, name, unit, first.department, first.role, reports)


def _report_json(one: Reported, item: Indicator | None, matrix: Matrix) -> ReportJson:
    value = one.value
    wanted = asked(item, matrix, one.as_of, one.last_year) if item and one.role is Role.LEAD else None
    return ReportJson(
        as_of=one.as_of,
        status=one.status,
        code=one.code,
        light=one.light,
        value=number(value) if isinstance(value, Decimal) else _text(value),
        manner=one.manner,
        last_year=number(one.last_year),
        asked=number(wanted),
        path=one.path,
        cell=cell(one.place),
        sha256=one.sha256,
    )


def _text(value: str | tuple[dt.date, ...] | None) -> str | tuple[str, ...] | None:
    return tuple(day.isoformat() for day in value) if isinstance(value, tuple) else value
