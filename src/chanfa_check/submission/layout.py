"""Finding the table in a sheet: title rows above, one or two rows of headers, rows of data, signatures below."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from chanfa_check.nearest import nearest
from chanfa_check.quantity.numeral import fold
from chanfa_check.submission.headers import NAMES, Column, header_column, header_unit, plain_header
from chanfa_check.submission.workbook import Cell, Sheet, Workbook
from chanfa_check.submission.workbook.model import cell_name

_REQUIRED = frozenset({Column.TASK, Column.DUTY, Column.INDICATOR})
_VALUES = (Column.VALUE, Column.THIS_YEAR, Column.TOTAL, Column.THIS_PERIOD)
_REPORTED = frozenset({*_VALUES, Column.NARRATIVE})
# Rows below or between the data that are no tasks. "注" and "说明" need a colon: a task may begin with either word.
_FOOTER = re.compile(
    r"^(?:合计|小计|总计|(?:备注|注|说明|填表说明|填报说明)\d?[:：]"
    r"|(?:填[表报]人|制表人?|审核人?|联系人|联系电话|电话|单位负责人|负责人|分管领导|主要领导|填[表报]日期|报送日期)(?:[:：(（签]|$))"
)


class Row(Struct, frozen=True):
    """One row of data: its cells by what their column holds. `number` is the row's in Excel."""

    sheet: str
    number: int
    cells: dict[Column, Cell]
    places: dict[Column, int]
    """The number of each column, also where this row's cell is empty."""
    units: dict[Column, str]
    """The units that the headers carry in brackets."""
    caption: bool
    """One text only, over the table's width: a heading between the rows."""

    def text(self, column: Column) -> str:
        """The cell's text, or "" where the row has none."""
        cell = self.cells.get(column)
        return "" if cell is None else cell_text(cell)

    def ref(self, column: Column) -> str:
        """The name in Excel of this row's cell in the column, or in the first column where the table has none such."""
        return cell_name(self.number, self.places.get(column, min(self.places.values())))


class Table(Struct, frozen=True):
    """The rows of one table, and the cells of its sheet that are not in it: title, header block, signatures."""

    sheet: str
    header: int
    columns: dict[int, Column]
    rows: tuple[Row, ...]


def cell_text(cell: Cell) -> str:
    """What the cell says, on one line as far as its own line breaks allow."""
    value = cell.value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value).strip()


def find_tables(workbook: Workbook) -> tuple[Table, ...]:
    """Every table in the visible sheets; in the hidden ones only where no visible sheet has any."""
    visible = [table for sheet in workbook.sheets if sheet.visible for table in _tables(sheet)]
    return tuple(visible or (table for sheet in workbook.sheets if not sheet.visible for table in _tables(sheet)))


def nearest_header(workbook: Workbook) -> tuple[str, int, list[str], list[str]] | None:
    """The row that looks most like a header: sheet, row, the names known in it, the names that come close to one."""
    best: tuple[int, tuple[str, int, list[str], list[str]]] | None = None
    names = [name for known in NAMES.values() for name in known]
    for sheet in workbook.sheets:
        for number, cells in sheet.rows.items():
            texts = [cell_text(cell) for cell in cells.values() if not cell.carried and isinstance(cell.value, str)]
            known = [text for text in texts if header_column(text)]
            close = [text for text in texts if text not in known and len(text) <= 12 and _close(text, names)]
            score = 2 * len(known) + len(close)
            if score and (best is None or score > best[0]):
                best = (score, (sheet.name, number, known, close))
    return best[1] if best else None


def outside(workbook: Workbook, tables: tuple[Table, ...]) -> Iterator[tuple[Sheet, Cell]]:
    """The cells of visible sheets that no table row holds, top to bottom."""
    inside = {(table.sheet, row.number) for table in tables for row in table.rows}
    for sheet in workbook.sheets:
        if sheet.visible:
            for number in sorted(sheet.rows):
                if (sheet.name, number) not in inside:
                    cells = sheet.rows[number]
                    yield from ((sheet, cells[column]) for column in sorted(cells) if not cells[column].carried)


def _close(text: str, names: list[str]) -> bool:
    return len(plain_header(text)) > 1 and nearest(plain_header(text), names) is not None


