"""Zip archives as mail brings them. Nothing is unpacked to disk; a member is read when it is checked."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from chanfa_check.model import Problem
from chanfa_check.submission.workbook import MAX_FILE_BYTES, CannotRead

if TYPE_CHECKING:
    import zipfile

MOST_MEMBERS = 20_000
_UNPACK = "请解压以后，检查解压出来的文件夹。"


def members(path: Path) -> tuple[str, ...] | Problem | None:
    """The names of the files in the archive, in order; what is wrong with it; None where it is itself a workbook."""
    import zipfile

    try:
        names = [one.filename for one in _opened(path).infolist() if not one.is_dir()]
    except FileNotFoundError:
        return None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return Problem("archive-damaged", f"压缩包打不开：不完整，或不是 zip 格式。{_UNPACK}")
    if "[Content_Types].xml" in names or "mimetype" in names:
        return None
    if len(names) > MOST_MEMBERS:
        return Problem("archive-damaged", f"压缩包里有 {len(names)} 个文件，超过 {MOST_MEMBERS} 个。{_UNPACK}")
    # Macs add a shadow of every file.
    return tuple(sorted((name for name in names if not name.startswith("__MACOSX/")), key=readable))


def read_member(path: Path, name: str) -> bytes:
    """A member's content, at most one byte more than a file may have. Raises CannotRead."""
    import zipfile
    import zlib

    try:
        with _opened(path).open(name) as file:
            return file.read(MAX_FILE_BYTES + 1)
    except RuntimeError as error:
        raise CannotRead("password", f"压缩包设置了密码。{_UNPACK}") from error
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, KeyError) as error:
        raise CannotRead("archive-damaged", f"压缩包里的这个文件不完整，或压缩方式不支持。{_UNPACK}") from error


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


@lru_cache(maxsize=1)
def _opened(path: Path) -> zipfile.ZipFile:
    """The archive, kept open while its members are read one after the other."""
    import zipfile

    return zipfile.ZipFile(path)
