"""Which files, which matrix, and what a run adds up to."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from chanfa_check.batch.choose import load
from chanfa_check.batch.collect import collect
from chanfa_check.matrix import library
from chanfa_check.model import FailOn, Run, Status
from chanfa_check.submission.contents import MARK_SHEET
from tests.builders import Page, write
from tests.checking import check_file, check_files

HEADER = ["编号", "重点任务", "完成值", "进展情况"]
FINE = [["5.2", None, "启动", None]]


def report(
    path: Path, *rows: Sequence[Any], department: str = "市教育局", period: str = "2020年6月", mark: str = ""
) -> Path:
    """A report of these rows; `mark` is matrix and version of its template."""
    head: list[list[Any]] = [[f"填报单位：{department}"], [f"报告期：{period}"], HEADER]
    pages = [Page(rows=[*head, *(rows or FINE)])]
    if mark:
        matrix, version = mark.split()
        said = [["matrix", matrix], ["version", version], ["department", department], ["period", "2020-06"]]
        pages.append(Page(name=MARK_SHEET, rows=said, hidden=True))
    return write(path, *pages)


@pytest.fixture
def two_cities(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of two matrices that know different departments, and share one."""
    text = library.known()["cixi-2019-2025"].read_text(encoding="utf-8")
    folder = tmp_path / "library"
    for name, changed in (
        ("cixi-2019-2025", text),
        (
            "other-2019-2025",
            text.replace("id: cixi-2019-2025", "id: other-2019-2025")
            .replace("市教育局", "县教育局")
            .replace("慈溪", "别处")
            .replace("[教育局]", "[]")
            .replace("教育局]}", "文教局]}"),
        ),
    ):
        (folder / name).mkdir(parents=True)
        (folder / name / "matrix.yaml").write_text(changed, encoding="utf-8")
    monkeypatch.setattr(library, "folder", lambda: folder)


def codes(run: Run) -> list[list[str]]:
    return [[problem.code for problem in one.problems] for one in run.submissions]


@pytest.mark.usefixtures("two_cities")
def test_each_file_is_judged_by_the_matrix_that_knows_its_department(tmp_path: Path) -> None:
    ours = report(tmp_path / "甲.xlsx")
    theirs = report(tmp_path / "乙.xlsx", department="县教育局")
    run = check_files([ours, theirs], None)
    assert [one.matrix.id for one in run.submissions if one.matrix] == ["cixi-2019-2025", "other-2019-2025"]
    assert [len(one.findings) > 10 for one in run.submissions] == [True, True]
    assert run.matrix is None
    assert {"市教育局", "县教育局"} == {name for one in run.coverage for name in one.received}


@pytest.mark.usefixtures("two_cities")
def test_a_department_that_two_matrices_know_needs_a_word_from_the_user(tmp_path: Path) -> None:
    run = check_files([report(tmp_path / "甲.xlsx", department="市司法局")], None)
    assert codes(run) == [["matrix-unclear"]]
    assert "cixi-2019-2025、other-2019-2025" in run.submissions[0].problems[0].message


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("cixi-2019-2025 1", []),
        ("cixi-2019-2025 0", ["template-outdated"]),
        ("nowhere-2019-2025 1", ["matrix-wrong"]),
    ],
)
def test_the_template_s_mark(mark: str, expected: list[str], tmp_path: Path) -> None:
    assert codes(check_files([report(tmp_path / "甲.xlsx", mark=mark)], None)) == [expected]


def test_a_marked_template_is_not_judged_by_another_matrix(tmp_path: Path) -> None:
    cixi = load(library.known()["cixi-2019-2025"])
    run = check_files([report(tmp_path / "甲.xlsx", mark="other-2019-2025 1")], cixi)
    assert codes(run) == [["matrix-wrong"]]


def test_folders_are_walked_in_order_and_what_is_no_workbook_is_counted(tmp_path: Path) -> None:
    for name in ("b/2.xlsx", "a.xls", "~$a.xlsx", ".hidden.xlsx", "notes.txt", "c.ODS", "d.et"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = collect([tmp_path, tmp_path / "a.xls"])
    assert [one.path.removeprefix(f"{tmp_path}/") for one in found.sources] == ["a.xls", "b/2.xlsx", "c.ODS", "d.et"]
    assert len(found.passed_over) == 3


def test_a_bad_file_never_stops_the_rest_and_counts_as_unchecked(tmp_path: Path) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"")
    run = check_files([bad, report(tmp_path / "甲.xlsx")], None)
    assert codes(run) == [["file-empty"], []]
    assert run.exit_code == 3


