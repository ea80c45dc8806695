"""Stray cells are left out and named; a table is never taken for one."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.submission.workbook import Workbook, parse_workbook
from chanfa_check.submission.workbook.far import GAP_COLUMNS, GAP_ROWS, MAX_STRAY_CELLS, take_far
from chanfa_check.submission.workbook.model import Cell, cell_name

from . import build

Places = dict[int, dict[int, Cell]]


def rows(*places: tuple[int, int]) -> Places:
    made: Places = {}
    for row, column in sorted(places):
        made.setdefault(row, {})[column] = Cell(row, column, "值")
    return made


def places(made: Places) -> list[tuple[int, int]]:
    return [(row, column) for row, cells in made.items() for column in cells]


BLOCK = [(row, column) for row in range(1, 5) for column in range(1, 5)]


@pytest.mark.parametrize(
    ("far", "left_out"),
    [
        ([(4 + GAP_ROWS, 1)], ()),
        ([(5 + GAP_ROWS, 1)], ()),
        ([(6 + GAP_ROWS, 1)], ("A1006",)),
        ([(1, 5 + GAP_COLUMNS)], ()),
        ([(1, 6 + GAP_COLUMNS)], ("DB1",)),
        ([(1_048_576, 16_384)], ("XFD1048576",)),
        ([(3, 16_384), (900_000, 2), (1_048_576, 1)], ("B900000", "A1048576", "XFD3")),
        ([(5_000, 1), (500_000, 1)], ("A5000", "A500000")),
        (
            [(5_000, column) for column in range(1, MAX_STRAY_CELLS + 1)],
            tuple(cell_name(5_000, n) for n in range(1, 11)),
        ),
        ([(5_000, column) for column in range(1, MAX_STRAY_CELLS + 2)], ()),
        ([(5_000, column) for column in range(1, 13)] + [(9_000, 1)], ("A9000",)),
    ],
)
def test_at_the_edge(far: list[tuple[int, int]], left_out: tuple[str, ...]) -> None:
    made = rows(*BLOCK, *far)
    assert take_far(made) == left_out
    kept = [place for place in sorted([*BLOCK, *far]) if cell_name(*place) not in left_out]
    assert places(made) == kept


def test_a_table_far_down_under_a_lone_cell_stays() -> None:
    made = rows((1, 1), *((row + 5_000, column) for row, column in BLOCK))
    assert take_far(made) == ()
    assert len(places(made)) == 17


def test_nothing() -> None:
    assert take_far({}) == ()


@given(st.sets(st.tuples(st.sampled_from([1, 2, 3, 1_500, 9_000]), st.sampled_from([1, 2, 150, 400])), min_size=1))
def test_every_cell_is_read_or_named(chosen: set[tuple[int, int]]) -> None:
    made = rows(*chosen)
    named = take_far(made)
    assert sorted([*named, *(cell_name(*place) for place in places(made))]) == sorted(cell_name(*one) for one in chosen)
    assert len(places(made)) * 4 >= len(chosen)  # at most half of the rows' cells, and then half of the columns'


def xlsx() -> bytes:
    far = '<row r="1000000"><c r="B1000000" t="inlineStr"><is><t> </t></is></c></row><row r="1048576">'
    table = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    return build.archive(build.xlsx_parts(f'{table}{far}<c r="XFD1048576"><v>3</v></c></row>'))


def xlsb() -> bytes:
    def row(number: int) -> bytes:
        return build.record(0, struct.pack("<I", number - 1))

    sheet = row(1) + build.cell(2, 0, 0, build.rk(1)) + build.cell(2, 1, 0, build.rk(2))
    sheet += row(1_000_000) + build.cell(6, 1, 0, build.wide(" "))
    return build.xlsb(sheet + row(1_048_576) + build.cell(2, 16_383, 0, build.rk(3)))


def ods() -> bytes:
    def number(value: int) -> str:
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'

    def empty(count: int) -> str:
        return f'<table:table-row table:number-rows-repeated="{count}"><table:table-cell/></table:table-row>'

    gap, text = "<table:table-cell/>", '<table:table-cell office:value-type="string"><text:p><text:s/></text:p>'
    far = f'<table:table-cell table:number-columns-repeated="16383"/>{number(3)}'
    return build.ods(
        f"<table:table-row>{number(1)}{number(2)}</table:table-row>{empty(999_998)}"
        f"<table:table-row>{gap}{text}</table:table-cell></table:table-row>{empty(48_575)}"
        f"<table:table-row>{far}</table:table-row>"
    )


@pytest.mark.parametrize("data", [xlsx(), xlsb(), ods()], ids=["xlsx", "xlsb", "ods"])
def test_in_every_format(data: bytes) -> None:
    book = parse_workbook(data)
    assert [cell.ref() for cells in book.sheets[0].rows.values() for cell in cells.values()] == ["A1", "B1"]
    assert book.sheets[0].left_out == ("B1000000", "XFD1048576")
    name = book.sheets[0].name
    assert book.left_out() == (
        f"工作表“{name}”的 B1000000、XFD1048576 离表格太远，没有读。"
        "多半是误填，请删除；确是填报内容的，请移到表格里再报送",
    )


def test_in_xls() -> None:
    import xlwt  # type: ignore[import-untyped]

    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, column in ((0, 0), (0, 1), (65_535, 1), (0, 255)):
        sheet.write(row, column, 1)
    out = io.BytesIO()
    book.save(out)
    read: Workbook = parse_workbook(out.getvalue())
    assert read.sheets[0].left_out == ("B65536", "IV1")
    assert [cell.ref() for cell in read.sheets[0].rows[1].values()] == ["A1", "B1"]


def test_nothing_is_said_of_formats_alone() -> None:
    made = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576" s="1"><c r="XFD1048576" s="1"/></row>'
    assert parse_workbook(build.archive(build.xlsx_parts(made))).left_out() == ()
