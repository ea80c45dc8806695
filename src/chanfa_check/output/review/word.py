"""The page for sign-off as a Word document: A4 landscape, a table with room for an opinion on every task."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from chanfa_check.files import repacked
from chanfa_check.output.docx import DEFAULT
from chanfa_check.output.docx.look import dress
from chanfa_check.output.review.sheet import KIND, LEFT, OPINION, RIGHT, SIGNATURES, Entry, Manner, Sheet
from chanfa_check.output.text import as_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

_WIDTHS = (16, 94, 115, 32)
_SIGNED = (40, 217)
"""Of the columns of both tables, in millimetres."""

_LONGEST_PROPERTY = 255
_BOLD = (Manner.WORDS, Manner.INDICATOR)
_RED = (Manner.CHANGE, Manner.QUESTION, Manner.REMARK)
_TEXT, _CENTRED, _HEAD = "表文", "表数", "表头"


def render(page: Sheet) -> bytes:
    """The document; the same bytes for the same page."""
    from docx import Document

    # The bulletin's own styles, fonts and page numbers, without what it says.
    document = Document(str(DEFAULT))
    for part in document.element.body[:-1]:
        document.element.body.remove(part)
    document.core_properties.title = as_text(page.title)[:_LONGEST_PROPERTY]
    _landscape(document)
    _head(document, page)
    _tasks(document, page)
    _signatures(document)
    raw = io.BytesIO()
    document.save(raw)
    return repacked(raw.getvalue(), lambda _, content: content)


def _landscape(document: Document) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = Mm(18)
    section.left_margin = section.right_margin = Mm(20)
    section.header_distance = section.footer_distance = Mm(9)


def _head(document: Document, page: Sheet) -> None:
    from docx.shared import Pt

    title = document.add_paragraph()
    _fill(title, page.title, "Title")
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(0), Pt(4)
    _fill(document.add_paragraph(), KIND, "表题")
    for label, text in page.facts:
        _fill(document.add_paragraph(), text, _TEXT, label=f"{label}：")
    for text in page.guide:
        _fill(document.add_paragraph(), text, _TEXT)
    for text in (*([page.compared] if page.compared is not None else []), *page.general):
        _fill(document.add_paragraph(), text, _TEXT, red=True)
    _fill(document.add_paragraph(), "", _TEXT)


def _tasks(document: Document, page: Sheet) -> None:
    table = _table(document, _WIDTHS)
    head = _row(table, _WIDTHS, repeated=True)
    for cell, text in zip(head.cells, ("编号", LEFT, RIGHT, OPINION), strict=True):
        _write(cell, text, _HEAD)
    for block in page.blocks:
        title = _row(table, _WIDTHS)
        merged = title.cells[0].merge(title.cells[-1])
        _write(merged, f"{block.section}　　{block.measure}", _TEXT, bold=True)
        merged.paragraphs[0].paragraph_format.keep_with_next = True
        for entry in block.entries:
            _entry(_row(table, _WIDTHS), entry)


def _entry(row: _Row, entry: Entry) -> None:
    number, left, right, opinion = row.cells
    _write(number, entry.task, _CENTRED, bold=True)
    if entry.turn:
        _write(number, entry.turn.value, _CENTRED, red=True)
    for cell, parts in ((left, entry.left), (right, entry.right)):
        for part in parts:
            _write(cell, part.text, _TEXT, label=part.head, bold=part.manner in _BOLD, red=part.manner in _RED)
    for text in ("□ 同意", "□ 修改："):
        _write(opinion, text, _TEXT)


def _signatures(document: Document) -> None:
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Mm

    gap = document.add_paragraph()
    _fill(gap, "", _TEXT)
    gap.paragraph_format.keep_with_next = True
    table = _table(document, _SIGNED)
    for label, height in zip(SIGNATURES, (28, 14, 14), strict=True):
        row = _row(table, _SIGNED)
        row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
        for cell, text in zip(row.cells, (label, ""), strict=True):
            _write(cell, text, _HEAD)
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _table(document: Document, widths: Sequence[int]) -> Table:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Mm

    table: Table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _row(table: Table, widths: Sequence[int], *, repeated: bool = False) -> _Row:
    """A row that no page break splits; `repeated` on every page."""
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml
    from docx.shared import Mm

    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
    for name in ("cantSplit", "tblHeader")[: 2 if repeated else 1]:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:{name} {nsdecls('w')}/>"))
    return row


def _write(cell: _Cell, text: str, style: str, *, label: str = "", bold: bool = False, red: bool = False) -> None:
    """Adds a paragraph to the cell; the first takes the place of the empty one that every new cell has."""
    empty = len(cell.paragraphs) == 1 and not cell.paragraphs[0].runs
    paragraph = cell.paragraphs[0] if empty else cell.add_paragraph()
    _fill(paragraph, text, style, label=label, bold=bold, red=red)


def _fill(
    paragraph: Paragraph, text: str, style: str, *, label: str = "", bold: bool = False, red: bool = False
) -> None:
    from docx.shared import RGBColor

    if label:
        paragraph.add_run(label).bold = True
    paragraph.add_run(as_text(text)).bold = bold or None
    dress(paragraph, style)
    for run in paragraph.runs if red else ():
        run.font.color.rgb = RGBColor(0xB3, 0x26, 0x1E)
