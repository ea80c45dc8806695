"""Odd but honest workbooks, and broken ones, in every format."""

from __future__ import annotations

import datetime as dt
import io
import struct
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chanfa_check.submission.workbook import CannotRead, Cell, Sheet, grid, parse_workbook
from chanfa_check.submission.workbook.grid import MAX_CHARACTERS, MAX_REPEATED, MAX_SHEETS
from chanfa_check.submission.workbook.model import MAX_TEXT

from . import build
from .test_same import same_xlsb

FILES = Path(__file__).parent / "files"
STRICT = "http://purl.oclc.org/ooxml"


def cells(sheet: Sheet) -> list[Cell]:
    return [cell for row in sheet.rows.values() for cell in row.values()]


def refusal(data: bytes) -> CannotRead:
    with pytest.raises(CannotRead) as caught:
        parse_workbook(data)
    return caught.value


def xlwt_book() -> Any:
    import xlwt  # type: ignore[import-untyped]

    return xlwt.Workbook()


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def same(kind: str) -> bytes:
    return same_xlsb() if kind == "xlsb" else (FILES / f"same.{kind}").read_bytes()


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "xlsb"])
def test_cut_short_anywhere(kind: str) -> None:
    """Nothing that was cut short reads as if it were whole."""
    whole = same(kind)
    full = parse_workbook(whole)
    for fiftieth in range(50):
        cut = whole[: len(whole) * fiftieth // 50]
        try:
            assert parse_workbook(cut) == full
        except CannotRead as error:
            assert error.code in ("file-damaged", "file-empty", "not-a-workbook"), error.message
    if kind != "xls":  # whose last byte only fills a sector
        assert refusal(whole[:-1]).code == "file-damaged"


def test_dimensions_of_2147483647_rows() -> None:
    book = xlwt_book()
    book.add_sheet("表").write(0, 0, 1)
    data = bytearray(saved(book))
    place = data.index(struct.pack("<HHIIHHH", 0x200, 14, 0, 1, 0, 1, 0))
    struct.pack_into("<II", data, place + 4, 0, 0x7FFFFFFF)
    assert cells(parse_workbook(bytes(data)).sheets[0]) == [Cell(1, 1, Decimal(1))]
    dimension = build.record(148, struct.pack("<IIII", 0, 0x7FFFFFFF, 0, 0x7FFFFFFF))
    sheet = dimension + build.record(0, struct.pack("<I", 0)) + build.cell(2, 0, 0, build.rk(1))
    assert cells(parse_workbook(build.xlsb(sheet)).sheets[0]) == [Cell(1, 1, Decimal(1))]
    far = build.record(0, struct.pack("<I", 0x7FFFFFFE)) + build.cell(2, 0, 0, build.rk(1))
    assert refusal(build.xlsb(far)).code == "file-damaged"
    parts = build.xlsx_parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    parts["xl/worksheets/sheet1.xml"] = str(parts["xl/worksheets/sheet1.xml"]).replace(
        "<sheetData>", '<dimension ref="A1:XFD2147483647"/><sheetData>'
    )
    assert cells(parse_workbook(build.archive(parts)).sheets[0]) == [Cell(1, 1, Decimal(1))]


def test_before_1900_and_the_1904_epoch() -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    rows = '<row r="1"><c r="A1" s="1"><v>-1</v></c><c r="B1" s="1"><v>0</v></c><c r="C1" s="1"><v>1</v></c></row>'
    made = build.archive(build.xlsx_parts(rows, styles=styles))
    assert [cell.value for cell in cells(parse_workbook(made).sheets[0])] == [
        Decimal(-1),
        dt.time(0),
        dt.date(1900, 1, 1),
    ]
    for said in ("1", "true"):
        made = build.archive(build.xlsx_parts(rows, styles=styles, properties=f'date1904="{said}"'))
        assert [cell.value for cell in cells(parse_workbook(made).sheets[0])] == [
            Decimal(-1),
            dt.date(1904, 1, 1),
            dt.date(1904, 1, 2),
        ]
    ods = '<table:table-row><table:table-cell office:value-type="date" office:date-value="{}"/></table:table-row>'
    for written, value in (("1850-01-31", dt.date(1850, 1, 31)), ("-0044-03-15", "-0044-03-15"), ("0000", "0000")):
        assert cells(parse_workbook(build.ods(ods.format(written))).sheets[0])[0].value == value


def test_the_1904_epoch_in_old_and_binary_files() -> None:
    import xlwt

    book = xlwt_book()
    book.dates_1904 = True
    book.add_sheet("表").write(0, 0, 42550, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    assert cells(parse_workbook(saved(book)).sheets[0]) == [Cell(1, 1, dt.date(2020, 6, 30))]


def test_errors_and_booleans_in_old_files() -> None:
    book = xlwt_book()
    sheet = book.add_sheet("表")
    row = sheet.row(0)
    row.set_cell_boolean(0, True)
    row.set_cell_boolean(1, False)
    for column, code in enumerate((0, 7, 15, 23, 29, 36, 42), 2):
        row.set_cell_error(column, code)
    errors = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
    assert cells(parse_workbook(saved(book)).sheets[0]) == [
        Cell(1, 1, True),
        Cell(1, 2, False),
        *(Cell(1, column, text, error=True) for column, text in enumerate(errors, 3)),
    ]


def many_xlsx(count: int) -> bytes:
    parts = build.xlsx_parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    listed = "".join(f'<sheet name="{number}" r:id="s{number}"/>' for number in range(count))
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{build.MAIN}" xmlns:r="{build.RELATIONS}"><sheets>{listed}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = build.links(
        *((f"s{number}", "worksheet", f"worksheets/{number}.xml") for number in range(count))
    )
    sheet = parts.pop("xl/worksheets/sheet1.xml")
    return build.archive({**parts, **{f"xl/worksheets/{number}.xml": sheet for number in range(count)}})


def many_ods(count: int) -> bytes:
    row = '<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
    return build.ods(f'{row}</table:table><table:table table:name="又">' * (count - 1) + row)


def many_xls(count: int) -> bytes:
    book = xlwt_book()
    for number in range(count):
        book.add_sheet(str(number)).write(0, 0, 1)
    return saved(book)


def test_sheets_without_end() -> None:
    assert len(parse_workbook(many_xlsx(MAX_SHEETS)).sheets) == MAX_SHEETS
    assert len(parse_workbook(many_ods(MAX_SHEETS)).sheets) == MAX_SHEETS
    for data in (many_xlsx(MAX_SHEETS + 1), many_ods(MAX_SHEETS + 1), many_ods(10_000), many_xls(MAX_SHEETS + 1)):
        assert refusal(data).code == "file-too-large"
        assert str(MAX_SHEETS) in refusal(data).message
    assert refusal(many_xlsx(10_000)).code == "file-too-large"  # more parts than there may be


def test_cells_without_end_over_several_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "MAX_CELLS", 1_000)
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="50"/>'
    half = f'<table:table-row table:number-rows-repeated="10">{cell}</table:table-row>'
    more = '</table:table><table:table table:name="又">'
    assert len(parse_workbook(build.ods(half + more + half)).sheets) == 2
    assert "“又”" in refusal(build.ods(half + more + half + more + half)).message


