"""What stands in the cells of one row: numbers and their units, parts, stages, dates, narratives."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from chanfa_check.submission.headers import header_unit
from tests.builders import Page

from .reading import EDUCATION, LABOUR, TASKS, UNION, lines, read

HELD = dt.date(2020, 4, 28)


def one(task: str, value: Any, unit: str | None = None, name: str = UNION, header: str = "完成值", **page: Any) -> str:
    """What is told of the value alone, in a row that has its unit."""
    submission = read(Page(rows=[["编号", "单位", header], [task, unit, value]], **page), name=name)
    (line,) = lines(submission)
    return line.split("C2 ")[1]


@pytest.mark.parametrize(
    ("value", "unit", "result"),
    [
        (96, None, "96"),
        (96, "%", "96"),
        (96, "％", "96"),
        (96, "百分比", "96"),
        ("96％", None, "96"),
        ("９６％", None, "96"),
        ("96%以上", None, "96 at_least"),
        ("约96%", None, "96 about"),
        ("九十六", None, "96"),
        ("百分之九十六", None, "96"),
        ("全覆盖", None, "100"),
        ("96/100", None, "96 96/100"),
        (0, None, "0"),
        ("0", None, "0"),
        (None, None, "-"),
        ("  ", None, "-"),
        (0.96, None, "!percent-ambiguous"),
        ("0.96", "%", "!percent-ambiguous"),
        (0.96, "%", "!percent-ambiguous"),
        (1, None, "!percent-ambiguous"),
        ("无任务", None, "!no-value-word"),
        ("/", None, "!no-value-word"),
        ("已完成", None, "!not-a-number"),
        (True, None, "!not-a-number"),
        ("=A1/B1", None, "!formula-unsaved"),
        ("#DIV/0!", None, "!cell-error"),
        (dt.date(2020, 6, 1), None, "!date-for-number"),
        (dt.time(9, 30), None, "!date-for-number"),
        ("2020年12月达到96%", None, "!not-actual"),
        (96, "人", "!unit-contradicts"),
        (96, "百分点", "!unit-contradicts"),
        ("96%", "户", "!unit-contradicts"),
        ("96人", "%", "!unit-contradicts"),
    ],
)
def test_a_percentage(value: Any, unit: str | None, result: str) -> None:
    assert one("3.4", value, unit) == result


@pytest.mark.parametrize(
    ("value", "code", "result"), [(0.96, "0%", "96"), (0.005, "0.0%", "0.5"), (0, "0%", "0"), (35, "0.00%", "3500")]
)
def test_a_percent_cell(value: float, code: str, result: str) -> None:
    assert one("3.4", value, "%", formats={"C2": code}) == result
    assert one("3.4", value, None, formats={"C2": code}) == result


@pytest.mark.parametrize(
    ("task", "name", "value", "unit", "result"),
    [
        ("6.2", LABOUR, "0.8万人", None, "8000"),
        ("6.2", LABOUR, 0.8, "万人", "8000"),
        ("6.2", LABOUR, "8000人", "万人", "8000"),
        ("6.2", LABOUR, "1,200", None, "1200"),
        ("6.2", LABOUR, "100多人", None, "100 above"),
        ("6.2", LABOUR, "100家", None, "!unit-contradicts"),
        ("5.1", EDUCATION, "1.1倍", None, "1.1"),
        ("5.1", EDUCATION, "110%", None, "1.1"),
        ("5.1", EDUCATION, 110, "%", "1.1"),
        ("11.1a", UNION, "80万元", None, "80"),
        ("11.1a", UNION, 800000, "元", "80"),
        ("11.1a", UNION, "80万元", "元", "80"),
    ],
)
def test_other_units(task: str, name: str, value: Any, unit: str | None, result: str) -> None:
    assert one(task, value, unit, name) == result


@pytest.mark.parametrize(
    ("task", "name", "header", "value", "result"),
    [
        ("3.4", UNION, "完成值（%）", 96, "96"),
        ("3.4", UNION, "完成值（%）", 0.96, "!percent-ambiguous"),
        ("11.1a", UNION, "完成值（%）", 80, "!unit-contradicts"),
        ("11.1a", UNION, "完成值（%）", "80万元", "80"),
        ("11.1a", UNION, "投入（万元）", 80, "80"),
        ("11.1a", UNION, "投入（元）", 800000, "80"),
        ("6.2", LABOUR, "完成值（万人）", 0.8, "8000"),
    ],
)
def test_the_headers_unit_speaks_for_bare_numbers(task: str, name: str, header: str, value: Any, result: str) -> None:
    assert one(task, value, None, name, header) == result


@pytest.mark.parametrize(
    ("upper", "lower", "value", "result"),
    [
        (96, 100, None, "B2 96 96/100"),
        ("96家", "100家", "96%", "D2 96 96/100"),
        (96, None, "96%", "B2 !parts-incomplete"),
        (None, 100, None, "C2 !parts-incomplete"),
        ("=A1", 100, None, "B2 !formula-unsaved"),
        (96, "#N/A", "96%", "C2 !cell-error"),
        (96, "约100", None, "C2 !value-inexact"),
        ("96%", 100, None, "B2 !unit-contradicts"),
        (0, 0, None, "B2 !parts-zero 0/0"),
        (96, 100, "x", "D2 !not-a-number 96/100"),
        ("/", "—", "96%", "D2 96"),
    ],
)
def test_parts(upper: Any, lower: Any, value: Any, result: str) -> None:
    rows = [["编号", "分子", "分母", "完成值"], ["3.4", upper, lower, value]]
    assert lines(read(Page(rows=rows))) == [f"3.4a {result}"]


def test_parts_of_a_multiple() -> None:
    rows = [["编号", "分子", "分母", "完成值"], ["5.1", 1100, 1000, None]]
    submission = read(Page(rows=rows), name=EDUCATION)
    assert lines(submission) == ["5.1a B2 1.1 1100/1000"]
    assert submission.observations[0].notes == ("完成值没有填，按分子、分母计算",)


def test_last_year() -> None:
    rows = [["编号", "完成值", "上年值（%）"], ["3.3", "37.5%", 35], ["11.1b", "60%", 0.5]]
    submission = read(Page(rows=rows, formats={"C3": "0%"}))
    assert lines(submission) == ["3.3a B2 37.5 上年35", "11.1b B3 60 上年50"]
    bad = read(Page(rows=[rows[0], ["3.3", "37.5%", 0.35]])).observations[0]
    assert (bad.last_year, bad.last_year_fault and bad.last_year_fault.code) == (None, "percent-ambiguous")


def test_a_yearly_number_from_a_cumulative_column_is_said() -> None:
    submission = read(Page(rows=[["编号", "累计完成"], ["6.2", 60]]), name=LABOUR)
    assert lines(submission) == ["6.2a B2 60"]
    assert submission.observations[0].notes == (
        "报表只有“累计完成”一栏，按今年1月以来的数计；如从往年起累计，请改填本年数",
    )


UNCLEAR = "!stage-unclear"


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("已启动", "启动"),
        ("已 启 动。", "启动"),
        ("推进中", "启动"),
        ("2019年启动", "启动"),
        ("已启动，正在采集数据", "启动"),
        ("已启动，完成率80%", "启动"),
        ("已启动\n完成数据采集", "完成"),
        ("已完成", "完成"),
        ("完成数据采集", "完成"),
        ("2020年5月完成数据采集", "完成"),
        ("已完成，100%", "完成"),
        ("尚未启动", "未启动"),
        ("未启动", "未启动"),
        (None, "-"),
        *(
            (text, UNCLEAR)
            for text in (
                "基本完成",
                "未完成",
                "完成50%",
                "已完成，完成率80%",
                "已完成，验收推迟",
                "数据采集完成80%",
                "2020年底前完成",
                "2020年完成",
                "2020年12月完成数据采集",
                "完成数据采集（计划）",
                "已启动，未完成",
                "待启动",
                "即将启动",
                "启动/完成",
                "无",
                "是",
                "100%",
                TASKS["9.1"].schedule,
            )
        ),
        (True, UNCLEAR),
        (1, UNCLEAR),
        (dt.date(2020, 6, 1), UNCLEAR),
        ("已完成" + "." * 30_000, UNCLEAR),
    ],
)
def test_stages(text: Any, stage: str) -> None:
    assert one("9.1", text) == stage


@pytest.mark.parametrize(
    ("task", "department"), [("5.2", "市教育局"), ("9.1", "市总工会"), ("19.4", "市卫健局"), ("21.1", "市住建局")]
)
def test_a_copied_schedule_is_no_progress(task: str, department: str) -> None:
    for year in (2020, 2022, 2025):
        assert one(task, TASKS[task].schedule, name=f"{department}{year}年12月") == UNCLEAR


@pytest.mark.parametrize(
    ("value", "result"),
    [
        (HELD, "2020-04-28"),
        (dt.datetime(2020, 4, 28, 9, 0), "2020-04-28"),
        ("2020年4月28日", "2020-04-28"),
        ("2020.4.28", "2020-04-28"),
        ("4月28日", "2020-04-28"),
        ("2020年4月20日、4月28日", "2020-04-20、2020-04-28"),
        ("2020年4月28日-30日", "2020-04-28、2020-04-30"),
        ("2019年4月28日", "2019-04-28"),
        ("未举办", "未举办"),
        ("尚未举办。", "未举办"),
        (None, "-"),
        *(
            (value, "!not-a-date")
            for value in (
                "已举办",
                "4月",
                "4.28",
                "计划9月举办",
                "2020年4月28日（计划）",
                "2月30日",
                43949,
                0,
                True,
                "否",
            )
        ),
    ],
)
def test_dates(value: Any, result: str) -> None:
    assert one("20.1", value) == result


@pytest.mark.parametrize("blank", ["无", "暂无", "/", "－", "——", "……", "无。", "略", " "])
def test_a_blank_in_words_is_no_narrative(blank: str) -> None:
    rows = [["编号", "完成值", "进展情况"], ["2.2", None, blank], ["19.5", blank, None], ["3.4", "96%", blank]]
    assert lines(read(Page(rows=rows))) == ["2.2a C2 -", "19.5a C3 -" if blank == " " else "19.5a B3 -", "3.4a B4 96"]


def test_narratives() -> None:
    rows = [
        ["编号", "完成值", "进展情况"],
        ["2.2", None, "办了3场"],
        ["19.5", "已推进", None],
        ["19.6", None, "无任务"],
    ]
    assert lines(read(Page(rows=rows))) == [
        "2.2a C2 办了3场 “办了3场”",
        "19.5a B3 已推进",
        "19.6a C4 无任务 “无任务”",
    ]


def test_a_unit_with_brackets_of_its_own_in_a_header() -> None:
    assert header_unit("完成值（万套（间））") == "万套(间)"
    assert header_unit("完成值(万人)") == "万人"


@pytest.mark.parametrize(
    ("value", "shown", "kind"),
    [(dt.time(15, 36), "15:36:00", "时间"), (dt.date(2020, 6, 5), "2020-06-05", "日期")],
)
def test_a_time_of_day_is_no_date(value: Any, shown: str, kind: str) -> None:
    read_ = read(Page(rows=[["编号", "完成值"], ["3.3", value]]))
    said = f"“{shown}”是{kind}，不是数。可能是录入时被自动改成了{kind}；请把单元格设为“常规”后重新填写"
    assert [one.fault and one.fault.message for one in read_.observations] == [said]
