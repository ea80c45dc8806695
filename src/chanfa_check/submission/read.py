"""From a workbook to a submission: identified, its rows matched to the matrix, its cells read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from chanfa_check.model import (
    Fault,
    Indicator,
    Matrix,
    Measure,
    Observation,
    Place,
    Problem,
    Role,
    Stray,
    Submission,
    Task,
)
from chanfa_check.submission.headers import Column
from chanfa_check.submission.identity import identify
from chanfa_check.submission.layout import Row, Table, cell_text, find_tables, nearest_header
from chanfa_check.submission.match import Wordings, is_heading, match, wordings
from chanfa_check.submission.values import Read, is_blank, read_count, read_value, text_blank
from chanfa_check.submission.workbook import Cell, Workbook

_VALUE_COLUMNS = (Column.VALUE, Column.THIS_YEAR, Column.TOTAL, Column.THIS_PERIOD)


def read_submission(
    workbook: Workbook,
    path: str,
    name: str,
    matrix: Matrix,
    *,
    department: str | None = None,
    as_of: dt.date | None = None,
) -> Submission:
    """What the workbook reports under this matrix.

    `path` is shown as it is, `name` is the file's own name without its ending. `department` (a full name) and `as_of`
    outrank what the file says. What cannot be checked at all is in `problems`; there are no observations then.
    """
    tables = find_tables(workbook)
    identity = identify(workbook, tables, name, matrix, department=department, as_of=as_of)
    problems = list(identity.problems)
    if identity.mark and identity.mark.matrix == matrix.id and identity.mark.version != matrix.version:
        problems.append(
            Problem(
                "template-outdated",
                f"报表用的是任务责任分工表第 {identity.mark.version} 版的模板，现行为第 {matrix.version} 版。"
                "请下载新模板，把填报内容移过去再报送。",
            )
        )
    if not tables:
        problems.insert(0, _no_table(workbook))
    day = as_of or (identity.period.last if identity.period else None)
    known = Submission(
        path=path,
        department=identity.department,
        period=identity.period,
        filled=identity.filled,
        mark=identity.mark,
        problems=tuple(problems),
    )
    if problems or identity.department is None or day is None:
        return known
    observations, strays = _observe(tables, matrix, identity.department, day)
    if not observations and not strays:
        nothing = Problem("no-rows", "找到了表头，但下面没有任何任务的填报行。请确认报送的是填写好的报表。")
        return Submission(path=path, department=identity.department, period=identity.period, problems=(nothing,))
    return Submission(
        path=path,
        department=identity.department,
        period=identity.period,
        filled=identity.filled,
        mark=identity.mark,
        observations=tuple(observations),
        strays=tuple(strays),
    )


def _no_table(workbook: Workbook) -> Problem:
    wanted = "一列任务（如“编号”“重点任务”“指标”），一列填报内容（如“完成值”“完成情况”“进展情况”）"
    close = nearest_header(workbook)
    if close is None:
        return Problem("no-table", f"没有找到填报表格。表头应有{wanted}，各列名称写在同一行。")
    sheet, number, known, near = close
    found = "、".join(f"“{text}”" for text in (*known, *near))
    return Problem(
        "no-table",
        f"没有找到填报表格。最像表头的是“{sheet}”工作表第 {number} 行（{found}），但还不够：表头应有{wanted}。",
    )


def _observe(
    tables: tuple[Table, ...], matrix: Matrix, department: str, day: dt.date
) -> tuple[list[Observation], list[Stray]]:
    observations: list[Observation] = []
    strays: list[Stray] = []
    known = wordings(matrix)
    for table in tables:
        above: Task | None = None
        for row in table.rows:
            found = match(row, above, known)
            above = found.task or above
            if found.task is None:
                if not row.caption and not _is_heading(row, known):
                    strays.append(_stray(row, found.code, found.said))
                continue
            role = matrix.role(department, found.task)
            if role is None:
                strays.append(_stray(row, "task-foreign", _foreign(found.task, department), found.task.id))
                continue
            if found.indicator is not None:
                observations.append(_observation(row, found.task, found.indicator, role, day))
                continue
            shared = _shared_row(row, found.task, role, day)
            if shared:
                observations += shared
            elif role is Role.LEAD and any(column in row.cells for column in _VALUE_COLUMNS):
                strays.append(_stray(row, "indicator-unclear", found.said, found.task.id))
    return observations, strays


def _is_heading(row: Row, known: Wordings) -> bool:
    texts = {text for column in row.cells if (text := row.text(column))}
    return len(texts) == 1 and is_heading(texts.pop(), known)


def _foreign(task: Task, department: str) -> str:
    return f"任务 {task.id} 由{task.lead}牵头，{department}既不牵头也不配合；请确认是否填错编号"


def _stray(row: Row, code: str, said: str, task: str | None = None) -> Stray:
    text = row.text(Column.DUTY) or row.text(Column.INDICATOR) or row.text(Column.TASK)
    text = text or next((row.text(column) for column in row.cells), "")
    column = next((one for one in (Column.TASK, Column.DUTY) if one in row.cells), next(iter(row.cells)))
    return Stray(code, Place(row.sheet, row.ref(column)), text, said, task)


def _shared_row(row: Row, task: Task, role: Role, day: dt.date) -> list[Observation]:
    """A row for a task of several indicators that names none of them.

    A 本年完成 beside a 累计完成 column tells a yearly indicator from a cumulative one; a partner need not tell.
    """
    narrative = _narrative(row)
    if role is Role.PARTNER:
        filled = next((row.cells[column] for column in _VALUE_COLUMNS if column in row.cells), None)
        raw = cell_text(filled) if filled else ""
        place = Place(row.sheet, row.ref(Column.NARRATIVE if narrative else Column.VALUE))
        return [Observation(task=task.id, indicator="", role=role, place=place, raw=raw, narrative=narrative or raw)]
    if not {Column.THIS_YEAR, Column.TOTAL} <= row.cells.keys():
        return []
    yearly = [one for one in task.indicators if _rules(one) == {"annual"}]
    total = [one for one in task.indicators if "total" in _rules(one)]
    if len(task.indicators) != 2 or len(yearly) != 1 or len(total) != 1:
        return []
    return [_observation(row, task, one, role, day) for one in (*yearly, *total)]


def _rules(indicator: Indicator) -> set[str]:
    return {target.rule for target in indicator.targets}


def _value_cell(row: Row, indicator: Indicator) -> tuple[Column, Cell | None, Fault | None]:
    """The cell that holds this indicator's value. Of 本年完成 and 累计完成, the rule tells which is meant."""
    filled = [column for column in _VALUE_COLUMNS if column in row.cells]
    if Column.VALUE in filled or len(filled) == 1:
        column = Column.VALUE if Column.VALUE in filled else filled[0]
        return column, row.cells[column], None
    if not filled:
        written = (Column.NARRATIVE,) if indicator.measure is Measure.NARRATIVE else _VALUE_COLUMNS
        return next((one for one in written if one in row.places), Column.NARRATIVE), None, None
    yearly = "annual" in _rules(indicator)
    if yearly and Column.THIS_YEAR not in filled:
        fault = Fault(
            "column-ambiguous",
            "本指标按年计算，报表有“本期”和“累计”两栏，看不出哪一栏是今年1月以来的数。请把该栏的名称写成“本年完成”",
        )
        return Column.TOTAL, row.cells[Column.TOTAL], fault
    column = Column.THIS_YEAR if yearly else Column.TOTAL if Column.TOTAL in filled else Column.THIS_YEAR
    return column, row.cells[column], None


