"""The office's page on the terminal: who reported, how each department stands, what contradicts, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from chanfa_check.model import Light, Matrix, Role, Row, Run, Square, Status, Turn
from chanfa_check.output import office
from chanfa_check.output.table.pieces import GAP, Symbols, block, counted, folded
from chanfa_check.output.text import as_text
from chanfa_check.output.words import BLANK, LIGHTS, STATUSES, legend, mark, style
from chanfa_check.output.wrap import wrap
from chanfa_check.quantity.unit import plain as plain_number

_NAME = 14
"""How many columns the name of a department needs at least; below that there are no columns at all."""
_REMARKED = "bold red"


def page(run: Run, symbols: Symbols, width: int, *, plain: bool) -> Iterator[Text]:
    """Everything that the run says as a whole, line by line. `plain`: the heat map's symbols are ASCII's."""
    yield from folded(office.title(run), "bold", width)
    if judged := office.versions(run):
        yield from folded("、".join(judged), "dim", width)
    yield from folded(office.overall(run), "", width)
    if run.index and run.index.value is not None:
        yield from folded(f"总指数{office.assessed(run)} {plain_number(run.index.value)}", "bold", width)
    if any(row.department for row in run.rows):
        yield Text()
        yield from _counts(run, symbols, width)
        if run.matrix:
            yield from _heat_map(run.matrix, run, plain, width)
    reporting = (f"{said.label}：{said.text}" for said in office.reporting(run))
    yield from _section(office.REPORTING, reporting, width)
    yield from _levels(run, symbols, width)
    yield from remarks(run, width)
    yield from _section(office.LOOSE, map(office.loose, run.loose), width)
    if run.index:
        sections = (
            f"{one.section}：{'—' if one.value is None else plain_number(one.value)}"
            f"（权重 {plain_number(one.weight)}，{one.indicators} 项）"
            for one in run.index.sections
        )
        yield from _section(f"{office.INDEX}{office.assessed(run)}", sections, width)
        yield from folded(f"算法：{run.index.rule}。", "dim", width)
    if run.scores:
        ranking = (f"{said.label:>2}  {said.text}" for said in map(office.score, run.scores.scores))
        yield from _section(f"{office.POINTS}{office.assessed(run)}", ranking, width)
        yield from folded(f"规则：{run.scores.rule}。", "dim", width)
    yield from _section(f"{office.EXEMPLARS}{office.assessed(run)}", map(office.exemplar, run.exemplars), width)


def _levels(run: Run, symbols: Symbols, width: int) -> list[Text]:
    """What the levels below make up, and what each of them gives."""
    lines: list[Text] = []
    if run.rollups:
        lines += [Text(), Text(f"{office.ROLLUPS}（{len(run.rollups)} 项）", style="bold")]
    for one in run.rollups:
        said = office.levelled(run, one)
        head = [(f"{symbols[one.status]} {said.verdict}", style(one)), ("  ", ""), (said.head, "bold")]
        body = [said.text, *map(office.contributed, said.given)]
        if said.advice:
            body.append(f"处理办法：{said.advice}")
        lines += block(head, body, width)
    return lines


def remarks(run: Run, width: int) -> Iterator[Text]:
    """What contradicts, and what changed since the report before."""
    if run.contradictions:
        yield Text()
        yield Text(f"{office.CONTRADICTIONS}（{len(run.contradictions)} 处对不上）", style="bold")
        for one in run.contradictions:
            yield from block([("! ", "bold magenta"), (one.message, "")], [office.contradiction(one)], width)
    for turn in Turn:
        changed = office.turned(run.changes, turn)
        title = f"{office.CHANGES}：{office.TURNS[turn]}（{len(changed)} 项）"
        yield from _section(title, map(office.change, changed), width)


def _section(title: str, items: Iterable[str], width: int) -> Iterator[Text]:
    empty = True
    for text in items:
        if empty:
            yield Text()
            yield Text(title, style="bold")
            empty = False
        yield from (Text(f"  {line}" if first else f"    {line}") for first, line in _hanging(text, width))


def _hanging(text: str, width: int) -> Iterator[tuple[bool, str]]:
    first, *more = wrap(as_text(text), width - 4)
    yield True, first
    yield from ((False, line) for line in more)


def _counts(run: Run, symbols: Symbols, width: int) -> Iterator[Text]:
    """A line for each department with the number of each verdict; a console too narrow for columns gets tallies."""
    rows = run.rows
    used = [status for status in STATUSES if any(row.counts[status] for row in rows if row.standing.counts)]
    names = [_called(run, row) for row in rows]
    header = [STATUSES[status].word for status in used]
    left = width - sum(cell_len(word) + GAP for word in header)
    room = min(max(map(cell_len, names)), left)
    if left < _NAME:
        for row, name in zip(rows, names, strict=True):
            yield from _tally(row, name, symbols, width)
        return
    if header:
        yield Text(" " * room + "".join(" " * GAP + word for word in header), style="bold")
    for row, name in zip(rows, names, strict=True):
        first, *more = wrap(name, room)
        line = Text(first + " " * (room - cell_len(first)))
        remark = office.STANDINGS[row.standing]
        if not row.standing.counts:
            line.append(" " * GAP + remark, style=_REMARKED)
        else:
            more += [f"（{remark}）"] if remark else []
            for status, word in zip(used, header, strict=True):
                number = str(row.counts[status] or "·")
                line.append(" " * (GAP + cell_len(word) - len(number)))
                line.append(number, style=STATUSES[status].style if row.counts[status] else "dim")
        yield line
        yield from (Text(f"  {part}", style="dim") for part in more)


def _tally(row: Row, name: str, symbols: Symbols, width: int) -> list[Text]:
    remark = office.STANDINGS[row.standing]
    tally = counted("  ", row.counts, symbols, width) if any(row.counts.values()) else []
    return [*folded(f"{name}（{remark}）" if remark else name, "bold", width), *tally]


def _heat_map(matrix: Matrix, run: Run, plain: bool, width: int) -> Iterator[Text]:
    """A column for each task, a line for each submission; as many blocks below each other as the width asks for."""
    room, squares = 0, dict[Square, None]()
    for row in _mapped(run):
        room = max(room, cell_len(_called(run, row)) + GAP)
        squares |= dict.fromkeys(row.squares.values())
    if not squares:
        return
    tasks = [task.id for task in matrix.tasks]
    fit = max(8, width - room)
    yield Text()
    yield from folded(f"{office.HEAT_MAP}（一列一项任务，上面是举措的编号）", "bold", width)
    for start in range(0, len(tasks), fit):
        part = tasks[start : start + fit]
        yield from _ruler(part, room)
        for row in _mapped(run):
            name = _called(run, row)
            line = Text(name + " " * (room - cell_len(name)))
            for task in part:
                line.append(*_square(row.squares.get(task), plain))
            line.rstrip()
            yield line
    said = "  ".join(f"{symbol} {word}" for symbol, word in legend(squares, plain=plain))
    yield from folded(f"{said}  {BLANK}", "dim", width)


def _mapped(run: Run) -> Iterator[Row]:
    """The lines that the heat map has: read anew each time, as those of many submissions are not held in memory."""
    return (row for row in run.rows if row.squares and row.standing.counts)


def _called(run: Run, row: Row) -> str:
    return as_text(office.named(run, row))


def _square(square: Square | None, plain: bool) -> tuple[str, str]:
    if square is None:
        return " ", ""
    if square.role is Role.PARTNER and square.status is Status.REVIEW:
        return mark(square, plain=plain), "dim"
    style = LIGHTS[Light.RED][1] if square.light is Light.RED else STATUSES[square.status].style
    return mark(square, plain=plain), style


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
