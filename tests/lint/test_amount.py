from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.lint.amount import Likeness, likeness

SAME, OTHER_UNIT, DIFFERENT, ROUNDED = Likeness.SAME, Likeness.OTHER_UNIT, Likeness.DIFFERENT, Likeness.ROUNDED


@pytest.mark.parametrize(
    ("stated", "unit", "asked", "asked_unit", "expected"),
    [
        (Decimal("0.8"), "万人", Decimal(8000), "人", SAME),
        (Decimal("0.8"), "万人", Decimal("0.8"), "万人", SAME),
        (Decimal("0.8"), "万人", Decimal(8001), "人", DIFFERENT),
        (Decimal(150), "名", Decimal(150), "人", SAME),
        (Decimal(3), "亿元", Decimal(30000), "万元", SAME),
        (Decimal(3), "亿元", Decimal(3), "万元", DIFFERENT),
        (Decimal("1.2"), "倍", Decimal(120), "%", SAME),
        (Decimal(20), "‰", Decimal(2), "%", SAME),
        (Decimal(7), "成", Decimal(70), "%", SAME),
        (Decimal(5), "百分点", Decimal(5), "%", OTHER_UNIT),
        (Decimal(5), "个百分点", Decimal(5), "百分点", SAME),
        (Decimal("1.5"), "万人次", Decimal(15000), "人", OTHER_UNIT),
        (Decimal("1.5"), "万人次", Decimal("1.5"), "万人", OTHER_UNIT),
        (Decimal(25), "家", Decimal(25), "个", SAME),
        (Decimal(25), "家", Decimal(25), "所", OTHER_UNIT),
        (Decimal(25), "家", Decimal(24), "所", DIFFERENT),
        (Decimal(5), "名/千人", Decimal(5), "名", OTHER_UNIT),
        (Decimal("4.3"), "万套", Decimal(43000), "套", SAME),
        (Decimal("4.3"), "万套（间）", Decimal("4.3"), "万套", SAME),
        (Decimal("4.3"), "万套(间)", Decimal("4.3"), "万间", SAME),
        (Decimal("4.3"), "万套（间）", Decimal(43000), "套（间）", SAME),
        (Decimal("4.3"), "万套（间）", Decimal("4.3"), "万户", OTHER_UNIT),
        (Decimal(5), "人（次）", Decimal(5), "人", OTHER_UNIT),
        (Decimal(1), "公顷", Decimal(15), "亩", SAME),
        (Decimal(100), "公里", Decimal(100), "千米", SAME),
        (Decimal(0), "", Decimal(0), "件", SAME),
        ("1/2", "", Decimal(50), "%", SAME),
        ("1/3", "", Decimal("33.33"), "%", ROUNDED),
        ("1/3", "", Decimal("33.3"), "%", ROUNDED),
        ("1/3", "", Decimal("33.4"), "%", DIFFERENT),
        ("1/3", "", Decimal(33), "%", DIFFERENT),
        ("2/3", "", Decimal("66.67"), "%", ROUNDED),
        ("1/2", "", Decimal("0.5"), "倍", SAME),
    ],
)
def test_scales_convert_and_kinds_do_not(
    stated: Decimal | str, unit: str, asked: Decimal, asked_unit: str, expected: Likeness
) -> None:
    assert likeness(stated, unit, asked, asked_unit) is expected


@given(st.decimals("0.0001", "99999", places=4), st.sampled_from(["", "万", "亿"]), st.sampled_from(["人", "元", "家"]))
def test_an_amount_is_itself_in_every_scale(value: Decimal, scale: str, unit: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    assert likeness(value, f"{scale}{unit}", value * factor, unit) is SAME
    assert likeness(value, f"{scale}{unit}", value * factor + Decimal("0.0001"), unit) is DIFFERENT
