"""Views of a run that several sheets need: which lines belong to which matrix, tasks by id, months."""

from __future__ import annotations

import datetime as dt

from chanfa_check.model import Matrix, Row, Run, Task


def rows_of(run: Run, matrix: Matrix) -> list[Row]:
    """The lines of the office's page that are about this matrix; where there is only one, those of no matrix too."""
    return list(run.rows) if len(run.matrices) == 1 else [row for row in run.rows if row.matrix == matrix.id]


def tasks(matrix: Matrix | None) -> dict[str, Task]:
    """The matrix's tasks by their ids."""
    return {one.id: one for one in matrix.tasks} if matrix else {}


def month(day: dt.date | None) -> str:
    """2020年6月, for the month whose end a day is."""
    return f"{day.year}年{day.month}月" if day else ""
