"""Which units agree, and exact conversion into the indicator's unit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.model import Fault, Quantity
from chanfa_check.quantity.parse import parse_quantity
from chanfa_check.quantity.unit import convert, known_unit


def quantity(value: str, unit: str = "") -> Quantity:
    return Quantity(Decimal(value), unit)


@pytest.mark.parametrize("text", ["%", "％", "‰", "倍", "成", "万元", "人", "名", "万人次", "个月", "场次", "个百分点"])
def test_known(text: str) -> None:
    assert known_unit(text)


@pytest.mark.parametrize("text", ["", "万", "公斤", "名职工", "人 人", "百"])
def test_unknown(text: str) -> None:
    assert not known_unit(text)


@pytest.mark.parametrize(
    ("value", "written", "unit", "amount"),
    [
        ("35", "%", "%", "35"),
        ("110", "%", "倍", "1.1"),
        ("1.1", "倍", "%", "110"),
        ("5", "‰", "%", "0.5"),
        ("0.5", "%", "‰", "5"),
        ("30", "%", "成", "3"),
        ("0.35", "%", "%", "0.35"),
        ("8000", "人", "万人", "0.8"),
        ("8000", "名", "人", "8000"),
        ("8000", "人次", "万人次", "0.8"),
        ("800000", "元", "万元", "80"),
        ("3", "年", "个月", "36"),
        ("36", "个月", "年", "3"),
        ("5", "个", "家", "5"),
        ("5", "家", "项", "5"),
        ("5", "场次", "次", "5"),
        ("2", "百分点", "个百分点", "2"),
        ("7", "公斤", "公斤", "7"),
        ("8000", "", "万人", "8000"),
        ("35", "", "%", "35"),
        ("0", "", "%", "0"),
        ("1.01", "", "%", "1.01"),
        ("1.1", "", "倍", "1.1"),
        ("0.5", "", "倍", "0.5"),
        ("0.5", "", "万人", "0.5"),
    ],
)
def test_convert(value: str, written: str, unit: str, amount: str) -> None:
    assert convert(quantity(value, written), unit) == Decimal(amount)


@pytest.mark.parametrize(
    ("value", "unit", "amount"), [("0.35", "%", "35"), ("1", "%", "100"), ("0.005", "‰", "5"), ("1.1", "倍", "1.1")]
)
def test_a_percent_cell_holds_a_fraction(value: str, unit: str, amount: str) -> None:
    assert convert(quantity(value), unit, percent_format=True) == Decimal(amount)


def test_a_written_unit_goes_before_the_format() -> None:
    assert convert(quantity("35", "%"), "%", percent_format=True) == 35


@pytest.mark.parametrize(
    ("value", "unit", "readings"),
    [
        ("0.35", "%", ("0.35%", "35%")),
        ("1", "%", ("1%", "100%")),
        ("1.0", "%", ("1%", "100%")),
        ("0.005", "‰", ("0.005‰", "5‰")),
        ("-0.06", "%", ("-0.06%", "-6%")),
    ],
)
def test_a_bare_fraction_in_a_share_is_ambiguous(value: str, unit: str, readings: tuple[str, str]) -> None:
    fault = convert(quantity(value), unit)
    assert isinstance(fault, Fault)
    assert fault.code == "percent-ambiguous"
    assert all(f"“{reading}”" in fault.message for reading in readings)


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("人", "%"),
        ("%", "人"),
        ("人次", "人"),
        ("人", "人次"),
        ("百分点", "%"),
        ("%", "百分点"),
        ("家", "所"),
        ("家", "户"),
        ("家", "场次"),
        ("个", "人"),
        ("个", "元"),
        ("个", "%"),
        ("个", "个月"),
        ("天", "个月"),
        ("人", "公斤"),
    ],
)
def test_units_that_contradict(written: str, unit: str) -> None:
    fault = convert(quantity("5", written), unit)
    assert fault == Fault(
        "unit-contradicts", f"填写的单位为“{written}”，本指标的单位为“{unit}”，两者不一致；请按“{unit}”填写"
    )


@pytest.mark.parametrize("unit", ["人", "万元", "百分点", "公斤"])
def test_a_percent_cell_contradicts_other_units(unit: str) -> None:
    fault = convert(quantity("0.35"), unit, percent_format=True)
    assert isinstance(fault, Fault)
    assert fault.code == "unit-contradicts"


def test_a_unit_that_nobody_knows() -> None:
    assert convert(quantity("35", "公斤"), "人") == Fault(
        "unit-unknown", "填写的“35公斤”中，“公斤”不是可识别的计量单位；本指标单位为“人”，请只填数字和单位"
    )


RATIOS = st.sampled_from(["%", "‰", "倍", "成"])


@given(st.decimals(-(10**6), 10**6, places=4), RATIOS, RATIOS)
def test_shares_convert_back_exactly(value: Decimal, unit: str, other: str) -> None:
    there = convert(Quantity(value, unit), other)
    assert isinstance(there, Decimal)
    assert convert(Quantity(there, other), unit) == value


@given(st.decimals(-1000, 1000, places=2), st.text(max_size=4), st.text(max_size=4), st.booleans())
def test_nothing_raises(value: Decimal, written: str, unit: str, percent: bool) -> None:
    assert isinstance(convert(Quantity(value, written), unit, percent_format=percent), Decimal | Fault)


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("80万", "万元", 80),
        ("80", "万元", 80),
        ("80万元", "万元", 80),
        ("800000元", "万元", 80),
        ("0.8万", "人", 8000),
        ("0.8万", "万人", "0.8"),
        ("8000人", "万人", "0.8"),
        ("三万五千", "万人", "3.5"),
    ],
)
def test_a_scale_without_a_unit_is_never_counted_twice(text: str, unit: str, amount: object) -> None:
    read = parse_quantity(text)
    assert isinstance(read, Quantity)
    assert convert(read, unit) == Decimal(str(amount))
