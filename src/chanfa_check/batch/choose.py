"""Which matrix a workbook is checked against."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from chanfa_check.matrix import library
from chanfa_check.matrix.cache import load_cached
from chanfa_check.model import Matrix, Problem
from chanfa_check.submission.identity import identify, read_mark
from chanfa_check.submission.layout import find_tables
from chanfa_check.submission.workbook import Workbook


@lru_cache(maxsize=16)
def load(path: Path) -> Matrix:
    """The matrix in a file, loaded once in a run. Raises as `chanfa_check.matrix.load.load_matrix` does."""
    return load_cached(path)


def choose(workbook: Workbook, name: str, given: Matrix | None) -> Matrix | Problem:
    """The matrix that the user gave, else the one that the template's mark names, else the only one that fits."""
    mark = read_mark(workbook)
    if given is not None:
        if mark and mark.matrix != given.id:
            return Problem(
                "matrix-wrong",
                f"报表用的是任务责任分工表 {mark.matrix} 的模板，这次检查用的是 {given.id}。"
                f"请换用对应的模板，或改用 --targets {mark.matrix}。",
            )
        return given
    known = library.known()
    if mark:
        if mark.matrix in known:
            return load(known[mark.matrix])
        return Problem(
            "matrix-wrong",
            f"报表用的是任务责任分工表 {mark.matrix} 的模板，这里没有这份分工表（有：{'、'.join(known)}）。"
            "请用 --targets 指明分工表的文件。",
        )
    matrices = [load(path) for path in known.values()]
    fitting = matrices if len(matrices) == 1 else list(_fitting(workbook, name, matrices))
    if len(fitting) == 1:
        return fitting[0]
    said = "有几份分工表都对得上" if fitting else "没有一份分工表同时有这个单位和这个时期"
    listed = "、".join(matrix.id for matrix in fitting or matrices)
    return Problem("matrix-unclear", f"{said}（{listed}）。请用 --targets 指明按哪一份检查。")


def _fitting(workbook: Workbook, name: str, matrices: Iterable[Matrix]) -> Iterable[Matrix]:
    tables = find_tables(workbook)
    for matrix in matrices:
        identity = identify(workbook, tables, name, matrix)
        if identity.department and identity.period and matrix.covers(identity.period.last):
            yield matrix
