"""From the cells and merged ranges that a file lists to the sheet that a reader sees."""

from __future__ import annotations

from collections.abc import Iterable

from .far import take_far
from .model import MAX_TEXT, Area, Cell, Sheet, cell_name, damaged, too_large, too_long

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MAX_CELLS = 500_000
MAX_REPEATED = 100_000
"""How many cells may only say again what another one says, merged or repeated: 2 kB can ask for any number."""
MAX_CHARACTERS = 20_000_000
"""How much text the cells of a workbook may show, counted at every cell that shows it."""
_FOLLOWED = 10_000
MAX_SHEETS = 1_000

Rows = dict[int, dict[int, Cell]]


class Grid:
    """The cells of one sheet while they are read, in any order."""

    __slots__ = ("count", "repeated", "rows")

    def __init__(self) -> None:
        self.rows: Rows = {}
        self.count = self.repeated = 0

    def add(self, cell: Cell) -> None:
        """One more cell. Two contents at one place, or a place off the sheet, mean damage."""
        row, column = cell.row, cell.column
        if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
            raise damaged("有单元格超出工作表范围")
        cells = self.rows.get(row)
        if cells is None:
            cells = self.rows[row] = {}
        elif column in cells:
            raise damaged(f"单元格 {cell.ref()} 存有两个值")
        if isinstance(cell.value, str) and len(cell.value) > MAX_TEXT:
            raise too_long(cell.ref())
        if self.count >= MAX_CELLS:
            raise too_large(f"一张工作表有内容的单元格超过 {MAX_CELLS} 个，最后读到 {cell_name(row, column)}")
        cells[column] = cell
        self.count += 1

    def repeat(self, cell: Cell, rows: int, columns: int) -> None:
        """The same cell again and again, from its place on over so many rows and columns."""
        self.repeated += rows * columns - 1
        if self.repeated > MAX_REPEATED:
            raise too_large(f"单元格 {cell.ref()} 重复了 {rows} 行 {columns} 列，上限 {MAX_REPEATED} 个单元格")
        for row in range(cell.row, cell.row + rows):
            for column in range(cell.column, cell.column + columns):
                self.add(Cell(row, column, cell.value, cell.percent, cell.unsaved_formula, cell.error))


class Sheets:
    """The sheets of one workbook while they are read, one after another."""

    __slots__ = ("count", "found", "repeated")

    def __init__(self) -> None:
        self.found: list[Sheet] = []
        self.count = self.repeated = 0

    def add(self, name: str, visible: bool, rows: Rows, merged: Iterable[Area], repeated: int = 0) -> None:
        """One more sheet, with what `build` makes of it; in `rows`, so many cells were `repeated`.

        Raises CannotRead where sheets become too many or too large.
        """
        check_sheets(len(self.found) + 1)
        written = sum(map(len, rows.values()))
        sheet = build(name, visible, rows, merged)
        shown = sum(map(len, sheet.rows.values()))
        self.count += shown
        self.repeated += repeated + max(0, shown - written)
        if self.repeated > MAX_REPEATED:
            raise too_large(f"合并或重复的单元格超过 {MAX_REPEATED} 个，最后读到“{name}”")
        if self.count > MAX_CELLS:
            raise too_large(f"各张工作表有内容的单元格合计超过 {MAX_CELLS} 个，最后读到“{name}”")
        self.found.append(sheet)

    def all(self) -> tuple[Sheet, ...]:
        """All of them. Raises CannotRead where their cells show more text than any report has."""
        if self.count * MAX_TEXT > MAX_CHARACTERS:
            texts = (cell.value for sheet in self.found for cells in sheet.rows.values() for cell in cells.values())
            if sum(len(text) for text in texts if isinstance(text, str)) > MAX_CHARACTERS:
                raise too_large(f"各单元格的文字合计超过 {MAX_CHARACTERS // 10_000} 万字")
        return tuple(self.found)


def check_sheets(count: int) -> None:
    """Raises CannotRead where no report has as many sheets."""
    if count > MAX_SHEETS:
        raise too_large(f"工作表超过 {MAX_SHEETS} 张")


def build(name: str, visible: bool, rows: Rows, merged: Iterable[Area]) -> Sheet:
    """The sheet as it is seen: each merged range shows its first cell's value everywhere, whatever lies beneath.

    `rows` is taken over, and stray cells out of it. Ranges that together hold more than a few thousand cells (whole
    merged columns) are followed only as far as the sheet has content.
    """
    rows = _in_order(rows)
    left_out = take_far(rows)
    areas = [area for area in merged if area.top < area.bottom or area.left < area.right]
    if areas:
        rows = _merge(rows, _within(areas, rows))
    return Sheet(name, visible, rows, left_out)


def _merge(rows: Rows, areas: list[Area]) -> Rows:
    firsts = [rows.get(area.top, {}).get(area.left) for area in areas]
    for area, first in zip(areas, firsts, strict=True):
        for row in range(area.top, area.bottom + 1):
            cells = rows.get(row)
            if cells is None:
                if first is None:
                    continue
                cells = rows[row] = {}
            for column in range(area.left, area.right + 1):
                if column == area.left and row == area.top:
                    continue
                if first is None:
                    cells.pop(column, None)
                else:
                    cells[column] = Cell(
                        row, column, first.value, first.percent, first.unsaved_formula, first.error, True
                    )
    return _in_order({row: cells for row, cells in rows.items() if cells})


def _in_order(rows: Rows) -> Rows:
    for row, cells in rows.items():
        columns = list(cells)
        if columns != sorted(columns):
            rows[row] = dict(sorted(cells.items()))
    numbers = list(rows)
    return rows if numbers == sorted(numbers) else dict(sorted(rows.items()))


def _within(areas: list[Area], rows: Rows) -> list[Area]:
    if sum(map(_size, areas)) > _FOLLOWED:
        last_row = max(rows, default=0)
        last_column = max((column for cells in rows.values() for column in cells), default=0)
        areas = [_cut(area, last_row, last_column) for area in areas]
        if sum(map(_size, areas)) > MAX_REPEATED:
            raise too_large(f"合并单元格覆盖的范围超过 {MAX_REPEATED} 个单元格")
    return areas


def _size(area: Area) -> int:
    return max(0, area.bottom - area.top + 1) * max(0, area.right - area.left + 1)


def _cut(area: Area, last_row: int, last_column: int) -> Area:
    return Area(area.top, area.left, min(area.bottom, last_row), min(area.right, last_column))
