"""Stray cells: what somebody typed by accident at row 1,000,000 of an otherwise honest sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from .model import Cell, cell_name

GAP_ROWS, GAP_COLUMNS = 1_000, 100
MAX_STRAY_CELLS = 10


def take_far(rows: dict[int, dict[int, Cell]]) -> tuple[str, ...]:
    """Takes the stray cells out of `rows`, which is in order, and names them.

    Stray are cells below a gap of more than GAP_ROWS empty rows, or right of one of more than GAP_COLUMNS empty
    columns, where there are at most MAX_STRAY_CELLS of them and no more than before the gap. Anything more is a
    table of its own, and stays.
    """
    taken: list[str] = []
    # Rows and columns are in order: the last key of each is its last.
    if rows and next(reversed(rows)) - next(iter(rows)) > GAP_ROWS:
        first = _first_far({row: len(cells) for row, cells in rows.items()}, GAP_ROWS)
        for row in [row for row in rows if row >= first]:
            taken += [cell_name(row, column) for column in rows.pop(row)]
    if rows and max(next(reversed(cells)) for cells in rows.values()) > GAP_COLUMNS:
        first = _first_far(Counter(sorted(column for cells in rows.values() for column in cells)), GAP_COLUMNS)
        for row, column in [(row, column) for row, cells in rows.items() for column in cells if column >= first]:
            taken.append(cell_name(row, column))
            del rows[row][column]
            if not rows[row]:
                del rows[row]
    return tuple(taken)


def _first_far(counts: Mapping[int, int], gap: int) -> int:
    """Where the stray cells begin; `counts` gives the cells at each place that has any, in order."""
    places = list(counts)
    total, beyond = sum(counts.values()), 0
    first = places[-1] + 1
    for index in range(len(places) - 1, 0, -1):
        beyond += counts[places[index]]
        if beyond > MAX_STRAY_CELLS or beyond > total - beyond:
            break
        if places[index] - places[index - 1] - 1 > gap:
            first = places[index]
    return first
