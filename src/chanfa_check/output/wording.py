"""What was read in a phrase, for scripts and for eyes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec

from chanfa_check.model import YearDay
from chanfa_check.output.text import as_text
from chanfa_check.quantity.unit import plain
from chanfa_check.wording import Reading, Wording
from chanfa_check.wording.reading import Direction

_RENAMED = {"first": "from", "last": "to", "months": "every"}
_ORDER = ("rule", "op", "value", "unit", "top", "start", "year", "due", "from", "to", "every", "before", "base")


def encode(wordings: Sequence[Wording]) -> bytes:
    """UTF-8 JSON: an object for one phrase, a list for several."""
    shown = [as_json(one) for one in wordings]
    return msgspec.json.format(msgspec.json.encode(shown[0] if len(shown) == 1 else shown), indent=2) + b"\n"


def as_json(wording: Wording) -> dict[str, Any]:
    """A phrase with its readings, as the JSON has it. Keys that say nothing of a reading are left out."""
    return {
        "phrase": wording.phrase,
        "readings": [reading_json(one) for one in wording.readings],
        "unread": [{"text": one.text, "span": one.span, "reason": one.reason} for one in wording.unread],
        "notes": wording.notes,
    }


def reading_json(reading: Reading) -> dict[str, Any]:
    """A reading as the JSON has it; numbers count in `unit`."""
    found = {_RENAMED.get(name, name): _plain(name, value) for name, value in msgspec.structs.asdict(reading).items()}
    said = {name: value for name, value in found.items() if value not in (None, "")}
    shown = {name: said[name] for name in _ORDER if name in said}
    return shown | {"subject": reading.subject} | {name: said[name] for name in said if name not in shown}


def page(wordings: Sequence[Wording]) -> str:
    """Each phrase with what was read, what was not and why, and what to mind."""
    return "\n".join("\n".join(_lines(one)) + "\n" for one in wordings)


def _lines(wording: Wording) -> list[str]:
    lines = [as_text(wording.phrase)]
    lines += [f"  读出  {said(one)}" for one in wording.readings] or ["  没有读出目标"]
    lines += [f"  未读  {as_text(one.text)}：{one.reason}" for one in wording.unread]
    return lines + [f"  注意  {note}" for note in wording.notes]


def said(reading: Reading) -> str:
    """A reading in a plain Chinese sentence, with the rule that it is of."""
    within = f"（{reading.within}之中）" if reading.within else ""
    words = "".join((_time(reading), reading.subject or "", within, _asked(reading)))
    return f"{as_text(words)}  [{reading.rule}]"


_OPS = {">=": "不低于", ">": "超过", "<=": "不超过", "<": "低于", "==": "等于", "~": "约"}
_STEADY = {"event": "定期举办", "ongoing": "常态化推进"}


def _time(one: Reading) -> str:
    if one.first is not None:
        years = f"{one.first}—{one.last}年" if one.last else f"{one.first}年起"
    else:
        years = f"到{one.last}年" if one.last else f"{one.year}年" if one.year else ""
    due = one.due
    if isinstance(due, YearDay):
        years = f"{due.month}月{due.day}日前"
    elif due is not None:
        years = f"{due.year}年{due.month}月{due.day}日前"
    every = f"每{_plain('months', one.months)}" if one.months else ""
    every = every or ("每年" if one.rule in ("annual", "growth") and not one.year else "")
    before = f"{one.before.month}月{one.before.day}日之前" if one.before else ""
    stated = "，".join(text for text in (years, every + before) if text)
    return f"{stated}：" if stated else ""


def _asked(one: Reading) -> str:
    steady = "逐年下降" if one.direction is Direction.DOWN else "逐年提高"
    if one.rule == "rising" or one.rule in _STEADY:
        return f"{'，' if one.subject else ''}{_STEADY.get(one.rule, steady)}"
    if one.rule == "stage":
        return str(one.value)
    base = f"比{one.base}年" if one.base else ""
    change = "" if one.direction is None else "提高" if one.direction is Direction.UP else "下降"
    start = f"从{show(one.start)}{one.unit}" if one.start is not None else ""
    top = f"—{show(one.top)}" if one.top is not None else ""
    times = "基数的" if one.rule == "multiple" else ""
    return f"{base}{start}{change}{_OPS[one.op] if one.op else ''}{times}{show(one.value)}{top}{one.unit}"


def show(value: Decimal | str | None) -> str:
    """A number in digits only."""
    return plain(value) if isinstance(value, Decimal) else str(value)


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, YearDay):
        return f"{value.month:02}-{value.day:02}"
    if name == "months" and value is not None:
        return f"{value // 12}年" if value % 12 == 0 and value else f"{value}个月"
    return value
