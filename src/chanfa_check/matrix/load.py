"""Loading a matrix file: read strictly, then held against itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from chanfa_check.matrix.flaws import Flaw, MatrixError
from chanfa_check.matrix.strict import Reader
from chanfa_check.model import INHERITABLE, Counting, Indicator, Matrix, Target, Task


def load_matrix(path: Path) -> Matrix:
    """The matrix in the file. Raises MatrixError, or OSError where the file cannot be read."""
    return load_text(path.read_bytes(), path)


def load_text(content: bytes, path: Path) -> Matrix:
    """The matrix in the content of the file at `path`. Raises MatrixError."""
    reader = Reader()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise MatrixError(path, [Flaw(1, "文件不是 UTF-8 编码；请用文本编辑器另存为 UTF-8")]) from None
    matrix = reader.read(text, Matrix)
    if matrix is not None:
        for where, message in _contradictions(matrix):
            reader.flaw(where, message)
    if matrix is None or reader.flaws:
        raise MatrixError(path, sorted(reader.flaws, key=lambda flaw: flaw.line))
    return matrix


Where = tuple[str | int, ...]


def _contradictions(matrix: Matrix) -> Iterator[tuple[Where, str]]:
    if matrix.years[0] > matrix.years[1]:
        yield ("years",), "years 应先写起始年份，再写终止年份"
    if not matrix.tasks:
        yield ("tasks",), "tasks 没有任何任务"
    yield from _names(matrix)
    tasks: set[str] = set()
    indicators: set[str] = set()
    for index, task in enumerate(matrix.tasks):
        where: Where = ("tasks", index)
        if task.id in tasks:
            yield (*where, "id"), f"任务编号 {task.id} 重复"
        tasks.add(task.id)
        yield from _departments(matrix, task, where)
        if not task.indicators:
            yield (*where, "indicators"), f"任务 {task.id} 没有指标；常态化工作请写 rule: ongoing 的指标"
        for number, indicator in enumerate(task.indicators):
            here = (*where, "indicators", number)
            if indicator.id in indicators or indicator.id in tasks:
                yield (*here, "id"), f"指标编号 {indicator.id} 重复"
            indicators.add(indicator.id)
            yield from _indicator(matrix, task, indicator, here)


def _names(matrix: Matrix) -> Iterator[tuple[Where, str]]:
    owners: dict[str, str] = {}
    for name, department in matrix.departments.items():
        for alias in (name, *department.aliases):
            if owners.setdefault(alias, name) != name:
                yield ("departments", name), f"“{alias}”同时是 {owners[alias]} 和 {name} 的名称"
        for member in department.members:
            if member not in matrix.departments:
                yield ("departments", name), f"{name} 的成员“{member}”没有列入 departments"


def _departments(matrix: Matrix, task: Task, where: Where) -> Iterator[tuple[Where, str]]:
    if matrix.full_name(task.lead) is None:
        yield (*where, "lead"), f"任务 {task.id} 的牵头单位“{task.lead}”没有列入 departments"
    for index, partner in enumerate(task.partners):
        if matrix.full_name(partner) is None:
            yield (*where, "partners", index), f"任务 {task.id} 的配合单位“{partner}”没有列入 departments"
        if matrix.full_name(partner) == matrix.full_name(task.lead):
            yield (*where, "partners", index), f"任务 {task.id} 的“{partner}”既是牵头单位又是配合单位"
    for name in task.inherited:
        if name not in INHERITABLE:
            yield (*where, "inherited"), f"inherited 中的“{name}”不可用；可用：{'、'.join(INHERITABLE)}"


def _indicator(matrix: Matrix, task: Task, indicator: Indicator, where: Where) -> Iterator[tuple[Where, str]]:
    if not indicator.targets:
        yield (*where, "targets"), f"指标 {indicator.id} 没有目标"
    for index, target in enumerate(indicator.targets):
        here = (*where, "targets", index)
        for message in (*target.misfits(indicator, matrix.years), *_outside(target, matrix.years)):
            yield here, f"指标 {indicator.id}：{message}"
        yield from _parts(target, task, indicator, matrix.years, here)


def _outside(target: Target, years: tuple[int, int]) -> Iterator[str]:
    named = dict.fromkeys((*(day.year for day in target.due_dates()), *target.named_years()))
    for year in named:
        if not years[0] <= year <= years[1]:
            yield f"{year} 年在全表的年份 {years[0]}—{years[1]} 之外"


def _parts(
    target: Target, task: Task, indicator: Indicator, years: tuple[int, int], where: Where
) -> Iterator[tuple[Where, str]]:
    goals = {item.id: one for item in task.indicators for one in item.targets if one.counting is Counting.CUMULATIVE}
    for part in target.parts():
        if part not in goals:
            yield where, f"指标 {indicator.id}：of 中的“{part}”不是任务 {task.id} 里有 total 目标的指标"
        elif not goals[part].threshold_of(years[1]):
            yield where, f"指标 {indicator.id}：of 中的“{part}”最终的数量不能是 0"
