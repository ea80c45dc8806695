"""Packages open as the standard library opens them, within bounds."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.submission.workbook import parse_workbook
from chanfa_check.submission.workbook.archive import MAX_ENTRIES, content, open_archive, pieces
from chanfa_check.submission.workbook.model import CannotRead
from chanfa_check.submission.workbook.package import open_package, part
from chanfa_check.submission.workbook.preflight import certain

from . import build

FILES = Path(__file__).parent / "files"
ONE = "<row><c><v>1</v></c></row>"


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(CannotRead) as caught:
        parse_workbook(data)
    return caught.value.code, caught.value.message


def everything(data: bytes) -> dict[str, bytes]:
    package = open_archive(data)
    return {entry.name: content(package, entry) for entry in package.entries.values()}


def by_the_library(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


NAMES = st.text("abcXYZ任务/._ ", min_size=1, max_size=12)


@given(
    st.dictionaries(NAMES, st.tuples(st.binary(max_size=300), st.booleans()), max_size=6),
    st.binary(max_size=30).filter(lambda before: b"PK" not in before),
    st.binary(max_size=30).filter(lambda comment: b"PK" not in comment),
)
def test_any_package_opens_as_with_the_library(
    parts: dict[str, tuple[bytes, bool]], before: bytes, comment: bytes
) -> None:
    parts = {name.lower().lstrip("/") or "x": part for name, part in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, (data, packed) in parts.items():
            package.writestr(name, data, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)
        package.comment = comment
    made = before + out.getvalue()
    assert everything(made) == by_the_library(made)


def test_long_forms() -> None:
    """As streaming writers make them: sizes after the data, and 64 bits for all of them."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    out = Pipe()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("a.xml", "w", force_zip64=True) as one,
    ):
        one.write(b"<a/>" * 100)
    data = out.getvalue()
    assert everything(data) == {"a.xml": b"<a/>" * 100}
    start, end = data.index(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    packed, size, name, extra = struct.unpack_from("<IIHH", data, start + 20)
    (offset,) = struct.unpack_from("<I", data, start + 42)
    assert extra in (0, 28, 20)
    long = struct.pack("<HHQQQ", 1, 24, size, packed, offset)
    header = bytearray(data[start : start + 46])
    struct.pack_into("<IIHH", header, 20, 0xFFFFFFFF, 0xFFFFFFFF, name, len(long))
    struct.pack_into("<I", header, 42, 0xFFFFFFFF)
    directory = bytes(header) + data[start + 46 : start + 46 + name] + long
    end_64 = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(directory), start)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, start + len(directory), 1)
    closing = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    rebuilt = data[:start] + directory + end_64 + locator + closing
    assert end > start
    assert everything(rebuilt) == by_the_library(rebuilt) == {"a.xml": b"<a/>" * 100}


def test_what_is_listed_beyond_the_count_is_not_read() -> None:
    """The library goes by the directory's length and never looks at the count: no more than is counted may be there."""
    whole = build.archive({"a": b"1", "b": b"2"})
    end = whole.rindex(b"PK\x05\x06")
    for count in (0, 1, 3):
        other = whole[: end + 8] + struct.pack("<HH", count, count) + whole[end + 12 :]
        with pytest.raises(CannotRead):
            open_archive(other)
        with pytest.raises(CannotRead):
            open_package(other)
        assert len(by_the_library(other)) == 2


def test_too_many_parts() -> None:
    parts = {f"{number}": b"" for number in range(MAX_ENTRIES)}
    assert len(open_archive(build.archive(parts)).entries) == MAX_ENTRIES
    code, message = refusal(build.archive({**parts, "更多": b""}))
    assert (code, "10001" in message) == ("file-too-large", True)


def test_a_part_that_inflates_beyond_all_reason_is_refused_before_it_does() -> None:
    parts = build.xlsx_parts(ONE)
    parts["xl/worksheets/sheet1.xml"] = b" " * 5_000_000
    code, message = refusal(build.archive(parts))
    assert code == "file-too-large"
    assert "xl/worksheets/sheet1.xml" in message
    parts["xl/worksheets/sheet1.xml"] = b" " * 3_999_999  # small enough to be looked at
    assert refusal(build.archive(parts))[0] == "file-damaged"


