"""One submission, from its bytes to its findings. Whatever is wrong with it is a problem of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias, TypeVar

from msgspec import Struct

from chanfa_check.batch.choose import Wanted, choose, fitting_name
from chanfa_check.batch.collect import is_submission
from chanfa_check.batch.crash import out_of_memory, panicked
from chanfa_check.batch.source import Source, load
from chanfa_check.matrix.flaws import MatrixError
from chanfa_check.model import Checked, Fault, Finding, Matrix, MonthDay, Period, Problem, Quantity
from chanfa_check.nearest import nearest
from chanfa_check.paths import is_url, shown_path
from chanfa_check.period import show_period
from chanfa_check.quantity.unit import convert
from chanfa_check.submission.contents import look_through
from chanfa_check.submission.identity import known_department
from chanfa_check.submission.read import read_submission
from chanfa_check.submission.when import find_period
from chanfa_check.submission.workbook import CannotRead, parse_workbook
from chanfa_check.verdict.check import check
from chanfa_check.verdict.wording import show_day

T = TypeVar("T")
LastYears: TypeAlias = Mapping[tuple[str, str, int], Mapping[str, Quantity]]
"""Last year's actual values by indicator; for each matrix, department and year that they are of."""


class Order(Struct, frozen=True, kw_only=True):
    """What the user said of all submissions: the matrix, the department and the date, where they are given.

    Of the matrix, the version that is in force on the day judges, and its levels below judge their own.
    `due_day` is the day of the month on which reports are due, whatever the matrix says. `hashed` asks for the files'
    SHA-256, whose library takes its time to load.
    """

    matrix: Matrix | None = None
    department: str | None = None
    as_of: dt.date | None = None
    due_day: MonthDay | None = None
    last_years: LastYears = {}
    hashed: bool = True


def check_one(source: Source, order: Order, data: bytes | None = None) -> Checked:
    """The submission's findings. Raises MatrixError for a flawed matrix, and nothing for a flawed submission.

    `data` is its content, where that is at hand already.
    """
    content = loaded(source, order) if data is None else data
    if isinstance(content, Checked):
        return content
    return _survived(source, order, lambda: _checked(source, order, content))


def loaded(source: Source, order: Order) -> bytes | Checked:
    """The submission's content; where it cannot be had, what there is to say instead."""
    if source.problem:
        return Checked(path=source.shown, problems=(source.problem,))
    return _survived(source, order, lambda: load(source))


def _survived(source: Source, order: Order, step: Callable[[], T]) -> T | Checked:
    """What the step comes to; else the submission with the problem that came up. Raises MatrixError."""
    try:
        return step()
    except CannotRead as error:
        hint = _meant(source.place) if error.code == "file-missing" else ""
        problem = Problem(error.code, error.message + hint)
    except (MatrixError, KeyboardInterrupt, SystemExit):
        raise
    except MemoryError:
        problem = out_of_memory()
    except Exception as error:
        # One file that meets a mistake of ours must not cost the others their verdicts.
        said = (
            f"检查时程序出错（{type(error).__name__}：{error}）。其余报表不受影响；请把这份报表和这段话发给维护人员。"
        )
        return Checked(path=source.shown, problems=(Problem("check-failed", said),))
    except BaseException as error:
        # As readers that are not written in Python end in.
        problem = panicked(error)
    # What was read until then takes its memory no longer.
    return unread(source, order, problem)


def _checked(source: Source, order: Order, data: bytes) -> Checked:
    contents = look_through(parse_workbook(data))
    shown, as_of = source.shown, order.as_of
    name = Path(shown).stem
    matrix = choose(contents, shown, _wanted(order))
    digest = _sha256(data) if order.hashed else ""
    if isinstance(matrix, tuple):
        return Checked(path=shown, sha256=digest, problems=matrix)
    given = known_department(order.department, matrix) if order.department else None
    if order.department and given is None:
        said = (
            f"报表按任务责任分工表 {matrix.id} 检查，这份分工表里没有“{order.department}”。"
            "请核对单位，或用 --targets 换一份。"
        )
        return Checked(path=shown, sha256=digest, matrix=matrix, problems=(Problem("department-unknown", said),))
    submission = read_submission(contents, shown, name, matrix, department=given, as_of=as_of)
    day = as_of or (submission.period.last if submission.period else None)
    findings: tuple[Finding, ...] = ()
    if not submission.problems and day is not None and submission.department:
        findings = check(submission, matrix, day, _last_year(order, matrix, submission.department, day.year - 1))
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
        notes=(*submission.notes, *_other_day(submission.period, as_of), *_revised(matrix), *_undecided(matrix)),
    )


def _wanted(order: Order) -> Wanted:
    return Wanted(matrix=order.matrix, department=order.department, as_of=order.as_of)


def _last_year(order: Order, matrix: Matrix, department: str, year: int) -> dict[str, Decimal]:
    """The values of that year, in the matrix's units; those of versions before it where the indicator was the same."""
    found: dict[str, Decimal] = {}
    known = matrix.indicators()
    for version in reversed(matrix.versions()):
        told = order.last_years.get((version.id, version.department_of(matrix, department), year), {})
        for indicator, quantity in told.items():
            amount = convert(quantity, known[indicator].unit) if indicator in known else None
            if amount is not None and not isinstance(amount, Fault):
                found[indicator] = amount
    return found


def unread(source: Source, order: Order, problem: Problem) -> Checked:
    """What cannot be read is still somebody's, where the file's name says whose."""
    name = Path(source.shown).stem
    period, _ = find_period(None, (), (), (), name)
    day = order.as_of or (period.last if period else None)
    found = list(fitting_name(name, _wanted(order), day))
    matrix, department = found[0] if len(found) == 1 else (None, None)
    return Checked(
        path=source.shown, department=department, period=period, as_of=day, matrix=matrix, problems=(problem,)
    )


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


def _other_day(period: Period | None, as_of: dt.date | None) -> tuple[str, ...]:
    """That the user's date is not the end of the report's own months, where it is not."""
    if period is None or as_of is None or period.last == as_of:
        return ()
    return (f"报表写的是{show_period(period)}，按 --as-of 判定到{as_of.year}年{as_of.month}月{as_of.day}日",)


def _undecided(matrix: Matrix) -> tuple[str, ...]:
    """That the matrix is a draft, where it is."""
    if not matrix.review:
        return ()
    return (f"任务责任分工表 {matrix.id} 还有 {len(matrix.review)} 处没有决定（review），结论只供试用",)


def _revised(matrix: Matrix) -> tuple[str, ...]:
    """That a later version is in force by now, where one is."""
    if matrix.until is None:
        return ()
    later = f"{show_day(matrix.until)}起执行修订后的 {matrix.successor}"
    return (f"按修订前的任务责任分工表 {matrix.id}（第 {matrix.version} 版）判定；{later}",)


def _meant(path: str) -> str:
    """The file beside it that comes nearest to one that is not there, as a question."""
    file = Path(path)
    try:
        # What a link that is there lacks is not beside it.
        names = [] if is_url(path) or file.is_symlink() else [item.name for item in file.parent.iterdir()]
    except (OSError, ValueError):
        return ""
    close = nearest(file.name, filter(is_submission, names))
    return f"是否为“{shown_path(close)}”？" if close else ""
