"""说明没有用处（accepted-idle）：accepted 里的一条，没有对上任何结论。

一条 accepted 写明结论的代码（code）、任务（task，全表的不写）、结论里必须有的字（found，可省）和理由（why）。代码、任务
和 found 都对上，理由不空，才算说明。写了 found，如 "49.65"，同一任务里换了一个数，就会重新指出来。
没有对上的，要么写错了，要么分工表已经改好，留着会把以后的新问题盖住。

办法：改正，或删去。
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from chanfa_check.lint.finding import LintFinding, Severity
from chanfa_check.lint.ground import Ground
from chanfa_check.model import Accepted

CODE = "accepted-idle"


def check(ground: Ground, found: Collection[LintFinding], codes: Collection[str]) -> Iterator[LintFinding]:
    """Every entry of `accepted` that explains none of the findings. `codes` are all that there are."""
    seen: set[tuple[str, str, str]] = set()
    for number, item in enumerate(ground.matrix.accepted):
        if reason := _idle(item, ground, found, codes, repeated=_key(item) in seen):
            finding = ground.finding(CODE, Severity.WARNING, ("accepted", number), f"{reason}；请改正或删去")
            yield replace(finding, task=item.task)
        seen.add(_key(item))


def answers(item: Accepted, finding: LintFinding) -> bool:
    """Whether the entry explains the finding."""
    same = (item.code, item.task) == (finding.code, finding.task)
    return bool(item.why.strip()) and same and item.found in finding.message


def _key(item: Accepted) -> tuple[str, str, str]:
    return item.code, item.task, item.found


def _idle(
    item: Accepted, ground: Ground, found: Collection[LintFinding], codes: Collection[str], *, repeated: bool
) -> str:
    if item.code not in codes:
        return f"accepted 写的代码“{item.code}”不存在；可用：{'、'.join(codes)}"
    if item.task and all(task.id != item.task for task in ground.matrix.tasks):
        return f"accepted 写的任务“{item.task}”不存在"
    if not item.why.strip():
        return f"accepted 的 {item.code} 没有写理由（why）"
    where = f"任务 {item.task}" if item.task else "全表"
    if repeated:
        return f"accepted 里{where}的 {item.code} 写了两次"
    if not any(answers(item, finding) for finding in found):
        words = f"（其中有“{item.found}”）" if item.found else ""
        return f"accepted 说明了{where}的 {item.code}{words}，现在没有这个结论"
    return ""
