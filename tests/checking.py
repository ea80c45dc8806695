"""Checking files in tests: one, or several as a run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from chanfa_check.batch.collect import Collected
from chanfa_check.batch.one import Order, check_one
from chanfa_check.batch.run import check_submissions
from chanfa_check.batch.source import Source
from chanfa_check.model import Checked, FailOn, Matrix, Run


def check_file(path: Path, matrix: Matrix | None = None, *, as_of: dt.date | None = None) -> Checked:
    """One file's findings."""
    return check_one(Source(str(path)), Order(matrix=matrix, as_of=as_of))


def check_files(files: Sequence[Path], matrix: Matrix | None = None, *, fail_on: FailOn = FailOn.INVALID) -> Run:
    """The files as one run."""
    collected = Collected(tuple(Source(str(file)) for file in files), whole=len(files) > 1)
    return check_submissions(collected, Order(matrix=matrix), fail_on=fail_on)