def test_a_submission_that_cannot_be_checked_was_still_received(tmp_path: Path) -> None:
    unreadable = report(tmp_path / "甲.xlsx", period="")
    cixi = load(library.known()["cixi-2019-2025"])
    run = check_files([unreadable, report(tmp_path / "乙.xlsx", department="市总工会")], cixi)
    assert codes(run) == [["period-missing"], []]
    assert run.coverage[0].received == ("市总工会", "市教育局")


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [
        (FailOn.UNMET, {Status.UNMET}),
        (FailOn.MISSING, {Status.UNMET, Status.MISSING}),
        (FailOn.INVALID, {Status.UNMET, Status.MISSING, Status.INVALID}),
        (FailOn.BEHIND, {Status.UNMET, Status.MISSING, Status.INVALID, Status.BEHIND}),
        (FailOn.REVIEW, {Status.UNMET, Status.MISSING, Status.INVALID, Status.BEHIND, Status.REVIEW}),
        (FailOn.NEVER, set()),
    ],
)
def test_what_fails_a_run(fail_on: FailOn, failing: set[Status], tmp_path: Path) -> None:
    assert fail_on.statuses() == failing
    run = check_files([report(tmp_path / "甲.xlsx")], None, fail_on=fail_on)
    assert run.exit_code == (1 if Status.MISSING in failing else 0)


def test_the_day_of_the_user_outranks_the_report_s(tmp_path: Path) -> None:
    checked = check_file(report(tmp_path / "甲.xlsx"), None, as_of=dt.date(2020, 12, 31))
    stage = next(one for one in checked.findings if one.indicator == "5.2a")
    assert (checked.as_of, stage.status) == (dt.date(2020, 12, 31), Status.UNMET)
    assert checked.notes == ("报表写的是2020年6月，按 --as-of 判定到2020年12月31日",)


def test_rows_that_differ_only_in_last_year_are_not_merged(tmp_path: Path) -> None:
    def verdict(*rows: Sequence[Any]) -> str:
        head = [["填报单位：市教育局"], ["报告期：2020年12月"], ["编号", "完成值", "上年值"]]
        path = write(tmp_path / "甲.xlsx", Page(rows=[*head, *rows]))
        return next(one.code for one in check_file(path, None).findings if one.indicator == "5.1a")

    one, other = ["5.1", 1.2, 1.1], ["5.1", 1.2, 1.3]
    assert (verdict(one, other), verdict(other, one), verdict(one, one)) == ("value-repeated", "value-repeated", "met")


def test_a_hidden_sheet_that_was_left_aside_is_said(tmp_path: Path) -> None:
    rows = [["填报单位：市教育局"], ["报告期：2020年6月"], HEADER, *FINE]
    path = write(tmp_path / "甲.xlsx", Page(rows=rows), Page(name="旧表", rows=rows, hidden=True))
    assert check_file(path, None).notes == ("隐藏的工作表 “旧表” 里也有填报表格，没有检查",)


@pytest.mark.skipif(sys.platform != "linux", reason="only there a file name may be any bytes")
def test_a_file_name_in_another_encoding(tmp_path: Path) -> None:
    from chanfa_check.output import contract

    good = report(tmp_path / "甲.xlsx").read_bytes()
    odd = os.fsencode(tmp_path) + b"/" + "教育局".encode("gbk") + b".xlsx"
    with open(odd, "wb") as file:  # noqa: PTH123  (no Path holds bytes)
        file.write(good)
    run = check_files([Path(os.fsdecode(odd))], None)
    assert codes(run) == [[]]
    assert f"{tmp_path}/教育局.xlsx".encode() in contract.encode(run)


@pytest.mark.parametrize(
    ("indicator", "cells", "code"),
    [
        ("11.1a", ["79.99万", "万元"], "on-track"),
        ("11.1a", ["800000", "万元"], "value-out-of-scale"),
        ("11.1a", ["80万", ""], "met-early"),
    ],
)
def test_a_scale_is_never_counted_twice(indicator: str, cells: list[str], code: str, tmp_path: Path) -> None:
    head = [["填报单位：市总工会"], ["报告期：2020年11月"], ["编号", "完成值", "单位"]]
    path = write(tmp_path / "甲.xlsx", Page(rows=[*head, [indicator, *cells]]))
    found = next(one for one in check_file(path, None).findings if one.indicator == indicator)
    assert found.code == code
