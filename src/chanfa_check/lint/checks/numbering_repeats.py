"""编号重复（numbering-repeats）：板块、举措或它们的编号出现了两次。

  * 标题里写的编号，或全表的 sections 里记的板块编号重复，如两个板块都是“（四）”；
  * 同一个板块，或同一项举措，分在不相连的两处；
  * 任务编号里同一个举措号用于两项举措，或同一项举措用了两个举措号。

任务编号本身重复的，读入时就会指出。

办法：核对原表；原表就是重复的，照录，在 accepted 里写明。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from chanfa_check.lint.asked import Path
from chanfa_check.lint.finding import LintFinding, Severity
from chanfa_check.lint.ground import Ground
from chanfa_check.lint.numbering import Stretch, id_numbers, measures, sections
from chanfa_check.model import Matrix, Task

CODE = "numbering-repeats"


def check(ground: Ground) -> Iterator[LintFinding]:
    """Every section, measure or number that turns up again."""
    tasks = ground.matrix.tasks
    for path, message in (*_sections(ground.matrix), *_measures(tasks), *_ids(tasks)):
        yield ground.finding(CODE, Severity.WARNING, path, f"{message}；请核对原表")


def _sections(matrix: Matrix) -> Iterator[tuple[Path, str]]:
    found = sections(matrix.tasks, matrix.sections)
    yield from _apart(found, "板块", "section", matrix.tasks)
    yield from _same_number(found, "板块", "section")


def _measures(tasks: Sequence[Task]) -> Iterator[tuple[Path, str]]:
    found = measures(tasks)
    yield from _apart(found, "举措", "measure", tasks)
    for _, within in groupby(found, key=lambda one: one.section):
        yield from _same_number(list(within), "举措", "measure")


def _apart(found: Sequence[Stretch], what: str, field: str, tasks: Sequence[Task]) -> Iterator[tuple[Path, str]]:
    """A title that comes back after another one, or in another section."""
    first: dict[str, int] = {}
    for one in found:
        before = first.setdefault(one.title, one.index)
        if before != one.index:
            other = tasks[before]
            where = "" if other.section == one.section else f"、板块“{other.section}”"
            yield ("tasks", one.index, field), f"{what}“{one.title}”分在两处，前一处从任务 {other.id}{where}起"


def _same_number(found: Sequence[Stretch], what: str, field: str) -> Iterator[tuple[Path, str]]:
    """Two different titles with one number."""
    first: dict[int, str] = {}
    for one in found:
        if one.number is not None and first.setdefault(one.number, one.shown) != one.shown:
            yield ("tasks", one.index, field), f"{what}“{one.shown}”与“{first[one.number]}”编号相同"


def _ids(tasks: Sequence[Task]) -> Iterator[tuple[Path, str]]:
    """A measure's number that stands for two measures, or two numbers for one."""
    titles: dict[tuple[int, ...], tuple[str, str]] = {}
    numbers: dict[tuple[str, str], tuple[int, ...]] = {}
    for index, task in enumerate(tasks):
        parts = id_numbers(task.id)
        if parts is None or len(parts) < 2:
            continue
        number, measure = parts[:-1], (task.section, task.measure)
        shown = ".".join(map(str, number))
        if number not in titles and measure in numbers:
            other = ".".join(map(str, numbers[measure]))
            yield ("tasks", index, "id"), f"举措“{task.measure}”前面编号 {other}，这里编号 {shown}"
        elif titles.get(number, measure) != measure and numbers.get(measure) != number:
            yield ("tasks", index, "id"), f"举措号 {shown} 已用于“{titles[number][1]}”，这里又用于“{task.measure}”"
        titles.setdefault(number, measure)
        numbers.setdefault(measure, number)
