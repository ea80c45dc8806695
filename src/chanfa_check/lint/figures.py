"""Whether words that nobody could read may hold a number after all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from chanfa_check.lint.amount import base_amount
from chanfa_check.lint.asked import Asked
from chanfa_check.lint.ground import Row
from chanfa_check.quantity.numeral import NUMERAL_CHARS, fold, read_numeral
from chanfa_check.quantity.unit import ratio_scale
from chanfa_check.wording import Wording

_FIGURE = re.compile(f"[{NUMERAL_CHARS}]+")
_WHOLE = re.compile("全覆盖|全面|全部|所有|均|百分之百|每[个家名所]")
_KINDS = {"stage": ("stage",), "rising": ("rising",), "event": ("event", "annual")}


def unread_evidence(asked: Asked, row: Row) -> str:
    """What makes it likely that the words state a requirement which no reading states, in Chinese; "" for nothing.

    A number: it stands in words that no reading was made of. Anything else: no reading of the kind was made at all.
    """
    if isinstance(asked.value, Decimal):
        return "这个数在原文里，但那里的写法读不懂" if figure_unread(asked.value, asked.unit, row) else ""
    kinds = _KINDS.get(asked.rule, ())
    return "" if any(one.reading.rule in kinds for one in row.said) else "原文的写法读不懂，没有核对"


def figures(text: str) -> Iterator[Fraction]:
    """Every number that stands in a text."""
    for found in _FIGURE.findall(fold(text)):
        value = read_numeral(found.rstrip(".,"))
        if value is not None:
            yield Fraction(value)


def figure_unread(value: Decimal, unit: str, row: Row) -> bool:
    """Whether the number stands in words of the task that no reading was made of."""
    wanted = {Fraction(value), base_amount(value, unit)}
    for wording in (row.duty, row.schedule):
        for text in unread_parts(wording):
            if ratio_scale(unit) is not None and base_amount(value, unit) == 100 and _WHOLE.search(text):
                return True
            if not wanted.isdisjoint(figures(text)):
                return True
    return False


def unread_parts(wording: Wording) -> Iterator[str]:
    """The parts of a phrase that no reading was made of."""
    start = 0
    for first, last in sorted(reading.span for reading in wording.readings):
        yield wording.phrase[start:first]
        start = max(start, last)
    yield wording.phrase[start:]
