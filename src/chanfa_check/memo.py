"""Remembering what was worked out for a text: a month's reports say the same words again and again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")

_MOST = 4096
_LONGEST = 120


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """The function, which must depend on its text alone, with its latest results for texts of up to 120 characters.

    Longer texts are seldom met twice, and a hostile file could fill the memory with them.
    """
    known = lru_cache(maxsize=_MOST)(function)

    @wraps(function)
    def recall(text: str) -> T:
        return known(text) if len(text) <= _LONGEST else function(text)

    return recall
