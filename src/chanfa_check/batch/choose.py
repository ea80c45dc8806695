"""Which matrix a workbook is checked against: of the versions of one, that of its day; of several levels, its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from chanfa_check.batch.levels import Level, Sender, consistent, levels, mentioned, narrowed, placed
from chanfa_check.batch.unclear import elsewhere, nobody, other_place, unclear
from chanfa_check.matrix import library
from chanfa_check.matrix.cache import load_cached
from chanfa_check.model import Mark, Matrix, Problem
from chanfa_check.submission.contents import Contents
from chanfa_check.submission.department import closest
from chanfa_check.submission.identity import known_department, reported_period, sender
from chanfa_check.submission.read import read_submission
from chanfa_check.verdict.wording import show_day


class Wanted(Struct, frozen=True, kw_only=True):
    """What the user said: the matrix (its versions and its levels below are meant too), the department, the day.

    The department goes by any of its names, whose full one may differ from matrix to matrix.
    """

    matrix: Matrix | None = None
    department: str | None = None
    as_of: dt.date | None = None


def load(path: Path) -> Matrix:
    """The matrix in a file, loaded once for as long as the file stays as it is.

    Raises as `chanfa_check.matrix.load.load_matrix` does.
    """
    found = path.stat()
    return _load(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=16)
def _load(path: Path, changed: int, size: int) -> Matrix:
    del changed, size
    return load_cached(path)


@lru_cache(maxsize=16)
def has_revisions(paths: tuple[Path, ...]) -> bool:
    """Whether one of the files supersedes another matrix, by a look at their texts; looked at once in a run."""
    return any(b"\nsupersedes:" in path.read_bytes() for path in paths)


def heads(given: Matrix | None) -> tuple[Matrix, ...]:
    """The matrix that the user gave; else those that come with the package and are superseded by none of them."""
    if given is not None:
        return (given,)
    known = [load(path) for path in library.known().values()]
    superseded = {version.id for one in known for version in one.versions()[1:]}
    return tuple(one for one in known if one.id not in superseded)


def _tops(mark: Mark | None, given: Matrix | None) -> tuple[Matrix, ...]:
    """As `heads`, but only the matrix of the mark where none that comes with the package could be a revision of it."""
    known = library.known() if mark and given is None else {}
    path = known.get(mark.matrix) if mark else None
    return heads(given) if path is None or has_revisions(tuple(known.values())) else (load(path),)


def named(id: str, given: Matrix | None) -> Matrix:
    """The matrix of this id, in any version and of any level, among those that a submission may be checked against."""
    return next(one for head in heads(given) for one in head.family() if one.id == id)


def choose(contents: Contents, path: str, wanted: Wanted) -> Matrix | tuple[Problem, ...]:
    """By the template's mark, else the one that knows the department and covers the day; `path` is the file's.

    Of several, the one of the level, or of the place, that path, title or header name. What cannot be told is a
    problem, never a guess: first what the report itself leaves open, then which matrix it may be.
    """
    mark = contents.mark
    tops = _tops(mark, wanted.matrix)
    line = _line(mark, tops) if mark else tops[0]
    if mark and line is None:
        return (_unknown(mark, wanted.matrix),)
    alone = mark is not None or (len(tops) == 1 and not any(one.children for one in tops[0].versions()))
    if line and alone and line.earlier is None:
        return line
    name = Path(path).stem
    day = wanted.as_of or _last_day(contents, name)
    if line and alone:
        return _in_force(mark, line, day)
    return _of_several(contents, path, levels(tops, day), day, wanted)


def fitting_name(name: str, wanted: Wanted, day: dt.date | None) -> Iterator[tuple[Matrix, str]]:
    """The matrices in force on the day that know the department in a file's name, each with its full name."""
    from chanfa_check.submission.department import find_department

    found = levels(heads(wanted.matrix), day)
    for one in found:
        department = find_department(None, (), (), name, one.matrix).department
        if wanted.department:
            department = known_department(wanted.department, one.matrix)
        if department and (len(found) == 1 or day is None or one.matrix.covers(day)):
            yield one.matrix, department


def _last_day(contents: Contents, name: str) -> dt.date | None:
    period, _ = reported_period(contents, name)
    return period.last if period else None


def _line(mark: Mark, tops: Iterable[Matrix]) -> Matrix | None:
    """The newest version of the matrix of which the mark names one, of whatever level."""
    for head in tops:
        if mark.matrix in {one.id for one in head.versions()}:
            return head
        below = _line(mark, (child for version in head.versions() for child in version.children.values()))
        if below:
            return below
    return None


def _unknown(mark: Mark, given: Matrix | None) -> Problem:
    used = f"报表用的是任务责任分工表 {mark.matrix} 的模板"
    if given is not None:
        whose = f"{given.id} 和它的下级" if given.children else given.id
        said = f"这次检查用的是 {whose}。请换用对应的模板，或改用 --targets {mark.matrix}。"
    else:
        said = f"这里没有这份分工表（有：{'、'.join(library.known())}）。请用 --targets 指明分工表的文件。"
    return Problem("matrix-wrong", f"{used}，{said}")


