"""定期举办（event）：每隔一定时间举办一次。

原文如："每两年举办慈溪市'技能之星'职业技能大赛"；"每年举办"；"每年五一前夕……集中开展"。

写法（指标的单位写"日期"）：

    {rule: event, every: 2年}
    {rule: event, every: 1年, before: 05-01}

  every   每隔多久一次：1年、2年、6个月、3个月。从全表第一年（或 from）的1月1日起一轮接一轮地算。
  before  应在哪一天之前（不含当日，可省）；省略的，在一轮的最后一天之前（含当日）。
  from    从哪一年起（可省）。

判定：填报举办的日期，如 2020-04-28；举办多次的，日期之间用顿号。

  * 一轮到期时，本轮内有举办日期的为"达标"；没有的为"未达标"；在 before 之后才举办的也为"未达标"。
  * 未到期时已经举办的为"达标"，尚未举办的为"未到期"。
  * 最后一轮到全表终止时未满的，不作要求，为"未到期"。
  * 日期晚于报表所属时期的，是计划而不是完成，为"填报有误"。
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from msgspec import field

from chanfa_check.model import (
    Assessment,
    Every,
    Indicator,
    Measure,
    Occasion,
    Op,
    Requirement,
    Status,
    Target,
    Value,
    YearDay,
)


class Rule(Target, frozen=True, kw_only=True):
    """One occurrence in every round of `every` months."""

    rule = "event"
    measure = Measure.DATES

    every: Every
    before: YearDay | None = None
    from_: int | None = field(default=None, name="from")

    def required(self, occasion: Occasion) -> tuple[Requirement, ...]:
        """This round's occurrence, once its due day has come."""
        return tuple(item for item in self._wanted(occasion) if item.due and item.due <= occasion.as_of)

    def upcoming(self, occasion: Occasion) -> tuple[Requirement, ...]:
        """This round's occurrence, before its due day."""
        return tuple(item for item in self._wanted(occasion) if item.due and item.due > occasion.as_of)

    def assess(self, value: Value, occasion: Occasion) -> Assessment:
        """As the manual says. `value` holds the dates on which it took place; () for none."""
        assert isinstance(value, tuple)
        ahead = [day for day in value if day > occasion.as_of]
        if ahead:
            return Assessment(Status.INVALID, "date-ahead")
        wanted = next(iter(self._wanted(occasion)), None)
        if wanted is None or wanted.due is None:
            return Assessment(Status.NOT_DUE, "not-due")
        first, _ = self._round(occasion)
        if any(first <= day <= wanted.due for day in value):
            early = wanted.due > occasion.as_of
            return Assessment(Status.MET, "met-early" if early else "met", wanted)
        if wanted.due > occasion.as_of:
            return Assessment(Status.NOT_DUE, "not-due", wanted)
        late = any(day > wanted.due for day in value)
        return Assessment(Status.UNMET, "event-late" if late else "event-unmet", wanted)

    def named_years(self) -> tuple[int, ...]:
        """`from`, where it is given."""
        return () if self.from_ is None else (self.from_,)

    def misfits(self, indicator: Indicator, years: tuple[int, int]) -> tuple[str, ...]:
        """A round that does not fill whole years where a day of the year is named."""
        del indicator, years
        if self.before and self.every.months % 12:
            return ("写了 before 的，every 应是整年",)
        return ("before 不能是 01-01：一年里没有在它之前的日子",) if self.before == YearDay(1, 1) else ()

    def _wanted(self, occasion: Occasion) -> tuple[Requirement, ...]:
        due = self._due(occasion) if occasion.as_of.year >= (self.from_ or occasion.years[0]) else None
        # A round that the matrix's years cut short asks for nothing.
        if due is None or due.year > occasion.years[1]:
            return ()
        return (Requirement(self.rule, Op.AT_MOST, None, due),)

    def _round(self, occasion: Occasion) -> tuple[dt.date, dt.date]:
        """First and last day of the round that the occasion lies in."""
        return _round(self.from_ or occasion.years[0], self.every.months, occasion.as_of)

    def _due(self, occasion: Occasion) -> dt.date:
        _, last = self._round(occasion)
        if self.before is None:
            return last
        return dt.date(last.year, self.before.month, self.before.day) - dt.timedelta(days=1)


@lru_cache(maxsize=1024)
def _round(year: int, months: int, day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the round that the day lies in, where rounds of so many months begin with the year."""
    from dateutil.relativedelta import relativedelta
    from dateutil.rrule import MONTHLY, rrule

    today = dt.datetime.combine(day, dt.time())
    begun = rrule(MONTHLY, interval=months, dtstart=dt.datetime(year, 1, 1)).before(today, inc=True)
    assert begun is not None
    first = begun.date()
    return first, first + relativedelta(months=months, days=-1)
