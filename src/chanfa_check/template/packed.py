"""A workbook's bytes, the same for the same content: no clock, and stored results for formulas over empty inputs."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from chanfa_check.files import repacked, saved

if TYPE_CHECKING:
    from openpyxl import Workbook

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_FORMULA = re.compile(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)(><f>)')


def packed(book: Workbook, day: dt.date) -> bytes:
    """The .xlsx of the workbook, created and changed on `day`."""
    book.properties.created = dt.datetime.combine(day, dt.time())
    raw = saved(book.save)
    stamp = f"{day.isoformat()}T00:00:00Z".encode()

    def change(name: str, content: bytes) -> bytes:
        if name == "docProps/core.xml":
            return _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
        # While nothing is filled in, every formula here gives an empty text. Stored as such, the file can be read
        # before Excel has calculated it.
        return _FORMULA.sub(rb'\g<1> t="str"\g<2>', content) if name.startswith("xl/worksheets/") else content

    return repacked(raw, change)
