"""What several commands take: a matrix by id or file, a date, a department."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from chanfa_check.cli.console import EXIT_UNCHECKED, EXIT_USAGE, give_up, reason
from chanfa_check.model import Matrix

if TYPE_CHECKING:
    from chanfa_check.ledger import Ledger
    from chanfa_check.matrix.flaws import MatrixError


def as_of_date(text: str) -> dt.date:
    """The date that `--as-of` names; ends the run where it names none."""
    from chanfa_check.period import parse_as_of

    day = parse_as_of(text)
    if day is None:
        return give_up(f"--as-of “{text}”不是日期。请写成 2020-06 或 2020-06-30。", EXIT_USAGE)
    return day


def matrix_named(name: str) -> Matrix:
    """The matrix of this id or in this file; ends the run where there is none, or it cannot be loaded."""
    return loaded(matrix_file(name))


def matrix_file(name: str) -> Path:
    """The file that this id or path means; ends the run where there is none."""
    from chanfa_check.matrix import library

    path = library.locate(name)
    if path is None:
        _refuse_what_is_no_file(name)
        from chanfa_check.nearest import nearest

        known = library.known()
        close = nearest(name, known)
        hint = f"是否想写 {close}？" if close else ""
        give_up(f"没有“{name}”这份任务责任分工表，也没有这个文件。{hint}现有：{'、'.join(known)}。", EXIT_USAGE)
    return path


def _refuse_what_is_no_file(name: str) -> None:
    """Ends the run where there is something of this name, but no file; as it is found, it is not opened."""
    from chanfa_check.files import NotAFile, open_file

    try:
        open_file(name).close()
    except NotAFile as error:
        what = "里面没有 matrix.yaml" if error.kind == "文件夹" else "没有打开。请先把内容存成文件，再指明那个文件"
        give_up(f"“{name}”是{error.kind}，不是任务责任分工表的文件，{what}。", EXIT_USAGE)
    except (OSError, ValueError):
        return


def matrices_meant(name: str | None) -> tuple[Matrix, ...]:
    """The matrix named, else all that come with the package and are not superseded."""
    from chanfa_check.batch.choose import heads
    from chanfa_check.matrix.flaws import MatrixError

    if name is not None:
        return (matrix_named(name),)
    try:
        return heads(None)
    except MatrixError as error:
        give_up(flawed(error), EXIT_UNCHECKED)


def only_matrix(name: str | None, fits: Callable[[Matrix], bool]) -> Matrix:
    """The matrix named, else the only one that fits what the command is about; ends the run where there are several."""
    meant = matrices_meant(name)
    fitting = meant if len(meant) == 1 else tuple(one for one in meant if fits(one))
    if len(fitting) != 1:
        listed = "、".join(one.id for one in fitting or meant)
        said = f"有几份任务责任分工表都对得上：{listed}" if fitting else f"现有的任务责任分工表没有一份对得上：{listed}"
        give_up(f"{said}。请用 --targets 指明。", EXIT_USAGE)
    return fitting[0]


def loaded(path: Path) -> Matrix:
    """The matrix in the file; ends the run with every flaw, each with file and line, where it cannot be used."""
    from chanfa_check.batch.choose import load
    from chanfa_check.matrix.flaws import MatrixError

    try:
        return load(path)
    except MatrixError as error:
        give_up(flawed(error), EXIT_UNCHECKED)
    except OSError as error:
        give_up(f"无法读取“{path}”：{reason(error)}。", EXIT_UNCHECKED)


@contextmanager
def opened_ledger(url: str, *, must_exist: bool = False) -> Iterator[Ledger]:
    """The ledger; ends the run where it cannot be opened, read or written."""
    from chanfa_check.ledger import LedgerError, open_ledger

    if must_exist and "://" not in url and not Path(url).is_file():
        give_up(f"没有“{url}”这份台账。检查报表时加 --ledger {url}，就会建立。", EXIT_USAGE)
    try:
        with open_ledger(url) as ledger:
            yield ledger
    except LedgerError as error:
        give_up(str(error), EXIT_UNCHECKED)


def flawed(error: MatrixError) -> tuple[str, ...]:
    """Every flaw of a matrix, each with file and line; a line each."""
    said = (f"{error.path}:{flaw.line}: {flaw.message}" for flaw in error.flaws)
    return (f"任务责任分工表有 {len(error.flaws)} 处错误，不能使用：", *said)


def full_department(name: str, matrix: Matrix) -> str:
    """The full name of the department that `--department` names; ends the run where the matrix knows none."""
    from chanfa_check.submission.identity import known_department

    full = known_department(name, matrix)
    below = [one for one in matrix.family() if one.id != matrix.id and known_department(name, one)]
    if full is None and below:
        give_up(f"{name}在下级的分工表 {below[0].id} 里，请用 --targets 指明那一份的编号或文件。", EXIT_USAGE)
    return full or _no_department(name, (matrix,))


def known_name(name: str, matrix: Matrix | None) -> str:
    """The name, where the matrix, one below it, or without one any that there is knows it; else ends the run."""
    from chanfa_check.submission.identity import known_department

    meant = (matrix,) if matrix else matrices_meant(None)
    among = tuple(one for head in meant for one in head.family())
    return name if any(known_department(name, one) for one in among) else _no_department(name, among)


def _no_department(name: str, matrices: tuple[Matrix, ...]) -> NoReturn:
    from chanfa_check.nearest import nearest

    names = [alias for one in matrices for full, dept in one.departments.items() for alias in (full, *dept.aliases)]
    close = nearest(name, names)
    hint = f"是否为“{close}”？" if close else f"现有：{'、'.join(matrices[0].departments)}。"
    give_up(f"任务责任分工表里没有“{name}”。{hint}", EXIT_USAGE)
