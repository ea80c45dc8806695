"""One submission on the terminal: a line for every indicator, what to put right (worst first), a tally."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from chanfa_check.model import Checked, Finding, Indicator, Matrix, Role, Status
from chanfa_check.output import figures
from chanfa_check.output.table.pieces import GAP, Piece, Symbols, block, columns, counted, folded
from chanfa_check.output.text import short_names, shortened
from chanfa_check.output.words import style, word
from chanfa_check.period import show_period
from chanfa_check.verdict.wording import show_day

_NARROWEST = 12
"""How many columns the name of an indicator needs at least; below that there are no columns at all."""


def whole(checked: Checked, symbols: Symbols, width: int) -> list[Text]:
    """All there is to say of a submission."""
    lines = _heading(checked, width)
    for note in checked.notes:
        lines += folded(f"注意：{note}", "", width)
    lines += _problems(checked, width)
    lead = [one for one in checked.findings if one.role is Role.LEAD and one.indicator]
    if lead and checked.matrix:
        lines += [Text(), *_table(lead, checked.matrix, symbols, width)]
    support = [one for one in checked.findings if one.role is Role.PARTNER]
    if support:
        lines += [Text(), Text("配合任务", style="bold")]
        for one in support:
            mark: Piece = (f"{symbols[one.status]} {word(one)}", style(one))
            lines += block([mark, ("  ", ""), (f"{one.task} {one.name}", "bold")], [one.message], width)
    lines += _wrong(checked, symbols, width)
    if checked.findings:
        lines += [Text(), *counted(f"合计 {len(checked.findings)} 项：", checked.counts, symbols, width)]
    return lines


def short(checked: Checked, symbols: Symbols, width: int) -> list[Text]:
    """Only what somebody has to put right; [] where there is nothing."""
    wrong = _wrong(checked, symbols, width)
    return [*_named(checked, width), *_problems(checked, width), *wrong] if wrong or checked.problems else []


def _problems(checked: Checked, width: int) -> list[Text]:
    lines: list[Text] = []
    for problem in checked.problems:
        where = f"{problem.place}：" if problem.place else ""
        lines += block([("无法检查", "bold red")], [f"{where}{short_names(problem.message)}（{problem.code}）"], width)
    return lines


def _wrong(checked: Checked, symbols: Symbols, width: int) -> list[Text]:
    wrong = checked.to_put_right
    if not wrong:
        return []
    title = Text(f"需要处理（{len(wrong)} 项，按轻重缓急排列）", style="bold")
    return [Text(), title, *(line for one in wrong for line in _detail(one, symbols, width))]


def _named(checked: Checked, width: int) -> list[Text]:
    named = (checked.department, show_period(checked.period) if checked.period else None)
    title = " · ".join(text for text in named if text)
    lines = folded(title, "bold", width) if title else []
    return [*lines, *folded(shortened(checked.path), "dim" if title else "bold", width)]


def _heading(checked: Checked, width: int) -> list[Text]:
    lines, matrix = _named(checked, width), checked.matrix
    if matrix and checked.as_of and checked.findings:
        lines += folded(matrix.title, "dim", width)
        judged = f"{matrix.id} 第 {matrix.version} 版 · 截至{show_day(checked.as_of)}"
        lines += folded(judged, "dim", width)
    return lines


def _table(findings: Sequence[Finding], matrix: Matrix, symbols: Symbols, width: int) -> list[Text]:
    indicators = matrix.indicators()
    rows = [
        (
            one.indicator or "",
            one.name,
            _reported(one, indicators[one.indicator or ""]),
            figures.required(one, indicators[one.indicator or ""], "序时"),
            f"{symbols[one.status]} {word(one)}",
        )
        for one in findings
    ]
    header = ("编号", "指标", "填报", "要求", "结论")
    widths = _widths([header, *rows], width)
    if widths[1] < _NARROWEST:
        return [line for one, row in zip(findings, rows, strict=True) for line in _stacked(one, row, width)]
    lines = columns(header, widths, "bold", "bold")
    for one, row in zip(findings, rows, strict=True):
        lines += columns(row, widths, "", style(one))
    return lines


def _stacked(finding: Finding, row: Sequence[str], width: int) -> list[Text]:
    """One indicator below another, where a console is too narrow for columns."""
    number, name, reported, required, shown = row
    head: list[Piece] = [(shown, style(finding)), ("  ", ""), (f"{number} {name}", "")]
    return block(head, [f"填报 {reported}，要求 {required}"], width)


def _widths(rows: Sequence[tuple[str, ...]], width: int) -> list[int]:
    """As wide as the widest cell; what is reported and required only to a point, and the name with what is left."""
    wanted = [max(cell_len(row[column]) for row in rows) for column in range(5)]
    wanted[2], wanted[3] = min(wanted[2], 14), min(wanted[3], 24)
    room = width - wanted[0] - wanted[2] - wanted[3] - wanted[4] - 4 * GAP
    wanted[1] = min(wanted[1], room)
    return wanted


def _reported(finding: Finding, indicator: Indicator) -> str:
    return "有说明" if finding.status is Status.REVIEW else figures.reported(finding, indicator)


def _detail(finding: Finding, symbols: Symbols, width: int) -> list[Text]:
    mark = (f"{symbols[finding.status]} {word(finding)}", style(finding))
    name = f"{finding.indicator or finding.task or ''} {finding.name}".strip()
    where = f"{finding.place}：" if finding.place else ""
    body = [f"{where}{finding.message}", *(f"注意：{note}" for note in finding.notes)]
    if finding.wording:
        body.append(f"原文：{finding.wording}")
    if finding.advice:
        body.append(f"处理办法：{finding.advice}")
    return block([mark, ("  ", ""), (name, "bold")], body, width)
