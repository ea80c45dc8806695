"""What every check looks at: the matrix, where each value stands in its file, and its wording read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeAlias

from msgspec import Struct

from chanfa_check.lint.agreement import Agreement, agreement_of
from chanfa_check.lint.asked import Asked, Path, asked_by
from chanfa_check.lint.finding import LintFinding, Severity
from chanfa_check.lint.said import Said
from chanfa_check.model import Matrix, Task
from chanfa_check.wording import Wording

Read: TypeAlias = Callable[[str, int | None], Wording]
"""How a phrase is read; the year is the one that the whole matrix is about, where it is about one only."""


class Row(Struct, frozen=True):
    """A task beside its words and what its targets ask for. `index` is its place in the matrix."""

    index: int
    task: Task
    duty: Wording
    schedule: Wording
    said: tuple[Said, ...]
    asked: tuple[Asked, ...]
    agreement: Agreement


class Ground(Struct, frozen=True):
    """A matrix with the lines of its file and its rows."""

    matrix: Matrix
    lines: Mapping[Path, int]
    rows: tuple[Row, ...]

    def line(self, path: Path) -> int:
        """The line of the value at `path`, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def finding(self, code: str, severity: Severity, path: Path, message: str) -> LintFinding:
        """A finding at the value with this path; inside a task, of that task."""
        index = path[1] if len(path) > 1 and path[0] == "tasks" else None
        task = self.matrix.tasks[index].id if isinstance(index, int) else ""
        return LintFinding(code=code, line=self.line(path), task=task, message=message, severity=severity)


def survey(matrix: Matrix, lines: Mapping[Path, int], read: Read) -> Ground:
    """The ground of a matrix that loads."""
    # 常态化开展 stands in every other row, and reading is most of the work.
    once = cache(read)
    rows = (_row(index, task, matrix.years, once) for index, task in enumerate(matrix.tasks))
    return Ground(matrix, lines, tuple(rows))


def _row(index: int, task: Task, years: tuple[int, int], read: Read) -> Row:
    first, last = years
    year = first if first == last else None
    wordings = {field: read(getattr(task, field), year) for field in ("duty", "schedule")}
    said = tuple(
        Said(field, wording.phrase, reading) for field, wording in wordings.items() for reading in wording.readings
    )
    asked = asked_by(task, index)
    return Row(index, task, wordings["duty"], wordings["schedule"], said, asked, agreement_of(asked, said, years))
