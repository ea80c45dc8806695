"""沿用有误（inherited-broken）：inherited 里写了沿用上一行，实际与上一行不同，或者没有上一行。

原表的空白格沿用上一行，所以沿用来的牵头单位、配合单位、时间进度应与上一行一致。新写了牵头单位而配合单位空白的，
没有配合单位，不能只沿用配合单位。

办法：核对原表；不是沿用的，从 inherited 里去掉。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from chanfa_check.lint.finding import LintFinding, Severity
from chanfa_check.lint.ground import Ground
from chanfa_check.model import INHERITABLE, Matrix, Task

CODE = "inherited-broken"


def check(ground: Ground) -> Iterator[LintFinding]:
    """Every field that is said to be the one above and is not."""
    tasks = ground.matrix.tasks
    for message in (f"第一行没有上一行，{INHERITABLE[name]}不能沿用" for name in tasks[0].inherited):
        yield ground.finding(CODE, Severity.ERROR, ("tasks", 0, "inherited"), f"{message}；请从 inherited 去掉")
    for index, (above, task) in enumerate(pairwise(tasks), start=1):
        path = ("tasks", index, "inherited")
        for name in task.inherited:
            if _shown(name, above, ground.matrix) != _shown(name, task, ground.matrix):
                differs = f"{INHERITABLE[name]}写明沿用上一行，上一行（{above.id}）是“{_words(name, above)}”"
                message = f"{differs}，这一行是“{_words(name, task)}”；请核对原表"
                yield ground.finding(CODE, Severity.ERROR, path, message)
        if "partners" in task.inherited and "lead" not in task.inherited and task.partners:
            message = "牵头单位是新写的，配合单位空白的应为没有配合单位，不能沿用上一行；请核对原表"
            yield ground.finding(CODE, Severity.ERROR, path, message)


def _shown(name: str, task: Task, matrix: Matrix) -> object:
    """What the field holds, with departments by their full names."""
    if name == "lead":
        return matrix.full_name(task.lead)
    return {matrix.full_name(one) for one in task.partners} if name == "partners" else task.schedule


def _words(name: str, task: Task) -> str:
    value = {"lead": task.lead, "partners": "、".join(task.partners), "schedule": task.schedule}[name]
    return value or "无"
