"""A workbook's bytes, the same for the same content: no clock."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from chanfa_check.files import repacked, saved

if TYPE_CHECKING:
    from openpyxl import Workbook

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_EPOCH = dt.datetime(2000, 1, 1)


def packed(book: Workbook) -> bytes:
    """The .xlsx of the workbook. It says of itself that it was made at a fixed time: the run has its own date."""
    book.properties.created = _EPOCH
    book.properties.creator = "chanfa-check"
    raw = saved(book.save)
    stamp = f"{_EPOCH.isoformat()}Z".encode()

    def change(name: str, content: bytes) -> bytes:
        return _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content) if name == "docProps/core.xml" else content

    return repacked(raw, change)
