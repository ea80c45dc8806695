"""What a cell says."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from chanfa_check.submission.workbook import Cell


def cell_text(cell: Cell) -> str:
    """What the cell says, as text without spaces at its ends; its own line breaks stay."""
    value = cell.value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value).strip()
