"""The template of one department for one period, as the bytes of an .xlsx.

The visible sheet is protected without a password. Its 自查 column says what the tool would say of the value beside
it, worked out from the matrix's own thresholds in a hidden sheet, and the row takes that verdict's colour.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from chanfa_check.model import Mark, Matrix, Period, Role
from chanfa_check.period import month_end, show_period
from chanfa_check.template import look, workings
from chanfa_check.template.columns import COLUMNS, place
from chanfa_check.template.inputs import DAY, TEXT
from chanfa_check.template.lines import lines
from chanfa_check.template.packed import packed
from chanfa_check.template.table import caption, fill

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "填报表"
HEADER_ROW = 4
_LEGEND = (
    "浅黄色的格子填写，灰色的不用填，其余已锁定。填了数，“自查”栏和整行颜色随之变化："
    "绿为达标或进度正常，黄为滞后，红为未达标、滞后较多或填报有误。"
)
_GUIDE = (
    "1.一行一项指标，“完成值”填截至本期末的实际完成数，不填预计数、计划数；名称中有“当年”的从当年1月1日算起，有“累计”“总数”的填总数。",
    "2.没有数的留空，空白不当作零；确实为零的填 0。百分数连同百分号填写，如 35%。",
    "3.“分子”“分母”是比例的依据，有的请填；填了的以分子÷分母为准。",
    "4.单位为“文字”的和配合的任务只写“进展情况”。未达标、滞后的，在“存在问题”写明原因，在“下一步打算”写明措施和完成时间。",
    "5.文字较长看不全的，把行拉高。不要改动编号、增删行列。",
)
# What to sign, the column it stands in, the first and the last column to write in.
_SIGNATURES = (
    ("填表人：", "编号", "时间进度", "角色"),
    ("审核人：", "指标", "本期要求", "本期要求"),
    ("联系电话：", "完成值", "上年值", "自查"),
)


def template_bytes(matrix: Matrix, department: str, day: dt.date) -> bytes:
    """The template for the month that `day` lies in. `department` is a full name of the matrix.

    The same input gives the same bytes.
    """
    from openpyxl import Workbook

    last = month_end(day.year, day.month)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    hidden = workings.workings_sheet(book)
    workings.mark_sheet(book, Mark(matrix.id, matrix.version, department, f"{last:%Y-%m}"))
    _top(sheet, matrix, department, last)
    row = HEADER_ROW + 1
    for role, text in ((Role.LEAD, "牵头任务"), (Role.PARTNER, "配合任务（填写配合情况）")):
        rows = lines(matrix, department, role)
        if rows:
            caption(sheet, row, text)
            row = fill(sheet, hidden, row + 1, rows, matrix, last)
    _bottom(sheet, row)
    _page(sheet, row + 1)
    return packed(book, last)


def _top(sheet: Worksheet, matrix: Matrix, department: str, last: dt.date) -> None:
    title = look.cell_at(sheet, 1, 1)
    look.write(title, f"{matrix.title}完成情况填报表")
    look.dress(title, size=16, bold=True, centred=True)
    look.write(look.cell_at(sheet, 3, 1), _LEGEND)
    look.dress(look.cell_at(sheet, 3, 1))
    for number, height in ((1, 36), (2, 24), (3, 24), (HEADER_ROW, 32)):
        sheet.row_dimensions[number].height = height
    for number in (1, 3):
        _merge(sheet, number, 1, len(COLUMNS))
    period = show_period(Period(last.replace(day=1), last))
    for text, start, end in (
        (f"填报单位：{department}", "编号", "时间进度"),
        (f"报告期：{period}", "指标", "本期要求"),
        ("填报日期：", "完成值", "完成值"),
    ):
        cell = look.cell_at(sheet, 2, place(start))
        look.write(cell, text)
        look.dress(cell, bold=True)
        _merge(sheet, 2, place(start), place(end))
    _blank(sheet, 2, "上年值", "分母")
    look.cell_at(sheet, 2, place("上年值")).number_format = DAY
    for column in COLUMNS:
        cell = look.cell_at(sheet, HEADER_ROW, place(column.name))
        look.write(cell, column.name)
        look.dress(cell, fill=look.HEADER, bold=True, centred=True)


def _bottom(sheet: Worksheet, row: int) -> None:
    """The guide and the signatures; their first words tell the reader that they are no tasks."""
    text = "填报说明：\n" + "\n".join(_GUIDE)
    look.write(look.cell_at(sheet, row, 1), text)
    look.dress(look.cell_at(sheet, row, 1))
    _merge(sheet, row, 1, len(COLUMNS))
    sheet.row_dimensions[row].height = look.row_height(look.height(text, sum(column.width for column in COLUMNS)))
    sheet.row_dimensions[row + 1].height = 30
    for text, label, first, last in _SIGNATURES:
        cell = look.cell_at(sheet, row + 1, place(label))
        look.write(cell, text)
        look.dress(cell)
        _merge(sheet, row + 1, place(label), place(first) - 1)
        _blank(sheet, row + 1, first, last)
        look.cell_at(sheet, row + 1, place(first)).number_format = TEXT


def _blank(sheet: Worksheet, row: int, first: str, last: str) -> None:
    """A line to write on."""
    from openpyxl.styles import Border, Side

    for number in range(place(first), place(last) + 1):
        cell = look.cell_at(sheet, row, number)
        look.dress(cell)
        cell.border = Border(bottom=Side(style="thin", color="808080"))
        look.open_for_input(cell)
    _merge(sheet, row, place(first), place(last))


def _merge(sheet: Worksheet, row: int, first: int, last: int) -> None:
    if first < last:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _page(sheet: Worksheet, last_row: int) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    for column in COLUMNS:
        sheet.column_dimensions[chr(64 + place(column.name))].width = column.width
    sheet.freeze_panes = f"B{HEADER_ROW + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.print_area = f"A1:{chr(64 + len(COLUMNS))}{last_row}"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    footer = sheet.oddFooter
    assert footer is not None
    footer.center.text = "第 &P 页，共 &N 页"
    sheet.protection.sheet = True
    # Long texts need higher rows, and the reader takes any width and height.
    sheet.protection.formatRows = False
    sheet.protection.formatColumns = False
