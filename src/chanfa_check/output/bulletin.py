"""What the bulletin says, section by section, whatever it is written in. Texts of submissions stand verbatim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from msgspec import Struct

from chanfa_check.model import Exemplar, Index, Row, Run, Score, Standing, Status
from chanfa_check.output import office
from chanfa_check.output.figures import NONE
from chanfa_check.output.office import Levelled, Said
from chanfa_check.output.short import FAULTY, LACKING, faulty, lacking
from chanfa_check.output.words import STATUSES
from chanfa_check.paths import file_name
from chanfa_check.quantity.unit import plain


class Sheet(Struct, frozen=True):
    """A table: every row has a text for each column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


class Bulletin(Struct, frozen=True, kw_only=True):
    """The sections in their order; an empty one has nothing to say. `checked` counts the indicators checked.

    `plan` is the matrix's title, `period` the months ("" where none is known), `assessed` the month of index,
    points and exemplars where there are several ("" else). `only` is the department that the run is about where it
    answers for no other, "" for all of them. `departments` has a column for each of `verdicts`, which are those
    that occur. `silent` are the tasks that `reporting` may only count. `rollups` come with what the level below
    gives. `remedies` say by verdict what to do about what is `lacking`. `ranking` and `index` are empty where the
    matrix defines none.
    """

    title: str
    plan: str
    period: str
    assessed: str
    only: str
    overall: str
    checked: int
    verdicts: tuple[str, ...]
    departments: Sheet
    reporting: tuple[Said, ...]
    silent: Sheet
    index: Sheet
    index_value: str
    index_rule: str
    ranking: Sheet
    ranking_rule: str
    lacking: Sheet
    remedies: tuple[Said, ...]
    faulty: Sheet
    loose: tuple[str, ...]
    rollups: tuple[tuple[Levelled, Sheet], ...]
    contradictions: tuple[Said, ...]
    changes: tuple[tuple[str, tuple[str, ...]], ...]
    exemplars: Sheet


def bulletin(run: Run) -> Bulletin:
    """The run, as the office reports on it."""
    behind = lacking(run)
    remedies = dict.fromkeys((STATUSES[one.status].word, one.advice) for _, one in behind if one.advice)
    used = tuple(status for status in STATUSES if run.counts.get(status))
    verdicts = tuple(STATUSES[status].word for status in used)
    return Bulletin(
        title=office.title(run),
        plan=run.matrix.title if run.matrix else "重点任务",
        period="、".join(_month(day) for day in sorted({one.as_of for one in run.coverage if one.as_of})),
        assessed=office.assessed(run),
        only="" if run.whole else "、".join(dict.fromkeys(row.department for row in run.rows if row.department)),
        overall=office.overall(run),
        checked=sum(run.counts.values()),
        verdicts=verdicts,
        departments=Sheet(("单位", *verdicts, "备注"), tuple(_departments(run, used))),
        reporting=tuple(office.reporting(run)),
        silent=Sheet(SILENT, tuple(_silent(run))),
        index=Sheet(INDEX, tuple(_index(run.index)) if run.index else ()),
        index_value=_number(run.index.value) if run.index else "",
        index_rule=run.index.rule if run.index else "",
        ranking=Sheet(RANKING, tuple(_score(one) for one in run.scores.scores) if run.scores else ()),
        ranking_rule=run.scores.rule if run.scores else "",
        lacking=Sheet(LACKING, tuple(row for row, _ in behind)),
        remedies=tuple(Said(label, text) for label, text in remedies),
        faulty=Sheet(FAULTY, tuple(faulty(run))),
        loose=tuple(office.loose(one) for one in run.loose),
        rollups=tuple(
            (said, Sheet(office.GIVEN, said.given)) for said in map(partial(office.levelled, run), run.rollups)
        ),
        contradictions=tuple(Said(one.message, office.contradiction(one)) for one in run.contradictions),
        changes=tuple(
            (shown, tuple(office.change(one) for one in turned))
            for turn, shown in office.TURNS.items()
            if (turned := office.turned(run.changes, turn))
        ),
        exemplars=Sheet(EXEMPLARS, tuple(_exemplar(one) for one in run.exemplars)),
    )


SILENT = ("单位", "没有说明的任务")
SILENT_HEAD = "配合任务没有说明"
INDEX = ("板块", "权重", "计入指标", "指数")
RANKING = ("名次", "单位", "积分", "计入指标", "备注")
EXEMPLARS = ("任务指标", "单位", "完成情况", "结论")


def _departments(run: Run, used: tuple[Status, ...]) -> Iterator[tuple[str, ...]]:
    """A line for each submission, and one for who sent nothing; those that do not count have no numbers."""
    for row in run.rows:
        numbers = [str(row.counts.get(status, 0)) if row.standing.counts else NONE for status in used]
        yield (office.named(run, row), *numbers, _remark(row))
    if used and len(run.rows) > 1:
        yield ("合计", *(str(run.counts[status]) for status in used), "")


def _remark(row: Row) -> str:
    """What the line's standing is, and of which of the department's files."""
    said = office.STANDINGS[row.standing]
    told = row.standing in (Standing.COUNTED, Standing.MISSING) or not row.department
    return said if told else f"{said}：“{file_name(row.path)}”"


def _silent(run: Run) -> Iterator[tuple[str, ...]]:
    """All the tasks of each partner that sent something."""
    for one in run.coverage if run.whole else ():
        month = f"（{_month(one.as_of)}）" if one.as_of and len(run.coverage) > 1 else ""
        yield from ((f"{each.department}{month}", "、".join(each.tasks)) for each in one.silent if each.sent)


def _index(index: Index) -> Iterator[tuple[str, ...]]:
    for one in index.sections:
        yield (one.section, plain(one.weight), str(one.indicators), _number(one.value))
    counted = str(sum(one.indicators for one in index.sections))
    yield ("总指数", plain(sum((one.weight for one in index.sections), Decimal(0))), counted, _number(index.value))


def _score(one: Score) -> tuple[str, ...]:
    return (str(one.rank or NONE), one.department, _number(one.points), str(one.counted), one.note)


def _exemplar(one: Exemplar) -> tuple[str, ...]:
    verdict = "提前完成" if one.early else STATUSES[Status.MET].word
    return (f"{one.indicator} {one.name}", "、".join(one.departments), one.shown or NONE, verdict)


def _number(value: Decimal | None) -> str:
    return NONE if value is None else plain(value)


def _month(day: dt.date) -> str:
    return f"{day.year}年{day.month}月"
