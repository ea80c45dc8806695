"""Scans plain worksheet and string parts of .xlsx at the speed of one regular expression.

Plain is what Excel, WPS, LibreOffice and openpyxl write as a rule. The expression takes the cells out of the sheet's
data; what remains (the rows, and all that stands before and after) has to be sound XML, which expat decides. Where a
part is not plain, or anything at all is wrong with it, the answer is None: expat alone then reads it, and judges it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from xml.parsers import expat

from . import numbers
from .grid import LAST_COLUMN, LAST_ROW, Rows
from .model import MAX_TEXT, Area, CannotRead, Cell, Value
from .numbers import Shape
from .package import SHEET_NAMESPACES
from .xlsx_sheet import TEXTS, area, column_number, iso_date, style_shape, unescape

# Every repeat is possessive: what does not fit at once is not tried in other ways. Texts end at MAX_TEXT.
_CELL = re.compile(
    r'(?:<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]*+")?+(?: t="n")?+(?:/>|></c>))++|'  # empty ones, in one go
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"([^<>]{0,60}+)>(?:(?<=/>)|'
    r'<is><t(?: xml:space="preserve")?>([^<]{0,32767}+)</t></is></c>|<v>([^<]{0,32767}+)</v></c>|</c>|'
    r"(<f(?=[ />])[^<>]*+(?:(?<=/)>|>[^<]*+</f>))(?:<v>([^<]{0,32767}+)</v>|<v ?/>)?</c>)"
)
_GROUPS = 8
_STYLE = re.compile(r' (s|t|cm|vm|ph)="([0-9A-Za-z]*+)"')
_ROWS = re.compile(r'(?:</?row>|<row(?: r="[0-9]{1,7}")?(?: (?!r=)[A-Za-z][\w.:]*+="[^"<>]*+")*+ ?/?>)*+')
_CELLS_ELSEWHERE = re.compile(r"<(?:c|row|mergeCell)[\s/>]")
# Any declaration but a plain one that gives another vocabulary a prefix.
_VOCABULARY_ELSEWHERE = re.compile(
    rf'xmlns(?!:[\w.-]+="(?!{"|".join(map(re.escape, SHEET_NAMESPACES))})[^"<&]*")',
)
_MERGED = re.compile(r'<mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})" ?/>')
_STRING = re.compile(
    r'<si><t(?: xml:space="preserve")?>([^<]{0,32767}+)</t>'
    r'(?:<phoneticPr fontId="[0-9]*+"(?: type="[A-Za-z]*+")?(?: alignment="[A-Za-z]*+")? ?/>)?</si>'
)
_NUMBER = re.compile(r"-?[0-9]++(?:\.[0-9]++)?(?:[Ee][+-]?[0-9]++)?")
_DECLARATION = re.compile(
    r"""\ufeff?<\?xml version=["']1\.0["'](?: encoding=["']utf-8["'])?(?: standalone=["'](?:yes|no)["'])? ?\?>""",
    re.IGNORECASE,
)
_DATA_END, _MERGED_END, _ROOT_END = "</sheetData>", "</mergeCells>", "</worksheet>"
_Texts = dict[str, str]
_Style = tuple[str, Shape, bool]
_DECLARED = ("<?", "\ufeff<?")
_KINDS = (*TEXTS, "n", "s", "b", "d")
# Stands between texts that expat decodes in one go. No office uses this sign; where one does, nothing is plain.
_BETWEEN = "\U00012000"


def scan_sheet(
    content: bytes, strings: Sequence[str], shapes: Sequence[Shape], epoch_1904: bool
) -> tuple[Rows, list[Area]] | None:
    """What `read_sheet` gives for this part, or None.

    What follows the merged ranges (print settings, validation rules, often more than the data) is only searched for
    cells, of which there must be none; whether it is sound XML is not asked.
    """
    document = _document(content, "<sheetData>", _DATA_END)
    if document is None:
        return None
    head, data, tail = document
    end = tail.rfind(_MERGED_END) + len(_MERGED_END) if _MERGED_END in tail else len(_DATA_END)
    after, rest = tail[:end], tail[end:]
    pieces = _CELL.split(data)
    between = "".join(pieces[::_GROUPS])
    merged = _MERGED.findall(after)
    if (
        not _ROWS.fullmatch(between)
        or not rest.rstrip().endswith(_ROOT_END)
        or len(_CELLS_ELSEWHERE.findall(after)) != len(merged)
        or any(_CELLS_ELSEWHERE.search(text) for text in (head, rest))
        or "mergeCell" in rest
        or _VOCABULARY_ELSEWHERE.search(rest)
    ):
        return None
    inlines, stores, formulas, results = (pieces[place::_GROUPS] for place in range(4, _GROUPS))
    calculated = "".join(filter(None, formulas))
    texts = _decoded(head + between, {*inlines, *stores, *results}, f"{calculated}{after}{_ROOT_END}")
    if texts is None or "xmlns" in calculated:
        return None
    try:
        rows = _rows(pieces, texts, strings, shapes, epoch_1904)
        return None if rows is None else (rows, [_area(*corners) for corners in merged])
    except CannotRead:
        return None


def scan_strings(content: bytes) -> tuple[str, ...] | None:
    """What `read_strings` gives for this part, or None."""
    document = _document(content, "<si>", "</sst>")
    if document is None:
        return None
    head, data, tail = document
    head = head.removesuffix("<si>")
    pieces = _STRING.split(f"<si>{data}")
    if any(pieces[::2]) or "<si" in head:
        return None
    written = pieces[1::2]
    texts = _decoded(head, set(written), tail)
    return None if texts is None else tuple([texts.get(text, text) for text in written])


def _document(content: bytes, first: str, last: str) -> tuple[str, str, str] | None:
    """The part in three: up to `first` and with it, what follows, and from `last` on."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    start, end = text.find(first) + len(first), text.find(last)
    if start < len(first) or end < start or (text.startswith(_DECLARED) and not _DECLARATION.match(text)):
        return None
    return text[:start], text[start:end], text[end:]


