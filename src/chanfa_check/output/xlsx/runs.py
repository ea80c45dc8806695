"""Views of a run that several sheets need: its matrices, and which lines belong to which of them."""

from __future__ import annotations

import datetime as dt

from chanfa_check.model import Indicator, Matrix, Row, Run, Standing, Task


def matrices(run: Run) -> tuple[Matrix, ...]:
    """The matrices that the run was judged by, each once."""
    found = {one.matrix.id: one.matrix for one in run.submissions if one.matrix}
    if run.matrix:
        found[run.matrix.id] = run.matrix
    return tuple(found.values())


def rows_of(run: Run, matrix: Matrix) -> list[Row]:
    """The lines of the office's page that are about this matrix."""
    if len(matrices(run)) == 1:
        return list(run.rows)
    paths = {one.path for one in run.submissions if one.matrix and one.matrix.id == matrix.id}
    gaps = {(name, one.as_of) for one in run.coverage if one.matrix == matrix.id for name in one.missing}
    return [
        row
        for row in run.rows
        if row.path in paths or (row.standing is Standing.MISSING and (row.department, row.as_of) in gaps)
    ]


def standings(run: Run) -> dict[tuple[str, dt.date | None], Standing]:
    """What each submission counts for, by its path and the end of its period."""
    return {(row.path, row.as_of): row.standing for row in run.rows}


def tasks(matrix: Matrix | None) -> dict[str, Task]:
    """The matrix's tasks by their ids."""
    return {one.id: one for one in matrix.tasks} if matrix else {}


def indicators(matrix: Matrix | None) -> dict[str, Indicator]:
    """The matrix's indicators by their ids."""
    return {one.id: one for task in matrix.tasks for one in task.indicators} if matrix else {}


def month(day: dt.date | None) -> str:
    """2020年6月, for the month whose end a day is."""
    return f"{day.year}年{day.month}月" if day else ""
