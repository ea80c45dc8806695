"""Checking files, one after the other, and adding up: counts, coverage, exit code."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from chanfa_check.batch.choose import choose
from chanfa_check.batch.collect import ENDINGS
from chanfa_check.check.check import check
from chanfa_check.model import Checked, Coverage, FailOn, Matrix, Problem, Run, Status
from chanfa_check.nearest import nearest
from chanfa_check.submission.read import read_submission
from chanfa_check.submission.workbook import CannotRead, read_workbook

EXIT_OK, EXIT_SHORT, EXIT_UNCHECKED = 0, 1, 3


def check_file(
    path: Path, given: Matrix | None, *, department: str | None = None, as_of: dt.date | None = None
) -> tuple[Checked, Matrix | None]:
    """One file's findings, and the matrix that they were judged by. Whatever is wrong with the file is a problem."""
    try:
        workbook = read_workbook(path)
    except CannotRead as error:
        hint = _meant(path) if error.code == "file-missing" else ""
        return Checked(path=str(path), problems=(Problem(error.code, error.message + hint),)), None
    matrix = choose(workbook, path.stem, given)
    if isinstance(matrix, Problem):
        return Checked(path=str(path), problems=(matrix,)), None
    submission = read_submission(workbook, str(path), path.stem, matrix, department=department, as_of=as_of)
    day = as_of or (submission.period.last if submission.period else None)
    findings = () if submission.problems or day is None else check(submission, matrix, day)
    checked = Checked(
        path=str(path),
        department=submission.department,
        period=submission.period,
        as_of=day,
        findings=findings,
        problems=submission.problems,
    )
    return checked, matrix


def check_files(
    files: Sequence[Path],
    given: Matrix | None,
    *,
    department: str | None = None,
    as_of: dt.date | None = None,
    fail_on: FailOn = FailOn.INVALID,
) -> Run:
    """All files as one run. Raises MatrixError for a matrix that cannot be loaded."""
    results = [check_file(path, given, department=department, as_of=as_of) for path in files]
    matrices = {matrix.id: matrix for _, matrix in results if matrix is not None}
    matrix = given or (next(iter(matrices.values())) if len(matrices) == 1 else None)
    return conclude([checked for checked, _ in results], matrix, fail_on)


def conclude(submissions: Iterable[Checked], matrix: Matrix | None, fail_on: FailOn) -> Run:
    """Adds up what was checked."""
    checked = tuple(submissions)
    counts = Counter(finding.status for one in checked for finding in one.findings)
    days = {one.as_of for one in checked if one.as_of}
    problems = any(one.problems for one in checked) or not checked
    short = any(counts[status] for status in fail_on.statuses())
    return Run(
        matrix=matrix,
        as_of=days.pop() if len(days) == 1 else None,
        submissions=checked,
        counts={status: counts[status] for status in Status},
        coverage=_coverage(checked, matrix),
        exit_code=EXIT_UNCHECKED if problems else EXIT_SHORT if short else EXIT_OK,
    )


def _meant(path: Path) -> str:
    """The file beside it that comes nearest to one that is not there, as a question."""
    if not path.parent.is_dir():
        return ""
    close = nearest(path.name, [item.name for item in path.parent.iterdir() if item.suffix.lower() in ENDINGS])
    return f"是否为“{close}”？" if close else ""


def _coverage(checked: Sequence[Checked], matrix: Matrix | None) -> Coverage:
    if matrix is None:
        return Coverage()
    expected = matrix.leads()
    received = {one.department for one in checked if one.findings}
    return Coverage(
        expected,
        tuple(name for name in expected if name in received),
        tuple(name for name in expected if name not in received),
    )
