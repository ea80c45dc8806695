"""The tables of the whole: department by verdict, and department by task in colours."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from chanfa_check.model import Light, Matrix, Row, Run, Square, Standing, Status, Task
from chanfa_check.output.office import STANDINGS
from chanfa_check.output.words import LIGHTS, ROLES, STATUSES


class Mark(Struct, frozen=True):
    """One square as it is shown: `kind` is its colour's class, `said` what it means. Without `kind` it is empty."""

    kind: str = ""
    symbol: str = ""
    said: str = ""


class Line(Struct, frozen=True):
    """One department's squares, in the order of the tasks; none where there is nothing but the row's standing."""

    row: Row
    marks: tuple[Mark, ...]


class HeatMap(Struct, frozen=True):
    """All lines of one matrix."""

    matrix: Matrix
    lines: tuple[Line, ...]


def kind(status: Status, light: Light | None = None) -> str:
    """The class that colours a verdict."""
    return f"{status.value}-red" if light is Light.RED else status.value


def standing(row: Row) -> str:
    """What stands beside a department's name; "" where there is nothing to say."""
    return STANDINGS[row.standing]


def tallied(run: Run) -> tuple[Status, ...]:
    """The verdicts that occur, worst first."""
    return tuple(status for status in Status if run.counts[status] or any(row.counts[status] for row in run.rows))


def maps(run: Run) -> tuple[HeatMap, ...]:
    """One for every matrix of the run that has lines."""
    found = (HeatMap(matrix, tuple(_lines(run, matrix))) for matrix in matrices(run))
    return tuple(one for one in found if one.lines)


def matrices(run: Run) -> tuple[Matrix, ...]:
    """Every matrix that the run is about, once."""
    several = [run.matrix, *(one.matrix for one in run.submissions)]
    return tuple({one.id: one for one in several if one}.values())


def _lines(run: Run, matrix: Matrix) -> Iterator[Line]:
    sent = {(one.path, one.as_of) for one in run.submissions if one.matrix and one.matrix.id == matrix.id}
    missing = {(name, one.as_of) for one in run.coverage if one.matrix == matrix.id for name in one.missing}
    for row in run.rows:
        absent = row.standing is Standing.MISSING and (row.department, row.as_of) in missing
        if absent or (row.path, row.as_of) in sent:
            marks = tuple(_mark(row, task) for task in matrix.tasks) if row.squares else ()
            yield Line(row, marks)


def _mark(row: Row, task: Task) -> Mark:
    square = row.squares.get(task.id)
    if square is None:
        return Mark()
    said = f"{row.department} {task.id}（{ROLES[square.role]}）：{_word(square)}。{task.duty}"
    return Mark(kind(square.status, square.light), STATUSES[square.status].symbol, said)


def _word(square: Square) -> str:
    word = STATUSES[square.status].word
    if square.light:
        return f"{word}（{LIGHTS[square.light][0]}）"
    return "提前完成" if square.early else word
