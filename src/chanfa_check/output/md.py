"""The run as GitHub-flavoured Markdown for a wiki or a mail: the office's page, then what falls short by submission."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chanfa_check.model import Checked, Finding, Run
from chanfa_check.output import office
from chanfa_check.output.bulletin import SILENT_HEAD, Bulletin, Sheet, bulletin
from chanfa_check.output.figures import NONE
from chanfa_check.output.short import counted, what, who
from chanfa_check.output.text import as_text
from chanfa_check.output.words import ROLES, word
from chanfa_check.paths import file_name
from chanfa_check.period import show_period

DETAILS = ("结论", "任务指标", "角色", "单元格", "情况", "处理办法", "分工表原文")

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
    if run.passed_over:
        yield f"另有 {len(run.passed_over)} 个文件不是报表格式，没有检查。"
    yield from _tabled(office.DEPARTMENTS, said.departments)
    if said.reporting:
        yield f"## {office.REPORTING}"
        yield _list(inline(f"{one.label}：{one.text}") for one in said.reporting)
    if said.silent.rows:
        yield f"{SILENT_HEAD}："
        yield _table(said.silent)
    if said.rollups:
        yield f"## {office.ROLLUPS}"
    for one, given in said.rollups:
        yield f"### {inline(f'{one.verdict}：{one.head}')}"
        yield inline(one.text)
        yield _table(given)
        if one.advice:
            yield inline(f"处理办法：{one.advice}")
    yield from _tabled(f"{office.INDEX}{said.assessed}", said.index)
    if said.index_rule:
        yield inline(f"算法：{said.index_rule}。")
    yield from _tabled(f"{office.POINTS}{said.assessed}", said.ranking)
    if said.ranking_rule:
        yield inline(f"规则：{said.ranking_rule}。")
    if said.contradictions:
        yield f"## {office.CONTRADICTIONS}"
        yield _list(inline(f"{one.label}。{one.text}") for one in said.contradictions)
    if said.changes:
        yield f"## {office.CHANGES}"
    for turned, texts in said.changes:
        yield f"{turned}（{len(texts)} 项）："
        yield _list(map(inline, texts))
    yield from _tabled(f"{office.EXEMPLARS}{said.assessed}", said.exemplars)


def _details(run: Run) -> Iterator[str]:
    """Of the submissions that count, those in which something is to be put right."""
    short = [(one, row) for one, row in counted(run) if one.to_put_right]
    if short:
        yield f"## {office.TO_PUT_RIGHT}"
    for checked, row in short:
        yield f"### {inline(who(run, row))}"
        yield _list(map(inline, _about(checked)))
        yield _table(Sheet(DETAILS, tuple(_detail(one) for one in checked.to_put_right)))


def _about(checked: Checked) -> Iterator[str]:
    yield f"文件：“{file_name(checked.path)}”"
    if checked.period:
        yield f"报告期：{show_period(checked.period)}"
    yield from (f"注意：{note}" for note in checked.notes)


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


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
