"""Scans any worksheet part of .xlsx: values, formats, formulas and merged ranges in a single pass of expat."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from . import grid, numbers
from .grid import Grid, Rows
from .model import Area, Cell, Value, damaged
from .numbers import Shape
from .package import Attributes, LocalNames, parse_xml

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


def read_sheet(
    content: bytes | Iterable[bytes], strings: Sequence[str], shapes: Sequence[Shape], epoch_1904: bool
) -> tuple[Rows, list[Area]]:
    """The cells with content and the merged ranges of one worksheet part.

    `shapes` are the number formats by style index, `strings` the shared strings by theirs.
    """
    names = LocalNames()
    cells = Grid()
    merged: list[Area] = []
    by_style: dict[str, Shape] = {}
    row, column, kind, style = 0, 0, "", ""
    stored: list[str] | None = None
    formula = collecting = phonetic = inside = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal row, column, kind, style, stored, formula, collecting, phonetic, inside
        name = names[tag]
        if name == "c":
            ref = attributes.get("r")
            row, column = _place(ref) if ref else (row, column + 1)
            kind, style = attributes.get("t", "n"), attributes.get("s", "0")
            stored, formula, inside = None, False, True
        elif name == "row":
            row, column = (integer(attributes["r"]) if "r" in attributes else row + 1), 0
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            merged.append(area(_place(first), _place(last or first)))
        elif not inside:
            return
        elif name == "v" or (name == "t" and not phonetic):
            collecting, stored = True, stored or []
        elif name == "f":
            formula = True
        elif name == "rPh":
            phonetic = True

    def end(tag: str) -> None:
        nonlocal collecting, phonetic, inside
        name = names[tag]
        if name in ("v", "t"):
            collecting = False
        elif name == "rPh":
            phonetic = False
        elif name == "c":
            inside = False
            if stored is None and not formula:
                return
            shape = by_style[style] if style in by_style else by_style.setdefault(style, style_shape(shapes, style))
            percent = shape is Shape.PERCENT and kind == "n"
            raw = "".join(stored or ())
            value = _value(kind, raw, strings, shape, epoch_1904) if raw else ""
            if value != "":
                cells.add(Cell(row, column, value, percent, False, kind == "e"))
            elif formula and not raw and kind != "str":  # an empty text that was calculated is stored as such
                cells.add(Cell(row, column, "", percent, True))

    def text(piece: str) -> None:
        if collecting and stored is not None:
            stored.append(piece)

    parse_xml(content, start, end, text)
    return cells.rows, merged


def unescape(text: str) -> str:
    """Undo the file format's own escapes: _x000D_ is a carriage return, _x005F_ an underscore."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def integer(text: str) -> int:
    """An index or identifier as a file writes it: a whole number from 0 on."""
    try:
        number = int(text)
    except ValueError:
        number = -1
    if number < 0:
        raise damaged(f"编号“{text[:20]}”有误")
    return number


def _value(kind: str, raw: str, strings: Sequence[str], shape: Shape, epoch_1904: bool) -> Value:
    read = _READERS.get(kind)
    if read is not None:
        return read(raw)
    if kind == "s":
        index = integer(raw)
        if index >= len(strings):
            raise damaged("共享字符串缺失")
        return strings[index]
    if kind != "n":
        raise damaged(f"单元格类型“{kind[:20]}”不明")
    return numbers.read(raw, shape, epoch_1904)


def style_shape(shapes: Sequence[Shape], style: str) -> Shape:
    """The shape of a cell's style, an index into the workbook's `shapes`."""
    number = integer(style)
    return shapes[number] if number < len(shapes) else Shape.PLAIN


def _boolean(raw: str) -> bool:
    return raw.strip() in ("1", "true")


def iso_date(raw: str) -> Value:
    """A date or time as strict files may write it; the text itself where it is none."""
    try:
        if raw.startswith("T") or ":" in raw[:3]:
            return dt.time.fromisoformat(raw)
        return numbers.midnight_is_date(dt.datetime.fromisoformat(raw).replace(tzinfo=None))
    except ValueError:
        return raw


_READERS: dict[str, Callable[[str], Value]] = {
    "str": unescape,
    "inlineStr": unescape,
    "e": unescape,
    "b": _boolean,
    "d": iso_date,
}


def area(first: tuple[int, int], last: tuple[int, int]) -> Area:
    """The merged range between two cells, each given by row and column."""
    (top, left), (bottom, right) = first, last
    if bottom > grid.LAST_ROW or right > grid.LAST_COLUMN:
        raise damaged("合并单元格超出工作表范围")
    return Area(top, left, bottom, right)


def _place(ref: str) -> tuple[int, int]:
    match = _REF.fullmatch(ref)
    if match is None:
        raise damaged(f"单元格地址“{ref[:20]}”有误")
    return int(match[2]), column_number(match[1])


@cache
def column_number(letters: str) -> int:
    """The number, from 1, of the column with these letters."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column
