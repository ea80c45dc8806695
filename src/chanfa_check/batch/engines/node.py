"""What a node of a cluster does with its share of the submissions."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path

from msgspec.structs import replace

from chanfa_check.batch.engines.chunk import without_matrix
from chanfa_check.batch.engines.limits import Limits
from chanfa_check.batch.engines.pool import in_workers
from chanfa_check.batch.one import Order, check_one, unread
from chanfa_check.batch.source import Source, load
from chanfa_check.matrix import library
from chanfa_check.model import Checked, Problem
from chanfa_check.paths import is_url, shown_path
from chanfa_check.submission.workbook import CannotRead
from chanfa_check.submission.workbook.preflight import certain
from chanfa_check.version import __version__


class ClusterError(Exception):
    """The cluster cannot be used: in Chinese, why, and what to do."""


@lru_cache(maxsize=1)
def fingerprint() -> tuple[str, str]:
    """The version, and a digest of the program and of the matrices that come with it: equal where all verdicts are."""
    digest = hashlib.sha256()
    package = Path(__file__).parents[2]
    for file in (*sorted(package.rglob("*.py")), *library.known().values()):
        data = file.read_bytes()
        digest.update(f"{file.name} {len(data)}\n".encode())
        digest.update(data)
    return __version__, digest.hexdigest()


def refuse_another(node: str, theirs: tuple[str, str], ours: tuple[str, str]) -> None:
    """Raises ClusterError where a node would judge by another program, or by other matrices."""
    if theirs == ours:
        return
    if theirs[0] != ours[0]:
        what = f"装的是 chanfa-check {theirs[0]}，这里是 {ours[0]}"
    else:
        what = f"装的也是 chanfa-check {ours[0]}，但程序或自带的任务责任分工表与这里的不一样"
    raise ClusterError(f"计算节点 {node} {what}，结论可能不同，没有检查。请在每个节点装上与这里相同的版本。")


def check_share(
    sources: Sequence[Source], order: Order, folder: str, ours: tuple[str, str], alone: bool
) -> list[Checked]:
    """The sources' findings, each `without_matrix`; `folder` is where relative paths start.

    What is not certain to be harmless is read in a process of its own; `alone` asks for that for every source. Raises
    ClusterError on a node that joined late and is not the same, and MatrixError.
    """
    refuse_another(_address(), fingerprint(), ours)
    check = partial(check_at, folder)
    return [without_matrix(one) for source in sources for one in _checked(source, order, check, folder, alone)]


def _checked(source: Source, order: Order, check: partial[Checked], folder: str, alone: bool) -> Iterator[Checked]:
    data = None if alone else _content(source, order, folder)
    if isinstance(data, Checked):
        yield data
    elif data is None or not certain(data):
        yield from in_workers((source,), order, 1, Limits(), check)
    else:
        yield check_one(source, order, data)


def check_at(folder: str, source: Source, order: Order) -> Checked:
    """As check_one, where relative paths start at `folder`."""
    data = _content(source, order, folder)
    return data if isinstance(data, Checked) else check_one(source, order, data)


def _content(source: Source, order: Order, folder: str) -> bytes | Checked:
    """The content, or what is to be said where there is none. Only the relative path is shown, as anywhere else."""
    if source.problem:
        return check_one(source, order)
    path = source.path if is_url(source.path) else os.path.join(folder, source.path)  # noqa: PTH118  (of text)
    try:
        return load(replace(source, path=path))
    except CannotRead as error:
        said = error.message.replace(shown_path(path), shown_path(source.path))
        return unread(source, order, Problem(error.code, said))


def _address() -> str:
    from distributed import get_worker

    return str(get_worker().address)
