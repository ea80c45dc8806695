"""Writing files whole or not at all, and Office files with the same bytes for the same content."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def write_whole(data: bytes, target: Path) -> None:
    """Writes the file; an old one stays as it was until the new one is complete. Raises OSError."""
    with whole_file(target) as file:
        file.write(data)


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """A file to write to, which takes the target's place when all is written, and is gone where that fails.

    A link is followed, and an old file keeps its permissions. A device or a pipe is written to as it is. Raises
    OSError.
    """
    import tempfile  # brings half the standard library, and most runs write no file

    try:
        target = target.resolve()
    except RuntimeError as error:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(target)) from error
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file
        return
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
    # The dot keeps what a killed run leaves from being taken for a report.
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def saved(save: Callable[[BinaryIO], object]) -> bytes:
    """What `save`, of a workbook of openpyxl, writes. Raises OSError where there is no room for its temporary files."""
    import io

    out = io.BytesIO()
    try:
        save(out)
    except Exception as error:
        # lxml, through which it writes them, has an error of its own for that: IO_ENOSPC.
        if type(error).__name__ != "SerialisationError":
            raise
        code = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise OSError(code, os.strerror(code)) from error
    return out.getvalue()


def repacked(raw: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The Office file `raw` again, with no times but that of 1980; `change` gives each part's content by its name."""
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, change(name, source.read(name)))
    return out.getvalue()
