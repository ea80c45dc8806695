"""What a clerk sees: a heading, a line for every indicator, what to put right (worst first), a tally."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from chanfa_check.model import Checked, Finding, Indicator, Matrix, Role, Run, Status
from chanfa_check.output.words import STATUSES, style, word
from chanfa_check.output.wrap import wrap
from chanfa_check.period import show_period
from chanfa_check.quantity.show import show_amount
from chanfa_check.verdict.wording import show_day, show_due, show_requirement, show_value, show_when

_FILE_WIDTH = 100
"""How many columns a table has in a file, where no terminal says."""
_GAP = 2
_INDENT = 3
_NARROWEST = 12
"""How many columns the name of an indicator needs at least; below that there are no columns at all."""

Symbols = Mapping[Status, str]
Piece = tuple[str, str]
"""Some words and their style."""


def show_on_terminal(run: Run) -> None:
    """Prints the run to standard output, as wide and as colourful as that is."""
    show(run, Console(highlight=False))


def encode(run: Run) -> bytes:
    """The run as a text file, in UTF-8, without colours."""
    text = io.StringIO()
    show(run, Console(file=text, width=_FILE_WIDTH, highlight=False, color_system=None))
    return text.getvalue().encode("utf-8")


def show(run: Run, console: Console) -> None:
    """Prints the run, folded to the console's width."""
    symbols = symbols_for(console.encoding)
    for index, checked in enumerate(run.submissions):
        if index:
            console.print()
        for line in _submission(checked, symbols, console.width):
            console.print(line, soft_wrap=True)
    if len(run.submissions) > 1:
        console.print()
        for line in _total(run, symbols, console.width):
            console.print(line, soft_wrap=True)


def symbols_for(encoding: str) -> Symbols:
    """A symbol for every verdict that the encoding holds: √ and × under GBK; under ASCII, a letter and the code."""
    shown = {status: one.symbol for status, one in STATUSES.items()}
    for table in (str.maketrans("", ""), str.maketrans("✓✗", "√×")):
        tried = {status: symbol.translate(table) for status, symbol in shown.items()}
        try:
            "".join(tried.values()).encode(encoding)
        except (UnicodeEncodeError, LookupError):
            continue
        return tried
    return {status: f"{one.plain} {status.value}" for status, one in STATUSES.items()}


def _submission(checked: Checked, symbols: Symbols, width: int) -> list[Text]:
    lines = _heading(checked, width)
    for note in checked.notes:
        lines += _folded(f"注意：{note}", "", width)
    for problem in checked.problems:
        where = f"{problem.place}：" if problem.place else ""
        lines += _block([("无法检查", "bold red")], [f"{where}{problem.message}（{problem.code}）"], width)
    lead = [one for one in checked.findings if one.role is Role.LEAD and one.indicator]
    if lead and checked.matrix:
        lines += [Text(), *_table(lead, checked.matrix, symbols, width)]
    support = [one for one in checked.findings if one.role is Role.PARTNER]
    if support:
        lines += [Text(), Text("配合任务", style="bold")]
        for one in support:
            mark: Piece = (f"{symbols[one.status]} {word(one)}", style(one))
            lines += _block([mark, ("  ", ""), (f"{one.task} {one.name}", "bold")], [one.message], width)
    wrong = checked.to_put_right
    if wrong:
        lines += [Text(), Text(f"需要处理（{len(wrong)} 项，按轻重缓急排列）", style="bold")]
        lines += [line for one in wrong for line in _detail(one, symbols, width)]
    if checked.findings:
        lines += [Text(), *_counted(f"合计 {len(checked.findings)} 项：", checked.counts, symbols, width)]
    return lines


def _heading(checked: Checked, width: int) -> list[Text]:
    named = (checked.department, show_period(checked.period) if checked.period else None)
    title = " · ".join(text for text in named if text)
    lines = _folded(title, "bold", width) if title else []
    lines += _folded(checked.path, "dim" if title else "bold", width)
    matrix = checked.matrix
    if matrix and checked.as_of and checked.findings:
        lines += _folded(matrix.title, "dim", width)
        judged = f"{matrix.id} 第 {matrix.version} 版 · 截至{show_day(checked.as_of)}"
        lines += _folded(judged, "dim", width)
    return lines


def _table(findings: Sequence[Finding], matrix: Matrix, symbols: Symbols, width: int) -> list[Text]:
    indicators = {one.id: one for task in matrix.tasks for one in task.indicators}
    rows = [
        (
            one.indicator or "",
            one.name,
            _reported(one, indicators[one.indicator or ""]),
            _required(one, indicators[one.indicator or ""]),
            f"{symbols[one.status]} {word(one)}",
        )
        for one in findings
    ]
    header = ("编号", "指标", "填报", "要求", "结论")
    widths = _widths([header, *rows], width)
    if widths[1] < _NARROWEST:
        return [line for one, row in zip(findings, rows, strict=True) for line in _stacked(one, row, width)]
    lines = _row(header, widths, "bold", "bold")
    for one, row in zip(findings, rows, strict=True):
        lines += _row(row, widths, "", style(one))
    return lines


