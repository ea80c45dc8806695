"""Remembering what was worked out for a text: a month's reports say the same words again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

_MOST = 8192
_SHORT = 120
_LONG = 1000
_WEIGHT = 64


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """The function, which must depend on its text alone, with its results for the latest texts kept.

    Of up to 120 characters each, as longer ones are seldom met twice; and of 1000 or more, as one such text may stand
    in every row of a sheet and takes long each time. Those weigh as much as many short ones: memory stays bounded.
    """
    return _Known(function).__getitem__


class _Known(dict[str, T], Generic[T]):
    """Results by text. A dict, as nothing else finds what it has so fast; it begins anew when it is full."""

    def __init__(self, function: Callable[[str], T]) -> None:
        super().__init__()
        self._function = function
        self._room = _MOST

    def __missing__(self, text: str) -> T:
        result = self._function(text)
        length = len(text)
        if length <= _SHORT or length >= _LONG:
            weight = 1 if length <= _SHORT else length // _WEIGHT
            if weight > self._room:
                self.clear()
                self._room = _MOST
            if weight <= self._room:
                self._room -= weight
                self[text] = result
        return result
