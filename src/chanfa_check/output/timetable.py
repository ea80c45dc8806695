"""What a target requires by when, as far as that can be told beforehand, and what an indicator is made of."""

from __future__ import annotations

import datetime as dt

from chanfa_check.model import How, Indicator, Matrix, Target
from chanfa_check.quantity.unit import plain
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


_HOW = {How.SUM: "合计", How.MEAN: "平均", How.WEIGHTED: "加权平均", How.WORST: "取最差的一个"}


def rolled(indicator: Indicator, matrix: Matrix) -> str:
    """How the indicator is made of the level below's; "" where it is not."""
    rollup = matrix.rollup
    how = next((one for one in rollup.indicators if one.id == indicator.id), None) if rollup else None
    if rollup is None or how is None:
        return ""
    below = [
        f"{child}{how.from_.get(child, '')}" + (f"权重{plain(how.weights[child])}" if child in how.weights else "")
        for child in rollup.children
    ]
    return f"由下级汇总，{_HOW[how.how]}：{'、'.join(below)}"
