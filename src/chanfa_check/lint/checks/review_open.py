"""还有待定事项（review-open）：review 里还有要由人决定的地方，分工表还不能用。

办法：逐条核对原文，决定后改好目标，把理由写进 reading 或 note，再从 review 里删去。
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from chanfa_check.lint.finding import LintFinding, Severity
from chanfa_check.lint.ground import Ground

CODE = "review-open"


def check(ground: Ground) -> Iterator[LintFinding]:
    """Every open question."""
    for number, item in enumerate(ground.matrix.review):
        about = f"（{item.about}）" if item.about else ""
        message = f"待定{about}：{item.question}；请决定后从 review 删去"
        yield replace(ground.finding(CODE, Severity.WARNING, ("review", number), message), task=item.task)
