"""What a file is, told by its content and never by its name, and what it is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .archive import Package, open_archive
from .model import CannotRead, damaged, needs_password
from .package import needed_part, parse_xml, part, relationships, remembered

if TYPE_CHECKING:
    import zipfile

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_XLS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_SIGNATURES = (
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"MZ", "程序文件"),
)
_SAVE_AS = "请用 Excel 或 WPS 打开或重新录入，另存为“Excel 工作簿（*.xlsx）”后重新报送"
_CERTAIN_BYTES, _CERTAIN_XLS_BYTES = 2_000_000, 500_000
_STREAMS = (("WordDocument", "Word 文档"), ("PowerPoint Document", "PPT 演示文稿"))
_ODF_KINDS = {"text": "文字文档", "presentation": "演示文稿", "graphics": "图形文件"}


def container(data: bytes) -> str:
    """ "zip" or "xls", by the first bytes. Raises CannotRead with the file's real kind where it is neither."""
    if data.startswith(b"PK"):
        return "zip"
    if data.startswith(_OLD_XLS):
        return "xls"
    if data.startswith(_COMPOUND):
        if _has_stream(data, "EncryptedPackage") and not _has_stream(data, "Workbook"):
            raise needs_password()
        if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
            return "xls"
        raise compound_without_workbook(data)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise _not_a_workbook(kind)
    raise _not_a_workbook(_text_kind(data))


def certain(data: bytes) -> bool:
    """Whether reading this file's content is surely harmless: little memory, little time, whatever is in it.

    That it can be read is not said. Where this is False, read it in a process of its own.
    """
    if data.startswith(b"PK"):
        try:
            entries = open_archive(data).entries.values()
        except CannotRead:
            return True  # and refused in no time
        # Any part may be named as one to read. No part inflates beyond what it declares, and is read once only.
        return sum([entry.size for entry in entries]) <= _CERTAIN_BYTES
    # xlrd sets aside a row's whole width for every cell: a small file can ask for 200 times its size.
    return len(data) <= _CERTAIN_XLS_BYTES or not data.startswith((_COMPOUND, *_OLD_XLS))


def compound_without_workbook(data: bytes) -> CannotRead:
    """What to say of a compound file (.doc, .ppt …) that holds no workbook of its own."""
    for stream, kind in _STREAMS:
        if _has_stream(data, stream):
            return _not_a_workbook(kind)
    return _not_a_workbook("其他程序的文件")


def package_kind(package: Package | zipfile.ZipFile) -> tuple[str, str]:
    """The format of a zip package ("xlsx", "xlsm", "xlsb", "ods") and the name of its main part."""
    mimetype = (part(package, "mimetype") or b"").decode("ascii", "replace").strip()
    opendocument = "application/vnd.oasis.opendocument."
    if mimetype.startswith(f"{opendocument}spreadsheet"):
        return "ods", "content.xml"
    if mimetype.startswith(opendocument):
        kind = mimetype.removeprefix(opendocument).split("-")[0]
        raise _not_a_workbook(f"OpenDocument {_ODF_KINDS.get(kind, '文件')}")
    main = next((target for _, kind, target in relationships(package, "") if kind == "officeDocument"), None)
    if main is None:
        if part(package, "[Content_Types].xml") is not None:
            raise damaged("找不到工作簿的内容")
        raise _not_a_workbook("压缩包", "请先解压，再报送其中的 Excel 报表")
    content_type = _content_type(needed_part(package, "[Content_Types].xml"), main)
    if "wordprocessingml" in content_type or "ms-word" in content_type:
        raise _not_a_workbook("Word 文档")
    if "presentationml" in content_type or "ms-powerpoint" in content_type:
        raise _not_a_workbook("PPT 演示文稿")
    if "sheet.binary" in content_type:
        return "xlsb", main
    if "macroEnabled" in content_type:
        return "xlsm", main
    if "spreadsheetml" in content_type:
        return "xlsx", main
    raise _not_a_workbook("其他程序的文件")


@remembered
def _content_type(content: bytes, main: str) -> str:
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(" ")[2]
        if local == "Default":
            defaults[attributes.get("Extension", "").lower()] = attributes.get("ContentType", "")
        elif local == "Override":
            overrides[attributes.get("PartName", "").lstrip("/").lower()] = attributes.get("ContentType", "")

    parse_xml(content, start)
    return overrides.get(main.lower()) or defaults.get(main.rpartition(".")[2].lower(), "")


def _has_stream(data: bytes, name: str) -> bool:
    # Directory entries hold a stream's name as 64 bytes of UTF-16, padded with zeros.
    return name.encode("utf-16-le").ljust(64, b"\0") in data


def _text_kind(data: bytes) -> str:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    if re.search(rb"<html|<table|<!doctype html|<meta ", head, re.IGNORECASE):
        return "网页（HTML）表格"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "XML 表格 2003"
    if re.match(rb"(\xef\xbb\xbf)?\s*<\?xml|\s*<", head):
        return "XML 文件"
    if b"MIME-Version:" in head:
        return "单个文件网页（MHT）"
    if b"\0" in head:
        return "其他程序的文件"
    return "文本（CSV 或制表符分隔）"


def _not_a_workbook(kind: str, remedy: str = _SAVE_AS) -> CannotRead:
    sentence = f"这不是 Excel 工作簿，实际内容是{kind}（改文件名后缀不会改变内容）。{remedy}。"
    return CannotRead("not-a-workbook", sentence)
