"""Paths of files as people tell them apart, on whatever system they were written."""

from __future__ import annotations

import re
from collections.abc import Iterable


def shown_path(path: object) -> str:
    """The path as text; bytes of another encoding in it, as archives from Windows leave them, become "?"."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def file_name(path: str) -> str:
    """The last part of a path."""
    return _parts(path)[-1]


def tell_apart(paths: Iterable[str]) -> dict[str, str]:
    """By path, its file name; with as many of its folders before it as it takes for no two to be called the same."""
    names: dict[str, str] = {}
    for path in dict.fromkeys(paths):
        names[path] = file_name(path)
    depth = 1
    while len(set(names.values())) < len(names):
        depth += 1
        called = list(names.values())
        longer = {path: "/".join(_parts(path)[-depth:]) for path, name in names.items() if called.count(name) > 1}
        if all(names[path] == name for path, name in longer.items()):
            break
        names.update(longer)
    return names


def _parts(path: str) -> list[str]:
    return re.split(r"[/\\]", path)
