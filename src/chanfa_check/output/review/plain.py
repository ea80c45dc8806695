"""A target in plain Chinese: what it asks for in every year, not as of a date. Numbers stand exactly as compiled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from chanfa_check.model import Bound, Due, Indicator, Matrix, Op, Pace, Target
from chanfa_check.output.timetable import timetable
from chanfa_check.quantity.show import show_percent
from chanfa_check.quantity.unit import is_countable, plain
from chanfa_check.rules import manual
from chanfa_check.verdict.judge import occasion_of
from chanfa_check.verdict.wording import show_day

Said = tuple[str, ...]

_WAN = 10_000
_WHOLE = ("全覆盖", "全部")
_OPS = {Op.AT_LEAST: "不低于", Op.ABOVE: "高于", Op.AT_MOST: "不超过", Op.BELOW: "低于"}
_PACES = {Pace.LINEAR: "按月直线推算进度", Pace.STEP: "以上一个数为进度，不逐月提高"}


def plain_words(target: Target, indicator: Indicator, matrix: Matrix) -> tuple[str, ...]:
    """The target's sentences. A kind that has none of its own is shown by its dates."""
    say = SENTENCES.get(target.rule)
    if say:
        return say(target, indicator, matrix)
    title = manual(target.rule).split("：")[0]
    return (f"{title}：{'；'.join(timetable(target, indicator, matrix))}。",)


def amount(value: Decimal, unit: str) -> str:
    """The exact number with its unit: "35%", "8000人", "56000人（5.6万人）"."""
    said = f"{plain(value)}{unit}"
    short = plain(value / _WAN)
    # As the words mostly have it, where nothing is lost and 万 does not stand in the unit already.
    if value < _WAN or len(short) > 6 or not is_countable(unit):
        return said
    return f"{said}（{short}万{unit}）"


def show_years(years: tuple[int, int]) -> str:
    """2019年至2025年; 2023年 where both are one."""
    first, last = years
    return f"{first}年" if first == last else f"{first}年至{last}年"


def _milestones(target: Any, indicator: Indicator, matrix: Matrix) -> Said:
    asked = f"{_dated(target.by, indicator, matrix)}。"
    if target.base:
        ((due, bound),) = target.base.items()
        start = f"从{show_day(due.last)}的{amount(bound.value, indicator.unit)}起"
    else:
        start = ""
    return asked, *_between(target, matrix, start)


def _total(target: Any, indicator: Indicator, matrix: Matrix) -> Said:
    asked = f"{_dated(target.by, indicator, matrix, '累计')}。"
    start = target.start_
    begun = f"从{matrix.years[0]}年年初的{amount(start.value, indicator.unit)}起" if start else ""
    return asked, *_between(target, matrix, begun)


def _composite(target: Any, indicator: Indicator, matrix: Matrix) -> Said:
    names = {item.id: item.name for item in matrix.indicators().values()}
    items = "、".join(f"{item}{names.get(item, '')}" for item in target.of)
    asked = f"{len(target.of)}项平均完成率：{_dated(target.by, indicator, matrix)}。"
    how = f"{len(target.of)}项为：{items}。每项完成率按已完成数除以最终应完成数计，最高100%，一项超额不抵另一项欠缺。"
    return asked, how, *_between(target, matrix, "")


def _annual(target: Any, indicator: Indicator, matrix: Matrix) -> Said:
    paced = (target.pace or matrix.pace) is Pace.LINEAR
    asked = _bound(target.value, indicator, Op.AT_LEAST)
    within = "年内按月直线推算进度。" if paced else "年内不设进度。"
    return f"{_each_year(target.from_, target.to, matrix)}1月至12月{asked}，从年初的零算起。", within


def _floor(target: Any, indicator: Indicator, matrix: Matrix) -> Said:
    return (f"{_years(target.from_, None, matrix)}，任何时候都{_bound(target.value, indicator, Op.AT_LEAST)}。",)


def _ceiling(target: Any, indicator: Indicator, matrix: Matrix) -> Said:
    return (f"{_years(target.from_, None, matrix)}，任何时候都{_bound(target.value, indicator, Op.AT_MOST)}。",)


def _growth(target: Any, indicator: Indicator, matrix: Matrix) -> Said:
    rate = target.rate.fraction
    turn = "递增" if rate >= 0 else "递减"
    points = f"，不是{'加' if rate >= 0 else '减'}{plain(abs(rate) * 100)}个百分点" if indicator.unit == "%" else ""
    times = f"{plain(1 + rate)}倍（{turn}{show_percent(abs(rate))}{points}）"
    cap = f"，以{amount(target.cap.value, indicator.unit)}为限" if target.cap else ""
    asked = f"{_each_year(target.from_, target.to, matrix)}12月31日前不低于上年实际值的{times}{cap}。"
    return asked, "年内各月都按全年要求衡量。", _chain(target, indicator, matrix)


def _chain(target: Any, indicator: Indicator, matrix: Matrix) -> str:
    """What a growing requirement comes to where nobody knows last year's value."""
    first, last = target.first_year(matrix.years), target.to or matrix.years[1]
    asked = [
        (year, item)
        for year in range(first, last + 1)
        for item in target.required(occasion_of(matrix, indicator, dt.date(year, 12, 31)))
    ]
    if not asked:
        return "没有上年实际值的，无法提出要求。"
    said = "、".join(f"{year}年{_rounded(item.value, indicator.unit)}" for year, item in asked)
    return f"没有上年实际值的，逐年推算为：{said}。"


def _rounded(value: Decimal, unit: str) -> str:
    short = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{'' if short == value else '约'}{amount(short, unit)}"


