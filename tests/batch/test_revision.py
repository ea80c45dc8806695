"""A matrix revised in mid-term: each day is judged by the version of its day, and what was before carries over."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from chanfa_check.api import check
from chanfa_check.batch.choose import load
from chanfa_check.matrix import library
from chanfa_check.model import Checked, Matrix, Run, Status, Turn
from chanfa_check.submission.contents import MARK_SHEET
from tests.batch.plans import plan
from tests.builders import Page, write
from tests.checking import check_file, check_files


def share(percent: int) -> str:
    return f"1.1a % {{rule: floor, value: {percent}%}}"


def report(path: Path, period: str, *rows: tuple[object, ...], department: str = "市总工会", matrix: str = "") -> Path:
    """A report of indicators' values; `matrix` is the id of the template's."""
    head = [[f"填报单位：{department}"], [f"报告期：{period}"], ["编号", "完成值", "上年值", "进展情况"]]
    pages = [Page(rows=[*head, *rows])]
    if matrix:
        said = [["matrix", matrix], ["version", "1"], ["department", department], ["period", period]]
        pages.append(Page(name=MARK_SHEET, rows=said, hidden=True))
    path.parent.mkdir(exist_ok=True)
    return write(path, *pages)


@pytest.fixture
def revised(tmp_path: Path) -> Matrix:
    """60% at first, 70% from the middle of 2021, 80% from 2023 on."""
    plan(tmp_path, "first", share(60), years="[2019, 2025]")
    plan(tmp_path, "second", share(70), more="from: 2021-06-16\nsupersedes: first.yaml\n")
    return load(plan(tmp_path, "third", share(80), years="[2023, 2025]", more="from: 2023\nsupersedes: second.yaml\n"))


def judged(checked: Checked) -> tuple[str, Status]:
    assert checked.matrix
    return checked.matrix.id, checked.findings[0].status


@pytest.mark.parametrize(
    ("day", "by", "status"),
    [
        ("2019-01-31", "first", Status.MET),
        ("2021-06-15", "first", Status.MET),
        ("2021-06-16", "second", Status.UNMET),
        ("2022-12-31", "second", Status.UNMET),
        ("2023-01-01", "third", Status.UNMET),
        ("2026-01-31", "third", Status.NO_TARGET),
    ],
)
def test_the_version_of_the_day_judges(day: str, by: str, status: Status, tmp_path: Path, revised: Matrix) -> None:
    path = report(tmp_path / "甲.xlsx", "2020年1月", ("1.1a", "65%"))
    checked = check_file(path, revised, as_of=dt.date.fromisoformat(day))
    assert judged(checked) == (by, status)


def test_the_month_decides_and_the_outputs_say_which_version_judged(tmp_path: Path, revised: Matrix) -> None:
    run = check_files(
        [report(tmp_path / f"{name}.xlsx", name, ("1.1a", "75%")) for name in ("2021年5月", "2021年6月", "2023年1月")],
        revised,
    )
    assert [judged(one) for one in run.submissions] == [
        ("first", Status.MET),
        ("second", Status.MET),
        ("third", Status.UNMET),
    ]
    assert [one.notes for one in run.submissions] == [
        ("按修订前的任务责任分工表 first（第 1 版）判定；2021年6月16日起执行修订后的 second",),
        ("按修订前的任务责任分工表 second（第 1 版）判定；2023年1月1日起执行修订后的 third",),
        (),
    ]
    assert [(row.matrix, row.as_of) for row in run.rows] == [
        ("first", dt.date(2021, 5, 31)),
        ("second", dt.date(2021, 6, 30)),
        ("third", dt.date(2023, 1, 31)),
    ]
    # The versions are one matrix: nobody is missed by the newest for months in which it was not in force.
    assert [(one.matrix, one.missing) for one in run.coverage] == [("first", ()), ("second", ()), ("third", ())]


def test_several_processes_find_the_version_again(tmp_path: Path, revised: Matrix) -> None:
    for number in range(30):
        report(tmp_path / "报表" / f"{number:02}.xlsx", "2021年5月" if number % 2 else "2023年5月", ("1.1a", "75%"))
    alone, shared = (check(tmp_path / "报表", matrix=revised, jobs=jobs) for jobs in (1, 3))
    assert shared == alone
    assert {one.matrix.id for one in shared.submissions if one.matrix} == {"first", "third"}


@pytest.mark.parametrize(
    ("matrix", "period", "said"),
    [
        ("first", "2021年5月", None),
        ("third", "2024年5月", None),
        ("first", "2021年6月", "2021年6月16日起已改用修订后的 second，这一期要按 second 填报"),
        ("first", "2024年5月", "2021年6月16日起已改用修订后的 second，这一期要按 third 填报"),
        ("second", "2021年5月", "这份分工表从2021年6月16日起才执行，这一期要按修订前的 first 填报"),
        ("third", "2021年5月", "这份分工表从2023年1月1日起才执行，这一期要按修订前的 first 填报"),
    ],
)
def test_the_template_of_another_version(
    matrix: str, period: str, said: str | None, tmp_path: Path, revised: Matrix
) -> None:
    checked = check_file(report(tmp_path / "甲.xlsx", period, ("1.1a", "75%"), matrix=matrix), revised)
    if said is None:
        assert checked.problems == ()
        assert checked.matrix
        assert checked.matrix.id == matrix
        return
    wanted = said.split("按")[-1].split()[-2]
    (problem,) = checked.problems
    assert (problem.code, problem.message) == (
        "matrix-wrong",
        f"报表用的是任务责任分工表 {matrix} 的模板，{said}。请换用 {wanted} 的模板，把填报内容移过去再报送；"
        "报表的年月写错的，请改正。",
    )


@pytest.fixture
def shelved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library in which one matrix supersedes the other, by its id."""
    folder = tmp_path / "library"
    for name, value, more in (("old", 60, ""), ("new", 70, "from: 2022-07\nsupersedes: old\n")):
        (folder / name).mkdir(parents=True)
        plan(folder / name, name, share(value), more=more).rename(folder / name / "matrix.yaml")
    monkeypatch.setattr(library, "folder", lambda: folder)
    return folder


