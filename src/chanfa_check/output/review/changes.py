"""What a matrix says otherwise than its last version did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from chanfa_check.matrix.field_notes import FIELD_NOTES, note_key
from chanfa_check.model import INHERITABLE, Indicator, Matrix, Task
from chanfa_check.output.review.plain import plain_words

NOTHING, TASK = "无", "任务"
_WORDS = {
    **{"linear": "按整月直线", "step": "保持上一目标", "none": "不设"},
    **{"month": "每月", "quarter": "每季度", "half-year": "每半年", "year": "每年"},
}


class Turn(StrEnum):
    """What happened to something since the last version."""

    ADDED = "新增"
    REMOVED = "删除"
    CHANGED = "修改"


class Revision(Struct, frozen=True, kw_only=True):
    """One difference. `task` is the id of a task, of the old version where it is there no longer; "" for the matrix."""

    turn: Turn
    task: str
    what: str
    now: str = ""
    was: str = ""

    @property
    def whole(self) -> bool:
        """Whether a task as a whole was added or removed."""
        return self.what == TASK

    @property
    def text(self) -> str:
        """The difference as one line, without its turn: 时间进度：…；原为：…."""
        if self.turn is Turn.ADDED:
            return f"{self.what}：{self.now}"
        if self.turn is Turn.REMOVED:
            return f"{self.what}，原为：{self.was}"
        if self.now == self.was:
            return f"{self.what}：写法有改动，读出的与原来相同，请对照分工表文件"
        return f"{self.what}：{self.now.rstrip('。')}；原为：{self.was}"


def changes(new: Matrix, old: Matrix) -> tuple[Revision, ...]:
    """The differences, of the matrix as a whole first, then task by task, those that were removed last.

    A task that only got another number is found again by its duty. Targets are compared by what they ask for in plain
    words, so that a change of the matrix's years or pace shows in every task that it touches.
    """
    return tuple(_all(new, old))


def _all(new: Matrix, old: Matrix) -> Iterator[Revision]:
    for field in fields(Matrix):
        if field.name != "tasks":
            title = FIELD_NOTES.get(note_key(Matrix, field.encode_name), (field.encode_name, ""))[0]
            yield from _whole(title, getattr(new, field.name), getattr(old, field.name))
    before = _pairs(new.tasks, old.tasks)
    for task in new.tasks:
        if task.id in before:
            yield from _task(task, before[task.id], new, old)
        else:
            yield Revision(turn=Turn.ADDED, task=task.id, what=TASK, now=task.duty)
    kept = {task.id for task in before.values()}
    for task in old.tasks:
        if task.id not in kept:
            yield Revision(turn=Turn.REMOVED, task=task.id, what=TASK, was=task.duty)


def _pairs(new: Sequence[Task], old: Sequence[Task]) -> dict[str, Task]:
    """What each task was before, by its id: the same words first, wherever they stand, then the same number."""
    left = {task.id: task for task in old}
    found: dict[str, Task] = {}
    for same in (
        lambda one, other: (one.id, one.duty) == (other.id, other.duty),
        lambda one, other: (one.section, one.duty) == (other.section, other.duty),
        lambda one, other: one.id == other.id,
    ):
        for task in new:
            match = next((one for one in left.values() if same(task, one)), None) if task.id not in found else None
            if match:
                found[task.id] = left.pop(match.id)
    return found


def _whole(title: str, now: Any, was: Any) -> Iterator[Revision]:
    """Of mappings and lists only what differs; of anything else both."""
    if now == was:
        return
    if isinstance(now, dict) and isinstance(was, dict):
        for key in dict.fromkeys((*now, *was)):
            if key not in was:
                yield Revision(turn=Turn.ADDED, task="", what=f"{title}“{key}”", now=_shown(now[key]))
            elif key not in now:
                yield Revision(turn=Turn.REMOVED, task="", what=f"{title}“{key}”", was=_shown(was[key]))
            elif now[key] != was[key]:
                yield _changed("", f"{title}“{key}”", _shown(now[key]), _shown(was[key]))
    elif isinstance(now, tuple) and isinstance(was, tuple) and not _years(now):
        for one in now:
            if one not in was:
                yield Revision(turn=Turn.ADDED, task="", what=title, now=_shown(one))
        for one in was:
            if one not in now:
                yield Revision(turn=Turn.REMOVED, task="", what=title, was=_shown(one))
    else:
        yield _changed("", title, _shown(now), _shown(was))


def _task(task: Task, before: Task, new: Matrix, old: Matrix) -> Iterator[Revision]:
    for field in fields(Task):
        now, was = getattr(task, field.name), getattr(before, field.name)
        if field.name != "indicators" and now != was:
            yield _changed(task.id, FIELD_NOTES[note_key(Task, field.encode_name)][0], _shown(now), _shown(was))
    left = list(before.indicators)
    for indicator in task.indicators:
        match = next((one for one in left if one.id == indicator.id), None)
        match = match or next((one for one in left if one.name == indicator.name), None)
        if match:
            left.remove(match)
            yield from _indicator(task, indicator, match, new, old)
        else:
            asked = "".join(_asked(indicator, new))
            yield Revision(turn=Turn.ADDED, task=task.id, what=f"指标 {_named(indicator)}", now=asked)
    for indicator in left:
        asked = "".join(_asked(indicator, old))
        yield Revision(turn=Turn.REMOVED, task=task.id, what=f"指标 {_named(indicator)}", was=asked)


def _indicator(task: Task, now: Indicator, was: Indicator, new: Matrix, old: Matrix) -> Iterator[Revision]:
    for field in fields(Indicator):
        one, other = getattr(now, field.name), getattr(was, field.name)
        if field.name != "targets" and one != other:
            title = FIELD_NOTES[note_key(Indicator, field.encode_name)][0]
            yield _changed(task.id, f"指标 {now.id} 的{title}", _shown(one), _shown(other))
    asked = list(zip(now.targets, _asked(now, new), strict=True))
    before = list(zip(was.targets, _asked(was, old), strict=True))
    added = [one for one in asked if one not in before]
    removed = [one for one in before if one not in asked]
    what = f"指标 {now.id} 的要求"
    for target, said in added:
        match = next((one for one in removed if one[0].rule == target.rule), None)
        if match:
            removed.remove(match)
            yield _changed(task.id, what, said, match[1])
        else:
            yield Revision(turn=Turn.ADDED, task=task.id, what=what, now=said)
    for _, said in removed:
        yield Revision(turn=Turn.REMOVED, task=task.id, what=what, was=said)


def _asked(indicator: Indicator, matrix: Matrix) -> list[str]:
    return ["".join(plain_words(target, indicator, matrix)) for target in indicator.targets]


def _named(indicator: Indicator) -> str:
    return f"{indicator.id} {indicator.name}"


def _changed(task: str, what: str, now: str, was: str) -> Revision:
    return Revision(turn=Turn.CHANGED, task=task, what=what, now=now, was=was)


def _years(value: tuple[Any, ...]) -> bool:
    """Whether it is a first and a last year, which go together."""
    return any(isinstance(one, int) for one in value)


def _shown(value: Any) -> str:
    """Any value of a matrix in words."""
    if isinstance(value, Matrix):
        return f"{value.id} 第 {value.version} 版"
    if isinstance(value, Struct):
        items = [(FIELD_NOTES.get(note_key(type(value), one.encode_name)), one) for one in fields(value)]
        said = [(note[0] if note else "", getattr(value, one.name)) for note, one in items]
        return (
            "，".join(f"{title} {_shown(one)}".strip() for title, one in said if one not in (None, "", ())) or NOTHING
        )
    if isinstance(value, dict):
        return "；".join(f"{key}：{_shown(one)}" for key, one in value.items()) or NOTHING
    if isinstance(value, tuple):
        between = "—" if _years(value) else "、"
        return between.join(_shown(one) for one in value) or NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    text = "" if value is None else str(value)
    return INHERITABLE.get(text) or _WORDS.get(text) or text or NOTHING
