"""The numbers of sections, measures and tasks, and the stretches of tasks that belong together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from chanfa_check.model import Task
from chanfa_check.quantity.numeral import CHINESE_CHARS, fold, read_numeral

_NUMERAL = f"[0-9]+|[{CHINESE_CHARS}]+"
_BEFORE_TITLE = re.compile(rf"\(\s*({_NUMERAL})\s*\)|第({_NUMERAL})[章节部条项]|({_NUMERAL})(?:、|[.](?![0-9]))")
_ID = re.compile(r"[0-9]+(?:\.[0-9]+)*")


class Stretch(Struct, frozen=True):
    """Tasks next to each other with one title. `index` is the place of the first; `section` is the one they are in.

    `shown` is the title with the number that the annex prints before it.
    """

    index: int
    section: str
    title: str
    shown: str

    @property
    def number(self) -> int | None:
        """The number printed; None where there is none."""
        return title_number(self.shown)


def sections(tasks: Sequence[Task], printed: Mapping[str, str]) -> list[Stretch]:
    """The sections, in the order of the tasks; one that comes back comes twice. `printed` are numbers by title."""
    return [
        Stretch(index, task.section, task.section, _numbered(task.section, printed.get(task.section, "")))
        for index, task in enumerate(tasks)
        if index == 0 or tasks[index - 1].section != task.section
    ]


def measures(tasks: Sequence[Task]) -> list[Stretch]:
    """The measures, likewise; one that runs on into another section comes twice."""
    return [
        Stretch(index, task.section, task.measure, task.measure)
        for index, task in enumerate(tasks)
        if index == 0 or (tasks[index - 1].section, tasks[index - 1].measure) != (task.section, task.measure)
    ]


def title_number(title: str) -> int | None:
    """The number in front of a title: 4 for （四）健全体系, 四、健全体系, 4.健全体系; None where there is none."""
    match = _BEFORE_TITLE.match(fold(title))
    value = read_numeral(next(filter(None, match.groups()))) if match else None
    return None if value is None else int(value)


def _numbered(title: str, printed: str) -> str:
    """The title behind its number; a title that has one of its own stays, and 四 alone is 四、."""
    if not printed or title_number(title) is not None:
        return title
    return f"{printed}{title}" if title_number(printed) is not None else f"{printed}、{title}"


def id_numbers(task: str) -> tuple[int, ...] | None:
    """(14, 3) for the id 14.3; None for an id that is made of anything else."""
    return tuple(int(part) for part in task.split(".")) if _ID.fullmatch(task) else None