def _decoded(before: str, texts: Iterable[str | None], after: str) -> _Texts | None:
    """By the texts as they are written, those that say something else.

    None where they are no sound XML between what stands before and after, or that is not simple: no comments and the
    like, and an element is the spreadsheet's where it has no prefix and nowhere else.
    """
    written = [text for text in texts if text]
    coded = list(filter(_is_coded, written)) if _is_coded("".join(written)) else []
    pieces: list[str] = []
    declared: list[tuple[str | None, str | None]] = []
    odd: list[object] = []

    def note_odd(*found: object) -> None:
        odd.append(found)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.CharacterDataHandler = pieces.append
    parser.StartNamespaceDeclHandler = lambda prefix, uri: declared.append((prefix, uri))
    parser.StartDoctypeDeclHandler = parser.StartCdataSectionHandler = note_odd
    parser.CommentHandler = parser.ProcessingInstructionHandler = note_odd
    try:
        parser.Parse(_BETWEEN.join((before, *coded, after)), True)
    except (expat.ExpatError, ValueError):
        return None
    ours = [declaration for declaration in declared if declaration[0] is None or declaration[1] in SHEET_NAMESPACES]
    if odd or len(ours) != 1 or ours[0][0] is not None or ours[0][1] not in SHEET_NAMESPACES:
        return None
    plain = "".join(pieces).split(_BETWEEN)[1:-1]
    return dict(zip(coded, map(unescape, plain), strict=True)) if len(plain) == len(coded) else None


def _is_coded(text: str) -> bool:
    return "&" in text or not text.isprintable() or "_x" in text or "]]>" in text


def _rows(
    pieces: list[str], texts: _Texts, strings: Sequence[str], shapes: Sequence[Shape], epoch_1904: bool
) -> Rows | None:
    rows: Rows = {}
    cells: dict[int, Cell] = {}
    styles: dict[str, _Style | None] = {}
    by_index = _numbered(strings, pieces)
    if max(map(len, by_index.values()), default=0) > MAX_TEXT:
        return None
    row, last = 0, ""
    groups = (pieces[place::_GROUPS] for place in range(1, _GROUPS))
    for letters, digits, attributes, inline, stored, formula, result in zip(*groups, strict=True):
        if letters is None:
            continue
        style = styles.get(attributes) or styles.setdefault(attributes, _style(attributes, shapes))
        if style is None:
            return None
        kind, shape, percent = style
        raw = inline or stored or result
        value: Value | None
        if raw:
            if inline and kind not in TEXTS:
                return None
            value = by_index.get(raw) if kind == "s" else _value(kind, raw, texts, shape, epoch_1904)
            if not value and value == "":
                continue
        elif formula and kind != "str":  # an empty text that was calculated is stored as such
            value = ""
        else:
            continue
        if digits != last:
            row, last = int(digits), digits
            cells = rows.setdefault(row, {})
        column = column_number(letters)
        if value is None or column in cells or column > LAST_COLUMN or row > LAST_ROW:
            return None
        cells[column] = Cell(row, column, value, percent, not raw, kind == "e" and bool(raw))
    return rows


def _numbered(strings: Sequence[str], pieces: list[str]) -> _Texts:
    """The shared strings by their numbers as a cell writes them: of very many only those that may be meant."""
    if len(strings) <= len(pieces):
        return {str(index): text for index, text in enumerate(strings)}
    # A thousand small sheets would count through the same strings a thousand times.
    written = {text for text in pieces[5::_GROUPS] if text and len(text) < 8 and text.isascii() and text.isdigit()}
    return {text: strings[int(text)] for text in written if int(text) < len(strings) and str(int(text)) == text}


def _value(kind: str, raw: str, texts: _Texts, shape: Shape, epoch_1904: bool) -> Value | None:
    if kind in TEXTS:
        return texts.get(raw, raw)
    if kind == "n":
        return numbers.read(raw, shape, epoch_1904) if _NUMBER.fullmatch(raw) else None
    if kind == "b":
        return {"0": False, "1": True}.get(raw)
    return iso_date(texts.get(raw, raw))


def _area(left: str, top: str, right: str, bottom: str) -> Area:
    return area((int(top), column_number(left)), (int(bottom), column_number(right)))


def _style(attributes: str, shapes: Sequence[Shape]) -> _Style | None:
    """By a cell's attributes the kind of its content, its shape, and whether a number is a percentage.

    None for what no plain cell has.
    """
    known = _kind_and_style(attributes)
    if known is None:
        return None
    kind, style = known
    shape = style_shape(shapes, style)
    return kind, shape, shape is Shape.PERCENT and kind == "n"


@lru_cache(maxsize=1_000)
def _kind_and_style(attributes: str) -> tuple[str, str] | None:
    found = _STYLE.findall(attributes)
    named = dict(found)
    written = "".join(f' {name}="{value}"' for name, value in found)
    kind = named.get("t", "n")
    if attributes.removesuffix("/").removesuffix(" ") != written or len(named) < len(found) or kind not in _KINDS:
        return None
    return kind, named.get("s", "0")
