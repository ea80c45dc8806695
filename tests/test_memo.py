"""What is remembered of texts, and how much of it at most."""

from __future__ import annotations

import pytest

from chanfa_check.memo import remembered


@pytest.mark.parametrize(
    ("length", "times"), [(1, 1), (120, 1), (121, 2), (999, 2), (1000, 1), (32_767, 1), (10**7, 2)]
)
def test_short_texts_and_very_long_ones_are_worked_out_once(length: int, times: int) -> None:
    asked = []
    known = remembered(lambda text: asked.append(text) or len(text))  # type: ignore[func-returns-value]
    assert [known("一" * length) for _ in range(2)] == [length, length]
    assert len(asked) == times


@pytest.mark.parametrize(("length", "most"), [(10, 8192), (1000, 600), (32_767, 20)])
def test_never_more_than_the_memory_holds(length: int, most: int) -> None:
    known = remembered(len)
    kept = known.__self__  # type: ignore[attr-defined]
    for number in range(3 * most):
        assert known(f"{number:0{length}}") == length
        assert 0 < len(kept) <= most
