"""From the cells and merged ranges that a file lists to the sheet that a reader sees."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from .model import Area, Cell, Sheet, cell_name, damaged, too_large

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MAX_CELLS = 500_000


def add(cells: dict[tuple[int, int], Cell], cell: Cell) -> None:
    """Put `cell` among the `cells` of its sheet. Two contents at one place, or a place off the sheet, mean damage."""
    place = (cell.row, cell.column)
    if not (1 <= cell.row <= LAST_ROW and 1 <= cell.column <= LAST_COLUMN):
        raise damaged("有单元格超出工作表范围")
    if place in cells:
        raise damaged(f"单元格 {cell.ref()} 存有两个值")
    if len(cells) >= MAX_CELLS:
        raise too_large(f"一张工作表有内容的单元格超过 {MAX_CELLS} 个，最后读到 {cell_name(*place)}")
    cells[place] = cell


def build(name: str, visible: bool, cells: dict[tuple[int, int], Cell], merged: Iterable[Area]) -> Sheet:
    """The sheet as it is seen: each merged range shows its first cell's value everywhere, whatever lies beneath.

    Ranges that together hold more than MAX_CELLS cells (whole merged columns) are followed only as far as the
    sheet has content.
    """
    merged = [area for area in merged if area.top < area.bottom or area.left < area.right]
    if sum(map(_size, merged)) > MAX_CELLS:
        last_row = max((row for row, _ in cells), default=0)
        last_column = max((column for _, column in cells), default=0)
        merged = [_cut(area, last_row, last_column) for area in merged]
        if sum(map(_size, merged)) > MAX_CELLS:
            raise too_large(f"合并单元格覆盖的范围超过 {MAX_CELLS} 个单元格")
    seen = dict(cells)
    for area in merged:
        first = cells.get((area.top, area.left))
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                if (row, column) == (area.top, area.left):
                    continue
                if first is None:
                    seen.pop((row, column), None)
                else:
                    seen[row, column] = replace(first, row=row, column=column, carried=True)
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(seen.items()):
        rows.setdefault(row, {})[column] = cell
    return Sheet(name, visible, rows)


def _size(area: Area) -> int:
    return max(0, area.bottom - area.top + 1) * max(0, area.right - area.left + 1)


def _cut(area: Area, last_row: int, last_column: int) -> Area:
    return Area(area.top, area.left, min(area.bottom, last_row), min(area.right, last_column))
