"""From an amount with the words around it to a reading: which rule, of what, by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.wording.context import Context, Found
from chanfa_check.wording.parts import (
    Change,
    Every,
    From,
    Label,
    Level,
    Measure,
    Multiple,
    Part,
    Rising,
    Time,
    Whole,
    Words,
    said_in,
)
from chanfa_check.wording.reading import Comparison, Direction, Reading, Span
from chanfa_check.wording.times import When
from chanfa_check.wording.verbs import (
    does,
    ends_in_doing,
    far_bound,
    is_counting,
    is_new,
    lessens,
    object_of,
    share_of,
    subject_of,
)

_MEASURED = re.compile(r"(?:率|比例|占比|比重|覆盖面|数|量|规模|收入|面积|产值|额)$")
_YEARLY = re.compile(r"年均(?=新增|转|培训|培养|培育|完成|新?建|开展|投入|减少|增加|净增|发放|组织|$)")
_BRACKETS = re.compile(r"^\([^()]*\)")


class Setting(Struct, frozen=True, kw_only=True):
    """What an amount stands in: the parts in front of it and behind it, and whether another one follows."""

    context: Context
    year: int | None
    front: Sequence[Part] = ()
    behind: Sequence[Part] = ()
    more: bool = False
    start: Decimal | None = None

    @property
    def before(self) -> str:
        """The words in front."""
        return said_in(self.front)

    @property
    def after(self) -> str:
        """The words behind, without a remark in brackets."""
        return _BRACKETS.sub("", said_in(self.behind))

    @property
    def dated(self) -> bool:
        """Whether a time stands right in front."""
        return bool(self.front) and isinstance(self.front[-1], Time | Every)


def take(measure: Measure, setting: Setting, found: Found) -> None:
    """Adds the readings of the amount, and hands on its subject."""
    context, before, after = setting.context, setting.before, setting.after
    doing = ends_in_doing(before)
    if isinstance(measure, Level):
        before, measure = _meant(measure, before, after, context)
    if isinstance(measure, Level) and _WITHOUT.match(said_in(setting.behind)):
        measure = replace(measure, op=_OPEN.get(measure.op, measure.op))
    far = far_bound(before)
    if far and isinstance(measure, Level):
        op = _FAR[far[1]] if measure.op is Comparison.AT_LEAST else measure.op
        before, measure = far[0], replace(measure, op=op, bound=True, standing=far[1] != "达到")
    subject = _subject(measure, before, after, doing) or context.subject
    several = _several(subject)
    for one in several:
        found.readings.append(reading_of(measure, one, _span(measure, setting.front), setting))
    found.context = replace(
        context,
        subject=subject,
        whole=context.whole if context.within else subject,
        names=tuple(several) if len(several) > 1 else context.names,
        last=measure,
        doing=(doing and bool(after)) or (context.doing and not before and bool(after)),
    )


_WITHOUT = re.compile(r"\(不含(?:本数|\d[^()]*)?\)")
_OPEN = {Comparison.AT_LEAST: Comparison.ABOVE, Comparison.AT_MOST: Comparison.BELOW}
"""What a bound becomes where brackets take its own number out: 95%以上（不含95%）."""

_FAR = {
    **dict.fromkeys(("不超过", "不得超过", "不高于", "不多于"), Comparison.AT_MOST),
    **dict.fromkeys(("不低于", "不得低于", "不少于", "不得少于", "达到"), Comparison.AT_LEAST),
    "超过": Comparison.ABOVE,
    "低于": Comparison.BELOW,
}
"""Bounds that stand away from their number: 不超过职工总数的10%."""


_LED_TO = re.compile(r"(压减|压缩|缩短|缩减|降低|减少|提高|提升|增加|扩大)(?!到|至)(.+)(?:至|到)$")
"""A change whose end stands behind what changes: 压减办理时限至3个工作日."""


def _meant(level: Level, before: str, after: str, context: Context) -> tuple[str, Level | Change]:
    """The amount, as a change where the words in front or the sentence so far make it one, and what it is said of."""
    if led := _LED_TO.search(before):
        down = not level.bound and led[1] not in ("提高", "提升", "增加", "扩大")
        return led[2], replace(level, op=Comparison.AT_MOST if down else level.op, bound=True, raised=True)
    if not level.bound and lessens(before):
        return before, Change(level, Direction.DOWN, False, False, level.span)
    last = context.last
    if (
        isinstance(last, Change)
        and not after
        and not subject_of(before)
        and level.amount.unit == last.level.amount.unit
    ):
        # 增长6%以上、力争6.5%
        return before, replace(last, level=level, span=level.span)
    return before, level


def _subject(measure: Measure, before: str, after: str, doing: bool) -> str:
    if isinstance(measure, Whole):
        return measure.of or subject_of(before)
    if isinstance(measure, Level) and after and not before and share_of(after):
        return share_of(after)
    return object_of(after) if after and (doing or not subject_of(before)) else subject_of(before)


def _several(subject: str) -> list[str]:
    """建会率、入会率 are two measures with one number."""
    parts = subject.split("、")
    return parts if len(parts) > 1 and all(_MEASURED.search(part) for part in parts) else [subject]


def _span(measure: Measure, front: Sequence[Part]) -> Span:
    near = [part.span for part in front if isinstance(part, Time | Every | Words | Label | From)]
    return min([measure.span[0], *(one[0] for one in near)]), measure.span[1]


def reading_of(measure: Measure, subject: str, span: Span, setting: Setting) -> Reading:
    """The reading of an amount that is a target."""
    context = setting.context
    when = time_of(context.when, setting.year)
    plain = Reading(
        rule="", subject=subject, span=span, within=context.whole if context.within else "", op=Comparison.AT_LEAST
    )
    if isinstance(measure, Change):
        return _change(measure, plain, when, setting)
    if isinstance(measure, Level):
        return _level(measure, plain, when, setting)
    if isinstance(measure, Rising):
        rising = replace(
            plain, rule="rising", op=None, direction=measure.direction, base=context.base, start=context.start
        )
        return _running(rising, context.when)
    if isinstance(measure, Multiple):
        times = Decimal(measure.times)
        return at_time(replace(plain, rule="multiple", value=times, unit="倍", base=context.base), when)
    if measure.nothing:
        return at_time(replace(plain, rule="milestones", op=Comparison.AT_MOST, value=Decimal(0)), when)
    return at_time(replace(plain, rule="milestones", value=Decimal(100), unit="%"), when)


def _level(level: Level, plain: Reading, when: When | None, setting: Setting) -> Reading:
    amount, before, context = level.amount, setting.before, setting.context
    stated = replace(plain, op=level.op, value=amount.value, unit=amount.unit, top=amount.top, start=setting.start)
    # What an earlier clause says recurs need not hold for a share, or for a bound to keep to.
    elsewhere = context.carried and (amount.ratio or level.standing or "累计" in before)
    recurs = None if elsewhere else context.every
    if recurs is not None or _YEARLY.search(before):
        return _yearly(stated, context.when, recurs or 12)
    if context.base is not None and amount.unit == "倍":
        return replace(at_time(stated, when), rule="multiple", base=context.base)
    counting = is_counting(amount.unit) and not amount.ratio
    summed = counting or (does(before) and not amount.ratio)
    if when is None and counting and context.when and context.when.flow:
        return replace(stated, rule="annual")
    if when is None:
        standing = "ceiling" if level.op in (Comparison.AT_MOST, Comparison.BELOW) else "floor"
        return replace(stated, rule="total" if summed and not level.standing else standing)
    if when.plan and amount.ratio and level.op is Comparison.AT_LEAST:
        # A level reached in the course of a plan is there at its end; 新增 goes on all through it.
        when = When(year=when.last)
    if (
        counting
        and when.year
        and not (when.until or when.before)
        and when.month is None
        and (when.flow or is_new(before))
    ):
        return replace(stated, rule="annual", year=when.year)
    return at_time(replace(stated, rule="total" if summed else "milestones"), when)


def _change(change: Change, plain: Reading, when: When | None, setting: Setting) -> Reading:
    amount, context = change.level.amount, setting.context
    changed = replace(
        plain,
        op=change.level.op,
        value=amount.value,
        unit=amount.unit,
        top=amount.top,
        direction=change.direction,
        base=context.base,
        start=context.start,
    )
    yearly = change.yearly or context.every == 12 or "年均" in setting.before
    counting = is_counting(amount.unit) and not amount.ratio
    if counting and context.base is None and change.direction is Direction.UP:
        added = replace(changed, direction=None, base=None)
        if yearly:
            return _yearly(added, context.when, 12)
        if when and when.year and not when.until:
            return replace(added, rule="annual", year=when.year)
        return at_time(replace(added, rule="total"), when)
    if yearly or (change.rate and context.base is None and (when is None or when.year is None)):
        return _running(replace(changed, rule="growth"), context.when)
    return at_time(replace(changed, rule="change"), when)


def _yearly(reading: Reading, when: When | None, months: int) -> Reading:
    return _running(replace(reading, rule="annual", months=None if months == 12 else months), when)


def _running(reading: Reading, when: When | None) -> Reading:
    """What recurs from year to year, in the years that the time names: 到2025年 is its last."""
    if when is None:
        return reading
    if when.first is not None:
        return replace(reading, first=when.first, last=when.last)
    return replace(reading, last=when.year) if when.until else replace(reading, year=when.year)


def time_of(when: When | None, year: int | None) -> When | None:
    """The time with the document's year where it names none; that year alone where there is no time."""
    if when is None:
        return When(year=year) if year else None
    if when.year is None and when.first is None:
        if year:
            return replace(when, year=year)
        return when if when.month else None
    return when


def at_time(reading: Reading, when: When | None) -> Reading:
    """The reading with the year, the years or the day that the time names."""
    if when is None:
        return reading
    if when.first is not None:
        return replace(reading, first=when.first, last=when.last)
    due = when.due()
    return replace(reading, due=due) if due is not None else replace(reading, year=when.year)