def _stacked(finding: Finding, row: Sequence[str], width: int) -> list[Text]:
    """One indicator below another, where a console is too narrow for columns."""
    number, name, reported, required, shown = row
    head: list[Piece] = [(shown, style(finding)), ("  ", ""), (f"{number} {name}", "")]
    return _block(head, [f"填报 {reported}，要求 {required}"], width)


def _widths(rows: Sequence[tuple[str, ...]], width: int) -> list[int]:
    """As wide as the widest cell; what is reported and required only to a point, and the name with what is left."""
    wanted = [max(cell_len(row[column]) for row in rows) for column in range(5)]
    wanted[2], wanted[3] = min(wanted[2], 14), min(wanted[3], 24)
    room = width - wanted[0] - wanted[2] - wanted[3] - wanted[4] - 4 * _GAP
    wanted[1] = min(wanted[1], room)
    return wanted


def _row(cells: Sequence[str], widths: Sequence[int], plain: str, last: str) -> list[Text]:
    folded = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for index in range(max(map(len, folded))):
        line = Text(style=plain)
        for column, parts in enumerate(folded):
            part = parts[index] if index < len(parts) else ""
            final = column == len(folded) - 1
            line.append(part, style=last if final else "")
            if not final:
                line.append(" " * (widths[column] - cell_len(part) + _GAP))
        line.rstrip()
        lines.append(line)
    return lines


def _reported(finding: Finding, indicator: Indicator) -> str:
    if finding.status is Status.REVIEW:
        return "有说明"
    if finding.actual is None:
        return finding.raw or "—"
    item = finding.expected
    beside = item.pace if item and finding.status in (Status.ON_TRACK, Status.BEHIND) else item.value if item else None
    return show_value(finding.actual, indicator, finding.manner, None if isinstance(beside, str) else beside)


def _required(finding: Finding, indicator: Indicator) -> str:
    item = finding.expected
    if item is None:
        return "—"
    under_way = finding.status in (Status.ON_TRACK, Status.BEHIND)
    if under_way and item.due and item.pace is not None and item.pace != item.value:
        goal = show_amount(item.value, indicator.unit) if isinstance(item.value, Decimal) else ""
        return f"序时 {show_amount(item.pace, indicator.unit, _amount(finding))}（{show_due(item.due)} {goal}）"
    wanted = show_requirement(item, indicator)
    when = show_when(item)
    return f"{wanted}（{when}）" if when else wanted


def _amount(finding: Finding) -> Decimal | None:
    return finding.actual if isinstance(finding.actual, Decimal) else None


def _detail(finding: Finding, symbols: Symbols, width: int) -> list[Text]:
    mark = (f"{symbols[finding.status]} {word(finding)}", style(finding))
    name = f"{finding.indicator or finding.task or ''} {finding.name}".strip()
    where = f"{finding.place}：" if finding.place else ""
    body = [f"{where}{finding.message}", *(f"注意：{note}" for note in finding.notes)]
    if finding.wording:
        body.append(f"原文：{finding.wording}")
    if finding.advice:
        body.append(f"处理办法：{finding.advice}")
    return _block([mark, ("  ", ""), (name, "bold")], body, width)


def _block(head: Sequence[Piece], body: Iterable[str], width: int) -> list[Text]:
    """A styled headline, and paragraphs indented below it."""
    lines = _folded_pieces(head, width)
    indent = " " * _INDENT
    return [*lines, *(Text(indent + line) for text in body for line in wrap(text, width - _INDENT))]


def _folded(text: str, style_: str, width: int) -> list[Text]:
    return [Text(line, style=style_) for line in wrap(text, width)]


def _folded_pieces(pieces: Sequence[Piece], width: int) -> list[Text]:
    """Styled words on one line; the last of them goes on below where it is too long."""
    line = Text()
    for words, style_ in pieces[:-1]:
        line.append(words, style=style_)
    last, last_style = pieces[-1]
    first, *more = wrap(last, width - line.cell_len)
    line.append(first, style=last_style)
    return [
        line,
        *(Text(" " * _INDENT + part, style=last_style) for part in wrap("".join(more), width - _INDENT) if part),
    ]


def _counted(head: str, counts: Mapping[Status, int], symbols: Symbols, width: int) -> list[Text]:
    lines = [Text(head, style="bold")]
    for status, shown in STATUSES.items():
        if not counts.get(status):
            continue
        piece = f"{symbols[status]} {shown.word} {counts[status]}"
        if lines[-1].cell_len + cell_len(piece) + _GAP > width:
            lines.append(Text(" " * _INDENT))
        lines[-1].append(piece, style=shown.style)
        lines[-1].append(" " * _GAP)
    for line in lines:
        line.rstrip()
    return lines


def _total(run: Run, symbols: Symbols, width: int) -> list[Text]:
    failed = sum(bool(one.problems) for one in run.submissions)
    lines = _folded(f"全部 {len(run.submissions)} 份报表" + (f"，{failed} 份无法检查" if failed else ""), "bold", width)
    lines += _counted("合计：", run.counts, symbols, width)
    for one in run.coverage:
        if one.missing:
            lines += _folded(f"没有收到的牵头单位：{'、'.join(one.missing)}", "", width)
    return lines
