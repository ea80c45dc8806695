"""The zip package that xlsx, xlsm, xlsb and ods files are: its parts, each read within bounds.

Nothing in a package is believed before it is measured: the number of entries, the sizes that it declares, and the
sizes that come out. XML with a document type declaration is refused, since no office program writes one and entity
bombs need one.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from .model import damaged, needs_password, too_large

MAX_ENTRIES = 10_000
MAX_PART_BYTES = 100_000_000
MAX_TOTAL_BYTES = 400_000_000
_CHUNK = 1 << 18
_SHEET_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)

Attributes = dict[str, str]


def open_package(data: bytes) -> zipfile.ZipFile:
    """The package in `data`. Raises CannotRead where it is no sound zip file, or one with too many entries."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, NotImplementedError) as error:
        raise damaged("压缩结构不完整，可能没有下载或传输完") from error
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise too_large(f"内含 {len(entries)} 个部分，上限 {MAX_ENTRIES} 个")
    if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        raise too_large(f"全部展开后超过 {MAX_TOTAL_BYTES // 1_000_000} MB")
    if len({_fold(entry.filename) for entry in entries}) < len(entries):
        raise damaged("内部有重名的部分")
    if any(entry.flag_bits & 1 for entry in entries):
        raise needs_password()
    return package


def part(package: zipfile.ZipFile, name: str) -> bytes | None:
    """The content of the part `name`, upper and lower case alike; None where there is none."""
    wanted = _fold(name)
    entry = next((entry for entry in package.infolist() if _fold(entry.filename) == wanted), None)
    if entry is None:
        return None
    if entry.file_size > MAX_PART_BYTES:
        raise too_large(f"内部文件 {name[:60]} 展开后超过 {MAX_PART_BYTES // 1_000_000} MB")
    content = bytearray()
    try:
        with package.open(entry) as stream:
            # In pieces: one unbounded read would inflate everything before it looked at the declared size.
            while piece := stream.read(_CHUNK):
                content += piece
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise damaged("压缩内容不完整，可能没有下载或传输完") from error
    return bytes(content)


def needed_part(package: zipfile.ZipFile, name: str) -> bytes:
    """The content of a part that the workbook cannot do without."""
    content = part(package, name)
    if content is None:
        raise damaged(f"缺少内部文件 {name[:60]}")
    return content


def parse_xml(
    content: bytes,
    start: Callable[[str, Attributes], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> None:
    """Run through `content`. Names arrive as expat gives them with a space: "namespace local"; see `LocalNames`."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        raise damaged("内部 XML 有误") from error


class LocalNames(dict[str, str]):
    """Local names of spreadsheet elements by their full names, under any prefix; "" for another vocabulary's."""

    def __missing__(self, name: str) -> str:
        namespace, _, local = name.rpartition(" ")
        self[name] = local if not namespace or namespace in _SHEET_NAMESPACES else ""
        return self[name]


def relationships(package: zipfile.ZipFile, source: str) -> list[tuple[str, str, str]]:
    """What the part `source` ("" for the package) points to: id, kind ("worksheet", "styles" …), part name."""
    folder, name = posixpath.split(source)
    content = part(package, posixpath.join(folder, "_rels", f"{name}.rels"))
    found: list[tuple[str, str, str]] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag.rpartition(" ")[2] == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "").replace("\\", "/")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found.append((attributes.get("Id", ""), kind, target.lstrip("/")))

    if content is not None:
        parse_xml(content, start)
    return found


def _fold(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _refuse_doctype(*_: object) -> None:
    raise damaged("内部含有文档类型声明，Excel 和 WPS 都不会写出这种内容")
