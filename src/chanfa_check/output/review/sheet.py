"""What the page for sign-off says in every format: a task's words on the left, what was read from them on the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import groupby

from msgspec import Struct

from chanfa_check.model import MEASURES, Counting, Indicator, Matrix, Task
from chanfa_check.output.review.changes import NOTHING, Revision, Turn, changes
from chanfa_check.output.review.head import GUIDE, compared, facts
from chanfa_check.output.review.plain import plain_words
from chanfa_check.output.timetable import rolled

KIND = "原文与读出的要求对照表（送审）"
LEFT, RIGHT, OPINION = "分工表原文", "读出的要求", "审核意见"
SIGNATURES = ("审核意见", "审核人（签字）", "日期")
_COUNTINGS = {Counting.AT_DATE: "时点数", Counting.YEARLY: "当年数", Counting.CUMULATIVE: "累计数"}


class Manner(StrEnum):
    """What a paragraph is, so that each format can set it apart."""

    WORDS = "words"
    FIELD = "field"
    NOTE = "note"
    CHANGE = "change"
    INDICATOR = "indicator"
    RULE = "rule"
    READING = "reading"
    QUESTION = "question"
    REMARK = "remark"


class Part(Struct, frozen=True):
    """A paragraph. `head` is what stands before the text, "" for nothing."""

    manner: Manner
    head: str
    text: str


class Entry(Struct, frozen=True, kw_only=True):
    """One task. `turn` is None where nothing changed, or nothing is compared."""

    task: str
    turn: Turn | None
    left: tuple[Part, ...]
    right: tuple[Part, ...]


class Block(Struct, frozen=True, kw_only=True):
    """Tasks that follow each other under one section and one measure."""

    section: str
    measure: str
    entries: tuple[Entry, ...]


class Sheet(Struct, frozen=True, kw_only=True):
    """The whole page. `facts` are labels and texts on the matrix; `compared` is what changed, None where nothing is."""

    title: str
    facts: tuple[tuple[str, str], ...]
    guide: tuple[str, ...]
    compared: str | None
    general: tuple[str, ...]
    blocks: tuple[Block, ...]


def sheet(matrix: Matrix, old: Matrix | None, remarks: Mapping[str, tuple[str, ...]]) -> Sheet:
    """The page. `remarks` are sentences by task; under "" or a task that is not there, they are on the matrix."""
    revised = changes(matrix, old) if old else ()
    ids = {task.id for task in matrix.tasks}
    loose = [text for task, said in remarks.items() if task not in ids for text in said]
    removed = {one.task for one in revised if one.turn is Turn.REMOVED and one.whole}
    gone = [(task, _removed(task, old)) for task in old.tasks if task.id in removed] if old else []
    return Sheet(
        title=matrix.title,
        facts=tuple(facts(matrix)),
        guide=GUIDE,
        compared=compared(revised, old) if old else None,
        general=(
            *(f"【{one.turn.value}】{one.text}" for one in revised if not one.task),
            *(f"待定：{one.question}" for one in matrix.review if one.task not in ids),
            *(f"已说明：{one.why}" for one in matrix.accepted if one.task not in ids),
            *(f"提示：{text}" for text in loose),
        ),
        blocks=(
            *_blocks((task, _entry(task, matrix, revised, remarks.get(task.id, ()))) for task in matrix.tasks),
            *_blocks(gone),
        ),
    )


def _blocks(entries: Iterable[tuple[Task, Entry]]) -> Iterator[Block]:
    for (section, measure), found in groupby(entries, key=lambda one: (one[0].section, one[0].measure)):
        yield Block(section=section, measure=measure, entries=tuple(entry for _, entry in found))


def _entry(task: Task, matrix: Matrix, revised: tuple[Revision, ...], remarks: tuple[str, ...]) -> Entry:
    mine = [one for one in revised if one.task == task.id and not _is_removal(one)]
    added = any(one.turn is Turn.ADDED and one.whole for one in mine)
    class_ = matrix.class_of(task.id)
    right = [Part(Manner.CHANGE, f"【{one.turn.value}】", _revised(one)) for one in mine] if not added else []
    for indicator in task.indicators:
        right += _indicator(indicator, matrix)
    right += [Part(Manner.QUESTION, "待定：", one.question) for one in matrix.review if one.task == task.id]
    right += [Part(Manner.NOTE, "已说明：", one.why) for one in matrix.accepted if one.task == task.id]
    right += [Part(Manner.REMARK, "提示：", text) for text in remarks]
    return Entry(
        task=task.id,
        turn=(Turn.ADDED if added else Turn.CHANGED) if mine else None,
        left=(*_words(task), *([Part(Manner.FIELD, "类别：", class_.value)] if class_ else [])),
        right=tuple(right),
    )


def _revised(revision: Revision) -> str:
    """The difference without what is there now, which stands beside it anyway."""
    if revision.turn is Turn.CHANGED and revision.now != revision.was:
        return f"{revision.what}，原为：{revision.was}"
    return revision.text


def _is_removal(revision: Revision) -> bool:
    """Of a whole task, whose number a new one may have by now."""
    return revision.turn is Turn.REMOVED and revision.whole


def _removed(task: Task, old: Matrix) -> Entry:
    right = [part for indicator in task.indicators for part in _indicator(indicator, old)]
    return Entry(
        task=task.id,
        turn=Turn.REMOVED,
        left=tuple(_words(task)),
        right=(Part(Manner.CHANGE, "【删除】", "本版没有这项任务，以下是原来的要求。"), *right),
    )


def _words(task: Task) -> Iterator[Part]:
    yield Part(Manner.WORDS, "", task.duty)
    yield Part(Manner.FIELD, "时间进度：", task.schedule + _marked(task, "schedule"))
    yield Part(Manner.FIELD, "牵头单位：", task.lead + _marked(task, "lead"))
    yield Part(Manner.FIELD, "配合单位：", ("、".join(task.partners) or NOTHING) + _marked(task, "partners"))
    if task.note:
        yield Part(Manner.NOTE, "附注：", task.note)


def _marked(task: Task, field: str) -> str:
    return "（原表空白，沿用上一行）" if field in task.inherited else ""


def _indicator(indicator: Indicator, matrix: Matrix) -> Iterator[Part]:
    about = [f"填{indicator.unit}" if indicator.unit in MEASURES else f"单位：{indicator.unit}"]
    if indicator.unit not in MEASURES:
        about.append(_COUNTINGS[indicator.counting])
    if not indicator.share and indicator.unit == "%":
        about.append("可以超过100%")
    if indicator.part_of:
        about.append(f"计入累计指标 {indicator.part_of}")
    if from_below := rolled(indicator, matrix):
        about.append(from_below)
    if indicator.aliases:
        about.append(f"报表上也叫：{'、'.join(indicator.aliases)}")
    yield Part(Manner.INDICATOR, "", f"{indicator.id} {indicator.name}（{'；'.join(about)}）")
    several = len(indicator.targets) > 1
    for number, target in enumerate(indicator.targets, start=1):
        said = "".join(plain_words(target, indicator, matrix))
        yield Part(Manner.RULE, "", f"（{number}）{said}" if several else said)
    if several:
        yield Part(Manner.RULE, "", "以上各条都要达到。")
    if indicator.reading:
        yield Part(Manner.READING, "读法：", indicator.reading)
