"""The package that xlsx, xlsm, xlsb and ods files are: its parts, each read within bounds.

Nothing in a package is believed before it is measured. XML with a document type declaration is refused, since no
office program writes one and entity bombs need one.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar
from xml.parsers import expat

from . import archive
from .archive import Package
from .model import CannotRead, damaged

if TYPE_CHECKING:
    import zipfile

SHEET_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_WHOLE_BYTES = 4_000_000
_REMEMBERED_BYTES = 200_000

Attributes = dict[str, str]
Links = tuple[tuple[str, str, str], ...]
Result = TypeVar("Result")


def open_package(data: bytes) -> zipfile.ZipFile:
    """The package in `data`, for one that writes packages too. Raises as `open_archive` does."""
    import io
    import zipfile

    archive.open_archive(data)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise damaged("压缩结构不完整，可能没有下载或传输完") from error


def part(package: Package | zipfile.ZipFile, name: str) -> bytes | None:
    """The content of the part `name`, upper and lower case alike; None where there is none."""
    package = _opened(package)
    entry = package.entries.get(archive.fold(name))
    return None if entry is None else archive.content(package, entry)


def needed_part(package: Package | zipfile.ZipFile, name: str) -> bytes:
    """The content of a part that the workbook cannot do without."""
    content = part(package, name)
    if content is None:
        raise _missing(name)
    return content


def streamed_part(package: Package, name: str) -> bytes | Iterable[bytes] | None:
    """As `part`; the content of a large one in pieces, as it inflates, to be used up once."""
    entry = package.entries.get(archive.fold(name))
    if entry is None or entry.size <= _WHOLE_BYTES:
        return part(package, name)
    return archive.pieces(package, entry)


def needed_stream(package: Package, name: str) -> bytes | Iterable[bytes]:
    """As `streamed_part`, of a part that the workbook cannot do without."""
    content = streamed_part(package, name)
    if content is None:
        raise _missing(name)
    return content


def parse_xml(
    content: bytes | str | Iterable[bytes],
    start: Callable[[str, Attributes], object] | None,
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
        if isinstance(content, bytes | str):
            parser.Parse(content, True)
        else:
            for piece in content:
                parser.Parse(piece, False)
            parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # a lookup: of an encoding that nobody knows
        raise damaged("内部 XML 有误") from error


class LocalNames(dict[str, str]):
    """Local names of spreadsheet elements by their full names, under any prefix; "" for another vocabulary's."""

    def __missing__(self, name: str) -> str:
        namespace, _, local = name.rpartition(" ")
        self[name] = local if not namespace or namespace in SHEET_NAMESPACES else ""
        return self[name]


def remembered(read: Callable[..., Result]) -> Callable[..., Result]:
    """`read`, which need not run twice on the same small part: a folder's files share their styles and the like."""
    cached = lru_cache(maxsize=8)(read)

    def again(content: bytes, *others: Hashable) -> Result:
        return (cached if len(content) <= _REMEMBERED_BYTES else read)(content, *others)

    return again


def relationships(package: Package | zipfile.ZipFile, source: str) -> Links:
    """What the part `source` ("" for the package) points to: id, kind ("worksheet", "styles" …), part name."""
    folder, name = posixpath.split(source)
    content = part(package, posixpath.join(folder, "_rels", f"{name}.rels"))
    return () if content is None else _links(content, folder)


@remembered
def _links(content: bytes, folder: str) -> Links:
    found: list[tuple[str, str, str]] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag.rpartition(" ")[2] == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "").replace("\\", "/")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found.append((attributes.get("Id", ""), kind, target.lstrip("/")))

    parse_xml(content, start)
    return tuple(found)


def refuse_two_tables(links: Links) -> None:
    """A workbook has one table of strings and one of styles. Raises CannotRead where there are more."""
    kinds = [kind for _, kind, _ in links]
    if any(kinds.count(kind) > 1 for kind in ("sharedStrings", "styles")):
        raise damaged("字符串表或样式表多于一份")


def _opened(package: Package | zipfile.ZipFile) -> Package:
    if isinstance(package, Package):
        return package
    if package.fp is None:
        raise ValueError("the package is closed")
    package.fp.seek(0)
    return archive.open_archive(package.fp.read())


def _missing(name: str) -> CannotRead:
    return damaged(f"缺少内部文件 {name[:60]}")


def _refuse_doctype(*_: object) -> None:
    raise damaged("内部含有文档类型声明，Excel 和 WPS 都不会写出这种内容")
