"""The published figures as workbooks: into templates, or a table of one's own. The same figures give the same bytes."""

from __future__ import annotations

import calendar
import datetime as dt
import io
from pathlib import Path

import msgspec
import openpyxl
import yaml
from figures import typed
from msgspec import Struct, field
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from sheets import Page, Percent, Typed, as_xlsx, saved

from chanfa_check.matrix import library
from chanfa_check.matrix.load import load_matrix
from chanfa_check.model import Mark, Matrix
from chanfa_check.template import look
from chanfa_check.template.workbook import template_bytes
from chanfa_check.template.workings import mark_sheet

HERE = Path(__file__).parent
QUOTE = "引文"
OWN = "自制"
_NARRATIVE = "进展情况"
_COLUMNS = ["编号", "重点任务", "指标", "单位", "完成值", "上年值", _NARRATIVE]
_WIDTHS = [7, 40, 24, 7, 9, 9, 44]


class Published(Struct, frozen=True, forbid_unknown_fields=True):
    """One workbook: what a page says of each indicator, by id: the quoted words, and the columns taken from them."""

    matrix: str = field(name="分工表")
    department: str = field(name="填报单位")
    month: str = field(name="时期")
    page: str = field(name="摘自")
    rows: dict[str, dict[str, str]] = field(name="指标")
    manner: str = field(name="做法", default="")

    @property
    def day(self) -> dt.date:
        """The last day of the month."""
        year, month = map(int, self.month.split("-"))
        return dt.date(year, month, calendar.monthrange(year, month)[1])


def figures() -> dict[str, Published]:
    """What figures.yaml says, by file name; every entry a text, as it stands there."""
    text = (HERE / "figures.yaml").read_text(encoding="utf-8")
    # BaseLoader takes no text for a number or a date.
    return msgspec.convert(yaml.load(text, yaml.BaseLoader), dict[str, Published])


def published() -> dict[str, bytes]:
    """Every workbook by its path below the examples' folder."""
    return {f"{HERE.name}/{name}": _workbook(one) for name, one in figures().items()}


def _workbook(one: Published) -> bytes:
    matrix = load_matrix(library.known()[one.matrix])
    unknown = one.rows.keys() - matrix.indicators().keys()
    if unknown:
        raise KeyError(f"{one.matrix} 没有这些指标：{'、'.join(sorted(unknown))}")
    return _own(one, matrix) if one.manner == OWN else _filled(one, matrix)


def _note(one: Published) -> str:
    return f"注：数字和文字摘自{one.page}，没有一个数是编的。"


def _columns(row: dict[str, str]) -> dict[str, str]:
    """What stands in which column: the quoted words are the narrative."""
    return {_NARRATIVE if name == QUOTE else name: text for name, text in row.items()}


def _filled(one: Published, matrix: Matrix) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(template_bytes(matrix, one.department, one.day)))
    sheet = book.worksheets[0]
    header, places = _header(sheet)
    left = dict(one.rows)
    for number in range(header + 1, sheet.max_row + 1):
        row = left.pop(str(sheet.cell(number, places["编号"]).value), {})
        for column, text in _columns(row).items():
            cell = sheet.cell(number, places[column])
            if cell.protection.locked:
                raise ValueError(f"{one.matrix} {sheet.cell(number, places['编号']).value}：模板里“{column}”不能填")
            value = text if column == _NARRATIVE else typed(text)
            cell.value = value.fraction if isinstance(value, Percent) else value
            wanted = look.row_height(
                look.height(text, sheet.column_dimensions[get_column_letter(places[column])].width)
            )
            sheet.row_dimensions[number].height = max(sheet.row_dimensions[number].height or 0, wanted)
    if left:
        raise KeyError(f"{one.department}的模板里没有这些编号：{'、'.join(left)}")
    last = sheet.max_row + 1
    sheet.cell(last, 1).value = _note(one)
    return saved(book)


def _header(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The number of the row that has 编号 in it, and of its columns by name."""
    for number, row in enumerate(sheet.iter_rows(max_row=20, values_only=True), 1):
        if "编号" in row:
            return number, {str(name): place for place, name in enumerate(row, 1) if name is not None}
    raise ValueError("模板没有表头")


def _own(one: Published, matrix: Matrix) -> bytes:
    tasks = {item.id: (task, item) for task in matrix.tasks for item in task.indicators}
    rows: list[list[Typed]] = []
    for number, row in one.rows.items():
        task, indicator = tasks[number]
        told = _columns(row)
        rows.append([number, task.duty, indicator.name, indicator.unit, *(told.get(name) for name in _COLUMNS[4:])])
    blank: list[Typed] = [None] * (len(_COLUMNS) - 1)
    head: list[list[Typed]] = [
        [f"{one.day.year}年{one.day.month}月产改任务完成情况", *blank],
        [f"填报单位：{one.department}", *blank],
        [*_COLUMNS],
    ]
    merged = [(1, 1, 1, len(_COLUMNS))]
    page = Page("完成情况", [*head, *rows, [_note(one), *blank]], _WIDTHS, merged, 2, 3 + len(rows))
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx([page])))
    # Without a mark, a table of 2022 would go to the matrix that covers 2022, and its ids mean other tasks there.
    mark_sheet(book, Mark(matrix.id, matrix.version, one.department, one.month))
    return saved(book)
