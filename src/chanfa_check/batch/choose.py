"""Which matrix a workbook is checked against: of the versions of one, that of its day; of several levels, its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from chanfa_check.batch.levels import Level, consistent, levels, mentioned, narrowed
from chanfa_check.matrix import library
from chanfa_check.matrix.cache import load_cached
from chanfa_check.model import Mark, Matrix, Problem
from chanfa_check.submission.identity import identify, known_department, read_mark
from chanfa_check.submission.layout import Table, find_tables
from chanfa_check.submission.workbook import Workbook
from chanfa_check.verdict.wording import show_day


class Wanted(Struct, frozen=True, kw_only=True):
    """What the user said: the matrix (its versions and its levels below are meant too), the department, the day.

    The department goes by any of its names, whose full one may differ from matrix to matrix.
    """

    matrix: Matrix | None = None
    department: str | None = None
    as_of: dt.date | None = None


@lru_cache(maxsize=16)
def load(path: Path) -> Matrix:
    """The matrix in a file, loaded once in a run. Raises as `chanfa_check.matrix.load.load_matrix` does."""
    return load_cached(path)


def heads(given: Matrix | None) -> tuple[Matrix, ...]:
    """The matrix that the user gave; else those that come with the package and are superseded by none of them."""
    if given is not None:
        return (given,)
    known = [load(path) for path in library.known().values()]
    superseded = {version.id for one in known for version in one.versions()[1:]}
    return tuple(one for one in known if one.id not in superseded)


def _tops(mark: Mark | None, given: Matrix | None) -> tuple[Matrix, ...]:
    """As `heads`, but only the matrix of the mark where none that comes with the package could be a revision of it."""
    path = library.known().get(mark.matrix) if mark and given is None else None
    return heads(given) if path is None or library.has_revisions() else (load(path),)


def named(id: str, given: Matrix | None) -> Matrix:
    """The matrix of this id, in any version and of any level, among those that a submission may be checked against."""
    return next(one for head in heads(given) for one in head.family() if one.id == id)


def choose(workbook: Workbook, path: str, wanted: Wanted) -> Matrix | Problem:
    """By the template's mark, else the one that knows the department and covers the day; `path` is the file's.

    Of several, the one of the level that path, title or header name. What cannot be told is a problem, never a guess.
    """
    mark = read_mark(workbook)
    tops = _tops(mark, wanted.matrix)
    line = _line(mark, tops) if mark else tops[0]
    if mark and line is None:
        return _unknown(mark, wanted.matrix)
    alone = mark is not None or (len(tops) == 1 and not any(one.children for one in tops[0].versions()))
    if line and alone and line.earlier is None:
        return line
    tables, name = find_tables(workbook), Path(path).stem
    # The months that a file states are the same by any matrix.
    day = wanted.as_of or _last_day(workbook, tables, name, tops[0])
    if line and alone:
        return _in_force(mark, line, day)
    found = levels(tops, day)
    fitting = list(_fitting(workbook, tables, name, found, wanted))
    covering = [one for one in fitting if day is None or one.matrix.covers(day)]
    places = mentioned(workbook, tables, path, found)
    if wanted.matrix and not fitting:
        # Whichever it is, it knows no such department, and reading says so.
        by_name = narrowed(found, places)
        return (by_name if len(by_name) == 1 else found)[0].matrix
    # The only one that knows the department says itself that the day lies outside its years.
    chosen = covering or (fitting if wanted.matrix or len(fitting) == 1 else [])
    if len(chosen) > 1:
        chosen = narrowed(chosen, places) or chosen
    if len(chosen) == 1:
        return chosen[0].matrix if consistent(chosen[0], places) else _elsewhere(chosen[0], places)
    return _unclear(chosen, found)


def fitting_name(name: str, wanted: Wanted, day: dt.date | None) -> Iterator[tuple[Matrix, str]]:
    """The matrices in force on the day that know the department in a file's name, each with its full name."""
    from chanfa_check.submission.department import find_department

    found = levels(heads(wanted.matrix), day)
    for one in found:
        department, _ = find_department(None, (), (), name, one.matrix)
        if wanted.department:
            department = known_department(wanted.department, one.matrix)
        if department and (len(found) == 1 or day is None or one.matrix.covers(day)):
            yield one.matrix, department


def _last_day(workbook: Workbook, tables: tuple[Table, ...], name: str, matrix: Matrix) -> dt.date | None:
    period = identify(workbook, tables, name, matrix).period
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


def _in_force(mark: Mark | None, line: Matrix, day: dt.date | None) -> Matrix | Problem:
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
    return Problem(
        "matrix-wrong",
        f"报表用的是任务责任分工表 {used.id} 的模板，{when}。请换用 {current.id} 的模板，把填报内容移过去再报送；"
        "报表的年月写错的，请改正。",
    )


def _fitting(
    workbook: Workbook, tables: tuple[Table, ...], name: str, among: Iterable[Level], wanted: Wanted
) -> Iterator[Level]:
    """Those that know the department."""
    for one in among:
        given = known_department(wanted.department, one.matrix) if wanted.department else None
        if given if wanted.department else identify(workbook, tables, name, one.matrix).department:
            yield one


def _elsewhere(one: Level, places: Sequence[str]) -> Problem:
    return Problem(
        "matrix-unclear",
        f"单位只在{one.names[-1]}的分工表 {one.matrix.id} 里，路径或表头写的却是{'、'.join(places)}。"
        f"请核对单位名称和存放的文件夹；或用 --targets 指明按哪一份检查。",
    )


def _unclear(chosen: Sequence[Level], among: Sequence[Level]) -> Problem:
    said = "有几份分工表都对得上" if chosen else "没有一份分工表同时有这个单位和这个时期"
    shown = [f"{one.names[-1]} {one.matrix.id}" if one.names else one.matrix.id for one in chosen or among]
    levelled = any(one.names for one in chosen)
    how = "请在文件名或表头写明单位的全称，或放进以下级名称命名的文件夹；也可以" if levelled else "请"
    return Problem("matrix-unclear", f"{said}（{'、'.join(shown)}）。{how}用 --targets 指明按哪一份检查。")
