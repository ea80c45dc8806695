"""The tables of the whole: department by verdict, and department by task in colours."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from chanfa_check.model import Light, Matrix, Role, Row, Run, Square, Status, Task
from chanfa_check.output import office, words


class Mark(Struct, frozen=True):
    """One square as it is shown: `kind` is its colour's class, `said` what it means. Without `kind` it is empty."""

    kind: str = ""
    symbol: str = ""
    said: str = ""


class Line(Struct, frozen=True):
    """One department's squares, in the order of the tasks; none where there is nothing but `standing`."""

    row: Row
    name: str
    standing: str
    marks: tuple[Mark, ...]


class HeatMap(Struct, frozen=True):
    """All lines of one matrix; `legend` explains the marks that occur, worst first."""

    matrix: Matrix
    lines: tuple[Line, ...]
    legend: tuple[Mark, ...]


def kind(status: Status, light: Light | None = None) -> str:
    """The class that colours a verdict."""
    return f"{status.value}-red" if light is Light.RED else status.value


def symbol(status: Status, light: Light | None = None) -> str:
    """A verdict's symbol, the same in tables as in the heat map."""
    return words.mark(Square(status, light, Role.LEAD))


def tallied(run: Run) -> tuple[Status, ...]:
    """The verdicts that occur among what counts, worst first."""
    return tuple(status for status in Status if run.counts[status])


def maps(run: Run) -> tuple[HeatMap, ...]:
    """One for every matrix of the run that has lines."""
    found = (HeatMap(matrix, tuple(_lines(run, matrix)), _legend(run, matrix)) for matrix in run.matrices)
    return tuple(one for one in found if one.lines)


def _lines(run: Run, matrix: Matrix) -> Iterator[Line]:
    for row in run.rows:
        if row.matrix == matrix.id:
            name = office.named(run, row)
            counting = row.squares and row.standing.counts
            marks = tuple(_mark(name, row.squares.get(task.id), task) for task in matrix.tasks) if counting else ()
            yield Line(row, name, office.STANDINGS[row.standing], marks)


def _mark(name: str, square: Square | None, task: Task) -> Mark:
    if square is None:
        return Mark()
    said = f"{name} {task.id}（{words.ROLES[square.role]}）：{_word(square)}。{task.duty}"
    return Mark(_colour(square), words.mark(square), said)


def _colour(square: Square) -> str:
    partner = square.role is Role.PARTNER and square.status is Status.REVIEW
    return "partner" if partner else kind(square.status, square.light)


def _word(square: Square) -> str:
    [(_, said)] = words.legend([square])
    return "提前完成" if square.early else said


def _legend(run: Run, matrix: Matrix) -> tuple[Mark, ...]:
    ids = {task.id for task in matrix.tasks}
    squares = [square for row in run.rows if row.standing.counts for task, square in row.squares.items() if task in ids]
    colours = {words.mark(one): _colour(one) for one in squares}
    return tuple(Mark(colours[symbol], symbol, said) for symbol, said in words.legend(squares))
