"""Zip archives whose parts are compressed by themselves, so that what many files share is compressed once."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from typing import NamedTuple

LEVEL = 6
"""As Excel and WPS compress."""
_DATE = (44 << 9) | (1 << 5) | 1
_UTF8 = 1 << 11


class Part(NamedTuple):
    """A part's deflated bytes, and the checksum and length of what they hold."""

    deflated: bytes
    crc: int
    size: int


def deflated(text: str) -> Part:
    """The text as a part."""
    content = text.encode()
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Part(packer.compress(content) + packer.flush(), zlib.crc32(content), len(content))


def zipped(parts: Mapping[str, Part]) -> bytes:
    """The archive of these parts, by name."""
    files, directory, offset = [], [], 0
    for name, part in parts.items():
        common = struct.pack(
            "<HHHHHIIIHH",
            *(20, _UTF8, zlib.DEFLATED, 0, _DATE, part.crc, len(part.deflated), part.size, len(name.encode()), 0),
        )
        files += [b"PK\3\4", common, name.encode(), part.deflated]
        directory += [b"PK\1\2", b"\x14\0", common, struct.pack("<HHHII", 0, 0, 0, 0, offset), name.encode()]
        offset += 4 + len(common) + len(name.encode()) + len(part.deflated)
    listed = b"".join(directory)
    end = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(listed), offset, 0)
    return b"".join((*files, listed, b"PK\5\6", end))
