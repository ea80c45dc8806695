"""Reports as departments send them, read under the Cixi matrix, and what was read in short lines to compare whole."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from chanfa_check.matrix import library
from chanfa_check.matrix.load import load_matrix
from chanfa_check.model import Fault, Manner, Matrix, Submission, Value
from chanfa_check.submission.contents import look_through
from chanfa_check.submission.read import read_submission
from chanfa_check.submission.workbook import read_workbook
from tests.builders import Page, write

MATRIX = load_matrix(library.known()["cixi-2019-2025"])
TASKS = {task.id: task for task in MATRIX.tasks}
UNION, EDUCATION, LABOUR = "市总工会2020年6月", "市教育局2020年6月", "市人社局2020年6月"


def duty(task: str) -> str:
    return TASKS[task].duty


def read(*pages: Page, name: str = UNION, matrix: Matrix = MATRIX, as_of: dt.date | None = None) -> Submission:
    with tempfile.TemporaryDirectory() as folder:
        workbook = read_workbook(write(Path(folder) / "报表.xlsx", *pages))
    return read_submission(look_through(workbook), "报表.xlsx", name, matrix, as_of=as_of)


def told(rows: Sequence[Any], name: str = UNION, matrix: Matrix = MATRIX, **page: Any) -> list[str]:
    """What one sheet of these rows tells."""
    return lines(read(Page(rows=rows, **page), name=name, matrix=matrix))


def lines(submission: Submission) -> list[str]:
    """`3.3a D2 37.5` for a value, `3.3a D2 !cell-error` for a fault, `3.3a D2 -` for nothing; strays and problems."""
    return [
        *(
            " ".join(
                [
                    one.indicator or f"{one.task}({one.role})",
                    one.place.cell,
                    _shown(one.value, one.fault),
                    *([one.manner] if one.manner is not Manner.EXACT else []),
                    *([f"上年{_shown(one.last_year, None)}"] if one.last_year is not None else []),
                    *([f"{one.parts[0]}/{one.parts[1]}"] if one.parts else []),
                    *([f"“{one.narrative}”"] if one.narrative else []),
                ]
            )
            for one in submission.observations
        ),
        *(f"{one.code} {one.place.cell} {one.message}" for one in submission.strays),
        *(f"{one.code}: {one.message}" for one in submission.problems),
    ]


def _shown(value: Value | None, fault: Fault | None) -> str:
    if fault:
        return f"!{fault.code}"
    if value is None:
        return "-"
    if isinstance(value, Decimal):
        return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    if isinstance(value, tuple):
        return "、".join(map(str, value)) or "未举办"
    return value or "未启动"
