"""What milestones, total and composite share: thresholds by date, and a line between them."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from decimal import Decimal
from itertools import pairwise

from chanfa_check.model import Assessment, Bound, Due, Indicator, Occasion, Op, Pace, Requirement, Target, Value
from chanfa_check.rules.shape.thresholds import judge, months_between, split, year_end


class Dated(Target, frozen=True, kw_only=True):
    """Thresholds by date, in the indicator's unit."""

    by: dict[Due, Bound]
    pace: Pace | None = None

    @abstractmethod
    def start(self, occasion: Occasion) -> tuple[dt.date, Decimal] | None:
        """The known value before the first threshold, and its day."""

    def required(self, occasion: Occasion) -> tuple[Requirement, ...]:
        """The last threshold that is due."""
        return self._split(occasion)[0]

    def upcoming(self, occasion: Occasion) -> tuple[Requirement, ...]:
        """The next threshold, with the pace towards it."""
        return self._split(occasion)[1]

    def assess(self, value: Value, occasion: Occasion) -> Assessment:
        """What is due first, then the pace."""
        return judge(value, *self._split(occasion), occasion)

    def misfits(self, indicator: Indicator, years: tuple[int, int]) -> tuple[str, ...]:
        """Dates out of order."""
        del indicator, years
        dates = self.due_dates()
        if not dates:
            return ("by 没有写任何到期时间",)
        # Less than a month apart, no line by whole months runs between them.
        if any(months_between(one, other) < 1 for one, other in pairwise(dates)):
            return ("by 的到期时间应从早到晚，至少相隔一个月",)
        return ()

    def goals(self) -> tuple[Decimal, ...]:
        """Every threshold."""
        return tuple(bound.value for bound in self.by.values())

    def due_dates(self) -> tuple[dt.date, ...]:
        """Every date of `by`."""
        return tuple(day for due in self.by for day in due.dates())

    def threshold_of(self, year: int) -> Decimal | None:
        """The number in force at the end of `year`."""
        passed = [bound.value for due, bound in self.by.items() if due.first <= year_end(year)]
        return passed[-1] if passed else None

    def _split(self, occasion: Occasion) -> tuple[tuple[Requirement, ...], tuple[Requirement, ...]]:
        dated = [
            Requirement(self.rule, bound.op or Op.AT_LEAST, bound.value, day, top=bound.top)
            for due, bound in self.by.items()
            for day in due.dates()
        ]
        return split(dated, occasion, self.pace, self.start(occasion))
