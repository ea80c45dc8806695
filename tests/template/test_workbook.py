from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from chanfa_check.model import Mark, Measure, Period, Role, Status
from chanfa_check.submission.contents import read_mark
from chanfa_check.submission.workbook import read_workbook
from chanfa_check.template.columns import COLUMNS, NUMBERS, WORDS
from chanfa_check.template.lines import items
from chanfa_check.template.workbook import HEADER_ROW, SHEET, template_bytes
from chanfa_check.verdict.check import check

from .made import JUNE, MATRIX, PLACES, blank, leads, opened, read, rows

DAYS = (dt.date(2019, 12, 31), JUNE, dt.date(2025, 2, 28))
EDUCATION, UNION, LABOUR = "市教育局", "市总工会", "市人力社保局"


@pytest.mark.parametrize("day", DAYS)
def test_the_empty_template_of_every_lead_is_read_back_blank(day: dt.date, tmp_path: Path) -> None:
    for department in MATRIX.leads():
        found = read(blank(department, day), tmp_path)
        assert (found.problems, found.strays, found.department, found.filled) == ((), (), department, None)
        assert found.period == Period(day.replace(day=1), day)
        mark = read_mark(read_workbook(tmp_path / "报表.xlsx"))
        assert mark == Mark(MATRIX.id, MATRIX.version, department, f"{day:%Y-%m}")
        led = [one for one in found.observations if one.role is Role.LEAD]
        assert [one.indicator for one in led] == [indicator.id for _, indicator in leads(department)]
        assert all(
            (one.raw, one.value, one.fault, one.narrative, one.parts) == ("", None, None, "", None) for one in led
        )
        supported = [task.id for task in MATRIX.tasks if MATRIX.role(department, task) is Role.PARTNER]
        assert [one.task for one in found.observations if one.role is Role.PARTNER] == supported


def test_an_empty_template_passes_nothing(tmp_path: Path) -> None:
    for department in MATRIX.leads():
        findings = check(read(blank(department), tmp_path), MATRIX, JUNE)
        assert {one.status for one in findings} <= {Status.MISSING, Status.NOT_DUE}


def test_a_department_that_only_supports_gets_its_rows(tmp_path: Path) -> None:
    found = read(blank("市财政局"), tmp_path)
    assert {one.role for one in found.observations} == {Role.LEAD, Role.PARTNER}
    _, sheet = opened(blank("市司法局"))
    assert list(rows(sheet)) == ["2.1"]


def test_a_day_inside_the_month_stands_for_the_month() -> None:
    assert template_bytes(MATRIX, "团市委", dt.date(2020, 6, 3)) == blank("团市委")


