"""Series for plots: thresholds on their dates, the pace month by month, the lead's current values."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

from chanfa_check.across.series import Points, Series, series
from chanfa_check.matrix.library import known
from chanfa_check.matrix.load import load_matrix
from chanfa_check.model import Manner, Measure, Reported, Role, Status, Value

CIXI = load_matrix(known()["cixi-2019-2025"])
MARCH, YEAR_END = dt.date(2020, 3, 31), dt.date(2020, 12, 31)


def a_report(
    indicator: str,
    as_of: dt.date,
    value: Value | None,
    last_year: Decimal | None = None,
    role: Role = Role.LEAD,
    current: bool = True,
    matrix: str = CIXI.id,
    manner: Manner = Manner.EXACT,
) -> Reported:
    """What a department said of an indicator."""
    return Reported(
        matrix=matrix,
        department="市总工会",
        task=indicator[:-1],
        indicator=indicator,
        role=role,
        as_of=as_of,
        status=Status.MET,
        light=None,
        code="met",
        value=value,
        last_year=last_year,
        manner=manner,
        path="a.xlsx",
        place=None,
        sha256="",
        current=current,
    )


def of(indicator: str, *reports: Reported) -> Series:
    """The series of one indicator."""
    return next(one for one in series(CIXI, reports) if one.indicator == indicator)


def points(*several: tuple[dt.date, int]) -> Points:
    """Whole amounts by date."""
    return tuple((day, Decimal(value)) for day, value in several)


def ends(several: Points) -> list[tuple[str, str]]:
    """Points at the ends of years."""
    return [(day.isoformat()[:4], f"{value:f}") for day, value in several if (day.month, day.day) == (12, 31)]


def test_every_numeric_indicator_in_the_matrix_order() -> None:
    numeric = [one.id for task in CIXI.tasks for one in task.indicators if one.measure is Measure.NUMBER]
    assert [one.indicator for one in series(CIXI, ())] == numeric


def test_milestones_and_the_line_between_them() -> None:
    one = of("1.1a")
    assert one.required == points((dt.date(2019, 12, 31), 20), (YEAR_END, 35), (dt.date(2025, 12, 31), 100))
    assert one.pace[:1] == points((dt.date(2019, 12, 31), 20))
    assert dict(one.pace)[MARCH] == Decimal("23.75")
    assert dict(one.pace)[dt.date(2025, 12, 31)] == 100
    assert len(one.pace) == 73


def test_a_floor_stands_from_the_first_day_to_the_last() -> None:
    one = of("4.1a")
    assert one.required == points((dt.date(2019, 1, 1), 95), (dt.date(2025, 12, 31), 95))
    assert one.pace == ()


def test_a_yearly_quantity_begins_anew() -> None:
    one = of("6.2a")
    assert ends(one.required) == [(str(year), "100") for year in range(2019, 2026)]
    assert ends(one.pace) == ends(one.required)
    assert dict(one.pace)[dt.date(2021, 1, 31)] < 9


def test_growth_goes_by_what_was_reported_of_last_year() -> None:
    assert dict(of("3.3a").required)[YEAR_END] == Decimal("37.10")
    said = of("3.3a", a_report("3.3a", MARCH, Decimal(37), last_year=Decimal(40)))
    assert dict(said.required)[YEAR_END] == Decimal("42.40")
    assert dict(said.pace)[MARCH] == Decimal("42.40")
    whole = a_report("3.3a", dt.date(2019, 12, 31), Decimal(36))
    assert dict(of("3.3a", whole).required)[YEAR_END] == Decimal("38.16")
    assert dict(of("3.3a", whole, a_report("3.3a", MARCH, None, Decimal(40))).required)[YEAR_END] == Decimal("42.40")
    about = a_report("3.3a", dt.date(2019, 12, 31), Decimal(36), manner=Manner.ABOUT)
    assert dict(of("3.3a", about).required)[YEAR_END] == Decimal("37.10")


def test_only_the_leads_current_numbers_in_order_of_date() -> None:
    one = of(
        "1.1a",
        a_report("1.1a", YEAR_END, Decimal(36)),
        a_report("1.1a", MARCH, Decimal(30)),
        a_report("1.1a", MARCH, Decimal(30)),
        a_report("1.1a", MARCH, Decimal(28)),
        a_report("1.1a", MARCH, Decimal(1), role=Role.PARTNER),
        a_report("1.1a", MARCH, Decimal(2), current=False),
        a_report("1.1a", MARCH, Decimal(3), matrix="other"),
        a_report("1.1a", MARCH, None),
        a_report("1.1a", MARCH, "文字"),
    )
    assert one.reported == points((MARCH, 28), (MARCH, 30), (YEAR_END, 36))


def test_a_day_within_a_month_on_which_something_falls_due(tmp_path: Path) -> None:
    text = """
id: x
version: "1"
title: 表
years: [2020, 2021]
departments: {甲局: {}}
tasks:
  - id: "1.1"
    section: 板块
    measure: 举措
    duty: 任务
    schedule: 2020年10月15日前达到3家
    lead: 甲局
    partners: []
    indicators:
      - {id: 1.1a, name: 数, unit: 家, targets: [{rule: total, by: {2020-10-15: 3家}}]}
"""
    path = tmp_path / "matrix.yaml"
    path.write_text(text, encoding="utf-8")
    [one] = series(load_matrix(path), ())
    assert one.required == points((dt.date(2020, 10, 15), 3))
