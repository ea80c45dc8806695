"""A sheet as somebody typed it, and how to write it as .xlsx, .xls or .ods: the same input gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal
from typing import NamedTuple, TypeAlias

import ods
import openpyxl
import xlwt  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet


class Percent(NamedTuple):
    """A number in a cell that is formatted as a percentage: 0.635 shows as 63.5%."""

    fraction: Decimal


Typed: TypeAlias = str | int | Decimal | dt.date | Percent | None
"""What stands in a cell; None where nothing does."""


class Page(NamedTuple):
    """One sheet. `widths` counts in characters. `merged` are (row, column, row, column) from 1, both ends inside.

    Rows up to `title` are title and header block; rows of the table lie between `title` and `foot`, both inside.
    """

    name: str
    rows: list[list[Typed]]
    widths: list[int]
    merged: list[tuple[int, int, int, int]]
    title: int
    foot: int


def heights(page: Page) -> dict[int, int]:
    """By row of the table, how many lines of text it has to show."""
    spanning = {(top, left) for top, left, _, _ in page.merged}
    needed = {}
    for number, row in enumerate(page.rows[page.title : page.foot], page.title + 1):
        lines = [
            sum(-(-_columns(part) // width) for part in typed.split("\n"))
            for column, (typed, width) in enumerate(zip(row, page.widths, strict=True), 1)
            if isinstance(typed, str) and (number, column) not in spanning
        ]
        needed[number] = max(lines, default=1)
    return needed


def _columns(text: str) -> int:
    """How wide the text stands: a Chinese character takes two columns and a little air."""
    return sum(1 if char.isascii() else 2 for char in text) + 2


_EPOCH = (1980, 1, 1, 0, 0, 0)
_MADE = "2020-07-01T08:00:00Z"
_FIRST_DAY = dt.datetime(2020, 7, 1, 8)


def as_xlsx(pages: list[Page]) -> bytes:
    """The pages as one workbook of Excel 2007 and later."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        _fill(book.create_sheet(page.name), page)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The workbook's file without the hour of its making."""
    book.properties.created = _FIRST_DAY
    buffer, fixed = io.BytesIO(), io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in made.namelist():
            data = made.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + _MADE.encode(), data)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(entry, data)
    return fixed.getvalue()


def _fill(sheet: Worksheet, page: Page) -> None:
    thin = Side(style="thin")
    for number, row in enumerate(page.rows, 1):
        inside = page.title < number <= page.foot
        for column, typed in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if isinstance(typed, Percent):
                cell.value, cell.number_format = typed.fraction, "0.0%"
            else:
                cell.value = typed
            if isinstance(typed, dt.date):
                cell.number_format = 'yyyy"年"m"月"d"日"'
            cell.alignment = Alignment("left" if inside else None, "center", wrap_text=inside)
            if inside:
                cell.border = Border(thin, thin, thin, thin)
        if number == 1:
            sheet.cell(1, 1).font = Font(bold=True, size=15)
            sheet.cell(1, 1).alignment = Alignment("center", "center")
            sheet.row_dimensions[1].height = 30
    for top, left, bottom, right in page.merged:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    for column, width in enumerate(page.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, lines in heights(page).items():
        sheet.row_dimensions[number].height = 17 * lines
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def as_xls(pages: list[Page]) -> bytes:
    """The pages as one workbook of Excel 97 to 2003."""
    book = xlwt.Workbook(encoding="utf-8")
    plain = "alignment: vertical center, wrap {}; borders: {}"
    boxed = plain.format("on", "left thin, right thin, top thin, bottom thin")
    title = xlwt.easyxf("font: bold on, height 300; alignment: horizontal center, vertical center")
    for page in pages:
        sheet = book.add_sheet(page.name)
        sheet.portrait = False
        sheet.fit_num_pages, sheet.fit_height_to_pages = 1, 0
        areas = {(top, left): (bottom, right) for top, left, bottom, right in page.merged}
        covered = {
            (row, column)
            for top, left, bottom, right in page.merged
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }
        for number, row in enumerate(page.rows, 1):
            text = boxed if page.title < number <= page.foot else plain.format("off", "left no_line")
            for column, typed in enumerate(row, 1):
                value, shown = (typed.fraction, "0.0%") if isinstance(typed, Percent) else (typed, "General")
                shown = "yyyy-mm-dd" if isinstance(typed, dt.date) else shown
                style = title if number == 1 else xlwt.easyxf(text, num_format_str=shown)
                if (number, column) in areas:
                    bottom, right = areas[number, column]
                    sheet.write_merge(number - 1, bottom - 1, column - 1, right - 1, value, style)
                elif (number, column) not in covered:
                    sheet.write(number - 1, column - 1, value, style)
        for column, width in enumerate(page.widths):
            sheet.col(column).width = width * 256
        for number, lines in heights(page).items():
            sheet.row(number - 1).height_mismatch = True
            sheet.row(number - 1).height = 340 * lines
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_ods(pages: list[Page]) -> bytes:
    """The pages as one OpenDocument workbook."""
    tables = [ods.table(page.name, page.rows, page.widths, page.merged) for page in pages]
    return ods.package(tables)
