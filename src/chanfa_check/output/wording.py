"""What was read in a phrase, for scripts and for eyes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec

from chanfa_check.model import YearDay
from chanfa_check.wording import Reading, Wording

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


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, YearDay):
        return f"{value.month:02}-{value.day:02}"
    if name == "months" and value is not None:
        return f"{value // 12}年" if value % 12 == 0 and value else f"{value}个月"
    return value
