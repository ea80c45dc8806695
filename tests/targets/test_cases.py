"""Every value of every cases.yaml gives the verdict that is written beside it, and the files leave nothing out."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from chanfa_check.model import Finding, Indicator, Measure, Requirement, Status
from chanfa_check.output.words import word
from chanfa_check.quantity.unit import is_countable

from .cases import (
    BEHIND,
    WORDS,
    Case,
    cases,
    date_of,
    finding,
    groups,
    indicator_of,
    matrix,
    names,
    occasion,
    read_groups,
)

ALL = [case for name in names() for case in cases(name)]
GOOD = (Status.MET, Status.ON_TRACK)
SHORT = (Status.UNMET, Status.BEHIND)


@pytest.mark.parametrize("case", ALL, ids=str)
def test_verdict(case: Case) -> None:
    found = finding(case)
    shown = BEHIND if case.expected == BEHIND and found.status is Status.BEHIND else word(found)
    before = f"（上年 {case.last_year}）" if case.last_year else ""
    said = f"{case.indicator} 截至 {case.as_of} 填“{case.value}”{before}：应为“{case.expected}”，得出“{word(found)}”"
    assert shown == case.expected, f"{said}：{found.message}"


@pytest.mark.parametrize("name", names())
def test_names_and_words_are_known(name: str) -> None:
    known = {one.id: one.name for task in matrix(name).tasks for one in task.indicators}
    assert [(one.indicator, one.name) for one in groups(name) if known.get(one.indicator) != one.name] == []
    assert [item for one in groups(name) for item in one.items if item not in known] == []
    assert [f"{case}: {case.expected}" for case in cases(name) if case.expected not in WORDS] == []


@pytest.mark.parametrize("name", names())
def test_nothing_is_said_twice(name: str) -> None:
    said = [(case.indicator, case.as_of, case.last_year, case.items, case.value) for case in cases(name)]
    assert [one for one in said if said.count(one) > 1] == []


@pytest.mark.parametrize("name", names())
def test_groups_stand_in_the_order_of_the_matrix(name: str) -> None:
    order = [one.id for task in matrix(name).tasks for one in task.indicators]
    given = [order.index(one.indicator) for one in groups(name)]
    assert given == sorted(given)


@pytest.mark.parametrize("name", names())
def test_every_indicator_that_can_be_judged_is_covered(name: str) -> None:
    wanted = [one for task in matrix(name).tasks for one in task.indicators if one.measure is not Measure.NARRATIVE]
    lacking = {one.id: gaps for one in wanted if (gaps := _lacking(name, one))}
    assert lacking == {}


@pytest.mark.parametrize("name", names())
def test_dates_outside_the_years_have_no_target(name: str) -> None:
    outside = [case for case in cases(name) if not matrix(name).covers(date_of(case))]
    first, last = matrix(name).years
    assert {date_of(case).year for case in outside} == {first - 1, last + 1}
    assert {case.expected for case in outside} == {"无目标"}


@pytest.mark.parametrize(
    "text",
    [
        "- {indicator: 1.1a, name: x, cases: [{as_of: 2020-06, values: {1%: 达标, 1%: 未达标}}]}",
        "- {indicator: 1.1a, name: x, name: y, cases: []}",
        "- {indicator: 1.1a, name: x, cases: [{as_of: 2020-06, lastyear: 1%, values: {1%: 达标}}]}",
        "- {indicator: 1.1a, cases: []}",
        "- {indicator: 1.1a, name: x, cases: [{as_of: 2020-06, values: [1%]}]}",
        "indicator: 1.1a",
    ],
)
def test_reading_is_strict(text: str) -> None:
    with pytest.raises(ValueError):
        read_groups(text)


def _lacking(name: str, indicator: Indicator) -> list[str]:
    own = [case for case in cases(name) if case.indicator == indicator.id and matrix(name).covers(date_of(case))]
    found = [(case, finding(case)) for case in own]
    days = {date_of(case) for case in own}
    conditions = {
        "达标的": any(one.status in GOOD for _, one in found),
        "刚好不达标的": any(one.status in SHORT and _just(one, indicator) for _, one in found),
        "恰好等于目标的": any(_on_threshold(case, one) for case, one in found),
        "不止一年": len({day.year for day in days}) > 1 or len(set(matrix(name).years)) == 1,
        "不止一个时间": len(days) > 1,
        "年中": any(day.month != 12 for day in days),
    }
    return [what for what, holds in conditions.items() if not holds]


def _just(found: Finding, indicator: Indicator) -> bool:
    """Short by no more than one, or by no more than a hundredth where the unit is no count. Steps have no nearness."""
    if indicator.measure is not Measure.NUMBER:
        return True
    step = Decimal(1) if is_countable(indicator.unit) or indicator.unit == "个月" else Decimal("0.01")
    composed = any(target.rule == "composite" for target in indicator.targets)
    return found.gap is not None and found.gap <= (Decimal(1) if composed else step)


def _on_threshold(case: Case, found: Finding) -> bool:
    _, indicator = indicator_of(case)
    now = occasion(case)
    asked = [item for target in indicator.targets for item in (*target.required(now), *target.upcoming(now))]
    return any(_equal(found, item) for item in asked)


def _equal(found: Finding, item: Requirement) -> bool:
    if isinstance(found.actual, tuple):
        return item.due in found.actual and isinstance(item.due, dt.date)
    return found.actual is not None and found.actual == item.value
