"""How a finding names what a target asks for."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from chanfa_check.lint.asked import Asked
from chanfa_check.model import Due, Op
from chanfa_check.quantity.unit import plain

_OPS = {Op.AT_LEAST: "达到", Op.ABOVE: "超过", Op.AT_MOST: "不超过", Op.BELOW: "低于"}
_STANDING = {**_OPS, Op.AT_LEAST: "不低于"}


def show_asked(asked: Asked) -> str:
    """“2020年达到 36%”, “每年达到 100 人（2019年起）”, “每2年一次”."""
    years = _years(asked)
    if isinstance(asked.value, Decimal) and asked.op is not None:
        top = "" if asked.top is None else f"至 {show_exact(asked.top, asked.unit)}"
        amount = f"{show_exact(asked.value, asked.unit)}{top}"
        if asked.rule == "growth":
            return f"每年递增 {amount}{years}"
        if asked.rule == "annual":
            return f"每年{_OPS[asked.op]} {amount}{years}"
        if asked.due is None:
            return f"任何时候{_STANDING[asked.op]} {amount}{years}"
        return f"{show_due(asked.due)}{_OPS[asked.op]} {amount}"
    if asked.due is not None:
        return f"{show_due(asked.due)}‘{asked.value}’"
    if asked.months is not None:
        every = _every(asked.months)
        before = f"，在{asked.before.month}月{asked.before.day}日之前" if asked.before else ""
        return f"{every}一次{before}{years}"
    return f"逐年提高{years}"


def show_exact(value: Decimal, unit: str) -> str:
    """“35%”, “0.008 万元”: a number of the matrix with all of its places."""
    return f"{plain(value)}{unit}" if unit in ("%", "‰", "") else f"{plain(value)} {unit}"


def show_due(due: Due) -> str:
    """“2020年”, “2021—2025年”, “2020年6月30日”."""
    if (due.last.month, due.last.day) != (12, 31):
        return show_day(due.last)
    return f"{due.last.year}年" if due.first == due.last else f"{due.first.year}—{due.last.year}年"


def show_day(day: dt.date) -> str:
    """“2020年6月30日”."""
    return f"{day.year}年{day.month}月{day.day}日"


def _years(asked: Asked) -> str:
    if asked.first is not None and asked.last is not None:
        return f"（{asked.first}—{asked.last}年）"
    if asked.first is not None:
        return f"（{asked.first}年起）"
    return "" if asked.last is None else f"（到{asked.last}年止）"


def _every(months: int) -> str:
    if months == 12:
        return "每年"
    return f"每{months // 12}年" if months % 12 == 0 else f"每{months}个月"
