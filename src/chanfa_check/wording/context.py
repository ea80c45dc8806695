"""What one clause of a sentence hands on to the next: its time, what recurs, what is measured."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.wording.parts import Every, Measure, Part, Time, Words, is_mark, is_measure
from chanfa_check.wording.reading import Reading, Unread
from chanfa_check.wording.times import When
from chanfa_check.wording.verbs import step_in


class Context(Struct, frozen=True):
    """What earlier clauses of a sentence hand on: a time, a recurrence, a subject, a verb that still governs.

    `carried` tells that what recurs was named by an earlier clause, `fresh` that the clause before was nothing but a
    time, `past` that the sentence speaks of what has been done. `last` is the last amount that was a target, `whole`
    the last subject outside of 其中. `times` are several times that stand by themselves, and `names` what the last 分别
    shared out, for the next one.
    """

    when: When | None = None
    every: int | None = None
    carried: bool = False
    base: int | None = None
    start: Decimal | None = None
    subject: str = ""
    whole: str = ""
    doing: bool = False
    within: bool = False
    past: bool = False
    times: tuple[When, ...] = ()
    fresh: bool = False
    names: tuple[str, ...] = ()
    last: Measure | None = None


class Found(Struct):
    """What one clause came to."""

    readings: list[Reading]
    unread: list[Unread]
    context: Context


def timed(parts: Sequence[Part], context: Context, year: int | None) -> Context:
    """The context with the times that the parts themselves name."""
    named = [part for index, part in enumerate(parts) if names_time(part, parts[:index])]
    whens = [part.when for part in named if isinstance(part, Time)]
    bases = [part for part in parts if isinstance(part, Time) and part.base]
    every = next((part.months for part in parts if isinstance(part, Every)), None)
    when, past = context.when, context.past
    if whens:
        when = whens[0]
        for other in whens[1:]:
            when = _joined(when, other)
        undated = when.year is None and when.first is None
        if undated and context.when and (when.month or when.this) and not (when.this and year):
            when = replace(when, year=context.when.year)
        past = _is_past(when, year)
    elif every is None:
        every = context.every
    alone = not any(is_measure(part) for part in parts)
    return replace(
        context,
        when=when,
        every=every,
        carried=every is not None and not any(isinstance(part, Every) for part in parts),
        last=None if whens else context.last,
        base=bases[0].when.year if bases else context.base,
        start=bases[0].start if bases else context.start,
        past=past or any(is_mark(part, "PAST") for part in parts),
        within=context.within or any(is_mark(part, "WITHIN") for part in parts),
        fresh=bool(whens) and all(isinstance(part, Time) or is_mark(part, "COMMA") for part in parts),
        times=tuple(whens) if alone and len(whens) > 1 else context.times if not whens else (),
    )


def names_time(part: Part, front: Sequence[Part]) -> bool:
    """Whether the part is a time of the requirement, and not of its object: 完成2000年底前建成的小区改造."""
    if not isinstance(part, Time) or part.base:
        return False
    return not (front and isinstance(front[-1], Words) and step_in(front[-1].text, True))


def _joined(one: When, other: When) -> When:
    """2025年 and 一季度, 到2025年 and 全年 are one time."""
    if other.year is None and other.first is None:
        return replace(
            one,
            month=other.month or one.month,
            day=other.day or one.day,
            before=one.before or other.before,
            this=one.this or other.this,
            flow=one.flow or other.flow,
        )
    # 2022年3月1日至2022年12月31日 is over on its last day.
    spans = one.month and other.month and (other.year or 0, other.month) >= (one.year or 0, one.month)
    return replace(other, until=True) if spans else one


def _is_past(when: When, year: int | None) -> bool:
    """Whether the time tells how things stand, or lies before the document's own year."""
    stated = when.last or when.year
    if when.past:
        return year is None or (stated is not None and stated < year)
    return year is not None and stated is not None and stated < year
