"""Whether two numbers are the same amount: 0.8万人 and 8000人, 三分之一 and 33.33%, 1.2倍 and 120%."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction

from chanfa_check.model import Quantity
from chanfa_check.quantity.numeral import fold, read_scale
from chanfa_check.quantity.unit import canonical, convert, ratio_scale


class Likeness(Enum):
    """How two amounts compare."""

    SAME = "same"
    ROUNDED = "rounded"
    """A fraction that the other gives in as many places as it has."""
    OTHER_UNIT = "other unit"
    """The same figure in a unit of another kind: 人 and 人次, % and 百分点."""
    DIFFERENT = "different"


def likeness(stated: Decimal | str, unit: str, asked: Decimal, asked_unit: str) -> Likeness:
    """How a number of the wording, in `unit` as written, compares with a target's.

    A `stated` text is a fraction such as 1/3, without a unit.
    """
    if isinstance(stated, str):
        return _share(Fraction(stated), asked, asked_unit)
    one, other = base_amount(stated, unit), base_amount(asked, asked_unit)
    if not unit:
        # 清零, or a number whose unit the words leave out.
        return Likeness.SAME if stated == asked or one == other else Likeness.DIFFERENT
    if agree(unit, asked_unit):
        # Both ways, since one of them may not come out in decimals: 1个月 is a twelfth of a year.
        there, back = convert(Quantity(stated, unit), asked_unit), convert(Quantity(asked, asked_unit), unit)
        return Likeness.SAME if one == other or there == asked or back == stated else Likeness.DIFFERENT
    return Likeness.OTHER_UNIT if one == other or stated == asked else Likeness.DIFFERENT


def agree(unit: str, other: str) -> bool:
    """Whether amounts in the two units can be compared."""
    return fold(unit) == fold(other) or isinstance(convert(Quantity(Decimal(1), unit), other), Decimal)


def base_amount(value: Decimal, unit: str) -> Fraction:
    """The amount without the scale of its unit: 8000 for 0.8万人, 120 for 1.2倍, 800000 for 80万元."""
    ratio = ratio_scale(unit)
    if ratio is not None:
        return Fraction(value) * Fraction(ratio)
    found = canonical(unit)
    if found is not None:
        return Fraction(value) * Fraction(found[1])
    scales = (read_scale(unit[:length]) for length in (2, 1) if len(unit) >= length)
    return Fraction(value) * next((scale for scale in scales if scale), 1)


def _share(stated: Fraction, asked: Decimal, asked_unit: str) -> Likeness:
    scale = ratio_scale(asked_unit)
    wanted = stated if scale is None else stated * 100 / Fraction(scale)
    if wanted == Fraction(asked):
        return Likeness.SAME
    exponent = asked.as_tuple().exponent
    places = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    nearby = (Decimal(wanted.numerator) / Decimal(wanted.denominator)).quantize(places, ROUND_HALF_UP)
    return Likeness.ROUNDED if nearby == asked and exponent != 0 else Likeness.DIFFERENT
