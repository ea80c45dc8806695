"""Readers that do not survive some files. A worker is told by name what to read with, so they need a module."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from chanfa_check.batch import one
from chanfa_check.batch.one import Order, check_one
from chanfa_check.batch.source import Source
from chanfa_check.matrix.flaws import Flaw, MatrixError
from chanfa_check.model import Checked, Problem
from chanfa_check.submission.workbook import Workbook, parse_workbook


class PanicException(BaseException):
    """As readers written in Rust raise it."""


def _panic() -> None:
    raise PanicException("index out of bounds")


def _hog(piece: int) -> None:
    held = []
    while True:
        held.append(bytearray(piece))


def _spin() -> None:
    while True:
        pass


def _hold() -> None:
    # The interpreter stays locked while this waits, so that nothing written in Python can end it.
    ctypes.PyDLL(None).sleep(3600)


def _chatter() -> None:
    print("a library's debugging")
    os.write(1, b"\x80\x05and more of it")


KINDS: dict[str, Callable[[], object]] = {
    "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "aborted": os.abort,
    "gone": lambda: os._exit(0),
    "gone-1": lambda: os._exit(1),
    "quit": lambda: sys.exit(5),
    "panic": _panic,
    "hog": partial(_hog, 10_000_000),
    "nibbler": partial(_hog, 1000),
    "hog-at-once": partial(_hog, 1 << 45),
    "asleep": lambda: time.sleep(3600),
    "spinning": _spin,
    "holding": _hold,
    "chatter": _chatter,
    "deaf": lambda: os.close(0),
    "slow": lambda: time.sleep(0.1),
}


def check(source: Source, order: Order) -> Checked:
    """As check_one, but reading a file whose name ends in one of the kinds does that first."""
    kind = Path(source.shown).stem.partition(" ")[2]

    def read(data: bytes) -> Workbook:
        if kind:
            KINDS[kind]()
        return parse_workbook(data)

    one.parse_workbook = read  # type: ignore[attr-defined]
    return check_one(source, order)


def worn(source: Source, order: Order) -> Checked:
    """A reader that is no good for a second file in the same process."""
    global _times  # noqa: PLW0603  (what wears a process out is what it keeps)
    _times += 1
    return check_one(source, order) if _times == 1 else os._exit(3)


_times = 0


def surroundings(source: Source, _: Order) -> Checked:
    """What a worker has: the files that are open in it, and its place among processes, as problems."""
    opened = []
    for link in Path("/proc/self/fd").iterdir():
        # The folder that is listed is open, too, but not for long.
        with suppress(FileNotFoundError):
            opened.append(str(link.readlink()).partition(":[")[0])
    told = (" ".join(sorted(opened)), os.getpgid(0) == os.getpid(), "" in sys.path)
    return Checked(path=source.shown, problems=tuple(Problem("check-failed", str(one)) for one in told))


def flawed(source: Source, _: Order) -> Checked:
    """As where the matrix cannot be used."""
    raise MatrixError(Path(source.path), [Flaw(3, "缺少字段")])
