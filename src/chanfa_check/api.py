"""What other programs may rely on; `from chanfa_check import check, load_matrix, Run` gives the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from os import PathLike

from chanfa_check.batch.choose import heads, load
from chanfa_check.batch.collect import collect
from chanfa_check.batch.engines import Engine
from chanfa_check.batch.engines.local import local
from chanfa_check.batch.one import Order
from chanfa_check.batch.run import check_submissions
from chanfa_check.matrix import library
from chanfa_check.model import FailOn, Matrix, Run
from chanfa_check.submission.identity import known_department

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


def check(  # noqa: PLR0913  (all but the first go by name)
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    matrix: Matrix | None = None,
    department: str | None = None,
    as_of: dt.date | None = None,
    fail_on: FailOn | str = FailOn.INVALID,
    jobs: int = 1,
    engine: Engine | None = None,
    ledger: str | PathLike[str] | None = None,
) -> Run:
    """Checks files, folders and archives, by path or URL, and adds them up.

    `matrix` None: each submission by the template's mark, or by the only matrix that fits. `department` (of a single
    submission, by any of its names) and `as_of` outrank what the submission says. `jobs` is how many processes of this
    machine to use; an `engine` takes their place, as `chanfa_check.batch.engines.cluster.dask(address)`, and the run is
    the same. `ledger` is a file or a database URL. What is wrong with a submission is a problem of its own in the run.
    Raises ValueError for a department that no matrix knows or that is given for several submissions, and for `jobs`
    beside an `engine`; MatrixError, `chanfa_check.ledger.LedgerError`, and what the engine raises.
    """
    listed = [paths] if isinstance(paths, str | PathLike) else list(paths)
    collected = collect(listed)
    if department is not None and len(collected.sources) > 1:
        raise ValueError("a department can be given for a single submission only")
    if jobs < 1:
        raise ValueError("jobs must be at least 1")
    if engine is not None and jobs != 1:
        raise ValueError("an engine has processes of its own: jobs cannot be given beside it")
    order = Order(
        matrix=matrix,
        department=None if department is None else _known(department, matrix),
        as_of=as_of.date() if isinstance(as_of, dt.datetime) else as_of,
    )
    checking = engine or local(jobs)
    if ledger is None:
        return check_submissions(collected, order, fail_on=FailOn(fail_on), engine=checking)
    from chanfa_check.ledger import open_ledger

    with open_ledger(str(ledger)) as opened:
        return check_submissions(collected, order, fail_on=FailOn(fail_on), engine=checking, ledger=opened)


def _known(department: str, matrix: Matrix | None) -> str:
    if any(known_department(department, one) for head in heads(matrix) for one in head.family()):
        return department
    raise ValueError(f"no matrix knows the department {department!r}")
