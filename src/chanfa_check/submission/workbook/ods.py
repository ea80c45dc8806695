"""Reads .ods: one pass of expat over content.xml gives values, percentages, formulas and merged ranges together.

Why not python-calamine: it drops tabs and line breaks inside text, refuses indented XML, and allocates repeated rows.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from . import grid, numbers
from .archive import Package
from .model import MAX_TEXT, Area, Cell, Sheet, Value, cell_name, damaged, needs_password, too_long
from .package import Attributes, needed_stream, parse_xml, part

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _OFFICE, _STYLE = (f"{_NAMESPACE}{name}:1.0 " for name in ("table", "text", "office", "style"))
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_KINDS = ("float", "percentage", "currency", "boolean", "date", "time", "string")
# Text that stands in a cell and is not what the cell says: comments, phonetic guides, drawings.
_ASIDE = (f"{_OFFICE}annotation", f"{_TEXT}ruby-text", f"{_NAMESPACE}drawing:1.0 frame", f"{_TABLE}table")
_DURATION = re.compile(r"PT(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:\.[0-9]{1,99})?)S)?")
# As the office shows it, in the office's own language.
_ERROR = re.compile(r"#(?:N/A|[^\s#]{1,12}[!?！？])|(?:Err|错误)[:：] ?[0-9]{3}")
_SPACES = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


def read(package: Package) -> tuple[Sheet, ...]:
    """The sheets of the package."""
    if b"encryption-data" in (part(package, "META-INF/manifest.xml") or b""):
        raise needs_password()
    scan = _Scan()
    parse_xml(needed_stream(package, "content.xml"), scan.start, scan.end, scan.text)
    return scan.sheets.all()


class _Scan:
    """Where the pass over content.xml stands. Row and column count from 1; repeats move them on."""

    def __init__(self) -> None:
        self.sheets = grid.Sheets()
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.aside = 0
        self.pieces: list[str] = []
        self.length = 0
        self.paragraphs = 0
        self.within = 0
        self.attributes: Attributes | None = None
        self.sheet: Attributes | None = None
        self.row = self.column = self.row_repeat = 1

    def start(self, tag: str, attributes: Attributes) -> None:
        if self.aside or (tag in _ASIDE and self.sheet is not None):
            self.aside += 1
        elif tag in _CELLS and self.sheet is not None:
            if self.attributes is not None:
                raise damaged(f"单元格 {cell_name(self.row, self.column)} 里又有单元格")
            self.attributes, self.pieces, self.length, self.paragraphs, self.within = attributes, [], 0, 0, 0
        elif self.attributes is not None:
            self.inside_cell(tag, attributes)
        elif tag == f"{_TABLE}table-row":
            self.column, self.row_repeat = 1, _count(attributes, "number-rows-repeated")
        elif tag == f"{_TABLE}table":
            self.sheet, self.row, self.column, self.row_repeat = attributes, 1, 1, 1
            self.cells = grid.Grid()
            self.merged: list[Area] = []
        elif tag == f"{_STYLE}style":
            self.style = attributes.get(f"{_STYLE}name", "")
        elif tag == f"{_STYLE}table-properties" and attributes.get(f"{_TABLE}display") == "false":
            self.hidden_styles.add(self.style)

    def inside_cell(self, tag: str, attributes: Attributes) -> None:
        if tag == f"{_TEXT}p":
            self.paragraphs += 1
            self.within += 1
            if self.paragraphs > 1:
                self.add("\n")
        elif tag == f"{_TEXT}s":
            self.add(" " * min(_count(attributes, "c", _TEXT), MAX_TEXT + 1))
        elif tag in _SPACES:
            self.add(_SPACES[tag])

    def text(self, piece: str) -> None:
        if self.within and not self.aside:
            self.add(piece)

    def add(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)
        if self.length > MAX_TEXT:
            raise too_long(cell_name(self.row, self.column))

    def end(self, tag: str) -> None:
        if self.aside:
            self.aside -= 1
        elif tag in _CELLS and self.attributes is not None:
            self.end_cell(self.attributes, "".join(self.pieces))
            self.attributes, self.within = None, 0
        elif tag == f"{_TEXT}p":
            self.within = max(0, self.within - 1)
        elif tag == f"{_TABLE}table-row":
            self.row += self.row_repeat
        elif tag == f"{_TABLE}table" and self.sheet is not None:
            visible = self.sheet.get(f"{_TABLE}style-name") not in self.hidden_styles
            name = self.sheet.get(f"{_TABLE}name", "")
            self.sheets.add(name, visible, self.cells.rows, self.merged, self.cells.repeated)
            self.sheet = None

    def end_cell(self, attributes: Attributes, text: str) -> None:
        width, height = (_count(attributes, f"number-{way}-spanned") for way in ("columns", "rows"))
        if width > 1 or height > 1:
            bottom, right = self.row + height - 1, self.column + width - 1
            self.merged.append(Area(self.row, self.column, min(bottom, grid.LAST_ROW), min(right, grid.LAST_COLUMN)))
        repeat = _count(attributes, "number-columns-repeated")
        cell = _cell(self.row, self.column, attributes, text)
        if cell is not None:
            self.cells.repeat(cell, self.row_repeat, repeat)
        self.column += repeat


def _cell(row: int, column: int, attributes: Attributes, text: str) -> Cell | None:
    kind = attributes.get(f"{_OFFICE}value-type")
    formula = attributes.get(f"{_TABLE}formula")
    if kind is not None and kind not in _KINDS:
        raise damaged(f"单元格 {cell_name(row, column)} 的类型“{kind[:20]}”不明")
    shown = formula is not None or kind not in (None, "string")  # by the office, not typed
    marked = any(key.endswith(" value-type") and value == "error" for key, value in attributes.items())
    if marked or (shown and _ERROR.fullmatch(text)):
        return Cell(row, column, text or "#VALUE!", error=True)
    if kind is None:
        if formula is not None:
            return Cell(row, column, text, error=True) if text else Cell(row, column, "", unsaved_formula=True)
        return Cell(row, column, text) if text else None
    if kind == "string":
        value = attributes.get(f"{_OFFICE}string-value", text)
        return Cell(row, column, value) if value else None
    return Cell(row, column, _value(kind, attributes, formula), percent=kind == "percentage")


def _value(kind: str, attributes: Attributes, formula: str | None) -> Value:
    written = attributes.get(_OFFICE + (f"{kind}-value" if kind in ("date", "time", "boolean") else "value"))
    if written is None:
        raise damaged("有单元格缺少数值")
    if kind == "boolean":
        if written not in ("true", "false"):
            raise damaged(f"逻辑值单元格中存有“{written[:20]}”")
        return written == "true"
    if kind == "date":
        return _date(written)
    if kind == "time":
        return _time(written)
    # LibreOffice stores a typed TRUE as this formula.
    if formula in ("of:=TRUE()", "of:=FALSE()"):
        return formula == "of:=TRUE()"
    return numbers.decimal(numbers.parse(written))


def _date(written: str) -> Value:
    try:
        moment = dt.datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", written)).replace(tzinfo=None)
    except ValueError:
        return written
    return numbers.midnight_is_date(moment)


def _time(written: str) -> Value:
    match = _DURATION.fullmatch(written)
    if match is None:
        return written
    hours, minutes, seconds = (Decimal(group or 0) for group in match.groups())
    return numbers.clock(round((hours * 3600 + minutes * 60 + seconds) * 1000))


def _count(attributes: Attributes, name: str, namespace: str = _TABLE) -> int:
    written = attributes.get(namespace + name)
    if written is None:
        return 1
    if not re.fullmatch("[0-9]{1,9}", written):
        raise damaged(f"重复次数“{written[:20]}”有误")
    return max(1, int(written))
