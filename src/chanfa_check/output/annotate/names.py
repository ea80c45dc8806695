"""What a copy is called."""

from __future__ import annotations

import re
from pathlib import Path

from chanfa_check.output.text import as_text
from chanfa_check.paths import file_name

_LONGEST = 70
"""How many characters of a name are kept: with three bytes each, what disks allow."""
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def copy_name(shown: str, ending: str, taken: set[str]) -> str:
    """A name for the copy that none of `taken` has, upper and lower case alike; it is taken from then on."""
    stem = as_text(_NOT_IN_NAMES.sub("_", Path(file_name(shown)).stem))[:_LONGEST] or "报表"
    name, number = f"{stem}.{ending}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}（{number}）.{ending}"
    taken.add(name.casefold())
    return name
