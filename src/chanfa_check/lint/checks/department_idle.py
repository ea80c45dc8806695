"""单位没有用到（department-idle）：departments 里列了的单位，没有一项任务由它牵头或配合，也不是用到的统称的成员。

多半是抄漏了配合单位，或同一单位用两个名称列了两次。

办法：核对各任务的牵头、配合单位；确实没有任务的，从 departments 里删去。
"""

from __future__ import annotations

from collections.abc import Iterator

from chanfa_check.lint.finding import LintFinding, Severity
from chanfa_check.lint.ground import Ground

CODE = "department-idle"


def check(ground: Ground) -> Iterator[LintFinding]:
    """Every department that answers for no task."""
    matrix = ground.matrix
    named = {matrix.full_name(name) for task in matrix.tasks for name in (task.lead, *task.partners)}
    members = {
        matrix.full_name(one)
        for name, department in matrix.departments.items()
        if name in named
        for one in department.members
    }
    for name in matrix.departments:
        if name not in named | members:
            message = f"“{name}”列在 departments，没有任务由它牵头或配合；请核对各任务，确实没有的删去"
            yield ground.finding(CODE, Severity.WARNING, ("departments", name), message)
