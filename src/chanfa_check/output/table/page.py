"""The office's page on the terminal: who reported, how each department stands, what contradicts, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from chanfa_check.model import Coverage, Light, Matrix, Role, Row, Run, Square, Status, Turn
from chanfa_check.output import office
from chanfa_check.output.table.pieces import GAP, Symbols, block, counted, folded
from chanfa_check.output.words import LIGHTS, STATUSES
from chanfa_check.output.wrap import wrap
from chanfa_check.quantity.unit import plain
from chanfa_check.verdict.wording import show_day

_NAME = 14
"""How many columns the name of a department needs at least; below that there are no columns at all."""
_PARTNER = "+"
_REMARKED = "bold red"


def page(run: Run, symbols: Symbols, letters: Symbols, width: int) -> list[Text]:
    """Everything that the run says as a whole."""
    lines = folded(office.title(run), "bold", width)
    if run.matrix:
        lines += folded(f"{run.matrix.id} 第 {run.matrix.version} 版", "dim", width)
    lines += folded(office.overall(run), "", width)
    if run.index and run.index.value is not None:
        lines += folded(f"总指数 {plain(run.index.value)}", "bold", width)
    if any(row.department for row in run.rows):
        lines += [Text(), *_counts(run.rows, symbols, width)]
        if run.matrix:
            lines += _heat_map(run.matrix, run.rows, letters, width)
    for one in run.coverage:
        lines += _coverage(one, width)
    lines += _section("其他时期的报表", run.elsewhere, width)
    lines += remarks(run, width)
    lines += _section("对不上任务的行", map(office.loose, run.loose), width)
    if run.index:
        sections = (
            f"{one.section}：{'—' if one.value is None else plain(one.value)}（权重 {plain(one.weight)}，"
            f"{one.indicators} 项）"
            for one in run.index.sections
        )
        lines += [*_section("指数", sections, width), *folded(f"算法：{run.index.rule}。", "dim", width)]
    if run.scores:
        ranking = (f"{said.label:>2}  {said.text}" for said in map(office.score, run.scores.scores))
        lines += [*_section("积分", ranking, width), *folded(f"规则：{run.scores.rule}。", "dim", width)]
    lines += _section("典型", map(office.exemplar, run.exemplars), width)
    return lines


def remarks(run: Run, width: int) -> list[Text]:
    """What contradicts, and what changed since the report before."""
    lines: list[Text] = []
    if run.contradictions:
        lines += [Text(), Text(f"勾稽（{len(run.contradictions)} 处对不上）", style="bold")]
        for one in run.contradictions:
            lines += block([("! ", "bold magenta"), (one.message, "")], [office.contradiction(one)], width)
    for turn in Turn:
        changed = office.turned(run.changes, turn)
        lines += _section(f"{office.TURNS[turn]}（{len(changed)} 项）", map(office.change, changed), width)
    return lines


def _section(title: str, items: Iterable[str], width: int) -> list[Text]:
    said = [Text(f"  {line}" if first else f"    {line}") for text in items for first, line in _hanging(text, width)]
    return [Text(), Text(title, style="bold"), *said] if said else []


def _hanging(text: str, width: int) -> Iterator[tuple[bool, str]]:
    first, *more = wrap(text, width - 4)
    yield True, first
    yield from ((False, line) for line in more)


def _coverage(one: Coverage, width: int) -> list[Text]:
    period = f"（截至{show_day(one.as_of)}）" if one.as_of else ""
    return _section(f"报送情况{period}", (f"{said.label}：{said.text}" for said in office.coverage(one)), width)


def _counts(rows: Sequence[Row], symbols: Symbols, width: int) -> list[Text]:
    """A line for each department with the number of each verdict; a console too narrow for columns gets tallies."""
    used = [status for status in STATUSES if any(row.counts[status] for row in rows)]
    names = [row.department or office.file_name(row.path) for row in rows]
    header = [STATUSES[status].word for status in used]
    left = width - sum(cell_len(word) + GAP for word in header)
    room = min(max(map(cell_len, names)), left)
    if left < _NAME:
        return [line for row, name in zip(rows, names, strict=True) for line in _tally(row, name, symbols, width)]
    lines = [Text(" " * room + "".join(" " * GAP + word for word in header), style="bold")]
    for row, name in zip(rows, names, strict=True):
        first, *more = wrap(name, room)
        line = Text(first + " " * (room - cell_len(first)))
        remark = office.STANDINGS[row.standing]
        if not row.squares and remark:
            line.append(" " * GAP + remark, style=_REMARKED)
        else:
            more += [f"（{remark}）"] if remark else []
            for status, word in zip(used, header, strict=True):
                number = str(row.counts[status] or "·")
                line.append(" " * (GAP + cell_len(word) - len(number)))
                line.append(number, style=STATUSES[status].style if row.counts[status] else "dim")
        lines += [line, *(Text(f"  {part}", style="dim") for part in more)]
    return lines


def _tally(row: Row, name: str, symbols: Symbols, width: int) -> list[Text]:
    remark = office.STANDINGS[row.standing]
    tally = counted("  ", row.counts, symbols, width) if any(row.counts.values()) else []
    return [*folded(f"{name}（{remark}）" if remark else name, "bold", width), *tally]


def _heat_map(matrix: Matrix, rows: Sequence[Row], letters: Symbols, width: int) -> list[Text]:
    """A column for each task, a line for each department; as many blocks below each other as the width asks for."""
    shown = [row for row in rows if row.squares]
    if not shown:
        return []
    names = [row.department for row in shown]
    room = max(map(cell_len, names)) + GAP
    tasks = [task.id for task in matrix.tasks]
    fit = max(8, width - room)
    lines = [Text(), Text("任务热力图（一列一项任务，上面是举措的编号）", style="bold")]
    for start in range(0, len(tasks), fit):
        part = tasks[start : start + fit]
        lines += _ruler(part, room)
        for name, row in zip(names, shown, strict=True):
            line = Text(name + " " * (room - cell_len(name)), style="" if row.standing.counts else "dim")
            for task in part:
                line.append(*_square(row.squares.get(task), letters))
            line.rstrip()
            lines.append(line)
    used = [status for status in STATUSES if any(row.counts[status] for row in shown)]
    legend = "  ".join(f"{letters[status]} {STATUSES[status].word}" for status in used)
    return [*lines, *folded(f"{legend}  {_PARTNER} 配合任务已填报", "dim", width)]


def _square(square: Square | None, letters: Symbols) -> tuple[str, str]:
    if square is None:
        return " ", ""
    if square.role is Role.PARTNER and square.status is Status.REVIEW:
        return _PARTNER, "dim"
    red = square.light is Light.RED
    return letters[square.status], LIGHTS[Light.RED][1] if red else STATUSES[square.status].style


def _ruler(tasks: Sequence[str], room: int) -> list[Text]:
    """The numbers of the measures, written downwards, each over the first of its tasks."""
    labels, last = [], ""
    for task in tasks:
        measure = task.rpartition(".")[0]
        labels.append(measure if measure != last else "")
        last = measure
    depth = max(map(len, labels), default=0)
    lines = [
        Text(" " * room + "".join(label.rjust(depth)[row] for label in labels), style="dim") for row in range(depth)
    ]
    for line in lines:
        line.rstrip()
    return lines
