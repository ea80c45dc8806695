"""Paths of files as people tell them apart, on whatever system they were written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

# Of several that work together (simplecache::s3://), the last one counts.
_URL = r"(?:[A-Za-z][A-Za-z0-9+.-]*::)*[A-Za-z][A-Za-z0-9+.-]+://"
# Who logs in stands before the host. A password may hold a "/" or the like: what comes before that is then no port.
_USER = r"(?<=://)(?:[^/?#]*@|(?!\[)[^/?#:]*:(?!\d*(?:[/?#]|$))[^@]*@)"
_VALUE = r"([?&;#](?!(?i:versionId|part|partNumber)=)[^=&;#/]*=)[^&;#]*"


def is_url(path: str) -> bool:
    """Whether the path is a URL. A Windows path with its one letter is none."""
    return "://" in path and re.match(_URL, path) is not None


def shown_path(path: object) -> str:
    """The path as text: names that Windows wrote in GB18030 as they were meant, of a URL nothing that is secret."""
    text = str(path)
    if is_url(text):
        text = re.sub(_VALUE, r"\1***", re.sub(_USER, "***@", text))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "/".join(map(_readable, text.split("/")))
    return text


def _readable(name: str) -> str:
    """A name whose bytes are not UTF-8, which Python keeps as halves of surrogate pairs."""
    try:
        return os.fsencode(name).decode("gb18030")
    except UnicodeError:
        # As bytes, so that two such names are not shown as one.
        return re.sub("[\ud800-\udfff]", lambda one: f"\\x{ord(one[0]) & 0xFF:02x}", name)


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
