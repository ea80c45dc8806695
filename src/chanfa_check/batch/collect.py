"""Which submissions a path means: a file, everything below a folder, everything in a .zip archive as mail brings it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from os import PathLike
from pathlib import Path

from msgspec import Struct

from chanfa_check.batch import archive
from chanfa_check.batch.source import Source
from chanfa_check.model import Problem
from chanfa_check.paths import is_url, shown_path
from chanfa_check.submission.workbook import CannotRead
from chanfa_check.submission.workbook.opening import unopened

# What cannot be read is taken in nevertheless where it may be a department's report, so that its sender is told.
ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".rar", ".7z"})
_FILE_URL = r"(?i)(?:file|local)://(?:localhost(?=/))?(?:/(?=[A-Za-z]:))?"


class Collected(Struct, frozen=True):
    """What to check, in order; and the names of the other files that were passed over.

    `whole` tells that a folder, an archive or several files were meant, and not one department's single file.
    """

    sources: tuple[Source, ...]
    passed_over: tuple[str, ...] = ()
    whole: bool = True


class _Entry(Struct, frozen=True):
    """What a folder holds. `plain` is a file that is no link; `problem` is of a folder that cannot be looked into."""

    path: str
    folder: bool = False
    plain: bool = True
    problem: Problem | None = None


def collect(paths: Sequence[str | PathLike[str]]) -> Collected:
    """What the paths and URLs mean, folders and archives by name. A file named twice is taken once."""
    given = [_spelt(path) for path in paths]
    passed_over: list[str] = []
    sources: list[Source] = []
    once = len(given) == 1
    for path in given:
        if is_url(path):
            sources += _remote(path, passed_over)
        elif not os.path.isdir(path):  # noqa: PTH112  (never raises, as Path's own does)
            sources += _inside(path, passed_over)
        else:
            for entry in _below(path):
                once = once and entry.plain
                sources += _entered(entry, passed_over)
    order = tuple(sources if once else _distinct(sources))
    return Collected(order, tuple(dict.fromkeys(passed_over)), not (len(given) == 1 and order == (Source(given[0]),)))


def is_submission(name: str) -> bool:
    """Whether a file of this name may be a submission: not the lock files that Excel and WPS leave beside one."""
    return _ending(name) in ENDINGS


def _archived(name: str) -> bool:
    return _ending(name) == ".zip"


def _ending(path: str) -> str:
    """The file's ending in small letters; "" of a hidden or locking file."""
    # Of as many files as there are: a Path takes its time.
    name = os.path.basename(path)  # noqa: PTH119
    stem, dot, end = name.rpartition(".")
    return f".{end.lower()}" if stem and dot and not name.startswith(("~$", ".")) else ""


def _spelt(path: str | PathLike[str]) -> str:
    """The path as it is shown; of a URL of this machine's own files, the path."""
    text = os.fspath(path)
    own = re.match(_FILE_URL, text) if "://" in text else None
    if own:
        from urllib.parse import unquote

        text = text[own.end() :]
        text = text if os.path.lexists(text) else unquote(text)
    return text if is_url(text) else str(Path(text))


def _below(top: str) -> Iterator[_Entry]:
    """Everything below a folder that is no folder itself, in order by name; no link to a folder is followed."""
    # No recursion: folders may be as deep as the system lets them.
    open_folders = [_entries(top)]
    while open_folders:
        entry = next(open_folders[-1], None)
        if entry is None:
            open_folders.pop()
        elif entry.folder:
            open_folders.append(_entries(entry.path))
        else:
            yield entry


def _entries(folder: str) -> Iterator[_Entry]:
    names: list[str] = []
    folders: set[str] = set()
    others: set[str] = set()
    try:
        with os.scandir(folder) as found:
            for one in found:
                names.append(one.name)
                if one.is_dir(follow_symlinks=False):
                    folders.add(one.name)
                elif not one.is_file(follow_symlinks=False):
                    others.add(one.name)
    except OSError as error:
        why = unopened(folder, error)
        said = why.message.replace("文件“", "文件夹“").replace("如正在 Excel 或 WPS 中打开，请先关闭；否则请", "请")
        yield _Entry(folder, problem=Problem(why.code, said))
        return
    names.sort(key=os.path.normcase)
    for name in names:
        yield _Entry(os.path.join(folder, name), name in folders, name not in others)  # noqa: PTH118  (of text)


def _entered(entry: _Entry, passed_over: list[str]) -> Iterator[Source]:
    """What there is to check of an entry. Of links that lead nowhere, and of pipes, reading them says what they are."""
    if entry.problem:
        yield Source(entry.path, problem=entry.problem)
    elif not entry.plain and os.path.isdir(entry.path):  # noqa: PTH112
        passed_over.append(shown_path(entry.path))
    elif _archived(entry.path) or is_submission(entry.path):
        yield from _inside(entry.path, passed_over)
    else:
        passed_over.append(shown_path(entry.path))


def _remote(url: str, passed_over: list[str]) -> Iterator[Source]:
    """What a URL means. What is named as a submission is one: nobody is asked whether it is a folder."""
    from chanfa_check.batch.remote import files_below

    if is_submission(url) or _archived(url):
        yield from _inside(url, passed_over)
        return
    try:
        below = files_below(url)
    except CannotRead as error:
        yield Source(url, problem=Problem(error.code, error.message))
        return
    if below is None:
        yield Source(url)
    for file in below or ():
        yield from _entered(_Entry(file, plain=True), passed_over)


def _inside(path: str, passed_over: list[str]) -> Iterator[Source]:
    """A file itself; of an archive, what is in it. A workbook is a zip file as well, and may be named as one."""
    members = archive.members(path) if _archived(path) else None
    if members is None:
        yield Source(path)
    elif isinstance(members, Problem):
        yield Source(path, problem=members)
    else:
        for member in members:
            name = archive.readable(member)
            if name.lower().endswith(".zip"):
                said = "压缩包里还有压缩包，没有打开。请先解压外层的压缩包，再检查解压出来的文件夹。"
                yield Source(path, member, Problem("archive-damaged", said))
            elif is_submission(name):
                yield Source(path, member)
            else:
                passed_over.append(f"{shown_path(path)}/{name}")


def _distinct(sources: Sequence[Source]) -> Iterator[Source]:
    """Each once: however a file is spelt, it is one; the first spelling is shown."""
    seen: set[tuple[str, str]] = set()
    folder = lru_cache(maxsize=None)(os.path.realpath)
    for one in sources:
        key = (one.path if is_url(one.path) else _real(one.path, folder), one.member)
        if key not in seen:
            seen.add(key)
            yield one


def _real(path: str, folder: Callable[[str], str]) -> str:
    """The path without links; `folder` gives that of a folder, which is looked up once for all its files."""
    # Unlike those of Path, these let be what must not be looked at, and a link that leads back to itself.
    if os.path.islink(path):  # noqa: PTH114
        return os.path.normcase(os.path.realpath(path))
    file = Path(path)
    return os.path.normcase(f"{folder(str(file.parent))}/{file.name}")
