"""Months, lines, due dates and lights."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.model import (
    Bound,
    Due,
    Indicator,
    Light,
    Lights,
    Occasion,
    Op,
    Pace,
    Status,
)
from chanfa_check.rules.milestones import Rule
from chanfa_check.rules.shape.thresholds import line, months_between, year_end

YEARS = (2019, 2025)
LIGHTS = Lights()


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ((2019, 12, 31), (2020, 1, 30), 0),
        ((2019, 12, 31), (2020, 1, 31), 1),
        ((2019, 12, 31), (2020, 2, 28), 1),
        ((2019, 12, 31), (2020, 2, 29), 2),
        ((2020, 12, 31), (2021, 2, 28), 2),
        ((2019, 12, 31), (2020, 6, 30), 6),
        ((2019, 12, 31), (2020, 12, 31), 12),
        ((2020, 6, 30), (2020, 12, 31), 6),
        ((2020, 5, 15), (2020, 6, 14), 0),
        ((2020, 5, 15), (2020, 6, 15), 1),
    ],
)
def test_only_whole_months_count(start: tuple[int, int, int], end: tuple[int, int, int], months: int) -> None:
    assert months_between(dt.date(*start), dt.date(*end)) == months


DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 30))


@given(DAYS, DAYS)
def test_whole_months_are_dateutil_s(one: dt.date, other: dt.date) -> None:
    start, end = sorted((one, other))
    day = dt.timedelta(days=1)
    between = relativedelta(end + day, start + day)
    assert months_between(start, end) == between.years * 12 + between.months


@given(DAYS, st.integers(0, 400))
def test_so_many_months_later_it_is_so_many_months(start: dt.date, months: int) -> None:
    """Also where the month is too short for the day: that is what random days hardly ever meet."""
    day = dt.timedelta(days=1)
    end = start + day + relativedelta(months=months) - day
    assert months_between(start, end) == months
    assert months == 0 or months_between(start, end - day) == months - 1


def test_a_line_is_exact_where_its_steps_are_not() -> None:
    # 28 of 84 months is a third; a third of 150 is 50, not 49.99….
    start, goal = (year_end(2018), Decimal(0)), (year_end(2025), Decimal(150))
    assert line(start, goal, dt.date(2021, 4, 30)) == 50


@given(st.dates(dt.date(2019, 12, 31), dt.date(2025, 12, 31)))
def test_a_line_stays_between_its_ends_and_never_falls(day: dt.date) -> None:
    start, goal = (year_end(2019), Decimal(20)), (year_end(2025), Decimal(35))
    here = line(start, goal, day)
    assert Decimal(20) <= here <= Decimal(35)
    assert line(start, goal, min(day + dt.timedelta(days=31), dt.date(2025, 12, 31))) >= here


def milestones(pace: Pace | None = None, base: dict[int, str] | None = None, **by: str) -> Rule:
    def dated(items: dict[str, str]) -> dict[Due, Bound]:
        return {
            Due(year_end(int(year.strip("y"))), year_end(int(year.strip("y")))): Bound(None, Decimal(value))
            for year, value in items.items()
        }

    return Rule(by=dated(by), base=dated({str(year): value for year, value in (base or {}).items()}), pace=pace)


def verdict(rule: Rule, value: str, day: tuple[int, int, int], lights: Lights = LIGHTS) -> tuple[Status, Light | None]:
    indicator = Indicator(id="1.1a", name="比例", unit="%", targets=(rule,))
    found = rule.assess(Decimal(value), Occasion(dt.date(*day), indicator, YEARS, Pace.LINEAR, lights))
    return found.status, found.light


@pytest.mark.parametrize(
    ("pace", "value", "expected"),
    [
        (Pace.LINEAR, "27.5", Status.ON_TRACK),
        (Pace.LINEAR, "27.4999", Status.BEHIND),
        (Pace.STEP, "20", Status.ON_TRACK),
        (Pace.STEP, "19.9999", Status.UNMET),
        (Pace.NONE, "20", Status.MET),
        (Pace.NONE, "34.9999", Status.MET),
        (None, "27.4999", Status.BEHIND),
    ],
)
def test_what_runs_between_two_thresholds_is_data(pace: Pace | None, value: str, expected: Status) -> None:
    assert verdict(milestones(pace, y2019="20", y2020="35"), value, (2020, 6, 30))[0] is expected


def test_a_known_base_draws_the_line_to_the_first_threshold() -> None:
    rule = milestones(base={2018: "10"}, y2019="20")
    assert verdict(rule, "15", (2019, 6, 30)) == (Status.ON_TRACK, None)
    assert verdict(rule, "14.9", (2019, 6, 30)) == (Status.BEHIND, Light.YELLOW)
    assert verdict(milestones(y2019="20"), "14.9", (2019, 6, 30)) == (Status.NOT_DUE, None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("50", (Status.ON_TRACK, None)),
        ("40", (Status.ON_TRACK, None)),
        ("39.999", (Status.BEHIND, Light.YELLOW)),
        ("20", (Status.BEHIND, Light.YELLOW)),
        ("19.999", (Status.BEHIND, Light.RED)),
    ],
)
def test_the_lights_are_data(value: str, expected: tuple[Status, Light | None]) -> None:
    rule = milestones(base={2018: "0"}, y2019="100")
    assert verdict(rule, value, (2019, 6, 30), Lights(Decimal(10), Decimal(30))) == expected


def test_lower_is_better_when_the_bound_says_so() -> None:
    by = {
        Due(year_end(2019), year_end(2019)): Bound(Op.AT_MOST, Decimal(20)),
        Due(year_end(2020), year_end(2020)): Bound(Op.AT_MOST, Decimal(10)),
    }
    rule = Rule(by=by)
    assert verdict(rule, "20", (2019, 12, 31))[0] is Status.MET
    assert verdict(rule, "20.01", (2019, 12, 31))[0] is Status.UNMET
    assert verdict(rule, "15", (2020, 6, 30))[0] is Status.ON_TRACK
    assert verdict(rule, "15.01", (2020, 6, 30))[0] is Status.BEHIND
    assert verdict(rule, "10", (2020, 6, 30))[0] is Status.MET


def test_binary_floats_would_fail_here() -> None:
    assert verdict(milestones(y2019="57"), str(Decimal("0.57") * 100), (2019, 12, 31))[0] is Status.MET
