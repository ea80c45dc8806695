"""热力图: department × task, the worst verdict on each as symbol, word and colour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from chanfa_check.model import Matrix, Row, Run, Square, Task
from chanfa_check.output import office
from chanfa_check.output.figures import NONE
from chanfa_check.output.words import BLANK, legend, mark
from chanfa_check.output.xlsx import grid as g
from chanfa_check.output.xlsx import look
from chanfa_check.output.xlsx.rules import anchors
from chanfa_check.output.xlsx.runs import month, rows_of
from chanfa_check.paths import file_name

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NAME = "热力图"
_LEFT = 2
"""Columns before the first task."""
_GUIDE = f"编号是任务编号，鼠标停在上面看任务内容，点一下到“规则”表。{BLANK}；{NONE}：没有可计入的报表。"
_WIDTH = 5.6
_SQUARE = g.Style(size=14, centred=True)
_HEADER = g.Style(look.HEADER, size=12, bold=True, centred=True)
_NUMBER = g.Style(look.HEADER, bold=True, centred=True)
_TEXT = g.Style(size=12)


def write(pen: g.Pen, run: Run) -> None:
    """The sheet: a block for each matrix, the first under a frozen header."""
    sheet = g.new_sheet(pen, NAME)
    row = 1
    for matrix in run.matrices:
        rows = rows_of(run, matrix)
        _widths(sheet, run, matrix, rows)
        last = _LEFT + len(matrix.tasks)
        title = g.Style(size=20, bold=True, bordered=False, font=look.TITLE_FONT)
        row = g.line(pen, sheet, row, _title(run, matrix), last, title)
        row = g.line(pen, sheet, row, _GUIDE, last, g.Style(size=12, bordered=False))
        top = row
        row = _header(pen, sheet, row, matrix, anchors(run))
        if top == 3:
            sheet.freeze_panes = f"{g.letter(_LEFT + 1)}{row}"
            sheet.print_title_rows = f"{top}:{row - 1}"
            sheet.print_title_cols = f"A:{g.letter(_LEFT)}"
        for one in rows:
            _line(pen, sheet, row, run, one, matrix)
            row += 1
        row = _legend(pen, sheet, row + 1, rows) + 1
    if row == 1:
        sheet.column_dimensions["A"].width = 60
        g.line(pen, sheet, 1, "没有可以判定的报表。", 1, g.Style(bordered=False))


def _title(run: Run, matrix: Matrix) -> str:
    days = {one.as_of for one in run.coverage if one.matrix == matrix.id}
    return " ".join(
        text for text in (matrix.title, month(days.pop()) if len(days) == 1 else "", office.HEAT_MAP) if text
    )


def _widths(sheet: Worksheet, run: Run, matrix: Matrix, rows: Sequence[Row]) -> None:
    columns = (g.Column("单位", 15, 26), g.Column("备注", 10, 24))
    g.fit(sheet, columns, [(office.named(run, one), _said(one)) for one in rows])
    for number in range(len(matrix.tasks)):
        sheet.column_dimensions[g.letter(_LEFT + 1 + number)].width = _WIDTH


def _header(pen: g.Pen, sheet: Worksheet, row: int, matrix: Matrix, places: dict[tuple[str, str], str]) -> int:
    for number, name in enumerate(("单位", "备注"), 1):
        for each in (row, row + 1):
            g.put(pen, sheet, each, number, name if each == row else "", _HEADER)
        g.merge(sheet, row, number, row + 1, number)
    column, wanted = _LEFT + 1, 0.0
    for section, tasks in groupby(matrix.tasks, key=lambda task: task.section):
        first = column
        for task in tasks:
            g.put(pen, sheet, row, column, section if column == first else "", _HEADER)
            item = g.Item(task.id, link=places.get((matrix.id, task.id), ""), note=_note(task))
            g.put(pen, sheet, row + 1, column, item, _NUMBER)
            column += 1
        g.merge(sheet, row, first, row, column - 1)
        wanted = max(wanted, look.height(section, _WIDTH * (column - first), _HEADER.size))
    sheet.row_dimensions[row].height = look.row_height(wanted)
    numbers = max(look.height(task.id, _WIDTH) for task in matrix.tasks)
    sheet.row_dimensions[row + 1].height = look.row_height(numbers)
    return row + 2


def _note(task: Task) -> str:
    return f"{task.id} {task.duty}\n时间进度：{task.schedule}\n牵头：{task.lead}"


def _line(pen: g.Pen, sheet: Worksheet, row: int, run: Run, one: Row, matrix: Matrix) -> None:
    texts = (office.named(run, one), _said(one))
    for number, text in enumerate(texts, 1):
        g.put(pen, sheet, row, number, text, _TEXT)
    for number, task in enumerate(matrix.tasks, _LEFT + 1):
        square = one.squares.get(task.id)
        if one.standing.counts:
            g.put(pen, sheet, row, number, _item(square) if square else "", _SQUARE)
        else:
            g.put(pen, sheet, row, number, g.Item(NONE, fill=look.CAPTION), _SQUARE)
    wanted = max(look.height(text, g.width_of(sheet, number), _TEXT.size) for number, text in enumerate(texts, 1))
    sheet.row_dimensions[row].height = look.row_height(max(wanted, 2 * look.LINE * _TEXT.size / 10))


def _said(row: Row) -> str:
    said = office.STANDINGS[row.standing]
    return f"{said}（{file_name(row.path)}）" if said and row.path else said


def _item(square: Square) -> g.Item:
    return g.Item(mark(square), fill=look.fill_of(square.status, square.light))


def _legend(pen: g.Pen, sheet: Worksheet, row: int, rows: Sequence[Row]) -> int:
    """The symbols that occur, each as it looks in the map; gives the number of the row below."""
    squares = [one for each in rows if each.standing.counts for one in each.squares.values()]
    looks = {mark(one): _item(one) for one in squares}
    g.put(pen, sheet, row, 1, "图例", g.Style(size=12, bold=True, bordered=False))
    for offset, (symbol, text) in enumerate(legend(squares)):
        across, down = offset % _ACROSS, offset // _ACROSS
        column = _LEFT + 1 + across * (_NAME + 1)
        g.put(pen, sheet, row + down, column, looks[symbol], _SQUARE)
        g.put(pen, sheet, row + down, column + 1, text, g.Style(size=12, bordered=False))
        g.merge(sheet, row + down, column + 1, row + down, column + _NAME)
        sheet.row_dimensions[row + down].height = look.row_height(look.LINE * _SQUARE.size / 10)
    return row + (len(looks) + _ACROSS - 1) // _ACROSS


_ACROSS, _NAME = 5, 4
"""How many symbols the legend has in a row, and how many columns each one's name takes."""
