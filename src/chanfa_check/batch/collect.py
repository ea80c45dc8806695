"""Which files a path means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

# .et is WPS's own format: it is taken in so that its sender is told, not passed over in silence.
ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et"})


class Collected(Struct, frozen=True):
    """Files in the order to check them; how many others in the folders were passed over."""

    files: tuple[Path, ...]
    passed_over: int


def collect(paths: Sequence[Path]) -> Collected:
    """The named files, and every workbook below the named folders, by name. A file named twice is taken once."""
    files: list[Path] = []
    passed_over = 0
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        for inside in sorted(item for item in path.rglob("*") if item.is_file()):
            if inside.suffix.lower() in ENDINGS and not inside.name.startswith(("~$", ".")):
                files.append(inside)
            else:
                passed_over += 1
    return Collected(tuple(dict.fromkeys(files)), passed_over)
