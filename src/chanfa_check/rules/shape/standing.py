"""What floor and ceiling share: one number that binds at every date."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from msgspec import field

from chanfa_check.model import Assessment, Bound, Indicator, Occasion, Op, Requirement, Target, Value
from chanfa_check.rules.shape.thresholds import judge


class Standing(Target, frozen=True, kw_only=True):
    """A bound in force from the first day of `from` on."""

    direction: ClassVar[Op]

    value: Bound
    from_: int | None = field(default=None, name="from")

    def required(self, occasion: Occasion) -> tuple[Requirement, ...]:
        """The bound, once it is in force."""
        if occasion.as_of.year < (self.from_ or occasion.years[0]):
            return ()
        return (Requirement(self.rule, self.value.op or self.direction, self.value.value, None, top=self.value.top),)

    def upcoming(self, occasion: Occasion) -> tuple[Requirement, ...]:
        """Nothing: a standing bound has no next step."""
        del occasion
        return ()

    def assess(self, value: Value, occasion: Occasion) -> Assessment:
        """As the manual says."""
        return judge(value, self.required(occasion), (), occasion)

    def goals(self) -> tuple[Decimal, ...]:
        """The bound."""
        return (self.value.value,)

    def named_years(self) -> tuple[int, ...]:
        """`from`, where it is given."""
        return () if self.from_ is None else (self.from_,)

    def misfits(self, indicator: Indicator, years: tuple[int, int]) -> tuple[str, ...]:
        """A bound that points the other way, or a range: which end of it must be kept to, nobody can tell."""
        del indicator, years
        if self.value.top is not None:
            return (f"{self.rule} 写一个数，不写范围；上下都有限的，floor 和 ceiling 各写一条",)
        wrong = self.value.op is not None and self.value.op.upward != self.direction.upward
        return (f"{self.value.op} 与 {self.rule} 的方向相反",) if wrong else ()
