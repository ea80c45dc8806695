"""Five hundred mutated files of every kind, in a process of their own; `python -m tests.fuzz` runs any number."""

from __future__ import annotations

from collections import Counter

from tests.fuzz.__main__ import fuzz
from tests.fuzz.case import KINDS, made

RUNS = 500


def test_nothing_breaks_it() -> None:
    outcomes = list(fuzz(seed=2020, numbers=range(RUNS)))
    assert {outcome.number: outcome.failures for outcome in outcomes if outcome.failures} == {}
    assert [outcome.number for outcome in outcomes] == list(range(RUNS))
    assert Counter(outcome.kind for outcome in outcomes) == dict.fromkeys(KINDS, RUNS // len(KINDS))
    # Mutations that all end in the same way test nothing.
    assert {outcome.exit for outcome in outcomes} == {0, 1, 3}
    assert len({code for outcome in outcomes for code in outcome.codes}) > 8


def test_a_case_is_always_the_same() -> None:
    for number in range(20):
        assert made(7, number) == made(7, number)
        assert made(7, number) != made(8, number)
