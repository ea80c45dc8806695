"""Reads .xlsb (MS-XLSB): the records of the workbook, its strings, its styles and its sheets.

Why not python-calamine: it takes dates that Excel stores as whole numbers, which is most of them, for plain numbers.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from . import grid, numbers
from .archive import Package, fold
from .model import Area, Cell, Sheet, Value, damaged
from .numbers import Shape
from .package import needed_part, part, refuse_two_tables, relationships

_ROW, _WORKBOOK_PROPERTIES, _SHEET, _MERGED = 0, 153, 156, 176
_STRING_ITEM, _FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 19, 44, 47, 617, 618
_RICH_TEXT = 62
# What a cell record holds (2.4, BrtCellRk … BrtFmlaError); the short ones leave their column out.
_RK, _ERROR, _BOOLEAN, _REAL, _TEXT, _SHARED = range(2, 8)
_FORMULAS = {8: _TEXT, 9: _REAL, 10: _BOOLEAN, 11: _ERROR}
_SHORT = {12 + offset: 1 + offset for offset in range(7)}
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def read(package: Package, main: str) -> tuple[Sheet, ...]:
    """The worksheets of the package whose workbook part is `main`. Chart, dialog and macro sheets are passed over."""
    try:
        return _read(package, main)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise damaged("内部记录不完整") from error


def _read(package: Package, main: str) -> tuple[Sheet, ...]:
    links = relationships(package, main)
    refuse_two_tables(links)
    targets = {identity: (kind, target) for identity, kind, target in links}
    parts = {kind: part(package, target) or b"" for _, kind, target in links if kind in ("sharedStrings", "styles")}
    strings = [_text(body, 1) for kind, body in _records(parts.get("sharedStrings", b"")) if kind == _STRING_ITEM]
    shapes = _shapes(parts.get("styles", b""))
    epoch_1904 = False
    read_already: set[str] = set()
    sheets = grid.Sheets()
    for kind, body in _records(needed_part(package, main)):
        if kind == _WORKBOOK_PROPERTIES:
            epoch_1904 = bool(body[0] & 1)
        elif kind == _SHEET:
            state, _, length = struct.unpack_from("<III", body)
            name = _text(body, 12 + length * 2)
            identity = body[12 : 12 + length * 2].decode("utf-16-le")
            if identity not in targets:
                raise damaged(f"找不到工作表“{name}”的内容")
            sort, target = targets[identity]
            if sort == "worksheet":
                if fold(target) in read_already:
                    raise damaged(f"工作表“{name}”与另一张工作表共用内容")
                read_already.add(fold(target))
                rows, merged = _cells(needed_part(package, target), strings, shapes, epoch_1904)
                sheets.add(name, state == 0, rows, merged)
    return sheets.all()


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while position < len(content):
        kind = content[position]
        position += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | content[position] << 7
            position += 1
        size = shift = 0
        while True:
            byte = content[position]
            position += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift == 28:
                break
        if position + size > len(content):
            raise damaged("内部记录不完整")
        yield kind, content[position : position + size]
        position += size


def _text(body: bytes, offset: int) -> str:
    (length,) = struct.unpack_from("<I", body, offset)
    written = body[offset + 4 : offset + 4 + length * 2]
    if len(written) < length * 2:
        raise damaged("内部文字不完整")
    return written.decode("utf-16-le", "replace")


def _shapes(content: bytes) -> list[Shape]:
    codes: dict[int, str] = {}
    shapes = []
    inside = False
    for kind, body in _records(content):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _text(body, 2)
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            inside = kind == _STYLES_BEGIN
        elif kind == _STYLE and inside:
            number = struct.unpack_from("<H", body, 2)[0]
            shapes.append(numbers.shape(number, codes.get(number)))
    return shapes


def _cells(content: bytes, strings: list[str], shapes: list[Shape], epoch_1904: bool) -> tuple[grid.Rows, list[Area]]:
    cells = grid.Grid()
    merged = []
    row = column = 0
    for kind, body in _records(content):
        if kind == _ROW:
            row, column = struct.unpack_from("<I", body)[0] + 1, 0
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", body)
            if bottom >= grid.LAST_ROW or right >= grid.LAST_COLUMN:
                raise damaged("合并单元格超出工作表范围")
            merged.append(Area(top + 1, left + 1, bottom + 1, right + 1))
        elif kind <= max(_SHORT) or kind == _RICH_TEXT:
            short = kind in _SHORT
            column = column + 1 if short else struct.unpack_from("<I", body)[0] + 1
            style, payload = (body[:3], body[4:]) if short else (body[4:7], body[8:])
            number = int.from_bytes(style, "little")
            shape = shapes[number] if number < len(shapes) else Shape.PLAIN
            holds = _SHORT.get(kind) or _FORMULAS.get(kind, kind)
            value = _value(holds, payload, strings, shape, epoch_1904)
            if value != "":
                percent = shape is Shape.PERCENT and holds in (_RK, _REAL)
                cells.add(Cell(row, column, value, percent, False, holds == _ERROR))
    return cells.rows, merged


def _value(holds: int, payload: bytes, strings: list[str], shape: Shape, epoch_1904: bool) -> Value:
    value: Value = ""
    if holds == _SHARED:
        value = strings[int.from_bytes(payload[:4], "little")]
    elif holds in (_TEXT, _RICH_TEXT):
        value = _text(payload, 1 if holds == _RICH_TEXT else 0)
    elif holds == _BOOLEAN:
        if payload[0] > 1:
            raise damaged(f"逻辑值单元格中存有“{payload[0]}”")
        value = payload[0] == 1
    elif holds == _ERROR:
        value = _ERRORS.get(payload[0], "#VALUE!")
    elif holds == _REAL:
        value = numbers.value(struct.unpack_from("<d", payload)[0], shape, epoch_1904)
    elif holds == _RK:
        value = numbers.value(_rk(payload), shape, epoch_1904)
    return value


def _rk(payload: bytes) -> float:
    (packed,) = struct.unpack_from("<i", payload)
    # Bit 0: hundredfold; bit 1: a whole number rather than the upper half of a double (2.5.123).
    number: float = packed >> 2 if packed & 2 else struct.unpack("<d", struct.pack("<q", (packed & ~3) << 32))[0]
    return number / 100 if packed & 1 else number
