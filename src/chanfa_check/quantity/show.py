"""Numbers as a clerk reads them, never rounded across what they are compared with."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from chanfa_check.quantity.unit import plain

PLACES = 2
MOST_PLACES = 12


def show_amount(value: Decimal, unit: str, beside: Decimal | None = None) -> str:
    """`value` with its unit: "35%", "8000 人", "21.43 名".

    Rounded to two places where it has more; to as many more as keep it on its side of `beside` (34.996 beside 35).
    """
    text = plain(_rounded(value, beside) or Decimal(0))
    return f"{text}{unit}" if unit in ("%", "‰", "") else f"{text} {unit}"


def show_percent(fraction: Decimal) -> str:
    """A fraction as a percentage: 0.06 is "6%"."""
    return f"{plain(fraction * 100)}%"


def _rounded(value: Decimal, beside: Decimal | None) -> Decimal:
    exact = Context(prec=max(value.adjusted(), 0) + MOST_PLACES + 1)
    for places in range(PLACES, MOST_PLACES):
        short = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, exact)
        if beside is None or _order(short, beside) == _order(value, beside):
            return short
    return value


def _order(one: Decimal, other: Decimal) -> int:
    return (one > other) - (one < other)
