"""What an input cell takes: its number format, and a validation that says what to write before and after."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from chanfa_check.codes import CODES
from chanfa_check.model import Indicator, Matrix, Measure
from chanfa_check.quantity.unit import is_countable
from chanfa_check.rules import stage
from chanfa_check.template.grade import NOT_HELD

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

NOT_BEGUN = "未启动"
TEXT = "@"
PERCENT = "0.00##%"
"""Two places, and two more where there are any: 34.996% must not show as 35.00%."""
DAY = "yyyy-mm-dd"


class Taken(Struct, frozen=True):
    """What one input cell takes. `kind`, `operator` and the formulas are those of Excel's data validation."""

    format: str
    kind: Literal["whole", "decimal", "list", "custom"]
    prompt: str
    error: str
    operator: Literal["between", "greaterThan", "greaterThanOrEqual"] | None = None
    low: str | None = None
    high: str | None = None


def choices(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """What may be chosen for a stage, and the stage that it means ("" for none)."""
    target = next(one for one in indicator.targets if isinstance(one, stage.Rule))
    return ((NOT_BEGUN, ""), *((step, step) for step in target.stages))


def taken(column: str, indicator: Indicator, matrix: Matrix, day: dt.date, cell: str, listed: str) -> Taken:
    """What the indicator's cell in one of the columns of numbers takes.

    `cell` is that cell's absolute name, `listed` the range that holds the choices of a stage.
    """
    if column in ("分子", "分母"):
        return _part(column)
    if indicator.measure is Measure.STAGE:
        return _stage(listed)
    if indicator.measure is Measure.DATES:
        return _dates(cell, dt.date(matrix.years[0], 1, 1), day)
    prompt = "填上年同期末的实际数。" if column == "上年值" else f"填截至{day.year}年{day.month}月底的实际完成数。"
    if indicator.unit == "%":
        return _percent(indicator, prompt)
    if is_countable(indicator.unit):
        return Taken(
            "#,##0",
            "whole",
            f"{prompt}单位：{indicator.unit}，只填整数，如 8000。{_zero()}",
            f"应填不小于 0 的整数，单位：{indicator.unit}。{CODES['count-broken'].advice}",
            "greaterThanOrEqual",
            "0",
        )
    return Taken(
        "#,##0.##########" if indicator.unit != "倍" else "0.##########",
        "decimal",
        f"{prompt}单位：{indicator.unit}，只填数字，不写单位。{_zero()}",
        f"应填不小于 0 的数，单位：{indicator.unit}。{CODES['count-negative'].advice}",
        "greaterThanOrEqual",
        "0",
    )


def validation(takes: Taken, title: str) -> DataValidation:
    """The validation of a cell, with no cell yet. It stops what the tool itself could not take."""
    from openpyxl.worksheet.datavalidation import DataValidation

    return DataValidation(
        type=takes.kind,
        operator=takes.operator,
        formula1=takes.low,
        formula2=takes.high,
        allow_blank=True,
        showInputMessage=True,
        showErrorMessage=True,
        errorStyle="stop",
        promptTitle=title[:32],
        prompt=takes.prompt[:255],
        errorTitle="填报有误",
        error=takes.error[:225],
    )


def _zero() -> str:
    return "确实为零的填 0，没有数的不填。"


def _percent(indicator: Indicator, prompt: str) -> Taken:
    prompt += "如百分之三十五，填 35 或 35%；不到 1% 的要写百分号，如 0.5%。"
    if not indicator.share:
        error = f"应填不小于 0 的百分数，如 35%。{CODES['count-negative'].advice}"
        return Taken(PERCENT, "decimal", prompt, error, "greaterThanOrEqual", "0")
    error = f"应填 0 到 100% 之间的百分数，如 35%。{indicator.name}不可能超过 100%。{CODES['share-above-100'].advice}"
    return Taken(PERCENT, "decimal", prompt, error, "between", "0", "1")


def _part(column: str) -> Taken:
    prompt = f"比例的{column}，填数字。分子、分母都填，或都不填；填了的，按分子÷分母核对完成值。"
    if column == "分母":
        return Taken(
            "General", "decimal", prompt, f"分母应是大于 0 的数。{CODES['parts-zero'].advice}", "greaterThan", "0"
        )
    error = f"分子应是不小于 0 的数。{CODES['count-negative'].advice}"
    return Taken("General", "decimal", prompt, error, "greaterThanOrEqual", "0")


def _stage(listed: str) -> Taken:
    return Taken(
        TEXT,
        "list",
        "点右边的箭头，从下拉列表中选目前实际进到的一步。",
        f"请从下拉列表中选一项。{CODES['stage-unclear'].advice}",
        low=listed,
    )


def _dates(cell: str, first: dt.date, last: dt.date) -> Taken:
    """A date is held to the period; text passes, for several dates and 未举办 are text, and the tool reads both."""
    inside = f"{cell}>={_date(first)},{cell}<{_date(last + dt.timedelta(days=1))}"
    return Taken(
        DAY,
        "custom",
        f"填举办日期，如 {last.year}-04-28；举办多次的，日期之间用顿号；没有举办的写“{NOT_HELD}”。",
        f"日期应在 {first} 至 {last} 之间。{CODES['date-ahead'].advice}",
        low=f"OR(ISTEXT({cell}),AND(ISNUMBER({cell}),{inside}))",
    )


def _date(day: dt.date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"
