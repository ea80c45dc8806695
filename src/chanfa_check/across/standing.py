"""What each submission counts for, where several are for one department and period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypeAlias

from chanfa_check.across.reported import reported
from chanfa_check.model import Checked, Role, Standing, Status

Key: TypeAlias = tuple[str, str, dt.date]
"""Matrix id, department, end of the period."""


def key_of(checked: Checked) -> Key | None:
    """What a submission is for; None where that cannot be told."""
    if checked.matrix is None or checked.department is None or checked.about is None:
        return None
    return checked.matrix.id, checked.department, checked.about


def grouped(submissions: Sequence[Checked]) -> dict[Key, list[int]]:
    """The positions of the submissions for each department and period, in order."""
    groups: dict[Key, list[int]] = {}
    for position, checked in enumerate(submissions):
        key = key_of(checked)
        if key:
            groups.setdefault(key, []).append(position)
    return groups


def standings(submissions: Sequence[Checked]) -> tuple[Standing, ...]:
    """The standing of each submission, in their order."""
    found = [Standing.UNCHECKED if one.problems or key_of(one) is None else Standing.COUNTED for one in submissions]
    for positions in grouped(submissions).values():
        rivals = [position for position in positions if found[position] is Standing.COUNTED]
        for position, standing in zip(rivals, _among([submissions[one] for one in rivals]), strict=True):
            found[position] = standing
    return tuple(found)


def _among(rivals: Sequence[Checked]) -> list[Standing]:
    corrections = [one for one in rivals if one.corrects]
    left = rivals
    if corrections and len(corrections) < len(rivals):
        left = corrections
    contents = [content(one) for one in left]
    if any(one != contents[0] for one in contents):
        return [Standing.TWICE if one in left else Standing.SUPERSEDED for one in rivals]
    # Of equal ones, the one that says most in words.
    fullest = max(left, key=_told, default=None)
    return [
        Standing.COUNTED if one is fullest else Standing.COPY if one in left else Standing.SUPERSEDED for one in rivals
    ]


def _told(checked: Checked) -> int:
    """Of how many things it says anything."""
    return sum(bool(one.raw) or one.status is Status.REVIEW for one in checked.findings)


def content(checked: Checked) -> list[tuple[object, ...]]:
    """The verdicts and figures; two submissions that have these in common report the same, in whatever words."""
    return [
        (one.indicator, one.status, None if one.status is Status.REVIEW else one.value)
        for one in reported(checked)
        if one.role is Role.LEAD or one.value is not None
    ]
