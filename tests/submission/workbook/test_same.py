"""The same content reads the same from every file format, and as a second reader reads it."""

from __future__ import annotations

import datetime as dt
import struct
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.submission.workbook import Cell, read_workbook

from . import build

FILES = Path(__file__).parent / "files"
TITLE = "慈溪市产改工作月报表"
CELLS = [
    Cell(2, 2, TITLE),
    Cell(2, 3, TITLE, carried=True),
    Cell(2, 4, TITLE, carried=True),
    Cell(3, 2, TITLE, carried=True),
    Cell(3, 3, TITLE, carried=True),
    Cell(3, 4, TITLE, carried=True),
    Cell(5, 1, Decimal("0.352"), percent=True),
    Cell(5, 2, Decimal(35)),
    Cell(5, 3, Decimal("0.57")),
    Cell(5, 4, True),
    Cell(5, 5, dt.date(2020, 6, 30)),
    Cell(5, 6, dt.datetime(2020, 6, 30, 12, 30)),
    Cell(5, 7, dt.time(8, 30)),
    Cell(5, 8, "30:00:00"),
    Cell(5, 9, dt.date(2020, 6, 1)),
    Cell(7, 1, "第一行\n第二行"),
    Cell(7, 2, "  前后有空格 "),
    Cell(7, 3, "35％"),
    Cell(7, 4, Decimal(12)),
    Cell(7, 5, Decimal("0.8")),
    Cell(7, 6, "#DIV/0!", error=True),
]
FORMATS = (
    (164, "yyyy-mm-dd"),
    (165, "yyyy-mm-dd hh:mm:ss"),
    (166, "[h]:mm:ss"),
    (167, '0"%"'),
    (168, '0.0"万人"'),
)


def same_xlsb() -> bytes:
    def real(number: float) -> bytes:
        return struct.pack("<d", number)

    def row(number: int) -> bytes:
        return build.record(0, struct.pack("<I", number - 1))

    cell, rk = build.cell, build.rk
    sheet = build.record(145) + row(2) + cell(7, 1, 0, struct.pack("<I", 0)) + cell(1, 2, 0, b"")
    sheet += row(5) + cell(5, 0, 1, real(0.352)) + cell(2, 1, 0, rk(35)) + cell(2, 2, 0, rk(57, True))
    sheet += cell(4, 3, 0, b"\1") + cell(2, 4, 2, rk(44012)) + cell(9, 5, 3, real(44012.52083333334) + bytes(8))
    sheet += cell(5, 6, 4, real(8.5 / 24)) + cell(5, 7, 5, real(1.25)) + cell(2, 8, 6, rk(43983))
    sheet += row(7) + cell(6, 0, 0, build.wide("第一行\n第二行")) + cell(62, 1, 0, b"\0" + build.wide("  前后有空格 "))
    sheet += build.record(18, bytes(4) + struct.pack("<I", 1))  # BrtShortIsst: the next column
    sheet += cell(2, 3, 7, rk(12)) + cell(2, 4, 8, rk(80, True)) + cell(11, 5, 0, b"\7" + bytes(8))
    sheet += build.record(146) + build.record(176, struct.pack("<IIII", 1, 2, 1, 3))
    return build.xlsb(sheet, strings=(TITLE, "35％"), formats=FORMATS, styles=(0, 10, 164, 165, 21, 166, 57, 167, 168))


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "xlsb"])
def test_every_format_reads_the_same(kind: str, tmp_path: Path) -> None:
    path = FILES / f"same.{kind}"
    if kind == "xlsb":
        path = tmp_path / "报 表.dat"
        path.write_bytes(same_xlsb())
    book = read_workbook(path)
    assert book.format == kind
    assert [(sheet.name, sheet.visible) for sheet in book.sheets] == [("完成情况", True), ("参数", False)]
    assert [cell for row in book.sheets[0].rows.values() for cell in row.values()] == CELLS
    assert book.sheets[1].rows == {1: {1: Cell(1, 1, Decimal(1))}}


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_second_reader_agrees(kind: str) -> None:
    calamine = pytest.importorskip("python_calamine")
    rows = calamine.CalamineWorkbook.from_path(FILES / f"same.{kind}").get_sheet_by_name("完成情况")
    theirs = {
        (row, column): Decimal(str(value)) if type(value) in (int, float) else value
        for row, line in enumerate(rows.to_python(skip_empty_area=False), 1)
        for column, value in enumerate(line, 1)
        if value != "" and not isinstance(value, dt.timedelta)
    }
    ours = read_workbook(FILES / f"same.{kind}").sheets[0].rows
    assert theirs == {
        (cell.row, cell.column): cell.value
        for row in ours.values()
        for cell in row.values()
        if not (cell.carried or cell.error or cell.value == "30:00:00")
    }


NUMBERS = st.one_of(st.integers(-(10**14), 10**14), st.decimals(-1000, 1000, places=4).map(float))
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=20,
).filter(lambda text: not text.startswith(("=", "#")) and "_x" not in text)
MOMENTS = st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2999, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)


@given(
    st.lists(st.one_of(NUMBERS, TEXTS, MOMENTS, st.dates(dt.date(1901, 1, 1)), st.booleans()), min_size=1, max_size=12)
)
def test_what_openpyxl_writes_comes_back(tmp_path_factory: pytest.TempPathFactory, values: list[object]) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(values)
    path = tmp_path_factory.mktemp("written") / "值.xlsx"
    book.save(path)
    row = read_workbook(path).sheets[0].rows[1]
    expected: list[object] = []
    for value in values:
        if isinstance(value, dt.datetime) and value.time() == dt.time():
            expected.append(value.date())
        elif type(value) in (int, float):
            expected.append(Decimal(str(value)))
        else:
            expected.append(value)
    assert [row[column].value for column in sorted(row)] == expected
