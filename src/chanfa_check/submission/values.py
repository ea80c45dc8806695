"""From the cells of one row to an indicator's value: what was written, exactly, or why it cannot be taken."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.memo import remembered
from chanfa_check.model import Fault, Indicator, Manner, Measure, Quantity, Value
from chanfa_check.period import parse_dates, periods_in, show_period
from chanfa_check.quantity.numeral import fold
from chanfa_check.quantity.parse import parse_quantity
from chanfa_check.quantity.unit import convert, known_unit, ratio_scale
from chanfa_check.quantity.words import NO_VALUE
from chanfa_check.submission.cells import cell_text, quoted
from chanfa_check.submission.workbook import Cell

# 无任务 and 不涉及 say something of the work; as a number they are none.
_TELLING = frozenset({"无任务", "不涉及", "不适用"})
_LONGEST_BLANK = max(map(len, NO_VALUE)) + 2
_NOT_HELD = r"^(?:尚?未(?:举办|开展|举行|组织)|没有(?:举办|开展)|暂未(?:举办|开展))[。.]?$"
_LONGEST_STAGE = 1000  # beyond this it is no step, whatever it contains
_UNSAVED = Fault("formula-unsaved", "单元格是公式，但没有保存计算结果。请用 Excel 或 WPS 打开、保存后再报送")
_PERCENT_WORDS = {"百分比": "%", "百分数": "%", "比例": "%", "百分率": "%"}


class Read(Struct, frozen=True):
    """One cell understood: a value, a fault, or neither where nothing was written."""

    value: Value | None = None
    fault: Fault | None = None
    manner: Manner = Manner.EXACT
    parts: tuple[Decimal, Decimal] | None = None


def is_blank(cell: Cell | None) -> bool:
    """Whether nothing was written. A formula that was never calculated is not nothing."""
    return cell is None or (not cell.unsaved_formula and not cell_text(cell))


@remembered
def says_nothing(text: str) -> bool:
    """Whether a text is a blank in words or marks: 无, /, ——, 暂无."""
    if len(text.rstrip("。．. ")) > _LONGEST_BLANK and text[0].isalnum() and text.isprintable():
        return False  # a sentence, as a report has many that are all different
    folded = fold(text).rstrip("。.")
    return not re.search(r"\w", folded) or (folded in NO_VALUE and folded not in _TELLING)


def read_value(
    cell: Cell | None, indicator: Indicator, row_unit: str, as_of: dt.date, *, header_unit: str = ""
) -> Read:
    """The cell as a value of the indicator.

    `row_unit`, what the row calls its unit, must agree with the indicator's; `header_unit`, what the header does,
    speaks only for numbers that carry none.
    """
    if cell is None or is_blank(cell):
        return Read()
    if cell.unsaved_formula:
        return Read(fault=_UNSAVED)
    if cell.error:
        return Read(fault=Fault("cell-error", f"单元格显示错误值 {cell_text(cell)}。请改正公式，或直接填写数字"))
    if indicator.measure is Measure.NARRATIVE:
        text = cell_text(cell)
        return Read() if says_nothing(text) else Read(value=text)
    if indicator.measure is Measure.DATES:
        return _dates(cell, as_of)
    if indicator.measure is Measure.STAGE:
        return _stage(cell, indicator, as_of)
    return _number(cell, indicator, row_unit or header_unit, as_of, by_row=bool(row_unit))


def read_count(cell: Cell | None) -> Decimal | Fault | None:
    """A 分子 or 分母: one exact number, whatever it counts; None where nothing was written."""
    if cell is None or is_blank(cell):
        return None
    if cell.unsaved_formula:
        return _UNSAVED
    if isinstance(cell.value, Decimal) and not cell.percent:
        return cell.value
    text = cell_text(cell)
    if says_nothing(text):
        return None
    read = parse_quantity(text)
    if isinstance(read, Fault):
        return read
    if cell.percent or ratio_scale(read.unit) is not None:
        return Fault("unit-contradicts", f"{quoted(text)}是比例，不是数量。请填写数量")
    if read.manner is not Manner.EXACT:
        return Fault("value-inexact", f"{quoted(text)}不是确切的数。请填写确切的数")
    return read.value


def _number(cell: Cell, indicator: Indicator, unit: str, as_of: dt.date, *, by_row: bool) -> Read:
    if isinstance(cell.value, (dt.date, dt.time)):
        kind = "时间" if isinstance(cell.value, dt.time) else "日期"
        return Read(
            fault=Fault(
                "date-for-number",
                f"“{cell_text(cell)}”是{kind}，不是数。可能是录入时被自动改成了{kind}；请把单元格设为“常规”后重新填写",
            )
        )
    if isinstance(cell.value, Decimal):
        return _amount(Quantity(cell.value), indicator.unit, unit, by_row=by_row, percent=cell.percent)
    read = parse_quantity(cell_text(cell))
    fault = read if isinstance(read, Fault) else _ahead(cell, as_of)
    if fault or isinstance(read, Fault):
        return Read(fault=fault)
    return _amount(read, indicator.unit, unit, by_row=by_row)


def _amount(read: Quantity, wanted: str, unit: str, *, by_row: bool, percent: bool = False) -> Read:
    """The quantity in the indicator's unit; `unit` is what row or header say of it."""
    unit = _PERCENT_WORDS.get(unit, unit)
    bare = not read.unit and not percent
    contradicted = _contradicted(unit, wanted) if by_row or bare else None
    if contradicted:
        return Read(fault=contradicted)
    if bare and not read.scaled and known_unit(unit) and not _same_ratio(unit, wanted):
        # A ratio's bare 0.35 stays ambiguous even where a unit column says %: only the cell itself can tell.
        read = replace(read, unit=unit)
    amount = convert(read, wanted, percent_format=percent)
    if isinstance(amount, Fault):
        return Read(fault=amount)
    return Read(value=amount, manner=read.manner, parts=read.parts)


