"""Verdicts in words: what is there, what is required by when, how much is lacking. Chinese, one sentence each."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_CEILING, Decimal

from chanfa_check.model import Assessment, Indicator, Manner, Measure, Op, Requirement, Status, Value
from chanfa_check.quantity.show import show_amount
from chanfa_check.quantity.unit import is_countable

_OPS = {Op.AT_LEAST: "不低于", Op.ABOVE: "高于", Op.AT_MOST: "不超过", Op.BELOW: "低于"}
_MANNERS = {
    Manner.EXACT: "{}",
    Manner.ABOUT: "约 {}",
    Manner.AT_LEAST: "{} 以上",
    Manner.ABOVE: "超过 {}",
    Manner.AT_MOST: "不超过 {}",
    Manner.BELOW: "不足 {}",
}


def show_value(value: Value, indicator: Indicator, manner: Manner = Manner.EXACT, beside: Decimal | None = None) -> str:
    """A reported value as a clerk reads it; never rounded across `beside`."""
    if isinstance(value, Decimal):
        return _MANNERS[manner].format(show_amount(value, indicator.unit, beside))
    if isinstance(value, tuple):
        return "、".join(show_day(day) for day in value) or "未举办"
    if indicator.measure is Measure.STAGE:
        return value or "未启动"
    return value


def show_day(day: dt.date) -> str:
    """2020年4月28日."""
    return f"{day.year}年{day.month}月{day.day}日"


def show_due(due: dt.date) -> str:
    """When something falls due: a year's end by its year, a month's end by its month."""
    if (due.month, due.day) == (12, 31):
        return f"{due.year}年"
    if (due + dt.timedelta(days=1)).day == 1:
        return f"{due.year}年{due.month}月"
    return show_day(due)


def show_when(item: Requirement) -> str:
    """By when, as it stands behind what is required: "2020年". "" where that is always, or itself a date."""
    return show_due(item.due) if item.due and item.value is not None else ""


def show_requirement(item: Requirement, indicator: Indicator, beside: Decimal | None = None) -> str:
    """What is required: "不低于 35%", "进到“完成”", "不晚于2020年4月30日举办", "有进展说明"."""
    if item.op is None:
        return "有进展说明"
    if item.value is None:
        return f"不晚于{show_day(item.due)}举办" if item.due else "举办"
    if isinstance(item.value, Decimal):
        if item.top is not None:
            return f"{show_amount(item.value, '')}—{show_amount(item.top, indicator.unit)}"
        return f"{_OPS[item.op]} {show_amount(item.value, indicator.unit, beside)}"
    return f"进到“{item.value}”"


def show_gap(gap: Decimal, unit: str) -> str:
    """How much: percentages differ by percentage points, and people and things are lacking whole."""
    whole = gap.to_integral_value(ROUND_CEILING) if is_countable(unit) else gap
    amount = show_amount(whole, "", Decimal(0))
    return f"{amount} 个百分点" if unit == "%" else f"{amount} {unit}"


def sentence(value: Value, assessment: Assessment, indicator: Indicator, manner: Manner) -> str:
    """The verdict as one sentence."""
    item = assessment.requirement
    shown = show_value(value, indicator, manner, _beside(assessment))
    if item is None:
        return f"{shown}{_WITHOUT_REQUIREMENT.get(assessment.code, '；目前没有到期的要求')}"
    if assessment.status is Status.REVIEW:
        return shown
    against = value if isinstance(value, Decimal) else None
    when = "，".join(text for text in (show_when(item), item.basis) if text)
    stated = show_requirement(item, indicator, against) + (f"（{when}）" if when else "")
    lacking = (
        f"，{'差' if _upward(item) else '超出'} {show_gap(assessment.gap, indicator.unit)}" if assessment.gap else ""
    )
    if assessment.status is Status.UNMET:
        return f"{shown}，应{stated}{lacking}"
    if assessment.status is Status.MET:
        return f"{shown}，{'提前达到' if assessment.code == 'met-early' else '符合'}{stated}的要求"
    if assessment.status is Status.NOT_DUE or item.pace is None:
        return f"{shown}；目标为{stated}，尚未到期"
    if item.pace == item.value and assessment.status is Status.ON_TRACK:
        return f"{shown}；目标为{stated}"
    if item.pace == item.value:
        # Held to in full in every month: the requirement itself, not a pace towards it.
        return f"{shown}，应{stated}{lacking}，尚未到期"
    return f"{shown}，序时进度为 {show_amount(item.pace, indicator.unit, against)}{lacking}；目标为{stated}"


_WITHOUT_REQUIREMENT = {"last-year-missing": "；要求与上年比较，但没有上年值", "date-ahead": "，晚于报表所属时期"}


def _beside(assessment: Assessment) -> Decimal | None:
    """The number that the value was held against, and must not be rounded across."""
    item = assessment.requirement
    if item is None:
        return None
    if assessment.status in (Status.ON_TRACK, Status.BEHIND):
        return item.pace
    return item.value if isinstance(item.value, Decimal) else None


def _upward(item: Requirement) -> bool:
    return item.op is None or item.op.upward
