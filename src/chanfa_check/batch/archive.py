"""Zip archives as mail brings them. Nothing is unpacked to disk; a member is read when it is checked."""

from __future__ import annotations

import os
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO

from chanfa_check.model import Problem
from chanfa_check.paths import is_url
from chanfa_check.submission.workbook import MAX_FILE_BYTES, CannotRead
from chanfa_check.submission.workbook.archive import ENTRY, MIN_ENTRY_BYTES, TAIL, end_record
from chanfa_check.submission.workbook.opening import open_file

if TYPE_CHECKING:
    import zipfile

MOST_MEMBERS = 20_000
# Folders, and the shadows that Macs add, are entries, too; a name takes as many bytes as a system lets it have.
_MOST_ENTRIES = 3 * MOST_MEMBERS
_MOST_DIRECTORY_BYTES = 1_000 * MOST_MEMBERS
_UNPACK = "请解压以后，检查解压出来的文件夹。"


def members(path: str) -> tuple[str, ...] | Problem | None:
    """The names of the files in the archive at this path or URL, in order; what is wrong with it.

    None where it is itself a workbook, or cannot be opened at all: reading it says why.
    """
    import zipfile

    forget()
    try:
        names = [one.filename for one in _opened(path).infolist() if not one.is_dir()]
    except CannotRead as error:
        return Problem(error.code, error.message) if error.code == "archive-damaged" else None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return Problem("archive-damaged", f"压缩包打不开：不完整，或不是 zip 格式。{_UNPACK}")
    if "[Content_Types].xml" in names or "mimetype" in names:
        return None
    twice = next((name for name, times in Counter(names).items() if times > 1), None)
    if twice:
        return Problem("archive-damaged", f"压缩包里有两个文件都叫“{readable(twice)}”，只能读到一个。{_UNPACK}")
    if len(names) > MOST_MEMBERS:
        return Problem("archive-damaged", f"压缩包里有 {len(names)} 个文件，超过 {MOST_MEMBERS} 个。{_UNPACK}")
    # Macs add a shadow of every file.
    return tuple(sorted((name for name in names if not name.startswith("__MACOSX/")), key=readable))


def read_member(path: str, name: str) -> bytes:
    """A member's content, at most one byte more than a file may have. Raises CannotRead."""
    try:
        with _opened(path).open(name) as file:
            return file.read(MAX_FILE_BYTES + 1)
    except (CannotRead, MemoryError):
        raise
    except Exception as error:
        # A method of compression that is not supported is a kind of RuntimeError, as a missing password is.
        if isinstance(error, RuntimeError) and not isinstance(error, NotImplementedError):
            raise CannotRead("password", f"压缩包设置了密码。{_UNPACK}") from error
        # Each method of compression has errors of its own.
        raise CannotRead("archive-damaged", f"压缩包里的这个文件不完整，或压缩方式不支持。{_UNPACK}") from error


def forget() -> None:
    """From here on, archives are opened anew: others of the same names may have taken their places."""
    _opened_by.cache_clear()


def readable(name: str) -> str:
    """A member's name as it was meant: Windows writes Chinese names in its own encoding, and does not say so."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _opened(path: str) -> zipfile.ZipFile:
    """The archive, kept open while its members are read one after the other. Raises CannotRead, and as ZipFile does."""
    # Processes that were forked share the place in a file that was open already, and would read each other's bytes.
    return _opened_by(path, os.getpid())


@lru_cache(maxsize=1)
def _opened_by(path: str, process: int) -> zipfile.ZipFile:
    import weakref
    import zipfile

    del process
    if is_url(path):
        from chanfa_check.batch.remote import open_remote

        file = open_remote(path)
    else:
        file = open_file(path)
    try:
        _refuse_beyond_bounds(file)
        opened = zipfile.ZipFile(file)
    except BaseException:
        file.close()
        raise
    weakref.finalize(opened, file.close)
    return opened


def _refuse_beyond_bounds(file: BinaryIO) -> None:
    """Raises CannotRead: archive-damaged, and BadZipFile; before the library takes in all that the archive lists."""
    import zipfile

    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    try:
        _, _, length, end = end_record(tail)
    except CannotRead as error:
        raise zipfile.BadZipFile from error
    if length <= _MOST_ENTRIES * MIN_ENTRY_BYTES:
        return
    entries = 0
    if length <= _MOST_DIRECTORY_BYTES:
        file.seek(max(0, size - len(tail) + end - length))
        # Counted, as the library goes by the length, and never looks at the number that is written there.
        entries = file.read(length).count(ENTRY)
        if entries <= _MOST_ENTRIES:
            return
    found = f"的目录有 {entries} 项" if entries else f"的目录有 {length / 1_000_000:.1f} MB"
    raise CannotRead("archive-damaged", f"压缩包{found}，不像是报表。文件不能超过 {MOST_MEMBERS} 个。{_UNPACK}")
