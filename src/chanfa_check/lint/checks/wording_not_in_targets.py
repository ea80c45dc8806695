"""原文有、目标没有（wording-not-in-targets）：duty 或 schedule 里的一项要求，没有目标来体现。

如原文是“2019年达到20%，2020年达到35%”，目标只写了 {2019: 20%}。漏掉要求，等于替单位放宽了要求。
原文里的年份、日期和“每年”“每季度”，没有目标的期限与它相同，也没有 reading 引用它的，同样列出。

办法：补上目标；不作要求的，在 accepted 里写明为什么。
"""

from __future__ import annotations

from collections.abc import Iterator

from chanfa_check.lint.covering import uncovered
from chanfa_check.lint.finding import LintFinding, Severity
from chanfa_check.lint.ground import Ground
from chanfa_check.lint.said import Said

CODE = "wording-not-in-targets"


def check(ground: Ground) -> Iterator[LintFinding]:
    """Every reading that no target says, and every time that neither a reading nor a target holds."""
    for row in ground.rows:
        for said in row.agreement.unexpressed:
            message = f"原文“{said.words}”{_about(said)}，没有目标体现；请补上，不作要求的在 accepted 写明"
            yield ground.finding(CODE, Severity.ERROR, ("tasks", row.index, said.field), message)
        for field, named in uncovered(row, ground.matrix.years):
            message = f"原文写明“{named.text}”，没有目标用到这个时间；请补上，不作要求的在 reading 或 accepted 写明"
            yield ground.finding(CODE, Severity.ERROR, ("tasks", row.index, field), message)


def _about(said: Said) -> str:
    subject = said.reading.subject
    return f"（{subject}）" if subject and subject not in said.words else ""
