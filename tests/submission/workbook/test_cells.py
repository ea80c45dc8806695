"""What cells say: text, numbers, formats, formulas, merged ranges."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from chanfa_check.submission.workbook import Cell, Workbook, read_workbook
from chanfa_check.submission.workbook.numbers import Shape, shape, value

from . import build


def read(tmp_path: Path, data: bytes) -> Workbook:
    path = tmp_path / "报表.bin"
    path.write_bytes(data)
    return read_workbook(path)


def cells(tmp_path: Path, data: bytes) -> list[Cell]:
    return [cell for row in read(tmp_path, data).sheets[0].rows.values() for cell in row.values()]


def xlsx(
    tmp_path: Path, rows: str, after: str = "", styles: str = "", strings: str = "", properties: str = ""
) -> list[Cell]:
    parts = build.xlsx_parts(rows, after=after, styles=styles, strings=strings, properties=properties)
    return cells(tmp_path, build.archive(parts))


def test_shared_strings_rich_text_phonetics_and_escapes(tmp_path: Path) -> None:
    strings = (
        "<si><r><t>重</t></r><r><rPr><b/></rPr><t xml:space='preserve'>点 </t></r>"
        "<rPh sb='0' eb='1'><t>zhong</t></rPh></si>"
        "<si><t>a_x000D_\nb_x005F_x000D_</t></si><si><t>_xD83D__xDE00__xD800_</t></si><si/>"
    )
    row = "".join(f'<c t="s"><v>{index}</v></c>' for index in range(4))
    assert [cell.value for cell in xlsx(tmp_path, f"<row>{row}</row>", strings=strings)] == [
        "重点 ",
        "a\r\nb_x000D_",
        "😀�",
    ]


def test_inline_strings_booleans_errors_dates_and_positions(tmp_path: Path) -> None:
    rows = (
        '<row r="3"><c r="B3" t="inlineStr"><is><r><t>东</t></r><r><t>京</t></r>'
        '<rPh sb="0" eb="2"><t>x</t></rPh></is></c>'
        '<c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2020-06-30T00:00:00</v></c>'
        '<c r="H3" t="inlineStr"><is><t></t></is></c></row>'
        "<row><c><v>35.0</v></c><c><v>1<!-- -->2</v></c><c><v>-0</v></c></row>"
    )
    assert xlsx(tmp_path, rows) == [
        Cell(3, 2, "东京"),
        Cell(3, 3, False),
        Cell(3, 4, "#N/A", error=True),
        Cell(3, 5, dt.date(2020, 6, 30)),
        Cell(4, 1, Decimal(35)),
        Cell(4, 2, Decimal(12)),
        Cell(4, 3, Decimal(0)),
    ]


def test_only_formulas_without_a_stored_result_are_unsaved(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v/></c><c r="C1"><f>1+1</f><v>2</v></c>'
        '<c r="D1" t="str"><f>IF(1,"")</f><v></v></c><c r="E1" t="str"><f>"x"</f><v>x</v></c><c r="F1" s="1"/></row>'
    )
    assert xlsx(tmp_path, rows) == [
        Cell(1, 1, "", unsaved_formula=True),
        Cell(1, 2, "", unsaved_formula=True),
        Cell(1, 3, Decimal(2)),
        Cell(1, 5, "x"),
    ]


def test_merged_ranges_show_the_first_cell_only(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>9</v></c><c r="E2"><v>7</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="D1:E2"/><mergeCell ref="A1"/></mergeCells>'
    assert xlsx(tmp_path, rows, merged) == [
        Cell(1, 1, Decimal(1)),
        *(Cell(row, column, Decimal(1), carried=True) for row, column in ((1, 2), (2, 1), (2, 2))),
    ]


def test_whole_merged_columns_end_with_the_content(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3"><v>3</v></c></row>'
    read = xlsx(tmp_path, rows, '<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>')
    assert [cell.ref() for cell in read] == ["A1", "A2", "A3", "C3"]


def test_formats_out_to_the_last_row_are_no_content(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576" s="1"><c r="XFD1048576" s="1"/></row>'
    assert xlsx(tmp_path, rows) == [Cell(1, 1, Decimal(1))]


@pytest.mark.parametrize("prefix", ["x", "main"])
@pytest.mark.parametrize("namespace", [build.MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"])
def test_any_prefix_and_strict_namespaces(tmp_path: Path, prefix: str, namespace: str) -> None:
    parts = build.xlsx_parts()
    parts["xl/worksheets/sheet1.xml"] = (
        (
            '<x:worksheet xmlns:x="NS" xmlns:o="urn:other"><x:sheetData>'
            '<x:row r="2"><x:c r="B2"><x:v>3</x:v><o:v>4</o:v></x:c>'
            "</x:row></x:sheetData></x:worksheet>"
        )
        .replace("x:", f"{prefix}:")
        .replace(":x=", f":{prefix}=")
        .replace("NS", namespace)
    )
    assert cells(tmp_path, build.archive(parts)) == [Cell(2, 2, Decimal(3))]


def test_chart_sheets_are_passed_over_and_very_hidden_ones_listed(tmp_path: Path) -> None:
    parts = build.xlsx_parts("<row><c><v>1</v></c></row>")
    book = str(parts["xl/workbook.xml"])
    parts["xl/workbook.xml"] = book.replace('r:id="r1"/>', 'state="veryHidden" r:id="r1"/><sheet name="图" r:id="r9"/>')
    parts["xl/_rels/workbook.xml.rels"] = build.links(
        ("r1", "worksheet", "/xl/worksheets/sheet1.xml"), ("r9", "chartsheet", "chartsheets/sheet1.xml")
    )
    read_back = read(tmp_path, build.archive(parts))
    assert [(sheet.name, sheet.visible) for sheet in read_back.sheets] == [("表", False)]


def test_chinese_dates_without_a_code_and_the_1904_epoch(tmp_path: Path) -> None:
    styles = '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="57"/></cellXfs>'
    rows = '<row><c s="1"><v>43983</v></c><c s="0"><v>43983</v></c></row>'
    assert [cell.value for cell in xlsx(tmp_path, rows, styles=styles)] == [dt.date(2020, 6, 1), Decimal(43983)]
    later = xlsx(tmp_path, rows, styles=styles, properties='date1904="1"')
    assert [cell.value for cell in later] == [dt.date(2024, 6, 2), Decimal(43983)]


@pytest.mark.parametrize(
    ("number", "code", "expected"),
    [
        (9, None, Shape.PERCENT),
        (10, None, Shape.PERCENT),
        (0, None, Shape.PLAIN),
        (31, None, Shape.DATE),
        (46, None, Shape.SPAN),
        (164, "0.0%", Shape.PERCENT),
        (164, "0.0%;[Red]-0.0%;;@", Shape.PERCENT),
        (164, '0"%"', Shape.PLAIN),
        (164, r"0\%", Shape.PLAIN),
        (164, "0%;0.00", Shape.PLAIN),
        (164, "[<1]0%;0", Shape.PLAIN),
        (164, "0.00E+00", Shape.PLAIN),
        (164, "General", Shape.PLAIN),
        (164, "@", Shape.PLAIN),
        (164, '[$-804]yyyy"年"m"月"d"日";@', Shape.DATE),
        (164, "[DBNum1][$-804]General", Shape.PLAIN),
        (164, '0.0"万人 (度)"', Shape.PLAIN),
        (164, "[h]:mm", Shape.SPAN),
        (164, "[$￥-804]#,##0.00", Shape.PLAIN),
    ],
)
def test_number_formats(number: int, code: str | None, expected: Shape) -> None:
    assert shape(number, code) is expected


@pytest.mark.parametrize(
    ("serial", "expected"),
    [
        (1, dt.date(1900, 1, 1)),
        (59, dt.date(1900, 2, 28)),
        (60, "1900-02-29"),
        (61, dt.date(1900, 3, 1)),
        (0.5, dt.time(12)),
        (44012.9999999999, dt.date(2020, 7, 1)),
        (2958465, dt.date(9999, 12, 31)),
        (2958466, Decimal(2958466)),
        (2958465.99999999999, Decimal(2958466)),
        (-1, Decimal(-1)),
    ],
)
def test_dates_at_the_edges_of_the_calendar(serial: float, expected: object) -> None:
    assert value(serial, Shape.DATE) == expected


def test_ods_text_repeats_comments_and_formulas(tmp_path: Path) -> None:
    rows = """
    <table:table-row table:number-rows-repeated="3">
      <table:table-cell table:number-columns-repeated="16384"/>
    </table:table-row>
    <table:table-row table:number-rows-repeated="2">
      <table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation>
        <text:p>a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d</text:p><text:p>e</text:p></table:table-cell>
      <table:table-cell office:value-type="percentage" office:value="0.35" table:number-columns-repeated="2"/>
      <table:table-cell table:formula="of:=1+1"/>
      <table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""/>
      <table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>
      <table:table-cell office:value-type="boolean" office:boolean-value="false"/>
    </table:table-row>
    <table:table-row table:number-rows-repeated="1048571">
      <table:table-cell table:number-columns-repeated="16384"/>
    </table:table-row>
    """
    expected = [
        cell
        for row in (4, 5)
        for cell in (
            Cell(row, 1, "a  b\tc\nd\ne"),
            Cell(row, 2, Decimal("0.35"), percent=True),
            Cell(row, 3, Decimal("0.35"), percent=True),
            Cell(row, 4, "", unsaved_formula=True),
            Cell(row, 6, "#DIV/0!", error=True),
            Cell(row, 7, False),
        )
    ]
    assert cells(tmp_path, build.ods(rows)) == expected
