"""Tables as data, and the one hand that writes them: columns as wide and rows as high as their texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.output.xlsx import look

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet


class Style(Struct, frozen=True):
    """How a cell looks. `fill` "" is none; a cell of a table has a border."""

    fill: str = ""
    size: float = 10
    bold: bool = False
    centred: bool = False
    bordered: bool = True
    format: str = "General"
    link: bool = False
    quoted: bool = False
    font: str = look.FONT


class Item(Struct, frozen=True):
    """One cell: a text, or a number with its number format; `shown` is how that reads.

    `link` is a place in this workbook, `note` a comment.
    """

    value: str | float = ""
    format: str = ""
    shown: str = ""
    fill: str = ""
    bold: bool = False
    link: str = ""
    note: str = ""


class Column(Struct, frozen=True):
    """One column of a table: its name, and between which widths (in digits) it fits its texts.

    `span` is how many columns of the sheet it takes.
    """

    name: str
    least: float = 6
    most: float = 40
    centred: bool = False
    span: int = 1


Row = Sequence["Item | str"]


def filled(row: Row, fill: str) -> Row:
    """The row with this fill behind every cell."""
    return [replace(one, fill=fill) if isinstance(one, Item) else Item(one, fill=fill) for one in row]


class Pen(Struct, frozen=True):
    """The workbook that is being written, and the styles that it has so far."""

    book: Workbook
    styles: dict[Style, StyleArray]


def new_sheet(pen: Pen, name: str) -> Worksheet:
    """A further sheet: A4 landscape, as wide as the page, with page numbers."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Worksheet = pen.book.create_sheet(name)
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.8
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.print_options.horizontalCentered = True
    footer = sheet.oddFooter
    assert footer is not None
    footer.center.text = f"{name}　第 &P 页，共 &N 页"
    return sheet


def put(pen: Pen, sheet: Worksheet, row: int, column: int, item: Item | str, style: Style) -> None:
    """Writes one cell. A text stays a text: no formula, no error value, nothing lost without a word."""
    item = item if isinstance(item, Item) else Item(item)
    cell = cell_at(sheet, row, column)
    quoted = False
    if isinstance(item.value, str):
        if item.value:
            cell.value = look.clean(item.value)
            cell.data_type = "s"
        quoted = item.value.startswith(look.FORMULA_STARTS)
    else:
        cell.value = item.value
    _dress(
        pen,
        cell,
        Style(
            fill=item.fill or style.fill,
            size=style.size,
            bold=item.bold or style.bold,
            centred=style.centred,
            bordered=style.bordered,
            format=item.format or style.format,
            link=bool(item.link),
            quoted=quoted,
            font=style.font,
        ),
    )
    if item.link:
        from openpyxl.worksheet.hyperlink import Hyperlink

        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=item.link, display=None)
    if item.note:
        from openpyxl.comments import Comment

        tall = look.height(look.clean(item.note), 40) + 20
        cell.comment = Comment(look.clean(item.note), "chanfa-check", width=300, height=int(tall * 96 / 72))


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell, which must not lie beneath a merged range."""
    from openpyxl.cell.cell import Cell

    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def _dress(pen: Pen, cell: Cell, style: Style) -> None:
    from copy import copy

    dressed: Any = cell
    # Set piece by piece once, then taken over whole: ten times as fast.
    if style not in pen.styles:
        _set(cell, style)
        pen.styles[style] = copy(dressed._style)
    else:
        dressed._style = copy(pen.styles[style])


def _set(cell: Cell, style: Style) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    color = look.LINK if style.link else "000000"
    cell.font = Font(
        name=style.font, size=style.size, bold=style.bold, color=color, underline="single" if style.link else None
    )
    across = "center" if style.centred else "left"
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=across)
    cell.number_format = style.format
    if style.fill:
        cell.fill = PatternFill("solid", start_color=style.fill)
    if style.bordered:
        side = Side(style="thin", color="808080")
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    if style.quoted:
        cell.quotePrefix = True


def line(pen: Pen, sheet: Worksheet, row: int, text: str, last: int, style: Style) -> int:
    """A line of text over the columns up to `last`, as high as it needs; gives the number of the row below.

    The columns must have their widths.
    """
    put(pen, sheet, row, 1, text, style)
    if last > 1:
        merge(sheet, row, 1, row, last)
    room = sum(width_of(sheet, number) for number in range(1, last + 1))
    sheet.row_dimensions[row].height = look.row_height(look.height(text, room, style.size))
    return row + 1


def merge(sheet: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
    """Merges cells that are written already; those below the first are empty."""
    # The sheet's own merge_cells sets every border anew, which takes longer than all the rest.
    sheet.merged_cells.add(f"{letter(left)}{top}:{letter(right)}{bottom}")


def fit(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Row], first: int = 1) -> None:
    """Sets the widths of columns that each take one of the sheet's: as wide as the widest text, within bounds."""
    for number, column in enumerate(columns):
        texts = [column.name, *(shown(row[number]) for row in rows)]
        wide = max(map(look.widest, texts)) / 0.94 + 2
        sheet.column_dimensions[letter(first + number)].width = min(max(wide, column.least), column.most)


def table(pen: Pen, sheet: Worksheet, row: int, columns: Sequence[Column], rows: Sequence[Row]) -> int:
    """The table with its header from `row` on, in columns that have their widths; the number of the row below it."""
    _row(pen, sheet, row, columns, [column.name for column in columns], Style(look.HEADER, bold=True, centred=True))
    return rows_at(pen, sheet, row + 1, columns, rows)


def rows_at(pen: Pen, sheet: Worksheet, row: int, columns: Sequence[Column], rows: Sequence[Row]) -> int:
    """The rows of a table without its header; the number of the row below them."""
    for number, items in enumerate(rows, row):
        _row(pen, sheet, number, columns, items, Style())
    return row + len(rows)


def _row(pen: Pen, sheet: Worksheet, row: int, columns: Sequence[Column], items: Row, style: Style) -> None:
    centred = Style(style.fill, style.size, style.bold, True)
    place = 1
    for column, item in zip(columns, items, strict=True):
        put(pen, sheet, row, place, item, centred if column.centred else style)
        for number in range(place + 1, place + column.span):
            put(pen, sheet, row, number, "", style)
        if column.span > 1:
            merge(sheet, row, place, row, place + column.span - 1)
        place += column.span
    sheet.row_dimensions[row].height = look.row_height(wanted(sheet, columns, items))


def wanted(sheet: Worksheet, columns: Sequence[Column], items: Row) -> float:
    """The height in points of the row's highest text."""
    most, place = 0.0, 1
    for column, item in zip(columns, items, strict=True):
        room = sum(width_of(sheet, number) for number in range(place, place + column.span))
        most = max(most, look.height(look.clean(shown(item)), room))
        place += column.span
    return most


def shown(item: Item | str) -> str:
    """How the cell reads."""
    if isinstance(item, str):
        return item
    return item.shown or str(item.value)


def width_of(sheet: Worksheet, column: int) -> float:
    """A column's width, in digits."""
    return float(sheet.column_dimensions[letter(column)].width)


def letter(column: int) -> str:
    """The name in Excel of the column of this number, counted from 1."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)
