"""Numbers as cells: the exact amount in its unit, under a format that shows what every other output shows."""

from __future__ import annotations

import re
from decimal import Decimal

from chanfa_check.model import Finding, Indicator, Measure, Requirement, Status, Value
from chanfa_check.output.contract import number
from chanfa_check.output.xlsx.grid import Item
from chanfa_check.quantity.show import show_amount
from chanfa_check.verdict.wording import show_gap, show_requirement, show_value, show_when

_NUMBER = re.compile(r"-?\d+(?:\.(\d+))?")


def reported(finding: Finding, indicator: Indicator | None) -> Item:
    """The reported value in the indicator's unit, never rounded across what it was held against."""
    if finding.actual is None:
        return Item("")
    if indicator is None:
        return _plain(finding.actual)
    if indicator.measure is Measure.NARRATIVE:
        return Item("见说明")
    beside = _beside(finding)
    said = show_value(finding.actual, indicator, finding.manner, beside)
    return _number(finding.actual, said, beside) if isinstance(finding.actual, Decimal) else Item(said)


def required(item: Requirement | None, indicator: Indicator | None) -> str:
    """What is required, and by when: "不低于 35%（2020年）"."""
    if item is None or indicator is None:
        return ""
    wanted = show_requirement(item, indicator)
    when = show_when(item)
    return f"{wanted}（{when}）" if when else wanted


def pace(finding: Finding) -> Item:
    """What the pace asks for on the day."""
    item = finding.expected
    if item is None or item.pace is None:
        return Item("")
    beside = finding.actual if isinstance(finding.actual, Decimal) else None
    return _number(item.pace, show_amount(item.pace, finding.unit, beside), beside)


def gap(finding: Finding) -> Item:
    """How much is lacking."""
    if finding.gap is None:
        return Item("")
    return _number(finding.gap, show_gap(finding.gap, finding.unit), Decimal(0))


def plain_number(value: Decimal | int, said: str) -> Item:
    """A number that reads as `said`."""
    return _number(Decimal(value), said, None)


def _beside(finding: Finding) -> Decimal | None:
    item = finding.expected
    if item is None:
        return None
    beside = item.pace if finding.status in (Status.ON_TRACK, Status.BEHIND) else item.value
    return beside if isinstance(beside, Decimal) else None


def _number(value: Decimal, said: str, beside: Decimal | None) -> Item:
    """A cell that holds `value` and reads as `said`; a text where Excel's 15 digits cannot keep it apart."""
    found = _NUMBER.search(said)
    held = number(value)
    if found is None or held is None or (beside is not None and not _apart(value, held, beside)):
        return Item(said)
    if round(value, len(found[1] or "")) != Decimal(found[0]):
        # Shown whole although it is not (people, things): the cell holds what it shows.
        held = number(Decimal(found[0]))
        assert held is not None
    digits = "0" if found[1] is None else f"0.{'0' * len(found[1])}"
    return Item(held, _literal(said[: found.start()]) + digits + _literal(said[found.end() :]), said)


def _apart(value: Decimal, held: float, beside: Decimal) -> bool:
    kept = Decimal(f"{held:.15g}")
    return (value > beside, value < beside) == (kept > beside, kept < beside)


def _literal(text: str) -> str:
    return f'"{text}"' if text else ""


def _plain(value: Value) -> Item:
    if isinstance(value, Decimal):
        return Item(number(value) or 0)
    return Item(value if isinstance(value, str) else "、".join(map(str, value)))
