"""Which task, and which of its indicators, a row speaks of: by id, else by wording; a near miss is only suggested."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.memo import remembered
from chanfa_check.model import Indicator, Quantity, Task
from chanfa_check.nearest import ENOUGH, nearest
from chanfa_check.quantity.numeral import fold
from chanfa_check.quantity.parse import parse_quantity
from chanfa_check.quantity.unit import convert
from chanfa_check.submission.cells import cell_text, quoted
from chanfa_check.submission.header_rows import VALUE_COLUMNS
from chanfa_check.submission.headers import Column
from chanfa_check.submission.layout import Row
from chanfa_check.submission.wordings import Wordings, alike, closest, readings, squeeze

_ID = re.compile(r"^(?:任务|指标|编号|第|no[.:]?|№)?[:(\[]?(\d{1,2}\.\d{1,2})([a-z]?)[)\]]?项?[.、:]?$")
_LONGEST = 400
_CERTAIN = 85
"""From this likeness on, a wording that differs from its own task's and resembles another's contradicts the id."""


class Match(Struct, frozen=True):
    """A row's task and indicator. `indicator` is None where the row does not say which of several; `said` tells why.

    Where the indicator was named by part of its name, `said` tells that.

    `code` is "" where a task was found, else task-unknown (what it may have meant takes a search: `suggestion`) or
    task-contradicts.
    """

    task: Task | None
    indicator: Indicator | None = None
    code: str = ""
    said: str = ""


class _Names(Struct, frozen=True):
    """What a row calls its subject. `ids` tell whether each stood in its cell as a number, `above` is a task's id."""

    ids: tuple[tuple[str, bool], ...]
    duties: tuple[str, ...]
    indicator: str
    unit: str
    above: str

    @property
    def short(self) -> bool:
        """Whether it may be kept: a hostile file's texts could fill the memory."""
        return len(self.indicator) + sum(map(len, self.duties)) <= _LONGEST


def match(row: Row, above: Task | None, known: Wordings) -> Match:
    """What the row speaks of. `above` is the task of the row above: a row with only an indicator continues it."""
    names = _Names(
        tuple((cell_text(cell), isinstance(cell.value, Decimal)) for cell in row.all(Column.TASK)),
        row.texts(Column.DUTY),
        row.text(Column.INDICATOR),
        row.text(Column.UNIT),
        above.id if above else "",
    )
    found = _found(names, known)
    # The unit in which a value is written can tell indicators apart too, but takes reading it, and few rows need it.
    if found.task and not found.indicator and not names.unit and (unit := _written_unit(row)):
        return _found(replace(names, unit=unit), known)
    return found


def _found(names: _Names, known: Wordings) -> Match:
    return _known_match(names, known) if names.short else _match(names, known)


def _match(names: _Names, known: Wordings) -> Match:
    ids = [found for text, number in names.ids if (found := _by_id(text, known, number=number))]
    duties = [worded for text in names.duties if (worded := _by_wording(text, known))]
    named = _by_indicator(names.indicator, known)
    by_id, letter = ids[0] if ids else (None, "")
    by_duty, meant = duties[0] if duties else (None, None)
    task = by_id or by_duty
    duty = names.duties[0] if names.duties else ""
    if task is None and not duty:
        if named:
            return Match(*named)
        if names.above and names.indicator and not any(text for text, _ in names.ids[:1]):
            return _indicator(names, known.ids[names.above], alone=False)
    if task is None:
        return Match(None, code="task-unknown")
    others = [*(one for one, _ in ids), *(one for one, _ in duties)]
    others += [] if by_duty else _resembled(duty, known)
    if named and not any(squeeze(one.name) == squeeze(named[1].name) for one in task.indicators):
        others.append(named[0])
    other = next((one for one in others if one is not task), None)
    if other:
        return Match(None, code="task-contradicts", said=_contradiction(task, other, by_id is not None))
    wanted = next((one for one in task.indicators if letter and one.id == f"{task.id}{letter}"), None)
    if letter and wanted is None:
        return Match(task, said=f"没有编号为 {task.id}{letter} 的指标。{_choices(task)}")
    if wanted or meant:
        return Match(task, wanted or meant)
    return _indicator(names, task, alone=True)


_known_match = lru_cache(maxsize=4096)(_match)


def _by_id(text: str, known: Wordings, *, number: bool) -> tuple[Task, str] | None:
    task, letter = _id(text)
    if task not in known.ids:
        return None
    # As a number, 5.10 is 5.1: where the matrix has both, the cell does not say which.
    if number and f"{task}0" in known.ids:
        return None
    return known.ids[task], letter


