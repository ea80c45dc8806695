"""What a cell says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from chanfa_check.quantity.numeral import fold
from chanfa_check.submission.workbook import Cell

_LONGEST_QUOTED = 200
_MOST_LISTED = 6


def cell_text(cell: Cell) -> str:
    """What the cell says, as text without spaces at its ends; its own line breaks stay."""
    value = cell.value
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def quoted(text: str) -> str:
    """The text as a message quotes it: of one that is far longer than what was asked for, the beginning."""
    return f"“{text}”" if len(text) <= _LONGEST_QUOTED else f"“{text[:_LONGEST_QUOTED]}…”"


def listed(said: Iterable[tuple[object, str]]) -> str:
    """What was said, each with its words, as a message lists it; of very many one for each that differs, and a few."""
    words: dict[str, object] = {}
    for what, text in said:
        words.setdefault(text, what)
    if len(words) <= _MOST_LISTED:
        return "，".join(words)
    differing: dict[object, str] = {}
    for text, what in words.items():
        differing.setdefault(what, text)
    return "，".join(list(differing.values())[:_MOST_LISTED]) + " 等"


def has_content(cell: Cell) -> bool:
    """Whether anything is written in the cell, be it a formula that was never calculated."""
    value = cell.value
    if not isinstance(value, str) or value[:1].isalnum():
        return True
    return cell.unsaved_formula or bool(fold(value))
