"""What is recorded, what of it is current, and what is asked of it later."""

from __future__ import annotations

import calendar
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import text

from chanfa_check.ledger import Ledger, open_ledger
from chanfa_check.model import Checked, Fault, Manner, Problem, Quantity, Role, Status, Value
from tests.ledger.made import JUNE, MATRIX, as_reported, finding, looked, observation, plainly, rows, submission

YEAR_END = dt.date(2019, 12, 31)
KEY = ("m", "市总工会", 2019)


def record(ledger: Ledger, *submissions: Checked) -> list[bool]:
    with ledger.recording() as recording:
        return [recording.add(one) for one in submissions]


def current(ledger: Ledger) -> list[str]:
    return [one.sha256 for one in ledger.history("m")]


def test_a_submission_comes_back_as_it_was(url: str) -> None:
    sent = submission(
        "a",
        finding("1.1a", Decimal("35.20"), place=None),
        finding("1.2a", "已完成", light=None, status=Status.MET, code="met", expected=None, gap=None),
        finding("1.3a", (dt.date(2020, 4, 28), dt.date(2020, 5, 1)), role=Role.PARTNER),
        finding("1.4a", (), manner=Manner.ABOUT),
        finding("1.5a", None, status=Status.MISSING, code="value-missing", light=None),
        finding("1.6a", Decimal(3), status=Status.INVALID, code="percent-ambiguous", light=None),
        finding("1.7a", task=None, indicator=None, role=None, status=Status.REVIEW, code="task-foreign"),
        finding("1.8a", indicator=None, role=Role.PARTNER),
        observations=(
            observation("1.1a", last_year=Decimal("33")),
            observation("1.2a", value=None, fault=Fault("not-a-number", "…"), parts=(Decimal(1), Decimal(3))),
            observation("1.2a", last_year=Decimal("0E-7"), narrative="说明", claim="已完成"),
            observation("1.3a", last_year=Decimal(9)),
            observation("1.3a", value=None, last_year_fault=Fault("not-a-number", "…")),
        ),
    )
    with open_ledger(url) as ledger:
        assert record(ledger, sent) == [True]
    with open_ledger(url) as ledger:
        found = ledger.history("m")
    assert plainly(found) == as_reported(sent)
    assert [str(one.value) for one in found[:1]] == ["35.20"]
    assert [str(one.last_year) for one in found] == ["33", "0E-7", "None", "None", "None", "None"]
    assert {(one.order, one.current) for one in found} == {(1, True)}
    assert rows(url) == {"run": 1, "submission": 1, "seen": 1, "judgement": 1, "observation": 5, "finding": 8}


def test_a_run_is_stamped_in_utc(url: str) -> None:
    with open_ledger(url) as ledger:
        record(ledger, submission("a"))
    with looked(url) as connection:
        found = connection.execute(text("SELECT at, tool FROM run")).one()
    at = found.at if isinstance(found.at, dt.datetime) else dt.datetime.fromisoformat(found.at)
    at = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    assert abs(at - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)
    assert found.tool == "0.1.0"


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


decimals = st.decimals(allow_nan=False)
texts = st.text() | st.text("\x00\x1b\ud800\udcff\\'\"%\n0a")
dates = st.lists(st.dates()).map(tuple)


months = st.builds(_month_end, st.integers(1, 9999), st.integers(1, 12))


@example("\x00", None, "\ud800\x1b0000\udcff\\", dt.date(1, 1, 31))
@example(Decimal("-0E+30"), Decimal("9" * 60), "", dt.date.max)
@given(st.none() | decimals | texts | dates, st.none() | decimals, texts, months)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_value_comes_back_exactly(
    url: str, value: Value | None, last_year: Decimal | None, said: str, as_of: dt.date
) -> None:
    sent = submission(
        "a",
        finding("1.1a", value, raw=said, message=said),
        observations=(observation("1.1a", last_year=last_year, narrative=said),),
        as_of=as_of,
        path=said,
    )
    with open_ledger(url) as ledger:
        # The examples share a ledger, so that each is a department of its own.
        sent = replace(sent, department=f"第 {len(ledger.history('m'))} 个")
        record(ledger, sent)
        found = ledger.history("m", department=sent.department)
        # What comes back as it was is no new judgement.
        record(ledger, sent)
        assert ledger.history("m", department=sent.department) == found
    counted = rows(url)
    assert counted["submission"] == counted["seen"] == counted["judgement"]
    assert plainly(found) == as_reported(sent)
    assert [repr(one.value) for one in found] == [repr(value)]
    assert [repr(one.last_year) for one in found] == [repr(last_year)]


def test_the_same_file_is_one_entry(url: str) -> None:
    sent = submission("a")
    with open_ledger(url) as ledger:
        assert record(ledger, sent, replace(sent, path="copy.xlsx")) == [True, True]
        assert [one.path for one in ledger.history("m")] == ["2020-06/a.xlsx"]
    assert rows(url)["submission"] == 1


def test_the_same_folder_again_changes_nothing(url: str) -> None:
    sent = (submission("a"), submission("b", department="市教育局"))
    with open_ledger(url) as ledger:
        record(ledger, *sent)
        first = ledger.history("m")
        assert record(ledger, *sent) == [True, True]
        assert ledger.history("m") == first
    assert rows(url) == {"run": 1, "submission": 2, "seen": 2, "judgement": 2, "observation": 0, "finding": 2}


