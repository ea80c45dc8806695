"""自查 says what the tool says: every indicator, on and around every threshold, on several dates."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl.worksheet.worksheet import Worksheet

from chanfa_check.model import Finding, Indicator, Light, Measure, Observation, Place, Role, Status, Task, Value
from chanfa_check.quantity.unit import is_countable
from chanfa_check.template.grade import GREEN, RED, YELLOW
from chanfa_check.template.inputs import choices
from chanfa_check.template.lines import items
from chanfa_check.verdict.check import check
from chanfa_check.verdict.judge import judge, occasion_of, requirements

from .excel import Sheets
from .made import JUNE, MATRIX, PLACES, blank, leads, opened, read, rows

DAYS = (
    dt.date(2019, 3, 31),
    JUNE,
    dt.date(2020, 12, 31),
    dt.date(2022, 11, 30),
    dt.date(2025, 6, 30),
)
WORDS = {
    Status.MET: "达标",
    Status.ON_TRACK: "进度正常",
    Status.UNMET: "未达标",
    Status.NOT_DUE: "未到期",
    Status.INVALID: "填报有误",
}


def said_of(finding: Finding) -> str:
    """What 自查 should show for the tool's finding."""
    if finding.status is Status.BEHIND:
        return "滞后较多" if finding.light is Light.RED else "滞后"
    if (finding.status, finding.code) == (Status.MISSING, "last-year-missing"):
        return "缺上年值"
    return WORDS.get(finding.status, "")


def put(sheet: Worksheet, row: int, column: str, value: Value | None, unit: str) -> None:
    """Writes a value as Excel stores it once it is typed."""
    cell = sheet.cell(row, PLACES[column])
    if isinstance(value, Decimal):
        cell.value = float(value / 100) if unit == "%" and column in ("完成值", "上年值") else float(value)
    elif isinstance(value, tuple):
        cell.value = "、".join(day.isoformat() for day in value) if len(value) != 1 else value[0]
    else:
        cell.value = value


def judged(
    task: Task,
    indicator: Indicator,
    day: dt.date,
    value: Value | None,
    last_year: Decimal | None = None,
    parts: tuple[Decimal, Decimal] | None = None,
) -> Finding:
    place = Place("填报表", "H1")
    seen = Observation(
        task=task.id,
        indicator=indicator.id,
        role=Role.LEAD,
        place=place,
        value=value,
        last_year=last_year,
        parts=parts,
    )
    return judge(task, indicator, [seen], MATRIX, day)


def thresholds(indicator: Indicator, day: dt.date, last_year: Decimal | None) -> set[Decimal]:
    """Every number that a verdict may turn at."""
    required, upcoming = requirements(occasion_of(MATRIX, indicator, day, last_year))
    found = {item.value for item in (*required, *upcoming) if isinstance(item.value, Decimal)}
    found |= {item.pace for item in upcoming if item.pace is not None}
    red = {pace - 30 for pace in found} | {pace * Decimal("0.7") for pace in found}
    # Beyond eight places no clerk writes, and Excel keeps fifteen digits.
    return {round(one, 8) for one in found | red | {last_year or Decimal(0), Decimal(0)}}


def candidates(indicator: Indicator, day: dt.date, last_year: Decimal | None) -> list[Decimal]:
    if is_countable(indicator.unit):
        whole = {Decimal(int(one)) for one in thresholds(indicator, day, last_year)}
        around = {one + step for one in whole for step in (-1, 0, 1)}
    else:
        around = {
            one + step
            for one in thresholds(indicator, day, last_year)
            for step in (Decimal("-0.0001"), Decimal(0), Decimal("0.0001"))
        }
    most = Decimal(100) if indicator.unit == "%" else Decimal("1e9")
    return sorted(one for one in around if 0 <= one <= most)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("department", ["市总工会", "市教育局", "市人力社保局", "市应急管理局", "市委组织部"])