def test_what_the_directory_says_of_a_size_is_checked() -> None:
    data = build.archive({"a": b"x" * 1_000})
    for wrong in (0, 1, 999, 1_001, 300_000):
        lying = open_archive(data.replace(struct.pack("<I", 1_000), struct.pack("<I", wrong)))
        with pytest.raises(CannotRead):
            content(lying, lying.entries["a"])
        with pytest.raises(CannotRead):
            list(pieces(lying, lying.entries["a"]))


def test_a_wrong_checksum() -> None:
    data = build.archive({"a": b"x" * 1_000})
    wrong = open_archive(data.replace(struct.pack("<I", zlib.crc32(b"x" * 1_000)), bytes(4)))
    with pytest.raises(CannotRead):
        content(wrong, wrong.entries["a"])


def test_large_parts_come_in_pieces() -> None:
    large = bytes(range(256)) * 4_000 + b"end"
    package = open_archive(build.archive({"a": large}))
    several = list(pieces(package, package.entries["a"]))
    assert len(several) > 3
    assert b"".join(several) == content(package, package.entries["a"]) == large


def test_large_sheets_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>{row % 3}</v></c></row>' for row in range(1, 301))
    strings = "<si><t>任务</t></si><si><t>完成值</t></si><si><t>35％</t></si>"
    data = build.archive(build.xlsx_parts(rows, strings=strings))
    whole = parse_workbook(data)
    assert len(whole.sheets[0].rows) == 300
    monkeypatch.setattr("chanfa_check.submission.workbook.package._WHOLE_BYTES", 10)
    monkeypatch.setattr("chanfa_check.submission.workbook.archive._CHUNK", 7)  # in the middle of signs, too
    assert parse_workbook(data) == whole


def test_a_report_of_500_rows_is_certain() -> None:
    cells = "".join(
        f'<c r="{letter}{{0}}" s="12" t="inlineStr"><is><t>{"开展职工技能培训情况" * 4}</t></is></c>'
        for letter in "ABCDEFGH"
    )
    rows = "".join(f'<row r="{row}" spans="1:8" ht="30">{cells.format(row)}</row>' for row in range(1, 501))
    data = build.archive(build.xlsx_parts(rows))
    assert 700_000 < len(rows.encode()) < 1_000_000
    assert certain(data)
    assert len(parse_workbook(data).sheets[0].rows) == 500


@pytest.mark.parametrize("kind", ["sharedStrings", "styles"])
def test_no_table_is_read_twice(kind: str) -> None:
    """A thousand links to the same strings would cost a thousand times their length."""
    parts = build.xlsx_parts(ONE)
    listed = str(parts["xl/_rels/workbook.xml.rels"])
    again = build.links(("r9", kind, "s.xml")).partition(">")[2]
    parts["xl/_rels/workbook.xml.rels"] = listed.replace("</Relationships>", again)
    assert refusal(build.archive(parts))[0] == "file-damaged"


def test_no_sheet_is_read_twice_under_another_spelling() -> None:
    parts = build.xlsx_parts(ONE)
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(
        "</sheets>", '<sheet name="又" r:id="r9"/></sheets>'
    )
    listed = str(parts["xl/_rels/workbook.xml.rels"])
    again = build.links(("r9", "worksheet", "Worksheets/Sheet1.xml")).partition(">")[2]
    parts["xl/_rels/workbook.xml.rels"] = listed.replace("</Relationships>", again)
    assert "共用内容" in refusal(build.archive(parts))[1]


def test_for_those_who_write_packages() -> None:
    data = (FILES / "same.xlsx").read_bytes()
    with open_package(data) as package:
        assert part(package, "/XL/Workbook.xml") == by_the_library(data)["xl/workbook.xml"]
        assert part(package, "没有") is None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", True),
        (b"PK\x03\x04 broken", True),
        (b"<html>", True),
        ((FILES / "same.xlsx").read_bytes(), True),
        ((FILES / "same.ods").read_bytes(), True),
        ((FILES / "same.xls").read_bytes(), True),
        ((FILES / "same.xls").read_bytes() + bytes(500_000), False),
        (build.archive({"a": bytes(2_000_001)}), False),
        (build.archive({"a": bytes(2_000_000)}), True),
        (build.archive({"a": bytes(1_000_000), "b.png": bytes(1_000_001)}), False),
        (build.archive({str(number): bytes(3_000) for number in range(700)}), False),
    ],
)
def test_what_is_certain(data: bytes, expected: bool) -> None:
    assert certain(data) is expected
