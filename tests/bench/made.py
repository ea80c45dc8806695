"""Made reports, each by its number alone: filled-in templates as the tool hands them out, and tables typed by hand.

Every department reports for every month, in turn; the numbers beyond are second files for the same months. A third of
those are the same to the byte, the others tell another story, and about one file in fifty has a number that differs.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from chanfa_check.model import Indicator, Matrix, Measure, Role
from chanfa_check.rules import stage
from chanfa_check.template.columns import COLUMNS
from chanfa_check.template.columns import place as column_of
from chanfa_check.template.lines import Line, required_words
from chanfa_check.template.workbook import HEADER_ROW, SHEET, template_bytes
from tests.bench.mould import Mould, cast, filled, number_place, place, shown

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEADERS = ("编号", "重点任务", "指标", "计量单位", "完成值", "进展情况", "存在问题", "下一步打算")
"""The columns of a table of one's own."""
TEMPLATE_HEADERS = tuple(column.name for column in COLUMNS)


class Kind(StrEnum):
    """How a department reports."""

    TEMPLATE = "template"
    PLAIN = "plain"


class Report(Struct, frozen=True):
    """Who reports for which month (its last day); `seed` is the number of the file whose story it tells."""

    department: str
    day: dt.date
    seed: int
    changed: bool


def report(matrix: Matrix, number: int) -> Report:
    """The report of this number, from 0 on."""
    departments, months = list(matrix.departments), 12 * (matrix.years[1] - matrix.years[0] + 1)
    copy, slot = divmod(number, len(departments) * months)
    month, who = divmod(slot, len(departments))
    year, month = matrix.years[0] + month // 12, month % 12 + 1
    last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    leads = any(task.lead == departments[who] for task in matrix.tasks)
    again, changed = copy % 3 == 1, copy > 0 and number % (7 if leads else 50) == 5
    return Report(departments[who], last, slot if again else number, changed and not again)


def written(matrix: Matrix, kind: Kind, folder: Path, count: int) -> list[Path]:
    """Writes the first `count` reports, a folder for each month, and gives their paths in the numbers' order."""
    make, paths = maker(matrix, kind), []
    for number in range(count):
        one = report(matrix, number)
        path = folder / f"{one.day:%Y-%m}" / f"{one.department}-{number}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make(one))
        paths.append(path)
    return paths


def maker(matrix: Matrix, kind: Kind) -> Callable[[Report], bytes]:
    """What makes a report's file; each department's workbook is laid out once."""
    tasks = list(enumerate(matrix.tasks))

    @cache
    def mould(department: str) -> Mould:
        return (_template if kind is Kind.TEMPLATE else _plain)(matrix, department)

    @cache
    def monthly(day: dt.date) -> dict[str, str]:
        told = {
            "period": f"{day.year}年{day.month}月",
            "mark": f"{day:%Y-%m}",
            "date": f"{day.year}年{day.month}月{day.day}日",
        }
        for number, task in tasks:
            item = task.indicators[0]
            told[f"#{number:04}"] = _number(item, day, changed=False)
            told[f"word {number}"] = _word(item, day)
            told[f"required {number}"] = shown(required_words(Line(task, item), matrix, day))
        return told

    def make(one: Report) -> bytes:
        told = dict(monthly(one.day))
        for number, _ in tasks:
            told[f"story {number}"] = _story(one.seed, number)
        if one.changed:
            # In a template only the lead has a cell for the number.
            numbers = [at for at in tasks if at[1].indicators[0].measure is Measure.NUMBER]
            led = [at for at in numbers if at[1].lead == one.department]
            number, task = (led or numbers)[one.seed % len(led or numbers)]
            told[f"#{number:04}"] = _number(task.indicators[0], one.day, changed=True)
        return filled(mould(one.department), told)

    return make


def _template(matrix: Matrix, department: str) -> Mould:
    """The template as somebody fills it in: numbers and stories where it leads, stories where it supports."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(template_bytes(matrix, department, dt.date(matrix.years[0], 1, 31))))
    sheet = book[SHEET]
    sheet.cell(2, column_of("指标")).value = f"报告期：{place('period')}"
    sheet.cell(2, column_of("上年值")).value = place("date")
    mark = next(one for one in book.worksheets if one.cell(1, 1).value == "matrix")
    mark.cell(4, 2).value = place("mark")
    rows = {str(sheet.cell(row, 1).value): row for row in range(HEADER_ROW + 1, sheet.max_row + 1)}
    for number, task in enumerate(matrix.tasks):
        leads = matrix.role(department, task) is Role.LEAD
        row = rows[task.indicators[0].id if leads else task.id]
        sheet.cell(row, column_of("进展情况")).value = place(f"story {number}")
        if leads:
            sheet.cell(row, column_of("本期要求")).value = place(f"required {number}")
            _set(sheet, row, column_of("完成值"), task.indicators[0], number)
    return cast(book)


def _plain(matrix: Matrix, department: str) -> Mould:
    """A table of one's own: title, who and when, headers, and values in every row that has any."""
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, Side

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([f"{place('period')}产改任务完成情况表"])
    sheet.append([f"填报单位：{department}", None, None, None, None, f"填报日期：{place('date')}"])
    sheet.append(HEADERS)
    for number, task in enumerate(matrix.tasks):
        item = task.indicators[0]
        story = place(f"story {number}")
        sheet.append([item.id, task.duty, item.name, item.unit, None, story, "无", "按计划推进。"])
        _set(sheet, sheet.max_row, 5, item, number)
    thin = Side(style="thin")
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            cell.border, cell.alignment = Border(thin, thin, thin, thin), Alignment(vertical="center", wrap_text=True)
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.merge_cells("A1:H1")
    for letter, width in zip("ABCDEFGH", (8, 40, 24, 8, 12, 40, 16, 16), strict=True):
        sheet.column_dimensions[letter].width = width
    return cast(book)


def _set(sheet: Worksheet, row: int, column: int, item: Indicator, number: int) -> None:
    if item.measure is Measure.NARRATIVE:
        return
    cell: Any = sheet.cell(row, column)
    if item.measure is Measure.NUMBER:
        cell.value = number_place(number)
        cell.number_format = "0.00%" if item.unit == "%" else "General"
    else:
        cell.value = place(f"word {number}")


def _number(item: Indicator, day: dt.date, *, changed: bool) -> str:
    """A value that grows by the month, around what is asked for; as it stands in the file, a share as a fraction."""
    goal = max((goal for target in item.targets for goal in target.goals()), default=Decimal(0)) or Decimal(10)
    months = (day.year % 100) * 12 + day.month
    value = goal * (months % 100 + sum(map(ord, item.id)) % 20) / 100
    if item.unit == "%":
        share = min(value.to_integral_value(), Decimal(99)) + changed
        return f"{share / 100:f}"
    return f"{value.to_integral_value() + 1 + changed:f}"


def _word(item: Indicator, day: dt.date) -> str:
    """A stage that was reached, or the day of an event."""
    stages = next((list(target.stages) for target in item.targets if isinstance(target, stage.Rule)), None)
    return stages[min(len(stages) - 1, day.month // 6)] if stages else f"{day:%Y-%m}-05"


def _story(seed: int, number: int) -> str:
    mixed = (seed * 7919 + number * 104729) % 997
    return f"本月走访企业{mixed % 41 + 2}家，开推进会{mixed % 5 + 1}次，受益职工{mixed}人，材料编号{seed}-{number}。"
