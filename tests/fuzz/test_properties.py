"""What holds for any text in a cell: damage is never read past, and no text takes long, however it is made."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.api import load_matrix
from chanfa_check.model import Fault, Manner, Quantity
from chanfa_check.period import parse_dates, parse_period, periods_in
from chanfa_check.quantity.numeral import read_numeral
from chanfa_check.quantity.parse import parse_quantity
from chanfa_check.submission.department import departments_in
from chanfa_check.submission.headers import Column, header_column, header_span, header_unit, header_year
from chanfa_check.submission.labels import is_signature, labelled
from chanfa_check.submission.wordings import closest, is_heading, squeeze, wordings
from chanfa_check.submission.workbook import Cell, Sheet

CIXI = load_matrix("cixi-2019-2025")
KNOWN = wordings(CIXI)
LENGTH = 8_000  # a fourth of what Excel takes in one cell
MAX_SECONDS = 0.5

JUNK = "?#@!&*=^_|\\[]{}$¥？！＝×÷①½∞\x07\ufffd"
NUMBERS = st.decimals(0, 10**6, places=2)


@given(NUMBERS, st.sampled_from(JUNK), st.integers(0, 12))
def test_a_number_with_junk_in_it_is_that_number_or_none(value: Decimal, junk: str, place: int) -> None:
    text = f"{value}%"
    read = parse_quantity(text[:place] + junk + text[place:])
    assert isinstance(read, Fault) or (read.value, read.unit, read.manner) == (value, "%", Manner.EXACT)


@given(NUMBERS, NUMBERS, st.sampled_from("，,;；、/~～-—至到和或及 \n"))
def test_of_two_numbers_none_is_chosen(one: Decimal, other: Decimal, between: str) -> None:
    read = parse_quantity(f"{one}%{between}{other}%")
    assert isinstance(read, Fault)


@given(NUMBERS, st.sampled_from(["预计", "目标", "计划", "力争", "拟", "上年", "去年", "未达到", "没有达到", "距离"]))
def test_a_number_that_was_not_reached_is_none(value: Decimal, word: str) -> None:
    read = parse_quantity(f"{word}{value}%")
    assert isinstance(read, Fault) or read.manner is Manner.BELOW


@given(st.integers(2000, 2098), st.integers(1, 12), st.integers(1, 12), st.sampled_from("和、，及与/ "))
def test_of_two_months_none_is_chosen(year: int, one: int, other: int, between: str) -> None:
    read = parse_period(f"{year}年{one}月{between}{year + 1}年{other}月")
    assert read is None


@given(st.integers(2000, 2099), st.integers(13, 99))
def test_a_month_that_there_is_not_is_no_month(year: int, month: int) -> None:
    for text in (f"{year}年{month}月", f"{year}-{month}", f"{year}.{month}", f"{year}{month}"):
        assert all(period.first.month == 1 for period in periods_in(text))


HEADERS = (
    st.text(st.sampled_from("完成情况值本年累计上期截至2020年16月底（%）(万元)单位 目标任务编号指标进展*:：-—\n\u200b"))
    | st.text()
)


@given(HEADERS)
def test_any_header_is_read_or_not(text: str) -> None:
    column, span, unit, year = header_column(text), header_span(text), header_unit(text), header_year(text)
    assert column is None or column in Column
    assert span is None or span in Column
    assert unit in squeeze(text) or unit == ""
    assert year is None or 1900 <= year < 2200
    assert (header_column(f"\u3000{text} "), header_column(f"{text}\u200b")) == (column, column)


def _labels(text: str) -> object:
    cell = Cell(1, 1, text)
    return list(labelled(iter([(Sheet("表", True, {1: {1: cell}}), cell)])))


READERS: dict[str, Callable[[str], object]] = {
    "quantity": parse_quantity,
    "numeral": read_numeral,
    "periods": periods_in,
    "dates": lambda text: parse_dates(text, 2020),
    "header": lambda text: (header_column(text), header_span(text), header_unit(text), header_year(text)),
    "signature": is_signature,
    "labels": _labels,
    "heading": lambda text: is_heading(text, KNOWN),
    "task": lambda text: closest(text, KNOWN, 80),
    "departments": lambda text: departments_in(text, CIXI),
}
PIECES = (
    *(
        "1",
        "1 ",
        " ",
        "2020年",
        "2020年1",
        "2020-01-",
        "1月",
        "1-",
        "一",
        "十",
        "千百",
        "市总工会",
        "工会",
        "市",
        "(",
        "()",
    ),
    *(
        "%",
        "截至",
        "填报单位：",
        "。",
        "、",
        "\n",
        "年",
        "月",
        "第",
        "1/",
        "累计完成",
        "完成值（%）",
        "a",
        "\u3000",
        "．",
        "—",
        "至",
    ),
)
SLOW = {
    *(("periods", "一"), ("periods", "十"), ("dates", "一"), ("dates", "十")),
    *(("departments", "市总工会"), ("labels", "日期：")),
}
"""Known to take the square of a text's length; whoever mends one is told by this test to take it out here."""


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        pytest.param(name, piece, marks=[pytest.mark.xfail(strict=True, reason="takes the square")])
        if (name, piece) in SLOW
        else (name, piece)
        for name in READERS
        for piece in PIECES
    ],
)
def test_no_text_takes_long(name: str, piece: str) -> None:
    for end in ("", "x", "月", "："):
        text = (piece * LENGTH)[:LENGTH] + end
        before = time.process_time()
        READERS[name](text)
        assert time.process_time() - before < MAX_SECONDS


@given(st.text(max_size=200))
def test_a_number_is_finite_and_of_this_world(text: str) -> None:
    read = parse_quantity(text)
    if isinstance(read, Quantity):
        assert abs(read.value) < Decimal(10) ** 29
