"""From a file to its tables, by what the file is and never by its name."""

from __future__ import annotations

from pathlib import Path

from chanfa_check.drafting.errors import READABLE, CannotDraft, from_workbook
from chanfa_check.drafting.table import Source

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER = (
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
)


def read_source(path: Path) -> Source:
    """The tables of the file, which is only read. Raises CannotDraft."""
    from chanfa_check.submission.workbook import MAX_FILE_BYTES, CannotRead, load_file

    try:
        data = load_file(path)
    except CannotRead as error:
        raise from_workbook(error) from error
    if len(data) > MAX_FILE_BYTES:
        raise CannotDraft(f"文件超过 {MAX_FILE_BYTES // 1_000_000} MB。请删去图片和与分工表无关的内容后再导入。")
    if not data.strip():
        raise CannotDraft("文件是空的，没有表格。请确认文件已保存，再导入。")
    if data.startswith(b"PK"):
        return _package(data)
    if data.startswith(_COMPOUND):
        if "WordDocument".encode("utf-16-le") in data:
            raise CannotDraft("这是旧格式的 Word 文档（.doc）。请用 Word 或 WPS 打开，另存为 .docx 后再导入。")
        return _sheets(data)
    for signature, kind in _OTHER:
        if data.startswith(signature):
            raise CannotDraft(f"这是{kind}，读不出表格。{READABLE}。请另存或重新录入后再导入。")
    return _text(data)


def _package(data: bytes) -> Source:
    from chanfa_check.submission.workbook import CannotRead
    from chanfa_check.submission.workbook.package import open_package, parse_xml, part

    try:
        with open_package(data) as package:
            document = part(package, "word/document.xml")
            if document is not None:
                parse_xml(document, lambda *_: None)
    except CannotRead as error:
        raise from_workbook(error) from error
    if document is None:
        return _sheets(data)
    from chanfa_check.drafting.word import read_word

    return read_word(data)


def _sheets(data: bytes) -> Source:
    from chanfa_check.drafting.sheets import read_sheets

    return read_sheets(data)


def _text(data: bytes) -> Source:
    from chanfa_check.drafting.plain import read_plain

    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CannotDraft(f"这不是文本，也不是认识的文档格式。{READABLE}。")
    codecs = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for codec in codecs:
        try:
            return read_plain(data.decode(codec))
        except UnicodeDecodeError:
            continue
    raise CannotDraft("文本的编码不认识。请用文本编辑器另存为 UTF-8 后再导入。")
