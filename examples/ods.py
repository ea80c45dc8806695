"""A minimal writer of OpenDocument workbooks: texts, numbers, percentages, dates, merged cells, column widths."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

_NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in (
        ("office", "office"),
        ("style", "style"),
        ("table", "table"),
        ("text", "text"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)
_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_CELL_STYLE = (
    '<style:style style:name="{}" style:family="table-cell"{}>'
    '<style:table-cell-properties fo:wrap-option="wrap" fo:border="0.5pt solid #000000"/></style:style>'
)
_FORMATS = (
    '<number:percentage-style style:name="percent"><number:number number:decimal-places="1"/>'
    "<number:text>%</number:text></number:percentage-style>"
    '<number:date-style style:name="day"><number:year number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
    "</number:date-style>"
)


def table(
    name: str, rows: Sequence[Sequence[object]], widths: Sequence[int], merged: Iterable[tuple[int, int, int, int]]
) -> str:
    """One sheet as XML. A one-element tuple is a fraction shown as a percentage; `merged` as in `sheets.Page`."""
    areas = {(top, left): (bottom, right) for top, left, bottom, right in merged}
    covered = {
        (row, column)
        for (top, left), (bottom, right) in areas.items()
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - areas.keys()
    columns = "".join(f'<table:table-column table:style-name="width{width}"/>' for width in widths)
    lines = []
    for number, row in enumerate(rows, 1):
        cells = []
        for column, typed in enumerate(row, 1):
            if (number, column) in covered:
                cells.append("<table:covered-table-cell/>")
                continue
            span = ""
            if (number, column) in areas:
                bottom, right = areas[number, column]
                span += f' table:number-rows-spanned="{bottom - number + 1}"'
                span += f' table:number-columns-spanned="{right - column + 1}"'
            cells.append(_cell(typed, span))
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return f"<table:table table:name={quoteattr(name)}>{columns}{''.join(lines)}</table:table>"


def package(tables: Sequence[str]) -> bytes:
    """The file, holding these sheets."""
    widths = sorted({width for one in tables for width in re.findall('"width([0-9]+)"', one)})
    styles = "".join(
        f'<style:style style:name="width{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{int(width) * 2}mm"/></style:style>'
        for width in widths
    )
    styles += _FORMATS + _CELL_STYLE.format("plain", "")
    styles += _CELL_STYLE.format("percent-cell", ' style:data-style-name="percent"')
    styles += _CELL_STYLE.format("day-cell", ' style:data-style-name="day"')
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{_NAMES} office:version="1.2">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        # The format asks for the media type first and uncompressed.
        for name, text, method in (
            ("mimetype", _MIME, zipfile.ZIP_STORED),
            ("content.xml", content, zipfile.ZIP_DEFLATED),
            ("META-INF/manifest.xml", _MANIFEST, zipfile.ZIP_DEFLATED),
        ):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = method
            made.writestr(entry, text)
    return buffer.getvalue()


def _cell(typed: object, span: str) -> str:
    if typed is None:
        return f'<table:table-cell table:style-name="plain"{span}/>'
    style, kind, shown = "plain", 'office:value-type="string"', str(typed)
    if isinstance(typed, tuple):
        fraction = Decimal(typed[0])
        style, kind = "percent-cell", f'office:value-type="percentage" office:value="{fraction}"'
        shown = f"{fraction * 100:.1f}%"
    elif isinstance(typed, dt.date):
        style, kind = "day-cell", f'office:value-type="date" office:date-value="{typed.isoformat()}"'
    elif isinstance(typed, int | Decimal):
        kind = f'office:value-type="float" office:value="{typed}"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n"))
    return f'<table:table-cell table:style-name="{style}" {kind}{span}>{lines}</table:table-cell>'
