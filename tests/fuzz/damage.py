"""Mutations that know nothing of a file's meaning: of its bytes, of the parts of a zip package, of XML nodes."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from random import Random

from lxml import etree

Parts = list[tuple[str, bytes]]


def of_bytes(data: bytes, rng: Random) -> tuple[bytes, str]:
    """One to eight changes to the raw bytes, and what they were."""
    said = []
    for _ in range(rng.choice((1, 1, 1, 2, 8))):
        at, size = rng.randrange(len(data) + 1), rng.choice((1, 2, 16, 512, len(data) // 3))
        way = rng.choice(("flip", "cut", "insert", "duplicate", "zero", "truncate"))
        said.append(f"{way} {size} at {at}")
        match way:
            case "flip":
                piece = bytes(byte ^ 1 << rng.randrange(8) for byte in data[at : at + min(size, 16)])
                data = data[:at] + piece + data[at + len(piece) :]
            case "cut":
                data = data[:at] + data[at + size :]
            case "insert":
                data = data[:at] + rng.randbytes(min(size, 512)) + data[at:]
            case "duplicate":
                data = data[: at + size] + data[at:]
            case "zero":
                data = data[:at] + bytes(len(data[at : at + size])) + data[at + size :]
            case _:
                data = data[:at]
    return data, "; ".join(said)


def parts_of(data: bytes) -> Parts:
    """Name and content of each part of a sound package, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def packed(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a package again, sound as a package, whatever is in them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = method
            package.writestr(entry, content)
    return out.getvalue()


def of_parts(data: bytes, rng: Random) -> tuple[bytes, str]:
    """A part dropped, doubled, renamed, changed places, damaged within or without its checksum; and what it was."""
    parts = parts_of(data)
    number, other = rng.randrange(len(parts)), rng.randrange(len(parts))
    name, content = parts[number]
    way = rng.choice(("drop", "double", "swap", "rename", "checksum", "content", "method", "password", "size", "order"))
    match way:
        case "drop":
            parts.pop(number)
        case "double":
            parts.insert(other, (name, parts[other][1]))
        case "swap":
            parts[number], parts[other] = (name, parts[other][1]), (parts[other][0], content)
        case "rename":
            new = rng.choice((name.upper(), name + "x", "/" + name, "../" + name, name.replace("/", "\\"), "名" * 80))
            parts[number] = (new, content)
        case "content":
            parts[number] = (name, of_bytes(content, rng)[0])
        case "order":
            rng.shuffle(parts)
        case _:
            return _header(packed(parts), way, rng), f"{way} of an entry"
    return packed(parts, rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))), f"{way} {name}"


def _header(data: bytes, way: str, rng: Random) -> bytes:
    """One entry of the central directory says something else of its part."""
    places = [at for at in range(len(data)) if data.startswith(b"PK\x01\x02", at)]
    at = rng.choice(places)
    offset, value = {
        "checksum": (16, struct.pack("<I", rng.getrandbits(32))),
        "method": (10, struct.pack("<H", rng.choice((0, 9, 12, 14, 99)))),
        "password": (8, struct.pack("<H", 1)),
        "size": (rng.choice((20, 24)), struct.pack("<I", rng.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF)))),
    }[way]
    return data[: at + offset] + value + data[at + offset + len(value) :]


def of_xml(data: bytes, rng: Random) -> tuple[bytes, str]:
    """One part's XML changed at a node, the package sound; and what it was."""
    parts = parts_of(data)
    written = [number for number, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))]
    # Where reports differ is what matters most: the sheets.
    sheets = [number for number in written if "sheet" in parts[number][0] or parts[number][0] == "content.xml"]
    number = rng.choice(sheets if sheets and rng.random() < 0.7 else written)
    name, content = parts[number]
    if rng.random() < 0.1:
        parts[number] = (name, _text_damage(content, rng))
        return packed(parts), f"text of {name}"
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, huge_tree=True))
    node = rng.choice(list(root.iter(etree.Element)))
    way = rng.choice(tuple(_NODES))
    _NODES[way](node, rng)
    parts[number] = (name, etree.tostring(root, encoding="utf-8", xml_declaration=True))
    return packed(parts), f"{way} <{etree.QName(node).localname}> in {name}"


def _text_damage(content: bytes, rng: Random) -> bytes:
    dtd = b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 1000 + b'"><!ENTITY c "' + b"&b;" * 1000 + b'">]>'
    head, mark, rest = content.partition(b"?>")
    start = head + mark if mark else b""
    body = rest if mark else content
    return rng.choice(
        (
            start + dtd + body,
            start + body.replace(b"<v>", b"<v>&c;", 1),
            b"\xef\xbb\xbf" + content,
            body.decode("utf-8", "replace").encode("utf-16"),
            start + body.replace(b"main", b"maim", 1),
            start + b"<!-- -->" * 1000 + body,
            start + body.replace(b"<v>", b"<v><![CDATA[9]]>"),
        )
    )


def _drop(node: etree._Element, _: Random) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _double(node: etree._Element, _: Random) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.insert(parent.index(node), etree.fromstring(etree.tostring(node)))


def _move(node: etree._Element, rng: Random) -> None:
    parent, others = node.getparent(), list(node.getroottree().iter(etree.Element))
    target = rng.choice(others)
    if parent is not None and node not in (target, *target.iterancestors()):
        target.insert(rng.randrange(len(target) + 1), node)


_VALUES = (
    *("", "-1", "0", "1", "4294967296", "9" * 400, "1E400", "NaN", "XFD1048576", "A0", "ZZZZ9999999", "A1:A1048576"),
    *("true", "s", "str", "b", "e", "n", "d", "inlineStr", "rId99", "../../x", "hidden", "％", "\u202e", "x" * 9000),
)


def _attribute(node: etree._Element, rng: Random) -> None:
    names = list(node.attrib) or ["r"]
    name = rng.choice(names)
    if rng.random() < 0.2:
        node.attrib.pop(name, None)
    else:
        node.set(name, rng.choice(_VALUES))


def _text(node: etree._Element, rng: Random) -> None:
    node.text = rng.choice(_VALUES)


def _nest(node: etree._Element, rng: Random) -> None:
    for _ in range(rng.choice((10, 200, 5000))):
        node = etree.SubElement(node, node.tag)


def _many(node: etree._Element, rng: Random) -> None:
    parent = node.getparent()
    if parent is not None and len(node) < 50:
        piece = etree.tostring(node)
        for _ in range(rng.choice((10, 2000))):
            parent.append(etree.fromstring(piece))


_NODES: dict[str, Callable[[etree._Element, Random], None]] = {
    "drop": _drop,
    "double": _double,
    "move": _move,
    "attribute": _attribute,
    "text": _text,
    "nest": _nest,
    "many": _many,
}
