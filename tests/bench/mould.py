"""A workbook as Office saves it, with places to fill in: cast once, then filled for each file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from msgspec import Struct

from tests.bench.zipped import Part, deflated, zipped

if TYPE_CHECKING:
    from openpyxl import Workbook

_INLINE = re.compile(r' t="inlineStr"><is>(<t[^>]*>.*?</t>)</is></c>', re.DOTALL)
_REFERENCE = re.compile(r"&#([0-9]+);")
_PLACE = re.compile("〔([^〕]+)〕")
_NUMBER = re.compile(r"(?<=<v>)7777([0-9]{4})(?=</v>)")
_STRINGS = "xl/sharedStrings.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


class Mould(Struct, frozen=True):
    """The parts that are alike in all files, and those that are not: fixed text and names of places by turns."""

    fixed: dict[str, Part]
    open: dict[str, tuple[str, ...]]


def place(name: str) -> str:
    """What a text contains where the text called `name` shall stand."""
    return f"〔{name}〕"


def number_place(number: int) -> int:
    """What a cell holds where the number called `#0007` (of 7) shall stand. `number` is below 10,000."""
    return 7777_0000 + number


def cast(book: Workbook) -> Mould:
    """The mould of a workbook that has such places in it, all texts shared as Office saves them."""
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as made:
        parts = {name: _plain(made.read(name).decode()) for name in made.namelist()}
    # Office names the types first.
    parts = {"[Content_Types].xml": parts.pop("[Content_Types].xml"), **_with_shared_strings(parts)}
    type_ = f'<Override PartName="/{_STRINGS}" ContentType="{_KIND}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", type_)
    pieces = {name: _split(text) for name, text in parts.items()}
    return Mould(
        {name: deflated(found[0]) for name, found in pieces.items() if len(found) == 1},
        {name: found for name, found in pieces.items() if len(found) > 1},
    )


def filled(mould: Mould, told: dict[str, str]) -> bytes:
    """The file with `told` in its places, by name; texts as XML needs them (see `shown`)."""
    made = {}
    for name, pieces in mould.open.items():
        texts = list(pieces)
        texts[1::2] = [told[one] for one in pieces[1::2]]
        made[name] = deflated("".join(texts))
    return zipped({**mould.fixed, **made})


shown: Callable[[str], str] = escape
"""A text as XML needs it."""


def _plain(text: str) -> str:
    """In UTF-8 instead of character references, and without what Office leaves out."""
    text = _REFERENCE.sub(lambda match: chr(int(match[1])), text).replace(' t="n"></c>', "/>")
    return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + re.sub(r"^<\?xml[^>]*\?>\s*", "", text)


def _with_shared_strings(parts: dict[str, str]) -> dict[str, str]:
    places: dict[str, int] = {}

    def index(match: re.Match[str]) -> str:
        return f' t="s"><v>{places.setdefault(match[1], len(places))}</v></c>'

    for name, text in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = _INLINE.sub(index, text)
    strings = "".join(f"<si>{text}</si>" for text in places)
    head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{_MAIN}"'
    parts[_STRINGS] = f'{head} uniqueCount="{len(places)}">{strings}</sst>'
    related = f'<Relationship Type="{_RELATED}/sharedStrings" Target="sharedStrings.xml" Id="rId999"/></Relationships>'
    book = "xl/_rels/workbook.xml.rels"
    parts[book] = parts[book].replace("</Relationships>", related)
    return parts


def _split(text: str) -> tuple[str, ...]:
    return tuple(_PLACE.split(_NUMBER.sub(r"〔#\1〕", text)))
