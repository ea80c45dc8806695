"""The benchmark's reports are sound workbooks, and what they seem to be."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from python_calamine import load_workbook

from chanfa_check.model import Matrix, Status
from tests.bench import made, matrix
from tests.bench.made import Kind, Report
from tests.checking import check_file

_NUMBER = re.compile(rb"<v>[^<]*</v>")


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Matrix:
    return matrix.written(tmp_path_factory.mktemp("targets"))


def test_every_department_has_sixty_rows(sixty: Matrix) -> None:
    assert len(sixty.indicators()) == len(sixty.tasks) == matrix.ROWS
    for task in sixty.tasks:
        assert sorted([task.lead, *task.partners]) == sorted(sixty.departments)


def test_slots_come_before_second_files(sixty: Matrix) -> None:
    slots = len(sixty.departments) * 84
    reports = [made.report(sixty, number) for number in range(4 * slots)]
    first = [(one.department, one.day) for one in reports[:slots]]
    assert len(set(first)) == slots
    assert [(one.department, one.day) for one in reports[slots : 2 * slots]] == first
    assert [one.seed for one in reports[slots : 2 * slots]] == list(range(slots))
    assert [one.seed for one in reports[2 * slots :]] == list(range(2 * slots, 4 * slots))
    assert not any(one.changed for one in reports[: 2 * slots])
    assert 0.02 < sum(one.changed for one in reports[2 * slots :]) / (2 * slots) < 0.04


@pytest.mark.parametrize("kind", Kind)
def test_everybody_reads_the_same_rows_from_them(kind: Kind, sixty: Matrix, tmp_path: Path) -> None:
    leads = max(sixty.leads(), key=[task.lead for task in sixty.tasks].count)
    for department in (leads, next(name for name in sixty.departments if name not in sixty.leads())):
        content = made.maker(sixty, kind)(_report(sixty, department))
        path = tmp_path / f"{department}.xlsx"
        path.write_bytes(content)
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
        rows = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
        numbers = {task.id for task in sixty.tasks} | sixty.indicators().keys()
        ours = [row for row in rows if row[0] in numbers]
        theirs = [row for row in load_workbook(str(path)).get_sheet_by_index(0).to_python() if row[0] in numbers]
        assert len(ours) == len(theirs) == matrix.ROWS
        assert not re.search("[〔〕]|7777[0-9]{4}", f"{ours}{theirs}")
        checked = check_file(path, sixty)
        assert (checked.department, str(checked.as_of)) == (department, "2020-06-30")
        assert (checked.problems, checked.notes, len(checked.observations)) == ((), (), matrix.ROWS)
        assert {one.status for one in checked.findings}.isdisjoint({Status.INVALID, Status.MISSING})
        assert len({one.task for one in checked.findings}) == matrix.ROWS


@pytest.mark.parametrize("kind", Kind)
def test_second_files_differ_as_they_say(kind: Kind, sixty: Matrix) -> None:
    make, department = made.maker(sixty, kind), sixty.leads()[0]
    one = _report(sixty, department)
    story, number = Report(one.department, one.day, 2, False), Report(one.department, one.day, 1, True)
    assert make(one) == make(one)
    assert _parts(make(one)) != _parts(make(story))
    assert _differing(make(one), make(story)) == 0
    assert _differing(make(one), make(number)) == 1


def _report(sixty: Matrix, department: str) -> Report:
    day = next(one.day for one in (made.report(sixty, n) for n in range(600)) if str(one.day) == "2020-06-30")
    return Report(department, day, 1, False)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _differing(one: bytes, other: bytes) -> int:
    """How many values in the cells of the first sheet differ."""
    name = "xl/worksheets/sheet1.xml"
    values = (_NUMBER.findall(_parts(one)[name]), _NUMBER.findall(_parts(other)[name]))
    return sum(mine != theirs for mine, theirs in zip(*values, strict=True))
