"""An indicator that other indicators add up to: its value is computed from theirs, and held against what was stated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from chanfa_check.codes import CODES
from chanfa_check.model import Fault, Finding, Indicator, Manner, Matrix, Observation, Role, Status, Task
from chanfa_check.quantity.show import show_amount
from chanfa_check.rules.composite import Rule
from chanfa_check.verdict.judge import blank_finding, faulty, judge
from chanfa_check.verdict.plausible import implausible

ROUNDING = Decimal(1)
"""By how many percentage points a stated rate may differ from the computed one: rates are often stated whole."""


def composite_rule(indicator: Indicator) -> Rule | None:
    """The rule by which the indicator is computed, where it is."""
    return next((target for target in indicator.targets if isinstance(target, Rule)), None)


def judge_composite(
    task: Task, indicator: Indicator, rule: Rule, own: Sequence[Observation], matrix: Matrix, as_of: dt.date
) -> Finding | None:
    """The verdict on a composite of which any item was reported; None where none was.

    `own` are all observations of the task. A stated rate without items is another's to judge.
    """
    reported = [one for one in own if one.indicator in rule.parts() and (one.value is not None or one.fault)]
    if not reported:
        return None
    items = [item for item in task.indicators if item.id in rule.parts()]
    amounts = {item.id: amount for item in items if (amount := _amount(item, reported)) is not None}
    lacking = [item.name for item in items if item.id not in amounts]
    if lacking:
        said = f"还有 {len(lacking)} 个分项没有可用的数（{'、'.join(lacking)}），无法计算合计完成率"
        return replace(
            blank_finding(task, indicator),
            status=Status.MISSING,
            code="parts-missing",
            message=said,
            advice=CODES["parts-missing"].advice,
        )
    share = rule.completion(amounts, {item.id: _goal(item, matrix) for item in items})
    stated = next((one for one in own if one.indicator == indicator.id and isinstance(one.value, Decimal)), None)
    if stated and isinstance(stated.value, Decimal) and abs(stated.value - share) >= ROUNDING:
        said = f"填报 {show_amount(stated.value, '%')}，而按分项计算为 {show_amount(share, '%')}"
        finding = replace(blank_finding(task, indicator), place=stated.place, raw=stated.raw, actual=stated.value)
        return faulty(finding, Fault("composite-contradicts", said))
    about = any(one.manner is Manner.ABOUT for one in reported)
    computed = Observation(
        task=task.id,
        indicator=indicator.id,
        role=Role.LEAD,
        place=(stated or reported[0]).place,
        value=share,
        notes=("由各分项计算，每项最高按100%计", *(("有的分项填报的是约数",) if about else ())),
    )
    return judge(task, indicator, [computed], matrix, as_of)


def _amount(item: Indicator, reported: Sequence[Observation]) -> Decimal | None:
    """What was reported of one item, where it is a number that can be true and at least that much."""
    found = {one.value for one in reported if one.indicator == item.id and _usable(one, item)}
    every = {one.value for one in reported if one.indicator == item.id}
    amount = found.pop() if len(found) == len(every) == 1 else None
    return amount if isinstance(amount, Decimal) else None


def _usable(one: Observation, item: Indicator) -> bool:
    exact = one.manner not in (Manner.AT_MOST, Manner.BELOW)
    return exact and isinstance(one.value, Decimal) and implausible(one.value, one, item) is None


def _goal(item: Indicator, matrix: Matrix) -> Decimal:
    """What the item comes to in the end; loading has made sure that there is such a number."""
    return next(value for target in item.targets if (value := target.threshold_of(matrix.years[1])) is not None)
