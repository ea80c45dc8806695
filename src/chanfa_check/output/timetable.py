"""What a target requires by when, as far as that can be told beforehand."""

from __future__ import annotations

import datetime as dt

from chanfa_check.model import Indicator, Matrix, Target
from chanfa_check.verdict.judge import occasion_of
from chanfa_check.verdict.wording import show_requirement, show_when


def timetable(target: Target, indicator: Indicator, matrix: Matrix) -> list[str]:
    """A sentence for each date that the target names, or for each year's end where it names none."""
    said: dict[str, None] = {}
    ends = [dt.date(year, 12, 31) for year in range(matrix.years[0], matrix.years[1] + 1)]
    for day in target.due_dates() or ends:
        for item in target.required(occasion_of(matrix, indicator, day)):
            wanted, when = show_requirement(item, indicator), show_when(item)
            basis = f"（{item.basis}）" if item.basis else ""
            said[f"{when}：{wanted}{basis}" if when else f"{wanted}{basis}"] = None
    return list(said)
