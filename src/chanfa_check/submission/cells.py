"""What a cell says."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from chanfa_check.quantity.numeral import fold
from chanfa_check.submission.workbook import Cell


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


def has_content(cell: Cell) -> bool:
    """Whether anything is written in the cell, be it a formula that was never calculated."""
    value = cell.value
    if not isinstance(value, str) or value[:1].isalnum():
        return True
    return cell.unsaved_formula or bool(fold(value))
