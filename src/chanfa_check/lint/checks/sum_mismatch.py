"""数对不上（sum-mismatch）：原文的几个数，彼此算不拢。

  * 每年的数量 × 年数，与累计数量：每年0.8万人、7年，正好5.6万人；每年3家、7年是21家，不到50家；
  * 每年新建1-2家、7年是7到14家，与25家；
  * 35%每年递增6%，6年后是49.65%，不到50%；
  * 分年目标、起点越走越低（要求不超过的，越走越高）；
  * 合计完成率要求100%的日期，分项还没有到期，或各分项都照目标完成，合计仍达不到；
  * “其中”各项相加，多于总数。

各数照原文写，差额要由人说明：原有的数量、四舍五入、另一句话。

办法：核对原文和目标；原文就是这样的，在 accepted 里写明为什么。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from chanfa_check.lint.asked import Asked, Path
from chanfa_check.lint.finding import LintFinding, Severity
from chanfa_check.lint.ground import Ground, Row
from chanfa_check.lint.phrase import show_asked
from chanfa_check.lint.sums import chains, composites, parts, yearly
from chanfa_check.model import Op
from chanfa_check.quantity.show import show_amount
from chanfa_check.rules import milestones, total
from chanfa_check.rules.shape.dated import Dated

CODE = "sum-mismatch"


def check(ground: Ground) -> Iterator[LintFinding]:
    """Every sum that does not come out."""
    years = ground.matrix.years
    for row in ground.rows:
        said = (*yearly(row, years), *chains(row, years), *_backwards(row), *composites(row), *parts(row))
        for path, message in said:
            yield ground.finding(CODE, Severity.WARNING, path, f"{message}；请核对，原文如此的在 accepted 写明")


def _backwards(row: Row) -> Iterator[tuple[Path, str]]:
    dated: dict[Path, list[Asked]] = {}
    for asked in row.asked:
        if isinstance(asked.target, Dated):
            dated.setdefault(asked.path, []).append(asked)
    for path, steps in dated.items():
        for one, other in pairwise(steps):
            if _retreats(one.op, one.value, other.op, other.value):
                said = f"先是“{show_asked(one)}”，后是“{show_asked(other)}”，要求越来越松"
                yield path, f"指标 {one.indicator.id}：{said}"
        target, first = steps[0].target, steps[0]
        start = target.start_ if isinstance(target, total.Rule) else None
        if isinstance(target, milestones.Rule):
            start = next(iter(target.base.values()), None)
        if start is not None and _retreats(first.op, start.value, first.op, first.value):
            begun = show_amount(start.value, first.unit)
            yield path, f"指标 {first.indicator.id}：起点已是 {begun}，目标“{show_asked(first)}”反而更松"


def _retreats(op: Op | None, value: object, later_op: Op | None, later: object) -> bool:
    if op is None or later_op is None or op.upward is not later_op.upward:
        return False
    if not isinstance(value, Decimal) or not isinstance(later, Decimal):
        return False
    return later < value if op.upward else later > value
