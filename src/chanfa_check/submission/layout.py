"""Finding the table in a sheet: title rows above, one or two rows of headers, rows of data, signatures below."""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.memo import remembered
from chanfa_check.nearest import nearest
from chanfa_check.quantity.numeral import fold
from chanfa_check.submission.cells import cell_text, has_content
from chanfa_check.submission.header_rows import Header, find_headers
from chanfa_check.submission.headers import NAMES, Column, header_column, plain_header
from chanfa_check.submission.labels import is_signature
from chanfa_check.submission.workbook import Cell, Sheet, Workbook
from chanfa_check.submission.workbook.model import cell_name

# Totals, and notes. "注" and "说明" need their colon: a task may begin with either word.
_TOTALS = re.compile(r"^(?:合计|小计|总计|共计|平均)(?:[:：(].*)?$")
_NOTE = re.compile(r"^[※★*]?(?:备注|注|说明|填[表写报]说明|附件|数据来源)\d?(?:[:：]|$)")
_Place = tuple[int, int]
_Walked = dict[tuple[int, int, int], _Place]
_LONGEST = 20
_NUMBERED = re.compile(r"\d[.．]\d")
_DATE = re.compile(r"^\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?$")


class Row(Struct, frozen=True):
    """One row of data: its cells by what their column holds. `number` is the row's in Excel."""

    sheet: str
    number: int
    cells: dict[Column, Cell]
    further: dict[Column, list[Cell]]
    """What stands in a second and third column of one kind."""
    places: dict[Column, int]
    """The number of each kind's first column, also where this row's cell is empty."""
    units: dict[Column, str]
    """The units that the headers carry in brackets."""
    aside: bool
    """Reads as a total, a note or a signature; it is one unless it names a task."""

    def text(self, column: Column) -> str:
        """The cell's text, or "" where the row has none."""
        cell = self.cells.get(column)
        return "" if cell is None else cell_text(cell)

    def all(self, column: Column) -> tuple[Cell, ...]:
        """The cells with content under all columns of this kind."""
        return (self.cells[column], *self.further.get(column, ())) if column in self.cells else ()

    def texts(self, column: Column) -> tuple[str, ...]:
        """What `all` of them say."""
        return tuple(map(cell_text, self.all(column)))

    def rivals(self, column: Column) -> tuple[Cell, ...]:
        """The cells under columns of this kind where they differ; () where they agree."""
        cells = self.all(column)
        return cells if len({(cell.value, cell.percent) for cell in cells}) > 1 else ()

    def ref(self, column: Column) -> str:
        """The name in Excel of this row's cell in the column, or in the first column where the table has none such."""
        cell = self.cells.get(column)
        return cell.ref() if cell else cell_name(self.number, self.places.get(column, min(self.places.values())))


class Table(Struct, frozen=True):
    """One table of a sheet. `lines` are the numbers of the rows that it fills, headers among them, signatures not."""

    sheet: str
    top: int
    columns: dict[int, Column]
    rows: tuple[Row, ...]
    lines: frozenset[int]


def find_tables(workbook: Workbook) -> tuple[Table, ...]:
    """Every table in the visible sheets; in the hidden ones only where no visible sheet has any."""
    visible = [table for sheet in workbook.sheets if sheet.visible for table in _tables(sheet)]
    return tuple(visible or (table for sheet in workbook.sheets if not sheet.visible for table in _tables(sheet)))


def hidden_tables(workbook: Workbook) -> list[str]:
    """The names of hidden sheets that hold rows of a table."""
    return [sheet.name for sheet in workbook.sheets if not sheet.visible and any(one.rows for one in _tables(sheet))]


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
    """The cells of visible sheets that no table fills, top to bottom."""
    inside = {(table.sheet, number) for table in tables for number in table.lines}
    for sheet in workbook.sheets:
        if sheet.visible:
            for number in sorted(sheet.rows):
                if (sheet.name, number) not in inside:
                    cells = sheet.rows[number]
                    yield from ((sheet, cells[column]) for column in sorted(cells) if not cells[column].carried)


