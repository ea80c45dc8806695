"""Remembering what was worked out for a text: a month's reports say the same words again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

_MOST = 8192
_LONGEST = 120


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """The function, which must depend on its text alone, with its results for the latest texts kept.

    Of up to 120 characters each: longer ones are seldom met twice, and a hostile file could fill the memory with them.
    """
    return _Known(function).__getitem__


class _Known(dict[str, T], Generic[T]):
    """Results by text. A dict, as nothing else finds what it has so fast; it begins anew when it is full."""

    def __init__(self, function: Callable[[str], T]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> T:
        result = self._function(text)
        if len(text) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[text] = result
        return result
