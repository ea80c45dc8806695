"""What cannot be read says so, with a code and a remedy, and never takes the process down."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.submission.workbook import CannotRead, read_workbook

from . import build

FILES = Path(__file__).parent / "files"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD = {
    "[Content_Types].xml": '<Types><Default Extension="xml" ContentType="x.wordprocessingml.y"/></Types>',
    "_rels/.rels": build.links(("r1", "officeDocument", "word/document.xml")),
}
ONE = "<row><c><v>1</v></c></row>"


def stream(name: str) -> bytes:
    return name.encode("utf-16-le").ljust(64, b"\0")


def refusal(path: Path) -> CannotRead:
    with pytest.raises(CannotRead) as caught:
        read_workbook(path)
    return caught.value


def refused(tmp_path: Path, data: bytes) -> CannotRead:
    path = tmp_path / "报表.xlsx"
    path.write_bytes(data)
    return refusal(path)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.4", "PDF"),
        (b"\x89PNG\r\n", "图片"),
        (b"{\\rtf1", "RTF"),
        (b"Rar!\x1a", "RAR"),
        ("<html><table><tr><td>任务".encode("gbk"), "HTML"),
        ("\ufeff<HTML><body>".encode("utf-16-le"), "HTML"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "XML 表格 2003"),
        ("任务,完成值\r\n1.1,35%".encode("gbk"), "CSV"),
        (COMPOUND + stream("WordDocument"), "Word"),
        (COMPOUND + stream("Contents"), "其他程序"),
        (build.archive({"报表.xlsx": b"PK"}), "压缩包"),
        (build.archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "文字文档"),
        (build.archive(WORD), "Word"),
    ],
)
def test_other_files_are_named(tmp_path: Path, data: bytes, found: str) -> None:
    error = refused(tmp_path, data)
    assert error.code == "not-a-workbook"
    assert found in error.message
    assert error.message.endswith("。")


def test_passwords(tmp_path: Path) -> None:
    assert refused(tmp_path, COMPOUND + stream("EncryptionInfo") + stream("EncryptedPackage")).code == "password"
    assert refused(tmp_path, build.ods("", "<m><encryption-data/></m>")).code == "password"


def test_paths(tmp_path: Path) -> None:
    assert refusal(tmp_path / "没有.xlsx").code == "file-missing"
    assert refusal(tmp_path).code == "file-unreadable"
    assert refused(tmp_path, b"").code == "file-empty"
    sparse = tmp_path / "大.xlsx"
    with sparse.open("wb") as file:
        file.truncate(100_000_001)
    assert refusal(sparse).code == "file-too-large"


def test_a_locked_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object, **__: object) -> None:
        raise PermissionError

    (tmp_path / "报表.xlsx").touch()
    monkeypatch.setattr(os, "open", locked)
    error = refusal(tmp_path / "报表.xlsx")
    assert error.code == "file-unreadable"
    assert "关闭" in error.message


def test_no_cell_anywhere(tmp_path: Path) -> None:
    assert (
        refused(tmp_path, build.archive(build.xlsx_parts('<row r="9"><c r="A9" s="1"/></row>'))).code
        == "empty-workbook"
    )


@pytest.mark.parametrize(
    "rows",
    [
        '<row><c r="XFE1"><v>1</v></c></row>',
        '<row><c r="A1048577"><v>1</v></c></row>',
        '<row><c r="A0"><v>1</v></c></row>',
        '<row><c r="ZZZZZ99999999"><v>1</v></c></row>',
        '<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="-3"><c><v>1</v></c></row>',
        '<row r="x"/>',
        "<row><c><v>abc</v></c></row>",
        "<row><c><v>nan</v></c></row>",
        "<row><c><v>1e999</v></c></row>",
        "<row><c><v>1_0</v></c></row>",
        '<row><c t="s"><v>7</v></c></row>',
        '<row><c t="q"><v>7</v></c></row>',
        "<row><c>",
    ],
)
def test_damaged_sheets(tmp_path: Path, rows: str) -> None:
    assert refused(tmp_path, build.archive(build.xlsx_parts(rows))).code == "file-damaged"


@pytest.mark.parametrize(
    "name", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/s.xml", "xl/styles.xml", "_rels/.rels"]
)
def test_entity_bombs(tmp_path: Path, name: str) -> None:
    parts = build.xlsx_parts(ONE)
    parts[name] = '<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;">]>' + str(parts[name])
    error = refused(tmp_path, build.archive(parts))
    assert error.code == "file-damaged"
    assert "文档类型声明" in error.message


def test_inflation_bombs(tmp_path: Path) -> None:
    parts = build.xlsx_parts(ONE)
    parts["xl/worksheets/sheet1.xml"] = bytes(100_000_001)
    data = build.archive(parts)
    assert refused(tmp_path, data).code == "file-too-large"
    lying = data.replace(struct.pack("<I", 100_000_001), struct.pack("<I", 300))
    assert refused(tmp_path, lying).code == "file-damaged"


def test_broken_packages(tmp_path: Path) -> None:
    parts = build.xlsx_parts(ONE)
    whole = build.archive(parts)
    assert refused(tmp_path, whole[:-30]).code == "file-damaged"
    assert refused(tmp_path, build.archive({**parts, "XL/WORKBOOK.XML": ""})).code == "file-damaged"
    del parts["xl/worksheets/sheet1.xml"]
    assert refused(tmp_path, build.archive(parts)).code == "file-damaged"


def test_repeats_and_merges_without_end(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert refused(tmp_path, build.ods(row)).code == "file-too-large"
    far = "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in (1, 1_000, 2_000))
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert refused(tmp_path, build.archive(build.xlsx_parts(far, after=merged))).code == "file-too-large"


def test_an_endless_chain_of_sectors(tmp_path: Path) -> None:
    data = bytearray((FILES / "same.xls").read_bytes())
    entry = data.index("Workbook".encode("utf-16-le").ljust(64, b"\0"))
    (first,) = struct.unpack_from("<I", data, entry + 116)
    (table,) = struct.unpack_from("<I", data, 60)
    struct.pack_into("<I", data, 512 * (table + 1) + 4 * first, first)
    assert "首尾相接" in refused(tmp_path, bytes(data)).message


@pytest.mark.parametrize("kind", ["xls", "xlsx", "ods"])
@given(st.data())
def test_any_damage_is_a_refusal_or_a_reading(
    tmp_path_factory: pytest.TempPathFactory, kind: str, data: st.DataObject
) -> None:
    content = bytearray((FILES / f"same.{kind}").read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damaged") / "坏.xls"
    path.write_bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))])
    try:
        read_workbook(path)
    except CannotRead as error:
        assert error.message.endswith("。")