def _in_force(mark: Mark | None, line: Matrix, day: dt.date | None) -> Matrix | tuple[Problem, ...]:
    """The version of the day, unless the template is that of another one."""
    current = line.at(day)
    used = next((one for one in line.versions() if mark and one.id == mark.matrix), current)
    if day is None or used.id == current.id:
        return used
    if used.until and day >= used.until:
        when = f"{show_day(used.until)}起已改用修订后的 {used.successor}，这一期要按 {current.id} 填报"
    else:
        begins = f"从{show_day(used.begins)}起" if used.begins else "以后"
        when = f"这份分工表{begins}才执行，这一期要按修订前的 {current.id} 填报"
    said = (
        f"报表用的是任务责任分工表 {used.id} 的模板，{when}。请换用 {current.id} 的模板，把填报内容移过去再报送；"
        "报表的年月写错的，请改正。"
    )
    return (Problem("matrix-wrong", said),)


def _of_several(
    contents: Contents,
    path: str,
    found: Sequence[Level],
    day: dt.date | None,
    wanted: Wanted,
) -> Matrix | tuple[Problem, ...]:
    """Of the matrices in force on the day, the one that the report belongs to."""
    senders = _senders(contents, Path(path).stem, found, wanted)
    fitting = [one for one in senders if one.department]
    chosen = _covering(fitting, day) or fitting
    contradiction = _contradiction(_covering(senders, day), chosen) or _contradiction(senders, chosen)
    if contradiction:
        return contradiction if wanted.matrix else _left_open(contents, path, contradiction, wanted)
    places = mentioned(contents, path, found)
    if not fitting:
        return _of_nobody(contents, path, senders, places, day, wanted)
    named = placed(contents, path, fitting)
    if len(chosen) > 1:
        by_name = narrowed([one.level for one in chosen], places)
        chosen = [one for one in chosen if one.level in by_name] or chosen
    if len(chosen) > 1:
        chosen = [one for one in chosen if one in named] or chosen
    if len(chosen) > 1:
        return _left_open(contents, path, chosen[0].level.matrix, wanted) or (unclear(chosen, day),)
    if not consistent(chosen[0].level, places):
        return (elsewhere(chosen[0].level, places),)
    return (other_place(chosen[0], named[0]),) if named and chosen[0] not in named else chosen[0].level.matrix


def _of_nobody(
    contents: Contents,
    path: str,
    senders: Sequence[Sender],
    places: Sequence[str],
    day: dt.date | None,
    wanted: Wanted,
) -> Matrix | tuple[Problem, ...]:
    """None of them knows the department: what the report lacks, by the one that comes nearest to what it says."""
    found = [one.level for one in senders]
    if wanted.matrix:
        # Whichever it is, it knows no such department, and reading says so.
        by_name = narrowed(found, places)
        return (by_name if len(by_name) == 1 else found)[0].matrix
    every = [one.matrix for one in found]
    if wanted.department:
        return (nobody(wanted.department, every),)
    near = [one.level.matrix for one in _covering(senders, day)] or every
    close = closest(contents.texts, near) or closest(contents.texts, every) or near[0]
    return _left_open(contents, path, close, wanted)


def _senders(contents: Contents, name: str, among: Iterable[Level], wanted: Wanted) -> list[Sender]:
    """Who sent it by each of the matrices; what the user says outranks what the file says."""
    if wanted.department:
        return [Sender(one, known_department(wanted.department, one.matrix)) for one in among]
    read = [(one, sender(contents, name, one.matrix)) for one in among]
    return [Sender(one, named.department, named.conflicting) for one, named in read]


def _covering(senders: Sequence[Sender], day: dt.date | None) -> list[Sender]:
    return [one for one in senders if day is None or one.level.matrix.covers(day)]


def _contradiction(senders: Sequence[Sender], fitting: Sequence[Sender]) -> Matrix | None:
    """The matrix by which the file names more than one sender, though another may know only one of them.

    Not one that knows no sender of those that fit: what it sees are others' names in a title.
    """
    for one in senders:
        matrix = one.level.matrix
        known = [matrix.department_of(fit.level.matrix, fit.department or "") for fit in fitting]
        if one.conflicting and (not known or not matrix.departments.keys().isdisjoint(known)):
            return matrix
    return None


def _left_open(contents: Contents, path: str, matrix: Matrix, wanted: Wanted) -> tuple[Problem, ...]:
    """What the report itself leaves open, as this matrix sees it: its table, its months, then its department."""
    department = known_department(wanted.department, matrix) if wanted.department else None
    read = read_submission(contents, path, Path(path).stem, matrix, department=department, as_of=wanted.as_of)
    told = [one for one in read.problems if one.code == "no-table" or one.code.startswith(("period-", "department-"))]
    return tuple(sorted(told, key=lambda one: one.code.startswith("department-")))
