"""原文这里读不懂（wording-unread）：目标里的数在原文里找得到，但那里的写法程序读不懂，没有核对。

这是提示，不是错误：请对照原文看一遍目标的数、日期和“达到、超过”是否一致。程序读不懂的地方，用
chanfa-check targets parse 可以看到原因。
"""

from __future__ import annotations

from collections.abc import Iterator

from chanfa_check.lint.figures import unread_evidence
from chanfa_check.lint.finding import LintFinding, Severity
from chanfa_check.lint.ground import Ground
from chanfa_check.lint.phrase import show_asked

CODE = "wording-unread"


def check(ground: Ground) -> Iterator[LintFinding]:
    """Every requirement that the words may well state, in a form that cannot be read."""
    for row in ground.rows:
        for asked in row.agreement.unstated:
            if reason := unread_evidence(asked, row):
                said = f"指标 {asked.indicator.id}：目标写“{show_asked(asked)}”，{reason}；请人工对照原文"
                yield ground.finding(CODE, Severity.NOTE, asked.path, said)