def _rising(target: Any, indicator: Indicator, matrix: Matrix) -> Said:
    whole = "；已达到100%的，保持100%即可" if indicator.unit == "%" and indicator.share else ""
    first = target.first_year(matrix.years)
    base = (
        f"{first}年没有上年值的，与{first - 1}年的{amount(target.base.value, indicator.unit)}比较。"
        if target.base
        else f"{first - 1}年的基数没有给出，以报表的上年值为准。"
    )
    return (
        f"{_each_year(target.from_, target.to, matrix)}12月31日的值高于上年值（与上年持平不算）{whole}。",
        "年内不低于上年值为进度正常。",
        base,
    )


def _stage(target: Any, indicator: Indicator, matrix: Matrix) -> Said:
    del indicator, matrix
    asked = "；".join(f"{_when(due)}进到“{step}”" for due, step in target.by.items())
    open_ = [step for step in target.stages if step not in target.by.values()]
    meant = [f"“{step}”也可填作：{'、'.join(others)}。" for step, others in target.stages.items() if others]
    return (
        f"步骤依次为：{'、'.join(target.stages)}。{asked}。",
        *([f"{'、'.join(f'“{step}”' for step in open_)}没有期限，不作到期要求。"] if open_ else []),
        *meant,
    )


def _event(target: Any, indicator: Indicator, matrix: Matrix) -> Said:
    del indicator
    first, last, months = target.from_ or matrix.years[0], matrix.years[1], target.every.months
    day = f"{target.before.month}月{target.before.day}日之前（不含当日）" if target.before else ""
    if months == 12:
        return (f"{_each_year(first, None, matrix)}{day}至少举办一次。",)
    every = f"{months // 12}年" if months % 12 == 0 else f"{months}个月"
    asked = f"从{first}年1月1日起，每{every}为一轮，每轮{f'最后一年的{day}' if day else ''}至少举办一次。"
    whole, left = divmod((last - first + 1) * 12, months)
    rounds = "、".join(_round(first, number, months) for number in range(whole))
    listed = f"各轮为：{rounds}。" if whole and months > 12 else ""
    cut = f"最后一轮到{last}年年底未满{every}，不作要求。" if left else ""
    return tuple(one for one in (asked, listed, cut) if one)


def _round(first: int, number: int, months: int) -> str:
    begin, end = number * months, (number + 1) * months - 1
    years = (first + begin // 12, first + end // 12)
    if months % 12 == 0:
        return f"{years[0]}—{years[1]}年"
    return f"{years[0]}年{begin % 12 + 1}月—{years[1]}年{end % 12 + 1}月"


def _ongoing(target: Any, indicator: Indicator, matrix: Matrix) -> Said:
    del target, indicator, matrix
    return ("没有数字要求。每次报送都要写进展情况，由人判断。",)


SENTENCES: dict[str, Callable[[Any, Indicator, Matrix], Said]] = {
    "milestones": _milestones,
    "annual": _annual,
    "floor": _floor,
    "ceiling": _ceiling,
    "growth": _growth,
    "rising": _rising,
    "total": _total,
    "stage": _stage,
    "event": _event,
    "composite": _composite,
    "ongoing": _ongoing,
}
"""What says each kind of requirement."""


def _dated(by: dict[Due, Bound], indicator: Indicator, matrix: Matrix, how: str = "") -> str:
    whole = _whole(indicator, matrix)
    asked = ((_when(due), _bound(bound, indicator, Op.AT_LEAST, whole)) for due, bound in by.items())
    return "；".join(f"{when}：{how}{bound}" for when, bound in asked)


def _when(due: Due) -> str:
    if due.first == due.last:
        return f"{show_day(due.last)}前"
    return f"{due.first.year}年至{due.last.year}年每年{due.last.month}月{due.last.day}日前"


def _bound(bound: Bound, indicator: Indicator, otherwise: Op, whole: str | None = None) -> str:
    """`whole` is the word for 100% in a list of dates; None where the sentence goes on before the bound."""
    op, shown = bound.op or otherwise, amount(bound.value, indicator.unit)
    if bound.top is not None:
        low, high = shown, amount(bound.top, indicator.unit)
        return f"{plain(bound.value)}—{high}（达到{low}即达标，超过{high}也达标）"
    if whole is not None and op is Op.AT_LEAST and indicator.unit == "%" and indicator.share and bound.value == 100:
        return f"{shown}（{whole}）" if whole else shown
    return f"{_OPS[op]}{shown}" + ("" if op in (Op.AT_LEAST, Op.AT_MOST) else f"（不含{shown}）")


def _whole(indicator: Indicator, matrix: Matrix) -> str:
    """The schedule's own word for 100%, "" where it has none."""
    schedule = next((task.schedule for task in matrix.tasks if indicator in task.indicators), "")
    return next((word for word in _WHOLE if word in schedule), "")


def _between(target: Any, matrix: Matrix, start: str) -> Said:
    """What runs up to the thresholds: nothing leads to the first where it is not known from where."""
    pace = target.pace or matrix.pace
    if pace is Pace.NONE:
        return ("到期之前不设进度。",)
    if start:
        return (f"{start}，{_PACES[pace]}。",)
    if len(target.due_dates()) == 1:
        return ("起点不明，到期之前不设进度。",)
    return f"其间{_PACES[pace]}。", "起点不明，第一个要求到期之前不设进度。"


def _years(first: int | None, last: int | None, matrix: Matrix) -> str:
    begin, end = first or matrix.years[0], last or matrix.years[1]
    return show_years((begin, end))


def _each_year(first: int | None, last: int | None, matrix: Matrix) -> str:
    """The beginning of what holds in each of several years, or in the only one."""
    years = _years(first, last, matrix)
    return f"{years}，每年" if "至" in years else years
