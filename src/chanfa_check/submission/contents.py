"""A workbook, and what every later step asks of it, found once: its tables, what stands around them, its mark."""

from __future__ import annotations

from msgspec import Struct

from chanfa_check.model import Mark
from chanfa_check.submission.cells import cell_text
from chanfa_check.submission.labels import Labelled, labelled
from chanfa_check.submission.layout import Table, find_tables, outside
from chanfa_check.submission.workbook import Workbook

MARK_SHEET = "chanfa-check"
"""The hidden sheet in which a template says what it is: a name and a value a row."""


class Contents(Struct, frozen=True):
    """`texts` stand outside the tables, top to bottom; `titles` are those above the first table of their sheet."""

    workbook: Workbook
    tables: tuple[Table, ...]
    texts: tuple[Labelled, ...]
    titles: tuple[Labelled, ...]
    mark: Mark | None


def look_through(workbook: Workbook) -> Contents:
    """What the workbook holds."""
    tables = find_tables(workbook)
    texts = tuple(labelled(outside(workbook, tables)))
    tops: dict[str, int] = {}
    for table in tables:
        tops.setdefault(table.sheet, table.top)
    titles = tuple(one for one in texts if one.cell.row < tops.get(one.sheet, 0))
    return Contents(workbook, tables, texts, titles, read_mark(workbook))


def read_mark(workbook: Workbook) -> Mark | None:
    """The template's mark, where the workbook carries a whole one."""
    for sheet in workbook.sheets:
        if sheet.name == MARK_SHEET:
            said = {cell_text(row[1]): cell_text(row[2]) for row in sheet.rows.values() if {1, 2} <= row.keys()}
            if {"matrix", "version", "department", "period"} <= said.keys():
                return Mark(said["matrix"], said["version"], said["department"], said["period"])
    return None
