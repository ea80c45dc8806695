"""The columns of a table some of which a template repeated, or left out: as wide together as they were."""

from __future__ import annotations

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def set_widths(table: Any) -> None:
    """Widens or narrows all columns alike, so that they fill the table's grid again.

    Word goes by the cells and others by the grid, and docxtpl sets only the grid. A table is left as it is where its
    widths are not fixed, where cells are merged, or where they name no width.
    """
    rows = [row.findall(f"{_W}tc") for row in table.findall(f"{_W}tr")]
    grid = table.findall(f"{_W}tblGrid/{_W}gridCol")
    cells = [[cell.find(f"{_W}tcPr/{_W}tcW[@{_W}type='dxa']") for cell in row] for row in rows]
    fixed = table.find(f"{_W}tblPr/{_W}tblLayout[@{_W}type='fixed']") is not None
    if not fixed or not cells or any(len(row) != len(grid) or None in row for row in cells):
        return
    room = sum(int(one.get(f"{_W}w")) for one in grid)
    taken = [int(one.get(f"{_W}w")) for one in cells[0]]
    widths = [str(width * room // sum(taken)) for width in taken]
    for row in (grid, *cells):
        for one, width in zip(row, widths, strict=True):
            one.set(f"{_W}w", width)
