"""Cells in a worksheet's XML: found or made, and given another fill."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from chanfa_check.output.annotate.parts import Element
from chanfa_check.output.annotate.styles import Styles, fill_at, with_fill

_REF = re.compile(r"([A-Z]+)([0-9]+)")


class Cells(Struct, frozen=True):
    """A worksheet's root, its rows by number, and its merged ranges: top, left, bottom, right."""

    root: Element
    rows: dict[int, Element]
    merged: tuple[tuple[int, int, int, int], ...]


def cells(root: Element) -> Cells:
    """The worksheet, ready to look cells up in."""
    data = root.find("{*}sheetData")
    rows = dict(_numbered(data, "row")) if data is not None else {}
    ranges = [one.get("ref", "").split(":") for one in root.iterfind("{*}mergeCells/{*}mergeCell")]
    merged = tuple((*position(first), *position(last)) for first, last in (one for one in ranges if len(one) == 2))
    return Cells(root, rows, merged)


def position(ref: str) -> tuple[int, int]:
    """Row and column of a cell's name, counted from 1."""
    match = _REF.fullmatch(ref.replace("$", ""))
    assert match is not None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def first_of_merged(found: Cells, row: int, column: int) -> tuple[int, int]:
    """The cell that is shown where this one lies: the first of its merged range, else itself."""
    for top, left, bottom, right in found.merged:
        if top <= row <= bottom and left <= column <= right:
            return top, left
    return row, column


def refill(found: Cells, styles: Styles, row: int, column: int, fill: str) -> str:
    """Gives the cell another fill, and nothing else; gives back the XML of the one that it had."""
    cell = _cell(found, row, column)
    style = int(cell.get("s", "0"))
    before = fill_at(styles, style)
    cell.set("s", str(with_fill(styles, style, fill)))
    return before


def fill_of(found: Cells, styles: Styles, row: int, column: int) -> str:
    """The XML of the cell's fill."""
    return fill_at(styles, int(_cell(found, row, column).get("s", "0")))


def _cell(found: Cells, row: int, column: int) -> Element:
    line = found.rows.get(row)
    if line is None:
        line = _inserted(found.root.find("{*}sheetData"), "row", found.rows, row)
        line.set("r", str(row))
        found.rows[row] = line
    there = dict(_numbered(line, "c"))
    if column in there:
        return there[column]
    from openpyxl.utils import get_column_letter

    cell = _inserted(line, "c", there, column)
    cell.set("r", f"{get_column_letter(column)}{row}")
    style = line.get("s") if line.get("customFormat") in ("1", "true") else _column_style(found.root, column)
    if style:
        cell.set("s", style)
    return cell


def _column_style(root: Element, column: int) -> str | None:
    for one in root.iterfind("{*}cols/{*}col"):
        if int(one.get("min", "0")) <= column <= int(one.get("max", "0")):
            style: str | None = one.get("style")
            return style
    return None


def _inserted(parent: Element, tag: str, there: dict[int, Element], number: int) -> Element:
    """A new child before the first whose number is higher."""
    new = parent.makeelement(f"{parent.tag.partition('}')[0]}}}{tag}")
    after = min((one for one in there if one > number), default=None)
    if after is None:
        parent.append(new)
    else:
        there[after].addprevious(new)
    return new


def _numbered(parent: Element, tag: str) -> Iterator[tuple[int, Element]]:
    """The rows, or a row's cells, by number; one that does not say its own follows the one before."""
    number = 0
    for one in parent.iterfind(f"{{*}}{tag}"):
        said = one.get("r")
        number = (int(said) if tag == "row" else position(said)[1]) if said else number + 1
        yield number, one
