"""One submission, from its bytes to its findings. Whatever is wrong with it is a problem of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from chanfa_check.batch.archive import read_member
from chanfa_check.batch.choose import choose, load
from chanfa_check.batch.collect import ENDINGS, Source
from chanfa_check.matrix import library
from chanfa_check.matrix.flaws import MatrixError
from chanfa_check.model import Checked, Finding, Matrix, MonthDay, Period, Problem
from chanfa_check.nearest import nearest
from chanfa_check.period import show_period
from chanfa_check.submission.department import find_department
from chanfa_check.submission.read import read_submission
from chanfa_check.submission.when import find_period
from chanfa_check.submission.workbook import CannotRead, load_file, parse_workbook
from chanfa_check.verdict.check import check

LastYears: TypeAlias = Mapping[tuple[str, str, int], Mapping[str, Decimal]]
"""Last year's actual values by indicator; for each matrix, department and year that they are of."""


class Order(Struct, frozen=True, kw_only=True):
    """What the user said of all submissions: the matrix, the department and the date, where they are given.

    `due_day` is the day of the month on which reports are due, whatever the matrix says. `hashed` asks for the files'
    SHA-256, whose library takes its time to load.
    """

    matrix: Matrix | None = None
    department: str | None = None
    as_of: dt.date | None = None
    due_day: MonthDay | None = None
    last_years: LastYears = {}
    hashed: bool = True


def check_one(source: Source, order: Order) -> Checked:
    """The submission's findings. Raises MatrixError for a flawed matrix, and nothing for a flawed submission."""
    if source.problem:
        return Checked(path=source.shown, problems=(source.problem,))
    try:
        return _checked(source, order)
    except CannotRead as error:
        hint = _meant(source.path) if error.code == "file-missing" else ""
        return _unread(source, order, Problem(error.code, error.message + hint))
    except (MatrixError, MemoryError):
        raise
    except Exception as error:
        # One file that meets a mistake of ours must not cost the others their verdicts.
        said = (
            f"检查时程序出错（{type(error).__name__}：{error}）。其余报表不受影响；请把这份报表和这段话发给维护人员。"
        )
        return Checked(path=source.shown, problems=(Problem("check-failed", said),))


def _checked(source: Source, order: Order) -> Checked:
    data = read_member(source.path, source.member) if source.member else load_file(source.path)
    workbook = parse_workbook(data)
    shown, as_of = source.shown, order.as_of
    name = Path(shown).stem
    matrix = choose(workbook, name, order.matrix)
    digest = _sha256(data) if order.hashed else ""
    if isinstance(matrix, Problem):
        return Checked(path=shown, sha256=digest, problems=(matrix,))
    submission = read_submission(workbook, shown, name, matrix, department=order.department, as_of=as_of)
    day = as_of or (submission.period.last if submission.period else None)
    findings: tuple[Finding, ...] = ()
    if not submission.problems and day is not None and submission.department:
        findings = check(
            submission, matrix, day, order.last_years.get((matrix.id, submission.department, day.year - 1))
        )
    return Checked(
        path=shown,
        sha256=digest,
        department=submission.department,
        period=submission.period,
        as_of=day,
        filled=submission.filled,
        corrects=submission.corrects,
        matrix=matrix,
        observations=submission.observations,
        findings=findings,
        problems=submission.problems,
        notes=(*submission.notes, *_other_day(submission.period, as_of)),
    )


def _unread(source: Source, order: Order, problem: Problem) -> Checked:
    """What cannot be read is still somebody's, where the file's name says whose."""
    matrices = [order.matrix] if order.matrix else [load(path) for path in library.known().values()]
    if len(matrices) != 1:
        return Checked(path=source.shown, problems=(problem,))
    name = Path(source.shown).stem
    department = order.department or find_department(None, (), (), name, matrices[0])[0]
    period, _ = find_period(None, (), (), (), name)
    return Checked(
        path=source.shown,
        department=department,
        period=period,
        as_of=order.as_of or (period.last if period else None),
        matrix=matrices[0] if department else None,
        problems=(problem,),
    )


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


def _other_day(period: Period | None, as_of: dt.date | None) -> tuple[str, ...]:
    """That the user's date is not the end of the report's own months, where it is not."""
    if period is None or as_of is None or period.last == as_of:
        return ()
    return (f"报表写的是{show_period(period)}，按 --as-of 判定到{as_of.year}年{as_of.month}月{as_of.day}日",)


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
