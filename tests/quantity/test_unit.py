"""Which units agree, and exact conversion into the indicator's unit."""

from __future__ import annotations

import re
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.model import Fault, Quantity
from chanfa_check.quantity.parse import parse_quantity
from chanfa_check.quantity.unit import canonical, convert, is_countable, known_unit


def quantity(value: str, unit: str = "") -> Quantity:
    return Quantity(Decimal(value), unit)


@pytest.mark.parametrize("text", ["%", "％", "‰", "倍", "成", "万元", "人", "名", "万人次", "个月", "场次", "个百分点"])
def test_known(text: str) -> None:
    assert known_unit(text)


@pytest.mark.parametrize("text", ["", "万", "桶", "名职工", "人 人", "百"])
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
        ("7", "桶", "桶", "7"),
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
        ("人", "桶"),
    ],
)
def test_units_that_contradict(written: str, unit: str) -> None:
    fault = convert(quantity("5", written), unit)
    assert fault == Fault(
        "unit-contradicts", f"填写的单位为“{written}”，本指标的单位为“{unit}”，两者不一致；请按“{unit}”填写"
    )


@pytest.mark.parametrize("unit", ["人", "万元", "百分点", "桶"])
def test_a_percent_cell_contradicts_other_units(unit: str) -> None:
    fault = convert(quantity("0.35"), unit, percent_format=True)
    assert isinstance(fault, Fault)
    assert fault.code == "unit-contradicts"


def test_a_unit_that_nobody_knows() -> None:
    assert convert(quantity("35", "桶"), "人") == Fault(
        "unit-unknown", "填写的单位“桶”不是可识别的计量单位；本指标单位为“人”，请只填数字和单位"
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


@pytest.mark.parametrize(
    ("value", "written", "unit", "amount"),
    [
        ("3", "公里", "米", "3000"),
        ("3", "千米", "公里", "3"),
        ("15", "亩", "公顷", "1"),
        ("1", "公顷", "亩", "15"),
        ("1", "公顷", "平方米", "10000"),
        ("1", "平方公里", "公顷", "100"),
        ("1.2", "万亩", "公顷", "800"),
        ("2", "吨", "公斤", "2000"),
        ("3", "公斤", "斤", "6"),
        ("2", "千克", "公斤", "2"),
        ("1", "万千瓦", "千瓦", "10000"),
        ("1", "亿千瓦时", "万度", "10000"),
        ("500", "度", "千瓦时", "500"),
        ("2", "小时", "分钟", "120"),
        ("60", "周岁", "岁", "60"),
        ("5", "个工作日", "工作日", "5"),
        ("3", "批次", "批", "3"),
        ("1", "Gbps", "Mbps", "1000"),
        ("0.035", "毫克/立方米", "微克/立方米", "35"),
        ("3", "万美元", "美元", "30000"),
        ("4.3", "万套（间）", "套", "43000"),
        ("43000", "间", "万套(间)", "4.3"),
        ("43000", "套", "万套（间）", "4.3"),
        ("43000", "个", "万套（间）", "4.3"),
        ("7", "间（套）", "套（间）", "7"),
        ("12", "家（个）", "家", "12"),
        ("12", "名（人）", "人", "12"),
        ("12", "场（次）", "场次", "12"),
    ],
)
def test_further_units_convert_exactly(value: str, written: str, unit: str, amount: str) -> None:
    assert convert(quantity(value, written), unit) == Decimal(amount)


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("户", "套（间）"),
        ("人", "套（间）"),
        ("场次", "套（间）"),
        ("套（间）", "套（户）"),
        ("美元", "元"),
        ("工作日", "天"),
        ("小时", "天"),
        ("亩", "公里"),
        ("千瓦", "千瓦时"),
        ("吨", "吨标准煤"),
        ("平方米", "立方米"),
        ("岁", "年"),
        ("分", "%"),
        ("分", "分钟"),
        ("家（所）", "套（间）"),
    ],
)
def test_further_units_that_contradict(written: str, unit: str) -> None:
    fault = convert(quantity("5", written), unit)
    assert isinstance(fault, Fault)
    assert fault.code == "unit-contradicts"


@pytest.mark.parametrize(
    "text", ["人（次）", "家（次）", "户（次）", "人（户）", "套（）", "（间）", "套（间）（户）", "元（%）"]
)
def test_what_is_counted_in_different_ways_is_no_unit(text: str) -> None:
    assert not known_unit(text)


def test_a_pair_of_classifiers_is_counted_one_by_one() -> None:
    assert canonical("万套（间）") == ("套(间)", Decimal(10_000))
    assert is_countable("套（间）")
    assert not is_countable("万套（间）")


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("4.3万套（间）", "万套（间）", "4.3"),
        ("4.3万套(间)以上", "万套（间）", "4.3"),
        ("约43000套（间）", "万套（间）", "4.3"),
        ("4.3万", "万套（间）", "4.3"),
        ("5万", "公里", "50000"),
        ("5万", "亩", "50000"),
        ("3万", "年", "30000"),
        ("1.2万千瓦", "千瓦", "12000"),
        ("100千瓦", "千瓦", "100"),
        ("三千米", "公里", "3"),
        ("2千万千瓦时", "万千瓦时", "2000"),
        ("100多千瓦", "千瓦", "100"),
        ("35微克/立方米", "微克/立方米", "35"),
        ("12家（个）", "家", "12"),
        ("60周岁", "岁", "60"),
        ("95分", "分", "95"),
    ],
)
def test_texts_in_these_units(text: str, unit: str, amount: str) -> None:
    read = parse_quantity(text)
    assert isinstance(read, Quantity)
    assert convert(read, unit) == Decimal(amount)


@pytest.mark.parametrize("text", ["5人（次）", "三千万千瓦千米", "5千"])
def test_texts_that_are_not_in_these_units(text: str) -> None:
    read = parse_quantity(text)
    assert isinstance(read, Fault) or isinstance(convert(read, "千瓦"), Fault) or read.unit == ""


SAMPLES = {
    "个?百分点": ["个百分点", "百分点"],
    "[%‰]": ["%", "‰"],
    "万?千瓦时?": ["万千瓦时", "千瓦时", "万千瓦", "千瓦"],
    "分(?![之钟])": ["分"],
    r"微克\/立方米": ["微克/立方米"],
    r"毫克\/立方米": ["毫克/立方米"],
}
"""What the forms of the grammar's units that are no plain words stand for."""


def test_every_unit_that_the_wording_can_name_is_known() -> None:
    grammar = files("chanfa_check.wording").joinpath("grammar.lark").read_text(encoding="utf-8")
    found = re.search(r"^_UNIT: /\(\?:(.*)\)/$", grammar, re.MULTILINE)
    assert found
    forms = re.split(r"\|(?![^(]*\))", found[1])
    assert len(forms) > 60
    units = [unit for form in forms for unit in SAMPLES.get(form, [re.sub(r"\(\?!.\)$", "", form)])]
    assert [unit for unit in units if not known_unit(unit)] == []


AREAS = st.sampled_from(["平方米", "亩", "公顷", "平方公里"])


@given(st.integers(1, 10**9), AREAS, AREAS)
def test_areas_are_never_off_by_more_than_the_last_of_their_digits(value: int, unit: str, other: str) -> None:
    there = convert(Quantity(Decimal(value), unit), other)
    assert isinstance(there, Decimal)
    back = convert(Quantity(there, other), unit)
    assert isinstance(back, Decimal)
    assert abs(back - value) <= Decimal(value) * Decimal("1e-26")
