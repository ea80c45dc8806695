"""How exact values lie in a database: decimals as their digits, texts verbatim, dates in ISO form."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from sqlalchemy import Dialect, Text, TypeDecorator

from chanfa_check.model import Value

NUMBER, TEXT, DATES = "number", "text", "dates"
"""What kinds of values there are."""

# No database holds lone surrogates (file names that are not UTF-8), and PostgreSQL no NUL.
_UNSTORABLE = re.compile("[\x00\x1b\ud800-\udfff]")
_ESCAPED = re.compile("\x1b([0-9a-f]{4})")


class Verbatim(TypeDecorator[str]):
    """Any text. The few characters that a database refuses are written as ESC and four hexadecimal digits."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Into the database."""
        del dialect
        return value and _UNSTORABLE.sub(lambda found: f"\x1b{ord(found[0]):04x}", value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Out of the database."""
        del dialect
        return value and _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)


class Exact(TypeDecorator[Decimal]):
    """A decimal with every digit that it has. REAL, and SQLite's NUMERIC, would round it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Into the database."""
        del dialect
        return None if value is None else str(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        """Out of the database."""
        del dialect
        return None if value is None else Decimal(value)


def to_columns(value: Value | None) -> tuple[str | None, str | None]:
    """A value as its kind and its text; twice None where there is none."""
    if value is None:
        return None, None
    if isinstance(value, Decimal):
        return NUMBER, str(value)
    if isinstance(value, str):
        return TEXT, value
    return DATES, " ".join(day.isoformat() for day in value)


def from_columns(kind: str | None, text: str | None) -> Value | None:
    """The value that `to_columns` took apart."""
    if kind is None or text is None:
        return None
    if kind == NUMBER:
        return Decimal(text)
    if kind == DATES:
        return tuple(dt.date.fromisoformat(day) for day in text.split())
    return text
