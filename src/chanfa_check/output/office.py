"""What a run says as a whole, in Chinese: the same words on the terminal, in Markdown, HTML, Word and Excel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from msgspec import Struct

from chanfa_check.model import (
    Change,
    Contradiction,
    Coverage,
    Exemplar,
    Loose,
    Run,
    Score,
    Standing,
    Statement,
    Status,
    Turn,
)
from chanfa_check.output.words import STATUSES
from chanfa_check.quantity.unit import plain
from chanfa_check.verdict.wording import show_day

STANDINGS = {
    Standing.COUNTED: "",
    Standing.TWICE: "报了两份，内容不同",
    Standing.SUPERSEDED: "已更正，不计",
    Standing.COPY: "重复，不计",
    Standing.UNCHECKED: "无法检查",
    Standing.MISSING: "未报送",
}
"""What stands beside a department's line."""

TURNS = {Turn.NEWLY_MET: "新达标", Turn.NEWLY_SHORT: "新出现滞后、未达标", Turn.CORRECTED: "更正"}


_FEW = 3
"""Up to how many tasks a list names them; tables have them all."""


class Said(Struct, frozen=True):
    """One statement: what it is about, and what there is to say."""

    label: str
    text: str


def file_name(path: str) -> str:
    """The last part of a path, of whatever system."""
    return path.replace("\\", "/").rpartition("/")[2]


def title(run: Run) -> str:
    """The heading of the office's page."""
    months = {one.as_of for one in run.coverage if one.as_of}
    name = run.matrix.title if run.matrix else "重点任务"
    if len(months) == 1:
        day = months.pop()
        return f"{name} {day.year}年{day.month}月完成情况"
    return f"{name}完成情况"


def overall(run: Run) -> str:
    """The run in one sentence or two."""
    files = len({(row.path, row.as_of) for row in run.rows if row.path})
    said = [f"共收到 {files} 份报表" + (f"，{run.unchecked} 份无法检查" if run.unchecked else "")]
    total = sum(run.counts.values())
    if total:
        listed = "、".join(f"{STATUSES[status].word} {n} 项" for status, n in run.counts.items() if n)
        said.append(f"共检查 {total} 项：{listed}")
    return "。".join(said) + "。"


def coverage(one: Coverage) -> Iterator[Said]:
    """Who reported for one period, and who did not; only what there is to say."""
    due = f"（{show_day(one.due)}截止）" if one.due else ""
    yield Said("报送", f"应报 {len(one.expected)} 个牵头单位，已报 {len(one.received)} 个{due}")
    if one.missing:
        yield Said("未报送", "、".join(one.missing))
    for late in one.late:
        yield Said("逾期", f"{late.department}：{show_day(late.filled)}填报，{show_day(late.due)}截止")
    if one.undated:
        yield Said("未写填报日期", f"{'、'.join(one.undated)}：看不出是否按时")
    for twice in one.twice:
        files = "、".join(f"“{file_name(path)}”" for path in twice.paths)
        if twice.corrected:
            outcome = f"以写明更正的“{file_name(twice.corrected)}”为准"
        else:
            outcome = "内容相同，只计一份" if twice.same else "内容不同，都没有采信，请确认以哪一份为准"
        yield Said("重复报送", f"{twice.department}：{files}，{outcome}")
    if one.unreported:
        yield Said("没有单位填报的任务", f"{len(one.unreported)} 项：{'、'.join(one.unreported)}")
    silent = [each for each in one.silent if each.sent]
    if silent:
        listed = "；".join(f"{each.department} {_tasks(each.tasks)}" for each in silent)
        yield Said("配合任务没有说明", listed)
    unsent = [each.department for each in one.silent if not each.sent and each.department not in one.missing]
    if unsent:
        yield Said("没有报送的配合单位", "、".join(unsent))


def _tasks(tasks: Sequence[str]) -> str:
    return f"{len(tasks)} 项" if len(tasks) > _FEW else "、".join(tasks)


def change(one: Change) -> str:
    """What changed on one indicator."""
    before = f"{STATUSES[one.before].word}{f' {one.before_shown}' if one.before_shown else ''}"
    now = f"{STATUSES[one.now].word}{f' {one.now_shown}' if one.now_shown else ''}"
    since = f"{one.as_of.year}年{one.as_of.month}月报表" if one.turn is Turn.CORRECTED else _month(one.before_as_of)
    return f"{one.department} {one.indicator} {one.name}：{since} {before} → {now}"


def turned(changes: Sequence[Change], turn: Turn) -> list[Change]:
    """The changes of one kind."""
    return [one for one in changes if one.turn is turn]


def statement(one: Statement) -> str:
    """Where one of several contradicting figures stands."""
    place = f" {one.place}" if one.place else ""
    return f"{file_name(one.path)}{place}：{one.shown}"


def contradiction(one: Contradiction) -> str:
    """Where to look, and what to do."""
    return f"{'；'.join(statement(each) for each in one.statements)}。{one.advice}"


def loose(one: Loose) -> str:
    """A row that belongs nowhere."""
    place = f" {one.place}" if one.place else ""
    return f"{one.department} {file_name(one.path)}{place} “{one.text}”：{one.message}"


def exemplar(one: Exemplar) -> str:
    """The best on one indicator."""
    said = "提前完成" if one.early else "达标"
    return f"{one.indicator} {one.name}：{'、'.join(one.departments)}{f' {one.shown}' if one.shown else ''}（{said}）"


def score(one: Score) -> Said:
    """A department's rank and points."""
    points = "—" if one.points is None else f"{plain(one.points)} 分"
    return Said(f"{one.rank}" if one.rank else "—", f"{one.department} {points}{f'（{one.note}）' if one.note else ''}")


def short(status: Status) -> bool:
    """Whether a verdict is one that somebody has to put right."""
    return status in (Status.UNMET, Status.INVALID, Status.MISSING, Status.BEHIND)


def _month(day: dt.date) -> str:
    return f"{day.year}年{day.month}月"
