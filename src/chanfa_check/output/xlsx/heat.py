"""热力图: department × task, the worst verdict on each as symbol, word and colour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from chanfa_check.model import Light, Matrix, Role, Row, Run, Square, Status, Task
from chanfa_check.output import office
from chanfa_check.output.words import STATUSES
from chanfa_check.output.xlsx import grid as g
from chanfa_check.output.xlsx import look
from chanfa_check.output.xlsx.rules import anchors
from chanfa_check.output.xlsx.runs import matrices, month, rows_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NAME = "热力图"
_LEFT = 3
"""Columns before the first task."""
_GUIDE = (
    "编号是任务编号，鼠标停在上面看任务内容，点一下到“规则”表。"
    "方括号内是配合的任务；空格表示与该单位无关，或者没有收到报表。"
)
_WIDTH = 5.6
_SQUARE = g.Style(size=14, centred=True)
_HEADER = g.Style(look.HEADER, size=12, bold=True, centred=True)
_NUMBER = g.Style(look.HEADER, bold=True, centred=True)
_TEXT = g.Style(size=12)


def write(pen: g.Pen, run: Run) -> None:
    """The sheet: a block for each matrix, the first under a frozen header."""
    sheet = g.new_sheet(pen, NAME)
    row = 1
    for matrix in matrices(run):
        rows = rows_of(run, matrix)
        _widths(sheet, matrix, rows)
        last = _LEFT + len(matrix.tasks)
        title = g.Style(size=20, bold=True, bordered=False, font=look.TITLE_FONT)
        row = g.line(pen, sheet, row, f"{matrix.title}：各单位各项任务结论", last, title)
        row = g.line(pen, sheet, row, _GUIDE, last, g.Style(size=12, bordered=False))
        top = row
        row = _header(pen, sheet, row, matrix, anchors(run))
        if top == 3:
            sheet.freeze_panes = f"{g.letter(_LEFT + 1)}{row}"
            sheet.print_title_rows = f"{top}:{row - 1}"
            sheet.print_title_cols = f"A:{g.letter(_LEFT)}"
        for one in rows:
            _line(pen, sheet, row, one, matrix)
            row += 1
        row = _legend(pen, sheet, row + 1) + 1
    if row == 1:
        sheet.column_dimensions["A"].width = 60
        g.line(pen, sheet, 1, "没有可以判定的报表。", 1, g.Style(bordered=False))


def _widths(sheet: Worksheet, matrix: Matrix, rows: Sequence[Row]) -> None:
    columns = (g.Column("单位", 15, 20), g.Column("时期", 12, 13), g.Column("说明", 10, 24))
    g.fit(sheet, columns, [(one.department, month(one.as_of), _said(one)) for one in rows])
    for number in range(len(matrix.tasks)):
        sheet.column_dimensions[g.letter(_LEFT + 1 + number)].width = _WIDTH


def _header(pen: g.Pen, sheet: Worksheet, row: int, matrix: Matrix, places: dict[tuple[str, str], str]) -> int:
    for number, name in enumerate(("单位", "时期", "说明"), 1):
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


def _line(pen: g.Pen, sheet: Worksheet, row: int, one: Row, matrix: Matrix) -> None:
    texts = (one.department or "（单位不明）", month(one.as_of), _said(one))
    for number, text in enumerate(texts, 1):
        g.put(pen, sheet, row, number, text, g.Style(size=_TEXT.size, centred=number == 2))
    for number, task in enumerate(matrix.tasks, _LEFT + 1):
        square = one.squares.get(task.id)
        g.put(pen, sheet, row, number, _item(square) if square else "", _SQUARE)
    wanted = max(look.height(text, g.width_of(sheet, number), _TEXT.size) for number, text in enumerate(texts, 1))
    sheet.row_dimensions[row].height = look.row_height(max(wanted, 2 * look.LINE * _SQUARE.size / 10))


def _said(row: Row) -> str:
    said = office.STANDINGS[row.standing]
    return f"{said}（{office.file_name(row.path)}）" if said and row.path else said


def _item(square: Square) -> g.Item:
    text = _MARKS[square.status] + _SHORT.get((square.status, square.light), "")
    if square.early:
        text = f"{_MARKS[Status.MET]}\n早"
    if square.role is Role.PARTNER:
        text = f"[{text}]"
    return g.Item(text, fill=look.fill_of(square.status, square.light))


_MARKS = {status: shown.symbol for status, shown in STATUSES.items()}
_SHORT = {
    (Status.BEHIND, Light.YELLOW): "\n黄",
    (Status.BEHIND, Light.RED): "\n红",
    (Status.MISSING, None): "\n缺",
}
_LEGEND = (
    (Square(Status.UNMET, None, Role.LEAD), "未达标"),
    (Square(Status.INVALID, None, Role.LEAD), "填报有误"),
    (Square(Status.MISSING, None, Role.LEAD), "未填报"),
    (Square(Status.BEHIND, Light.RED, Role.LEAD), "滞后（红灯）"),
    (Square(Status.BEHIND, Light.YELLOW, Role.LEAD), "滞后（黄灯）"),
    (Square(Status.REVIEW, None, Role.LEAD), "待核实"),
    (Square(Status.ON_TRACK, None, Role.LEAD), "进度正常"),
    (Square(Status.MET, None, Role.LEAD), "达标"),
    (Square(Status.MET, None, Role.LEAD, early=True), "提前完成"),
    (Square(Status.NOT_DUE, None, Role.LEAD), "未到期、无目标"),
)


def _legend(pen: g.Pen, sheet: Worksheet, row: int) -> int:
    g.put(pen, sheet, row, 1, "图例", g.Style(size=12, bold=True, bordered=False))
    for offset, (square, text) in enumerate(_LEGEND):
        across, down = offset % 5, offset // 5
        column = _LEFT + 1 + across * 5
        g.put(pen, sheet, row + down, column, _item(square), _SQUARE)
        g.put(pen, sheet, row + down, column + 1, text, g.Style(size=12, bordered=False))
        g.merge(sheet, row + down, column + 1, row + down, column + 3)
    for number in (row, row + 1):
        sheet.row_dimensions[number].height = look.row_height(2 * look.LINE * _SQUARE.size / 10)
    return row + 2
