"""逐年递增一定比例（growth）：每年在上年实际值的基础上递增。

原文如："2020起以上年度比例为基数，每年按6%递增，2025年达到50%"。

写法：

    {rule: growth, from: 2020, rate: 6%}
    {rule: growth, from: 2020, rate: 6%, cap: 50%, base: 35%}

  rate   每年递增的比例：6% 即上年实际值的1.06倍（不是加6个百分点）。
  from   从哪一年起；to 到哪一年止（可省）。
  base   from 的上一年的数（可省）。省略时取同一指标 milestones 在那一年的目标。
  cap    递增到多少为止（可省）。

判定：要求 = 上年实际值 ×（1 + rate），不超过 cap。

  * 上年实际值取报表的"上年值"栏。没有的，从 base 起逐年推算，并注明；base 也没有的，无法提出要求。
  * 增长比例不分摊到月：年内各月都按全年要求衡量，低于的为"滞后"；12月31日到期，低于的为"未达标"。
"""

from __future__ import annotations

from decimal import Decimal

from chanfa_check.model import Bound, Indicator, Occasion, Op, Rate, Step
from chanfa_check.quantity.show import show_amount, show_percent
from chanfa_check.rules.shape.yearly import Yearly


class Rule(Yearly, frozen=True, kw_only=True):
    """A yearly growth on last year's actual value."""

    rule = "growth"

    rate: Rate
    cap: Bound | None = None

    def step(self, indicator: Indicator) -> Step:
        """Grown once, up to the cap."""
        del indicator
        return Step(Op.AT_LEAST, 1 + self.rate.fraction, self.cap.value if self.cap else None)

    def wanted(self, occasion: Occasion) -> tuple[Op, Decimal, str] | None:
        """Last year's actual value, grown once; else the base, grown once for every year since."""
        unit, rate = occasion.indicator.unit, show_percent(self.rate.fraction)
        step = self.step(occasion.indicator)
        if occasion.last_year is not None:
            before = occasion.last_year
            basis = f"按上年 {show_amount(occasion.last_year, unit)} 递增 {rate}"
        else:
            first = self.first_year(occasion.years)
            base = self._base(occasion.indicator, first - 1)
            if base is None:
                return None
            before = base * step.factor ** (occasion.as_of.year - first)
            basis = f"没有上年实际值，按{first - 1}年 {show_amount(base, unit)} 逐年递增 {rate} 推算"
        op, value = step.asks(before)
        if value == step.cap:
            basis = f"{basis}，以 {show_amount(value, unit)} 为限"
        return op, value, basis

    def _base(self, indicator: Indicator, year: int) -> Decimal | None:
        if self.base is not None:
            return self.base.value
        known = (target.threshold_of(year) for target in indicator.targets)
        return next((value for value in known if value is not None), None)