def _observation(row: Row, task: Task, indicator: Indicator, role: Role, day: dt.date) -> Observation:
    column, cell, fault = _value_cell(row, indicator)
    row_unit = row.text(Column.UNIT)
    unit = row_unit or row.units.get(column, "")
    narrative = _narrative(row)
    if fault is None:
        if indicator.measure is Measure.NARRATIVE:
            read = _narrated(row, cell, indicator, day)
        else:
            read = read_value(cell, indicator, unit, day)
    else:
        read = Read(fault=fault)
    last = read_value(row.cells.get(Column.LAST_YEAR), indicator, row_unit or row.units.get(Column.LAST_YEAR, ""), day)
    parts, part_fault, part_cell = _parts(row)
    value, notes = read.value, []
    if read.fault is None and value is None and parts and parts[1] and indicator.unit == "%":
        value = parts[0] * 100 / parts[1]
        notes.append("完成值没有填，按分子、分母计算")
    stated = cell or part_cell
    place = Place(row.sheet, stated.ref() if stated else row.ref(column))
    return Observation(
        task=task.id,
        indicator=indicator.id,
        role=role,
        place=place,
        raw=_raw(cell),
        value=value,
        fault=read.fault or part_fault,
        manner=read.manner,
        last_year=last.value if isinstance(last.value, Decimal) else None,
        last_year_fault=last.fault,
        parts=parts or read.parts,
        narrative=narrative,
        claim=row.text(Column.CLAIM),
        notes=tuple(notes),
    )


def _narrated(row: Row, cell: Cell | None, indicator: Indicator, day: dt.date) -> Read:
    """A narrative may stand in the narrative's column, or where others write their number."""
    read = read_value(row.cells.get(Column.NARRATIVE), indicator, "", day)
    return read if read.value is not None or read.fault else read_value(cell, indicator, "", day)


def _narrative(row: Row) -> str:
    text = row.text(Column.NARRATIVE)
    return "" if text_blank(text) else text


def _parts(row: Row) -> tuple[tuple[Decimal, Decimal] | None, Fault | None, Cell | None]:
    upper, lower = row.cells.get(Column.NUMERATOR), row.cells.get(Column.DENOMINATOR)
    if is_blank(upper) and is_blank(lower):
        return None, None, None
    numerator, denominator = read_count(upper), read_count(lower)
    for name, read in (("分子", numerator), ("分母", denominator)):
        if isinstance(read, Fault):
            return None, Fault(read.code, f"{name}：{read.message}"), upper
    if isinstance(numerator, Decimal) and isinstance(denominator, Decimal):
        return (numerator, denominator), None, upper
    missing = "分母" if isinstance(numerator, Decimal) else "分子"
    return None, Fault("parts-incomplete", f"分子、分母只填了一个，缺{missing}。请都填，或都不填"), upper or lower


def _raw(cell: Cell | None) -> str:
    """What the clerk sees in the cell: a percent cell's 0.35 is 35%."""
    if cell is None:
        return ""
    if cell.percent and isinstance(cell.value, Decimal):
        shown = cell.value * 100
        return f"{shown.normalize():f}%"
    return cell_text(cell)
