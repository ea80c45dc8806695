"""What holds for any text in a cell: damage is never read past, and no text takes long, however it is made."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable, Iterable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.api import load_matrix
from chanfa_check.model import Fault, Manner, Measure, Observation, Place, Quantity, Role
from chanfa_check.period import parse_as_of, parse_dates, parse_period, periods_in
from chanfa_check.quantity.numeral import fold, read_numeral
from chanfa_check.quantity.parse import parse_quantity
from chanfa_check.quantity.unit import is_countable, known_unit, ratio_scale
from chanfa_check.submission.department import departments_in, find_department, known_department
from chanfa_check.submission.headers import Column, header_column, header_span, header_unit, header_year
from chanfa_check.submission.labels import Label, Labelled, is_signature, labelled
from chanfa_check.submission.layout import Row
from chanfa_check.submission.match import match, near_miss, suggestion
from chanfa_check.submission.values import read_value, says_nothing
from chanfa_check.submission.when import find_filled, find_period
from chanfa_check.submission.wordings import closest, is_heading, squeeze, wordings
from chanfa_check.submission.workbook import Cell, Sheet
from chanfa_check.verdict.plausible import claims_done

CIXI = load_matrix("cixi-2019-2025")
KNOWN = wordings(CIXI)
LENGTH = 32_767  # what Excel takes in one cell
MAX_SECONDS = 0.5  # of processor time: what takes the square of the length takes seconds

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


def _row(**texts: str) -> Row:
    cells = {Column(kind): Cell(5, place, text) for place, (kind, text) in enumerate(texts.items(), 1)}
    return Row("表", 5, cells, {}, {kind: cell.column for kind, cell in cells.items()}, {}, False)


def _matched(row: Row) -> object:
    return match(row, None, KNOWN), near_miss(row, KNOWN), suggestion(row, KNOWN)


def _statement(text: str, label: Label | None) -> Labelled:
    return Labelled(label, text, Cell(1, 1, text), "表")


def _sender(text: str, label: Label | None) -> object:
    named = find_department(None, [_statement(text, label)], [_statement(text, label)], "", CIXI)
    return named.why and named.why()


def _months(text: str) -> object:
    said = [_statement(text, Label.PERIOD), _statement(text, Label.FILLED)]
    return find_period(None, said, [_statement(text, None)], [text], "2020年"), find_filled(said)


def _claimed(text: str) -> str:
    return claims_done(
        Observation(task="1.1", indicator="1.1a", role=Role.LEAD, place=Place("表", "A1"), narrative=text)
    )


def _value(text: str, measure: Measure) -> object:
    indicator = next(one for task in CIXI.tasks for one in task.indicators if one.measure is measure)
    return read_value(Cell(1, 1, text), indicator, text, dt.date(2020, 6, 30), header_unit=text)


READERS: dict[str, Callable[[str], object]] = {
    "fold": fold,
    "quantity": parse_quantity,
    "numeral": read_numeral,
    "unit": lambda text: (known_unit(text), is_countable(text), ratio_scale(text)),
    "periods": periods_in,
    "as of": parse_as_of,
    "dates": lambda text: parse_dates(text, 2020),
    "months": _months,
    "header": lambda text: (header_column(text), header_span(text), header_unit(text), header_year(text)),
    "signature": is_signature,
    "labels": _labels,
    "heading": lambda text: is_heading(text, KNOWN),
    "task": lambda text: closest(text, KNOWN, 80),
    "departments": lambda text: (departments_in(text, CIXI), known_department(text, CIXI)),
    "stated sender": lambda text: _sender(text, Label.DEPARTMENT),
    "titled sender": lambda text: _sender(text, None),
    "id": lambda text: _matched(_row(task=text)),
    "duty": lambda text: _matched(_row(task="5.5a", duty=text)),
    "indicator": lambda text: _matched(_row(task="4.1", indicator=text, unit=text, value=text)),
    "number": lambda text: _value(text, Measure.NUMBER),
    "days": lambda text: _value(text, Measure.DATES),
    "step": lambda text: _value(text, Measure.STAGE),
    "narrative": lambda text: _value(text, Measure.NARRATIVE),
    "blank": says_nothing,
    "claim": _claimed,
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
    ),
    *("至", "日期：", "单位：市教育局", "一 ", ".", "，", "元、", "已完成，", "1月2月", "\u200b", "__"),
)
ENDS = (("", ""), ("2020年1", "x月："))


def _times(texts: Iterable[str], read: Callable[[str], object]) -> list[float]:
    times = []
    for text in texts:
        before = time.process_time()
        read(text)
        times.append(time.process_time() - before)
    return times


@pytest.mark.parametrize("name", READERS)
def test_no_text_takes_long(name: str) -> None:
    for piece in PIECES:
        whole = (piece * LENGTH)[:LENGTH]
        times = _times((f"{head}{whole}{end}" for head, end in ENDS), READERS[name])
        assert max(times) < MAX_SECONDS, (piece, times)


@pytest.mark.parametrize("name", READERS)
def test_no_mixture_takes_long(name: str) -> None:
    """Pieces by turns, one kind behind another, and at random."""
    chance = random.Random(0)
    texts = []
    for _ in range(8):
        one, other = chance.sample(PIECES, 2)
        texts += [(one + other) * LENGTH, one * (LENGTH // 2 // len(one)) + other * LENGTH]
        texts.append("".join(chance.choices(PIECES, k=LENGTH)))
    times = _times((text[:LENGTH] for text in texts), READERS[name])
    assert max(times) < MAX_SECONDS, times


@given(st.text(max_size=200))
def test_a_number_is_finite_and_of_this_world(text: str) -> None:
    read = parse_quantity(text)
    if isinstance(read, Quantity):
        assert abs(read.value) < Decimal(10) ** 29
