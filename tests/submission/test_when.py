"""For which months: every form, from several places, and what must not be taken for a period."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from chanfa_check.model import Submission
from chanfa_check.period import show_period
from tests.builders import Page

from .reading import duty, read

TABLE: list[list[Any]] = [["任务编号", "重点任务", "单位", "完成值"], ["3.3", duty("3.3"), "%", "37.5%"]]
MISSING = (
    "period-missing: 看不出是哪一期的报表：表头和文件名都没有写明年月（如“2020年6月”）。"
    "请在表头写明，或用 --as-of 2020-06 指明。"
)


def told(top: list[list[Any]], name: str = "市总工会", below: list[list[Any]] | None = None, **page: Any) -> Any:
    return said(read(Page(rows=[*top, *TABLE, *(below or [])], **page), name=name))


def said(submission: Submission) -> Any:
    """The period as it is shown, or the problems."""
    if submission.period:
        return show_period(submission.period)
    return [f"{one.code}: {one.message}" for one in submission.problems]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2020年6月", "2020年6月"),
        ("2020年6月份", "2020年6月"),
        ("2020年1-6月", "2020年1—6月"),
        ("2020年上半年", "2020年1—6月"),
        ("2020年二季度", "2020年第二季度"),
        ("截至2020年6月底", "2020年1—6月"),
        ("2020年6月30日", "2020年1—6月"),
        ("2020-06", "2020年6月"),
        ("2020.6", "2020年6月"),
        ("2020年全年", "2020年"),
        ("2020年度", "2020年"),
    ],
)
def test_under_a_label(text: str, period: str) -> None:
    assert told([[f"报告期：{text}"]]) == period
    assert told([["所属期", text]]) == period
    assert told([["填报单位：市总工会", None, f"统计时间：{text}"]], name="报表") == period


@pytest.mark.parametrize(
    "day", [dt.date(2020, 6, 1), dt.date(2020, 6, 30), dt.datetime(2020, 6, 30, 8, 0)], ids=["first", "last", "hour"]
)
def test_an_excel_date(day: dt.date) -> None:
    assert told([["报告期", day]], formats={"B1": "yyyy年m月"}) == "2020年6月"


def test_an_excel_date_within_a_month_is_none() -> None:
    assert told([["报告期", dt.date(2020, 6, 15)]], formats={"B1": "yyyy-mm-dd"}) == [
        "period-missing: 看不出是哪一期的报表：“Sheet1”工作表 B1的“2020年6月15日”读不出是哪一年的哪几个月。"
        "请在表头写明，或用 --as-of 2020-06 指明。"
    ]


@pytest.mark.parametrize("number", [202006, 2020.06])
def test_a_number(number: float) -> None:
    assert told([["报告期", number]]) == "2020年6月"


@pytest.mark.parametrize(
    ("top", "name", "period"),
    [
        ([["2020年产改任务完成情况表"], ["报告期：二季度"]], "市总工会", "2020年第二季度"),
        ([["2020年产改任务完成情况表（二季度）"]], "市总工会", "2020年第二季度"),
        ([["2020年度产改任务完成情况表"], ["（二季度）"]], "市总工会", "2020年第二季度"),
        ([["报告期：二季度"]], "市总工会2020年", "2020年第二季度"),
        ([["2020年产改任务完成情况表"]], "市总工会6月", "2020年6月"),
        ([["2020年产改任务完成情况表"], ["月份：6"]], "市总工会", "2020年6月"),
        ([["年份：2020", "月份：6月"]], "市总工会", "2020年6月"),
        ([["2019-2025年任务完成情况表"]], "市总工会202006", "2020年6月"),
        ([["请于2020年7月前报送"]], "市总工会2020年6月", "2020年6月"),
        ([["根据2019年11月印发的方案"]], "市总工会2020年6月", "2020年6月"),
    ],
)
def test_year_and_part_apart(top: list[list[Any]], name: str, period: str) -> None:
    assert told(top, name) == period


def test_the_name_of_the_sheet() -> None:
    assert said(read(Page(rows=TABLE, name="2020年6月"), name="市总工会")) == "2020年6月"
    assert said(read(Page(rows=TABLE, name="6月"), name="市总工会2020年")) == "2020年6月"


@pytest.mark.parametrize(
    "top",
    [
        [["填报日期：2020年7月3日"]],
        [["填报日期：", dt.date(2020, 7, 3)]],
        [["填报时间：2020年7月"]],
        [["请于2020年7月5日前报送"]],
        [["2020年产改任务完成情况表"]],
        [["2020年度产改任务完成情况表"]],
        [["产改任务完成情况表", None, dt.date(2020, 6, 1)]],
    ],
)
def test_what_is_no_period(top: list[list[Any]]) -> None:
    assert told(top) == [MISSING]


def test_a_part_without_a_year() -> None:
    assert told([["报告期：二季度"]]) == [
        "period-missing: 看不出是哪一期的报表：“Sheet1”工作表 A1的“二季度”读不出是哪一年的哪几个月。"
        "请在表头写明，或用 --as-of 2020-06 指明。"
    ]


def test_spans_that_end_together_agree() -> None:
    assert told([["2020年1-6月完成情况表"], ["报告期：2020年6月"]], "市总工会2020年二季度") == "2020年6月"


@pytest.mark.parametrize(
    ("top", "name", "message"),
    [
        ([["报告期：2020年6月"]], "市总工会2020年7月", "“Sheet1”工作表 A1为2020年6月，文件名为2020年7月"),
        (
            [["2020年5月完成情况表"], ["报告期：2020年6月"]],
            "市总工会",
            "“Sheet1”工作表 A2为2020年6月，“Sheet1”工作表 A1为2020年5月",
        ),
    ],
)
def test_sources_that_disagree(top: list[list[Any]], name: str, message: str) -> None:
    assert told(top, name) == [f"period-conflict: 报表时期前后不一：{message}。请核对后改为一致，或用 --as-of 指明。"]


def test_two_months_in_two_sheets() -> None:
    assert said(read(Page(rows=TABLE, name="2020年5月"), Page(rows=TABLE, name="2020年6月"), name="市总工会")) == [
        "period-conflict: 报表时期前后不一：工作表名“2020年5月”为2020年5月，工作表名“2020年6月”为2020年6月。"
        "请核对后改为一致，或用 --as-of 指明。"
    ]


@pytest.mark.parametrize(
    "below",
    [
        [["填表人：张三", None, None, "填表日期：2020年7月3日"]],
        [["填表人：张三", "填表日期：", "2020年7月3日"]],
        [["填 表 日 期：2020-07-03"]],
        [["日期：", dt.date(2020, 7, 3)]],
    ],
)
def test_the_day_of_filling_in_stands_below_as_well(below: list[list[Any]]) -> None:
    submission = read(Page(rows=[["2020年6月"], *TABLE, [], *below]), name="市总工会")
    assert (submission.filled, said(submission)) == (dt.date(2020, 7, 3), "2020年6月")