def _tables(sheet: Sheet) -> Iterator[Table]:
    header: tuple[int, dict[int, Column], dict[int, str]] | None = None
    rows: list[Row] = []
    numbers = sorted(sheet.rows)
    skip = 0
    for number in numbers:
        if number <= skip:
            continue
        found = _header(sheet, number)
        if found:
            columns, units, last = found
            # A header that repeats itself further down (a page break) goes on with the same table.
            if header is None or header[1] != columns:
                if header is not None:
                    yield Table(sheet.name, header[0], header[1], tuple(rows))
                header, rows = (last, columns, units), []
            skip = last
        elif header is not None:
            row = _row(sheet, number, header[1], header[2])
            if row is not None:
                rows.append(row)
    if header is not None:
        yield Table(sheet.name, header[0], header[1], tuple(rows))


def _header(sheet: Sheet, number: int) -> tuple[dict[int, Column], dict[int, str], int] | None:
    """The columns that this row, or this row and the next, name; their units; the last row of the header."""
    single = _named({column: (cell,) for column, cell in sheet.rows[number].items()})
    below = sheet.rows.get(number + 1, {})
    if below:
        cells = {
            column: tuple(row[column] for row in (sheet.rows[number], below) if column in row)
            for column in sheet.rows[number].keys() | below.keys()
        }
        double = _named(cells)
        if _is_header(double[0]) and len(double[0]) > len(single[0]) and _spans_two(sheet, number):
            return (*double, number + 1)
    return (*single, number) if _is_header(single[0]) else None


def _spans_two(sheet: Sheet, number: int) -> bool:
    """Whether the row below belongs to the header: something is merged into it, or over several columns above it."""
    below = sheet.rows[number + 1]
    if any(header_column(cell_text(cell)) is None and not isinstance(cell.value, str) for cell in below.values()):
        return False
    merged = any(cell.carried for cell in (*below.values(), *sheet.rows[number].values()))
    return merged or sum(header_column(cell_text(cell)) is not None for cell in below.values()) >= 2


def _is_header(columns: dict[int, Column]) -> bool:
    kinds = set(columns.values())
    return bool(kinds & _REQUIRED) and bool(kinds & _REPORTED)


def _named(cells: dict[int, tuple[Cell, ...]]) -> tuple[dict[int, Column], dict[int, str]]:
    columns: dict[int, Column] = {}
    units: dict[int, str] = {}
    for number in sorted(cells):
        texts = [cell_text(cell) for cell in cells[number] if isinstance(cell.value, str)]
        if not texts:
            continue
        upper, lower = texts[0], texts[-1]
        tries = (lower, upper + lower, lower + upper) if upper != lower else (upper,)
        column = next((found for found in map(header_column, tries) if found), None)
        if column is None and len(texts) == 1:
            continue
        if column is None and not cells[number][0].carried:
            column = header_column(upper)
        # The first column of a name counts; a second one of the same name is most often another period's.
        if column is not None and (column is Column.OTHER or column not in columns.values()):
            columns[number] = column
            units[number] = next((unit for unit in map(header_unit, reversed(texts)) if unit), "")
    return _settled(columns), units


def _settled(columns: dict[int, Column]) -> dict[int, Column]:
    """完成情况 is the value where no other column is, else the narrative."""
    kinds = set(columns.values())
    spare = Column.OTHER if Column.NARRATIVE in kinds else Column.NARRATIVE
    meant = spare if kinds & set(_VALUES) else Column.VALUE
    return {place: meant if column is Column.PROGRESS else column for place, column in columns.items()}


def _row(sheet: Sheet, number: int, columns: dict[int, Column], units: dict[int, str]) -> Row | None:
    line = sheet.rows[number]
    cells = {
        column: line[place]
        for place, column in columns.items()
        if place in line and (line[place].unsaved_formula or cell_text(line[place]))
    }
    texts = [cell_text(line[place]) for place in sorted(line)]
    first = next((text for text in texts if text), "")
    if not first and not any(cell.unsaved_formula for cell in cells.values()):
        return None
    if _FOOTER.match(fold(first).replace(" ", "")):
        return None
    named = {column: units[place] for place, column in columns.items() if units[place]}
    wide = len(line) >= 3 and len({text for text in texts if text}) == 1 and sum(c.carried for c in line.values()) >= 2
    alone = len([text for text in texts if text]) == 1 and min(line) == min(columns) and len(first) > 6
    places = {column: place for place, column in columns.items()}
    return Row(sheet.name, number, cells, places, named, wide or alone)
