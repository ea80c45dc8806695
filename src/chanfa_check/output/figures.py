"""What was reported beside what is required, as it stands in a table."""

from __future__ import annotations

from decimal import Decimal

from chanfa_check.model import Finding, Indicator, Status
from chanfa_check.quantity.show import show_amount
from chanfa_check.verdict.wording import show_due, show_requirement, show_value, show_when

NONE = "—"
_UNDER_WAY = (Status.ON_TRACK, Status.BEHIND)


def reported(finding: Finding, indicator: Indicator) -> str:
    """The value, never rounded across what it was held against; what was written where that is no value."""
    if finding.actual is None:
        return finding.raw or NONE
    item = finding.expected
    beside = item and (item.pace if finding.status in _UNDER_WAY else item.value)
    return show_value(finding.actual, indicator, finding.manner, beside if isinstance(beside, Decimal) else None)


def required(finding: Finding, indicator: Indicator, pace: str = "序时进度") -> str:
    """The requirement that decided and its date; while it is under way, the pace, by this name, and the goal."""
    item = finding.expected
    if item is None:
        return NONE
    against = finding.actual if isinstance(finding.actual, Decimal) else None
    if finding.status in _UNDER_WAY and item.due and item.pace is not None and item.pace != item.value:
        goal = show_amount(item.value, indicator.unit) if isinstance(item.value, Decimal) else ""
        return f"{pace} {show_amount(item.pace, indicator.unit, against)}（{show_due(item.due)} {goal}）"
    wanted, when = show_requirement(item, indicator), show_when(item)
    return f"{wanted}（{when}）" if when else wanted
