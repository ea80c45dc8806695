"""Templates of the Cixi matrix for the tests: made once each, filled in as a clerk would, and read back."""

from __future__ import annotations

import datetime as dt
import io
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from chanfa_check.batch.choose import load
from chanfa_check.matrix import library
from chanfa_check.model import Indicator, Submission, Task
from chanfa_check.submission.contents import look_through
from chanfa_check.submission.read import read_submission
from chanfa_check.submission.workbook import read_workbook
from chanfa_check.template.columns import COLUMNS
from chanfa_check.template.workbook import SHEET, template_bytes

MATRIX = load(library.known()["cixi-2019-2025"])
JUNE = dt.date(2020, 6, 30)
PLACES = {column.name: number for number, column in enumerate(COLUMNS, 1)}


@cache
def blank(department: str, day: dt.date = JUNE) -> bytes:
    """The empty template."""
    return template_bytes(MATRIX, department, day)


def opened(data: bytes) -> tuple[Workbook, Worksheet]:
    """The template as openpyxl sees it, and its visible sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return book, book[SHEET]


def rows(sheet: Worksheet) -> dict[str, int]:
    """The number of the row of each 编号."""
    found = {str(sheet.cell(row, 1).value): row for row in range(1, sheet.max_row + 1)}
    return {number: row for number, row in found.items() if number[0].isdigit()}


def leads(department: str) -> list[tuple[Task, Indicator]]:
    """The indicators that the department reports on."""
    return [(task, one) for task in MATRIX.tasks if task.lead == department for one in task.indicators]


def read(data: bytes | Workbook, folder: Path, name: str = "报表") -> Submission:
    """The template as the tool reads it."""
    path = folder / f"{name}.xlsx"
    if isinstance(data, bytes):
        path.write_bytes(data)
    else:
        data.save(path)
    return read_submission(look_through(read_workbook(path)), str(path), name, MATRIX)
