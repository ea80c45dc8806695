"""核对结果: the sheet at the end of a copy with all that was found in it, and links to the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree
from msgspec import Struct

from chanfa_check.model import Checked, Finding, Problem, Standing
from chanfa_check.output.annotate.beside import Beside, Clash, Opinion, opinions
from chanfa_check.output.annotate.parts import Element
from chanfa_check.output.annotate.styles import Styles, own
from chanfa_check.output.office import CONTRADICTIONS, TO_PUT_RIGHT
from chanfa_check.output.words import STATUSES, word
from chanfa_check.output.xlsx import look
from chanfa_check.output.xlsx.grid import letter
from chanfa_check.period import show_period
from chanfa_check.verdict.wording import show_day

NAME = "核对结果"
TITLE = "报表核对结果"
# None of these names is one under which a report gives its values: the sheet must never be read as a report.
_COLUMNS = (
    ("结论", 14),
    ("任务", 7),
    ("指标", 24),
    ("单元格", 15),
    ("原来填的", 26),
    ("核对意见", 44),
    ("处理办法", 34),
    ("责任分工表原文", 36),
)
_LAST = len(_COLUMNS)
FILL_COLUMNS = (_LAST + 2, _LAST + 3, _LAST + 4)
"""Hidden: sheet, cell and earlier fill of every cell that was coloured, so that a later check can undo it."""


class Painted(Struct, frozen=True):
    """A cell that was coloured, and the XML of the fill that it had before."""

    sheet: str
    cell: str
    before: str


def sheet_xml(
    namespace: str, styles: Styles, checked: Checked, beside: Beside, painted: Sequence[Painted]
) -> tuple[Element, int]:
    """The worksheet's XML, and the number of its header row."""
    root = etree.Element(f"{{{namespace}}}worksheet", nsmap={None: namespace})

    def sub(parent: Element, tag: str, **attributes: str) -> Element:
        return etree.SubElement(parent, f"{{{namespace}}}{tag}", attributes)

    sub(sub(root, "sheetPr"), "pageSetUpPr", fitToPage="1")
    sub(sub(root, "sheetViews"), "sheetView", showGridLines="0", workbookViewId="0")
    sub(root, "sheetFormatPr", defaultRowHeight="15")
    columns = sub(root, "cols")
    for number, (_, width) in enumerate(_COLUMNS, 1):
        sub(columns, "col", min=str(number), max=str(number), width=str(width), customWidth="1")
    first, _, last = FILL_COLUMNS
    sub(columns, "col", min=str(first), max=str(last), width="9", hidden="1", customWidth="1")
    data = sub(root, "sheetData")
    merged: list[str] = []
    links: list[tuple[str, str]] = []

    def row(number: int, texts: Sequence[tuple[str, int]], height: float) -> Element:
        line = sub(data, "row", r=str(number), ht=f"{height:g}", customHeight="1")
        for column, (text, style) in enumerate(texts, 1):
            _cell(line, namespace, f"{letter(column)}{number}", look.clean(text), style)
        return line

    number = 0
    for text, style, size in _top(checked, beside, painted, styles):
        number += 1
        room = sum(width for _, width in _COLUMNS)
        row(number, [(text, style)], look.row_height(look.height(look.clean(text), room, size)))
        merged.append(f"A{number}:{letter(_LAST)}{number}")
    number += 1
    header = own(styles, fill=look.HEADER, bold=True, centred=True)
    row(number, [(name, header) for name, _ in _COLUMNS], 24)
    for texts, fill, target in _rows(checked, beside):
        number += 1
        kinds = [own(styles, fill=fill, bold=True), own(styles, centred=True), *[own(styles)] * (_LAST - 2)]
        if target:
            kinds[3] = own(styles, link=True)
            links.append((f"D{number}", target))
        wanted = max(look.height(look.clean(text), width) for text, (_, width) in zip(texts, _COLUMNS, strict=True))
        row(number, list(zip(texts, kinds, strict=True)), look.row_height(wanted))
    lines = list(data)
    for offset, one in enumerate(painted):
        line = lines[offset] if offset < len(lines) else sub(data, "row", r=str(offset + 1))
        for column, text in zip(FILL_COLUMNS, (one.sheet, one.cell, one.before), strict=True):
            # As they are: a later check looks the sheet up by its name.
            _cell(line, namespace, f"{letter(column)}{offset + 1}", look.escaped(text), own(styles))
    cells = sub(root, "mergeCells", count=str(len(merged)))
    for area in merged:
        sub(cells, "mergeCell", ref=area)
    if links:
        listed = sub(root, "hyperlinks")
        for ref, location in links:
            sub(listed, "hyperlink", ref=ref, location=location)
    sub(root, "pageMargins", left="0.4", right="0.4", top="0.5", bottom="0.8", header="0.3", footer="0.3")
    sub(root, "pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")
    sub(sub(root, "headerFooter"), "oddFooter").text = f"&C{NAME}　第 &P 页，共 &N 页"
    return root, len(merged) + 1


