"""What a run says as a whole, in Chinese: the same words on the terminal, in Markdown, HTML, Word and Excel."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from chanfa_check.model import (
    Change,
    Contradiction,
    Contribution,
    Coverage,
    Exemplar,
    How,
    Loose,
    Rolled,
    Row,
    Run,
    Score,
    Standing,
    Statement,
    Status,
    Turn,
)
from chanfa_check.output.figures import NONE
from chanfa_check.output.words import STATUSES, word
from chanfa_check.paths import file_name, tell_apart
from chanfa_check.quantity.show import show_amount
from chanfa_check.quantity.unit import plain
from chanfa_check.verdict.wording import show_day

REPORTING, DEPARTMENTS, HEAT_MAP = "报送情况", "各单位结论", "任务热力图"
CONTRADICTIONS, CHANGES, INDEX, POINTS, EXEMPLARS = "数据勾稽", "变化情况", "指数", "积分排名", "典型"
LOOSE, TO_PUT_RIGHT, DETAILS, ROLLUPS = "对不上任务的行", "需要处理", "明细", "分级汇总"
"""What the sections are called, in every format."""

STANDINGS = {
    Standing.COUNTED: "",
    Standing.TWICE: "重复报送，内容不同",
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


def named(run: Run, row: Row) -> str:
    """What a line is called: by its department, or its file; with matrix and month where there are several."""
    name = row.department or f"“{file_name(row.path)}”"
    said = [called(run, row.matrix)] if several_plans(run) and row.matrix else []
    said += [_month(row.as_of)] if run.as_of is None and row.as_of else []
    return f"{name}（{'，'.join(said)}）" if said else name


def several_plans(run: Run) -> bool:
    """Whether the page speaks of several matrices, be it only to say that nobody reported under the others."""
    return run.matrix is None or len({one.matrix for one in run.coverage}) > 1


def called(run: Run, matrix: str) -> str:
    """What the matrix of this id is called: as a level, by its place; else by the id."""
    return next((one.child for each in run.rollups for one in each.contributions if one.matrix == matrix), matrix)


def versions(run: Run) -> list[str]:
    """The matrices that judged, each with its version."""
    found = {one.matrix: one.version for one in run.rollups} | {one.id: one.version for one in run.matrices}
    return [f"{name} 第 {version} 版" for name, version in found.items()]


def assessed(run: Run) -> str:
    """Of which month index, points and exemplars are, where the run has several; else ""."""
    days = [one.as_of for one in run.coverage if one.as_of]
    return f"（{_month(max(days))}）" if len(days) > 1 else ""


def title(run: Run) -> str:
    """The heading of the office's page."""
    months = {one.as_of for one in run.coverage if one.as_of}
    plans = {one.plan for one in run.rollups if not one.names}
    name = run.matrix.title if run.matrix else plans.pop() if len(plans) == 1 else "重点任务"
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
    if run.rollups:
        made_up = Counter(one.status for one in run.rollups)
        listed = "、".join(f"{STATUSES[status].word} {made_up[status]} 项" for status in STATUSES if made_up[status])
        said.append(f"由下级汇总 {len(run.rollups)} 项：{listed}")
    return "。".join(said) + "。"


def reporting(run: Run) -> Iterator[Said]:
    """Who reported and who did not, period by period; what could not be checked; only what there is to say."""
    if run.whole:
        several = len({one.as_of for one in run.coverage}) > 1
        for one in run.coverage:
            month = _month(one.as_of) if several and one.as_of else ""
            plan = f"{called(run, one.matrix)} " if several_plans(run) else ""
            yield from (Said(f"{plan}{month}{said.label}", said.text) for said in _covered(run, one))
    for checked in run.submissions:
        for problem in checked.problems:
            place = f" {problem.place}" if problem.place else ""
            yield Said("无法检查", f"“{file_name(checked.path)}”{place}，{problem.message}")
    if run.elsewhere:
        yield Said("其他时期的报表", "、".join(f"“{file_name(path)}”" for path in run.elsewhere) + _left_out(run))


def _left_out(run: Run) -> str:
    """The months that were not rolled up because too few reported for them, where there are such."""
    if not run.rollups:
        return ""
    elsewhere = frozenset(run.elsewhere)
    left = {row.as_of for row in run.rows if row.path in elsewhere and row.as_of}
    months = "、".join(_month(day) for day in sorted(left))
    return f"。{months}报送的不到最多一期的一半，没有分级汇总，也没有核对谁未报送；报齐后再检查" if months else ""


