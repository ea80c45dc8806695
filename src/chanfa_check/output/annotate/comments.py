"""Comments on cells: ours, those that are there with ours below them, and the boxes that they are shown in."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from chanfa_check.output.annotate import parts as p
from chanfa_check.output.annotate.cells import position
from chanfa_check.output.annotate.parts import Element, Parts
from chanfa_check.output.xlsx import look

AUTHOR = "核对意见"
_HEAD = f"{AUTHOR}：\n"
_BEFORE_OURS = "\n\n—— 核对意见 ——\n"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_V, _O, _X = (
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:excel",
)
_NS = f'xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}"'
_BOX = "_x0000_t202"
_SHAPE_TYPE = (
    f'<v:shapetype {_NS} id="{_BOX}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_LAYOUT = f'<xml {_NS}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>{_SHAPE_TYPE}</xml>'
_WIDTH_PX, _WIDTH_DIGITS, _SIZE = 340, 52, 9
_AFTER_COMMENTS = (
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
    "AlternateContent",
)
"""What stands behind the reference to the comments' drawing in a worksheet."""


def write_comments(parts: Parts, sheet: str, texts: Mapping[str, str]) -> list[str]:
    """Comments the cells of a worksheet (by name: H11), and takes back what an earlier check said of others.

    Gives the cells that carry a conversation (threaded comment), which cannot be added to.
    """
    root = p.tree(parts, sheet)
    name = next((target for _, kind, target in p.related(parts, sheet) if kind == "comments"), None)
    if name is None:
        if not texts:
            return []
        name = _new_comments(parts, sheet, root)
    listed = p.tree(parts, name)
    boxes = _boxes(parts, sheet, root)
    held = []
    for one in list(listed.iterfind("{*}commentList/{*}comment")):
        if _author(listed, one).startswith("tc="):
            held.append(one.get("ref"))
        elif _without_ours(listed, one):
            _remove_box(boxes, one.get("ref"))
            one.getparent().remove(one)
    for ref, text in texts.items():
        if ref not in held:
            whole = _written(listed, ref, text)
            _remove_box(boxes, ref)
            _add_box(boxes, ref, whole)
    return [ref for ref in texts if ref in held]


def _new_comments(parts: Parts, sheet: str, root: Element) -> str:
    namespace = root.tag[1:].partition("}")[0]
    name = p.free_name(parts, "xl/comments{}.xml")
    p.put(parts, name, p.parsed(f'<comments xmlns="{namespace}"><authors/><commentList/></comments>'.encode()))
    p.declare(parts, name, _TYPE)
    p.relate(parts, sheet, "comments", name)
    return name


def _author(listed: Element, comment: Element) -> str:
    authors = listed.findall("{*}authors/{*}author")
    number = int(comment.get("authorId", "0"))
    return (authors[number].text or "") if number < len(authors) else ""


def _without_ours(listed: Element, comment: Element) -> bool:
    """Takes what an earlier check said out of a comment; whether nothing else was in it."""
    texts = comment.findall(".//{*}t")
    if _author(listed, comment) == AUTHOR or "".join(one.text or "" for one in texts).startswith(_HEAD):
        return True
    # A program that saved the file may have made one run of several.
    cut = False
    for one in texts:
        kept, mark, _ = (one.text or "").partition(_BEFORE_OURS)
        one.text = "" if cut else kept
        cut = cut or bool(mark)
        if cut and not one.text and one.getparent() is not comment.find("{*}text"):
            one.getparent().getparent().remove(one.getparent())
    return False


