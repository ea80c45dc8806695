"""Formats of cells: those of the workbook with another fill, and a few of our own."""

from __future__ import annotations

import copy

from lxml import etree
from msgspec import Struct

from chanfa_check.output.annotate.parts import Element, parsed
from chanfa_check.output.annotate.why import NotAnnotated
from chanfa_check.output.xlsx import look


class Styles(Struct, frozen=True):
    """The root of the part with the formats, and what was added to it so far."""

    root: Element
    made: dict[tuple[object, ...], int]

    def part(self, name: str) -> Element:
        """One of its lists: fonts, fills, borders, cellXfs."""
        found = self.root.find(f"{{*}}{name}")
        if found is None:
            raise NotAnnotated("文件里没有单元格格式，不能安全地写入批注。请用 Excel 或 WPS 另存一次再试。")
        return found


def fill_at(styles: Styles, style: int) -> str:
    """The fill of a format, as XML."""
    formats = styles.part("cellXfs")
    number = int(formats[style].get("fillId", "0")) if style < len(formats) else 0
    fills = styles.part("fills")
    fill = copy.deepcopy(fills[number if number < len(fills) else 0])
    etree.cleanup_namespaces(fill)
    fill.tail = None
    return str(etree.tostring(fill, encoding="unicode"))


def solid(styles: Styles, colour: str) -> str:
    """A plain fill of this colour (RRGGBB), as XML."""
    shade = f'<patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor indexed="64"/></patternFill>'
    return f'<fill xmlns="{_namespace(styles)}">{shade}</fill>'


def is_ours(fill: str) -> bool:
    """Whether a fill is one that a verdict gives a cell."""
    return any(f'rgb="FF{colour}"' in fill for colour in look.FILLS.values())


def with_fill(styles: Styles, style: int, fill: str) -> int:
    """The number of a format like `style` in all but its fill."""
    key = (style, fill)
    if key not in styles.made:
        formats = styles.part("cellXfs")
        one = copy.deepcopy(formats[style if style < len(formats) else 0])
        one.set("fillId", str(_added(styles, "fills", fill)))
        one.set("applyFill", "1")
        styles.made[key] = _append(formats, one)
    return styles.made[key]


def own(
    styles: Styles, *, fill: str = "", size: int = 10, bold: bool = False, centred: bool = False, link: bool = False
) -> int:
    """The number of a format of ours. At 10 points it is one of the table, which has a border."""
    key = ("own", fill, size, bold, centred, link)
    if key in styles.made:
        return styles.made[key]
    ns = f'xmlns="{_namespace(styles)}"'
    extra = "<b/>" if bold else ""
    colour = f'<u/><sz val="{size}"/><color rgb="FF{look.LINK}"/>' if link else f'<sz val="{size}"/>'
    font = f'<font {ns}>{extra}{colour}<name val="{look.FONT}"/><family val="3"/><charset val="134"/></font>'
    sides = "".join(
        f'<{side} style="thin"><color rgb="FF808080"/></{side}>' for side in ("left", "right", "top", "bottom")
    )
    bordered = f"<border {ns}>{sides}<diagonal/></border>"
    plain = f"<border {ns}><left/><right/><top/><bottom/><diagonal/></border>"
    shade = solid(styles, fill) if fill else f'<fill {ns}><patternFill patternType="none"/></fill>'
    across = "center" if centred else "left"
    one = parsed(
        f'<xf {ns} numFmtId="0" fontId="{_added(styles, "fonts", font)}" fillId="{_added(styles, "fills", shade)}"'
        f' borderId="{_added(styles, "borders", bordered if size == 10 else plain)}" xfId="0" quotePrefix="1"'
        f' applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
        f'<alignment horizontal="{across}" vertical="center" wrapText="1"/></xf>'.encode()
    )
    styles.made[key] = _append(styles.part("cellXfs"), one)
    return styles.made[key]


def difference(styles: Styles, colour: str) -> int:
    """The number of the format with which a rule fills a cell in this colour (RRGGBB)."""
    if styles.root.find("{*}dxfs") is None:
        before = styles.root.find("{*}cellStyles")
        made = styles.root.makeelement(f"{{{_namespace(styles)}}}dxfs", count="0")
        (styles.part("cellXfs") if before is None else before).addnext(made)
    # A rule's plain fill has its colour in the back.
    shade = f'<patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor rgb="FF{colour}"/></patternFill>'
    return _added(styles, "dxfs", f'<dxf xmlns="{_namespace(styles)}"><fill>{shade}</fill></dxf>')


def _added(styles: Styles, name: str, xml: str) -> int:
    key = (name, xml)
    if key not in styles.made:
        styles.made[key] = _append(styles.part(name), parsed(xml.encode()))
    return styles.made[key]


def _append(parent: Element, child: Element) -> int:
    """Appends, and gives the child's number."""
    parent.append(child)
    count = sum(isinstance(one.tag, str) for one in parent)
    parent.set("count", str(count))
    return count - 1


def _namespace(styles: Styles) -> str:
    return str(styles.root.tag[1:].partition("}")[0])
