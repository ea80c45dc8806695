"""Reads the tables of a workbook: one for each worksheet that is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from chanfa_check.drafting.errors import from_workbook
from chanfa_check.drafting.table import Cell, Merged, Row, Source, Table
from chanfa_check.quantity.unit import plain
from chanfa_check.submission import workbook
from chanfa_check.submission.workbook.model import cell_name


def read_sheets(data: bytes) -> Source:
    """The sheets of the workbook with this content. Raises CannotDraft."""
    try:
        book = workbook.parse_workbook(data)
    except workbook.CannotRead as error:
        raise from_workbook(error) from error
    shown = [sheet for sheet in book.sheets if sheet.visible]
    hidden = [sheet.name for sheet in book.sheets if not sheet.visible and sheet.rows]
    asides = [f"工作表“{name}”是隐藏的，没有读入" for name in hidden]
    tables = []
    for sheet in shown:
        tables.append(Table(sheet.name, tuple(_rows(sheet))))
        asides += _unsure(sheet)
    return Source(tuple(tables), (), tuple(asides))


def _rows(sheet: workbook.Sheet) -> Iterator[Row]:
    width = max((column for row in sheet.rows.values() for column in row), default=0)
    above: dict[int, Cell] = {}
    for number in sorted(sheet.rows):
        row = sheet.rows[number]
        if number - 1 not in sheet.rows:
            above = {}
        cells: dict[int, Cell] = {}
        for column in range(1, width + 1):
            where = f"{sheet.name}!{cell_name(number, column)}"
            found = row.get(column)
            if found is None:
                cells[column] = Cell("", where)
                continue
            text = shown_text(found)
            merged = _merged(text, cells.get(column - 1), above.get(column)) if found.carried else Merged.NOT
            cells[column] = Cell(text, where, merged)
        yield tuple(cells.values())
        above = cells


def _merged(text: str, left: Cell | None, above: Cell | None) -> Merged:
    """Where the text of a cell in a merged range comes from: the workbook tells only that it is in one."""
    if above is not None and above.text == text and not (above.merged is Merged.LEFT and left and left.text == text):
        return Merged.ABOVE
    return Merged.LEFT if left is not None and left.text == text else Merged.ABOVE


def shown_text(cell: workbook.Cell) -> str:
    """What a reader of the sheet sees in a cell; a date as a deadline (2024年12月31日前): its format is not kept."""
    value = cell.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return f"{plain(value * 100)}%" if cell.percent else plain(value)
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        return value.isoformat(" ")
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月{value.day}日前"
    if isinstance(value, dt.time):
        return value.isoformat()
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def _unsure(sheet: workbook.Sheet) -> Iterator[str]:
    for row in sheet.rows.values():
        for cell in row.values():
            where = f"{sheet.name}!{cell.ref()}"
            if cell.carried:
                continue
            if cell.unsaved_formula:
                yield f"{where} 是没有存下结果的公式，按空白读入；请用 Excel 或 WPS 打开后保存，再导入"
            elif cell.error:
                yield f"{where} 是错误值“{cell.value}”，请核对原表"
            elif isinstance(cell.value, dt.date | dt.time):
                yield f"{where} 存的是日期，读作“{shown_text(cell)}”，请按原表的写法核对"