def test_numbers_get_the_tools_verdict(department: str, day: dt.date) -> None:
    book, sheet = opened(blank(department, day))
    sheets, places = Sheets(book), rows(sheet)
    for task, indicator in leads(department):
        if indicator.measure is not Measure.NUMBER or items(indicator):
            continue
        row = places[indicator.id]
        top = Decimal(100) if indicator.unit == "%" else Decimal(50)  # more than 60 倍 is out of scale
        lasts = (None, Decimal("34.9"), Decimal("1.15"), top) if indicator.compares_years else (None,)
        for last in lasts:
            put(sheet, row, "上年值", last, indicator.unit)
            for value in candidates(indicator, day, last):
                put(sheet, row, "完成值", value, indicator.unit)
                wanted = said_of(judged(task, indicator, day, value, last))
                assert sheets.changed().value("填报表", f"L{row}") == wanted, (indicator.id, day, value, last)


@pytest.mark.parametrize("department", ["市总工会", "市教育局", "市住建局", "市卫生健康局"])
@pytest.mark.parametrize("day", DAYS)
def test_stages_get_the_tools_verdict(department: str, day: dt.date) -> None:
    book, sheet = opened(blank(department, day))
    for task, indicator in leads(department):
        if indicator.measure is Measure.STAGE:
            row = rows(sheet)[indicator.id]
            for shown, stage in choices(indicator):
                put(sheet, row, "完成值", shown, indicator.unit)
                wanted = said_of(judged(task, indicator, day, stage))
                assert Sheets(book).value("填报表", f"L{row}") == wanted, (indicator.id, shown)


@pytest.mark.parametrize("department", ["市总工会", "市人力社保局"])
@pytest.mark.parametrize("day", DAYS)
def test_dates_get_the_tools_verdict(department: str, day: dt.date) -> None:
    book, sheet = opened(blank(department, day))
    sheets, places = Sheets(book), rows(sheet)
    edges = [dt.date(2019, 1, 1), dt.date(day.year, 1, 1), dt.date(day.year, 5, 1), day, dt.date(2021, 1, 1)]
    days = {edge + dt.timedelta(days=step) for edge in edges for step in (-1, 0, 1)}
    for task, indicator in leads(department):
        if indicator.measure is Measure.DATES:
            for held in [(), *((one,) for one in sorted(days))]:
                put(sheet, places[indicator.id], "完成值", held or "未举办", indicator.unit)
                wanted = said_of(judged(task, indicator, day, held))
                assert sheets.changed().value("填报表", f"L{places[indicator.id]}") == wanted, (indicator.id, held)


def test_shares_are_judged_by_their_parts() -> None:
    book, sheet = opened(blank("市教育局"))
    sheets, row = Sheets(book), rows(sheet)["18.4a"]
    task, indicator = next(pair for pair in leads("市教育局") if pair[1].id == "18.4a")
    for value, upper, lower in (
        ("60", "599", "1000"),  # rounds to 60, and is 59.9
        ("59.9", "599", "1000"),
        ("60", "595", "1000"),
        ("60", "594", "1000"),
        ("60", "600", "1000"),
        ("66.67", "2", "3"),
        ("66.66", "2", "3"),
        ("60.0", "6", "5"),
        ("60", "6", "0"),
        ("57", "57", "100"),
    ):
        given = Decimal(upper), Decimal(lower)
        for column, one in zip(("完成值", "分子", "分母"), (Decimal(value), *given), strict=True):
            put(sheet, row, column, one, "%")
        wanted = said_of(judged(task, indicator, JUNE, Decimal(value), parts=given))
        assert sheets.changed().value("填报表", f"L{row}") == wanted, (value, upper, lower)


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({}, ""),
        ({"分子": 6, "分母": 10}, "达标"),
        ({"分子": 59, "分母": 100}, "未达标"),
        ({"分子": 6}, "填报有误"),
        ({"完成值": 0.6}, "达标"),
        ({"完成值": 0.5999}, "未达标"),
        ({"完成值": -0.1}, "填报有误"),
        ({"完成值": 1.01}, "填报有误"),
        ({"完成值": 0}, "未达标"),
        ({"完成值": "约六成"}, ""),
        ({"上年值": 0.5}, ""),
    ],
)
def test_an_empty_row_says_nothing_and_zero_is_not_empty(filled: dict[str, float | str], said: str) -> None:
    book, sheet = opened(blank("市教育局"))
    row = rows(sheet)["18.4a"]
    for column, value in filled.items():
        sheet.cell(row, PLACES[column]).value = value
    assert Sheets(book).value("填报表", f"L{row}") == said