def _ahead(cell: Cell, as_of: dt.date) -> Fault | None:
    """A figure dated after the period (2020年12月达到35%, said in June) is a plan."""
    later = (
        [period for period in periods_in(cell_text(cell)) if period.first > as_of]
        if isinstance(cell.value, str)
        else []
    )
    if not later:
        return None
    return Fault(
        "not-actual",
        f"{quoted(cell_text(cell))}说的是{show_period(later[0])}，在报表时期之后，是计划数。请填写截至本期末的实际完成数",
    )


@lru_cache(maxsize=1024)
def _contradicted(unit: str, wanted: str) -> Fault | None:
    if not known_unit(unit):
        return None
    amount = convert(Quantity(Decimal(1), unit), wanted)
    return amount if isinstance(amount, Fault) else None


def _same_ratio(unit: str, other: str) -> bool:
    return ratio_scale(unit) is not None and ratio_scale(unit) == ratio_scale(other)


def _dates(cell: Cell, as_of: dt.date) -> Read:
    if isinstance(cell.value, dt.datetime):
        return Read(value=(cell.value.date(),))
    if isinstance(cell.value, dt.date):
        return Read(value=(cell.value,))
    text = cell_text(cell)
    if says_nothing(text) or re.match(_NOT_HELD, fold(text)):
        return Read(value=())
    days = parse_dates(text, as_of.year)
    if days is None:
        return Read(
            fault=Fault(
                "not-a-date",
                f"{quoted(text)}不是完整的日期。请写举办的年月日，如 {as_of.year}-04-28；没有举办的写“未举办”",
            )
        )
    return Read(value=days)


def _stage(cell: Cell, indicator: Indicator, as_of: dt.date) -> Read:
    from chanfa_check.rules.stage import Rule

    target = next(one for one in indicator.targets if isinstance(one, Rule))
    text = cell_text(cell)
    found = target.recognise(text, as_of) if len(text) <= _LONGEST_STAGE else None
    if found is None:
        steps = "、".join(target.stages)
        return Read(fault=Fault("stage-unclear", f"{quoted(text)}看不出进到了哪一步。请写其中之一：未启动、{steps}"))
    return Read(value=found)
