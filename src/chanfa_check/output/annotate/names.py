"""Where a submission came from, and what its copy is called."""

from __future__ import annotations

import re
from pathlib import Path

from chanfa_check.batch import archive
from chanfa_check.batch.source import Source
from chanfa_check.model import Problem
from chanfa_check.output.text import as_text
from chanfa_check.paths import file_name, is_url

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def source_of(shown: str) -> Source | None:
    """The file, or the member of an archive, that a run shows under this path; None where there is none any more."""
    path = Path(shown)
    if is_url(shown) or path.is_file():
        return Source(shown)
    for above in path.parents:
        if above.is_file():
            inside = archive.members(str(above))
            if inside is None or isinstance(inside, Problem):
                return None
            return next((one for one in (Source(str(above), name) for name in inside) if one.shown == shown), None)
    return None


def copy_name(shown: str, ending: str, taken: set[str]) -> str:
    """A name for the copy that none of `taken` has, upper and lower case alike; it is taken from then on."""
    stem = as_text(_NOT_IN_NAMES.sub("_", Path(file_name(shown)).stem)) or "报表"
    name, number = f"{stem}.{ending}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}（{number}）.{ending}"
    taken.add(name.casefold())
    return name
