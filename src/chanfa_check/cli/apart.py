"""No result takes the place of what a run reads, nor of another of its results, wherever either is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from chanfa_check import files
from chanfa_check.cli.console import EXIT_USAGE, give_up
from chanfa_check.files import NotAFile, identity
from chanfa_check.model import LinkedMatrix, Matrix
from chanfa_check.paths import is_url, shown_path

MATRIX = "要用的任务责任分工表"


def refuse_pipe(output: Path) -> None:
    """Ends the run where a result would be written into a pipe or a socket, which may wait for a reader for ever."""
    try:
        files.refuse_pipe(output)
    except NotAFile as error:
        give_up(f"“{shown_path(output)}”是{error.kind}，不能写成结果。请换一个文件名。", EXIT_USAGE)


def keep_apart(written: Iterable[tuple[Path, str]], read: Iterable[tuple[str | Path, str]]) -> None:
    """Ends the run where something to be written is something that is read, or another to be written.

    `written` comes with what the file is to be used as, `read` with what it is, in Chinese. Of `read`, no more is held
    than one at a time.
    """
    places: dict[object, tuple[Path, str]] = {}
    for path, use in written:
        _, other = places.setdefault(identity(path), (path, use))
        if other is not use:
            give_up(f"“{shown_path(path)}”不能既{other}，又{use}。请换一个文件名。", EXIT_USAGE)
    if not places:
        return
    for source, what in read:
        if not is_url(str(source)) and (found := places.get(identity(source))):
            path, use = found
            give_up(f"“{shown_path(path)}”是{what}，不能{use}。请换一个文件名。", EXIT_USAGE)


def matrices_read(path: Path | None = None, matrix: Matrix | None = None) -> Iterator[tuple[Path, str]]:
    """The files of all matrices that may be read: those that come with the package, the named one and what it names."""
    from chanfa_check.matrix import library

    for file in (*library.known().values(), *(_links(path, matrix) if path and matrix else ())):
        yield file, MATRIX


def _links(path: Path, matrix: Matrix) -> Iterator[Path]:
    """The file of a matrix, and those of all that it names."""
    from chanfa_check.matrix.library import content_of
    from chanfa_check.matrix.links import located
    from chanfa_check.matrix.supplement import is_supplement

    yield path
    content = content_of(path)
    if is_supplement(content):
        base = re.search(rb"(?m)^(?:\xef\xbb\xbf)?base:[ \t]+[\"']?(.*?)[\"']?[ \t\r]*(?:#.*)?$", content)
        found = located(base[1].decode("utf-8", "replace"), path) if base else None
        if found:
            yield from _links(found, matrix)
    if isinstance(matrix, LinkedMatrix):
        children = matrix.rollup.children if matrix.rollup else {}
        named = [(matrix.supersedes, matrix.earlier), *((name, matrix.children[key]) for key, name in children.items())]
        for name, one in named:
            file = located(name, path) if name and one else None
            if file and one:
                yield from _links(file, one)
