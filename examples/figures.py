"""The made-up figures of figures.yaml, and what a cell holds after somebody has typed one."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import yaml
from sheets import Percent, Typed

Figures: TypeAlias = dict[str, dict[str, str]]
"""What one department reports: by indicator, or by task where it is a partner, the text of each column."""


def load_figures() -> dict[str, Figures]:
    """By leading department; every entry as a text, as it stands in the file."""
    text = Path(__file__).with_name("figures.yaml").read_text(encoding="utf-8")
    # BaseLoader takes no text for a number or a date: 31% and 2020-04-28 stay what was written.
    loaded: dict[str, Figures] = yaml.load(text, yaml.BaseLoader)
    return loaded


def typed(text: str | None) -> Typed:
    """What Excel makes of the text: 31% is 0.31 in a percent cell, 2020-04-28 a date, 8000 a number."""
    if not text:
        return None
    if re.fullmatch(r"\d+", text):
        return int(text)
    if re.fullmatch(r"\d+\.\d+", text):
        return Decimal(text)
    if re.fullmatch(r"\d+(\.\d+)?%", text):
        return Percent(Decimal(text.rstrip("%")) / 100)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return dt.date.fromisoformat(text)
    return text