def _top(
    checked: Checked, beside: Beside, painted: Sequence[Painted], styles: Styles
) -> Iterator[tuple[str, int, int]]:
    """The lines above the table: text, format, size."""
    yield TITLE, own(styles, size=16, bold=True, centred=True), 16
    said = [checked.department or "", show_period(checked.period) if checked.period else ""]
    if checked.matrix and checked.as_of:
        matrix = checked.matrix
        said.append(f"依据{matrix.title}（{matrix.id}，第 {matrix.version} 版），截至{show_day(checked.as_of)}")
    texts = ["　".join(text for text in said if text) or "看不出是哪个单位、哪一期的报表"]
    texts += [f"注意：{text}" for text in beside.said]
    if checked.findings:
        texts.append(_counted(checked, beside))
    texts += [f"注意：{text}" for text in checked.notes]
    plain = own(styles, size=11)
    yield from ((text, plain, 11) for text in (*texts, _guide(checked, beside, painted)))


def _counted(checked: Checked, beside: Beside) -> str:
    counted = "、".join(
        f"{STATUSES[status].symbol} {STATUSES[status].word} {n} 项" for status, n in checked.counts.items() if n
    )
    wrong, clashing = len(checked.to_put_right), len({one.about for one in beside.clashes})
    there = [
        f"{TO_PUT_RIGHT} {wrong} 项" if wrong else "",
        f"{CONTRADICTIONS}有 {clashing} 处对不上" if clashing else "",
    ]
    said = "，".join(text for text in there if text)
    if said:
        said += "，排在前面。"
    elif not checked.problems and beside.standing is not Standing.TWICE:
        said = f"没有{TO_PUT_RIGHT}的。"
    return f"共 {len(checked.findings)} 项：{counted}。{said}"


def _guide(checked: Checked, beside: Beside, painted: Sequence[Painted]) -> str:
    """How to use the copy; of colours and links only where there are some."""
    said = "需要处理的单元格已按结论涂色，鼠标停在上面可看批注；" if painted else ""
    wrong = opinions(checked, beside.clashes)
    if any(one.place for one in (*wrong, *checked.findings)):
        said += "点“单元格”一栏可跳到原处。"
    if wrong:
        said += "请在原表上改正后重新报送，"
    return said + "本表不用改，也可以删除。"


def _rows(checked: Checked, beside: Beside) -> Iterator[tuple[list[str], str, str]]:
    """The rows: texts, the verdict's fill, where the link leads."""
    wrong = opinions(checked, beside.clashes)
    for one in (*wrong, *(one for one in checked.findings if one not in wrong)):
        target = location(one.place.sheet, one.place.cell) if one.place else ""
        fill = look.fill_of(one.status, one.light) if isinstance(one, Finding) else look.MAGENTA
        yield _texts(one), fill, target


def _texts(one: Opinion) -> list[str]:
    if isinstance(one, Problem):
        return ["! 无法检查", "", "", str(one.place or ""), "", one.message, "", ""]
    if isinstance(one, Clash):
        about, where = one.about, str(one.place or "")
        name = f"{about.indicator} {about.name}"
        return [f"! {CONTRADICTIONS}", about.task, name, where, one.shown, about.message, about.advice, ""]
    return [
        f"{STATUSES[one.status].symbol} {word(one)}",
        one.task or "",
        one.name if not one.indicator else f"{one.indicator} {one.name}",
        str(one.place) if one.place else "（报表里没有这一项）",
        one.raw,
        "\n".join((one.message, *(f"注意：{note}" for note in one.notes))),
        one.advice,
        one.wording,
    ]


def location(sheet: str, cell: str) -> str:
    """A cell as a link names it."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{cell}"


def _cell(line: Element, namespace: str, ref: str, text: str, style: int) -> None:
    cell = etree.SubElement(line, f"{{{namespace}}}c", r=ref, s=str(style))
    if text:
        cell.set("t", "inlineStr")
        held = etree.SubElement(etree.SubElement(cell, f"{{{namespace}}}is"), f"{{{namespace}}}t")
        held.text = text
        held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
