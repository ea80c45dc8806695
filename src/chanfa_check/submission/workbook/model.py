"""What a workbook holds, whatever its file format, as frozen data."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from msgspec import Struct

MAX_TEXT = 32_767
"""How many characters a cell may hold; Excel counts UTF-16 units, which are never fewer."""

Value = str | Decimal | bool | dt.date | dt.datetime | dt.time


class Cell(Struct, frozen=True, gc=False):
    """One cell with content, where Excel shows it: `row` and `column` count from 1.

    A number is exact to Excel's own 15 digits; a date with no time of day is a `date`; a span of a day or more
    is text ("30:00:00"). Text is verbatim.
    """

    row: int
    column: int
    value: Value
    percent: bool = False
    """The cell's number format is a percentage: 0.35 is shown as 35%."""
    unsaved_formula: bool = False
    """A formula that was never calculated and saved; `value` is ""."""
    error: bool = False
    """An Excel error value; `value` holds its text (#DIV/0!)."""
    carried: bool = False
    """Belongs to a merged range and shows the value of the range's first cell."""

    def ref(self) -> str:
        """The cell's name in Excel (F7)."""
        return cell_name(self.row, self.column)


class Sheet(Struct, frozen=True):
    """One worksheet: row number to column number to cell. Rows and cells without content are not in it."""

    name: str
    visible: bool
    rows: dict[int, dict[int, Cell]]
    left_out: tuple[str, ...] = ()
    """Stray cells that are not in `rows`, by their names (XFD1048576): so far off that no report put them there."""


class Workbook(Struct, frozen=True):
    """All worksheets in the file's order. `format` is what the file really is: xlsx, xlsm, xls, xlsb or ods."""

    format: str
    sheets: tuple[Sheet, ...]

    def left_out(self) -> tuple[str, ...]:
        """In Chinese, which stray cells were not read; nothing where there are none."""
        return tuple(
            f"工作表“{sheet.name}”的 {'、'.join(sheet.left_out)} 离表格太远，没有读。"
            "多半是误填，请删除；确是填报内容的，请移到表格里再报送"
            for sheet in self.sheets
            if sheet.left_out
        )


class Area(Struct, frozen=True):
    """A merged range; all four numbers count from 1 and are inside."""

    top: int
    left: int
    bottom: int
    right: int


class CannotRead(Exception):
    """The file cannot be read as a workbook: a stable code, and a sentence for the clerk with the remedy."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def damaged(detail: str) -> CannotRead:
    """A workbook that is broken; `detail` says in Chinese what is wrong with it."""
    return CannotRead(
        "file-damaged",
        f"文件已损坏（{detail}）。请用 Excel 或 WPS 打开检查内容，另存为 .xlsx 后重新报送；打不开的，请重新填写。",
    )


def too_large(detail: str) -> CannotRead:
    """A workbook beyond any report's size; `detail` says in Chinese what was found and what is allowed."""
    return CannotRead(
        "file-too-large", f"文件过大（{detail}）。请删除与报表无关的行、列、工作表和图片，另存为 .xlsx 后重新报送。"
    )


def too_long(cell: str) -> CannotRead:
    """A workbook in which the cell of this name holds more text than a cell can."""
    return CannotRead(
        "file-too-large",
        f"文件过大（单元格 {cell} 的文字超过 {MAX_TEXT} 字，这是 Excel 单元格的上限）。"
        "请把这一格的文字删减到报表需要的内容，另存为 .xlsx 后重新报送。",
    )


def needs_password() -> CannotRead:
    """A workbook that is encrypted."""
    return CannotRead(
        "password", "文件设置了打开密码，无法读取。请用 Excel 或 WPS 打开，取消密码，另存为 .xlsx 后重新报送。"
    )


def cell_name(row: int, column: int) -> str:
    """The name in Excel of the cell at `row`, `column`, both counted from 1."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
