"""What a clerk sees: a heading, a line for every indicator, what to put right (worst first), a tally."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from chanfa_check.check.wording import show_due, show_requirement, show_value
from chanfa_check.model import Checked, Finding, Indicator, Problem, Role, Run, Status
from chanfa_check.output.words import STATUSES, style, word
from chanfa_check.period import show_period

if TYPE_CHECKING:
    from collections.abc import Mapping

_QUIET = (Status.MET, Status.ON_TRACK, Status.NOT_DUE, Status.REVIEW)


def show(run: Run, console: Console) -> None:
    """Prints the run."""
    symbols = _symbols(console.encoding)
    for index, checked in enumerate(run.submissions):
        if index:
            console.print()
        console.print(_submission(checked, run, symbols))
    if len(run.submissions) > 1:
        console.print()
        console.print(_total(run, symbols))


def _symbols(encoding: str) -> Mapping[Status, str]:
    """A symbol for every verdict that the console's encoding holds: √ and × under GBK, ASCII where nothing else is."""
    shown = {status: one.symbol for status, one in STATUSES.items()}
    for table in (str.maketrans("", ""), str.maketrans("✓✗", "√×")):
        tried = {status: symbol.translate(table) for status, symbol in shown.items()}
        try:
            "".join(tried.values()).encode(encoding)
        except (UnicodeEncodeError, LookupError):
            continue
        return tried
    return {status: f"{one.plain} {status.value}" for status, one in STATUSES.items()}


def _submission(checked: Checked, run: Run, symbols: Mapping[Status, str]) -> RenderableType:
    parts: list[RenderableType] = [_heading(checked, run)]
    parts += [_problem(problem) for problem in checked.problems]
    lead = [one for one in checked.findings if one.role is Role.LEAD and one.indicator]
    if lead:
        parts += ["", _lines(lead, run, symbols)]
    support = [one for one in checked.findings if one.role is Role.PARTNER]
    if support:
        parts += [Text("配合任务", style="bold"), *(_support(one, symbols) for one in support)]
    wrong = sorted(
        (
            one
            for one in checked.findings
            if one.status not in _QUIET or (one.indicator is None and one.role is Role.LEAD)
        ),
        key=lambda one: (list(STATUSES).index(one.status), one.light is None, one.light == "yellow"),
    )
    wrong = [one for one in wrong if one.status is not Status.NO_TARGET]
    if wrong:
        parts += ["", Text(f"需要处理（{len(wrong)} 项，急的在前）", style="bold")]
        parts += [_detail(one, symbols) for one in wrong]
    if checked.findings:
        parts += ["", _tally(checked.findings, symbols)]
    return Group(*parts)


def _heading(checked: Checked, run: Run) -> Text:
    title = " · ".join(
        text for text in (checked.department, show_period(checked.period) if checked.period else None) if text
    )
    lines = [Text(title or "无法检查", style="bold")]
    lines.append(Text(checked.path, style="dim"))
    if run.matrix:
        lines.append(Text(f"{run.matrix.title}（{run.matrix.id}，第 {run.matrix.version} 版）", style="dim"))
    if checked.as_of:
        lines.append(Text(f"判定到 {checked.as_of.year}年{checked.as_of.month}月{checked.as_of.day}日", style="dim"))
    return Text("\n").join(lines)


def _problem(problem: Problem) -> Text:
    where = f"{problem.place} · " if problem.place else ""
    return Text.assemble(("无法检查  ", "bold red"), f"{where}{problem.message}", (f"（{problem.code}）", "dim"))


def _lines(findings: Iterable[Finding], run: Run, symbols: Mapping[Status, str]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold", expand=False)
    table.add_column("编号", no_wrap=True)
    table.add_column("指标", overflow="fold", min_width=16, ratio=5)
    table.add_column("填报", overflow="fold", max_width=14, ratio=2)
    table.add_column("要求", overflow="fold", max_width=22, ratio=3)
    table.add_column("结论", no_wrap=True)
    for one in findings:
        indicator = _indicator(one, run)
        table.add_row(
            Text(one.indicator or one.task or ""),
            Text(one.name),
            Text(_reported(one, indicator)),
            Text(_required(one, indicator)),
            Text(f"{symbols[one.status]} {word(one)}", style=style(one)),
        )
    return table


def _indicator(finding: Finding, run: Run) -> Indicator:
    assert run.matrix is not None
    return next(one for task in run.matrix.tasks for one in task.indicators if one.id == finding.indicator)


def _reported(finding: Finding, indicator: Indicator) -> str:
    if finding.status is Status.REVIEW:
        return "有说明"
    if finding.actual is None:
        return finding.raw or "—"
    beside = finding.expected.value if finding.expected else None
    return show_value(finding.actual, indicator, beside=beside if not isinstance(beside, str) else None)


def _required(finding: Finding, indicator: Indicator) -> str:
    item = finding.expected
    if item is None:
        return "—"
    wanted = show_requirement(item, indicator)
    return f"{wanted}（{show_due(item.due)}）" if item.due and item.rule != "event" else wanted


def _support(finding: Finding, symbols: Mapping[Status, str]) -> Padding:
    mark = (f"{symbols[finding.status]} ", style(finding))
    return Padding(Text.assemble(mark, f"{finding.task} {finding.name}：{finding.message}"), (0, 0, 0, 2))


def _detail(finding: Finding, symbols: Mapping[Status, str]) -> Group:
    head = Text.assemble(
        (f"{symbols[finding.status]} {word(finding)}", style(finding)),
        "  ",
        (f"{finding.indicator or finding.task or ''} {finding.name}".strip(), "bold"),
    )
    where = f"{finding.place}  " if finding.place else ""
    body = [Text.assemble((where, "dim"), finding.message)]
    body += [Text(f"注意：{note}") for note in finding.notes]
    if finding.wording:
        body.append(Text.assemble(("原文  ", "dim"), finding.wording))
    if finding.advice:
        body.append(Text.assemble(("办法  ", "dim"), finding.advice))
    return Group(head, *(Padding(line, (0, 0, 0, 3)) for line in body))


def _tally(findings: Iterable[Finding], symbols: Mapping[Status, str]) -> Text:
    found = list(findings)
    text = Text(f"合计 {len(found)} 项：", style="bold")
    return _counted(text, {status: sum(one.status is status for one in found) for status in STATUSES}, symbols)


def _counted(text: Text, counts: Mapping[Status, int], symbols: Mapping[Status, str]) -> Text:
    pieces = [
        Text(f"{symbols[status]} {shown.word} {counts[status]}", style=shown.style)
        for status, shown in STATUSES.items()
        if counts[status]
    ]
    return text + Text("  ").join(pieces)


def _total(run: Run, symbols: Mapping[Status, str]) -> Group:
    failed = sum(bool(one.problems) for one in run.submissions)
    head = Text(f"全部 {len(run.submissions)} 份报表", style="bold")
    if failed:
        head.append(f"，{failed} 份无法检查", style="bold red")
    lines: list[RenderableType] = [_counted(head + Text("："), run.counts, symbols)]
    if run.coverage.missing:
        lines.append(Text(f"没有收到的牵头单位：{'、'.join(run.coverage.missing)}"))
    return Group(*lines)
