"""What is filled in is read back whole."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from chanfa_check.model import Indicator, Measure, Observation, Role, Value
from chanfa_check.quantity.unit import is_countable
from chanfa_check.submission.contents import look_through
from chanfa_check.submission.read import read_submission
from chanfa_check.submission.workbook import read_workbook
from chanfa_check.template.inputs import choices
from chanfa_check.template.lines import items
from chanfa_check.verdict.check import check

from .made import JUNE, MATRIX, PLACES, blank, leads, opened, read, rows
from .test_verdicts import put, said_of

BOOKS = {
    (department, day): opened(blank(department, day))
    for department, day in (
        ("市教育局", JUNE),
        ("市总工会", dt.date(2021, 12, 31)),
        ("市应急管理局", dt.date(2025, 12, 31)),
        ("市住建局", dt.date(2022, 3, 31)),
        ("市委组织部", dt.date(2019, 9, 30)),
        ("市人力社保局", JUNE),
    )
}
WORDS = st.text("一二三已开展推进完工作会议，。=+-@ab12\n", min_size=2, max_size=30).map(lambda text: f"记{text}止")


@st.composite
def filled(
    draw: st.DrawFn, indicator: Indicator, day: dt.date
) -> tuple[Value | None, Decimal | None, tuple[int, int] | None, str]:
    """A value, last year's, its parts and a narrative, each of them there or not."""
    words = draw(st.one_of(st.just(""), WORDS))
    if indicator.measure is Measure.NARRATIVE or items(indicator):
        return None, None, None, words
    if indicator.measure is Measure.STAGE:
        return draw(st.sampled_from([None, *(shown for shown, _ in choices(indicator))])), None, None, words
    if indicator.measure is Measure.DATES:
        held = st.lists(st.dates(dt.date(2019, 1, 1), day), min_size=1, max_size=3, unique=True)
        return draw(st.one_of(st.none(), st.just("未举办"), held.map(tuple))), None, None, words
    most = 100 if indicator.unit == "%" else 99999
    places = 0 if is_countable(indicator.unit) else 3
    amounts = st.decimals(0, most, places=places, allow_nan=False)
    last = draw(st.one_of(st.none(), amounts)) if indicator.compares_years else None
    parts = None
    if indicator.unit == "%" and draw(st.booleans()):
        lower = draw(st.integers(1, 5000))
        parts = (draw(st.integers(0, lower)), lower)
    return draw(st.one_of(st.none(), amounts)), last, parts, words


def fill(
    sheet: Worksheet,
    row: int,
    unit: str,
    given_values: tuple[Value | None, Decimal | None, tuple[int, int] | None, str],
) -> None:
    value, last, parts, words = given_values
    put(sheet, row, "完成值", value, unit)
    put(sheet, row, "上年值", last, unit)
    for column, part in zip(("分子", "分母"), parts or (None, None), strict=True):
        sheet.cell(row, PLACES[column]).value = part
    cell = sheet.cell(row, PLACES["进展情况"])
    cell.value = words or None
    cell.data_type = "s" if words else "n"


def wanted_value(indicator: Indicator, value: Value | None, parts: tuple[int, int] | None, words: str) -> Value | None:
    if indicator.measure is Measure.NARRATIVE:
        return words.strip() or None
    if value is None and parts:
        return Decimal(parts[0]) * 100 / parts[1]
    if value == "未举办":
        return ()
    return "" if value == "未启动" else value


@pytest.mark.parametrize(("department", "day"), BOOKS)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_filled_in_is_read_back(department: str, day: dt.date, data: st.DataObject) -> None:
    book, sheet = BOOKS[department, day]
    places = rows(sheet)
    given_values = {one.id: data.draw(filled(one, day), one.id) for _, one in leads(department)}
    for _, indicator in leads(department):
        if not items(indicator):
            fill(sheet, places[indicator.id], indicator.unit, given_values[indicator.id])
    helped = {number: data.draw(st.one_of(st.just(""), WORDS)) for number in places if number[-1].isdigit()}
    for number, words in helped.items():
        cell = sheet.cell(places[number], PLACES["进展情况"])
        cell.value = words or None
        cell.data_type = "s" if words else "n"
    with tempfile.TemporaryDirectory() as folder:
        found = read(book, Path(folder))
    assert (found.problems, found.strays, found.department) == ((), (), department)
    seen: dict[str, Observation] = {one.indicator: one for one in found.observations if one.role is Role.LEAD}
    for _, indicator in leads(department):
        if items(indicator):
            continue
        value, last, parts, words = given_values[indicator.id]
        one = seen.pop(indicator.id)
        assert one.fault is None and one.last_year_fault is None
        assert one.value == wanted_value(indicator, value, parts, words), indicator.id
        assert (one.last_year, one.parts, one.narrative) == (last, parts, words.strip()), indicator.id
    assert all(items(next(i for _, i in leads(department) if i.id == rest)) for rest in seen)
    partners = {one.task: one.narrative for one in found.observations if one.role is Role.PARTNER}
    assert partners == {number: words.strip() for number, words in helped.items()}


def test_the_day_of_filling_in_is_read(tmp_path: Path) -> None:
    book, sheet = opened(blank("团市委"))
    label = next(cell for cell in sheet[2] if cell.value == "填报日期：")
    sheet.cell(2, label.column + 1).value = dt.date(2020, 7, 3)
    assert read(book, tmp_path).filled == dt.date(2020, 7, 3)


def test_signatures_are_no_tasks(tmp_path: Path) -> None:
    book, sheet = opened(blank("团市委"))
    last = sheet.max_row
    assert [sheet.cell(last, number).value for number in (1, 5, 8)] == ["填表人：", "审核人：", "联系电话："]
    for number in (3, 6, 9):
        assert not sheet.cell(last, number).protection.locked
        sheet.cell(last, number).value = "13800000000"
    before = read(blank("团市委"), tmp_path)
    after = read(book, tmp_path)
    assert (after.observations, after.strays, after.problems) == (before.observations, (), ())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_office_program_shows_the_tools_verdicts(tmp_path: Path) -> None:
    """The one test that has a real spreadsheet program work the formulas out, and save over them."""
    book, sheet = opened(blank("市教育局"))
    places = rows(sheet)
    values: dict[str, float | str] = {
        "5.1a": 1.15,
        "5.3b": 0.57,
        "18.4a": 0.6,
        "5.4a": 6,
        "5.4b": 1,
        "5.4c": 2,
        "5.4d": 1,
        "5.4e": 2,
    }
    values |= {"5.4f": 10, "5.4g": 2, "5.2a": "未启动", "5.3a": "启动"}
    for number, value in values.items():
        sheet.cell(places[number], PLACES["完成值"]).value = value
    (tmp_path / "in").mkdir()
    source = tmp_path / "in" / "市教育局.xlsx"
    book.save(source)
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    saved = read_workbook(tmp_path / "市教育局.xlsx")
    found = read_submission(look_through(saved), "市教育局.xlsx", "市教育局", MATRIX)
    table = next(one for one in saved.sheets if one.name == "填报表").rows
    for finding in check(found, MATRIX, JUNE):
        row = places[finding.indicator or ""]
        shown = table[row].get(PLACES["自查"])
        filled_in = finding.actual is not None and finding.unit != "文字"
        assert (shown.value if shown else "") == (said_of(finding) if filled_in else ""), finding.indicator
