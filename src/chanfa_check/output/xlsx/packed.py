"""A workbook's bytes, the same for the same content: no clock."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_EPOCH = dt.datetime(2000, 1, 1)


def packed(book: Workbook) -> bytes:
    """The .xlsx of the workbook. It says of itself that it was made at a fixed time: the run has its own date."""
    book.properties.created = _EPOCH
    book.properties.creator = "chanfa-check"
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    stamp = f"{_EPOCH.isoformat()}Z".encode()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return out.getvalue()