def test_repeats_without_end_over_several_sheets() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    half = f'<table:table-row table:number-rows-repeated="{MAX_REPEATED // 2}">{cell}</table:table-row>'
    more = '</table:table><table:table table:name="又">'
    assert len(parse_workbook(build.ods(half + more + half)).sheets) == 2
    for made in (half + more + half + more + half, half + half + half):
        error = refusal(build.ods(made))
        assert (error.code, str(MAX_REPEATED) in error.message) == ("file-too-large", True)


def merged(*areas: str) -> bytes:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3"><v>3</v></c></row>'
    listed = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return build.archive(build.xlsx_parts(rows, after=f"<mergeCells>{listed}</mergeCells>"))


def test_merged_ranges_far_beyond_the_content() -> None:
    """2 kB can merge 400,000 rows; no more of them are made than the sheet has."""
    assert list(parse_workbook(merged("A1:A400000")).sheets[0].rows) == [1, 2, 3]
    assert len(parse_workbook(merged("A1:A5000")).sheets[0].rows) == 5_000
    assert list(parse_workbook(merged("A1:A5000", "B1:B6000")).sheets[0].rows) == [1, 2, 3]
    assert len(cells(parse_workbook(merged(*["A1:C1048576"] * 10_000)).sheets[0])) == 9
    assert refusal(merged(*["A1:C1048576"] * 20_000)).code == "file-too-large"


