"""核对结果: the sheet at the end of a copy with all that was found in it, and links to the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree
from msgspec import Struct

from chanfa_check.model import Checked, Finding
from chanfa_check.output.annotate.parts import Element
from chanfa_check.output.annotate.styles import Styles, own
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
_GUIDE = (
    "需要处理的单元格已按结论涂色，鼠标停在上面可看批注；点“单元格”一栏可跳到原处。"
    "请在原表上改正后重新报送，本表不用改，也可以删除。"
)


class Painted(Struct, frozen=True):
    """A cell that was coloured, and the XML of the fill that it had before."""

    sheet: str
    cell: str
    before: str


def sheet_xml(
    namespace: str, styles: Styles, checked: Checked, painted: Sequence[Painted], notes: Sequence[str]
) -> tuple[Element, int]:
    """The worksheet's XML, and the number of its header row. `notes` are sentences that belong on top."""
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
            _cell(line, namespace, f"{letter(column)}{number}", text, style)
        return line

    number = 0
    for text, style, size in _top(checked, notes, styles):
        number += 1
        room = sum(width for _, width in _COLUMNS)
        row(number, [(text, style)], look.row_height(look.height(look.clean(text), room, size)))
        merged.append(f"A{number}:{letter(_LAST)}{number}")
    number += 1
    header = own(styles, fill=look.HEADER, bold=True, centred=True)
    row(number, [(name, header) for name, _ in _COLUMNS], 24)
    for texts, fill, target in _rows(checked):
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
            _cell(line, namespace, f"{letter(column)}{offset + 1}", text, own(styles))
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


def _top(checked: Checked, notes: Sequence[str], styles: Styles) -> Iterator[tuple[str, int, int]]:
    """The lines above the table: text, format, size."""
    yield TITLE, own(styles, size=16, bold=True, centred=True), 16
    said = [checked.department or "", show_period(checked.period) if checked.period else ""]
    if checked.matrix and checked.as_of:
        said.append(
            f"依据《{checked.matrix.title}》（{checked.matrix.id}，第 {checked.matrix.version} 版）".replace(
                "《《", "《"
            )
            + f"，截至{show_day(checked.as_of)}"
        )
    plain = own(styles, size=11)
    yield "　".join(text for text in said if text) or "看不出是哪个单位、哪一期的报表", plain, 11
    counted = "、".join(
        f"{STATUSES[status].symbol} {STATUSES[status].word} {n} 项" for status, n in checked.counts.items() if n
    )
    if counted:
        wrong = len(checked.to_put_right)
        yield (
            f"共 {len(checked.findings)} 项：{counted}。"
            + (f"需要处理 {wrong} 项，排在前面。" if wrong else "没有需要处理的。"),
            plain,
            11,
        )
    for text in (*checked.notes, *notes):
        yield f"注意：{text}", plain, 11
    yield _GUIDE, plain, 11


def _rows(checked: Checked) -> Iterator[tuple[list[str], str, str]]:
    """The rows: texts, the verdict's fill, where the link leads."""
    for problem in checked.problems:
        place = str(problem.place) if problem.place else ""
        texts = ["! 无法检查", "", "", place, "", problem.message, "", ""]
        yield texts, look.MAGENTA, location(problem.place.sheet, problem.place.cell) if problem.place else ""
    wrong = checked.to_put_right
    for finding in (*wrong, *(one for one in checked.findings if one not in wrong)):
        target = location(finding.place.sheet, finding.place.cell) if finding.place else ""
        yield _texts(finding), look.fill_of(finding.status, finding.light), target


def _texts(finding: Finding) -> list[str]:
    name = finding.name if not finding.indicator else f"{finding.indicator} {finding.name}"
    return [
        f"{STATUSES[finding.status].symbol} {word(finding)}",
        finding.task or "",
        name,
        str(finding.place) if finding.place else "（报表里没有这一项）",
        finding.raw,
        "\n".join((finding.message, *(f"注意：{note}" for note in finding.notes))),
        finding.advice,
        finding.wording,
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
        held.text = look.clean(text)
        held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
