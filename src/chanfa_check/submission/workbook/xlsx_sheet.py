"""Scans any worksheet part of .xlsx: values, formats, formulas and merged ranges in a single pass of expat."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from . import grid, numbers
from .grid import Grid, Rows
from .model import Area, Cell, Value, cell_name, damaged
from .numbers import Shape
from .package import Attributes, LocalNames, parse_xml

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# What counts in a cell, by the elements around it: a value, a formula, inline text, plain or in runs of their own.
_SORTS = {("v",): "v", ("f",): "f", ("is",): "i", ("is", "t"): "t", ("is", "r"): "r", ("is", "r", "t"): "x"}
TEXTS = ("inlineStr", "str", "e")
"""The types of cells whose content is text."""
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
    cell: Content | None = None
    data = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal row, column, kind, style, cell, data
        name = names[tag]
        if cell is not None:
            cell.open(name)
        elif name == "c":
            ref = attributes.get("r")
            row, column = _place(ref) if ref else (row, column + 1)
            if not data:
                raise damaged(f"单元格 {cell_name(row, column)} 不在工作表的数据里")
            kind, style = attributes.get("t", "n"), attributes.get("s", "0")
            cell = Content()
        elif name == "row":
            row, column = (integer(attributes["r"]) if "r" in attributes else row + 1), 0
        elif name == "sheetData":
            data = True
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            merged.append(area(_place(first), _place(last or first)))

    def end(tag: str) -> None:
        nonlocal cell, data
        if cell is None:
            data = data and names[tag] != "sheetData"
            return
        if cell.path:
            cell.close()
            return
        raw, formula, inline, cell = cell.text(), cell.formula, "i" in cell.order, None
        if raw is None:
            raise damaged(f"单元格 {cell_name(row, column)} 存有两个值")
        if not raw and not formula:
            return
        if raw and inline and kind not in TEXTS:
            raise damaged(f"单元格 {cell_name(row, column)} 的内容与类型“{kind[:20]}”不符")
        shape = by_style[style] if style in by_style else by_style.setdefault(style, style_shape(shapes, style))
        percent = shape is Shape.PERCENT and kind == "n"
        value = _value(kind, raw, strings, shape, epoch_1904) if raw else ""
        if value != "":
            cells.add(Cell(row, column, value, percent, False, kind == "e"))
        elif not raw and kind != "str":  # an empty text that was calculated is stored as such
            cells.add(Cell(row, column, "", percent, True))

    def text(piece: str) -> None:
        if cell is not None and cell.kept:
            cell.pieces.append(piece)

    parse_xml(content, start, end, text)
    return cells.rows, merged


class Content:
    """What a cell or a shared string holds, element by element as they come; `path` are those that are open in it."""

    __slots__ = ("formula", "kept", "order", "path", "pieces")

    def __init__(self, *path: str) -> None:
        self.path = list(path)
        self.order: list[str] = []
        self.pieces: list[str] = []
        self.formula = self.kept = False

    def open(self, name: str) -> None:
        """An element begins."""
        if self.kept:
            raise damaged("单元格的文字里夹有别的内容")
        self.path.append(name)
        sort = _SORTS.get(tuple(self.path)) if len(self.path) < 4 else None
        if sort == "f":
            self.formula = True
        elif sort:
            self.order.append(sort)
            self.kept = sort in "vtx"

    def close(self) -> None:
        """The innermost element ends."""
        self.path.pop()
        self.kept = False

    def text(self) -> str | None:
        """What is stored, as it is written; None where more than one thing is."""
        # Whoever glues the pieces of a broken cell together reads 65 where 6 and 5 stand.
        if len(self.order) > 1 and not re.fullmatch("i?(?:t|(?:rx?)*)", "".join(self.order)):
            return None
        return "".join(self.pieces)


def unescape(text: str) -> str:
    """Undo the file format's own escapes: _x000D_ is a carriage return, _x005F_ an underscore."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def integer(text: str) -> int:
    """An index or identifier as a file writes it: a whole number from 0 on."""
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise damaged(f"编号“{text[:20]}”有误")
    return int(text)


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
    value = {"0": False, "1": True, "false": False, "true": True}.get(raw)
    if value is None:
        raise damaged(f"逻辑值单元格中存有“{raw[:20]}”")
    return value


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
