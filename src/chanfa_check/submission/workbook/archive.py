"""The entries of a zip file, held in memory and inflated within bounds.

Why not zipfile: a package of seven small parts costs it half the time in which the whole workbook is read, and its
import alone a tenth of what starting up may cost. Whoever writes packages still uses it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from msgspec import Struct

from .model import damaged, needs_password, too_large

MAX_ENTRIES = 10_000
MAX_PART_BYTES = 100_000_000
MAX_TOTAL_BYTES = 400_000_000
# Sheets shrink 10 to 60 times, 150 at the very most; a bomb shrinks 1,000 times. Small parts may do what they like.
MAX_RATIO, RATIO_FROM_BYTES = 200, 4_000_000
_CHUNK = 1 << 18
_STORED, _DEFLATED = 0, 8
ENTRY, MIN_ENTRY_BYTES = b"PK\x01\x02", 46
"""How an entry of the directory begins, and how many bytes it takes at least."""
_ENTRY = struct.Struct("<4s4xHH4xIIIHHH8xI")
_END, _END_64, _LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
TAIL = 76 + 22 + 0xFFFF
"""How many bytes at the end of a zip file tell where its directory is: two records, and a comment."""
_CUT_SHORT = "压缩结构不完整，可能没有下载或传输完"
_PART_CUT_SHORT = "压缩内容不完整，可能没有下载或传输完"


class Entry(Struct, frozen=True, gc=False):
    """One entry of the central directory; sizes in bytes, `offset` that of its local header."""

    name: str
    method: int
    checksum: int
    packed: int
    size: int
    offset: int


class Package(Struct, frozen=True):
    """A zip file's content and its entries, by their names in lower case with forward slashes."""

    data: bytes
    entries: dict[str, Entry]


def open_archive(data: bytes) -> Package:
    """The zip file in `data`.

    Raises CannotRead where it is no sound zip file, holds a name twice, is encrypted, or declares more entries or
    bytes than any workbook has.
    """
    try:
        listed = list(_directory(data))
    except (struct.error, UnicodeDecodeError) as error:
        raise damaged(_CUT_SHORT) from error
    if sum(entry.size for entry in listed) > MAX_TOTAL_BYTES:
        raise too_large(f"全部展开后超过 {MAX_TOTAL_BYTES // 1_000_000} MB")
    entries = {fold(entry.name): entry for entry in listed}
    if len(entries) < len(listed):
        raise damaged("内部有重名的部分")
    return Package(data, entries)


def fold(name: str) -> str:
    """The name under which an entry is looked up."""
    return name.replace("\\", "/").lstrip("/").lower()


def content(package: Package, entry: Entry) -> bytes:
    """The whole of an entry. Raises CannotRead where it is damaged or too large."""
    if entry.size > _CHUNK or entry.method != _DEFLATED:
        return b"".join(pieces(package, entry))
    try:
        whole = zlib.decompressobj(-15).decompress(_packed(package.data, entry), entry.size + 1)
    except zlib.error as error:
        raise damaged(_PART_CUT_SHORT) from error
    if len(whole) != entry.size or zlib.crc32(whole) != entry.checksum:
        raise damaged(_PART_CUT_SHORT)
    return whole


def pieces(package: Package, entry: Entry) -> Iterator[bytes]:
    """The content of an entry as it inflates; damage shows at the latest after the last piece."""
    if entry.size > MAX_PART_BYTES:
        raise too_large(f"内部文件 {entry.name[:60]} 展开后超过 {MAX_PART_BYTES // 1_000_000} MB")
    if entry.size > RATIO_FROM_BYTES and entry.size > MAX_RATIO * entry.packed:
        raise too_large(
            f"内部文件 {entry.name[:60]} 由 {entry.packed} 字节展开成 {entry.size // 1_000_000} MB，极不寻常"
        )
    checksum = size = 0
    for piece in _inflated(_packed(package.data, entry), entry):
        checksum, size = zlib.crc32(piece, checksum), size + len(piece)
        if size > entry.size:
            break
        yield piece
    if size != entry.size or checksum != entry.checksum:
        raise damaged(_PART_CUT_SHORT)


