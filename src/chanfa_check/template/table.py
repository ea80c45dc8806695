"""The rows of a template's table: the matrix's words, the inputs, and the verdict beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from chanfa_check.model import Indicator, Matrix, Measure
from chanfa_check.template import grade, inputs, look, workings
from chanfa_check.template.columns import COLOURED, COLUMNS, NUMBERS, SHARED, WORDS, Column, place, ref
from chanfa_check.template.columns import inputs as asked
from chanfa_check.template.lines import COMPUTED, Line, items, required_words
from chanfa_check.verdict.judge import occasion_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_COMPUTED_FORMAT = f'0.00##%;-0.00##%;0.00##%;"{COMPUTED}"'
_NARRATIVE = "写本期做了什么、到了哪一步；要有具体的事和数。"
_PROMPTS = {"进展情况": _NARRATIVE, "存在问题": "没有达到要求的，写明原因。", "下一步打算": "写明措施和完成时间。"}


def caption(sheet: Worksheet, row: int, text: str) -> None:
    """A heading over the whole width of the table."""
    for number in range(1, len(COLUMNS) + 1):
        look.dress(look.cell_at(sheet, row, number), fill=look.CAPTION, bold=True)
    look.write(look.cell_at(sheet, row, 1), text)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(COLUMNS))
    sheet.row_dimensions[row].height = look.row_height(0)


def fill(sheet: Worksheet, hidden: Worksheet, start: int, rows: Sequence[Line], matrix: Matrix, day: dt.date) -> int:
    """Writes the rows from `start` on, and gives the number of the row after the last."""
    places = {line.number: start + offset for offset, line in enumerate(rows)}
    for line in rows:
        _write(sheet, places[line.number], line, matrix, day)
        if line.indicator is not None:
            _check(sheet, hidden, line.indicator, places, matrix, day)
            _validate(sheet, hidden, places[line.number], line, matrix, day)
        _prompt(sheet, places[line.number], line)
    for _, task_rows in groupby(rows, key=lambda line: line.task.id):
        _join(sheet, [places[line.number] for line in task_rows])
    return start + len(rows)


def _texts(line: Line, matrix: Matrix, day: dt.date) -> dict[str, str]:
    indicator = line.indicator
    return {
        "编号": line.number,
        "重点任务": line.task.duty,
        "时间进度": line.task.schedule,
        "角色": "牵头" if indicator else "配合",
        "指标": indicator.name if indicator else "配合情况",
        "本期要求": required_words(line, matrix, day),
        "计量单位": indicator.unit if indicator else "文字",
    }


def _write(sheet: Worksheet, row: int, line: Line, matrix: Matrix, day: dt.date) -> None:
    texts, open_columns = _texts(line, matrix, day), asked(line)
    for column in COLUMNS:
        cell = look.cell_at(sheet, row, place(column.name))
        unasked = column.name in NUMBERS and column.name not in open_columns
        fill_colour = look.INPUT if column.name in open_columns else look.NOT_ASKED if unasked else "FFFFFF"
        look.dress(cell, fill=fill_colour, centred=column.centred)
        if column.name in texts:
            look.write(cell, texts[column.name])
        if column.name in open_columns:
            look.open_for_input(cell)
        if column.name in WORDS:
            cell.number_format = inputs.TEXT
    own = [column for column in COLUMNS if column.name in texts and column.name not in SHARED]
    sheet.row_dimensions[row].height = look.row_height(
        max(look.height(texts[column.name], column.width) for column in own)
    )


def _join(sheet: Worksheet, rows: list[int]) -> None:
    """Merges what all rows of a task share, and gives the rows the room that it needs."""
    wanted = max(look.height(str(look.cell_at(sheet, rows[0], place(one.name)).value), one.width) for one in _shared())
    present = sum(sheet.row_dimensions[row].height or 0 for row in rows)
    lacking = look.row_height(wanted) - present
    for row in rows:
        if lacking > 0:
            sheet.row_dimensions[row].height = (sheet.row_dimensions[row].height or 0) + lacking / len(rows)
        for column in _shared() if row != rows[0] else ():
            look.cell_at(sheet, row, place(column.name)).value = None
    for column in _shared() if len(rows) > 1 else ():
        number = place(column.name)
        sheet.merge_cells(start_row=rows[0], end_row=rows[-1], start_column=number, end_column=number)


def _shared() -> list[Column]:
    return [column for column in COLUMNS if column.name in SHARED]


def _check(
    sheet: Worksheet, hidden: Worksheet, indicator: Indicator, places: dict[str, int], matrix: Matrix, day: dt.date
) -> None:
    """The verdict in words, and the colours that go with it."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    row, occasion = places[indicator.id], occasion_of(matrix, indicator, day)
    value = ref("完成值", row)
    if indicator.measure is Measure.NARRATIVE:
        return
    if indicator.measure is Measure.STAGE:
        word = grade.stage_word(occasion, value, inputs.choices(indicator))
    elif indicator.measure is Measure.DATES:
        word = grade.dates_word(occasion, value)
    else:
        of = items(indicator)
        if of:
            goals = {one: places[one] for one in of}
            computed = look.cell_at(sheet, row, place("完成值"))
            computed.value, computed.number_format = _composed(goals, matrix), _COMPUTED_FORMAT
        word = workings.number_word(hidden, row, sheet.title, occasion, bool(of))
    verdict = ref("自查", row)
    look.cell_at(sheet, row, place("自查")).value = f"={word}"
    # Merged cells show several rows at once, and inputs left empty should go on showing that they are inputs.
    area = " ".join(ref(name, row).replace("$", "") for name in COLOURED)
    for words, colour in ((grade.RED, look.RED), (grade.YELLOW, look.YELLOW), (grade.GREEN, look.GREEN)):
        tests = ",".join(f"{verdict}={grade.quoted(one)}" for one in words)
        style = DifferentialStyle(fill=PatternFill(bgColor=colour))
        rule = Rule(type="expression", dxf=style, stopIfTrue=True, formula=[f"OR({tests})"])
        sheet.conditional_formatting.add(area, rule)


