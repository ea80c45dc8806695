"""单位不是一回事（unit-odd）：目标的数与原文相同，单位却是另一种，如原文是“1.5万人次”，指标的单位写“人”。

人和人次、% 和百分点、家和所都不是一回事，判定时会把按原文填报的数当成“填报有误”。

办法：把指标的 unit 改成原文的单位；原文的单位不便判定、另定单位的，在 accepted 里写明。
"""

from __future__ import annotations

from collections.abc import Iterator

from chanfa_check.lint.differences import Difference
from chanfa_check.lint.finding import LintFinding, Severity
from chanfa_check.lint.ground import Ground
from chanfa_check.lint.phrase import show_asked

CODE = "unit-odd"


def check(ground: Ground) -> Iterator[LintFinding]:
    """Every requirement whose number agrees with the words and whose unit does not."""
    for row in ground.rows:
        for pair in row.agreement.stated:
            if Difference.UNIT in pair.differences:
                found = f"目标写“{show_asked(pair.asked)}”，原文是“{pair.said.words}”"
                units = f"“{pair.asked.unit}”和“{pair.said.reading.unit}”不是一回事"
                message = f"指标 {pair.asked.indicator.id}：{found}，{units}；请把 unit 改成原文的单位"
                yield ground.finding(CODE, Severity.ERROR, pair.asked.path, message)
