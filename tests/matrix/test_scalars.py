"""The short texts of a matrix file: what each says exactly, and what to write in the place of one that does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.matrix.scalars import SCALARS, read_amount, read_bound, read_due, read_rate
from chanfa_check.model import Bound, Due, Every, MonthDay, Op, Rate, YearDay
from tests.matrix.test_load import flaws_of, matrix_text


def said(read: Callable[[str, str], Any], text: str, unit: str = "") -> str:
    """What a refusal says."""
    with pytest.raises(ValueError) as refused:
        read(text, unit)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "unit", "op", "value", "top"),
    [
        ("35%", "%", None, "35", None),
        ("９５．５％", "%", None, "95.5", None),
        ("百分之九十五", "%", None, "95", None),
        ("全覆盖", "%", None, "100", None),
        ("三成", "%", None, "30", None),
        ("1/2", "%", None, "50", None),
        (">1.2倍", "%", Op.ABOVE, "120", None),
        ("＞1000家", "家", Op.ABOVE, "1000", None),
        ("<= 36个月", "个月", Op.AT_MOST, "36", None),
        ("<3年", "个月", Op.BELOW, "36", None),
        (">=95%", "%", Op.AT_LEAST, "95", None),
        ("0", "家", None, "0", None),
        ("1,200人", "人", None, "1200", None),
        ("1亿2000万元", "万元", None, "12000", None),
        ("0.8万", "人", None, "8000", None),
        ("80万", "万元", None, "80", None),
        ("5个百分点", "百分点", None, "5", None),
        ("1.2万千瓦", "千瓦", None, "12000", None),
        ("4.3万套（间）", "万套（间）", None, "4.3", None),
        ("8（家）", "家", None, "8", None),
    ],
)
def test_bounds(text: str, unit: str, op: Op | None, value: str, top: str | None) -> None:
    assert read_bound(text, unit) == Bound(op, Decimal(value), Decimal(top) if top else None)


@pytest.mark.parametrize(
    ("text", "unit", "value", "top"),
    [
        ("1-2家", "家", "1", "2"),
        ("１～２家", "家", "1", "2"),
        ("1至2", "家", "1", "2"),
        ("1家—2家", "家", "1", "2"),
        ("0.5-1万人", "人", "5000", "10000"),
        ("0.5万人-1万人", "人", "5000", "10000"),
        ("0.5万-1万人", "人", "5000", "10000"),
        ("5000人-1万人", "人", "5000", "10000"),
        ("5000-8000人", "万人", "0.5", "0.8"),
        ("0.5-1万人", "万人", "0.5", "1"),
        ("50-80万元", "万元", "50", "80"),
        ("50-80万元", "元", "500000", "800000"),
        ("50-80万", "万元", "50", "80"),
        ("5000万元-1亿元", "万元", "5000", "10000"),
        ("30-50%", "%", "30", "50"),
        ("30%-50%", "%", "30", "50"),
        ("0.5-0.8%", "%", "0.5", "0.8"),
    ],
)
def test_a_scale_stands_for_both_ends_of_a_range(text: str, unit: str, value: str, top: str) -> None:
    assert read_bound(text, unit) == Bound(None, Decimal(value), Decimal(top))


@pytest.mark.parametrize(
    ("text", "unit", "instead"),
    [
        ("超过1000家", "家", '请写作 ">1000家"，用符号表示怎样比较'),
        ("突破1000家", "家", '请写作 ">1000家"，用符号表示怎样比较'),
        ("1000余家", "家", '请写作 ">1000家"，用符号表示怎样比较'),
        ("不足36个月", "个月", '请写作 "<36个月"，用符号表示怎样比较'),
        ("最长不超过3年", "个月", '请写作 "<=36个月"，用符号表示怎样比较'),
        ("80万元以内", "万元", '请写作 "<=80万元"，用符号表示怎样比较'),
        ("95%以上", "%", '请写作 ">=95%"，用符号表示怎样比较'),
        ("≥95%", "%", '请写作 ">=95%"，用符号表示怎样比较'),
        (">超过95%", "%", '请写作 ">95%"，用符号表示怎样比较'),
        ("约1000家", "家", "不是一个确切的界限；请定一个数，如 1000家，并在 reading 里写明为什么"),
        ("1000家左右", "家", "不是一个确切的界限；请定一个数，如 1000家，并在 reading 里写明为什么"),
        ("-1名", "人", "是负数；应写不小于0的数"),
        (">-5%", "%", "是负数；应写不小于0的数"),
        ("累计120人", "人", "里有数和单位以外的字；只写 120人，其余写在 reading 里"),
        ("2020年6月达到35%", "%", "里有数和单位以外的字；只写 35%，其余写在 reading 里"),
        ("35%（初步统计）", "%", "里有数和单位以外的字；只写 35%，其余写在 reading 里"),
        ("2025年达到50%", "%", "应写一个数和单位，如 35%、100人；范围写成 1-2家，前后不加别的字"),
        ("约1-2家", "家", "应写一个数和单位，如 35%、100人；范围写成 1-2家，前后不加别的字"),
        (">1-2家", "家", "应写一个数和单位，如 35%、100人；范围写成 1-2家，前后不加别的字"),
        ("", "家", "应写一个数和单位，如 35%、100人；范围写成 1-2家，前后不加别的字"),
        ("1-2家以上", "家", '请写作 ">=1家"，用符号表示怎样比较'),
        ("2-1家", "家", "范围应从小到大"),
        ("1-1家", "家", "范围应从小到大"),
        ("1亿元-5000万元", "万元", "范围应从小到大"),
        (
            "5000-1万人",
            "人",
            "“5000”可理解为5000人，也可理解为5000万人；两头请写成同样的单位，如 0.5-1万人",
        ),
        ("5人-1万元", "人", "填写的单位为“元”，本指标的单位为“人”，两者不一致；请按“人”填写"),
        ("0.35", "%", "“0.35”可理解为0.35%，也可理解为35%；请连同“%”写明，即写作“0.35%”或“35%”"),
        ("6月", "个月", "“6月”可理解为日期，也可理解为时长；表示时长请写作“6个月”"),
    ],
)  # fmt: skip
def test_words_that_would_be_lost_are_refused(text: str, unit: str, instead: str) -> None:
    assert said(read_bound, text, unit) == instead


WORDS = [
    "约{}",
    "{}左右",
    "超过{}",
    "{}以上",
    "不低于{}",
    "不足{}",
    "{}以内",
    "不超过{}",
    "近{}",
    "{}余",
    "达到{}",
    "目标{}",
]


@given(st.integers(1, 10**9), st.sampled_from(WORDS), st.sampled_from(["家", "%", "人", "万元"]))
def test_no_word_beside_a_number_is_dropped(number: int, form: str, unit: str) -> None:
    assert read_bound(f"{number}{unit}", unit) == Bound(None, Decimal(number))
    words = f"{number}余{unit}" if form == "{}余" else form.format(f"{number}{unit}")
    instead = said(read_bound, words, unit)
    assert f"{number}{unit}" in instead or "应写一个数和单位" in instead


@given(
    st.decimals("0.01", "9999", places=2),
    st.decimals("0.01", "9999", places=2),
    st.sampled_from(["", "千", "万", "百万", "亿"]),
    st.sampled_from(["家", "人", "元", "亩"]),
    st.sampled_from("-—–~～至"),
)
def test_a_range_is_its_two_ends(low: Decimal, high: Decimal, scale: str, unit: str, dash: str) -> None:
    text = f"{low}{dash}{high}{scale}{unit}"
    if low >= high:
        assert said(read_bound, text, unit)
        return
    one, other = (read_bound(f"{end}{scale}{unit}", unit).value for end in (low, high))
    assert read_bound(text, unit) == Bound(None, one, other) == read_bound(text, f"{unit}")
    assert other / one == high / low


@pytest.mark.parametrize("text", [">12%", ">=12%", "10-12%", "约12%", "12%以上", "超过12%"])
def test_a_base_is_a_number_and_no_bound(text: str) -> None:
    assert read_amount("12%", "%") == Bound(None, Decimal(12))
    assert said(read_amount, text, "%") == "应写一个确切的数，如 30%，不写比较符号和“约”“以上”等字样，也不写范围"


@pytest.mark.parametrize(
    ("text", "fraction"), [("6%", "0.06"), ("百分之六", "0.06"), ("0%", "0"), ("６.５％", "0.065")]
)
def test_rates(text: str, fraction: str) -> None:
    assert read_rate(text, "家") == Rate(Decimal(fraction))


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("6", "应写百分数，如 6%"),
        ("6‰", "应写百分数，如 6%"),
        ("6个百分点", "应写百分数，如 6%"),
        ("6%以上", "应写一个确切的百分数，如 6%，不写“以上”“超过”“约”等字样"),
        ("约6%", "应写一个确切的百分数，如 6%，不写“以上”“超过”“约”等字样"),
        ("6%（年均）", "应写一个确切的百分数，如 6%，不写“以上”“超过”“约”等字样"),
        (
            "-6%",
            "是负数：growth 只管逐年递增，没有逐年下降的要求类型；"
            '要求降到多少的，请用 milestones 写明各年的数，如 "<=4.5%"',
        ),
    ],
)
def test_rates_that_are_refused(text: str, instead: str) -> None:
    assert said(read_rate, text) == instead


def test_dates() -> None:
    end = dt.date(2020, 12, 31)
    assert read_due("2020", "") == read_due("２０２０", "") == Due(end, end)
    assert read_due("2020-06", "") == read_due("2020-06-30", "") == Due(dt.date(2020, 6, 30), dt.date(2020, 6, 30))
    assert read_due("2021 – 2025", "") == Due(dt.date(2021, 12, 31), dt.date(2025, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["0000", "0123", "1899", "2200", "2020-13", "2020-00", "2020-02-30", "2025-2021", "2020\n", "٢٠٢٠", "2020年", ""],
)
def test_dates_that_are_refused(text: str) -> None:
    assert said(read_due, text) == "应写年份、年月、日期或起止年份，如 2020、2020-06、2020-06-30、2021-2025"


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        (int, "２０２０", 2020),
        (Decimal, "３０.５", Decimal("30.5")),
        (MonthDay, "０５", MonthDay(5)),
        (YearDay, "０５-０１", YearDay(5, 1)),
        (Every, "２年", Every(24)),
    ],
)
def test_full_width_figures_are_figures(type_: type, text: str, value: object) -> None:
    assert SCALARS[type_](text, "") == value


@given(
    st.sampled_from(sorted(SCALARS, key=repr)), st.text(max_size=12) | st.text("0123456789٠١٢-万%约~. \n", max_size=9)
)
def test_whatever_is_written_is_read_or_refused_in_chinese(type_: type, text: str) -> None:
    for unit in ("%", "人", "万元", "套（间）"):
        try:
            SCALARS[type_](text, unit)
        except ValueError as refused:
            assert any("\u4e00" <= char <= "\u9fff" for char in str(refused))


@pytest.mark.parametrize("text", ["9" * 5000, "1" * 30, "9" * 5000 + "年"])
def test_numbers_without_end_are_refused(text: str) -> None:
    for type_, read in SCALARS.items():
        assert said(read, text, "人"), type_


@pytest.mark.parametrize(
    ("unit", "target", "message"),
    [
        ("家", "{rule: floor, value: 超过1000家}", "value：“超过1000家”请写作 \">1000家\"，用符号表示怎样比较"),
        ("个月", "{rule: ceiling, value: 不足36个月}", "value：“不足36个月”请写作 \"<36个月\"，用符号表示怎样比较"),
        ("家", "{rule: annual, value: 2家以上}", "value：“2家以上”请写作 \">=2家\"，用符号表示怎样比较"),
        ("%", "{rule: milestones, by: {2020: 35%以上}}", "2020：“35%以上”请写作 \">=35%\"，用符号表示怎样比较"),
        (
            "%",
            "{rule: milestones, by: {2020: 35%}, base: {2018: 约12%}}",
            "2018：“约12%”应写一个确切的数，如 30%，不写比较符号和“约”“以上”等字样，也不写范围",
        ),
        (
            "%",
            '{rule: milestones, by: {2020: 35%}, base: {2018: ">12%"}}',
            "2018：“>12%”应写一个确切的数，如 30%，不写比较符号和“约”“以上”等字样，也不写范围",
        ),
        (
            "%",
            "{rule: milestones, by: {2020: 35%}, base: {0123: 1%}}",
            "0123：“0123”应写年份、年月、日期或起止年份，如 2020、2020-06、2020-06-30、2021-2025",
        ),
        ("名", "{rule: total, by: {2025: 3名}, start: -1名}", "start：“-1名”是负数；应写不小于0的数"),
        (
            "名",
            "{rule: total, by: {2025: 30名}, start: 1-2名}",
            "start：“1-2名”应写一个确切的数，如 30名，不写比较符号和“约”“以上”等字样，也不写范围",
        ),
        (
            "%",
            "{rule: growth, rate: 6%, base: 30%以上}",
            "base：“30%以上”应写一个确切的数，如 30%，不写比较符号和“约”“以上”等字样，也不写范围",
        ),
        (
            "%",
            '{rule: growth, rate: 6%, cap: ">=50%"}',
            "cap：“>=50%”应写一个确切的数，如 30%，不写比较符号和“约”“以上”等字样，也不写范围",
        ),
        (
            "%",
            "{rule: growth, rate: 约6%}",
            "rate：“约6%”应写一个确切的百分数，如 6%，不写“以上”“超过”“约”等字样",
        ),
        (
            "%",
            "{rule: rising, base: 超过30%}",
            "base：“超过30%”应写一个确切的数，如 30%，不写比较符号和“约”“以上”等字样，也不写范围",
        ),
    ],
)  # fmt: skip
def test_every_field_with_a_number_says_what_to_write(unit: str, target: str, message: str) -> None:
    assert flaws_of(matrix_text(unit, [target])) == [(21, message)]
