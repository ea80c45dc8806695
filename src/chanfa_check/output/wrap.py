"""Folding Chinese text to a number of terminal columns, two for a Chinese character: nothing is ever cut."""

from __future__ import annotations

import re

from rich.cells import cell_len

# A run of half-width characters stays whole (35.2%, 完成情况!F7's F7, 2020-06), any other character may end a line.
_PIECES = re.compile(r"[!-~]+|[^!-~]")
_NO_START = frozenset(".，。、；：！？）》”’…—%·")
_NO_END = frozenset("（《“‘")


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns; closing marks stay with what they close."""
    return [line for part in text.split("\n") for line in _wrap_line(part, max(width, 2))]


def _wrap_line(text: str, width: int) -> list[str]:
    if cell_len(text) <= width:
        return [text.rstrip()]
    lines: list[str] = []
    line, filled = "", 0
    for piece in _units(text, width):
        if line and not piece.isspace() and filled + cell_len(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
            filled = cell_len(line)
        else:
            line += piece
            filled += cell_len(piece)
    return [*lines, line.rstrip()]


def _units(text: str, width: int) -> list[str]:
    """The text in pieces that no line break may come into, none wider than a line."""
    units: list[str] = []
    for piece in _PIECES.findall(text):
        joins = units and (piece[0] in _NO_START or units[-1][-1] in _NO_END)
        if joins and cell_len(units[-1] + piece) <= width:
            units[-1] += piece
        elif len(piece) > width:
            units += [piece[start : start + width] for start in range(0, len(piece), width)]
        else:
            units.append(piece)
    return units