@pytest.mark.parametrize(("period", "by"), [("2022年6月", "old"), ("2022年7月", "new")])
@pytest.mark.parametrize("marked", [False, True])
def test_versions_in_the_library_are_one_matrix(
    period: str, by: str, marked: bool, tmp_path: Path, shelved: Path
) -> None:
    del shelved
    path = report(tmp_path / "甲.xlsx", period, ("1.1a", "65%"), matrix=by if marked else "")
    assert judged(check_file(path)) == (by, Status.MET if by == "old" else Status.UNMET)


def test_what_cannot_be_read_is_missed_under_the_version_of_its_month(tmp_path: Path, shelved: Path) -> None:
    del shelved
    bad = tmp_path / "市总工会2022年6月.xlsx"
    bad.write_bytes(b"")
    checked = check_file(bad)
    assert (checked.matrix and checked.matrix.id, checked.department) == ("old", "市总工会")
    assert checked.as_of == dt.date(2022, 6, 30)


def two_units(folder: Path, *, unit: str = "万人", lead: str = "市总工会") -> Matrix:
    """A yearly number of people more than last year's, in 人 at first, from 2021 on in another unit."""
    plan(folder, "before", "1.1a 人 {rule: rising}", lead=lead)
    more = "from: 2021\nsupersedes: before.yaml\n"
    return load(plan(folder, "after", f"1.1a {unit} {{rule: rising}}", more=more))


def from_ledger(tmp_path: Path, matrix: Matrix, value: str, *, department: str = "市总工会") -> Run:
    """December 2020 into a ledger, then December 2021 with this value."""
    ledger = tmp_path / "台账.db"
    first = report(tmp_path / "一" / "甲.xlsx", "2020年12月", ("1.1a", "8000人"), department=department)
    check(first, matrix=matrix, ledger=ledger)
    second = report(tmp_path / "二" / "甲.xlsx", "2021年12月", ("1.1a", value))
    return check(second, matrix=matrix, ledger=ledger)


@pytest.mark.parametrize(("value", "status"), [("0.79万人", Status.UNMET), ("0.81万人", Status.MET)])
def test_last_year_is_taken_over_from_the_ledger_in_the_new_unit(tmp_path: Path, value: str, status: Status) -> None:
    run = from_ledger(tmp_path, two_units(tmp_path), value)
    (finding,) = run.submissions[0].findings
    assert (finding.status, finding.unit) == (status, "万人")
    assert "上年值取自台账" in finding.notes
    assert "0.8 万人" in finding.message
    (old,) = [one for one in run.history if one.matrix == "before"]
    assert (old.value, old.unit) == (Decimal(8000), "人")


def test_last_year_in_a_unit_that_does_not_convert_is_not_known(tmp_path: Path) -> None:
    run = from_ledger(tmp_path, two_units(tmp_path, unit="人次"), "9000人次")
    assert [(one.status, one.code) for one in run.submissions[0].findings] == [(Status.MISSING, "last-year-missing")]
    assert (run.changes, run.contradictions) == ((), ())


def test_a_department_that_is_called_otherwise_now_is_the_same(tmp_path: Path) -> None:
    plan(tmp_path, "before", "1.1a 人 {rule: rising}", lead="工会")
    more = "from: 2021\nsupersedes: before.yaml\n"
    after = plan(tmp_path, "after", "1.1a 人 {rule: rising}", more=more, lead="市总工会: {aliases: [工会]}")
    run = from_ledger(tmp_path, load(after), "8001人", department="工会")
    assert [one.status for one in run.submissions[0].findings] == [Status.MET]


def test_earlier_periods_under_the_old_version_are_compared_with(tmp_path: Path) -> None:
    plan(tmp_path, "before", "1.1a 人 {rule: total, by: {2025: 5万人}}")
    more = "from: 2021\nsupersedes: before.yaml\n"
    after = load(plan(tmp_path, "after", "1.1a 万人 {rule: total, by: {2021: 0.9万人, 2025: 6万人}}", more=more))
    files = [
        report(tmp_path / "甲12.xlsx", "2020年12月", ("1.1a", "9000人")),
        report(tmp_path / "甲1.xlsx", "2021年12月", ("1.1a", "0.7万人")),
    ]
    run = check_files(files, after)
    (found,) = run.contradictions
    assert (found.code, [one.shown for one in found.statements]) == ("cumulative-shrinks", ["0.9 万人", "0.7 万人"])
    (change,) = run.changes
    assert (change.turn, change.before_shown, change.now_shown) == (Turn.NEWLY_SHORT, "0.9 万人", "0.7 万人")
