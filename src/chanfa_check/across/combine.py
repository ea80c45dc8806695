"""Several children's amounts made into one: added up, averaged, or the worst; and how firmly the outcome is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeAlias

from msgspec import Struct

from chanfa_check.model import How, Manner

Amount: TypeAlias = tuple[Decimal, Manner]
"""A number, and how firmly it is meant."""


class _Span(Struct, frozen=True):
    """Between which numbers the true one lies; None is no bound. `open` ones are not reached. `about`: roughly."""

    low: Decimal | None
    high: Decimal | None
    open_low: bool = False
    open_high: bool = False
    about: bool = False


def combine(
    how: How, amounts: Sequence[Amount], weights: Sequence[Decimal] = (), *, upward: bool = True
) -> Amount | None:
    """The outcome of at least one amount; None where it has bounds on both sides, or is a bound and rough as well.

    A sum of amounts of which one is 以上 is 以上. `weights` are for WEIGHTED, and not all 0; what has weight 0 does not
    count. `upward`: more is better, and the least is the worst.
    """
    if how is How.WEIGHTED:
        counted = [(_span(*one), weight) for one, weight in zip(amounts, weights, strict=True) if weight]
        total = sum((weight for _, weight in counted), Decimal(0))
        return _stated(_sum([_scaled(one, weight) for one, weight in counted]), total)
    spans = [_span(*one) for one in amounts]
    if how is How.WORST:
        return _stated(_worst(spans, min if upward else max))
    return _stated(_sum(spans), Decimal(len(spans)) if how is How.MEAN else Decimal(1))


def _span(value: Decimal, manner: Manner) -> _Span:
    if manner in (Manner.AT_LEAST, Manner.ABOVE):
        return _Span(value, None, open_low=manner is Manner.ABOVE)
    if manner in (Manner.AT_MOST, Manner.BELOW):
        return _Span(None, value, open_high=manner is Manner.BELOW)
    return _Span(value, value, about=manner is Manner.ABOUT)


def _scaled(one: _Span, weight: Decimal) -> _Span:
    low = None if one.low is None else one.low * weight
    high = None if one.high is None else one.high * weight
    return _Span(low, high, one.open_low, one.open_high, one.about)


def _sum(spans: Sequence[_Span]) -> _Span:
    return _Span(
        _total([one.low for one in spans]),
        _total([one.high for one in spans]),
        any(one.open_low for one in spans),
        any(one.open_high for one in spans),
        any(one.about for one in spans),
    )


def _total(bounds: Sequence[Decimal | None]) -> Decimal | None:
    known = [one for one in bounds if one is not None]
    return sum(known, Decimal(0)) if len(known) == len(bounds) else None


def _worst(spans: Sequence[_Span], least: Callable[..., Decimal]) -> _Span:
    """The least (or the most) lies beyond every span's far bound, and no further than the furthest near bound."""
    lows = [(one.low, one.open_low) for one in spans if one.low is not None]
    highs = [(one.high, one.open_high) for one in spans if one.high is not None]
    # The least is at most any of the highs, and at least the least of the lows where all have one; of the most, the
    # other way round.
    whole_lows, whole_highs = (lows, highs) if least is min else (highs, lows)
    far = _furthest(whole_lows, least) if len(whole_lows) == len(spans) else (None, False)
    near = _furthest(whole_highs, least) if whole_highs else (None, False)
    low, high = (far, near) if least is min else (near, far)
    return _Span(low[0], high[0], low[1], high[1], any(one.about for one in spans))


def _furthest(bounds: Sequence[tuple[Decimal, bool]], least: Callable[..., Decimal]) -> tuple[Decimal, bool]:
    """The least (or the most) of the bounds; reached where one of the equal ones is."""
    value = least(bound for bound, _ in bounds)
    return value, all(open_ for bound, open_ in bounds if bound == value)


def _stated(span: _Span, divisor: Decimal = Decimal(1)) -> Amount | None:
    low, high = span.low, span.high
    if low is not None and low == high:
        return low / divisor, Manner.ABOUT if span.about else Manner.EXACT
    if span.about or (low is None) == (high is None):
        return None
    if low is not None:
        return low / divisor, Manner.ABOVE if span.open_low else Manner.AT_LEAST
    assert high is not None
    return high / divisor, Manner.BELOW if span.open_high else Manner.AT_MOST
