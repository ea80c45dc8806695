"""Writes an annex as an office would have it: the same table as text, as a Word file and as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from chanfa_check.model import Matrix

HEADER = ("主要举措", "责任分解", "时间进度", "牵头\n单位", "配合单位")
"""The first stands over two columns: section and measure."""

Rows = Sequence[Sequence[str]]


def rows_of(matrix: Matrix) -> list[list[str]]:
    """The cells of a matrix as the annex has them: blank where a cell goes on from the row above."""
    numbers = "一二三四五六七八九十"
    sections = list(dict.fromkeys(task.section for task in matrix.tasks))
    rows: list[list[str]] = []
    section, measure = "", ""
    for task in matrix.tasks:
        new_section, new_measure = task.section != section, task.measure != measure
        section, measure = task.section, task.measure
        rows.append(
            [
                f"（{numbers[sections.index(section)]}）{section}" if new_section else "",
                f"{task.id.partition('.')[0]}.{measure}" if new_measure else "",
                task.duty,
                "" if "schedule" in task.inherited else task.schedule,
                "" if "lead" in task.inherited else task.lead,
                "" if "partners" in task.inherited else "、".join(task.partners),
            ]
        )
    return rows


def write_text(
    path: Path, rows: Rows, header: Sequence[str] = HEADER, title: str = "", *, merge: Sequence[int] = ()
) -> Path:
    """The form of the published pages: a tab begins a cell, an empty line ends a row. It keeps no merged cells."""
    del merge
    blocks = ["\n".join(f"\t{cell}" for cell in row) for row in (header, *rows)]
    path.write_text("\n".join([*([title] if title else []), "\n\n".join(blocks)]) + "\n", encoding="utf-8")
    return path


def write_word(
    path: Path, rows: Rows, header: Sequence[str] = HEADER, title: str = "", *, merge: Sequence[int] = (0, 1, 3, 4)
) -> Path:
    """A Word file. Blank cells of the columns `merge` are merged with the one above."""
    import docx

    document = docx.Document()
    if title:
        document.add_paragraph(title)
    width = max(len(row) for row in rows)
    table = document.add_table(rows=0, cols=width)
    cells = table.add_row().cells
    first = cells[0].merge(cells[width - len(header)]) if width > len(header) else cells[0]
    for cell, text in zip((first, *cells[width - len(header) + 1 :]), header, strict=True):
        cell.text = text
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text
    for column in merge:
        for top, bottom in runs([row[column] if column < len(row) else "" for row in rows]):
            text = table.cell(top + 1, column).text
            table.cell(top + 1, column).merge(table.cell(bottom + 1, column)).text = text
    document.save(str(path))
    return path


def write_workbook(
    path: Path, rows: Rows, header: Sequence[str] = HEADER, title: str = "", *, merge: Sequence[int] = (0, 1, 3, 4)
) -> Path:
    """A workbook. Blank cells of the columns `merge` are merged with the one above."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    width = max(len(row) for row in rows)
    start = 1
    if title:
        sheet.cell(1, 1, title)
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
        start = 2
    spare = width - len(header)
    for place, text in enumerate(header):
        sheet.cell(start, 1 if place == 0 else place + 1 + spare, text)
    if spare:
        sheet.merge_cells(start_row=start, start_column=1, end_row=start, end_column=1 + spare)
    for number, row in enumerate(rows, start + 1):
        for column, text in enumerate(row, 1):
            if text:
                cell = sheet.cell(number, column, text)
                cell.data_type = "s"
    for column in merge:
        for top, bottom in runs([row[column] if column < len(row) else "" for row in rows]):
            sheet.merge_cells(
                start_row=start + 1 + top, end_row=start + 1 + bottom, start_column=column + 1, end_column=column + 1
            )
    book.save(str(path))
    return path


def runs(texts: Sequence[str]) -> list[tuple[int, int]]:
    """First and last place of each text that is followed by blanks."""
    found = []
    for top, text in enumerate(texts):
        if text:
            below = next((place for place in range(top + 1, len(texts)) if texts[place]), len(texts))
            if below - top > 1:
                found.append((top, below - 1))
    return found
