"""Reads .xls through xlrd, which tells values, number formats, error texts and merged ranges together.

The file format always stores some result for a formula, so an uncalculated one cannot be told here.
"""

from __future__ import annotations

import io
from typing import Any

from . import grid, numbers
from .model import Area, CannotRead, Cell, Sheet, Value, damaged, needs_password
from .numbers import Shape

_EMPTY, _NUMBER, _DATE, _BOOLEAN, _ERROR = (0, 6), 2, 3, 4, 5


def read(data: bytes) -> tuple[Sheet, ...] | None:
    """The worksheets of the workbook in `data`; None where it is a compound file with no workbook at its root."""
    import xlrd

    try:
        _refuse_endless_chain(data)
        book = xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,
            ragged_rows=True,
            logfile=io.StringIO(),
            # Accounting systems write files whose sector tables overlap; Excel opens them, and xlrd stays bounded.
            ignore_workbook_corruption=True,
            on_demand=True,
        )
        return _sheets(book)
    except CannotRead:
        raise
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise needs_password() from error
        if "find workbook" in str(error):
            return None
        raise damaged("不是完整的 .xls 内容") from error
    except Exception as error:  # xlrd lets whatever a broken record provokes through: IndexError, struct.error …
        raise damaged("不是完整的 .xls 内容") from error


def _refuse_endless_chain(data: bytes) -> None:
    """xlrd follows the sectors of a small workbook stream without looking for a loop, and would never return."""
    from xlrd.compdoc import SIGNATURE, CompDoc

    if not data.startswith(SIGNATURE):
        return
    compound = CompDoc(data, logfile=io.StringIO(), ignore_workbook_corruption=True)
    for entry in compound.dirlist:
        if entry.name.lower() in ("workbook", "book") and entry.tot_size < compound.min_size_std_stream:
            sector, seen = entry.first_SID, 0
            while sector >= 0:
                sector, seen = compound.SSAT[sector], seen + 1
                if seen > len(compound.SSAT):
                    raise damaged("内部扇区首尾相接")


def _sheets(book: Any) -> tuple[Sheet, ...]:
    grid.check_sheets(book.nsheets)
    starts = [start for start in book._sh_abs_posn if start]
    if len(set(starts)) < len(starts):
        raise damaged("有工作表与另一张工作表共用内容")
    sheets = grid.Sheets()
    for index in range(book.nsheets):
        sheet = book.sheet_by_index(index)
        cells = _cells(book, sheet)
        # xlrd's ranges count from 0 and end one past the last cell.
        merged = [Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
        sheets.add(sheet.name, sheet.visibility == 0, cells.rows, merged)
        book.unload_sheet(index)
    return sheets.all()


def _cells(book: Any, sheet: Any) -> grid.Grid:
    from xlrd.biffh import error_text_from_code

    cells = grid.Grid()
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind in _EMPTY:  # xlrd fills a row up to its last cell
                continue
            cell = sheet.cell(row, column)
            value: Value
            percent = False
            if kind in (_NUMBER, _DATE):
                shape = _shape(book, cell.xf_index)
                value = numbers.value(cell.value, shape, bool(book.datemode))
                percent = shape is Shape.PERCENT
            elif kind == _BOOLEAN:
                value = bool(cell.value)
            elif kind == _ERROR:
                value = error_text_from_code.get(cell.value, "#VALUE!")
            elif cell.value == "":
                continue
            else:
                value = cell.value
            cells.add(Cell(row + 1, column + 1, value, percent, False, kind == _ERROR))
    return cells


def _shape(book: Any, style: int) -> Shape:
    number = book.xf_list[style].format_key
    written = book.format_map.get(number)
    built_in = numbers.shape(number, None)
    # xlrd names the built-in East Asian date formats "General".
    if written is None or (written.format_str == "General" and built_in is Shape.DATE):
        return built_in
    return numbers.shape(number, written.format_str)
