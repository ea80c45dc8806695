"""多项合计完成率（composite）：几项数量任务合在一起，按平均完成率要求。

原文如："建成6个职业教育集团、2所品牌职业院校……"，"2019年完成50%，2020年完成70%，2025年全部完成"。

写法（指标的单位写 %）：

    {rule: composite, of: [5.4a, 5.4b, 5.4c], by: {2019: 50%, 2020: 70%, 2025: 100%}}

  of    合计的各项指标（同一任务内，各有一个 total 目标）。
  by    到期时间和平均完成率，写法与 milestones 相同。
  pace  其间的进度（可省）。

判定：每一项的完成率 = 已完成数 ÷ 最终应完成数，最高按100%计；各项完成率的平均数为合计完成率。

  * 一项超额，不能抵另一项的欠缺。
  * 有一项没有填报的，不计算，为"未填报"。
  * 只填了合计完成率而没有分项数量的，按所填的判定，并注明未经分项核对。
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from chanfa_check.model import Indicator, Occasion
from chanfa_check.rules.shape.dated import Dated


class Rule(Dated, frozen=True, kw_only=True):
    """The mean of the items' completion rates, by date, in percent."""

    rule = "composite"

    of: tuple[str, ...]

    def start(self, occasion: Occasion) -> None:
        """None: how much was there before is not known."""
        del occasion

    def misfits(self, indicator: Indicator, years: tuple[int, int]) -> tuple[str, ...]:
        """A unit other than percent, or no items."""
        found = [] if indicator.unit == "%" else ["composite 的指标单位应是 %"]
        if len(set(self.of)) < 2 or len(set(self.of)) < len(self.of):
            found.append("of 至少列出两项指标，不得重复")
        return (*found, *super().misfits(indicator, years))

    def parts(self) -> tuple[str, ...]:
        """`of`."""
        return self.of

    def completion(self, amounts: Mapping[str, Decimal], goals: Mapping[str, Decimal]) -> Decimal:
        """The mean completion rate in percent, each item capped at 100. Both mappings hold every item of `of`."""
        return mean_completion([(amounts[item], goals[item]) for item in self.of])


def mean_completion(items: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """The mean of amount ÷ goal in percent, each capped at 100."""
    # Kept as whole fractions until the last division, so that a mean of exactly 50% is exactly 50.
    from fractions import Fraction

    rates = [min(Fraction(amount) / Fraction(goal), Fraction(1)) for amount, goal in items]
    mean = sum(rates, Fraction(0)) * 100 / len(rates)
    return Decimal(mean.numerator) / Decimal(mean.denominator)
