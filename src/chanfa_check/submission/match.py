"""Which task, and which of its indicators, a row speaks of: by id, else by wording; a near miss is only suggested."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from msgspec import Struct

from chanfa_check.model import Indicator, Matrix, Quantity, Task
from chanfa_check.nearest import nearest
from chanfa_check.quantity.numeral import fold
from chanfa_check.quantity.unit import convert
from chanfa_check.submission.headers import Column
from chanfa_check.submission.layout import Row

_ID = re.compile(r"^(?:任务|编号|第)?[(\[]?(\d{1,2}\.\d{1,2})([a-z]?)[)\]]?[.、]?$")
_NUMBERING = re.compile(r"^[(\[]?(?:\d+(?:\.\d+)*|[一二三四五六七八九十]+)[)\]]?[.、:\s]+|^\(\d+\)")


class Match(Struct, frozen=True):
    """A row's task and indicator. `indicator` is None where the row does not say which of several; `said` tells why.

    `code` is "" where a task was found, else task-unknown or task-contradicts.
    """

    task: Task | None
    indicator: Indicator | None = None
    code: str = ""
    said: str = ""


def squeeze(text: str) -> str:
    """Wording without width, spaces, line breaks, punctuation and leading numbering."""
    bare = _NUMBERING.sub("", fold(text))
    return "".join(char for char in bare if unicodedata.category(char)[0] not in "PSZC")


class Wordings(Struct, frozen=True):
    """The wordings of a matrix, squeezed, by what they name. A wording that names two things names none."""

    tasks: tuple[Task, ...]
    ids: dict[str, Task]
    duties: dict[str, Task]
    indicators: dict[str, tuple[Task, Indicator]]
    headings: frozenset[str]


def wordings(matrix: Matrix) -> Wordings:
    """What rows are matched with."""
    tasks = matrix.tasks
    duties: dict[str, list[Task]] = {}
    indicators: dict[str, list[tuple[Task, Indicator]]] = {}
    headings = set()
    for task in tasks:
        headings |= {squeeze(task.section), squeeze(task.measure)}
        for wording in {squeeze(task.duty), squeeze(task.measure + task.duty)}:
            duties.setdefault(wording, []).append(task)
        for indicator in task.indicators:
            indicators.setdefault(squeeze(indicator.name), []).append((task, indicator))
    return Wordings(
        tasks,
        {task.id: task for task in tasks},
        {wording: named[0] for wording, named in duties.items() if len(named) == 1},
        {wording: named[0] for wording, named in indicators.items() if len(named) == 1},
        frozenset(headings),
    )


def is_heading(text: str, known: Wordings) -> bool:
    """Whether the text is a section or a measure of the matrix."""
    return squeeze(text) in known.headings


def match(row: Row, above: Task | None, known: Wordings) -> Match:
    """What the row speaks of. `above` is the task of the row above: a row with only an indicator continues it."""
    by_id, letter = _by_id(row.text(Column.TASK), known)
    duty = row.text(Column.DUTY)
    by_duty, named = _by_wording(duty, known)
    if by_id and by_duty and by_id is not by_duty:
        return Match(
            None,
            code="task-contradicts",
            said=f"编号为 {by_id.id}，内容却是 {by_duty.id}“{_short(by_duty.duty)}”。请核对后改为一致",
        )
    task = by_id or by_duty
    if task is None and not duty:
        task, named = _by_indicator(row.text(Column.INDICATOR), known)
        if task is None and not row.text(Column.TASK) and row.text(Column.INDICATOR):
            task = above
    if task is None:
        return Match(None, code="task-unknown", said=_suggestion(row, known))
    wanted = next((one for one in task.indicators if letter and one.id == f"{task.id}{letter}"), None)
    if letter and wanted is None:
        return Match(task, said=f"没有编号为 {task.id}{letter} 的指标。{_choices(task)}")
    if wanted or named:
        return Match(task, wanted or named)
    return _indicator(row, task)


def _by_id(text: str, known: Wordings) -> tuple[Task | None, str]:
    found = _ID.match(re.sub(r"\s+", "", fold(text)).lower())
    return (known.ids.get(found[1]), found[2]) if found else (None, "")


def _by_wording(text: str, known: Wordings) -> tuple[Task | None, Indicator | None]:
    wording = squeeze(text) if text else ""
    if wording in known.duties:
        return known.duties[wording], None
    return _by_indicator(text, known)


def _by_indicator(text: str, known: Wordings) -> tuple[Task | None, Indicator | None]:
    return known.indicators.get(squeeze(text), (None, None)) if text else (None, None)


def _indicator(row: Row, task: Task) -> Match:
    if len(task.indicators) == 1:
        return Match(task, task.indicators[0])
    wording = squeeze(row.text(Column.INDICATOR))
    named = [one for one in task.indicators if wording and squeeze(one.name) == wording]
    if len(named) == 1:
        return Match(task, named[0])
    if wording:
        close = nearest(row.text(Column.INDICATOR), [one.name for one in task.indicators])
        hint = f"是否为“{close}”？" if close else ""
        return Match(task, said=f"指标“{row.text(Column.INDICATOR)}”不是任务 {task.id} 的指标。{hint}{_choices(task)}")
    unit = row.text(Column.UNIT)
    fitting = [one for one in task.indicators if unit and _fits(unit, one)]
    if len(fitting) == 1:
        return Match(task, fitting[0])
    return Match(task, said=_choices(task))


def _fits(unit: str, indicator: Indicator) -> bool:
    return unit == indicator.unit or isinstance(convert(Quantity(Decimal(1), unit), indicator.unit), Decimal)


def _choices(task: Task) -> str:
    listed = "、".join(f"{one.id} {one.name}" for one in task.indicators)
    return f"任务 {task.id} 有 {len(task.indicators)} 项指标（{listed}），请一项一行，在“编号”或“指标”栏写明是哪一项"


def _suggestion(row: Row, known: Wordings) -> str:
    duty = row.text(Column.DUTY) or row.text(Column.INDICATOR)
    squeezed = {squeeze(task.duty): task for task in known.tasks}
    close = nearest(squeeze(duty), squeezed) if len(squeeze(duty)) > 3 else None
    if close is None:
        return "请按任务责任分工表填写任务编号"
    task = squeezed[close]
    return f"最接近的是 {task.id}“{_short(task.duty)}”；如果就是它，请在编号栏写 {task.id}"


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:24]}…"