def _written(listed: Element, ref: str, text: str) -> str:
    """Writes the comment, below what stands there already; gives the whole of its text."""
    namespace = listed.tag[1:].partition("}")[0]
    comment = next((one for one in listed.iterfind("{*}commentList/{*}comment") if one.get("ref") == ref), None)
    if comment is None:
        comment = etree.SubElement(
            listed.find("{*}commentList"), f"{{{namespace}}}comment", ref=ref, authorId=str(_our_number(listed))
        )
        body = etree.SubElement(comment, f"{{{namespace}}}text")
        _run(body, namespace, _HEAD, bold=True)
        _run(body, namespace, text)
    else:
        body = comment.find("{*}text")
        if body is None:
            body = etree.SubElement(comment, f"{{{namespace}}}text")
        bare = body.find("{*}t")
        if bare is not None:
            body.remove(bare)
            _run(body, namespace, bare.text or "")
        _run(body, namespace, f"{_BEFORE_OURS}{text}")
    return "".join(one.text or "" for one in body.iterfind(".//{*}t"))


def _our_number(listed: Element) -> int:
    authors = listed.find("{*}authors")
    known = [one.text for one in authors]
    if AUTHOR not in known:
        etree.SubElement(authors, f"{authors.tag.partition('}')[0]}}}author").text = AUTHOR
        return len(known)
    return known.index(AUTHOR)


def _run(body: Element, namespace: str, text: str, *, bold: bool = False) -> None:
    run = p.parsed(
        f'<r xmlns="{namespace}"><rPr>{"<b/>" if bold else ""}<sz val="{_SIZE}"/><color indexed="81"/>'
        f'<rFont val="{look.FONT}"/><family val="3"/><charset val="134"/></rPr><t xml:space="preserve"/></r>'.encode()
    )
    run[-1].text = look.clean(text)
    body.append(run)


def _boxes(parts: Parts, sheet: str, root: Element) -> Element:
    """The root of the drawing that the worksheet's comments are shown in."""
    relation = f"{{{p.relation_namespace(parts)}}}id"
    there = root.find("{*}legacyDrawing")
    if there is not None:
        targets = {number: target for number, _, target in p.related(parts, sheet)}
        boxes = p.tree(parts, targets[there.get(relation)])
        if not boxes.xpath("//*[local-name()='shapetype'][@id=$id]", id=_BOX):
            boxes.append(p.parsed(_SHAPE_TYPE.encode()))
        return boxes
    name = p.free_name(parts, "xl/drawings/vmlDrawing{}.vml")
    p.put(parts, name, p.parsed(_LAYOUT.encode()))
    p.declare(parts, name, _VML_TYPE)
    namespace = root.tag[1:].partition("}")[0]
    new = root.makeelement(f"{{{namespace}}}legacyDrawing", {relation: p.relate(parts, sheet, "vmlDrawing", name)})
    after = next(
        (one for one in root if isinstance(one.tag, str) and etree.QName(one).localname in _AFTER_COMMENTS), None
    )
    root.append(new) if after is None else after.addprevious(new)
    return p.tree(parts, name)


def _remove_box(boxes: Element, ref: str) -> None:
    row, column = position(ref)
    for data in boxes.findall(f".//{{{_X}}}ClientData[@ObjectType='Note']"):
        if (data.findtext(f"{{{_X}}}Row"), data.findtext(f"{{{_X}}}Column")) == (str(row - 1), str(column - 1)):
            shape = data.getparent()
            shape.getparent().remove(shape)


def _add_box(boxes: Element, ref: str, text: str) -> None:
    row, column = position(ref)
    tall = int((look.height(text, _WIDTH_DIGITS, _SIZE) + 12) * 96 / 72)
    used = boxes.xpath("//@id")
    number = next(n for n in range(1025, 10_000_000) if f"_x0000_s{n}" not in used)
    boxes.append(
        p.parsed(
            f'<v:shape {_NS} id="_x0000_s{number}" type="#{_BOX}" style="position:absolute;margin-left:60pt;'
            f'margin-top:2pt;width:{_WIDTH_PX}px;height:{tall}px;z-index:{number};visibility:hidden"'
            ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
            '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/>'
            '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False'
            f"</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>".encode()
        )
    )
