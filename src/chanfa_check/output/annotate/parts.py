"""The parts of a workbook's package while it is edited: what is not touched is written back byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from lxml import etree
from msgspec import Struct

from chanfa_check.output.annotate.why import NotAnnotated
from chanfa_check.submission.workbook.package import part

Element = Any
"""An element of lxml, which has no types of its own."""

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CONTENT_TYPES = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


class Parts(Struct, frozen=True):
    """A package: its original, and the parts that were parsed or made so far, by their names."""

    package: zipfile.ZipFile
    trees: dict[str, Element]
    names: dict[str, str]
    """What a part is really called, by its name in lower case."""


def opened(package: zipfile.ZipFile) -> Parts:
    """The package, as yet untouched."""
    # Some programs write backslashes or a leading slash.
    return Parts(package, {}, {name.replace("\\", "/").lstrip("/").lower(): name for name in package.namelist()})


def tree(parts: Parts, name: str) -> Element:
    """The root of a part that is there; what is changed in it is written back."""
    real = parts.names.get(name.lower(), name)
    if real not in parts.trees:
        parts.trees[real] = parsed(part(parts.package, real) or b"")
    return parts.trees[real]


def parsed(content: bytes) -> Element:
    """The root of an XML document. Raises NotAnnotated."""
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise NotAnnotated("文件内部有不合规范的内容，不能安全地写入批注。请用 Excel 或 WPS 另存一次再试。") from error


def put(parts: Parts, name: str, root: Element) -> None:
    """Makes a part, or replaces one."""
    real = parts.names.setdefault(name.lower(), name)
    parts.trees[real] = root


def free_name(parts: Parts, pattern: str) -> str:
    """The first name of the pattern ("xl/comments{}.xml") that no part has."""
    return next(name for number in range(1, 100_000) if (name := pattern.format(number)).lower() not in parts.names)


def related(parts: Parts, source: str) -> list[tuple[str, str, str]]:
    """What a part points to inside the package: id, kind, name."""
    path = _relations_of(source)
    if path.lower() not in parts.names:
        return []
    return [
        (one.get("Id", ""), one.get("Type", "").rpartition("/")[2], _target(source, one.get("Target", "")))
        for one in tree(parts, path)
        if one.get("TargetMode") != "External"
    ]


def relate(parts: Parts, source: str, kind: str, name: str) -> str:
    """Lets a part point to another; gives the relation's id."""
    path = _relations_of(source)
    if path.lower() not in parts.names:
        put(parts, path, etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS}))
    root = tree(parts, path)
    used = {one.get("Id") for one in root}
    new = next(text for number in range(1, 100_000) if (text := f"rId{number}") not in used)
    etree.SubElement(
        root, f"{{{_RELATIONS}}}Relationship", Id=new, Type=f"{relation_namespace(parts)}/{kind}", Target=f"/{name}"
    )
    return new


def unrelate(parts: Parts, source: str) -> None:
    """Lets a part point to nothing any more."""
    path = _relations_of(source)
    if path.lower() in parts.names:
        for one in list(tree(parts, path)):
            tree(parts, path).remove(one)


def declare(parts: Parts, name: str, content_type: str) -> None:
    """Says of what type a new part is; for a .vml, all of them."""
    root = tree(parts, _CONTENT_TYPES)
    if name.endswith(".vml"):
        if not any(one.get("Extension", "").lower() == "vml" for one in root):
            root.insert(0, root.makeelement(f"{{{_TYPES}}}Default", Extension="vml", ContentType=content_type))
        return
    etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)


def relation_namespace(parts: Parts) -> str:
    """The vocabulary of relations that this workbook uses: the usual one, or that of strict files."""
    main = next(name for _, kind, name in related(parts, "") if kind == "officeDocument")
    if tree(parts, main).tag.startswith(f"{{{_STRICT}}}"):
        return "http://purl.oclc.org/ooxml/officeDocument/relationships"
    return "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def repacked(parts: Parts) -> bytes:
    """The package with what was changed. The same changes give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in parts.package.infolist():
            if entry.is_dir():
                continue
            content = parts.package.read(entry)
            root = parts.trees.get(entry.filename)
            if root is not None and _serialised(root) != _serialised(parsed(content)):
                content = _serialised(root)
            kept = zipfile.ZipInfo(entry.filename, entry.date_time)
            kept.compress_type, kept.external_attr = entry.compress_type, entry.external_attr
            target.writestr(kept, content)
        there = set(parts.package.namelist())
        for name, root in parts.trees.items():
            if name not in there:
                made = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                made.compress_type, made.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
                target.writestr(made, _serialised(root))
    return out.getvalue()


def _serialised(root: Element) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _relations_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(source: str, target: str) -> str:
    folder = posixpath.dirname(source)
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
