"""What a node of a cluster does with its share of the submissions."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from msgspec.structs import replace

from chanfa_check.batch import archive
from chanfa_check.batch.engines import ClusterError
from chanfa_check.batch.engines.chunk import without_matrix
from chanfa_check.batch.engines.limits import Limits
from chanfa_check.batch.engines.local import in_process
from chanfa_check.batch.engines.pool import in_workers
from chanfa_check.batch.one import Order
from chanfa_check.batch.source import Source
from chanfa_check.matrix import library
from chanfa_check.model import Checked
from chanfa_check.version import __version__

_READERS = ("msgspec", "python-dateutil", "PyYAML", "rapidfuzz", "xlrd")
"""The libraries on which it depends what is read from a workbook or a matrix."""


@lru_cache(maxsize=1)
def fingerprint() -> tuple[str, str]:
    """The version, and a digest of all that verdicts depend on: the program, the matrices that come with it, Python and
    the libraries that read. As it was when this process began: what has changed since is not in its memory either.
    """
    digest = hashlib.sha256()
    package = Path(__file__).parents[2]
    program = (path for path in package.rglob("*") if path.suffix in (".py", ".lark"))
    files = {path.relative_to(package).as_posix(): path for path in program} | library.known()
    for name, file in sorted(files.items()):
        data = file.read_bytes()
        digest.update(f"{name} {len(data)}\n".encode())
        digest.update(data)
    digest.update(repr((sys.version_info[:2], *map(version, _READERS))).encode())
    return __version__, digest.hexdigest()


def refuse_another(node: str, theirs: tuple[str, str], ours: tuple[str, str]) -> None:
    """Raises ClusterError where a node would judge by another program, or by other matrices."""
    if theirs == ours:
        return
    if theirs[0] != ours[0]:
        what = f"装的是 chanfa-check {theirs[0]}，这里是 {ours[0]}"
    else:
        what = f"装的也是 chanfa-check {ours[0]}，但程序、自带的任务责任分工表、Python 或所用的库与这里的不一样"
    remedy = "请在每个节点装上与这里相同的版本；已经相同的，请重新启动节点。"
    raise ClusterError(f"计算节点 {node} {what}，结论可能不同，没有检查。{remedy}")


def check_chunk(
    sources: Sequence[Source], order: Order, folder: str, ours: tuple[str, str], alone: bool
) -> list[Checked]:
    """The sources' findings, each `without_matrix`; `folder` is where relative paths start.

    What is not certain to be harmless is read in a process of its own; `alone` asks for that for every source. Raises
    ClusterError on a node that joined late and is not the same, and MatrixError.
    """
    refuse_another(_address(), fingerprint(), ours)
    archive.forget()
    placed = [replace(source, base=folder) for source in sources]
    found = in_workers(placed, order, 1, Limits()) if alone else in_process(placed, order)
    return list(map(without_matrix, found))


def _address() -> str:
    from distributed import get_worker

    return str(get_worker().address)
