"""What other programs may rely on; `from chanfa_check import check, load_matrix, Run` gives the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from chanfa_check.batch.choose import load
from chanfa_check.batch.collect import collect
from chanfa_check.batch.one import Order
from chanfa_check.batch.run import check_submissions
from chanfa_check.matrix import library
from chanfa_check.model import FailOn, Matrix, Run

__all__ = ["FailOn", "Matrix", "Run", "check", "load_matrix"]


def load_matrix(name: str | PathLike[str]) -> Matrix:
    """The matrix of this id that comes with the package, or in this file or folder.

    Raises FileNotFoundError where there is none, and `chanfa_check.matrix.flaws.MatrixError` with every flaw of one
    that cannot be used.
    """
    path = library.locate(str(name))
    if path is None:
        raise FileNotFoundError(f"no matrix {name!s}; there are: {', '.join(library.known())}")
    return load(path)


def check(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    matrix: Matrix | None = None,
    department: str | None = None,
    as_of: dt.date | None = None,
    fail_on: FailOn = FailOn.INVALID,
    jobs: int = 1,
    ledger: str | None = None,
) -> Run:
    """Checks files, folders and archives, and adds them up.

    `matrix` None: each submission by the template's mark, or by the only matrix that fits. `department` is a full
    name; it and `as_of` outrank what the submissions say. `ledger` is a file or a database URL. What is wrong with a
    submission is a problem of its own in the run. Raises MatrixError, and `chanfa_check.ledger.LedgerError`.
    """
    listed = [paths] if isinstance(paths, str | PathLike) else list(paths)
    collected = collect([Path(path) for path in listed])
    order = Order(matrix=matrix, department=department, as_of=as_of)
    if ledger is None:
        return check_submissions(collected, order, fail_on=fail_on, jobs=jobs)
    from chanfa_check.ledger import open_ledger

    with open_ledger(ledger) as opened:
        return check_submissions(collected, order, fail_on=fail_on, jobs=jobs, ledger=opened)
