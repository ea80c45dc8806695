"""Reads .xlsx and .xlsm: one pass over each sheet gives values, formats, formulas and merged ranges together.

Why not python-calamine: it gives no percent formats, no error texts and no unsaved formulas, so this pass over every
cell is needed in any case, and it then costs nothing to keep the values; calamine moreover allocates a sheet's whole
rectangle at once (512 GiB and an abort for one cell at XFD1048576), and takes the Chinese date formats for numbers.
"""

from __future__ import annotations

from collections.abc import Iterable

from . import grid, numbers
from .archive import Package, fold
from .model import Sheet, damaged
from .numbers import Shape
from .package import (
    Attributes,
    LocalNames,
    needed_part,
    needed_stream,
    parse_xml,
    part,
    refuse_two_tables,
    relationships,
    remembered,
    streamed_part,
)
from .xlsx_plain import scan_sheet, scan_strings
from .xlsx_sheet import Content, integer, read_sheet, unescape


def read(package: Package, main: str) -> tuple[Sheet, ...]:
    """The worksheets of the package whose workbook part is `main`. Chart, dialog and macro sheets are passed over."""
    links = relationships(package, main)
    listed, epoch_1904 = _sheets(needed_part(package, main))
    grid.check_sheets(len(listed))
    strings: tuple[str, ...] = ()
    shapes: tuple[Shape, ...] = ()
    refuse_two_tables(links)
    for _, kind, target in links:
        if kind == "sharedStrings" and (text := streamed_part(package, target)) is not None:
            scanned = scan_strings(text) if isinstance(text, bytes) else None
            strings = read_strings(text) if scanned is None else scanned
        elif kind == "styles" and (content := part(package, target)) is not None:
            shapes = _shapes(content)
    targets = {identity: (kind, target) for identity, kind, target in links}
    read_already: set[str] = set()
    sheets = grid.Sheets()
    for name, visible, identity in listed:
        if identity not in targets:
            raise damaged(f"找不到工作表“{name}”的内容")
        kind, target = targets[identity]
        if kind == "worksheet":
            if fold(target) in read_already:
                raise damaged(f"工作表“{name}”与另一张工作表共用内容")
            read_already.add(fold(target))
            data = needed_stream(package, target)
            plain = scan_sheet(data, strings, shapes, epoch_1904) if isinstance(data, bytes) else None
            rows, merged = plain or read_sheet(data, strings, shapes, epoch_1904)
            sheets.add(name, visible, rows, merged)
    return sheets.all()


@remembered
def _sheets(content: bytes) -> tuple[tuple[tuple[str, bool, str], ...], bool]:
    names = LocalNames()
    found: list[tuple[str, bool, str]] = []
    epoch_1904 = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal epoch_1904
        name = names[tag]
        if name == "sheet":
            identity = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            visible = attributes.get("state", "visible") == "visible"
            found.append((unescape(attributes.get("name", "")), visible, identity))
        elif name == "workbookPr":
            epoch_1904 = attributes.get("date1904") in ("1", "true", "on")

    parse_xml(content, start)
    return tuple(found), epoch_1904


@remembered
def _shapes(content: bytes) -> tuple[Shape, ...]:
    names = LocalNames()
    codes: dict[int, str] = {}
    formats: list[int] = []
    inside = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal inside
        name = names[tag]
        if name == "cellXfs":
            inside = True
        elif name == "numFmt":
            codes.setdefault(integer(attributes.get("numFmtId", "0")), unescape(attributes.get("formatCode", "")))
        elif name == "xf" and inside:
            formats.append(integer(attributes.get("numFmtId", "0")))

    def end(tag: str) -> None:
        nonlocal inside
        if names[tag] == "cellXfs":
            inside = False

    parse_xml(content, start, end)
    return tuple([numbers.shape(number, codes.get(number)) for number in formats])


def read_strings(content: bytes | Iterable[bytes]) -> tuple[str, ...]:
    """The shared strings of any string part, in one pass of expat."""
    names = LocalNames()
    strings: list[str] = []
    item: Content | None = None

    def start(tag: str, _: Attributes) -> None:
        nonlocal item
        name = names[tag]
        if item is not None:
            item.open(name)
        elif name == "si":
            item = Content("is")

    def end(_: str) -> None:
        nonlocal item
        if item is None:
            return
        if len(item.path) > 1:
            item.close()
            return
        written, item = item.text(), None
        if written is None:
            raise damaged(f"第 {len(strings) + 1} 个共享字符串存有两段文字")
        strings.append(unescape(written))

    def text(piece: str) -> None:
        if item is not None and item.kept:
            item.pieces.append(piece)

    parse_xml(content, start, end, text)
    return tuple(strings)
