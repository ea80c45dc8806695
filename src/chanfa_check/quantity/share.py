"""Shares given by their parts: 50/100, 三分之一, 百分之三十五, and a stated share beside its parts."""

from __future__ import annotations

import re
from decimal import Decimal

from chanfa_check.model import Fault, Quantity
from chanfa_check.quantity.numeral import read_numeral
from chanfa_check.quantity.unit import plain, ratio_scale

# Plain strings: each is compiled when a text first needs it, which in most reports none does.
_NUMERAL = "([^/()=分%‰倍成]+)"  # whatever it is, `read_numeral` has the last word
_PARTS = rf"{_NUMERAL}/{_NUMERAL}"
_STATED = rf"{_NUMERAL}([%‰倍成])"
_SLASHED = _PARTS
_BESIDE = rf"{_STATED}\({_PARTS}\)"
_EQUATED = rf"{_PARTS}={_STATED}"
_OF = rf"{_NUMERAL}分之{_NUMERAL}"
_WHOLES = {"百": ("%", Decimal(1)), "千": ("‰", Decimal(1)), "万": ("%", Decimal("0.01"))}


def read_share(text: str) -> Quantity | Fault | None:
    """The share that the whole of `text` gives by its parts; None where it gives none.

    From parts the value is their exact share in "%" (28 digits), also where a rounded figure stands beside them:
    35%（349/1000） is 34.9%. 百分之 and 千分之 keep their unit and have no parts.
    """
    if "/" not in text and "分之" not in text:
        return None
    if match := re.fullmatch(_OF, text):
        return _of(match[1], match[2])
    if match := re.fullmatch(_SLASHED, text):
        return _slashed(match[1], match[2])
    if match := re.fullmatch(_BESIDE, text):
        return _checked(_slashed(match[3], match[4]), match[1], match[2])
    if match := re.fullmatch(_EQUATED, text):
        return _checked(_slashed(match[1], match[2]), match[3], match[4])
    return None


def _of(whole: str, part: str) -> Quantity | Fault | None:
    numerator = Decimal(100) if (whole, part) == ("百", "百") else read_numeral(part)
    if numerator is None:
        return None
    if whole in _WHOLES:
        unit, scale = _WHOLES[whole]
        return Quantity(numerator * scale, unit)
    denominator = read_numeral(whole)
    return None if denominator is None else _parts(numerator, denominator)


def _slashed(part: str, whole: str) -> Quantity | Fault | None:
    numerator, denominator = read_numeral(part), read_numeral(whole)
    if numerator is None or denominator is None:
        return None
    if 1900 <= numerator < 2100 and 1 <= denominator <= 12:
        return None  # 2020/6 is a date
    return _parts(numerator, denominator)


def _parts(numerator: Decimal, denominator: Decimal) -> Quantity | Fault:
    if not denominator:
        return Fault(
            "parts-contradict", f"“{plain(numerator)}/{plain(denominator)}”的分母为0，无法计算比例；请核对分子、分母"
        )
    return Quantity(numerator * 100 / denominator, "%", parts=(numerator, denominator))


def _checked(share: Quantity | Fault | None, numeral: str, unit: str) -> Quantity | Fault | None:
    """`share` when the figure stated beside it is its rounding."""
    stated, scale = read_numeral(numeral), ratio_scale(unit)
    if stated is None or scale is None or not isinstance(share, Quantity) or share.parts is None:
        return None if stated is None else share
    exponent = stated.as_tuple().exponent
    last_digit = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
    if abs(share.value - stated * scale) > last_digit * scale / 2:
        numerator, denominator = map(plain, share.parts)
        return Fault(
            "parts-contradict",
            f"填写的比例为{numeral}{unit}，但{numerator}/{denominator}为{_rounded(share.value)}%，两者不一致；请核对后改为一致",
        )
    return share


def _rounded(value: Decimal) -> str:
    return plain(value) if len(plain(value)) <= 8 else f"约{value:.4f}"