def test_a_broken_count_is_wrong() -> None:
    book, sheet = opened(blank("市应急管理局"))
    row = rows(sheet)["19.3a"]
    for value, said in ((8000, "达标"), (7999, "进度正常"), (0.8, "填报有误"), (-1, "填报有误")):
        sheet.cell(row, PLACES["完成值"]).value = value
        assert Sheets(book).value("填报表", f"L{row}") == said


def test_a_composite_is_computed_once_all_its_items_are_there(tmp_path: Path) -> None:
    book, sheet = opened(blank("市教育局", dt.date(2020, 12, 31)))
    places = rows(sheet)
    amounts = dict(zip("abcdefg", (9, 1, 2, 1, 3, 10, 2), strict=True))
    for letter, amount in amounts.items():
        assert Sheets(book).value("填报表", f"H{places['5.4h']}") == ""
        assert Sheets(book).value("填报表", f"L{places['5.4h']}") == ""
        sheet.cell(places[f"5.4{letter}"], PLACES["完成值"]).value = amount
    shown = Sheets(book).value("填报表", f"H{places['5.4h']}")
    found = check(read(book, tmp_path), MATRIX, dt.date(2020, 12, 31))
    finding = next(one for one in found if one.indicator == "5.4h")
    assert isinstance(finding.actual, Decimal) and isinstance(shown, float)
    assert abs(finding.actual / 100 - Decimal(shown)) < Decimal("1e-12")
    assert Sheets(book).value("填报表", f"L{places['5.4h']}") == said_of(finding) == "未达标"


def test_lights_other_than_the_default_are_kept() -> None:
    from chanfa_check.model import Lights
    from chanfa_check.template.grade import target_grades

    _, indicator = next(pair for pair in leads("市委组织部") if pair[1].id == "1.1a")
    lights = Lights(yellow=Decimal(5), red=Decimal(6))
    occasion = replace(occasion_of(MATRIX, indicator, JUNE), lights=lights)
    book, sheet = opened(blank("市委组织部"))
    for value, grade in (("22.5", 3), ("22.4999", 4), ("21.5", 4), ("21.4999", 5), ("19.99", 6), ("35", 2)):
        sheet["P1"] = float(value)
        assert Sheets(book).formula(target_grades(occasion, "$P$1", "$P$2")[0], "填报表") == grade, value


def test_every_verdict_has_one_colour_and_the_row_takes_it() -> None:
    for department in MATRIX.leads():
        _, sheet = opened(blank(department))
        ruled: dict[int, list[tuple[str, str]]] = {}
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                assert rule.stopIfTrue and rule.dxf is not None and rule.dxf.fill is not None
                columns = {cell[0] for cell in str(area.sqref).split()}
                assert {"A", "H", "L"} <= columns and not columns & {"B", "C"}
                row = int("".join(char for char in str(area.sqref).split()[0] if char.isdigit()))
                ruled.setdefault(row, []).append((rule.formula[0], rule.dxf.fill.bgColor.rgb))
        wanted = [rows(sheet)[one.id] for _, one in leads(department) if one.measure is not Measure.NARRATIVE]
        assert sorted(ruled) == wanted
        for row, rules in ruled.items():
            for words, colour, (formula, fill) in zip(
                (RED, YELLOW, GREEN), ("00FFC7CE", "00FFEB9C", "00C6EFCE"), rules, strict=True
            ):
                tests = ",".join(f'$L${row}="{word}"' for word in words)
                assert (formula, fill) == (f"OR({tests})", colour)
    assert not {*RED} & {*GREEN, *YELLOW} and not {*GREEN} & {*YELLOW}
