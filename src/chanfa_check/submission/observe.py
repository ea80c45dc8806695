"""From a matched row to its observations: which cell holds the value, and what its other columns add to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from chanfa_check.model import Counting, Fault, Indicator, Manner, Measure, Observation, Place, Role, Task
from chanfa_check.quantity.unit import ratio_scale
from chanfa_check.submission.cells import cell_text, listed, quoted
from chanfa_check.submission.header_rows import VALUE_COLUMNS
from chanfa_check.submission.headers import Column
from chanfa_check.submission.layout import Row
from chanfa_check.submission.values import Read, read_count, read_value, says_nothing
from chanfa_check.submission.wordings import squeeze
from chanfa_check.submission.workbook import Cell


def observe(row: Row, task: Task, indicator: Indicator | None, role: Role, day: dt.date) -> list[Observation]:
    """What the row reports. `indicator` is None where it does not say which of several: then [] is no answer.

    A 本年完成 beside a 累计完成 column tells a yearly indicator from a cumulative one; a partner need not tell. A row
    without any report leaves all of its task's indicators empty.
    """
    if indicator is not None:
        return [_observation(row, task, indicator, role, day)]
    if role is Role.PARTNER:
        return [_partners(row, task)]
    filled = [column for column in VALUE_COLUMNS if column in row.cells]
    if Column.THIS_YEAR in filled and set(filled) <= {Column.THIS_YEAR, Column.TOTAL}:
        yearly = [one for one in task.indicators if one.counting is Counting.YEARLY]
        total = [one for one in task.indicators if one.counting is Counting.CUMULATIVE and Column.TOTAL in filled]
        if len(task.indicators) == 2 and len(yearly) == 1:
            return [_observation(row, task, one, role, day) for one in (*yearly, *total)]
    if filled or _narrative(row) or Column.INDICATOR in row.cells or _letter(row):
        return []
    return [_observation(row, task, one, role, day) for one in task.indicators]


def _letter(row: Row) -> bool:
    """Whether the id names an indicator."""
    return row.text(Column.TASK)[-1:].isalpha()


def _partners(row: Row, task: Task) -> Observation:
    narrative = _narrative(row)
    filled = next((row.cells[column] for column in VALUE_COLUMNS if column in row.cells), None)
    raw = _raw(filled)
    place = Place(row.sheet, filled.ref() if filled and not narrative else row.ref(Column.NARRATIVE))
    return Observation(task=task.id, indicator="", role=Role.PARTNER, place=place, raw=raw, narrative=narrative or raw)


def shared_cells(observations: Sequence[Observation]) -> list[Observation]:
    """The same, with a fault where one merged cell gives the number or the date of several indicators."""
    meant: dict[Place, set[str]] = {}
    for one in observations:
        if one.value is not None and one.raw and one.raw != one.narrative and not isinstance(one.value, str):
            meant.setdefault(one.place, set()).add(one.indicator)
    return [_shared(one) if len(meant.get(one.place, ())) > 1 else one for one in observations]


def _shared(one: Observation) -> Observation:
    said = f"{quoted(one.raw)}这一格合并了几行，看不出是哪一项指标的数。请取消合并，一项指标填一格"
    return replace(one, value=None, fault=Fault("indicator-unclear", said))


def _value_cell(row: Row, indicator: Indicator) -> tuple[Column, Cell | None, Fault | None]:
    """The cell that holds this indicator's value. Of 本年完成 and 累计完成, the rule tells which is meant."""
    filled = [column for column in VALUE_COLUMNS if column in row.cells]
    if not filled:
        written = (Column.NARRATIVE,) if indicator.measure is Measure.NARRATIVE else VALUE_COLUMNS
        return next((one for one in written if one in row.places), Column.NARRATIVE), None, None
    column, fault = filled[0], None
    yearly = indicator.counting is Counting.YEARLY
    if filled == [Column.THIS_YEAR] and indicator.counting is Counting.CUMULATIVE:
        fault = Fault("column-ambiguous", "本指标按累计计算，报表填的是“本年”一栏。请另列“累计完成”一栏填报累计数")
    elif Column.VALUE not in filled and len(filled) > 1:
        column = Column.THIS_YEAR if yearly else Column.TOTAL if Column.TOTAL in filled else Column.THIS_YEAR
        if column not in filled:
            column = Column.TOTAL
            fault = Fault(
                "column-ambiguous",
                "本指标按年计算，报表有“本期”和“累计”两栏，看不出哪一栏是今年1月以来的数。请把该栏的名称写成“本年完成”",
            )
    if rivals := row.rivals(column):
        fault = fault or _rivalry(rivals)
    return column, row.cells[column], fault


