"""Reads the text form of a table: a tab begins a cell, an empty line ends a row.

A line without a tab goes on with the cell before it. Merged cells are not kept, and an empty line inside a cell looks
like the end of a row: a row is complete when it has as many cells as the longest.

What is pasted from a workbook has a row in each line instead, with tabs between its cells.
"""

from __future__ import annotations

import csv

from msgspec import Struct

from chanfa_check.drafting.table import Cell, Row, Source, Table


class _Block(Struct):
    """Lines up to an empty one: the text before the first tab, and the cells with the line that each begins on."""

    loose: list[str]
    cells: list[tuple[int, str]]


def read_plain(text: str) -> Source:
    """The table in the text; without any where no line has a tab."""
    if _is_pasted(text):
        return _pasted(text)
    blocks = _blocks(text)
    with_cells = [number for number, block in enumerate(blocks) if block.cells]
    if not with_cells:
        return Source((), tuple(line for block in blocks for line in block.loose))
    first = with_cells[0]
    before = [line for block in blocks[: first + 1] for line in block.loose]
    # The header shows merged cells as one, so that the rows below tell how many there are.
    width = max((len(blocks[number].cells) for number in with_cells[1:]), default=0)
    rows = [_row(blocks[first].cells)]
    held: list[tuple[int, str]] = []
    after: list[str] = []
    for block in blocks[first + 1 :]:
        if held and block.loose:
            held[-1] = (held[-1][0], "\n".join([held[-1][1], "", *block.loose]))
        elif block.loose:
            after += block.loose
        if held and len(held) + len(block.cells) > width:
            rows.append(_row(held))
            held = []
        held += block.cells
        if len(held) == width:
            rows.append(_row(held))
            held = []
    if held:
        rows.append(_row(held))
    return Source((Table("表", tuple(rows), tuple(before), spans=False),), tuple(after))


def _is_pasted(text: str) -> bool:
    """Whether the first line with a tab is a whole row: the other form has one cell on each."""
    first = next((line for line in text.splitlines() if "\t" in line), "")
    return sum(bool(cell.strip()) for cell in first.split("\t")) > 2


def _pasted(text: str) -> Source:
    # Excel puts a cell with line breaks in quotation marks.
    lines = csv.reader(text.splitlines(keepends=True), delimiter="\t")
    rows = [(lines.line_num, cells) for cells in lines if any(cell.strip() for cell in cells)]
    first = next(place for place, (_, cells) in enumerate(rows) if len(cells) > 1)
    before = tuple(cells[0].strip() for _, cells in rows[:first])
    table = Table("表", tuple(_row([(at, cell) for cell in cells]) for at, cells in rows[first:]), before, spans=False)
    return Source((table,))


def _blocks(text: str) -> list[_Block]:
    blocks = [_Block([], [])]
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if "\t" not in line and not line.strip():
            blocks.append(_Block([], []))
            continue
        block = blocks[-1]
        loose, *begun = line.split("\t")
        if block.cells and loose:
            start, so_far = block.cells[-1]
            block.cells[-1] = (start, f"{so_far}\n{loose}")
        elif loose.strip():
            block.loose.append(loose.strip())
        block.cells += [(number, cell) for cell in begun]
    return [block for block in blocks if block.loose or block.cells]


def _row(cells: list[tuple[int, str]]) -> Row:
    return tuple(Cell(text.strip(), f"第{number}行") for number, text in cells)
