"""The table of an annex as a reader sees it, whatever file it stood in."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Merged(StrEnum):
    """Which cell shows its text here: none but this one, the one above, or the one to the left."""

    NOT = "not"
    ABOVE = "above"
    LEFT = "left"


class Cell(Struct, frozen=True):
    """One place of a table. `text` has its ends trimmed, and line breaks inside as "\\n"; of a merged cell, it is the
    text of the whole. `where` says in Chinese where it stands (第3行, 分工表!C7).
    """

    text: str
    where: str
    merged: Merged = Merged.NOT

    @property
    def own(self) -> str:
        """The text, unless it stands in another cell already."""
        return self.text if self.merged is Merged.NOT else ""


Row = tuple[Cell, ...]


class Table(Struct, frozen=True):
    """One table: its rows, and the lines of text between it and the table before. Rows may be of different lengths.

    `spans` tells whether merged cells are known; a text file does not keep them.
    """

    name: str
    rows: tuple[Row, ...]
    before: tuple[str, ...] = ()
    spans: bool = True


class Source(Struct, frozen=True):
    """All tables of a file in their order, and the lines behind the last. `asides` are Chinese sentences on what was
    seen in the file and not taken over.
    """

    tables: tuple[Table, ...]
    after: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()


def lines_of(text: str) -> tuple[str, ...]:
    """The lines with something on them, their ends trimmed."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
