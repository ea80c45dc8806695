"""Makes the default template: `python -m chanfa_check.output.docx.make_template`. The same bytes every time."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from chanfa_check.files import repacked, write_whole
from chanfa_check.output.docx import DEFAULT
from chanfa_check.output.docx.default import BULLETIN, Table, Text
from chanfa_check.output.docx.look import dress, font_table, set_styles

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.text.paragraph import Paragraph


_LEFT_OUT = ("/thumbnail", "/stylesWithEffects", "/customXml", "/numbering")


def template() -> bytes:
    """The default template."""
    from docx import Document

    document = Document()
    _strip(document)
    set_styles(document)
    _page(document.sections[0])
    document.settings.odd_and_even_pages_header_footer = True
    for part in BULLETIN:
        if isinstance(part, Text):
            _paragraph(document.add_paragraph(), part)
        else:
            _table(document, part)
    raw = io.BytesIO()
    document.save(raw)
    return repacked(raw.getvalue(), lambda name, content: font_table() if name == "word/fontTable.xml" else content)


def _strip(document: Document) -> None:
    """Leaves out what python-docx's own blank document brings along: a picture of it, lists, old styles, its author."""
    for rels in (document.part.package.rels, document.part.rels):
        for name in [name for name, rel in rels.items() if rel.reltype.endswith(_LEFT_OUT)]:
            del rels[name]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.title = "通报"


def _page(section: Section) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(24)
    _page_number(section.footer.paragraphs[0])
    even = section.even_page_footer.paragraphs[0]
    _page_number(even)
    even.alignment, even.paragraph_format.left_indent = WD_ALIGN_PARAGRAPH.LEFT, Pt(14)


def _page_number(paragraph: Paragraph) -> None:
    """“— 1 —”."""
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    paragraph.add_run("— ")
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._element.append(parse_xml(field))
    paragraph.add_run(" —")
    dress(paragraph, "页码")


def _paragraph(paragraph: Paragraph, text: Text) -> None:
    paragraph.add_run(text.text)
    dress(paragraph, text.style)


def _table(document: Document, table: Table) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml
    from docx.shared import Mm

    made = document.add_table(rows=4, cols=len(table.columns), style="Table Grid")
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    margins = "".join(f'<w:{side} w:w="20" w:type="dxa"/>' for side in ("left", "right"))
    made._tblPr.xpath("w:tblLook")[0].addprevious(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))
    texts = (
        [(one.head, "表头") for one in table.columns],
        [(f"{{%tr for 行 in {table.rows} %}}", "表文")],
        [(one.cell, "表文" if one.text else "表数") for one in table.columns],
        [("{%tr endfor %}", "表文")],
    )
    for row, cells in zip(made.rows, texts, strict=True):
        properties = row._tr.get_or_add_trPr()
        properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        for cell, one in zip(row.cells, table.columns, strict=True):
            cell.width = Mm(one.width)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        for cell, (text, style) in zip(row.cells, cells, strict=False):
            _paragraph(cell.paragraphs[0], Text(text, style))
    made.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for column, one in zip(made.columns, table.columns, strict=True):
        column.width = Mm(one.width)


if __name__ == "__main__":
    write_whole(template(), DEFAULT)
