"""How the indicators of one level are made of those of the level below: city, districts, streets."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct, field


class How(StrEnum):
    """What becomes of the children's values.

    WORST is the least of them where more is better, and the most where less is better.
    """

    SUM = "sum"
    MEAN = "mean"
    WEIGHTED = "weighted"
    WORST = "worst"


class RolledIndicator(Struct, frozen=True, kw_only=True):
    """An indicator, by its id, whose value the children's make up.

    `weights` are by child, for WEIGHTED only. `from_` names the child's indicator where its id is another one.
    """

    id: str
    how: How
    weights: dict[str, Decimal] = {}
    from_: dict[str, str] = field(default_factory=dict, name="from")

    def source(self, child: str) -> str:
        """The id of the child's indicator."""
        return self.from_.get(child, self.id)


class Rollup(Struct, frozen=True, kw_only=True):
    """`children` has the matrix of each: an id, or a file beside this one."""

    children: dict[str, str]
    indicators: tuple[RolledIndicator, ...]
