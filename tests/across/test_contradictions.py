"""Figures that cannot all be true, and figures that only look different."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chanfa_check.across.gathered import Gathered
from chanfa_check.across.reported import agree, reported, same_amount, slim
from chanfa_check.across.summary import summarize
from chanfa_check.model import Checked, FailOn, Manner, Reported, Role, Status, Summary
from tests.across.made import CIXI, checked, day

D = Decimal


def run(*submissions: Checked, before: tuple[Reported, ...] = (), fail_on: FailOn = FailOn.INVALID) -> Summary:
    return summarize(Gathered(submissions), (CIXI,), before=before, fail_on=fail_on)


def codes(found: Summary) -> list[tuple[str, str]]:
    return [(one.code, one.indicator) for one in found.contradictions]


def recorded(*submissions: Checked, order: int = 1, current: bool = True) -> tuple[Reported, ...]:
    return tuple(replace(one, order=order, current=current) for each in submissions for one in reported(each))


@pytest.mark.parametrize(
    ("lead", "partner", "differ"),
    [
        (30, 30, False),
        (30, 31, True),
        (30, "30名", False),
        (30, "约31名", False),
        (30, "30名以上", False),
        (30, "31名以上", True),
        (30, "31名以内", False),
        (30, "29名以内", True),
        (30, None, False),
        (30, "看不懂", False),
    ],
)
def test_a_lead_and_a_partner(lead: Any, partner: Any, differ: bool, tmp_path: Path) -> None:
    led = checked(tmp_path, "市人力社保局", "2020年6月", {"8.1a": lead})
    supported = checked(tmp_path, "市财政局", "2020年6月", {"8.1a": partner, "17.1a": None})
    found = run(led, supported)
    assert codes(found) == ([("partner-differs", "8.1a")] if differ else [])
    if differ:
        first, second = found.contradictions[0].statements
        assert (first.department, first.role, str(first.place)) == ("市人力社保局", Role.LEAD, "Sheet1!B4")
        assert (second.department, second.role) == ("市财政局", Role.PARTNER)


def test_two_months_are_not_compared_as_if_they_were_one(tmp_path: Path) -> None:
    led = checked(tmp_path, "市人力社保局", "2020年6月", {"8.1a": 30})
    supported = checked(tmp_path, "市财政局", "2020年5月", {"8.1a": 20})
    assert codes(run(led, supported)) == []


@pytest.mark.parametrize("correction", [True, False])
def test_a_correction_contradicts_nothing(correction: bool, tmp_path: Path) -> None:
    one = checked(tmp_path, "市总工会", "2020年6月", {"4.1a": "96%"}, name="市总工会一")
    other = checked(
        tmp_path, "市总工会", "2020年6月", {"4.1a": "95%"}, name="市总工会（更正）" if correction else "市总工会二"
    )
    found = run(one, other)
    assert codes(found) == ([] if correction else [("submissions-differ", "4.1a")])
    if not correction:
        assert [each.shown for each in found.contradictions[0].statements] == ["96%", "95%"]


@pytest.mark.parametrize(
    ("indicator", "before", "now", "shrinks"),
    [
        ("15.2b", 42, 41, True),
        ("15.2b", 41, 41, False),
        ("15.2b", 41, 42, False),
        ("15.2a", 2, 1, False),  # a yearly figure begins anew
        ("4.1a", "96%", "95%", False),  # a rate may fall
    ],
)
def test_a_cumulative_figure_that_shrinks(indicator: str, before: Any, now: Any, shrinks: bool, tmp_path: Path) -> None:
    department = "市总工会" if indicator == "4.1a" else "市人力社保局"
    may = checked(tmp_path, department, "2020年5月", {indicator: before})
    june = checked(tmp_path, department, "2020年6月", {indicator: now})
    expected = [("cumulative-shrinks", indicator)] if shrinks else []
    assert codes(run(june, before=recorded(may))) == expected
    assert codes(run(may, june)) == expected


def test_only_the_nearest_earlier_period_counts(tmp_path: Path) -> None:
    april, may, june = (
        checked(tmp_path, "市人力社保局", f"2020年{month}月", {"15.2b": value})
        for month, value in ((4, 43), (5, 41), (6, 42))
    )
    assert codes(run(june, before=recorded(april, may))) == []


def test_what_was_superseded_contradicts_nothing(tmp_path: Path) -> None:
    may = checked(tmp_path, "市人力社保局", "2020年5月", {"15.2b": 42})
    june = checked(tmp_path, "市人力社保局", "2020年6月", {"15.2b": 41})
    assert codes(run(june, before=recorded(may, current=False))) == []


@pytest.mark.parametrize(("year", "total", "wrong"), [(3, 2, True), (2, 2, False), (2, 40, False)])
def test_a_yearly_figure_beyond_the_cumulative_one(year: int, total: int, wrong: bool, tmp_path: Path) -> None:
    one = checked(tmp_path, "市人力社保局", "2020年6月", {"15.2a": year, "15.2b": total})
    assert codes(run(one)) == ([("year-exceeds-total", "15.2a")] if wrong else [])


@pytest.mark.parametrize(
    ("reported_then", "stated_now", "differs"),
    [("36%", "36%", False), ("36.2%", "36%", True), ("36%", "35%", True), ("36.24%", "36.2%", False)],
)
def test_last_year_s_value(reported_then: str, stated_now: str, differs: bool, tmp_path: Path) -> None:
    then = checked(tmp_path, "市总工会", "2019年12月", {"3.3a": reported_then})
    now = checked(tmp_path, "市总工会", "2020年6月", {"3.3a": ("37%", stated_now)})
    assert codes(run(now, before=recorded(then))) == ([("last-year-differs", "3.3a")] if differs else [])
    november = checked(tmp_path, "市总工会", "2019年11月", {"3.3a": reported_then})
    assert codes(run(now, before=recorded(november))) == []


@pytest.mark.parametrize(
    ("fail_on", "code"), [(FailOn.MISSING, 0), (FailOn.INVALID, 1), (FailOn.BEHIND, 1), (FailOn.NEVER, 0)]
)
def test_a_contradiction_weighs_as_much_as_an_invalid_value(fail_on: FailOn, code: int, tmp_path: Path) -> None:
    one = checked(tmp_path, "市人力社保局", "2020年6月", {"15.2a": 3, "15.2b": 2})
    quiet = replace(one, findings=tuple(each for each in one.findings if each.status is not Status.MISSING))
    quiet = replace(quiet, findings=tuple(each for each in quiet.findings if each.status is not Status.BEHIND))
    assert run(quiet, fail_on=fail_on).exit_code == code


def test_slimmed_submissions_say_the_same_as_whole_ones(tmp_path: Path) -> None:
    sent = [
        checked(
            tmp_path, "市人力社保局", "2020年6月", {"8.1a": 30, "15.2a": 3, "15.2b": 2, "99.9": 1}, name="市人社局一"
        ),
        checked(tmp_path, "市人力社保局", "2020年6月", {"8.1a": 31, "15.2a": 3, "15.2b": 2}, name="市人社局二"),
        checked(tmp_path, "市财政局", "2020年6月", {"8.1a": 35, "17.1a": None}),
    ]
    before = recorded(checked(tmp_path, "市人力社保局", "2020年5月", {"8.1a": 40}))
    assert run(*map(slim, sent), before=before) == run(*sent, before=before)


amounts = st.decimals(min_value=0, max_value=10**6, places=4, allow_nan=False, allow_infinity=False)


@given(amounts, amounts)
def test_agreement_knows_no_order(one: Decimal, other: Decimal) -> None:
    assert same_amount(one, other) == same_amount(other, one)
    assert same_amount(one, one)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("35.2", "35.17", True),
        ("35.2", "35.14", False),
        ("35", "35.4", False),
        ("35.25", "35.3", True),
        ("8000", "8000.0", True),
    ],
)
def test_a_rounded_number_agrees_with_the_exact_one(one: str, other: str, same: bool) -> None:
    assert same_amount(D(one), D(other)) is same


def test_bounds_agree_with_what_lies_within_them() -> None:
    base = Reported(
        matrix="m",
        department="d",
        task="1.1",
        indicator="1.1a",
        role=Role.LEAD,
        as_of=day(6, 30),
        status=Status.MET,
        light=None,
        code="met",
        value=D(95),
        last_year=None,
        manner=Manner.ABOVE,
        path="",
        place=None,
        sha256="",
    )
    exact = replace(base, manner=Manner.EXACT)
    assert not agree(base, exact)
    assert agree(base, replace(exact, value=D("95.1")))
    assert agree(replace(base, manner=Manner.BELOW), replace(exact, value=D("94.9")))


@pytest.mark.parametrize(
    ("before", "now", "code"),
    [
        ({"15.2b": "约42家"}, {"15.2b": 41}, []),
        ({"15.2b": "42家以上"}, {"15.2b": 41}, [("cumulative-shrinks", "15.2b")]),
        ({"15.2b": 42}, {"15.2b": "41家以上"}, []),
        ({}, {"15.2a": "约3家", "15.2b": 2}, []),
    ],
)
def test_what_is_only_roughly_said_contradicts_nothing_for_sure(
    before: dict[str, Any], now: dict[str, Any], code: list[tuple[str, str]], tmp_path: Path
) -> None:
    may = checked(tmp_path, "市人力社保局", "2020年5月", before)
    june = checked(tmp_path, "市人力社保局", "2020年6月", now)
    assert codes(run(june, before=recorded(may))) == code


def test_last_year_s_value_may_lie_within_what_was_said_then(tmp_path: Path) -> None:
    then = checked(tmp_path, "市总工会", "2019年12月", {"11.1b": "60%以上"})
    fine = checked(tmp_path, "市总工会", "2020年6月", {"11.1b": ("70%", "62%")})
    wrong = checked(tmp_path, "市总工会", "2020年7月", {"11.1b": ("70%", "59%")})
    assert codes(run(fine, before=recorded(then))) == []
    assert codes(run(wrong, before=recorded(then))) == [("last-year-differs", "11.1b")]


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "s1").mkdir()
    (tmp_path / "s2").mkdir()
    one = checked(tmp_path / "s1", "市总工会", "2020年6月", {"4.1a": "96%"})
    other = checked(tmp_path / "s2", "市总工会", "2020年6月", {"4.1a": "95%"})
    (found,) = run(one, other).contradictions
    assert "“s1/市总工会2020年6月.xlsx”报 96%" in found.message
    assert "“s2/市总工会2020年6月.xlsx”报 95%" in found.message
