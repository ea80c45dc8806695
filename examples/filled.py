"""The templates, filled in as a clerk would: figures into the columns of their names, in the rows of their ids."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
from figures import Figures, typed
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from sheets import Page, Percent, as_xlsx, saved

from chanfa_check.model import Matrix, Task
from chanfa_check.template.workbook import template_bytes

NOTE = "注：本表为示例，数字均为虚构。"


def filled(matrix: Matrix, department: str, day: dt.date, figures: Figures, date: dt.date) -> bytes:
    """The department's template for the period that ends on `day`, with `figures` in it and a note below.

    `date` is when it was filled in.
    """
    book = openpyxl.load_workbook(io.BytesIO(template_bytes(matrix, department, day)))
    unwritten = dict(figures)
    for sheet in book.worksheets:
        found = _header(sheet)
        if found is None:
            continue
        header, columns = found
        _sign(sheet, header, date)
        for row in range(header + 1, sheet.max_row + 1):
            figure = unwritten.pop(str(sheet.cell(row, columns["编号"]).value), {})
            for name, text in figure.items():
                cell = sheet.cell(row, columns[name])
                # A grey cell is locked: nobody can type into it.
                if not cell.protection.locked:
                    value = typed(text)
                    cell.value = value.fraction if isinstance(value, Percent) else value
        last = sheet.max_row + 1
        sheet.cell(last, 1).value = NOTE
        sheet.print_area = f"A1:{get_column_letter(sheet.max_column)}{last}"
    if unwritten:
        raise KeyError(f"{department}的模板里没有这些编号：{'、'.join(unwritten)}")
    return saved(book)


def _sign(sheet: Worksheet, header: int, date: dt.date) -> None:
    """Writes the date into the cell that is open for it, beside its label."""
    for row in sheet.iter_rows(max_row=header):
        labels = [cell.column for cell in row if cell.value == "填报日期：" and cell.column]
        if labels:
            next(cell for cell in row[labels[0] :] if not cell.protection.locked).value = date


def _header(sheet: Worksheet) -> tuple[int, dict[str, int]] | None:
    """The row that has 编号 in it, and the number of each of its columns by header."""
    for row in sheet.iter_rows(max_row=20):
        columns = {str(cell.value): cell.column for cell in row if cell.value is not None and cell.column is not None}
        if "编号" in columns:
            return row[0].row or 0, columns
    return None


def beyond(matrix: Matrix) -> bytes:
    """A report for a year after the matrix's last; there is no template for it."""
    task: Task = next(one for one in matrix.tasks if one.id == "21.1")
    return as_xlsx(
        [
            Page(
                "完成情况",
                [
                    ["2026年3月产改任务完成情况", None, None, None],
                    ["填报单位：市住建局", None, None, None],
                    ["编号", "重点任务", "完成值", "进展情况"],
                    ["21.1a", task.duty, "试行", "住房租赁市场发展实施意见试行满三年，正在评估。"],
                    [NOTE, None, None, None],
                ],
                [8, 50, 12, 50],
                [(1, 1, 1, 4)],
                2,
                4,
            )
        ]
    )
