"""Opening what was sent, and what to say where that is no file, or cannot be opened."""

from __future__ import annotations

import errno
from typing import BinaryIO

from chanfa_check import files
from chanfa_check.paths import shown_path

from .model import CannotRead


def open_file(path: str, shown: str = "") -> BinaryIO:
    """The file, for reading; a pipe or a device is never opened. Raises CannotRead: file-missing, file-unreadable.

    `shown` is what messages call the file, where that is not the path.
    """
    try:
        return files.open_file(path)
    except (OSError, ValueError) as error:
        raise unopened(shown or path, error) from error


def unopened(path: str, error: Exception) -> CannotRead:
    """Why a file or a folder could not be opened."""
    shown = shown_path(path)
    if isinstance(error, files.NotAFile):
        folder = error.kind == "文件夹"
        what = "请指明其中的报表文件。" if folder else "没有打开。请先把内容存成文件，再检查那个文件。"
        return CannotRead("file-unreadable", f"“{shown}”是{error.kind}，不是报表文件。{what}")
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
