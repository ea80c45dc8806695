"""Opening files and nothing but files; writing them whole or not at all; Office files with the same bytes for the same
content.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_KINDS = (
    (stat.S_ISDIR, "文件夹"),
    (stat.S_ISFIFO, "管道"),
    (stat.S_ISSOCK, "套接字"),
    (stat.S_ISCHR, "设备"),
    (stat.S_ISBLK, "设备"),
)


class NotAFile(OSError):
    """What is there is no file, and was not opened; `kind` says in Chinese what it is."""

    def __init__(self, path: str, kind: str) -> None:
        super().__init__(errno.EINVAL, f"这是{kind}，不是文件", path)
        self.kind = kind


def open_file(path: str | os.PathLike[str]) -> BinaryIO:
    """The file, for reading. A pipe would wait for ever, and a device may do anything: NotAFile, as of a folder.

    Raises OSError, and ValueError for a path that no system allows.
    """
    return open(os.fspath(path), "rb", opener=_open_file)


def _open_file(path: str, flags: int) -> int:
    """Looked at before, as opening a device acts on it; and after, as another may have taken its place meanwhile."""
    _refuse(path, os.stat(path).st_mode)  # noqa: PTH116  (a Path takes longer)
    # A pipe that has taken its place does not keep us waiting for somebody who writes into it.
    opened = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    try:
        _refuse(path, os.fstat(opened).st_mode)
    except NotAFile:
        os.close(opened)
        raise
    return opened


def _refuse(path: str, mode: int) -> None:
    kind = next((kind for is_kind, kind in _KINDS if is_kind(mode)), None)
    if kind:
        raise NotAFile(path, kind)


def identity(path: str | os.PathLike[str]) -> object:
    """What tells the file from every other, however it is named: equal for two names of one file, there yet or not."""
    try:
        found = os.stat(path)  # noqa: PTH116  (of as many files as there are: a Path takes longer)
    except OSError:
        return os.path.normcase(os.path.realpath(path))
    return found.st_dev, found.st_ino


def refuse_pipe(target: Path) -> None:
    """Raises NotAFile for a pipe or a socket in a folder: who writes to it would wait for its reader for ever.

    Those that a shell has opened for us, as /dev/stdout, have somebody at the other end.
    """
    try:
        mode = target.stat().st_mode
    except OSError:
        return
    real = Path(os.path.realpath(target))
    if (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)) and os.path.lexists(real) and real.parent != Path("/dev/fd"):
        _refuse(str(target), mode)


def write_whole(data: bytes, target: Path) -> None:
    """Writes the file; an old one stays as it was until the new one is complete. Raises OSError."""
    with whole_file(target) as file:
        file.write(data)


@contextmanager
def whole_file(target: Path, *, unfinished: Path | None = None) -> Iterator[BinaryIO]:
    """A file to write to, which takes the target's place when all is written, and is gone where that fails.

    Where Ctrl-C ends it, what was written by then is kept as `unfinished`. A link is followed, and an old file keeps
    its permissions. A device is written to as it is, and a pipe with a name not at all. Raises OSError.
    """
    refuse_pipe(target)
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file
        return
    import tempfile  # brings half the standard library, and most runs write no file

    try:
        target = target.resolve()
    except RuntimeError as error:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(target)) from error
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
    except BaseException as error:
        if unfinished and isinstance(error, KeyboardInterrupt) and Path(name).stat().st_size:
            Path(name).chmod(mode)
            Path(name).replace(unfinished)
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
