"""Numbers as they are shown: never rounded across what they are compared with, and never too large to be shown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.quantity.show import show_amount, show_percent


@pytest.mark.parametrize(
    ("value", "unit", "beside", "shown"),
    [
        ("35", "%", None, "35%"),
        ("8000", "人", None, "8000 人"),
        ("21.428571", "名", None, "21.43 名"),
        ("34.996", "%", "35", "34.996%"),
        ("34.96", "%", "35", "34.96%"),
        ("4.3", "万套（间）", None, "4.3 万套（间）"),
        ("99999999999999999999", "亿元", None, "99999999999999999999 亿元"),
        ("9999999999999999999900000000", "元", None, "9999999999999999999900000000 元"),
        ("99999999999999999999.999", "亿元", "100000000000000000000", "99999999999999999999.999 亿元"),
        ("-0.001", "%", None, "0%"),
        ("0.00000000000001", "%", "0", "0.00000000000001%"),
    ],
)
def test_amounts(value: str, unit: str, beside: str | None, shown: str) -> None:
    assert show_amount(Decimal(value), unit, Decimal(beside) if beside else None) == shown


def test_percentages() -> None:
    assert show_percent(Decimal("0.06")) == "6%"


FINITE = st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e60"), max_value=Decimal("1e60"))


@given(FINITE, st.none() | FINITE)
def test_whatever_is_shown_stands_on_its_side(value: Decimal, beside: Decimal | None) -> None:
    shown = Decimal(show_amount(value, "", beside))
    if beside is not None:
        assert (shown > beside, shown < beside) == (value > beside, value < beside)
    assert abs(shown - value) <= Decimal("0.005")
