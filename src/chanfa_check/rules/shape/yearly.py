"""What growth and rising share: a requirement for this year that follows from last year's value."""

from __future__ import annotations

from abc import abstractmethod
from decimal import Decimal

from msgspec import field

from chanfa_check.model import Assessment, Bound, Indicator, Occasion, Op, Requirement, Status, Step, Target, Value
from chanfa_check.rules.shape.thresholds import judge, year_end


class Yearly(Target, frozen=True, kw_only=True):
    """A comparison with the year before, from the first year to the last, both inside."""

    from_: int | None = field(default=None, name="from")
    to: int | None = None
    base: Bound | None = None

    @abstractmethod
    def step(self, indicator: Indicator) -> Step:
        """How this year's requirement follows from last year's value."""

    @abstractmethod
    def wanted(self, occasion: Occasion) -> tuple[Op, Decimal, str] | None:
        """What this year asks for, and how it came about; None where nothing is known of last year."""

    def required(self, occasion: Occasion) -> tuple[Requirement, ...]:
        """This year's requirement, on the year's last day."""
        return self._this_year(occasion) if self._due(occasion) else ()

    def upcoming(self, occasion: Occasion) -> tuple[Requirement, ...]:
        """This year's requirement before its last day; the pace asks for all of it in every month."""
        return () if self._due(occasion) else self._this_year(occasion)

    def awaits(self, occasion: Occasion) -> bool:
        """On the year's last day, also where last year's value is not known."""
        return self._running(occasion) and self._due(occasion)

    def assess(self, value: Value, occasion: Occasion) -> Assessment:
        """Against this year's requirement; without last year's value nothing can be said, and never a pass."""
        if self._running(occasion) and self.wanted(occasion) is None:
            return Assessment(Status.MISSING if self.awaits(occasion) else Status.NOT_DUE, "last-year-missing")
        return judge(value, self.required(occasion), self.upcoming(occasion), occasion)

    def named_years(self) -> tuple[int, ...]:
        """`from` and `to`, where they are given."""
        return tuple(year for year in (self.from_, self.to) if year is not None)

    def misfits(self, indicator: Indicator, years: tuple[int, int]) -> tuple[str, ...]:
        """Years out of order."""
        del indicator
        return ("from 晚于 to",) if self.first_year(years) > (self.to or years[1]) else ()

    def first_year(self, years: tuple[int, int]) -> int:
        """The first year that is compared with the one before."""
        return self.from_ or years[0]

    def _running(self, occasion: Occasion) -> bool:
        return self.first_year(occasion.years) <= occasion.as_of.year <= (self.to or occasion.years[1])

    def _due(self, occasion: Occasion) -> bool:
        return occasion.as_of == year_end(occasion.as_of.year)

    def _this_year(self, occasion: Occasion) -> tuple[Requirement, ...]:
        wanted = self.wanted(occasion) if self._running(occasion) else None
        if wanted is None:
            return ()
        op, value, basis = wanted
        pace = None if self._due(occasion) else value
        return (Requirement(self.rule, op, value, year_end(occasion.as_of.year), pace=pace, basis=basis),)