def _composed(places: dict[str, int], matrix: Matrix) -> str:
    """The mean of the items' completion, each capped at all of it; nothing while an item is missing."""
    indicators = matrix.indicators()
    last = matrix.years[1]
    cells, rates = [], []
    for item, row in places.items():
        goal = next(value for target in indicators[item].targets if (value := target.threshold_of(last)) is not None)
        cells.append(ref("完成值", row))
        rates.append(f"MIN(1,{cells[-1]}/{grade.literal(goal)})")
    return f'=IF(COUNT({",".join(cells)})={len(cells)},AVERAGE({",".join(rates)}),"")'


def _validate(sheet: Worksheet, hidden: Worksheet, row: int, line: Line, matrix: Matrix, day: dt.date) -> None:
    indicator = line.indicator
    assert indicator is not None
    for column in NUMBERS:
        if column not in asked(line):
            continue
        name = ref(column, row)
        listed = ""
        if indicator.measure is Measure.STAGE:
            listed = workings.list_choices(hidden, row, [shown for shown, _ in inputs.choices(indicator)])
        takes = inputs.taken(column, indicator, matrix, day, name, listed)
        cell = look.cell_at(sheet, row, place(column))
        cell.number_format = takes.format
        rule = inputs.validation(takes, f"{indicator.id} {column}")
        rule.add(cell)
        sheet.add_data_validation(rule)


def _prompt(sheet: Worksheet, row: int, line: Line) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    for column in WORDS:
        text = _PROMPTS[column] if line.indicator or column != "进展情况" else "写本单位配合这项任务做了什么。"
        rule = DataValidation(allow_blank=True, showInputMessage=True, promptTitle=column, prompt=text)
        rule.add(look.cell_at(sheet, row, place(column)))
        sheet.add_data_validation(rule)
