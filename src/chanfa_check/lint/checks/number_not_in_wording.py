"""目标与原文不符（number-not-in-wording）：目标里的数、日期或“达到、超过”，原文没有这样写。

如原文是“2020年达到35%”，目标写了 {2020: 36%}；原文是“2025年超过1.2倍”，目标写了 1.2倍（含1.2倍），没有写 >1.2倍；
原文没有“逐年”，目标有 rising。

计量单位的换算不算不符：0.8万人就是8000人，全覆盖就是100%。数写在 duty、日期写在 schedule 的（“培育150名”，
“到2025年全部完成”），合起来看。

办法：照原文改目标；目标确有别的依据的，在 accepted 里写明。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from chanfa_check.lint.amount import Likeness, likeness
from chanfa_check.lint.differences import SOFT, Difference
from chanfa_check.lint.figures import figure_unread, unread_evidence
from chanfa_check.lint.finding import LintFinding, Severity
from chanfa_check.lint.ground import Ground, Row
from chanfa_check.lint.phrase import show_asked
from chanfa_check.quantity.show import show_amount
from chanfa_check.rules import growth

CODE = "number-not-in-wording"
_REMEDY = "请照原文改，另有依据的在 accepted 写明"
_WHAT = {
    Difference.KIND: "要求的种类不同",
    Difference.VALUE: "数不同",
    Difference.OP: "“达到、超过、以内”一类的说法不同",
    Difference.DATE: "时间不同",
}


def check(ground: Ground) -> Iterator[LintFinding]:
    """Every requirement that departs from the words, or that no words state."""
    for row in ground.rows:
        for pair in row.agreement.differing:
            what = "、".join(_WHAT[one] for one in Difference if one in pair.differences - SOFT)
            found = f"目标写“{show_asked(pair.asked)}”，原文是“{pair.said.words}”，{what}"
            message = f"指标 {pair.asked.indicator.id}：{found}；{_REMEDY}"
            yield ground.finding(CODE, Severity.ERROR, pair.asked.path, message)
        for asked in row.agreement.unstated:
            if not unread_evidence(asked, row):
                found = f"目标写“{show_asked(asked)}”，原文没有这一要求"
                message = f"指标 {asked.indicator.id}：{found}；{_REMEDY}"
                yield ground.finding(CODE, Severity.ERROR, asked.path, message)
        yield from _caps(row, ground)


def _caps(row: Row, ground: Ground) -> Iterator[LintFinding]:
    for asked in row.asked:
        cap = asked.target.cap if isinstance(asked.target, growth.Rule) else None
        if cap is None or _stated(cap.value, asked.indicator.unit, row):
            continue
        amount = show_amount(cap.value, asked.indicator.unit)
        found = f"指标 {asked.indicator.id}：目标写递增到 {amount} 为止（cap），原文没有这个数"
        yield ground.finding(CODE, Severity.ERROR, asked.path, f"{found}；{_REMEDY}")


def _stated(value: Decimal, unit: str, row: Row) -> bool:
    numbers = [one.reading for one in row.said if isinstance(one.reading.value, Decimal)]
    stated = (likeness(one.value, one.unit, value, unit) for one in numbers if one.value is not None)
    return Likeness.SAME in stated or figure_unread(value, unit, row)
