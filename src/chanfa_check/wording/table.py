"""Rows of a plan's table: 城镇调查失业率（%） | 5.2 | <5.5 | 预期性, below a header 指标 | 2020年 | 2025年 | 属性.

A bare number in a cell is a target where the header says of which year it is, or where the row ends in 约束性 or 预期性
and has two of them: how it stands and the goal, as such tables are printed. Otherwise nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.quantity.unit import canonical
from chanfa_check.wording.reading import Comparison, Direction, Reading, Span, Unread, Wording
from chanfa_check.wording.verbs import is_counting

_CELL = re.compile(r"[|\t｜│]")
_CLASS = re.compile(r"^(?:约束性|预期性|指导性)(?:指标)?$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?")
_NAME = re.compile(r"^(?:\d{1,2}[.、]?)?(.*?)(?:[(（]([^()（）]*)[)）])?$", re.DOTALL)
_NUMBER = re.compile(
    r"^([<>≥≤＜＞]?=?)(\d+(?:,\d{3})*(?:\.\d+)?)(万|亿)?((?:%|‰|[^\W\d_]{1,3}?)?)((?:及?以[上内下]|左右)?)[*＊]?$"
)
_CUMULATED = re.compile(r"^[〔\[【［]([<>≥≤]?)(\d+(?:\.\d+)?)[〕\]】］]$")
_FALLS = re.compile(r"(?:降低|下降|减少|削减)(?:率|幅度|比例)?$")
_GROWS = re.compile(r"(?:增长|提高|增加|增速)(?:率|幅度)?$")
_YEARLY = re.compile(r"年均|年平均")
_AMOUNTS = re.compile(r"(?:额|量|收入|产值|总值|人数)$")
_BEHIND = {"上": ">=", "内": "<=", "下": "<=", "右": "~"}
_OPS = {"<": "<", "＜": "<", ">": ">", "＞": ">", "≥": ">=", "≤": "<=", ">=": ">=", "<=": "<=", "": ">="}


class Header(Struct, frozen=True):
    """The years of the columns; None for one that is of no year."""

    years: tuple[int | None, ...]


class Cell(Struct, frozen=True):
    """The text of a cell without blanks at its ends, and where it begins in the phrase."""

    text: str
    first: int

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the phrase."""
        return self.first, self.first + len(self.text)


def is_row(line: str) -> bool:
    """Whether the line is a row of cells."""
    return _CELL.search(line) is not None


def read_header(line: str) -> Header | None:
    """The columns' years, where the row is a header."""
    cells = _cells(line)
    years = tuple(int(match[1]) if (match := _YEAR.search(_bare(cell.text))) else None for cell in cells)
    return Header(years) if any(years) and not _NUMBER.match(_bare(cells[0].text)) else None


class Row(Struct):
    """What a row comes to: readings, what is unread, notes; and the bare numbers by column, still to be placed.

    `alone` tells that no other cell between the name and the class could be the goal.
    """

    readings: list[Reading]
    unread: list[Unread]
    notes: list[str]
    bare: list[tuple[int, Cell]]
    alone: bool = False


def read_row(line: str, header: Header | None, year: int | None, read: Callable[[str], Wording]) -> Row:
    """The row, read. `read` reads the words of a cell. Spans count in the line."""
    cells = _cells(line)
    row = Row([], [], [], [])
    if re.fullmatch(r"\d{1,3}[.、]?", cells[0].text) and len(cells) > 2:
        row.unread.append(Unread(cells[0].text, cells[0].span, "这是编号"))
        cells = cells[1:]
    match = _NAME.match(cells[0].text)
    assert match is not None
    unit = match[2] if match[2] and canonical(match[2]) else ""
    name = match[1].strip() if unit or not match[2] else cells[0].text
    offset = len(header.years) - len(cells) if header else 0
    row.alone = len(cells) == 3
    for index, cell in enumerate(cells[1:], 1):
        _cell(cell, index, name, unit, _of(header, index + offset) or year, row, read)
    graded = _CLASS.match(_bare(cells[-1].text)) is not None
    _place(row, name, unit, header, offset, year if graded else None)
    if not header and graded:
        _as_it_stands(row, cells)
    return row


def _as_it_stands(row: Row, cells: Sequence[Cell]) -> None:
    """Takes back a sum in square brackets that stands where such tables tell how things are: before another cell."""
    for one in row.readings:
        if one.span == cells[1].span and _CUMULATED.match(_bare(cells[1].text)) and len(cells) > 3:
            row.readings.remove(one)
            row.unread.append(Unread(cells[1].text, cells[1].span, "这一栏是现状"))
            return


