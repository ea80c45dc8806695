"""A workbook's bytes, the same for the same content: no clock, and stored results for formulas over empty inputs."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_FORMULA = re.compile(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)(><f>)')


def packed(book: Workbook, day: dt.date) -> bytes:
    """The .xlsx of the workbook, created and changed on `day`."""
    book.properties.created = dt.datetime.combine(day, dt.time())
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            elif name.startswith("xl/worksheets/"):
                # While nothing is filled in, every formula here gives an empty text. Stored as such, the file can
                # be read before Excel has calculated it.
                content = _FORMULA.sub(rb'\g<1> t="str"\g<2>', content)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return out.getvalue()
