"""总表: the run in one sentence, who reported, who stands how, the ranking, the index, what changed, who did best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from chanfa_check.model import Change, Row, Run, Standing, Status, Turn
from chanfa_check.output import office
from chanfa_check.output.figures import NONE
from chanfa_check.output.words import STATUSES
from chanfa_check.output.xlsx import amounts, look
from chanfa_check.output.xlsx import grid as g
from chanfa_check.output.xlsx.runs import month
from chanfa_check.paths import file_name
from chanfa_check.quantity.unit import plain
from chanfa_check.verdict.wording import show_day

if TYPE_CHECKING:
    from decimal import Decimal

    from openpyxl.worksheet.worksheet import Worksheet

NAME = "总表"
_WIDTHS = (15, 11, *[9] * len(Status), 7, 34)
_LAST = len(_WIDTHS)
_COUNT = '0;-0;"—"'


def write(pen: g.Pen, run: Run) -> None:
    """The sheet; a part that has nothing to say is not there."""
    sheet = g.new_sheet(pen, NAME)
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[g.letter(number)].width = width
    row = _head(pen, sheet, run)
    for caption, columns, rows in _tables(run):
        name, _, rule = caption.partition("：")
        row = g.line(pen, sheet, row + 1, name, _LAST, g.Style(size=11, bold=True, bordered=False))
        if rule:
            row = g.line(pen, sheet, row, rule, _LAST, g.Style(size=9, bordered=False))
        row = g.table(pen, sheet, row, columns, rows)


def _head(pen: g.Pen, sheet: Worksheet, run: Run) -> int:
    title = g.Style(size=16, bold=True, centred=True, bordered=False, font=look.TITLE_FONT)
    row = g.line(pen, sheet, 1, office.title(run), _LAST, title)
    row = g.line(pen, sheet, row, office.overall(run), _LAST, g.Style(size=11, bordered=False))
    for text in _judged(run):
        row = g.line(pen, sheet, row, text, _LAST, g.Style(bordered=False))
    return row


def _judged(run: Run) -> Iterator[str]:
    days = [run.as_of] if run.as_of else sorted({one.as_of for one in run.coverage if one.as_of})
    until = f"截至{'、'.join(map(show_day, days))}。" if days else ""
    by = "；".join(f"{one.title}（{one.id}，第 {one.version} 版）" for one in run.matrices)
    if by:
        yield f"{until}判定依据：{by}。"
    elif until:
        yield until


def _tables(run: Run) -> Iterator[tuple[str, Sequence[g.Column], Sequence[g.Row]]]:
    """Each with its caption ("name", or "name：how it is reckoned")."""
    month = office.assessed(run)
    reporting = [[said.label, said.text] for said in office.reporting(run)]
    if reporting:
        yield office.REPORTING, _REPORTING, reporting
    if run.rows:
        yield f"{office.DEPARTMENTS}（项）", _STANDINGS, [*(_standing(run, row) for row in run.rows), _total(run)]
    if run.scores:
        scores = [
            [
                amounts.plain_number(one.rank, str(one.rank)) if one.rank else NONE,
                one.department,
                _points(one.points),
                amounts.plain_number(one.counted, str(one.counted)),
                one.note,
            ]
            for one in run.scores.scores
        ]
        yield f"{office.POINTS}{month}：规则：{run.scores.rule}。", _SCORES, scores
    if run.index:
        sections: list[g.Row] = [
            [
                one.section,
                amounts.plain_number(one.weight, plain(one.weight)),
                _points(one.value),
                amounts.plain_number(one.indicators, str(one.indicators)),
            ]
            for one in run.index.sections
        ]
        total: g.Row = [g.Item("总指数", bold=True), "", _points(run.index.value), ""]
        yield f"{office.INDEX}{month}：算法：{run.index.rule}。", _INDEX, [*sections, total]
    if run.changes:
        yield office.CHANGES, _CHANGES, [_change(one) for turn in Turn for one in office.turned(run.changes, turn)]
    if run.exemplars:
        best = [
            [one.indicator, one.name, "、".join(one.departments), one.shown, "提前完成" if one.early else "达标"]
            for one in run.exemplars
        ]
        yield f"{office.EXEMPLARS}{month}", _EXEMPLARS, best


_REPORTING = (g.Column("情况", span=2), g.Column("说明", span=11))
_STANDINGS = (
    g.Column("单位", span=2),
    *(g.Column(f"{one.symbol} {one.word}", centred=True) for one in STATUSES.values()),
    g.Column("合计", centred=True),
    g.Column("备注"),
)
_SCORES = (
    g.Column("名次", centred=True),
    g.Column("单位", span=2),
    g.Column("积分", centred=True, span=2),
    g.Column("计入指标", centred=True, span=2),
    g.Column("备注", span=6),
)
_INDEX = (
    g.Column("板块", span=5),
    g.Column("权重", centred=True, span=2),
    g.Column("指数", centred=True, span=2),
    g.Column("计入指标", centred=True, span=2),
)
_CHANGES = (
    g.Column("变化", centred=True),
    g.Column("单位", span=2),
    g.Column("指标", centred=True),
    g.Column("名称", span=4),
    g.Column("此前", span=2),
    g.Column("现在", span=3),
)
_EXEMPLARS = (
    g.Column("指标", centred=True),
    g.Column("名称", span=5),
    g.Column("单位", span=4),
    g.Column("填报", span=2),
    g.Column("结论"),
)


def _standing(run: Run, row: Row) -> g.Row:
    name = office.named(run, row)
    said = "；".join(text for text in (office.STANDINGS[row.standing], file_name(row.path)) if text)
    if row.standing.counts:
        return [name, *_counts(row.counts), said]
    missing = row.standing in (Standing.MISSING, Standing.UNCHECKED)
    aside = g.filled([name, *[NONE] * (len(Status) + 1)], "" if missing else look.GREY)
    return [*aside, g.Item(said, fill=look.FILLS[Status.MISSING] if missing else look.GREY)]


def _total(run: Run) -> g.Row:
    return [g.Item("合计", bold=True), *_counts(run.counts), ""]


def _counts(counts: dict[Status, int]) -> list[g.Item]:
    each = [
        g.Item(counts.get(status, 0), _COUNT, fill=look.FILLS[status] if counts.get(status) else "")
        for status in Status
    ]
    return [*each, g.Item(sum(counts.values()), "0", bold=True)]


def _points(value: Decimal | None) -> g.Item | str:
    return NONE if value is None else amounts.plain_number(value, plain(value))


def _change(one: Change) -> g.Row:
    return [
        office.TURNS[one.turn],
        one.department,
        one.indicator,
        one.name,
        f"{month(one.before_as_of)} {STATUSES[one.before].word} {one.before_shown}".strip(),
        f"{month(one.as_of)} {STATUSES[one.now].word} {one.now_shown}".strip(),
    ]