@remembered
def _id(text: str) -> tuple[str, str]:
    """The id of a task, and the letter of an indicator, that a text is; "" where it is none."""
    found = _ID.match(fold(text).replace(" ", "").lower())
    return (found[1], found[2]) if found else ("", "")


def _by_wording(text: str, known: Wordings) -> tuple[Task, Indicator | None] | None:
    task = next((known.duties[one] for one in readings(text) if one in known.duties), None)
    return (task, None) if task else _by_indicator(text, known)


def _by_indicator(text: str, known: Wordings) -> tuple[Task, Indicator] | None:
    return next((known.indicators[one] for one in readings(text) if one in known.indicators), None)


def _resembled(duty: str, known: Wordings) -> list[Task]:
    """The task that a wording resembles which matches none."""
    text = squeeze(duty)
    close = closest(text, known, _CERTAIN) if len(text) > 3 else None
    return [close] if close else []


def _contradiction(task: Task, other: Task, by_id: bool) -> str:
    first = f"编号为 {task.id}" if by_id else f"内容是 {task.id}“{_short(task.duty)}”"
    return f"{first}，这一行写的却还有 {other.id}“{_short(other.duty)}”。请核对后改为一致"


def _indicator(names: _Names, task: Task, *, alone: bool) -> Match:
    """Which of the task's indicators. `alone` False: a further row of a task, which must say it by name."""
    if len(task.indicators) == 1 and alone:
        return Match(task, task.indicators[0])
    said = names.indicator
    named_as = readings(said)
    named = [one for one in task.indicators if any(squeeze(name) in named_as for name in (one.name, *one.aliases))]
    named = named or [one for one in task.indicators if said.strip().lower() == one.id]
    if len(named) == 1:
        return Match(task, named[0])
    short = [one for one in task.indicators if any(_shortens(text, squeeze(one.name)) for text in named_as)]
    if len(short) == 1:
        return Match(task, short[0], said=f"指标{quoted(said)}按 {short[0].id} {short[0].name} 认定")
    if named_as:
        possible = alike(said, [one.name for one in task.indicators], ENOUGH)
        close = nearest(said, possible) if possible else None
        hint = f"是否为“{close}”？" if close else ""
        return Match(task, said=f"指标{quoted(said)}不是任务 {task.id} 的指标。{hint}{_choices(task)}")
    fitting = [one for one in task.indicators if names.unit and _fits(names.unit, one)]
    if len(fitting) == 1:
        return Match(task, fitting[0])
    return Match(task, said=_choices(task))


def _shortens(text: str, name: str) -> bool:
    """Whether the text leaves words of the name out (当年培训 of 当年安全技能培训), or adds some (企业建会率)."""
    rest = iter(name)
    return name in text or (len(text) > 1 and all(char in rest for char in text))


def _written_unit(row: Row) -> str:
    """The unit that the value itself is written with: "%" in 50%, or of a percent-formatted cell."""
    for cell in (row.cells[column] for column in VALUE_COLUMNS if column in row.cells):
        if isinstance(cell.value, Decimal):
            return "%" if cell.percent else ""
        read = parse_quantity(cell_text(cell))
        return read.unit if isinstance(read, Quantity) else ""
    return ""


def _fits(unit: str, indicator: Indicator) -> bool:
    return unit == indicator.unit or isinstance(convert(Quantity(Decimal(1), unit), indicator.unit), Decimal)


def _choices(task: Task) -> str:
    listed = "、".join(f"{one.id} {one.name}" for one in task.indicators)
    return f"任务 {task.id} 有 {len(task.indicators)} 项指标（{listed}），请一项一行，在“编号”或“指标”栏写明是哪一项"


def near_miss(row: Row, known: Wordings) -> Task | None:
    """The task that the row's wording comes close to."""
    text = squeeze(row.text(Column.DUTY) or row.text(Column.INDICATOR))
    return closest(text, known, ENOUGH) if len(text) > 3 else None


def suggestion(row: Row, known: Wordings) -> str:
    """What to do about a row that matches no task: the task it comes close to, or that it needs a number."""
    task = near_miss(row, known)
    if task is None:
        number = row.text(Column.TASK)
        unknown = f"分工表中没有编号为{quoted(number)}的任务。" if re.search(r"\d\D\d", number) else ""
        return f"{unknown}请按任务责任分工表填写任务编号"
    return f"最接近的是 {task.id}“{_short(task.duty)}”；如果就是它，请在编号栏写 {task.id}"


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:24]}…"