def test_the_same_input_gives_the_same_bytes() -> None:
    assert template_bytes(MATRIX, EDUCATION, JUNE) == blank(EDUCATION)
    with zipfile.ZipFile(io.BytesIO(blank(EDUCATION))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    book, _ = opened(blank(EDUCATION))
    assert book.properties.created == book.properties.modified == dt.datetime(2020, 6, 30)


def test_the_matrix_stands_in_it_verbatim() -> None:
    for department in (EDUCATION, LABOUR, UNION):
        _, sheet = opened(blank(department))
        written = {sheet.cell(row, PLACES["重点任务"]).value for row in rows(sheet).values()}
        assert {task.duty for task, _ in leads(department)} <= written
        schedules = {sheet.cell(row, PLACES["时间进度"]).value for row in rows(sheet).values()}
        assert {task.schedule for task, _ in leads(department)} <= schedules


@pytest.mark.parametrize(
    ("department", "indicator", "words"),
    [
        ("市委组织部", "1.1a", "已到期：不低于 20%（2019年）\n下一目标：不低于 35%（2020年），序时进度 27.5%"),
        (UNION, "3.4a", "随时保持：不低于 95%"),
        (UNION, "20.1a", "已到期：不晚于2020年4月30日举办"),
        (
            UNION,
            "3.3a",
            "已到期：不低于 35%（2019年）\n"
            "下一目标：不低于 37.1%（2020年，没有上年实际值，按2019年 35% 逐年递增 6% 推算）\n"
            "下一目标：不低于 50%（2025年）\n与上年比较，请填上年值",
        ),
        (EDUCATION, "5.2a", "已到期：进到“启动”（2019年）\n下一目标：进到“完成”（2020年）"),
        (
            EDUCATION,
            "5.4h",
            "已到期：不低于 50%（2019年）\n下一目标：不低于 70%（2020年），序时进度 60%\n由分项计算，不必填",
        ),
        (LABOUR, "13.3a", "随时保持：不超过 36 个月"),
        (EDUCATION, "5.5a", "有进展说明"),
        (EDUCATION, "6.1", "填写配合情况"),
    ],
)
def test_what_is_required_by_now_is_said(department: str, indicator: str, words: str) -> None:
    _, sheet = opened(blank(department))
    assert sheet.cell(rows(sheet)[indicator], PLACES["本期要求"]).value == words


def test_inputs_are_open_and_all_else_is_locked() -> None:
    for department in MATRIX.leads():
        book, sheet = opened(blank(department))
        assert all(one.protection.sheet and not one.protection.password for one in book.worksheets)
        for task_indicator in leads(department):
            indicator = task_indicator[1]
            row = rows(sheet)[indicator.id]
            number = indicator.measure is not Measure.NARRATIVE and not items(indicator)
            wanted = set(WORDS)
            wanted |= {"完成值"} if number else set()
            wanted |= {"上年值"} if indicator.compares_years else set()
            wanted |= {"分子", "分母"} if number and indicator.unit == "%" else set()
            cells = {column.name: sheet.cell(row, PLACES[column.name]) for column in COLUMNS}
            assert {name for name, cell in cells.items() if not cell.protection.locked} == wanted, indicator.id
        assert all(sheet.cell(HEADER_ROW, number).protection.locked for number in PLACES.values())


def _validations(department: str) -> dict[str, tuple[str | None, str | None, str | None, str | None, str]]:
    _, sheet = opened(blank(department))
    names = {row: number for number, row in rows(sheet).items()}
    columns = {number: name for name, number in PLACES.items()}
    found = {}
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            assert area.size == {"rows": 1, "columns": 1}
            cell = sheet.cell(area.min_row, area.min_col)
            key = f"{names[area.min_row]} {columns[area.min_col]}"
            found[key] = (rule.type, rule.operator, rule.formula1, rule.formula2, cell.number_format)
            assert rule.prompt and len(rule.prompt) <= 255 and rule.showInputMessage
            assert rule.promptTitle and len(rule.promptTitle) <= 32
            if rule.type:
                assert (
                    rule.error
                    and len(rule.error) <= 225
                    and rule.showErrorMessage
                    and rule.errorStyle in (None, "stop")
                )
    return found


def test_inputs_are_validated_by_unit() -> None:
    education, labour, union = _validations(EDUCATION), _validations(LABOUR), _validations(UNION)
    assert education["18.4a 完成值"] == ("decimal", "between", "0", "1", "0.00##%")
    assert education["18.4a 分子"] == ("decimal", "greaterThanOrEqual", "0", None, "General")
    assert education["18.4a 分母"] == ("decimal", "greaterThan", "0", None, "General")
    assert education["5.4a 完成值"] == ("whole", "greaterThanOrEqual", "0", None, "#,##0")
    assert education["5.1a 完成值"] == ("decimal", "greaterThanOrEqual", "0", None, "0.##########")
    assert education["5.1a 上年值"] == education["5.1a 完成值"]
    assert labour["13.3a 完成值"] == ("decimal", "greaterThanOrEqual", "0", None, "#,##0.##########")
    assert union["11.1a 完成值"] == labour["13.3a 完成值"]
    assert "5.4h 完成值" not in education and "5.5a 完成值" not in education
    assert {key.split()[1] for key in education} <= {*NUMBERS, *WORDS}


def test_a_percentage_that_is_no_share_may_pass_100() -> None:
    tasks = tuple(
        replace(task, indicators=tuple(replace(one, share=False) for one in task.indicators)) for task in MATRIX.tasks
    )
    _, sheet = opened(template_bytes(replace(MATRIX, tasks=tasks), EDUCATION, JUNE))
    rule = next(one for one in sheet.data_validations.dataValidation if one.promptTitle == "18.4a 完成值")
    assert (rule.operator, rule.formula1, rule.formula2) == ("greaterThanOrEqual", "0", None)


def test_a_stage_is_chosen_from_its_list() -> None:
    book, sheet = opened(blank("市住建局"))
    kind, _, listed, _, shape = _validations("市住建局")["21.1a 完成值"]
    assert (kind, shape) == ("list", "@")
    name, _, area = str(listed).partition("!")
    assert [cell.value for row in book[name][area.replace("$", "")] for cell in row] == [
        "未启动",
        "启动",
        "完成制定",
        "试行",
    ]
    assert book[name].sheet_state == "veryHidden"
    assert sheet.cell(rows(sheet)["21.1a"], PLACES["自查"]).value


def test_a_date_is_held_to_the_period_and_text_passes() -> None:
    kind, _, formula, _, shape = _validations(UNION)["20.1a 完成值"]
    assert (kind, shape) == ("custom", "yyyy-mm-dd")
    assert formula is not None and "DATE(2019,1,1)" in formula and "DATE(2020,7,1)" in formula and "ISTEXT" in formula


def test_the_sheet_prints_on_landscape_a4_under_its_headers() -> None:
    _, sheet = opened(blank(UNION))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"
    assert sheet.freeze_panes == f"B{HEADER_ROW + 1}"
    assert all(sheet.row_dimensions[row].height >= 24 for row in rows(sheet).values())


def test_only_the_report_is_visible() -> None:
    book, _ = opened(blank(UNION))
    assert [(one.title, one.sheet_state) for one in book.worksheets] == [
        (SHEET, "visible"),
        ("计算", "veryHidden"),
        ("chanfa-check", "veryHidden"),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+增加", "-减少", "@某人", '=HYPERLINK("http://a","b")'])
def test_a_text_of_the_matrix_is_never_a_formula(text: str, tmp_path: Path) -> None:
    task = next(one for one in MATRIX.tasks if one.id == "5.5")
    changed = replace(task, duty=text, schedule=text)
    matrix = replace(MATRIX, tasks=tuple(changed if one.id == "5.5" else one for one in MATRIX.tasks))
    data = template_bytes(matrix, EDUCATION, JUNE)
    _, sheet = opened(data)
    cell = sheet.cell(rows(sheet)["5.5a"], PLACES["重点任务"])
    assert (cell.value, cell.quotePrefix) == (text, True)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b"<f>1+1" not in package.read("xl/worksheets/sheet1.xml")
        assert b"<f>HYPERLINK" not in package.read("xl/worksheets/sheet1.xml")
    assert read(data, tmp_path).problems == ()