def _cell(
    cell: Cell, index: int, name: str, unit: str, year: int | None, row: Row, read: Callable[[str], Wording]
) -> None:
    """A cell that says by itself what it is: [13.5], <5.5, or words; a bare number waits."""
    text = _bare(cell.text)
    if not text or _CLASS.match(text) or set(text) <= set("—-–/"):
        return
    if found := _CUMULATED.match(text):
        row.readings.append(_cumulated(name, unit, found, cell, year))
    elif (number := _NUMBER.match(text)) and (not number[4] or canonical(number[4])):
        if _AMOUNTS.search(name) and number[4] == "%":
            row.unread.append(Unread(cell.text, cell.span, "指标不是比例，可能说的是增长率"))
        elif number[1] or number[5]:
            row.readings.append(_level(name, unit, number, cell, year))
        else:
            row.bare.append((index, cell))
    else:
        wording = read(cell.text)
        row.readings += [_placed(one, name, unit, cell) for one in wording.readings]
        row.unread += [replace(one, span=moved(one.span, cell.first)) for one in wording.unread]


def _place(row: Row, name: str, unit: str, header: Header | None, offset: int, year: int | None) -> None:
    """The bare numbers: goals where the header dates them, or the last of two where `year` is that of a graded row."""
    years = [stated for stated in header.years if stated] if header else []
    dated = [(cell, _of(header, index + offset)) for index, cell in row.bare]
    if any(stated for _, stated in dated):
        for cell, stated in dated:
            if stated is None or (stated == min(years) != max(years)):
                row.unread.append(Unread(cell.text, cell.span, "这一栏是现状，或不知是哪一年的数"))
            else:
                row.readings.append(_bare_goal(name, unit, cell, stated))
    elif year and len(row.bare) == 2 and all(one.rule == "change" for one in row.readings):
        stands, goal = (cell for _, cell in row.bare)
        row.unread.append(Unread(stands.text, stands.span, "没有表头，按前一栏为现状"))
        row.readings.append(_bare_goal(name, unit, goal, year))
        row.notes.append("没有表头，按前一栏为现状、后一栏为目标读；请核对")
    elif year and len(row.bare) == 1 and row.alone:
        row.readings.append(_bare_goal(name, unit, row.bare[0][1], year))
    else:
        reason = "这一栏是现状" if row.readings else "没有表头，不知是现状还是目标"
        row.unread += [Unread(cell.text, cell.span, reason) for _, cell in row.bare]


def _of(header: Header | None, index: int) -> int | None:
    return header.years[index] if header and 0 <= index < len(header.years) else None


def _bare_goal(name: str, unit: str, cell: Cell, year: int | None) -> Reading:
    number = _NUMBER.match(_bare(cell.text))
    assert number is not None
    return _level(name, unit, number, cell, year)


def _level(name: str, unit: str, number: re.Match[str], cell: Cell, year: int | None) -> Reading:
    value = Decimal(number[2].replace(",", ""))
    op = Comparison(_BEHIND[number[5][-1]] if number[5] else _OPS[number[1]])
    if not number[1] and not value:
        op = Comparison.AT_MOST
    scaled = f"{number[3] or ''}{number[4] or unit}"
    if change := _change(name):
        # In such tables growth by more than a number stands in the column of yearly means.
        yearly = bool(_YEARLY.search(name)) or (bool(number[1]) and change is Direction.UP)
        return Reading(
            rule="growth" if yearly else "change",
            op=op,
            value=value,
            unit=scaled,
            year=None if yearly else year,
            direction=change,
            subject=_YEARLY.sub("", _FALLS.sub("", _GROWS.sub("", name))),
            span=cell.span,
        )
    counting = is_counting(unit) and not name.startswith("每")
    return Reading(
        rule="total" if counting else "milestones",
        op=op,
        value=value,
        unit=scaled,
        year=year,
        subject=name,
        span=cell.span,
    )


def _cumulated(name: str, unit: str, number: re.Match[str], cell: Cell, year: int | None) -> Reading:
    """A number in square brackets is the sum over the plan's years; beside a level in % it counts points."""
    return Reading(
        rule="change",
        op=Comparison(_OPS[number[1]]),
        value=Decimal(number[2]),
        unit="百分点" if unit == "%" and not _change(name) else unit,
        year=year,
        direction=_change(name) or Direction.UP,
        subject=_FALLS.sub("", _GROWS.sub("", name)),
        span=cell.span,
    )


def _change(name: str) -> Direction | None:
    if _FALLS.search(name):
        return Direction.DOWN
    return Direction.UP if _GROWS.search(name) else None


def _placed(reading: Reading, name: str, unit: str, cell: Cell) -> Reading:
    """A reading of a cell's words, with the row's name as its subject."""
    return replace(reading, subject=name, unit=reading.unit or unit, span=moved(reading.span, cell.first))


def moved(span: Span, by: int) -> Span:
    """The span, counted from `by` characters earlier."""
    return span[0] + by, span[1] + by


def _cells(line: str) -> Sequence[Cell]:
    found, first = [], 0
    for text in _CELL.split(line):
        found.append(Cell(text.strip(), first + len(text) - len(text.lstrip())))
        first += len(text) + 1
    inner = [cell for cell in found if cell.text] if not found[0].text or not found[-1].text else found
    return inner or found


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
