"""Expected against received: late to the day, twice, corrected, silent, other periods."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from chanfa_check.across.coverage import coverage, due_day, elsewhere, periods
from chanfa_check.across.gathered import Gathered
from chanfa_check.across.summary import summarize
from chanfa_check.model import Checked, Coverage, Late, MonthDay, Problem, Reporting, Silent, Standing, Twice
from tests.across.made import CIXI, checked, day, supplemented

JUNE = day(6, 30)
ALL_BUT = {"市教育局", "市住建局"}


def covered(*submissions: Checked) -> Coverage:
    return coverage(Gathered(submissions), [(CIXI, JUNE)])[0]


@pytest.mark.parametrize(
    ("day_of_month", "as_of", "due"),
    [
        (5, dt.date(2020, 6, 30), dt.date(2020, 7, 5)),
        (5, dt.date(2020, 12, 31), dt.date(2021, 1, 5)),
        (31, dt.date(2020, 1, 31), dt.date(2020, 2, 29)),
        (31, dt.date(2021, 1, 31), dt.date(2021, 2, 28)),
        (30, dt.date(2020, 3, 31), dt.date(2020, 4, 30)),
    ],
)
def test_when_a_report_is_due(day_of_month: int, as_of: dt.date, due: dt.date) -> None:
    assert due_day(Reporting(due_day=MonthDay(day_of_month)), as_of) == due


def test_the_due_day_itself_is_in_time_and_the_next_is_late(tmp_path: Path) -> None:
    fine = checked(tmp_path, "市教育局", "2020年6月", {"5.2a": "启动"}, filled="2020-07-05")
    late = checked(tmp_path, "市住建局", "2020年6月", {"21.1a": "未启动"}, filled="2020-07-06")
    undated = checked(tmp_path, "团市委", "2020年6月", {"20.2a": None})
    found = covered(fine, late, undated)
    assert found.late == (Late("市住建局", late.path, day(7, 6), day(7, 5)),)
    assert found.undated == ("团市委",)
    assert found.received == ("市教育局", "团市委", "市住建局")
    assert len(found.missing) == 7
    assert set(found.received) | set(found.missing) == set(found.expected)


def test_a_correction_that_comes_late_makes_nobody_late(tmp_path: Path) -> None:
    first = checked(tmp_path, "市教育局", "2020年6月", {"5.2a": "未启动"}, filled="2020-07-05")
    later = checked(tmp_path, "市教育局", "2020年6月", {"5.2a": "启动"}, filled="2020-07-20", name="市教育局（更正）")
    assert covered(first, later).late == ()


def test_without_a_due_day_nobody_is_late(tmp_path: Path) -> None:
    from msgspec.structs import replace

    one = checked(tmp_path, "市教育局", "2020年6月", {"5.2a": "启动"}, filled="2021-01-01")
    found = coverage(Gathered([one]), [(replace(CIXI, reporting=None), JUNE)])[0]
    assert (found.due, found.late, found.undated) == (None, (), ())


@pytest.mark.parametrize(
    ("names", "values", "expected", "same", "corrected"),
    [
        (("一", "二"), ("启动", "完成"), [Standing.TWICE, Standing.TWICE], False, None),
        (("一", "二"), ("启动", "启动"), [Standing.COUNTED, Standing.COPY], True, None),
        (("一", "二（更正）"), ("启动", "完成"), [Standing.SUPERSEDED, Standing.COUNTED], False, 1),
        (("一（更正）", "二"), ("启动", "完成"), [Standing.COUNTED, Standing.SUPERSEDED], False, 0),
        (("一（更正）", "二（更正）"), ("启动", "完成"), [Standing.TWICE, Standing.TWICE], False, None),
        (("更正前", "二"), ("启动", "完成"), [Standing.TWICE, Standing.TWICE], False, None),
    ],
)
def test_two_of_one_department(
    names: tuple[str, str],
    values: tuple[str, str],
    expected: list[Standing],
    same: bool,
    corrected: int | None,
    tmp_path: Path,
) -> None:
    both = [
        checked(tmp_path, "市教育局", "2020年6月", {"5.2a": value}, name=f"市教育局{name}", filled="2020-07-01")
        for name, value in zip(names, values, strict=True)
    ]
    assert list(Gathered(both).standings()) == expected
    decisive = "" if corrected is None else both[corrected].path
    assert covered(*both).twice == (Twice("市教育局", (both[0].path, both[1].path), same, decisive),)


def test_two_periods_are_not_twice(tmp_path: Path) -> None:
    both = [checked(tmp_path, "市教育局", month, {"5.2a": "启动"}) for month in ("2020年5月", "2020年6月")]
    assert Gathered(both).standings() == (Standing.COUNTED, Standing.COUNTED)
    assert covered(*both).twice == ()


def test_what_cannot_be_checked_was_received_but_is_nobody_s_rival(tmp_path: Path) -> None:
    good = checked(tmp_path, "市教育局", "2020年6月", {"5.2a": "启动"})
    unread = Checked(path="坏.xlsx", department="市总工会", problems=(Problem("period-missing", ""),))
    unknown = Checked(path="谁.xlsx", problems=(Problem("department-missing", ""),))
    assert Gathered([good, unread, unknown]).standings() == (Standing.COUNTED, Standing.UNCHECKED, Standing.UNCHECKED)
    assert covered(good, unread, unknown).received == ("市总工会", "市教育局")


def test_a_single_department_s_slip_opens_no_period_of_its_own(tmp_path: Path) -> None:
    months = {"市教育局": "2020年6月", "市总工会": "2020年6月", "团市委": "2020年6月", "市住建局": "2020年5月"}
    sent = [checked(tmp_path, name, month, {}) for name, month in months.items()]
    sent = [one for one in sent if not one.problems] or sent
    sent = [
        checked(tmp_path, name, month, {"20.2a" if name == "团市委" else first: None}, name=name)
        for (name, month), first in zip(months.items(), ("5.2a", "4.1a", "", "21.1a"), strict=True)
    ]
    about = periods(Gathered(sent), (CIXI,))
    assert about == {CIXI.id: (JUNE,)}
    assert elsewhere(Gathered(sent), about) == (sent[3].path,)


def test_two_full_months_are_both_answered_for(tmp_path: Path) -> None:
    sent = [
        checked(tmp_path, name, month, {number: None})
        for month in ("2020年5月", "2020年6月")
        for name, number in (("市教育局", "5.2a"), ("市总工会", "4.1a"))
    ]
    found = summarize(Gathered(sent), (CIXI,))
    assert [(one.as_of, one.received) for one in found.coverage] == [
        (day(5, 31), ("市总工会", "市教育局")),
        (JUNE, ("市总工会", "市教育局")),
    ]
    assert found.elsewhere == ()


def test_partners_that_said_nothing_and_tasks_that_nobody_reported(tmp_path: Path) -> None:
    # 2.1 is led by 市总工会 and supported by 市司法局; 市教育局 supports 6.1 and 14.1, and writes of one of them.
    union = checked(tmp_path, "市总工会", "2020年6月", {"2.1a": 0.5, "4.1a": "0"})
    school = checked(tmp_path, "市教育局", "2020年6月", {"6.1": None})
    found = covered(union, school)
    silent = {one.department: one for one in found.silent}
    assert silent["市司法局"] == Silent("市司法局", ("2.1",), False)
    assert "6.1" not in silent["市教育局"].tasks
    assert "14.2" in silent["市教育局"].tasks and silent["市教育局"].sent
    assert "市级各群团组织" not in silent
    assert {"2.1", "4.1", "6.1"} & set(found.unreported) == set()
    assert {"1.1", "5.1"} <= set(found.unreported)


def test_one_report_says_nothing_of_what_the_others_do(tmp_path: Path) -> None:
    one = checked(tmp_path, "市教育局", "2020年6月", {"5.2a": "启动"})
    found = summarize(Gathered([one]), (CIXI,), whole=False)
    assert (found.coverage[0].silent, found.coverage[0].unreported, found.exemplars) == ((), (), ())
    assert [row.department for row in found.rows] == ["市教育局"]
    # In a folder, one report is all that has come so far.
    assert len(summarize(Gathered([one]), (CIXI,)).rows) == 10


def test_what_could_not_be_read_is_not_taken_for_silence(tmp_path: Path) -> None:
    school = checked(tmp_path, "市教育局", "2020年6月", {"5.2a": "启动"})
    unread = Checked(path="坏.xlsx", department="市财政局", problems=(Problem("period-missing", ""),))
    found = covered(school, unread)
    assert "市财政局" not in {one.department for one in found.silent}
    assert "17.1" not in found.unreported
    assert {"17.1"} <= set(covered(school).unreported)


def test_a_supplement_s_due_day(tmp_path: Path) -> None:
    matrix = supplemented("reporting: {every: quarter, due_day: 31}")
    one = checked(tmp_path, "市教育局", "2020年二季度", {"5.2a": "启动"}, filled="2020-08-01", matrix=matrix)
    found = coverage(Gathered([one]), [(matrix, JUNE)])[0]
    assert (found.due, [late.filled for late in found.late]) == (day(7, 31), [day(8, 1)])


def test_a_run_of_corrections_alone_is_about_their_period(tmp_path: Path) -> None:
    one = checked(tmp_path, "团市委", "2020年6月", {"20.2a": None}, name="团市委（更正）", filled="2020-07-09")
    found = summarize(Gathered([one]), (CIXI,)).coverage[0]
    assert (found.as_of, found.received, len(found.missing)) == (JUNE, ("团市委",), 9)
    assert [late.department for late in found.late] == ["团市委"]


def test_a_second_copy_that_comes_late_makes_nobody_late(tmp_path: Path) -> None:
    both = [
        checked(tmp_path, "市教育局", "2020年6月", {"5.2a": "启动"}, name=name, filled=filled)
        for name, filled in (("乙", "2020-07-09"), ("甲", "2020-07-03"))
    ]
    assert covered(*both).late == ()


def test_of_two_equal_submissions_the_one_that_says_more_counts(tmp_path: Path) -> None:
    short = checked(tmp_path, "市教育局", "2020年6月", {"5.2a": "启动"}, name="甲")
    full = checked(tmp_path, "市教育局", "2020年6月", {"5.2a": "启动", "6.1": None}, name="乙")
    assert Gathered([short, full]).standings() == (Standing.COPY, Standing.COUNTED)
    silent = {one.department: one.tasks for one in covered(short, full).silent}
    assert "6.1" not in silent["市教育局"]


def test_the_months_of_two_reports_stay_apart_whatever_the_day_of_judging(tmp_path: Path) -> None:
    from chanfa_check.batch.one import Order, check_one
    from chanfa_check.batch.source import Source
    from tests.across.made import report

    paths = [
        report(tmp_path, "市教育局", month, {"5.4a": value}) for month, value in (("2020年5月", 3), ("2020年6月", 4))
    ]
    both = [check_one(Source(str(path)), Order(matrix=CIXI, as_of=day(12, 31))) for path in paths]
    assert [(one.as_of, one.about) for one in both] == [(day(12, 31), day(5, 31)), (day(12, 31), JUNE)]
    found = summarize(Gathered(both), (CIXI,))
    assert Gathered(both).standings() == (Standing.COUNTED, Standing.COUNTED)
    assert (found.contradictions, found.changes) == ((), ())


def test_a_matrix_that_asks_by_the_quarter_misses_nobody_in_may(tmp_path: Path) -> None:
    matrix = supplemented("reporting: {every: quarter, due_day: 5}")
    sent = [
        checked(tmp_path, "市教育局", month, {"5.2a": "启动"}, matrix=matrix) for month in ("2020年5月", "2020年6月")
    ]
    found = summarize(Gathered(sent), (matrix,))
    assert [one.as_of for one in found.coverage] == [JUNE]
    assert found.elsewhere == (sent[0].path,)
