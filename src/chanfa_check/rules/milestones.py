"""分年目标（milestones）：到某年某日，应达到某个数。

原文如："2019年达到20%，2020年达到35%，2025年全覆盖"；"2025年超过1.2倍"；"2021-2025年全覆盖"。

写法：

    {rule: milestones, by: {2019: 20%, 2020: 35%, 2025: 100%}}
    {rule: milestones, by: {2020: 90%, 2021-2025: 100%}}
    {rule: milestones, by: {2020-06-30: 30家, 2020: 60家}}
    {rule: milestones, by: {2025: ">1.2倍"}}

  by     到期时间和要求。只写年份的，当年12月31日到期；写"起年-止年"的，其间每年年末到期；也可写到日。
         数字前可加 >（超过，不含本数）、<=（不超过）、<（低于，不含本数）；不加的为"达到"（含本数）。
  base   已知的起点（可省），如 {2018: 12%}。有起点，第一个目标到期之前才有序时进度。
  pace   两个目标之间的进度（可省，默认用全表的设定）：linear 按月直线，step 保持上一目标，none 不设。

判定：

  * 已到期的最后一个目标一直有效，直到下一个到期；没有达到的为"未达标"。
  * 下一个目标未到期时，按整月算的直线为序时进度：2020年6月为上年末与本年末目标的正中。
    不低于进度为"进度正常"，低于进度为"滞后"；已提前达到下一目标的为"达标"，并注明提前完成。
  * 第一个目标到期之前，起点不明的，不画线，为"未到期"。
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from msgspec import field

from chanfa_check.model import Bound, Due, Indicator, Occasion
from chanfa_check.rules.shape.dated import Dated


class Rule(Dated, frozen=True, kw_only=True):
    """A level to reach, by date."""

    rule = "milestones"

    base: dict[Due, Bound] = field(default_factory=dict)

    def start(self, occasion: Occasion) -> tuple[dt.date, Decimal] | None:
        """The stated base."""
        del occasion
        return next(((due.last, bound.value) for due, bound in self.base.items()), None)

    def misfits(self, indicator: Indicator, years: tuple[int, int]) -> tuple[str, ...]:
        """Dates out of order, or a base that does not come first."""
        late = len(self.base) > 1 or any(base.last >= due.first for base in self.base for due in self.by)
        said = ("base 只写一个起点，且应早于 by 的第一个到期时间",) if late else ()
        return super().misfits(indicator, years) + said
