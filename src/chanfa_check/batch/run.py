"""Checking files, one after the other, and adding up: counts, coverage, exit code."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from chanfa_check.batch.choose import choose
from chanfa_check.batch.collect import ENDINGS
from chanfa_check.check.check import check
from chanfa_check.model import Checked, Coverage, FailOn, Matrix, Period, Problem, Run, Status
from chanfa_check.nearest import nearest
from chanfa_check.period import show_period
from chanfa_check.submission.read import read_submission
from chanfa_check.submission.workbook import CannotRead, read_workbook

EXIT_OK, EXIT_SHORT, EXIT_UNCHECKED = 0, 1, 3


def check_file(
    path: Path, given: Matrix | None, *, department: str | None = None, as_of: dt.date | None = None
) -> Checked:
    """One file's findings. Whatever is wrong with the file is a problem. Raises MatrixError for a flawed matrix."""
    shown = _shown(path)
    try:
        workbook = read_workbook(path)
    except CannotRead as error:
        hint = _meant(path) if error.code == "file-missing" else ""
        return Checked(path=shown, problems=(Problem(error.code, error.message + hint),))
    name = Path(shown).stem
    matrix = choose(workbook, name, given)
    if isinstance(matrix, Problem):
        return Checked(path=shown, problems=(matrix,))
    submission = read_submission(workbook, shown, name, matrix, department=department, as_of=as_of)
    day = as_of or (submission.period.last if submission.period else None)
    findings = () if submission.problems or day is None else check(submission, matrix, day)
    return Checked(
        path=shown,
        department=submission.department,
        period=submission.period,
        as_of=day,
        filled=submission.filled,
        matrix=matrix,
        findings=findings,
        problems=submission.problems,
        notes=(*submission.notes, *_other_day(submission.period, as_of)),
    )


def check_files(
    files: Sequence[Path],
    given: Matrix | None,
    *,
    department: str | None = None,
    as_of: dt.date | None = None,
    fail_on: FailOn = FailOn.INVALID,
) -> Run:
    """All files as one run. Raises MatrixError for a matrix that cannot be loaded."""
    return conclude([check_file(path, given, department=department, as_of=as_of) for path in files], given, fail_on)


def conclude(submissions: Iterable[Checked], given: Matrix | None, fail_on: FailOn) -> Run:
    """Adds up what was checked. `given` is the matrix that the user named, which counts also where no file was read."""
    checked = tuple(submissions)
    matrices = {one.matrix.id: one.matrix for one in checked if one.matrix}
    if given:
        matrices[given.id] = given
    counts = Counter(finding.status for one in checked for finding in one.findings)
    days = {one.as_of for one in checked if one.as_of}
    problems = any(one.problems for one in checked) or not checked
    short = any(counts[status] for status in fail_on.statuses())
    return Run(
        matrix=next(iter(matrices.values())) if len(matrices) == 1 else None,
        as_of=days.pop() if len(days) == 1 else None,
        submissions=checked,
        counts={status: counts[status] for status in Status},
        coverage=_coverage(checked, matrices.values()),
        exit_code=EXIT_UNCHECKED if problems else EXIT_SHORT if short else EXIT_OK,
    )


def _other_day(period: Period | None, as_of: dt.date | None) -> tuple[str, ...]:
    """That the user's date is not the end of the report's own months, where it is not."""
    if period is None or as_of is None or period.last == as_of:
        return ()
    return (f"报表写的是{show_period(period)}，按 --as-of 判定到{as_of.year}年{as_of.month}月{as_of.day}日",)


def _shown(path: Path) -> str:
    """The path as text; bytes of another encoding in it, as archives from Windows leave them, become "?"."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def _meant(path: Path) -> str:
    """The file beside it that comes nearest to one that is not there, as a question."""
    if not path.parent.is_dir():
        return ""
    try:
        names = [item.name for item in path.parent.iterdir() if item.suffix.lower() in ENDINGS]
    except OSError:
        return ""
    close = nearest(path.name, names)
    return f"是否为“{close}”？" if close else ""


def _coverage(checked: Sequence[Checked], matrices: Iterable[Matrix]) -> Coverage:
    expected = tuple(dict.fromkeys(lead for matrix in matrices for lead in matrix.leads()))
    received = {one.department for one in checked if one.department}
    return Coverage(
        expected,
        tuple(name for name in expected if name in received),
        tuple(name for name in expected if name not in received),
    )
