"""What a matrix file names: the matrix that it supersedes, and those of the level below. Read with it, and held to it.

A matrix may be revised in mid-term: `from: 2022-07` and `supersedes: old.yaml`. Up to the day before, the old one holds
with its numbers, and what that one supersedes, before its own day. The two have different ids, by which templates, the
ledger and the outputs tell them apart.

`rollup: {children: {北仑区: beilun.yaml}, indicators: [{id: 2.1a, how: sum}]}` makes an indicator of the children's.
Each child is a matrix of its own, which may have children too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import asdict, replace

from chanfa_check.matrix import library
from chanfa_check.matrix.flaws import Misfit, Where
from chanfa_check.matrix.rollup import misfits as of_rollup
from chanfa_check.model import LinkedMatrix, Matrix
from chanfa_check.period import month_end

_DAY = re.compile(r"((?:19|20|21)\d\d)(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def first_day(text: str) -> dt.date | None:
    """The first day of the year (2022), the month (2022-07), or the day itself (2022-07-15); None of anything else."""
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    if not 1 <= month <= 12 or not 1 <= day <= month_end(year, month).day:
        return None
    return dt.date(year, month, day)


def located(name: str, path: Path) -> Path | None:
    """The file that the matrix at `path` names: of one that comes with the package, or beside it."""
    return library.locate(name if name in library.known() else str(path.resolve().parent / name))


def linked(matrix: Matrix, path: Path, above: tuple[Path, ...]) -> tuple[Matrix, list[Misfit]]:
    """The matrix of the file at `path` with what it names, and what is wrong with that.

    `above` are the files that are being read and led to this one. Raises MatrixError for a flaw in a file that is
    named.
    """
    misfits: list[Misfit] = []
    here = (*above, path.resolve())
    if matrix.supersedes and matrix.earlier is None:
        earlier = _named(matrix.supersedes, ("supersedes",), path, here, misfits)
        begins = first_day(matrix.from_)
        if earlier and begins:
            misfits += _out_of_order(matrix, begins, earlier)
            replaced = _with(earlier, until=begins, successor=matrix.id)
            matrix = _with(matrix, begins=begins, earlier=replaced)
    if matrix.rollup and not matrix.children:
        found = {
            name: _named(child, ("rollup", "children", name), path, here, misfits)
            for name, child in matrix.rollup.children.items()
        }
        children = {name: child for name, child in found.items() if child}
        if len(children) == len(found):
            misfits += of_rollup(matrix, matrix.rollup, children)
        matrix = _with(matrix, children=children)
    return matrix, misfits


def _named(name: str, where: Where, path: Path, here: tuple[Path, ...], misfits: list[Misfit]) -> Matrix | None:
    from chanfa_check.matrix.cache import load_cached

    found = located(name, path)
    key = str(where[-1])
    if found is None:
        misfits.append((where, f"{key}：没有“{name}”这份分工表，旁边也没有这个文件"))
        return None
    if found.resolve() in here:
        round_ = " → ".join(one.name for one in (*here[here.index(found.resolve()) :], found))
        misfits.append((where, f"{key}：“{name}”又引回到自己（{round_}），请删去其中一处"))
        return None
    try:
        return load_cached(found, here)
    except OSError as error:
        misfits.append((where, f"{key}：“{name}”读不了（{error.strerror}）"))
        return None


def _out_of_order(matrix: Matrix, begins: dt.date, earlier: Matrix) -> Iterator[Misfit]:
    if matrix.id in {one.id for one in earlier.versions()}:
        said = f"被修订的分工表编号也是 {matrix.id}；模板、台账按编号认表，请给修订后的另起一个编号"
        yield ("supersedes",), f"supersedes：{said}"
    if earlier.begins and begins <= earlier.begins:
        yield ("from",), f"from：{earlier.id} 自己从 {earlier.begins} 起执行，修订后的应更晚"
    elif begins <= dt.date(earlier.years[0], 1, 1):
        yield ("from",), f"from：{earlier.id} 从 {earlier.years[0]} 年开始，修订后的应晚于 {earlier.years[0]}-01-01"


def _with(matrix: Matrix, **fields: Any) -> LinkedMatrix:
    if isinstance(matrix, LinkedMatrix):
        return replace(matrix, **fields)
    return LinkedMatrix(**asdict(matrix), **fields)