def _packed(data: bytes, entry: Entry) -> memoryview:
    start = entry.offset
    if data[start : start + 4] != b"PK\x03\x04" or start + 30 > len(data):
        raise damaged(_CUT_SHORT)
    name, extra = struct.unpack_from("<HH", data, start + 26)
    start += 30 + name + extra
    return memoryview(data)[start : start + entry.packed]


def _inflated(packed: memoryview, entry: Entry) -> Iterator[bytes]:
    if entry.method == _STORED:
        yield bytes(packed)
        return
    if entry.method != _DEFLATED:
        raise damaged(f"内部文件 {entry.name[:60]} 的压缩方式不受支持")
    inflater = zlib.decompressobj(-15)
    waiting: bytes | memoryview = packed
    try:
        while piece := inflater.decompress(waiting, min(_CHUNK, entry.size + 1)):
            yield piece
            waiting = inflater.unconsumed_tail
            if inflater.eof:
                return
    except zlib.error as error:
        raise damaged(_PART_CUT_SHORT) from error


def _directory(data: bytes) -> Iterator[Entry]:
    count, start, end, shift = _end(data)
    if count > MAX_ENTRIES:
        raise too_large(f"内含 {count} 个部分，上限 {MAX_ENTRIES} 个")
    for _ in range(count):
        fields = _ENTRY.unpack_from(data, start)
        signature, flags, method, checksum, packed, size, name_length, extra_length, comment_length, offset = fields
        if signature != ENTRY:
            raise damaged(_CUT_SHORT)
        if flags & 1:
            raise needs_password()
        start += MIN_ENTRY_BYTES
        written = data[start : start + name_length]
        name = written.decode("utf-8" if flags & 0x800 or written.isascii() else "cp437")
        start += name_length
        if 0xFFFFFFFF in (packed, size, offset):
            size, packed, offset = _long(data[start : start + extra_length], size, packed, offset)
        start += extra_length + comment_length
        yield Entry(name, method, checksum, packed, size, offset + shift)
    # Whoever goes by its length and not by its count would find others in it.
    if start != end:
        raise damaged(_CUT_SHORT)


def _end(data: bytes) -> tuple[int, int, int, int]:
    """How many entries the directory has, its start and end, and how many bytes stand before the zip file itself."""
    count, offset, length, end = end_record(data)
    start = end - length
    if start < offset:
        raise damaged(_CUT_SHORT)
    return count, start, end, start - offset


def end_record(tail: bytes) -> tuple[int, int, int, int]:
    """What a zip file, or the last `TAIL` bytes of one, declares of its directory.

    How many entries it has, where in the zip file it starts, its length, and where in `tail` it ends: all as written
    there, and none of it held against the file. Raises CannotRead where nothing is declared.
    """
    end = tail.rfind(_END, max(0, len(tail) - 22 - 0xFFFF))
    if end < 0 or end + 22 > len(tail):
        raise damaged(_CUT_SHORT)
    count, length, offset = struct.unpack_from("<HII", tail, end + 10)
    if end >= 20 and tail[end - 20 : end - 16] == _LOCATOR_64:
        end -= 76  # the long form of this record and its locator stand right before
        if end < 0 or tail[end : end + 4] != _END_64:
            raise damaged(_CUT_SHORT)
        count, length, offset = struct.unpack_from("<QQQ", tail, end + 32)
    return count, offset, length, end


def _long(extra: bytes, *short: int) -> Iterator[int]:
    """Sizes and offsets beyond 4 GB stand in an extra field, in this order, those that do not fit only."""
    place = 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, place)
        place += 4
        if kind == 1:
            break
        place += length
    for number in short:
        yield number if number < 0xFFFFFFFF else struct.unpack_from("<Q", extra, place)[0]
        place += 8 * (number == 0xFFFFFFFF)
