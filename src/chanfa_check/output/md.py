"""The run as GitHub-flavoured Markdown for a wiki or a mail: the office's page, then what falls short by submission."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chanfa_check.model import Finding, Run
from chanfa_check.output.bulletin import Bulletin, Sheet, bulletin
from chanfa_check.output.figures import NONE
from chanfa_check.output.office import Said
from chanfa_check.output.short import counted, what, who
from chanfa_check.output.text import as_text
from chanfa_check.output.words import ROLES, word
from chanfa_check.period import show_period

DETAILS = ("结论", "任务指标", "角色", "单元格", "情况", "办法", "分工表原文")
SILENT = ("配合单位", "没有说明的任务")

# With a backslash before them, these are themselves wherever they stand.
_MARKS = re.compile(r"[\\`*_\[\]<>|~&$#]")
# What GitHub makes a link of its own accord.
_LINKING = re.compile(r"(?<=www)\.|:(?=//)", re.IGNORECASE)
# What makes a list, a rule or a heading at the beginning of a line.
_BEGINNING = re.compile(r"^(\d*)([-+=]|(?<=\d)[.)](?=\s|$))")


def encode(run: Run) -> bytes:
    """The run in UTF-8, lines ending in LF."""
    return ("\n\n".join([*_page(run, bulletin(run)), *_details(run)]) + "\n").encode()


def inline(text: str) -> str:
    """The text so that Markdown shows it as it stands, on one line: in a paragraph, a heading, a list or a cell."""
    shown = _MARKS.sub(r"\\\g<0>", as_text(text).strip())
    return _BEGINNING.sub(r"\1\\\2", _LINKING.sub(r"\\\g<0>", shown))


def _page(run: Run, said: Bulletin) -> Iterator[str]:
    yield f"# {inline(said.title)}"
    yield inline(said.overall)
    yield from _tabled("各单位", said.departments)
    if said.coverage:
        yield "## 报送情况"
        yield _list(_said(said.coverage))
    silent = tuple(_silent(run))
    if silent:
        yield _table(Sheet(SILENT, silent))
    yield from _tabled("完成指数", said.index)
    if said.index_rule:
        yield inline(f"计算办法：{said.index_rule}。")
    yield from _tabled("单位排名", said.ranking)
    if said.ranking_rule:
        yield inline(f"计分办法：{said.ranking_rule}。")
    if said.contradictions:
        yield "## 相互矛盾的数据"
        yield _list(inline(f"{one.label}（{one.text}）") for one in said.contradictions)
    if said.changes:
        yield "## 与上期相比的变化"
    for turned, texts in said.changes:
        yield f"{turned}（{len(texts)} 项）："
        yield _list(map(inline, texts))
    yield from _tabled("完成较好的单位", said.exemplars)


def _silent(run: Run) -> Iterator[tuple[str, ...]]:
    """All the tasks that the list above only counts."""
    for one in run.coverage:
        month = f"（{one.as_of.year}年{one.as_of.month}月）" if one.as_of and len(run.coverage) > 1 else ""
        yield from ((f"{each.department}{month}", "、".join(each.tasks)) for each in one.silent if each.sent)


def _details(run: Run) -> Iterator[str]:
    """Of the submissions that count, those in which something is to be put right."""
    short = [(one, standing) for one, standing in counted(run) if one.to_put_right]
    if short:
        yield "## 需要处理的"
    for checked, standing in short:
        period = f" · {show_period(checked.period)}" if checked.period else ""
        yield f"### {inline(who(run, checked, standing) + period)}"
        yield _list(inline(told) for told in (f"文件：{checked.path}", *(f"注意：{note}" for note in checked.notes)))
        yield _table(Sheet(DETAILS, tuple(_detail(one) for one in checked.to_put_right)))


def _detail(one: Finding) -> tuple[str, ...]:
    return (
        word(one),
        what(one),
        ROLES[one.role] if one.role else NONE,
        str(one.place) if one.place else NONE,
        "；".join((one.message, *one.notes)),
        one.advice,
        one.wording,
    )


def _tabled(head: str, sheet: Sheet) -> Iterator[str]:
    if sheet.rows:
        yield f"## {head}"
        yield _table(sheet)


def _table(sheet: Sheet) -> str:
    rows = [sheet.columns, ("---",) * len(sheet.columns)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines, *(f"| {' | '.join(map(inline, row))} |" for row in sheet.rows)])


def _said(several: Iterable[Said]) -> Iterator[str]:
    return (inline(f"{one.label}：{one.text}") for one in several)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
