"""How the office's workbooks look: fonts, the verdicts' fills, texts that are safe in a cell, and room for them."""

from __future__ import annotations

import math
import re
import unicodedata

from chanfa_check.model import Light, Status
from chanfa_check.output.text import as_text

FONT, TITLE_FONT = "宋体", "黑体"
HEADER, CAPTION, LINK = "DCE6F1", "F2F2F2", "0563C1"
RED, YELLOW, GREEN, MAGENTA, CYAN, GREY = "FFC7CE", "FFEB9C", "C6EFCE", "F3CBEE", "CFEFF5", "EDEDED"
FILLS = {
    Status.UNMET: RED,
    Status.INVALID: MAGENTA,
    Status.MISSING: RED,
    Status.BEHIND: YELLOW,
    Status.REVIEW: CYAN,
    Status.ON_TRACK: GREEN,
    Status.MET: GREEN,
    Status.NOT_DUE: GREY,
    Status.NO_TARGET: GREY,
}

MOST_CHARACTERS = 32_767
"""In one cell, counted as Excel does: a character beyond the basic plane is two."""
HIGHEST = 409.0
"""Of a row, in points, as Excel allows."""
LINE = 14.0
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def fill_of(status: Status, light: Light | None) -> str:
    """The colour that stands behind a verdict, as RRGGBB."""
    return RED if light is Light.RED else FILLS[status]


def clean(text: str) -> str:
    """The text as a cell can hold it, with its line breaks: what is too long ends by saying so."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    legal = escaped("\n".join(map(as_text, lines)))
    if _units(legal) <= MOST_CHARACTERS:
        return legal
    said = f"……（全文 {len(text)} 字，一个单元格放不下，其余见原报表）"
    kept = legal[: MOST_CHARACTERS - len(said)]
    while _units(kept) + len(said) > MOST_CHARACTERS:
        kept = kept[: -((_units(kept) + len(said) - MOST_CHARACTERS + 1) // 2)]
    return kept + said


def escaped(text: str) -> str:
    """The text so that Excel shows it as it stands, and reads no _x0041_ in it as an escape of its own."""
    return _ESCAPED.sub("_x005F_", text)


def digits(text: str) -> int:
    """How wide a line is, in digits: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def widest(text: str) -> int:
    """How wide the widest of its lines is."""
    return max(map(digits, text.split("\n")))


def height(text: str, width: float, size: float = 10) -> float:
    """The height in points that the text takes when it is wrapped in a column of this width (in digits)."""
    # The cell keeps a little room at both sides, and Chinese marks never begin a line.
    room = max(2, int((width * 10 / size - 1) * 0.94))
    lines = sum(max(1, math.ceil(digits(part) / room)) for part in text.split("\n"))
    return lines * LINE * size / 10


def row_height(wanted: float) -> float:
    """A row's height: some air around the text, and never more than Excel allows."""
    return min(HIGHEST, max(20.0, wanted + 6))


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)
