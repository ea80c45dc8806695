"""Reporting periods, as-of dates and dates of events in the wording of offices."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.model import Period
from chanfa_check.period import parse_as_of, parse_dates, parse_period, periods_in, show_period


def months(first: int, last: int, year: int = 2020, end_year: int | None = None) -> Period:
    end = end_year or year
    return Period(dt.date(year, first, 1), dt.date(end, last, calendar.monthrange(end, last)[1]))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2020年6月", months(6, 6)),
        ("2020年06月份", months(6, 6)),
        ("２０２０ 年 ６ 月", months(6, 6)),
        ("二〇二〇年六月", months(6, 6)),
        ("二○二○年十二月", months(12, 12)),
        ("2020-06", months(6, 6)),
        ("2020.06", months(6, 6)),
        ("2020/6", months(6, 6)),
        ("市总工会_202006.xlsx", months(6, 6)),
        ("市总工会2020-06.xlsx", months(6, 6)),
        ("市总工会-2020年6月.xls", months(6, 6)),
        ("2020年1-6月", months(1, 6)),
        ("2020年1—6月份", months(1, 6)),
        ("2020年1月至6月", months(1, 6)),
        ("2020年上半年", months(1, 6)),
        ("2020年度下半年", months(7, 12)),
        ("2020年二季度", months(4, 6)),
        ("2020年第2季度", months(4, 6)),
        ("2020年前三季度", months(1, 9)),
        ("2020年一至三季度", months(1, 9)),
        ("2020Q2", months(4, 6)),
        ("Q2 2020", months(4, 6)),
        ("2020年度", months(1, 12)),
        ("2020年工作总结", months(1, 12)),
        ("截至2020年6月底", months(1, 6)),
        ("截至2020年6月", months(1, 6)),
        ("截止2020年6月30日", months(1, 6)),
        ("截至2020-06-30", months(1, 6)),
        ("截至2020年末", months(1, 12)),
        ("截至2020年2月29日", months(1, 2)),
        ("2020年6月底", months(1, 6)),
        ("2019年7月—2020年6月", months(7, 6, 2019, 2020)),
        ("2020年1月1日至6月30日", months(1, 6)),
        ("2020年度产改任务完成情况表（1—6月）", months(1, 6)),
        ("2020年产改情况（截至6月底）", months(1, 6)),
        ("《2020年工作要点》2020年6月完成情况", months(6, 6)),
        ("2020年1-6月（6月报送）", months(1, 6)),
        ("重点任务（2019-2025年）2020年6月", months(6, 6)),
        ("2020年6月 填报日期：2020年7月3日", months(6, 6)),
    ],
)
def test_a_period_is_read(text: str, period: Period) -> None:
    assert parse_period(text) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "6月",
        "上半年",
        "2020",
        "2019-2025年",
        "2019年至2025年",
        "2020年起",
        "2020年以来",
        "2020年底前",
        "2020年6月底前",
        "2020年初",
        "2020年6月15日",
        "截至2020年6月15日",
        "截至2020年2月28日",
        "2020-06-30",
        "20200630",
        "120206",
        "2020年13月",
        "2020年0月",
        "2020-13",
        "2020年第五季度",
        "2020年6—1月",
        "2020年6月30",
        "2020年6月至7月3日",
        "2020年1一6月",
        "2020-06~08",
        "2020-1-6月",
        "2020年1月1日至6月15日",
        "36个月",
        "五一前夕",
        "甬政〔2020〕6号",
        "2020年1.6月",
        "2020年6月-2021年",
        "2019年1月3日至2020年6月",
    ],
)
def test_what_names_no_period_is_not_guessed(text: str) -> None:
    assert periods_in(text) == ()
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2020年5月 2020年6月", [months(5, 5), months(6, 6)]),
        ("2020年5月、6月", [months(5, 5), months(6, 6)]),
        ("2020年5月（6月）", [months(5, 5), months(6, 6)]),
        ("2019年 2020年6月", [months(6, 6), months(1, 12, 2019)]),
    ],
)
def test_two_periods_are_both_named_and_none_is_chosen(text: str, periods: list[Period]) -> None:
    assert periods_in(text) == tuple(periods)
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020", dt.date(2020, 12, 31)),
        ("2020年", dt.date(2020, 12, 31)),
        ("2020-02", dt.date(2020, 2, 29)),
        ("2020年6月底", dt.date(2020, 6, 30)),
        ("2020-06-15", dt.date(2020, 6, 15)),
        ("２０２０年６月１５日", dt.date(2020, 6, 15)),
        ("2020-02-30", None),
        ("2020-13", None),
        ("2020-00", None),
        ("06", None),
        ("", None),
        ("2020-06 2020-07", None),
    ],
)
def test_as_of(text: str, day: dt.date | None) -> None:
    assert parse_as_of(text) == day


@pytest.mark.parametrize(
    ("text", "year", "days"),
    [
        ("2020年4月28日", None, [(4, 28)]),
        ("2020-04-28", None, [(4, 28)]),
        ("2020.4.28。", None, [(4, 28)]),
        ("4月28日", 2020, [(4, 28)]),
        ("4月28号", 2020, [(4, 28)]),
        ("4月28日", None, None),
        ("2020年4月20日至28日", None, [(4, 20), (4, 28)]),
        ("4月20-28日", 2020, [(4, 20), (4, 28)]),
        ("2020年4月28日、2020-05-03；6月1日", 2020, [(4, 28), (5, 3), (6, 1)]),
        ("2020年4月28日、5月", 2020, None),
        ("4月28日、29日", 2020, None),
        ("4月28", 2020, None),
        ("4月", 2020, None),
        ("2020年4月28日至20日", None, None),
        ("2020-02-30", None, None),
        ("2020-13-01", None, None),
        ("4月下旬", 2020, None),
        ("", 2020, None),
    ],
)
def test_dates_of_events(text: str, year: int | None, days: list[tuple[int, int]] | None) -> None:
    expected = None if days is None else tuple(dt.date(2020, month, day) for month, day in days)
    assert parse_dates(text, year) == expected


YEARS = st.integers(1900, 2099)
MONTHS = st.integers(1, 12)


@given(YEARS, MONTHS, MONTHS, st.integers(0, 3))
def test_a_shown_period_reads_back(year: int, first: int, last: int, more: int) -> None:
    end_year = min(year + more, 2099)
    if end_year == year:
        first, last = sorted((first, last))
    period = months(first, last, year, end_year)
    assert parse_period(show_period(period)) == period
    assert parse_period(f"某市{show_period(period)}完成情况表") == period


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        (months(6, 6), "2020年6月"),
        (months(1, 6), "2020年1—6月"),
        (months(4, 6), "2020年第二季度"),
        (months(1, 12), "2020年"),
        (months(2, 4), "2020年2—4月"),
    ],
)
def test_show_period(period: Period, shown: str) -> None:
    assert show_period(period) == shown


@given(st.text(alphabet="0123456789年月日底末至到-—~./截止上下半前第季度Qq 一二三十〇、；x", max_size=30) | st.text())
def test_nothing_raises(text: str) -> None:
    assert all(period.first <= period.last for period in periods_in(text))
    parse_as_of(text)
    parse_dates(text, 2020)


def test_a_long_text_of_half_dates_is_quick() -> None:
    assert parse_period("2020年1-" * 20_000) is None


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2020年，6月" + "、6月" * 3000, [months(6, 6)]),
        ("2020年，1—6月、6月、3月", [months(1, 6)]),
        ("2020年1月1日至6月30日，1—6月", [months(1, 6)]),
        ("2020年，13月", []),
        ("2020年，1—13月，6月", []),
        ("2020年" + "一" * 30_000 + "月", [months(1, 12)]),
        ("一" * 30_000 + "，2020年六月", [months(6, 6)]),
    ],
)
def test_parts_of_a_year_said_again(text: str, periods: list[Period]) -> None:
    assert list(periods_in(text)) == periods
