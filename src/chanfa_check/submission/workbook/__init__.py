"""Reads the workbooks that departments send: .xlsx, .xlsm, .xls, .xlsb and .ods, told by content, never by name."""

from __future__ import annotations

import os
from pathlib import Path

from .model import CannotRead, Cell, Sheet, Workbook, too_large
from .opening import open_file, unopened

__all__ = ["MAX_FILE_BYTES", "CannotRead", "Cell", "Sheet", "Workbook", "load_file", "parse_workbook", "read_workbook"]

MAX_FILE_BYTES = 100_000_000


def read_workbook(path: Path) -> Workbook:
    """All worksheets of the file at `path`, which is only read, never written. Raises as the two below do."""
    return parse_workbook(load_file(path))


def parse_workbook(data: bytes) -> Workbook:
    """All worksheets of a file with this content.

    Raises CannotRead, with one of the codes file-empty, file-too-large, file-damaged, not-a-workbook, password,
    empty-workbook.
    """
    if len(data) > MAX_FILE_BYTES:
        raise too_large(f"超过 {MAX_FILE_BYTES // 1_000_000} MB")
    if not data:
        raise CannotRead("file-empty", "文件是空的（0 字节），可能没有保存成功或没有传输完。请重新保存后报送。")
    workbook = _read(data)
    if not any(sheet.rows for sheet in workbook.sheets):
        raise CannotRead("empty-workbook", "工作簿里没有任何内容。请确认报送的是填写好并已保存的报表。")
    return workbook


def load_file(path: str | Path, shown: str = "") -> bytes:
    """The file's content, at most one byte more than is allowed. Raises CannotRead: file-missing, file-unreadable.

    `shown` is what messages call the file, where that is not the path.
    """
    with open_file(str(path), shown) as file:
        try:
            # Asked for more than there is, `read` sets that much memory aside first.
            return file.read(min(os.fstat(file.fileno()).st_size, MAX_FILE_BYTES) + 1)
        except OSError as error:
            raise unopened(shown or str(path), error) from error


def _read(data: bytes) -> Workbook:
    # Each format's reader is imported only when such a file comes: start-up counts.
    from . import preflight

    if preflight.container(data) == "xls":
        from . import xls

        sheets = xls.read(data)
        if sheets is None:
            raise preflight.compound_without_workbook(data)
        return Workbook("xls", sheets)
    from .archive import open_archive

    package = open_archive(data)
    kind, main = preflight.package_kind(package)
    if kind == "ods":
        from . import ods

        return Workbook(kind, ods.read(package))
    if kind == "xlsb":
        from . import xlsb

        return Workbook(kind, xlsb.read(package, main))
    from . import xlsx

    return Workbook(kind, xlsx.read(package, main))
