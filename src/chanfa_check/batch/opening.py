"""Opening files, and nothing but files: a pipe would wait for ever, and a device may do anything."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from chanfa_check.paths import shown_path
from chanfa_check.submission.workbook import CannotRead

_KINDS = (
    (stat.S_ISDIR, "文件夹"),
    (stat.S_ISFIFO, "管道"),
    (stat.S_ISSOCK, "套接字"),
    (stat.S_ISCHR, "设备"),
    (stat.S_ISBLK, "设备"),
)


def open_file(path: str) -> BinaryIO:
    """The file, for reading. Raises CannotRead: file-missing, file-unreadable."""
    try:
        return open(path, "rb", opener=_open_file)
    except (OSError, ValueError) as error:
        raise unopened(path, error) from error


def unopened(path: str, error: Exception) -> CannotRead:
    """Why a file or a folder could not be opened."""
    shown = shown_path(path)
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.ELOOP:
        return CannotRead("file-missing", f"“{shown}”是绕回自己的链接，没有文件。请指明报表文件本身。")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return CannotRead("file-missing", f"找不到文件“{shown}”。请检查文件名和所在文件夹。")
    if number == errno.ENAMETOOLONG:
        return CannotRead(
            "file-unreadable", f"“{shown}”的名称太长，或文件夹套得太深，打不开。请移到浅一些的文件夹，再检查。"
        )
    return CannotRead(
        "file-unreadable", f"文件“{shown}”无法读取。如正在 Excel 或 WPS 中打开，请先关闭；否则请检查访问权限。"
    )


def not_a_file(path: str, mode: int) -> CannotRead | None:
    """What is there instead of a file, by its mode as the system gives it; None for a file."""
    kind = next((kind for is_kind, kind in _KINDS if is_kind(mode)), None)
    if kind is None:
        return None
    what = "请指明其中的报表文件。" if kind == "文件夹" else "没有打开。请先把内容存成文件，再检查那个文件。"
    return CannotRead("file-unreadable", f"“{shown_path(path)}”是{kind}，不是报表文件。{what}")


def _open_file(path: str, flags: int) -> int:
    """Looked at before, as opening a device acts on it; and after, as another may have taken its place meanwhile."""
    _refuse(path, Path(path).stat().st_mode)
    # A pipe that has taken its place does not keep us waiting for somebody who writes into it.
    opened = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    try:
        _refuse(path, os.fstat(opened).st_mode)
    except CannotRead:
        os.close(opened)
        raise
    return opened


def _refuse(path: str, mode: int) -> None:
    problem = not_a_file(path, mode)
    if problem:
        raise problem
