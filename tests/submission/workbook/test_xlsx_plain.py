"""The scan of plain parts gives what the pass of expat gives, to the letter, or nothing at all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chanfa_check.submission.workbook.model import CannotRead
from chanfa_check.submission.workbook.numbers import Shape
from chanfa_check.submission.workbook.xlsx import read_strings
from chanfa_check.submission.workbook.xlsx_plain import scan_sheet, scan_strings
from chanfa_check.submission.workbook.xlsx_sheet import read_sheet

from . import build

ROOT = Path(__file__).parents[3]
BOOKS = sorted([*ROOT.glob("examples/**/*.xlsx"), *Path(__file__).parent.glob("files/*.xlsx")])
STRINGS = ("任务", "", " 12 ", "a\nb")
SHAPES = (Shape.PLAIN, Shape.PERCENT, Shape.DATE, Shape.SPAN)
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def outcome(read: Callable[[], object]) -> str:
    """What was read, with every type; or the refusal."""
    try:
        return repr(read())
    except CannotRead as error:
        return error.message


def agree(content: bytes) -> bool:
    """Whether the sheet is plain; that the two readings agree where it is, is asserted."""
    scanned = scan_sheet(content, STRINGS, SHAPES, False)
    if scanned is not None:
        assert repr(scanned) == outcome(lambda: read_sheet(content, STRINGS, SHAPES, False))
    return scanned is not None


def sheet(rows: str, before: str = "", after: str = "") -> bytes:
    return f'<worksheet xmlns="{build.MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'.encode()


def parts(path: Path, folder: str) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist() if name.startswith(folder)}


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_what_offices_and_openpyxl_write_is_plain(path: Path) -> None:
    tables = parts(path, "xl/sharedStrings")
    strings = next((read_strings(content) for content in tables.values()), ())
    for content in tables.values():
        assert scan_strings(content) == strings
    for content in parts(path, "xl/worksheets/sheet").values():
        shapes = SHAPES * 50
        scanned = scan_sheet(content, strings, shapes, True)
        assert scanned is not None
        assert repr(scanned) == repr(read_sheet(content, strings, shapes, True))


CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "content",
    [
        sheet(CELL),
        sheet(CELL).replace(build.MAIN.encode(), STRICT.encode()),
        b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' + sheet(CELL),
        sheet('<row r="2" spans="1:3" ht="15.5" customHeight="1"/>' + CELL.replace("1", "3")),
        sheet('<row><c r="A1" s="1" t="n"></c><c r="B1" s="2"/><c r="C1" t="b"><v>1</v></c><c r="D1" s="9"/></row>'),
        sheet('<row><c r="B1" t="s" s="1"><v>0</v></c><c r="A1" s="1"><v>0.350</v></c></row>'),
        sheet('<row><c r="A1"><f>SUM(B1:B2)&amp;"&#20013;"</f><v>-0</v></c><c r="B1"><f t="shared" si="0"/></c></row>'),
        sheet('<row><c r="A1" t="str"><f aca="false">A2</f><v></v></c><c r="B1" t="str"><v>&#x4e2d;&lt;</v></c></row>'),
        sheet('<row><c r="A1" t="inlineStr"><is><t xml:space="preserve"> a\r\nb_x000D_&#10;</t></is></c></row>'),
        sheet(
            '<row><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="d"><v>2020-06-30</v></c>'
            '<c r="C1" t="s"><v>1</v></c></row>'
        ),
        sheet(CELL, '<dimension ref="A1"/>', '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells><ext/>'),
        sheet(CELL, "", '<ext xmlns:x14="urn:x"><x14:c/></ext><x xmlns:y="urn:y">&#20013;</x>'),
        sheet('<row r="9"><c r="A9"><v>1E-7</v></c></row>' + CELL),
        sheet('<row><c r="A1" t="e"><f>B1</f><v></v></c></row>'),
    ],
)
def test_plain_forms(content: bytes) -> None:
    assert agree(content)


@pytest.mark.parametrize(
    "content",
    [
        sheet("<row><c><v>1</v></c></row>"),
        sheet('<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
        sheet('<row><c r="XFE1"><v>1</v></c></row>'),
        sheet('<row><c r="A1"><v> 1</v></c></row>'),
        sheet('<row><c r="A1"><v>٣</v></c></row>'),
        sheet('<row><c r="A1"><v>1e999</v></c></row>'),
        sheet('<row><c r="A1" t="q"><v>1</v></c></row>'),
        sheet('<row><c r="A1" t="s"><v>9</v></c></row>'),
        sheet('<row><c r="A1" t="s"><is><t>1</t></is></c></row>'),
        sheet('<row><c r="A1" s="1" s="2"><v>1</v></c></row>'),
        sheet('<row><c r="A1" s=""><v>1</v></c></row>'),
        sheet('<row><c r="A1"><is><r><t>a</t></r></is></c></row>'),
        sheet('<row><c r="A1" t="str"><v>&nbsp;</v></c></row>'),
        sheet('<row><c r="A1" t="str"><v>a]]>b</v></c></row>'),
        sheet('<row><c r="A1" t="str"><v>a\x01b</v></c></row>'),
        sheet('<row><c r="A1" t="str"><v>a\ufffeb</v></c></row>'),
        sheet('<row><c r="A1" t="str"><v>\U00012000&amp;</v></c></row>'),
        sheet('<row><c r="A1"><f a="1" a="2">x</f><v>1</v></c></row>'),
        sheet('<row><c r="A1"><f xmlns="urn:x">x</f></c></row>'),
        sheet('<row><c r="A1"><foo/><v>1</v></c></row>'),
        sheet('<row><c r="A1"/><v>1</v></c></row>'),
        sheet('<row><c r="A1"><v>6</v><v>5</v></c></row>'),
        sheet('<row><c r="A1"><v>6<x/>5</v></c></row>'),
        sheet('<row><c r="A1" t="inlineStr"><is><t>6</t><t>5%</t></is></c></row>'),
        sheet('<row><c r="A1" t="inlineStr"><is><t>6</t></is><is><t>5%</t></is></c></row>'),
        sheet('<row><c r="A1" t="inlineStr"><is><t>6</t></is><v>5%</v></c></row>'),
        sheet('<row><c r="A1"><extLst><ext><v>65</v></ext></extLst></c></row>'),
        sheet('<row><c r="A1"><v>\u0660.65</v></c></row>'),
        sheet('<row><c r="A1" t="b"><v>2</v></c></row>'),
        sheet(f'<row><c r="A1" t="str"><v>{"a" * 32_768}</v></c></row>'),
        sheet('<row><c r="A1"/></c></row>'),
        sheet(f"<!--{CELL}-->"),
        sheet(f"<![CDATA[{CELL}]]>"),
        sheet(f"<?x {CELL}?>"),
        sheet(f"<row x='{CELL}'/>"),
        sheet(f'<row x=">{CELL}"/>'),
        sheet(f"<x>{CELL}</x>"),
        sheet('<row r="x"/>' + CELL),
        sheet('<row r="1" r="2"/>' + CELL),
        sheet('<row x:y="1"/>' + CELL),
        sheet(f"<row>{CELL}"),
        sheet(CELL, "<cols>"),
        sheet(CELL, "<!-- -->"),
        sheet(CELL, f'<x:row xmlns:x="{build.MAIN}"/>'),
        sheet(CELL, f"<sheetData>{CELL}</sheetData>"),
        sheet(CELL, "", f"<sheetData>{CELL}</sheetData>"),
        sheet(
            CELL,
            "",
            '<x:mergeCell xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/m&#97;in" ref="A1:B2"/>',
        ),
        sheet(CELL, "", '<mergeCells><mergeCell ref="A1"/></mergeCells>'),
        sheet(CELL, "", '<mergeCells><mergeCell ref="A1:XFE1"/></mergeCells>'),
        sheet(CELL, "", '<!--<mergeCells><mergeCell ref="A1:B2"/></mergeCells>-->'),
        sheet(CELL, "", '<mergeCells><!--<mergeCell ref="A1:B2"/>--></mergeCells>'),
        sheet(CELL, "", '<mergeCells/><!--<mergeCell ref="A1:B2"/>-->'),
        sheet(CELL).replace(build.MAIN.encode(), b"urn:other"),
        b"<!DOCTYPE worksheet>" + sheet(CELL),
        b'<?xml version="1.0" encoding="GBK"?>' + sheet(CELL),
        b'<?xml version="1.0" encoding="ISO-8859-1"?>' + sheet(CELL.replace("1<", "\u00e9<")),
        sheet(CELL)[:-5],
        sheet(CELL.replace("A1", "a1")),
        sheet(CELL).decode().encode("utf-16"),
        sheet(CELL).replace(b"<v>", b"<v>\xff"),
    ],
)
def test_what_is_not_plain_is_left_to_expat(content: bytes) -> None:
    assert not agree(content)


TEXT = st.text(st.characters(codec="utf-8"), max_size=6) | st.sampled_from(
    [
        "",
        "&",
        "&amp;",
        "&#20013;",
        "&#x0;",
        "]]>",
        "_x000D_",
        "35％",
        "\U00012000",
        "1",
        "0.35",
        "1E5",
        "-0",
        "2020-06-30",
        "\r\n",
    ]
)
ATTRIBUTES = st.lists(
    st.sampled_from(
        [
            ' s="1"',
            ' s="0"',
            ' s="77"',
            ' t="s"',
            ' t="n"',
            ' t="str"',
            ' t="b"',
            ' t="e"',
            ' t="d"',
            ' cm="1"',
            ' t="inlineStr"',
            ' x="1"',
            "  ",
        ]
    ),
    max_size=2,
).map("".join)
REFS = st.sampled_from(["A1", "B1", "C1", "A2", "B2", "XFD1048576", "XFE1", "A0", "$A$1", "AA10"])
BODIES = st.one_of(
    st.sampled_from(["><v>6</v><v>5</v></c>", "><is><t>6</t><t>5</t></is></c>", "><is><t>6</t></is><v>5</v></c>"]),
    st.sampled_from(["/>", "></c>", "><v/></c>", "><f/></c>", "><f>A1</f><v/></c>"]),
    TEXT.map("><v>{}</v></c>".format),
    TEXT.map("><is><t>{}</t></is></c>".format),
    st.tuples(TEXT, TEXT).map(lambda pair: "><f>{}</f><v>{}</v></c>".format(*pair)),
)
CELLS = st.tuples(REFS, ATTRIBUTES, BODIES).map(lambda one: '<c r="{}"{}{}'.format(*one))
ROWS = st.tuples(
    st.sampled_from(['<row r="1">', "<row>", '<row r="2" ht="3">', "<row r='3'>"]), st.lists(CELLS, max_size=4)
).map(lambda one: f"{one[0]}{''.join(one[1])}</row>")


@given(st.lists(ROWS, max_size=3))
def test_any_sheet_of_such_cells(rows: list[str]) -> None:
    agree(sheet("".join(rows)))


SEEDS = [
    sheet(
        '<row r="1" spans="1:2"><c r="A1" s="1" t="inlineStr"><is><t>&#20013;a</t></is></c><c r="B1" s="2"/>'
        '<c r="C1"><f>A1</f><v>2</v></c></row>',
        '<cols><col min="1" max="2"/></cols>',
        '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>',
    ),
    sheet(CELL),
]
SIGNS = ("<!--", "-->", "]]>", "<![CDATA[", "<?", "?>", "xmlns=", "</row>", "<row>", "</c>")
SNIPPETS = [*"<>&\"'/ c1é\x00\x0b", *SIGNS]


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 600), st.integers(0, 4), st.sampled_from(SNIPPETS)), min_size=1, max_size=3),
)
@example(SEEDS[1], [(0, 0, "<?")])
@example(SEEDS[0], [(SEEDS[0].index(b'1"><mergeCell '), 4, ">"), (SEEDS[0].index(b'"/></mergeCells'), 4, ">")])
def test_any_damage_up_to_the_end_of_the_merged_ranges(seed: bytes, changes: list[tuple[int, int, str]]) -> None:
    for place, length, snippet in changes:
        start = place % max(seed.rfind(b"</worksheet>"), 1)
        seed = seed[:start] + snippet.encode() + seed[start + length :]
    agree(seed)


def strings(items: str) -> bytes:
    return f'<?xml version="1.0"?><sst xmlns="{build.MAIN}" count="2">{items}</sst>'.encode()


@pytest.mark.parametrize(
    ("items", "plain"),
    [
        ("<si><t>任务</t></si><si><t xml:space='preserve'> a</t></si>".replace("'", '"'), True),
        ('<si><t>a&amp;b_x000D_</t><phoneticPr fontId="1" type="noConversion"/></si><si><t></t></si>', True),
        ("<si><r><t>a</t></r></si>", False),
        ("<si><t>6</t><t>5%</t></si>", False),
        (f"<si><t>{'a' * 32_768}</t></si>", False),
        ("<si><t>a</t></si>\n<si><t>b</t></si>", False),
        ("<si><t>a</t></si><!-- <si><t>b</t></si> -->", False),
        ("<si><t>&nbsp;</t></si>", False),
        ("<si><t>\U00012000&amp;</t></si>", False),
        ("<si><t>a</t></si><x>", False),
        ("", False),
    ],
)
def test_shared_strings(items: str, plain: bool) -> None:
    scanned = scan_strings(strings(items))
    assert (scanned is not None) is plain
    if plain:
        assert scanned == read_strings(strings(items))


@pytest.mark.parametrize("count", [3, 1_000])
def test_shared_strings_that_cells_name(count: int) -> None:
    """Few and many strings are found alike; one that no cell could hold leaves the sheet to expat."""
    texts = tuple(f"第{number}" for number in range(count))
    for index, plain in (("0", True), ("2", True), ("00", False), (f"{count}", False), ("1" * 5_000, False)):
        content = sheet(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>')
        scanned = scan_sheet(content, texts, SHAPES, False)
        assert (scanned is not None) is plain
        assert not plain or repr(scanned) == outcome(lambda: read_sheet(content, texts, SHAPES, False))  # noqa: B023
    long = ("a" * 32_768, *texts)
    assert scan_sheet(sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), long, SHAPES, False) is None


def test_a_far_longer_sheet_takes_no_longer_than_its_length() -> None:
    """What almost fits must not be tried again and again."""
    empties = "".join(f'<c r="A{row}" s="1"/>' for row in range(1, 30_000))
    for rows in (
        f"<row>{empties}<c></row>",
        f'<row><c r="A1"><f>{"&#1;" * 50_000}',
        f'<row><c r="A1"{" s=" * 20_000}',
        f"<row>{'<c' * 50_000}",
        "<row " * 50_000,
    ):
        assert not agree(sheet(rows))


def test_whole_workbooks_of_rich_text_still_read() -> None:
    from chanfa_check.submission.workbook import parse_workbook

    made = build.xlsx_parts('<row r="1"><c r="A1" t="inlineStr"><is><r><t>东</t></r><r><t>京</t></r></is></c></row>')
    with zipfile.ZipFile(io.BytesIO(build.archive(made))) as package:
        assert scan_sheet(package.read("xl/worksheets/sheet1.xml"), (), (), False) is None
    assert parse_workbook(build.archive(made)).sheets[0].rows[1][1].value == "东京"