def test_text_that_is_shown_without_end() -> None:
    """One long shared string, shown by many cells, is a file of 2 kB."""
    count = MAX_CHARACTERS // MAX_TEXT
    for more, fits in ((0, True), (1, False)):
        row = "<c t='s'><v>0</v></c>" * (count + more)
        data = build.archive(build.xlsx_parts(f"<row>{row}</row>", strings=f"<si><t>{'培' * MAX_TEXT}</t></si>"))
        if fits:
            assert len(cells(parse_workbook(data).sheets[0])) == count
        else:
            assert "2000 万字" in refusal(data).message


def test_old_rows_with_one_cell_far_to_the_right() -> None:
    book = xlwt_book()
    sheet = book.add_sheet("表")
    for row in range(300):
        sheet.write(row, 255, row)
        sheet.write(row, 3, "")
    found = cells(parse_workbook(saved(book)).sheets[0])
    assert found == [Cell(row, 256, Decimal(row - 1)) for row in range(1, 301)]


def test_two_old_sheets_at_one_place() -> None:
    data = bytearray(many_xls(2))
    first = data.index(struct.pack("<H", 0x85))  # where the sheet is, by the record that names it
    (length,) = struct.unpack_from("<H", data, first + 2)
    second = first + 4 + length
    assert data[second : second + 4] == data[first : first + 4]
    data[second + 4 : second + 8] = data[first + 4 : first + 8]
    assert "共用内容" in refusal(bytes(data)).message


def test_hidden_old_sheets() -> None:
    book = xlwt_book()
    for visibility in (0, 1, 2):
        sheet = book.add_sheet(str(visibility))
        sheet.write(0, 0, 1)
        sheet.visibility = visibility
    assert [(sheet.name, sheet.visible) for sheet in parse_workbook(saved(book)).sheets] == [
        ("0", True),
        ("1", False),
        ("2", False),
    ]


def test_a_chart_sheet_first_in_a_strict_file() -> None:
    """As Excel saves "Strict Open XML": other namespaces in every part, and dates as text."""
    rows = '<row r="1"><c r="A1" t="d" s="1"><v>2020-06-30T00:00:00</v></c><c r="B1" s="2"><v>0.35</v></c></row>'
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs>'
    parts = build.xlsx_parts(rows, styles=styles)
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{build.MAIN}" xmlns:r="{build.RELATIONS}"><sheets><sheet name="图" sheetId="2" r:id="r9"/>'
        '<sheet name="表" sheetId="1" r:id="r1"/><sheet name="藏" sheetId="3" state="hidden" r:id="r8"/>'
        "</sheets></workbook>"
    )
    parts["xl/_rels/workbook.xml.rels"] = build.links(
        ("r9", "chartsheet", "chartsheets/sheet1.xml"),
        ("r1", "worksheet", "worksheets/sheet1.xml"),
        ("r8", "worksheet", "worksheets/sheet2.xml"),
        ("r2", "styles", "styles.xml"),
    )
    parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet1.xml"]
    parts["xl/chartsheets/sheet1.xml"] = f'<chartsheet xmlns="{build.MAIN}"/>'
    strict = {
        name: str(content)
        .replace(build.MAIN, f"{STRICT}/spreadsheetml/main")
        .replace(build.RELATIONS, f"{STRICT}/officeDocument/relationships")
        for name, content in parts.items()
    }
    for made in (parts, strict):
        sheets = parse_workbook(build.archive(made)).sheets
        assert [(sheet.name, sheet.visible) for sheet in sheets] == [("表", True), ("藏", False)]
        assert cells(sheets[0]) == [Cell(1, 1, dt.date(2020, 6, 30)), Cell(1, 2, Decimal("0.35"), percent=True)]