def _covered(run: Run, one: Coverage) -> Iterator[Said]:
    due = f"（{show_day(one.due)}截止）" if one.due else ""
    if one.expected:
        yield Said("报送", f"应报 {len(one.expected)} 个牵头单位，已报 {len(one.received)} 个{due}")
    else:
        # Of those from whom nothing is expected, who sent something nevertheless.
        sent = [row.department for row in run.rows if row.path and (row.matrix, row.as_of) == (one.matrix, one.as_of)]
        also = f"；{'、'.join(dict.fromkeys(sent))}也报了" if sent else ""
        if any(each.matrix == one.matrix for each in run.rollups):
            yield Said("报送", f"任务都由下级汇总，不必另报{also}")
    if one.missing:
        yield Said("未报送", "、".join(one.missing))
    for late in one.late:
        yield Said("逾期", f"{late.department}{show_day(late.filled)}填报，截止日为{show_day(late.due)}")
    if one.undated:
        yield Said("未写填报日期", f"{'、'.join(one.undated)}，看不出是否按时")
    for twice in one.twice:
        names = tell_apart(twice.paths)
        files = "、".join(f"“{name}”" for name in names.values())
        if twice.corrected:
            outcome = f"以写明更正的“{names[twice.corrected]}”为准"
        else:
            outcome = "内容相同，只计一份" if twice.same else "内容不同，都列出，请单位确认以哪一份为准"
        yield Said("重复报送", f"{twice.department}报了{files}，{outcome}")
    if one.unreported:
        yield Said("没有单位填报的任务", f"{'、'.join(one.unreported)}（共 {len(one.unreported)} 项）")
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
    if one.turn is Turn.CORRECTED:
        return f"{one.department} {one.indicator} {one.name}：{_month(one.as_of)}报表由“{before}”更正为“{now}”"
    return f"{one.department} {one.indicator} {one.name}：{_month(one.before_as_of)}{before}，现在{now}"


def turned(changes: Sequence[Change], turn: Turn) -> list[Change]:
    """The changes of one kind."""
    return [one for one in changes if one.turn is turn]


def places(one: Contradiction) -> str:
    """Where the contradicting figures stand, with their months where these differ."""
    if len({each.as_of for each in one.statements}) > 1:
        return "；".join(_statement(each, file_name(each.path), _month(each.as_of)) for each in one.statements)
    names = tell_apart(each.path for each in one.statements)
    return "；".join(_statement(each, names[each.path], "") for each in one.statements)


def _statement(one: Statement, name: str, month: str) -> str:
    place = f" {one.place}" if one.place else ""
    return f"{month}“{name}”{place}：{one.shown}"


def contradiction(one: Contradiction) -> str:
    """Where to look, and what to do."""
    return f"{places(one)}。{one.advice}"


GIVEN = ("下级", "单位", "数", "占比或权重", "出处")
"""The columns of what the children give to an indicator."""
HOW = {How.SUM: "相加", How.MEAN: "平均", How.WEIGHTED: "加权平均", How.WORST: "取最差"}


class Levelled(Struct, frozen=True):
    """An indicator that the level below makes up: what it is, its verdict, and a row of `GIVEN` for each child."""

    head: str
    verdict: str
    text: str
    advice: str
    given: tuple[tuple[str, ...], ...]


def levelled(run: Run, one: Rolled) -> Levelled:
    """All there is to say of it."""
    months = {each.as_of for each in run.rollups}
    where = [_month(one.as_of)] if len(months) > 1 else []
    where += [*one.names, f"{HOW[one.how]}"]
    head = f"{one.indicator} {one.name}（{'，'.join(where)}）"
    names = tell_apart(each.path for each in one.contributions if each.path)
    given = tuple(_given(each, names) for each in one.contributions)
    return Levelled(head, word(one), one.message, one.advice, given)


def _given(one: Contribution, files: dict[str, str]) -> tuple[str, ...]:
    if one.portion is not None:
        share = f"占 {show_amount(one.portion, '%')}"
    else:
        share = NONE if one.weight is None else f"权重 {plain(one.weight)}"
    place = f" {one.place}" if one.place else ""
    source = "由它的下级汇总" if one.rolled else f"“{files[one.path]}”{place}" if one.path else ""
    return (one.child, one.department or NONE, one.shown or NONE, share, "，".join(filter(None, (one.why, source))))


def contributed(given: Sequence[str]) -> str:
    """One row of `GIVEN` as a sentence."""
    child, department, shown, share, source = given
    who = child if department == NONE else f"{child}（{department}）"
    said = [text for text in (shown, share) if text != NONE]
    return f"{who}：{'，'.join([*said, source]) if said else source}"


def loose(one: Loose) -> str:
    """A row that belongs nowhere."""
    place = f" {one.place}" if one.place else ""
    return f"{one.department}“{file_name(one.path)}”{place} “{one.text}”：{one.message}"


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
