"""逐年提高（rising）：每年都要比上年多，多多少没有规定。

原文如："占在校生比例逐年扩大"；"以2018年为基数，逐年递增"。

写法：

    {rule: rising}
    {rule: rising, from: 2020}

  from   从哪一年起（可省，默认为全表的第一年）；to 到哪一年止（可省）。
  base   from 的上一年的数（可省），在第一年没有上年值时使用。

判定：12月31日的值应高于上年值，与上年持平不算提高。

  * 上年值取报表的"上年值"栏；第一年没有填的，用 base。
  * 年内不低于上年值为"进度正常"，低于上年值为"滞后"；已高于上年值的为"达标"。
  * 上年值无从得知的：年内为"未到期"；12月31日为"未填报"，应补填上年值。同一指标另有目标可判定的，
    以另外的目标为准，并注明没有与上年比较。
  * 已达到100%的比例不能再提高，保持100%即为达标。
"""

from __future__ import annotations

from decimal import Decimal

from chanfa_check.model import Indicator, Occasion, Op, Step
from chanfa_check.quantity.show import show_amount
from chanfa_check.rules.shape.yearly import Yearly


class Rule(Yearly, frozen=True, kw_only=True):
    """More than the year before, in every year."""

    rule = "rising"

    def step(self, indicator: Indicator) -> Step:
        """More than last year's value; all of it where last year had reached all."""
        return Step(Op.ABOVE, Decimal(1), Decimal(100) if indicator.unit == "%" and indicator.share else None)

    def wanted(self, occasion: Occasion) -> tuple[Op, Decimal, str] | None:
        """The step from last year's value, or from the base in the first year."""
        before, basis = self._before(occasion)
        if before is None:
            return None
        return *self.step(occasion.indicator).asks(before), basis

    def _before(self, occasion: Occasion) -> tuple[Decimal | None, str]:
        year, unit = occasion.as_of.year, occasion.indicator.unit
        if occasion.last_year is not None:
            return occasion.last_year, f"上年为 {show_amount(occasion.last_year, unit)}"
        if self.base is not None and year == self.first_year(occasion.years):
            return self.base.value, f"{year - 1}年为 {show_amount(self.base.value, unit)}"
        return None, ""