def test_a_later_run_supersedes_and_keeps(url: str) -> None:
    old, new = submission("old"), submission("new", finding("1.1a", Decimal(38)))
    with open_ledger(url) as ledger:
        record(ledger, old, submission("other", department="市教育局"))
        record(ledger, new)
        with ledger.recording() as recording:
            found = recording.before("m")
        assert [(one.sha256, one.order, one.current) for one in found] == [
            ("old", 1, False),
            ("other", 2, True),
            ("new", 3, True),
        ]
        assert plainly(found) == as_reported(old, submission("other", department="市教育局"), new)
        assert current(ledger) == ["other", "new"]


def test_the_old_folder_again_does_not_bring_back_what_was_superseded(url: str) -> None:
    with open_ledger(url) as ledger:
        record(ledger, submission("old"))
        record(ledger, submission("new"))
        record(ledger, submission("old"))
        assert current(ledger) == ["new"]


def test_periods_and_departments_and_matrices_do_not_supersede_each_other(url: str) -> None:
    with open_ledger(url) as ledger:
        record(ledger, submission("a"))
        record(ledger, submission("b", as_of=dt.date(2020, 5, 31)))
        record(ledger, submission("c", department="市教育局"))
        record(ledger, submission("d", matrix=replace(MATRIX, id="l")))
        assert current(ledger) == ["b", "a", "c"]
        assert ledger.matrices() == ("l", "m")


def test_before_is_without_this_run(url: str) -> None:
    with open_ledger(url) as ledger:
        record(ledger, submission("a"))
        with ledger.recording() as recording:
            assert recording.add(submission("b"))
            assert [(one.sha256, one.current) for one in recording.before("m")] == [("a", True)]
            assert recording.before("l") == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"problems": (Problem("period-missing", "…"),)},
        {"matrix": None},
        {"department": None},
        {"as_of": None},
        {"as_of": dt.date(2020, 7, 31)},
    ],
)
def test_what_is_not_recorded(url: str, fields: dict[str, object]) -> None:
    with open_ledger(url) as ledger:
        assert record(ledger, replace(submission("a"), **fields)) == [False]
    assert set(rows(url).values()) == {0}


def test_a_submission_without_a_period_of_its_own_is_recorded_for_a_months_end(url: str) -> None:
    days = [dt.date(2020, 6, 15), dt.date(2020, 6, 29), JUNE, dt.date(2020, 2, 28), dt.date(2020, 2, 29)]
    with open_ledger(url) as ledger:
        sent = [submission(f"{day}", period=None, as_of=day) for day in days]
        assert record(ledger, *sent) == [False, False, True, False, True]
        assert {one.as_of for one in ledger.history("m")} == {JUNE, dt.date(2020, 2, 29)}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_run_that_fails_leaves_nothing(url: str, error: type[BaseException]) -> None:
    with open_ledger(url) as ledger:
        with pytest.raises(error), ledger.recording() as recording:
            recording.add(submission("a"))
            raise error
        assert ledger.history("m") == ()
        record(ledger, submission("b"))
    assert rows(url)["submission"] == 1


def test_history_is_of_a_department_or_of_tasks_by_indicator_and_date(url: str) -> None:
    both = (finding("1.2a"), finding("1.1a"))
    with open_ledger(url) as ledger:
        record(ledger, submission("june", *both), submission("may", *both, as_of=dt.date(2020, 5, 31)))
        record(ledger, submission("other", finding("1.1a", role=Role.PARTNER), department="市教育局"))
        found = ledger.history("m")
        assert [(one.indicator, one.sha256) for one in found] == [
            ("1.1a", "may"),
            ("1.1a", "june"),
            ("1.1a", "other"),
            ("1.2a", "may"),
            ("1.2a", "june"),
        ]
        assert {one.sha256 for one in ledger.history("m", department="市教育局")} == {"other"}
        assert {one.indicator for one in ledger.history("m", tasks=("1.2", "9.9"))} == {"1.2a"}
        assert ledger.history("m", tasks=()) == ()
        assert ledger.history("none") == ()


def test_last_years_are_what_leads_reported_for_december(url: str) -> None:
    sent = submission(
        "a",
        finding("1.1a", Decimal("35.0")),
        finding("1.2a", Decimal(1), role=Role.PARTNER),
        finding("1.3a", Decimal(1), status=Status.INVALID),
        finding("1.4a", "启动"),
        finding("1.5a", Decimal(1), manner=Manner.AT_LEAST),
        finding("1.6a", None, status=Status.MISSING),
        as_of=YEAR_END,
    )
    with open_ledger(url) as ledger:
        assert ledger.last_years() == {}
        record(ledger, sent, submission("june", as_of=JUNE), submission("30", as_of=dt.date(2018, 12, 30)))
        assert ledger.last_years() == {KEY: {"1.1a": Quantity(Decimal("35.0"), "%")}}


def test_last_years_are_left_out_where_current_submissions_disagree(url: str) -> None:
    one = submission(
        "a", finding("1.1a", Decimal(35)), finding("1.2a", Decimal(5)), finding("1.3a", Decimal(5)), as_of=YEAR_END
    )
    other = submission(
        "b", finding("1.1a", Decimal("35.0")), finding("1.2a", Decimal(6)), finding("1.3a", None), as_of=YEAR_END
    )
    with open_ledger(url) as ledger:
        record(ledger, one, other)
        assert ledger.last_years() == {KEY: {"1.1a": Quantity(Decimal(35), "%")}}
        record(ledger, submission("c", finding("1.2a", Decimal(7)), as_of=YEAR_END))
        assert ledger.last_years() == {KEY: {"1.2a": Quantity(Decimal(7), "%")}}
