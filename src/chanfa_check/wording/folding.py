"""A phrase in the one form that the grammar knows, and where each of its characters stood."""

from __future__ import annotations

from chanfa_check.quantity.numeral import fold
from chanfa_check.wording.reading import Span

_SAME = str.maketrans(
    {
        **dict.fromkeys("—–─~〜∼˜", "-"),
        **{"｡": "。", "│": "|", "×": "x", "﹤": "<", "﹥": ">", "≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤"},
    }
)


class Folded:
    """The folded text of a phrase. Blanks are gone, but for those that keep two figures apart."""

    def __init__(self, phrase: str) -> None:
        kept = [(char, at) for at, char in enumerate(phrase) for char in _plain(char)]
        spaced = [
            (char, at)
            for index, (char, at) in enumerate(kept)
            if char != " " or (_digit(kept, index, -1) and _digit(kept, index, 1))
        ]
        self.text = "".join(char for char, _ in spaced)
        self._at = [at for _, at in spaced]

    def span(self, first: int, end: int) -> Span:
        """Where in the phrase the characters `first` to `end` of the text stand."""
        return (self._at[first], self._at[end - 1] + 1) if first < end else (0, 0)


def _plain(char: str) -> str:
    if char == "\n":
        return char
    # A blank has to stay one here: `fold` strips the ends of what it is given.
    return fold(f".{char}.")[1:-1].translate(_SAME) if char != "\t" else "|"


def _digit(kept: list[tuple[str, int]], index: int, step: int) -> bool:
    """Whether the next character that is no blank is a figure."""
    index += step
    while 0 <= index < len(kept) and kept[index][0] == " ":
        index += step
    return 0 <= index < len(kept) and kept[index][0].isdigit()
