"""累计任务（total）：到期时累计应达到的数量。

原文如："培育150名……到2025年全部完成"；"完成安全技能培训5.6万人，2025年全部完成"；"2025年达到25家"。

写法：

    {rule: total, by: {2025: 150名}, start: 0名}
    {rule: total, by: {2025: 25家}}

  by     到期时间和累计数量，写法与 milestones 相同。
  start  全表第一年年初已有的数量（可省）。从零做起的写0；原来已有一些而不知多少的，不要写。
  pace   其间的进度（可省）：linear 按月直线，step 保持上一目标，none 不设。

判定：填报值是累计数，不是当年数。

  * 到期时达到为"达标"，没有达到为"未达标"。
  * 到期之前，写了 start 的，从第一年年初起按整月画直线为序时进度；没有写的不画线，为"未到期"。
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from msgspec import field

from chanfa_check.model import Bound, Counting, Occasion
from chanfa_check.rules.shape.dated import Dated
from chanfa_check.rules.shape.thresholds import year_end


class Rule(Dated, frozen=True, kw_only=True):
    """A cumulative quantity to reach, by date."""

    rule = "total"
    counting = Counting.CUMULATIVE

    start_: Bound | None = field(default=None, name="start")

    def start(self, occasion: Occasion) -> tuple[dt.date, Decimal] | None:
        """What was there when the matrix's first year began."""
        return None if self.start_ is None else (year_end(occasion.years[0] - 1), self.start_.value)
