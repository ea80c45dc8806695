"""A cell that is broken is damage: what is left of it never becomes a value, and its pieces are never put together."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from chanfa_check.submission.workbook import CannotRead, Cell, parse_workbook
from chanfa_check.submission.workbook.model import MAX_TEXT

from . import build

PERCENT = '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs>'


def xlsx(inside: str, attributes: str = "", strings: str = "") -> bytes:
    """One cell at A1."""
    row = f'<row r="1"><c r="A1"{attributes}>{inside}</c></row>'
    return build.archive(build.xlsx_parts(row, styles=PERCENT, strings=strings))


def ods(attributes: str, inside: str = "") -> bytes:
    return build.ods(f"<table:table-row><table:table-cell {attributes}>{inside}</table:table-cell></table:table-row>")


def only(data: bytes) -> Cell:
    (row,) = parse_workbook(data).sheets[0].rows.values()
    (cell,) = row.values()
    return cell


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(CannotRead) as caught:
        parse_workbook(data)
    return caught.value.code, caught.value.message


INLINE = ' t="inlineStr"'


@pytest.mark.parametrize(
    ("inside", "attributes"),
    [
        ("<v>6</v><v>5</v>", ""),
        ("<v>0.6</v><v>5</v>", ' s="1"'),
        ("<v>6</v><v/>", ""),
        ("<f>1+1</f><v>6</v><v>5</v>", ""),
        ("<is><t>6</t></is><v>5%</v>", INLINE),
        ("<v>6</v><is><t>5%</t></is>", INLINE),
        ("<is><t>6</t></is><is><t>5%</t></is>", INLINE),
        ("<is><t>6</t><t>5%</t></is>", INLINE),
        ("<is><t>6</t><r><t>5%</t></r></is>", INLINE),
        ("<is><r><t>6</t></r><t>5%</t></is>", INLINE),
        ("<is><r><t>6</t><t>5%</t></r></is>", INLINE),
        ("<v>6<x/>5</v>", ""),
        ("<v>6<v>5</v></v>", ""),
        ("<is><t>6<t>5%</t></t></is>", INLINE),
        ("<is><t>65</t></is>", ' t="s"'),
        ("<is><t>65</t></is>", ""),
    ],
)
def test_two_contents_in_one_cell(inside: str, attributes: str) -> None:
    code, message = refusal(xlsx(inside, attributes, "<si><t>x</t></si>"))
    assert code == "file-damaged"
    assert "A1" in message or "夹有" in message


@pytest.mark.parametrize(
    "inside",
    [
        "<extLst><ext><v>65</v></ext></extLst>",
        "<x><v>65</v></x>",
        "<t>65</t>",
        "<r><t>65</t></r>",
        "<is><x><t>65</t></x></is>",
        "<is><r><x><t>65</t></x></r></is>",
        "<is><v>65</v></is>",
        '<c r="B1"><v>65</v></c>',
    ],
)
def test_values_in_the_wrong_place_are_none(inside: str) -> None:
    for attributes in ("", INLINE):
        assert refusal(xlsx(inside, attributes))[0] == "empty-workbook"


def test_cells_outside_the_data() -> None:
    after = '<extLst><row r="4"><c r="D4"><v>65</v></c></row></extLst>'
    code, message = refusal(build.archive(build.xlsx_parts('<row r="1"><c r="A1"><v>1</v></c></row>', after=after)))
    assert (code, "D4" in message) == ("file-damaged", True)


def test_runs_of_rich_text_are_one_text() -> None:
    runs = "<r><t>6</t></r><r><rPr><b/></rPr><t>5%</t></r><r><rPr/></r><rPh><t>x</t></rPh><phoneticPr/>"
    assert only(xlsx(f"<is>{runs}</is>", INLINE)).value == "65%"
    assert only(xlsx("<v>0</v>", ' t="s"', f"<si>{runs}</si>")).value == "65%"
    assert only(xlsx("<f>1</f><v>65</v><extLst><ext><v>1</v></ext></extLst>")).value == Decimal(65)


@pytest.mark.parametrize(
    "item", ["<t>6</t><t>5%</t>", "<t>6</t><r><t>5%</t></r>", "<r><t>6</t><t>5%</t></r>", "<t>6<x/>5%</t>"]
)
def test_two_texts_in_one_shared_string(item: str) -> None:
    assert refusal(xlsx("<v>0</v>", ' t="s"', f"<si>{item}</si>"))[0] == "file-damaged"


@pytest.mark.parametrize(
    "text", ["٠.65", "6۵", "６５", "\u00a065", "\u200965", "6_5", "nan", "INF", "0x41", "1e999", "-"]
)
def test_only_the_formats_own_numbers(text: str) -> None:
    assert refusal(xlsx(f"<v>{text}</v>"))[0] == "file-damaged"
    assert refusal(xlsx(f"<v>{text}</v>", ' s="1"'))[0] == "file-damaged"
    assert refusal(ods(f'office:value-type="percentage" office:value="{text}"'))[0] == "file-damaged"


@pytest.mark.parametrize(
    ("text", "value"), [(" 65\n", "65"), ("+65", "65"), (".5", "0.5"), ("5.", "5"), ("6.5E+1", "65"), ("-0", "0")]
)
def test_every_form_of_a_double(text: str, value: str) -> None:
    assert only(xlsx(f"<v>{text}</v>")).value == Decimal(value)
    assert only(ods(f'office:value-type="float" office:value="{text}"')).value == Decimal(value)


@pytest.mark.parametrize("index", ["１", "٠", "0_0", "+0", "-0", " 0", "1" * 5_000])
def test_only_the_formats_own_indexes(index: str) -> None:
    assert refusal(xlsx(f"<v>{index}</v>", ' t="s"', "<si><t>x</t></si><si><t>y</t></si>"))[0] == "file-damaged"


@pytest.mark.parametrize(("text", "value"), [("0", False), ("1", True), ("false", False), ("true", True)])
def test_booleans(text: str, value: bool) -> None:
    assert only(xlsx(f"<v>{text}</v>", ' t="b"')).value is value


@pytest.mark.parametrize("text", ["2", "-1", "65", "是", "TRUE", "0.0"])
def test_no_booleans(text: str) -> None:
    assert refusal(xlsx(f"<v>{text}</v>", ' t="b"'))[0] == "file-damaged"
    assert refusal(ods(f'office:value-type="boolean" office:boolean-value="{text}"'))[0] == "file-damaged"


def test_no_booleans_in_binary_files() -> None:
    row = build.record(0, bytes(4))
    assert only(build.xlsb(row + build.cell(4, 0, 0, b"\1"))).value is True
    assert refusal(build.xlsb(row + build.cell(4, 0, 0, b"\2")))[0] == "file-damaged"


@pytest.mark.parametrize(
    "error", ["#DIV/0!", "#REF!", "#N/A", "#NAME?", "#NUM!", "#VALUE!", "#名称?", "Err:502", "错误：502", "错误:502"]
)
@pytest.mark.parametrize("kind", ["float", "percentage", "currency"])
def test_an_error_that_is_shown_is_no_number(error: str, kind: str) -> None:
    for formula in ('table:formula="of:=1/0" ', ""):
        data = ods(f'{formula}office:value-type="{kind}" office:value="0.65"', f"<text:p>{error}</text:p>")
        assert only(data) == Cell(1, 1, error, error=True)


def test_typed_text_that_looks_like_an_error_is_text() -> None:
    data = ods('office:value-type="string"', "<text:p>#DIV/0!</text:p>")
    assert only(data) == Cell(1, 1, "#DIV/0!")


@pytest.mark.parametrize("kind", ["zzz", "Float", "", "percent"])
def test_unknown_types(kind: str) -> None:
    code, message = refusal(ods(f'office:value-type="{kind}" office:value="65"', "<text:p>10%</text:p>"))
    assert (code, "A1" in message) == ("file-damaged", True)


def test_a_cell_in_a_cell() -> None:
    inner = '<table:table-cell office:value-type="string"><text:p>65%</text:p></table:table-cell>'
    code, message = refusal(ods('office:value-type="string"', f"<text:p>6</text:p>{inner}"))
    assert (code, "A1" in message) == ("file-damaged", True)


def test_text_beside_the_paragraphs_is_none() -> None:
    said = "<text:p>6</text:p>5%\n<text:p><text:span>7</text:span>8</text:p>\n"
    assert only(ods('office:value-type="string"', said)).value == "6\n78"


@pytest.mark.parametrize("encoding", ["zzz", "hex", "rot13", "idna", "undefined", "gbk", "utf-7", "base64"])
def test_encodings_that_xml_does_not_know(encoding: str) -> None:
    parts = build.xlsx_parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            declared = f'<?xml version="1.0" encoding="{encoding}"?>{content!s}'
            assert refusal(build.archive({**parts, name: declared}))[0] == "file-damaged", name


def binary(text: str) -> bytes:
    return build.xlsb(build.record(0, bytes(4)) + build.cell(6, 0, 0, build.wide(text)))


def test_no_cell_holds_more_than_a_cell_can() -> None:
    longest = "培" * MAX_TEXT
    runs = f"<r><t>{longest[:-1]}</t></r><r><t>培</t></r>"
    text = 'office:value-type="string"'
    made: dict[str, Callable[[str], bytes]] = {
        "inline": lambda more: xlsx(f"<is><t>{longest}{more}</t></is>", INLINE),
        "calculated": lambda more: xlsx(f"<f>A2</f><v>{longest}{more}</v>", ' t="str"'),
        "runs": lambda more: xlsx(f"<is>{runs}<r><t>{more}</t></r></is>", INLINE),
        "shared": lambda more: xlsx("<v>0</v>", ' t="s"', f"<si><t>{longest}{more}</t></si>"),
        "shared runs": lambda more: xlsx("<v>0</v>", ' t="s"', f"<si>{runs}<r><t>{more}</t></r></si>"),
        "ods": lambda more: ods(text, f"<text:p>{longest}{more}</text:p>"),
        "ods attribute": lambda more: ods(f'{text} office:string-value="{longest}{more}"'),
        "xlsb": lambda more: binary(longest + more),
    }
    for name, make in made.items():
        assert only(make("")).value == longest, name
        code, message = refusal(make("训"))
        assert (code, "单元格 A1 " in message) == ("file-too-large", True), name
    assert only(xlsx(f"<is><t>{'😀' * 20_000}</t></is>", INLINE)).value == "😀" * 20_000
    spaces = '<text:s text:c="32767"/>' * 2
    assert refusal(ods(text, f"<text:p>{spaces}</text:p>"))[0] == "file-too-large"