def _rivalry(cells: Sequence[Cell]) -> Fault:
    places = listed(((cell.value, cell.percent), f"{cell.ref()} 为{quoted(_raw(cell))}") for cell in cells)
    return Fault(
        "column-ambiguous",
        f"有 {len(cells)} 栏都是完成值，数不一样（{places}），看不出以哪一栏为准。请只留一栏，或写明各栏的时间",
    )


def _observation(row: Row, task: Task, indicator: Indicator, role: Role, day: dt.date) -> Observation:
    column, cell, fault = _value_cell(row, indicator)
    read = Read(fault=fault) if fault else _read(row, column, cell, task, indicator, day)
    last = read_value(
        row.cells.get(Column.LAST_YEAR),
        indicator,
        row.text(Column.UNIT),
        day,
        header_unit=row.units.get(Column.LAST_YEAR, ""),
    )
    parts, part_fault, part_cell = _parts(row)
    value, notes = read.value, []
    if column is Column.TOTAL and indicator.counting is Counting.YEARLY and value is not None:
        notes.append("报表只有“累计完成”一栏，按今年1月以来的数计；如从往年起累计，请改填本年数")
    scale = ratio_scale(indicator.unit)
    if read.fault is None and value is None and parts and scale:
        if parts[1]:
            value = parts[0] * 100 / parts[1] / scale
            notes.append("完成值没有填，按分子、分母计算")
        else:
            part_fault = Fault("parts-zero", "分母为 0，算不出比例。请核对分母")
    stated = part_cell if part_cell and (cell is None or (part_fault and not read.fault)) else cell
    place = Place(row.sheet, stated.ref() if stated else row.ref(column))
    return Observation(
        task=task.id,
        indicator=indicator.id,
        role=role,
        place=place,
        raw=_raw(cell),
        value=None if read.fault or part_fault else value,
        fault=read.fault or part_fault,
        manner=read.manner,
        last_year=last.value if isinstance(last.value, Decimal) else None,
        last_year_fault=last.fault or _inexact(last, row),
        parts=parts or read.parts,
        narrative=_narrative(row),
        claim=row.text(Column.CLAIM),
        notes=tuple(notes),
    )


def _inexact(last: Read, row: Row) -> Fault | None:
    """Nothing can be compared with a last year that is only bounded."""
    if last.manner in (Manner.EXACT, Manner.ABOUT):
        return None
    return Fault("value-inexact", f"{quoted(row.text(Column.LAST_YEAR))}不是确切的数。请填写确切的数")


def _read(row: Row, column: Column, cell: Cell | None, task: Task, indicator: Indicator, day: dt.date) -> Read:
    """The value cell, understood. A narrative may stand in its own column, or where others write their number."""
    if indicator.measure is Measure.NARRATIVE:
        read = read_value(row.cells.get(Column.NARRATIVE), indicator, "", day)
        return read if read.value is not None or read.fault else read_value(cell, indicator, "", day)
    if indicator.measure is Measure.STAGE and cell and squeeze(cell_text(cell)) == squeeze(task.schedule):
        return Read(fault=Fault("stage-unclear", "照抄了分工表的时间进度，看不出实际进到了哪一步。请写实际进到的阶段"))
    return read_value(cell, indicator, row.text(Column.UNIT), day, header_unit=row.units.get(column, ""))


def _narrative(row: Row) -> str:
    text = row.text(Column.NARRATIVE)
    return "" if says_nothing(text) else text


def _parts(row: Row) -> tuple[tuple[Decimal, Decimal] | None, Fault | None, Cell | None]:
    """分子 and 分母, or what is wrong with them, and the cell to look at."""
    if Column.NUMERATOR not in row.cells and Column.DENOMINATOR not in row.cells:
        return None, None, None
    cells = {"分子": row.cells.get(Column.NUMERATOR), "分母": row.cells.get(Column.DENOMINATOR)}
    if all(cell is None or (not cell.unsaved_formula and says_nothing(cell_text(cell))) for cell in cells.values()):
        return None, None, None
    counts: list[Decimal] = []
    for name, cell in cells.items():
        read = read_count(cell)
        if isinstance(read, Fault):
            return None, Fault(read.code, f"{name}：{read.message}"), cell
        if read is None:
            said = Fault("parts-incomplete", f"分子、分母只填了一个，缺{name}。请都填，或都不填")
            return None, said, next(one for one in cells.values() if one is not cell and one)
        counts.append(read)
    return (counts[0], counts[1]), None, cells["分子"]


def _raw(cell: Cell | None) -> str:
    """What the clerk sees in the cell: a percent cell's 0.35 is 35%."""
    if cell is None:
        return ""
    if cell.percent and isinstance(cell.value, Decimal):
        shown = cell.value * 100
        return f"{shown.normalize():f}%"
    return cell_text(cell)
