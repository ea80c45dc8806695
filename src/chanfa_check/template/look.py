"""How a template looks: fonts, fills, borders, and rows as high as their text."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import NamedStyle
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "宋体"
INPUT, NOT_ASKED, HEADER, CAPTION = "FFF9E1", "EDEDED", "DCE6F1", "F2F2F2"
RED, YELLOW, GREEN = "FFC7CE", "FFEB9C", "C6EFCE"
_LINE = 15.0
_HIGHEST = 409.0
"""In points, as Excel allows."""


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell, which must not lie beneath a merged range."""
    from openpyxl.cell.cell import Cell

    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def write(cell: Cell, text: str) -> None:
    """Puts a text into the cell as text, also one that Excel would take for a formula."""
    cell.value = text
    if text[:1] in ("=", "+", "-", "@"):
        cell.data_type = "s"
        cell.quotePrefix = True


def dress(cell: Cell, *, fill: str = "", size: float = 10, bold: bool = False, centred: bool = False) -> None:
    """Font, fill and alignment; a fill stands for a cell of the table, which has a border."""
    book = cell.parent.parent
    assert book is not None
    # Named once and used by name: openpyxl takes ten times as long over a style that is set piece by piece.
    name = f"{'表' if fill else '文'}{fill}{size}{'粗' if bold else ''}{'中' if centred else ''}"
    if name not in book.named_styles:
        book.add_named_style(_style(name, fill, size, bold, centred))
    cell.style = name


def _style(name: str, fill: str, size: float, bold: bool, centred: bool) -> NamedStyle:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    style = NamedStyle(
        name,
        font=Font(name=FONT, size=size, bold=bold),
        alignment=Alignment(wrap_text=True, vertical="center", horizontal="center" if centred else "left"),
    )
    if fill:
        side = Side(style="thin", color="808080")
        style.fill = PatternFill("solid", start_color=fill)
        style.border = Border(left=side, right=side, top=side, bottom=side)
    return style


def open_for_input(cell: Cell) -> None:
    """Lets the cell be written into although its sheet is protected."""
    from openpyxl.styles import Protection

    cell.protection = Protection(locked=False)


def height(text: str, width: float) -> float:
    """The height in points that the text takes in a column of this width, at 10 points."""
    # A Chinese character takes two digits and the cell keeps a little room at both sides.
    room = max(2, int(width * 0.95) - 1)
    lines = sum(max(1, math.ceil(_digits(part) / room)) for part in text.split("\n"))
    return lines * _LINE


def row_height(wanted: float) -> float:
    """A row's height: some air around the text, and never more than Excel allows."""
    return min(_HIGHEST, max(24.0, wanted + 6))


def _digits(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
