"""What a message says of cells."""

from __future__ import annotations

import pytest

from chanfa_check.submission.cells import listed, quoted


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("", ""),
        ("ab", "a0，b1"),
        ("aaaaab", "a0，a1，a2，a3，a4，b5"),
        ("aaaaaab", "a0，b6 等"),
        ("aaaaaaabaacb", "a0，b7，c10 等"),
        ("abcdefgh" * 1000, "a0，b1，c2，d3，e4，f5 等"),
    ],
)
def test_what_differs_is_listed(said: str, shown: str) -> None:
    assert listed((one, f"{one}{place}") for place, one in enumerate(said)) == shown


def test_what_is_said_again_in_the_same_words_is_listed_once() -> None:
    assert listed([("a", "甲"), ("b", "乙")] * 9) == "甲，乙"


@pytest.mark.parametrize(
    ("length", "shown"), [(0, ""), (200, "一" * 200), (201, f"{'一' * 200}…"), (9999, f"{'一' * 200}…")]
)
def test_a_long_text_is_quoted_by_its_beginning(length: int, shown: str) -> None:
    assert quoted("一" * length) == f"“{shown}”"
