"""Finding the header of a table: one row, or a row of groups and a row of names below it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from chanfa_check.submission.cells import cell_text
from chanfa_check.submission.headers import Column, header_column, header_span, header_unit, header_year
from chanfa_check.submission.workbook import Cell, Sheet

VALUE_COLUMNS = (Column.VALUE, Column.THIS_YEAR, Column.TOTAL, Column.THIS_PERIOD)
_SUBJECTS = frozenset({Column.TASK, Column.DUTY, Column.INDICATOR})
_REPORTED = frozenset({*VALUE_COLUMNS, Column.NARRATIVE})
_DATED = frozenset({*VALUE_COLUMNS, Column.PROGRESS})
_LONGEST_GROUP = 12


class Header(Struct, frozen=True):
    """What the columns hold, by their numbers, and the units in their brackets; the header's first and last row."""

    columns: dict[int, Column]
    units: dict[int, str]
    top: int
    last: int


def find_headers(sheet: Sheet) -> Iterator[Header]:
    """Every header of the sheet, from the top. A row that belongs to one begins no other."""
    named = {number: places for number, row in sheet.rows.items() if (places := _named_places(row))}
    last = 0
    # A header names two columns or more, in its own row or in the one below.
    for number in sorted(named.keys() | {number - 1 for number in named if number - 1 in sheet.rows}):
        if number <= last or len(named.get(number, set()) | named.get(number + 1, set())) < 2:
            continue
        found = _find_header(sheet, number)
        if found:
            last = found.last
            yield found


def _named_places(row: dict[int, Cell]) -> set[int]:
    return {
        place
        for place, cell in row.items()
        if isinstance(cell.value, str) and header_column(cell.value.strip()) is not None
    }


def _find_header(sheet: Sheet, number: int) -> Header | None:
    """The header that begins in this row, or None."""
    row, below = sheet.rows[number], sheet.rows.get(number + 1, {})
    single = _header(_groups(sheet, number), row, number, number)
    # A row right above a whole header is no part of it: it may be the last row of the page before.
    if below and not _is_header(_header({}, below, number + 1, number + 1)) and _continues(row, below):
        double = _header(row, below, number, number + 1)
        if _is_header(double) and len(double.columns) > len(single.columns):
            return double
    return single if _is_header(single) else None


def _groups(sheet: Sheet, number: int) -> dict[int, Cell]:
    """The words above a header that is whole by itself, which may say the year of its columns (上年, 2020年)."""
    above = sheet.rows.get(number - 1, {})
    return {column: cell for column, cell in above.items() if len(cell_text(cell)) <= _LONGEST_GROUP}


def _continues(row: dict[int, Cell], below: dict[int, Cell]) -> bool:
    """Whether the row below is still header: it has names, and no text of its own under the tasks."""
    own = {column: cell for column, cell in below.items() if not _merged_down(row.get(column), cell)}
    named = {column for column, cell in own.items() if header_column(cell_text(cell))}
    subjects = {column for column, cell in row.items() if header_column(cell_text(cell)) in _SUBJECTS}
    return bool(named) and all(column in named for column in own if column in subjects)


def _merged_down(upper: Cell | None, lower: Cell) -> bool:
    return upper is not None and lower.carried and lower.value == upper.value


def _is_header(header: Header) -> bool:
    kinds = set(header.columns.values())
    return bool(kinds & _SUBJECTS) and bool(kinds & _REPORTED)


def _header(upper: dict[int, Cell], lower: dict[int, Cell], top: int, last: int) -> Header:
    columns: dict[int, Column] = {}
    units: dict[int, str] = {}
    years: dict[int, int | None] = {}
    spans: dict[int, Column | None] = {}
    # Groups above a header that is whole by itself help to name columns, but do not make any.
    for number in sorted(lower.keys() | upper.keys() if top < last else lower):
        group = _text(upper.get(number))
        name = _text(lower.get(number))
        if _extends_left(upper if top < last else lower, lower, number):
            continue
        column = _column(group if group != name else "", name)
        if column is not None and (top < last or header_column(name)):
            columns[number] = column
            units[number] = header_unit(name) or header_unit(group)
            years[number] = header_year(name) or header_year(group)
            spans[number] = header_span(name) or header_span(group)
    return Header(_settled(_by_span(_of_this_year(columns, years), spans)), units, top, last)


def _text(cell: Cell | None) -> str:
    return cell_text(cell) if cell is not None and isinstance(cell.value, str) else ""


def _extends_left(first: dict[int, Cell], lower: dict[int, Cell], number: int) -> bool:
    """A merged header's further columns hold nothing of their own."""
    cell = first.get(number)
    before = lower.get(number - 1)
    same = (lower[number].value if number in lower else None) == (before.value if before else None)
    left = first.get(number - 1)
    return cell is not None and cell.carried and same and left is not None and left.value == cell.value


def _column(group: str, name: str) -> Column | None:
    if not group or not name:
        return header_column(group or name)
    over, own = header_column(group), header_column(name)
    if over is Column.OTHER:
        return Column.OTHER
    if over is Column.LAST_YEAR:
        return Column.LAST_YEAR if own in (None, *_DATED) else Column.OTHER
    return header_column(group + name) or own or header_column(name + group) or over


def _of_this_year(columns: dict[int, Column], years: dict[int, int | None]) -> dict[int, Column]:
    """Of several years' values side by side, the latest year's counts; the one before it is last year's."""
    named = {years[place] for place, column in columns.items() if column in _DATED} - {None}
    if len(named) < 2:
        return columns
    latest = max(year for year in named if year is not None)
    known = Column.LAST_YEAR in columns.values()

    def settled(place: int, column: Column) -> Column:
        year = years[place]
        if column not in _DATED or year is None or year == latest:
            return column
        return Column.LAST_YEAR if year == latest - 1 and not known else Column.OTHER

    return {place: settled(place, column) for place, column in columns.items()}


def _by_span(columns: dict[int, Column], spans: dict[int, Column | None]) -> dict[int, Column]:
    """Beside a cumulative column, the figures of some months are no more than that."""
    if not {Column.TOTAL, Column.THIS_YEAR} & set(columns.values()):
        return columns
    return {place: (spans[place] or column) if column is Column.VALUE else column for place, column in columns.items()}


def _settled(columns: dict[int, Column]) -> dict[int, Column]:
    """完成情况 is the value where no other column is, else the narrative."""
    kinds = set(columns.values())
    spare = Column.OTHER if Column.NARRATIVE in kinds else Column.NARRATIVE
    meant = spare if kinds & set(VALUE_COLUMNS) else Column.VALUE
    return {place: meant if column is Column.PROGRESS else column for place, column in columns.items()}
