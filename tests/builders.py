"""Workbooks for tests, as departments would make them: rows in, a file out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct


class Page(Struct, frozen=True, kw_only=True):
    """One worksheet. `merged` are ranges (A3:A5), `formats` number formats by cell (F4), `skip` empty rows above."""

    rows: Sequence[Any]
    name: str = "Sheet1"
    merged: Sequence[str] = ()
    formats: Mapping[str, str] = {}
    hidden: bool = False
    hidden_rows: Sequence[int] = ()
    skip: int = 0


def write(path: Path, *pages: Page) -> Path:
    """The pages as an .xlsx at `path`. None is an empty cell; text that begins with "=" is an uncalculated formula."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        sheet = book.create_sheet(page.name)
        for number, row in enumerate(page.rows, start=1 + page.skip):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    sheet.cell(number, column, value)
        for ref, code in page.formats.items():
            sheet[ref].number_format = code
        for area in page.merged:
            sheet.merge_cells(area)
        for number in page.hidden_rows:
            sheet.row_dimensions[number].hidden = True
        if page.hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path
