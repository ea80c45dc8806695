"""Amounts made into one: what comes out holds for whatever the true numbers are, and never says more than is known."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.across.combine import Amount, combine
from chanfa_check.model import How, Manner

E, ABOUT, LEAST, ABOVE, MOST, BELOW = Manner
D = Decimal


@pytest.mark.parametrize(
    ("how", "amounts", "expected"),
    [
        (How.SUM, [(1, E), (2, E)], (3, E)),
        (How.SUM, [(0, E)], (0, E)),
        (How.SUM, [(1, E), (2, ABOUT)], (3, ABOUT)),
        (How.SUM, [(1, E), (2, LEAST)], (3, LEAST)),
        (How.SUM, [(1, LEAST), (2, ABOVE)], (3, ABOVE)),
        (How.SUM, [(1, MOST), (2, BELOW), (3, E)], (6, BELOW)),
        (How.SUM, [(1, LEAST), (2, MOST)], None),
        (How.SUM, [(1, LEAST), (2, ABOUT)], None),
        (How.MEAN, [(1, E), (2, ABOVE)], (D("1.5"), ABOVE)),
        (How.WORST, [(3, E), (2, E)], (2, E)),
        (How.WORST, [(3, LEAST), (2, E)], (2, E)),
        (How.WORST, [(3, E), (2, LEAST)], None),
        (How.WORST, [(3, ABOVE), (2, LEAST)], (2, LEAST)),
        (How.WORST, [(3, MOST), (3, E)], (3, MOST)),
        (How.WORST, [(2, ABOVE), (2, E)], (2, E)),
        (How.WORST, [(3, MOST), (2, E)], (2, MOST)),
        (How.WORST, [(3, ABOUT), (2, E)], (2, ABOUT)),
    ],
)
def test_what_comes_out(how: How, amounts: list[tuple[int, Manner]], expected: tuple[Decimal, Manner] | None) -> None:
    given_ = [(D(value), manner) for value, manner in amounts]
    assert combine(how, given_) == expected


def test_the_most_is_the_worst_where_less_is_better() -> None:
    assert combine(How.WORST, [(D(3), E), (D(2), E)], upward=False) == (D(3), E)
    assert combine(How.WORST, [(D(3), E), (D(2), MOST)], upward=False) == (D(3), E)
    assert combine(How.WORST, [(D(3), E), (D(2), LEAST)], upward=False) == (D(3), LEAST)


def test_weights() -> None:
    amounts = [(D(90), E), (D(60), E), (D(1), BELOW)]
    assert combine(How.WEIGHTED, amounts, [D(2), D(1), D(0)]) == (D(80), E)
    assert combine(How.WEIGHTED, amounts, [D(2), D(1), D(1)]) == (D("60.25"), BELOW)


BOUNDS = {
    E: lambda true, said: true == said,
    LEAST: lambda true, said: true >= said,
    ABOVE: lambda true, said: true > said,
    MOST: lambda true, said: true <= said,
    BELOW: lambda true, said: true < said,
}
meant = st.tuples(st.integers(0, 20), st.sampled_from(list(BOUNDS)), st.integers(0, 10))


def _true(said: int, manner: Manner, by: int) -> int:
    """A number that is meant by what was said."""
    by += manner in (ABOVE, BELOW)
    return {E: said, LEAST: said + by, ABOVE: said + by, MOST: said - by, BELOW: said - by}[manner]


@given(st.sampled_from(How), st.lists(meant, min_size=1, max_size=5), st.booleans())
def test_what_comes_out_holds_for_the_true_numbers(how: How, several: list[tuple[int, Manner, int]], up: bool) -> None:
    amounts: list[Amount] = [(D(said), manner) for said, manner, _ in several]
    weights = [D(1 + position % 3) for position, _ in enumerate(several)]
    trues: list[Amount] = [(D(_true(*one)), E) for one in several]
    stated, true = (combine(how, each, weights, upward=up) for each in (amounts, trues))
    assert true
    assert true[1] is E
    if stated:
        assert BOUNDS[stated[1]](true[0], stated[0])
    if all(manner is E for _, manner, _ in several):
        assert stated == true


@given(st.lists(st.decimals(0, 10**9, places=4), min_size=1, max_size=9))
def test_a_sum_is_exact(amounts: list[Decimal]) -> None:
    assert combine(How.SUM, [(one, E) for one in amounts]) == (sum(amounts), E)
