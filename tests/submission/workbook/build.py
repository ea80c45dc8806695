"""Builds workbooks byte by byte, the sound ones and the hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
BINARY = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def links(*targets: tuple[str, str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="{identity}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for identity, kind, target in targets
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


def xlsx_parts(
    data: str = "", *, after: str = "", styles: str = "", strings: str = "", properties: str = ""
) -> dict[str, str | bytes]:
    """A workbook of one sheet; `data` is what stands in sheetData, `after` what follows it."""
    return {
        "[Content_Types].xml": f'<Types><Override PartName="/xl/workbook.xml" ContentType="{TYPES}"/></Types>',
        "_rels/.rels": links(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><workbookPr {properties}/>'
        '<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links(
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r2", "styles", "styles.xml"),
            ("r3", "sharedStrings", "s.xml"),
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{after}</worksheet>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        "xl/s.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
    }


def ods(rows: str, manifest: str = "<manifest/>") -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("table", "text", "office", "style")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="表">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return archive({"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": content})


def record(kind: int, body: bytes = b"") -> bytes:
    """One record of MS-XLSB: kind and size in groups of seven bits."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, count = b"", len(body)
    while True:
        size += bytes([count & 0x7F | (0x80 if count > 0x7F else 0)])
        count >>= 7
        if not count:
            return head + size + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def xlsb(
    sheet: bytes,
    *,
    strings: tuple[str, ...] = (),
    formats: tuple[tuple[int, str], ...] = (),
    styles: tuple[int, ...] = (0,),
) -> bytes:
    bundle = struct.pack("<II", 0, 1) + wide("r1") + wide("完成情况")
    hidden = struct.pack("<II", 1, 2) + wide("r2") + wide("参数")
    style_records = b"".join(record(44, struct.pack("<H", number) + wide(code)) for number, code in formats)
    style_records += record(617, struct.pack("<I", len(styles)))
    style_records += b"".join(record(47, struct.pack("<HH", 0, number) + bytes(12)) for number in styles) + record(618)
    other = record(145) + record(0, struct.pack("<I", 0)) + cell(2, 0, 0, rk(1)) + record(146)
    return archive(
        {
            "[Content_Types].xml": f'<Types><Default Extension="bin" ContentType="{BINARY}"/></Types>',
            "_rels/.rels": links(("r1", "officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": record(131) + record(153, bytes(12)) + record(156, bundle) + record(156, hidden),
            "xl/_rels/workbook.bin.rels": links(
                ("r1", "worksheet", "worksheets/sheet1.bin"),
                ("r2", "worksheet", "worksheets/sheet2.bin"),
                ("r3", "styles", "styles.bin"),
                ("r4", "sharedStrings", "sharedStrings.bin"),
            ),
            "xl/worksheets/sheet1.bin": sheet,
            "xl/worksheets/sheet2.bin": other,
            "xl/styles.bin": style_records,
            "xl/sharedStrings.bin": b"".join(record(19, b"\0" + wide(text)) for text in strings),
        }
    )


def cell(kind: int, column: int, style: int, payload: bytes) -> bytes:
    return record(kind, struct.pack("<II", column, style) + payload)


def rk(whole: int, hundredths: bool = False) -> bytes:
    return struct.pack("<i", whole << 2 | 2 | hundredths)
