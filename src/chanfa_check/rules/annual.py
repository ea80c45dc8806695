"""年度任务（annual）：每年都要完成的数量，每年从零算起。

原文如："2019年起每年培养100人以上"；"每年新建1-2家"；"每年投入普惠资金80万元以上"。

写法：

    {rule: annual, from: 2019, value: 100人}
    {rule: annual, value: 1-2家}

  value  每年的数量。写成"1-2家"的，达到1家即达标；超过2家也达标，并注明。
  from   从哪一年起（可省，默认为全表的第一年）；to 到哪一年止（可省，默认为最后一年）。
  pace   年内的进度（可省）：linear 按月直线，none 不设。

判定：填报值是当年1月1日以来完成的数量。

  * 当年12月31日到期：达到为"达标"，没有达到为"未达标"。
  * 年内按整月算序时进度，6月应完成一半：不低于进度为"进度正常"，低于进度为"滞后"；已完成全年数量的为"达标"。
  * 不在起止年份之内的，为"未到期"。
"""

from __future__ import annotations

from decimal import Decimal

from msgspec import field

from chanfa_check.model import Assessment, Bound, Counting, Indicator, Occasion, Op, Pace, Requirement, Target, Value
from chanfa_check.rules.shape.thresholds import judge, split, year_end


class Rule(Target, frozen=True, kw_only=True):
    """A quantity to be done anew in every year, in the indicator's unit."""

    rule = "annual"
    counting = Counting.YEARLY

    value: Bound
    from_: int | None = field(default=None, name="from")
    to: int | None = None
    pace: Pace | None = None

    def required(self, occasion: Occasion) -> tuple[Requirement, ...]:
        """This year's quantity, on its last day."""
        return self._split(occasion)[0]

    def upcoming(self, occasion: Occasion) -> tuple[Requirement, ...]:
        """This year's quantity before its last day; before the first year, the first year's."""
        return self._split(occasion)[1]

    def assess(self, value: Value, occasion: Occasion) -> Assessment:
        """As the manual says."""
        return judge(value, *self._split(occasion), occasion)

    def goals(self) -> tuple[Decimal, ...]:
        """The yearly quantity."""
        return (self.value.top or self.value.value,)

    def named_years(self) -> tuple[int, ...]:
        """`from` and `to`, where they are given."""
        return tuple(year for year in (self.from_, self.to) if year is not None)

    def misfits(self, indicator: Indicator, years: tuple[int, int]) -> tuple[str, ...]:
        """A first year after the last."""
        del indicator
        return ("from 晚于 to",) if (self.from_ or years[0]) > (self.to or years[1]) else ()

    def _split(self, occasion: Occasion) -> tuple[tuple[Requirement, ...], tuple[Requirement, ...]]:
        first, last = self.from_ or occasion.years[0], self.to or occasion.years[1]
        year = max(occasion.as_of.year, first)
        if year > last:
            return (), ()
        bound = self.value
        wanted = Requirement(self.rule, bound.op or Op.AT_LEAST, bound.value, year_end(year), top=bound.top)
        return split([wanted], occasion, self.pace, (year_end(year - 1), Decimal(0)))
