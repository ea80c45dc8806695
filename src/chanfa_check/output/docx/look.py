"""How the default template looks: fonts, sizes and distances of official documents (GB/T 9704)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

LATIN = "Times New Roman"


class Look(Struct, frozen=True, kw_only=True):
    """A paragraph style. `size` and the distances are points, `line` exact or None for the font's own.

    `indent` is how many characters the first line is set in, `right` the end of all; `inset` points on both sides.
    """

    name: str
    font: str
    size: float
    align: str = "both"
    line: float | None = 28
    indent: int = 0
    before: float = 0
    after: float = 0
    right: int = 0
    inset: int = 0
    with_next: bool = False
    builtin: str = ""


BODY, HEAD, TITLE, LABEL = "仿宋_GB2312", "黑体", "方正小标宋简体", "楷体_GB2312"
LOOKS = (
    Look(name="Normal", font=BODY, size=16, indent=2, builtin="Normal"),
    Look(name="Title", font=TITLE, size=22, align="center", line=34, before=24, after=28, builtin="Title"),
    Look(name="Heading 1", font=HEAD, size=16, indent=2, before=6, after=3, with_next=True, builtin="Heading 1"),
    Look(name="主送", font=BODY, size=16),
    Look(name="表题", font=HEAD, size=12, align="center", before=6, after=3, line=20, with_next=True),
    Look(name="表头", font=HEAD, size=10.5, align="center", line=None, before=2, after=2),
    Look(name="表文", font="宋体", size=10.5, align="left", line=None, before=2, after=2, inset=3),
    Look(name="表数", font="宋体", size=10.5, align="center", line=None, before=2, after=2),
    Look(name="表注", font=LABEL, size=12, line=20, indent=2, before=3, after=3),
    Look(name="结语", font=BODY, size=16, indent=2, with_next=True),
    Look(name="落款", font=BODY, size=16, align="right", right=4, with_next=True),
    Look(name="页码", font="宋体", size=14, align="right", line=None, right=1),
)

# Where a font is absent, Word takes the other name, else one of the same family.
_FONTS = {
    TITLE: ("方正小标宋_GBK", "roman"),
    BODY: ("仿宋", "modern"),
    LABEL: ("楷体", "modern"),
    HEAD: ("SimHei", "modern"),
    "宋体": ("SimSun", "roman"),
    LATIN: ("", "roman"),
}


def font_table() -> bytes:
    """The part `word/fontTable.xml`."""
    fonts = "".join(
        f'<w:font w:name="{name}">{f"""<w:altName w:val="{other}"/>""" if other else ""}'
        f'<w:charset w:val="{"00" if name == LATIN else "86"}"/><w:family w:val="{family}"/></w:font>'
        for name, (other, family) in _FONTS.items()
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:fonts xmlns:w="{space}">{fonts}</w:fonts>'.encode()


def set_styles(document: Document) -> None:
    """Only the styles of `LOOKS`, and those that Word needs."""
    from docx.enum.style import WD_STYLE_TYPE

    wanted = {one.builtin for one in LOOKS} | {"Table Grid", "Normal Table", "Default Paragraph Font", "No List"}
    for style in list(document.styles):
        if style.name not in wanted:
            style.delete()
    for fonts in document.styles.element.xpath("w:docDefaults//w:rFonts"):
        fonts.getparent().remove(fonts)
    for look in LOOKS:
        style = (
            document.styles[look.builtin]
            if look.builtin
            else document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        )
        _set(style, look)


def dress(paragraph: Paragraph, name: str) -> None:
    """Gives the paragraph the style, and its quotation marks the Chinese font's width."""
    from docx.oxml.ns import qn

    paragraph.style = name
    for run in paragraph.runs:
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def _set(style: ParagraphStyle, look: Look) -> None:
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    element = style.element
    for tag in ("w:link", "w:pPr", "w:rPr"):
        for old in element.xpath(tag):
            element.remove(old)
    spacing = f'w:line="{int(look.line * 20)}" w:lineRule="exact"' if look.line else 'w:line="240" w:lineRule="auto"'
    sides = f'w:rightChars="{look.right * 100}" w:right="{int(look.right * look.size * 20)}"' if look.right else ""
    if look.inset:
        sides = f'w:left="{look.inset * 20}" w:right="{look.inset * 20}"'
    parts = [
        "<w:keepNext/>" if look.with_next else "",
        '<w:widowControl w:val="0"/>',
        f'<w:spacing w:before="{int(look.before * 20)}" w:after="{int(look.after * 20)}" {spacing}/>',
        f'<w:ind w:firstLineChars="{look.indent * 100}" w:firstLine="{int(look.indent * look.size * 20)}" {sides}/>',
        f'<w:jc w:val="{look.align}"/>',
        '<w:outlineLvl w:val="0"/>' if look.builtin == "Heading 1" else "",
    ]
    element.append(parse_xml(f"<w:pPr {nsdecls('w')}>{''.join(parts)}</w:pPr>"))
    element.append(
        parse_xml(
            f'<w:rPr {nsdecls("w")}><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" '
            f'w:eastAsia="{look.font}"/><w:sz w:val="{int(look.size * 2)}"/><w:szCs w:val="{int(look.size * 2)}"/>'
            '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
        )
    )