def _close(text: str, names: list[str]) -> bool:
    return len(plain_header(text)) > 1 and nearest(plain_header(text), names) is not None


def _tables(sheet: Sheet) -> Iterator[Table]:
    headers = list(find_headers(sheet))
    if not headers:
        return
    rows: list[Row] = []
    lines: set[int] = set()
    numbers = sorted(sheet.rows)
    for header, following in zip(headers, (*headers[1:], None), strict=True):
        lines |= set(range(header.top, header.last + 1))
        own = numbers[bisect(numbers, header.last) : bisect_left(numbers, following.top) if following else None]
        for row in _rows(sheet, own, header):
            rows.append(row)
            lines |= set() if row.aside else {row.number}
        # A header that repeats itself further down (a page break) goes on with the same table.
        if following is None or following.columns != header.columns:
            yield Table(sheet.name, min(lines), header.columns, tuple(rows), frozenset(lines))
            rows, lines = [], set()


def _rows(sheet: Sheet, numbers: Sequence[int], header: Header) -> Iterator[Row]:
    """The rows of data among these of the sheet."""
    units = {column: header.units[place] for place, column in reversed(header.columns.items()) if header.units[place]}
    places = {column: place for place, column in reversed(header.columns.items())}
    columns = tuple(header.columns.items())
    walked: _Walked = {}
    for number in numbers:
        line = sheet.rows[number]
        cells: dict[Column, Cell] = {}
        further: dict[Column, list[Cell]] = {}
        for place, column in columns:
            cell = line.get(place)
            if cell is None or not has_content(cell):
                continue
            owner = _owner(sheet, cell, walked) if cell.carried else cell
            if column is Column.NARRATIVE and owner.column != place:
                continue  # a value merged over its neighbours tells nothing more
            if column in cells:
                further.setdefault(column, []).append(owner)
            else:
                cells[column] = owner
        if cells or any(map(has_content, line.values())):
            yield Row(sheet.name, number, cells, further, places, units, _is_aside(line, cells))


def _is_aside(line: dict[int, Cell], cells: dict[Column, Cell]) -> bool:
    """Whether a row reads as a total, a note or a signature, by its first text or what it calls its task."""
    if Column.TASK in cells and _NUMBERED.search(cell_text(cells[Column.TASK])):
        return False
    texts = filter(None, (_joined(cell_text(cell)) for cell in line.values()))
    first = next(texts, "")
    if _begins_aside(first) or (Column.DUTY in cells and _begins_aside(_joined(cell_text(cells[Column.DUTY])))):
        return True
    if not first or len(first) > _LONGEST:
        return False
    second = next(texts, first)
    return all(is_signature(text) or _DATE.match(text) for text in (second, *texts))


def _joined(text: str) -> str:
    return fold(text).replace(" ", "")


@remembered
def _begins_aside(text: str) -> bool:
    return bool(_TOTALS.match(text) or _NOTE.match(text) or is_signature(text))


def _owner(sheet: Sheet, cell: Cell, walked: _Walked) -> Cell:
    """The cell of a merged range that a clerk can write in: its first."""
    row, column = _furthest(sheet, cell, (cell.row, cell.column), (1, 0), walked)
    row, column = _furthest(sheet, cell, (row, column), (0, 1), walked)
    return replace(cell, row=row, column=column)


def _furthest(sheet: Sheet, cell: Cell, start: _Place, step: _Place, walked: _Walked) -> _Place:
    """How far a merged range goes up or to the left of `start`; what was `walked` before is not walked again."""
    (row, column), (up, left) = start, step
    while sheet.rows[row][column].carried and _same(sheet, row - up, column - left, cell):
        row, column = row - up, column - left
        if known := walked.get((row, column, up)):
            row, column = known
            break
    if (row, column) != start:
        walked[*start, up] = row, column
    return row, column


def _same(sheet: Sheet, row: int, column: int, cell: Cell) -> bool:
    other = sheet.rows.get(row, {}).get(column)
    return other is not None and other.value == cell.value
