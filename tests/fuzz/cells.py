"""What a cell of an .xlsx shows, by a reading that shares nothing with the program's own; and writing another one."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
from decimal import Decimal, InvalidOperation

from lxml import etree

from tests.fuzz.damage import Parts, packed, parts_of

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_UNITS = {"": 1, "%": 1, "人": 1, "家": 1, "个": 1, "名": 1, "万": 10_000, "万人": 10_000, "万元": 10_000, "元": 1}
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(\D*)", re.ASCII)


def simple(text: str) -> Decimal | None:
    """The number that a text plainly is (35, 35%, 0.8万人, without its unit); None of anything that needs thought."""
    match = _NUMBER.fullmatch(text)
    if match is None or match[2] not in _UNITS or len(match[1]) > 15:
        return None
    return Decimal(match[1]) * _UNITS[match[2]]


def shown(data: bytes, place: str) -> set[str]:
    """What any cell called `place` (sheet!cell) shows; of a damaged file there may be several, or none."""
    try:
        parts = dict(parts_of(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
        return set()
    sheet, _, ref = place.rpartition("!")
    strings = ["".join(item.itertext("{*}t")) for item in _all(parts.get("xl/sharedStrings.xml"), "{*}si")]
    percent = _percent_styles(parts.get("xl/styles.xml"))
    # However a damaged workbook assigns names to parts: a sheet's cell stands in one of them.
    del sheet
    texts = set()
    for name, content in parts.items():
        if "worksheets/" in name:
            for cell in _all(content, "{*}c"):
                if cell.get("r") == ref:
                    texts |= _texts(cell, strings, percent)
    return {text.strip() for text in texts}


def _texts(cell: etree._Element, strings: list[str], percent: set[int]) -> set[str]:
    kind, raw = cell.get("t", "n"), "".join(cell.itertext("{*}v"))
    inline = "".join(cell.itertext("{*}t"))
    if kind == "s":
        return {strings[int(raw)]} if raw.isdecimal() and int(raw) < len(strings) else set()
    if kind != "n":
        return {raw, inline}
    try:
        number = Decimal(raw)
        number = number if number == 0 else round(number, 14 - number.adjusted())
        is_percent = int(cell.get("s", "0")) in percent
    except (InvalidOperation, ValueError):
        return set()
    number = number * 100 if is_percent else number
    return {f"{number.normalize():f}{'%' if is_percent else ''}", *_days(number)}


def _days(number: Decimal) -> set[str]:
    """The days that a number may be, by the two ways to count them, where it is one of our times."""
    if number != int(number) or not 30_000 < number < 60_000:
        return set()
    return {(dt.date(1899, 12, 30) + dt.timedelta(int(number) + more)).isoformat() for more in (0, 1462)}


def _percent_styles(content: bytes | None) -> set[int]:
    codes = {one.get("numFmtId"): one.get("formatCode", "") for one in _all(content, "{*}numFmts/{*}numFmt")}
    formats = [one.get("numFmtId", "0") for one in _all(content, "{*}cellXfs/{*}xf")]
    return {number for number, code in enumerate(formats) if code in ("9", "10") or "%" in codes.get(code, "")}


def _all(content: bytes | None, path: str) -> list[etree._Element]:
    if content is None:
        return []
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, huge_tree=True))
        return list(root.findall(f".//{path}"))
    except etree.XMLSyntaxError:
        return []


def sheet_part(parts: Parts, sheet: str) -> str:
    """The part that holds the sheet of this name; KeyError where there is none."""
    content = dict(parts)
    ids = {one.get("name"): one.get(_ID) for one in _all(content["xl/workbook.xml"], "{*}sheet")}
    targets = {
        one.get("Id"): one.get("Target", "") for one in _all(content["xl/_rels/workbook.xml.rels"], "{*}Relationship")
    }
    return posixpath.normpath(posixpath.join("/xl", targets[ids[sheet]])).lstrip("/")


def changed(data: bytes, place: str, kind: str, inner: str, *, plain: bool = False) -> bytes | None:
    """The workbook with another content in one cell: its type and its elements. `plain` takes its style away.

    None where no such cell is written there.
    """
    parts = parts_of(data)
    sheet, _, ref = place.rpartition("!")
    name = sheet_part(parts, sheet)
    pattern = re.compile(rf'<c r="{ref}"(?: s="(\d+)")?[^>]*?(?:/>|>.*?</c>)'.encode(), re.DOTALL)
    content = dict(parts)[name]
    found = pattern.search(content)
    if found is None:
        return None
    style = b"" if plain or found[1] is None else b' s="' + found[1] + b'"'
    head = f'<c r="{ref}"'.encode() + style + (f' t="{kind}">' if kind else ">").encode()
    new = content[: found.start()] + head + inner.encode() + b"</c>" + content[found.end() :]
    return packed([(one, new if one == name else text) for one, text in parts])
