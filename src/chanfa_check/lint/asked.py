"""What the targets of a task ask for, one requirement at a time, so that each can be held against the wording."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import TypeAlias

from msgspec import Struct

from chanfa_check.model import Due, Indicator, Op, Target, Task, YearDay
from chanfa_check.rules import annual, event, growth, rising, stage
from chanfa_check.rules.shape.dated import Dated
from chanfa_check.rules.shape.standing import Standing

Path: TypeAlias = tuple[str | int, ...]
"""Where a value stands in the matrix file: ("tasks", 3, "lead")."""


class Asked(Struct, frozen=True, kw_only=True):
    """One requirement of a target.

    `path` is the target's. `value` counts in the indicator's unit (a rate of growth in %), or names a step; None where
    no number is asked for. `due` is there where the target names a date; `first` and `last` are the years that it
    names instead. `words` are what means the step beside its name. `months` is how often something recurs.
    """

    path: Path
    indicator: Indicator
    target: Target
    op: Op | None = None
    value: Decimal | str | None = None
    unit: str = ""
    top: Decimal | None = None
    due: Due | None = None
    first: int | None = None
    last: int | None = None
    words: tuple[str, ...] = ()
    months: int | None = None
    before: YearDay | None = None

    @property
    def rule(self) -> str:
        """The kind of requirement."""
        return self.target.rule


def asked_by(task: Task, index: int) -> tuple[Asked, ...]:
    """All that the targets of the task ask for; `index` is its place in the matrix."""
    return tuple(
        asked
        for number, indicator in enumerate(task.indicators)
        for place, target in enumerate(indicator.targets)
        for asked in _of(target, indicator, ("tasks", index, "indicators", number, "targets", place))
    )


def _of(target: Target, indicator: Indicator, path: Path) -> Iterator[Asked]:
    asks = partial(Asked, path=path, indicator=indicator, target=target)
    unit = indicator.unit
    if isinstance(target, Dated):
        for due, bound in target.by.items():
            yield asks(op=bound.op or Op.AT_LEAST, value=bound.value, unit=unit, top=bound.top, due=due)
    elif isinstance(target, Standing):
        bound = target.value
        op = bound.op or target.direction
        yield asks(op=op, value=bound.value, unit=unit, top=bound.top, first=target.from_)
    elif isinstance(target, annual.Rule):
        bound = target.value
        op = bound.op or Op.AT_LEAST
        yield asks(op=op, value=bound.value, unit=unit, top=bound.top, first=target.from_, last=target.to)
    elif isinstance(target, stage.Rule):
        for due, step in target.by.items():
            yield asks(value=step, due=due, words=(step, *target.stages[step]))
    elif isinstance(target, growth.Rule):
        rate = target.rate.fraction * 100
        yield asks(op=Op.AT_LEAST, value=rate, unit="%", first=target.from_, last=target.to)
    elif isinstance(target, rising.Rule):
        yield asks(first=target.from_, last=target.to)
    elif isinstance(target, event.Rule):
        yield asks(months=target.every.months, before=target.before, first=target.from_)
    else:
        yield asks()
