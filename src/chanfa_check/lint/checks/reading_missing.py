"""缺少说明（reading-missing）：目标是一种理解，原文没有写明，指标却没有 reading 说明取了哪种理解、为什么。

要说明的有：

  * 原文没有写期限，目标写了哪一年到期：说明里要有这一年；
  * 累计任务没有写起点（start）：原有多少不明，要提到；写了起点而原文没有的，说明里要有这个数；
  * 原文写“左右”“稳定在”，目标只能写成不低于或不超过；
  * 原文没有说是每年的数，目标按每年要求。

办法：在指标的 reading 里写明。任务的 note、合计指标的 reading 说明了的也算。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from chanfa_check.lint.amount import Likeness, likeness
from chanfa_check.lint.asked import Asked
from chanfa_check.lint.differences import Difference
from chanfa_check.lint.figures import figures
from chanfa_check.lint.finding import LintFinding, Severity
from chanfa_check.lint.ground import Ground, Row
from chanfa_check.lint.phrase import show_asked, show_due
from chanfa_check.model import Bound, Indicator
from chanfa_check.quantity.show import show_amount
from chanfa_check.rules import growth, milestones, rising, total

CODE = "reading-missing"

_BEGINNING = re.compile("起点|算起|原有|已有|之前|以前|此前|年初|基数|存量|进度")


def check(ground: Ground) -> Iterator[LintFinding]:
    """One finding for every indicator that has something to explain and does not."""
    for row in ground.rows:
        for number, indicator in enumerate(row.task.indicators):
            said = _explanation(indicator, row)
            if missing := list(dict.fromkeys((*_choices(indicator, row, said), *_starts(indicator, row, said)))):
                message = f"指标 {indicator.id}：{'；'.join(missing)}。请在 reading 写明怎样理解、为什么"
                path = ("tasks", row.index, "indicators", number)
                yield ground.finding(CODE, Severity.WARNING, path, message)


def _explanation(indicator: Indicator, row: Row) -> str:
    """Its own words, the task's, and those of an indicator that is computed from it."""
    wholes = (one for one in row.task.indicators if any(indicator.id in target.parts() for target in one.targets))
    return "\n".join((indicator.reading, row.task.note, *(one.reading for one in wholes))).strip()


def _choices(indicator: Indicator, row: Row, said: str) -> Iterator[str]:
    for pair in row.agreement.stated:
        asked, words = pair.asked, pair.said.words
        if asked.indicator is not indicator:
            continue
        if Difference.UNDATED in pair.differences and asked.due is not None and str(asked.due.last.year) not in said:
            yield f"原文“{words}”没有写期限，目标写的是{show_due(asked.due)}"
        if Difference.ROUGH in pair.differences and not said:
            yield f"原文“{words}”不是一个确切的界限，目标写的是“{show_asked(asked)}”"
        if Difference.YEARLY in pair.differences and "每年" not in said:
            yield f"原文“{words}”没有说是每年，目标按每年要求"


def _starts(indicator: Indicator, row: Row, said: str) -> Iterator[str]:
    for asked in row.asked:
        if asked.indicator is not indicator:
            continue
        start = _start(asked)
        if start is not None and Fraction(start.value) not in set(figures(said)) and not _stated(start, indicator, row):
            yield f"目标从 {show_amount(start.value, indicator.unit)} 算起，原文没有写"
        elif start is None and asked.rule == "total" and not _BEGINNING.search(said):
            yield "原有多少不明，目标没有写 start"


def _start(asked: Asked) -> Bound | None:
    target = asked.target
    if isinstance(target, total.Rule):
        return target.start_
    if isinstance(target, milestones.Rule):
        return next(iter(target.base.values()), None)
    return target.base if isinstance(target, growth.Rule | rising.Rule) else None


def _stated(start: Bound, indicator: Indicator, row: Row) -> bool:
    """Whether the words give the start, as 由3%上升到20% does, or an amount of the year before."""
    known = (
        (value, one.reading.unit)
        for one in row.said
        for value in (one.reading.start, one.reading.value)
        if isinstance(value, Decimal)
    )
    return any(likeness(value, unit, start.value, indicator.unit) is Likeness.SAME for value, unit in known)
