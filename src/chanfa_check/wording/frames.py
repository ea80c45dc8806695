"""What the parts of a clause mean beside one another: which amount is a target, of what, and by when.

An amount is a target where a bound says so (达到, 不低于), where a verb of doing governs it (培育150名…), where it ends
its clause (技能手50名), or where a time stands right in front of it (2019年35%达标). Everything else is left unread: a
wrong reading is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.wording.parts import (
    Change,
    Every,
    From,
    Label,
    Level,
    Mark,
    Multiple,
    Part,
    Rising,
    Time,
    Whole,
    Words,
)
from chanfa_check.wording.reading import Comparison, Direction, Reading, Unread
from chanfa_check.wording.times import When
from chanfa_check.wording.verbs import (
    does,
    ends_in_doing,
    is_aside,
    is_counting,
    is_new,
    lessens,
    object_of,
    share_of,
    step_in,
    subject_of,
    takes_place,
)

Measure = Level | Change | Whole | Multiple | Rising
_MEASURES = (Level, Change, Whole, Multiple, Rising)


class Context(Struct, frozen=True):
    """What earlier clauses of a sentence hand on: a time, a recurrence, a subject, a verb that still governs.

    `whole` is the last subject outside of 其中; `past` tells that the sentence speaks of what has been done. `times` are
    several times that stand by themselves, and `names` what the last 分别 shared out, for the next one.
    """

    when: When | None = None
    every: int | None = None
    base: int | None = None
    subject: str = ""
    whole: str = ""
    doing: bool = False
    within: bool = False
    past: bool = False
    times: tuple[When, ...] = ()
    names: tuple[str, ...] = ()


class Found(Struct):
    """What one clause came to."""

    readings: list[Reading]
    unread: list[Unread]
    context: Context


def read_clause(parts: Sequence[Part], context: Context, year: int | None) -> Found:
    """The readings of one clause, and what the next one of its sentence takes over. Spans count in the folded text."""
    found = Found([], [], context)
    timed = _timed(parts, context, year)
    kept = [part for part in parts if not isinstance(part, Time | Every) and not _is_mark(part, "COMMA", "STOP")]
    found.context = timed
    _labels(kept, found)
    apart = _apart(parts)
    if len(apart) > 1:
        return _each(apart, found, context, year)
    if not any(isinstance(part, _MEASURES) for part in parts):
        _no_amount(parts, kept, found, year)
        return found
    if any(_is_mark(part, "RESPECTIVELY") or (isinstance(part, Change) and part.respectively) for part in parts):
        _paired(parts, found, year)
        return found
    found.context = context
    for segment in _segments(parts):
        found.context = _timed(segment, found.context, year)
        _segment(segment, found, year)
    found.context = replace(found.context, base=None)
    return found


def _apart(parts: Sequence[Part]) -> list[list[Part]]:
    """The clause cut where 、 stands before 每年: 每两年举办大赛、每年举办运动会."""
    cut: list[list[Part]] = [[]]
    for index, part in enumerate(parts):
        following = parts[index + 1] if index + 1 < len(parts) else None
        if _is_mark(part, "SEP") and isinstance(following, Every):
            cut.append([])
        else:
            cut[-1].append(part)
    return cut


def _each(apart: Sequence[Sequence[Part]], found: Found, context: Context, year: int | None) -> Found:
    """The pieces of a clause, one after the other."""
    found.context = context
    for parts in apart:
        piece = read_clause(parts, found.context, year)
        found.readings += piece.readings
        found.context = piece.context
    return found


# ── Times ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _timed(parts: Sequence[Part], context: Context, year: int | None) -> Context:
    """The context with the times that the parts themselves name."""
    whens = [part.when for index, part in enumerate(parts) if _names_time(part, parts[:index])]
    bases = [part.when.year for part in parts if isinstance(part, Time) and part.base]
    every = next((part.months for part in parts if isinstance(part, Every)), None)
    when, past = context.when, context.past
    if whens:
        when = whens[0]
        for other in whens[1:]:
            when = _joined(when, other)
        if when.year is None and when.first is None and context.when and (when.month or when.this):
            when = replace(when, year=context.when.year)
        past = _is_past(when, year)
    elif every is None:
        every = context.every
    alone = not any(isinstance(part, _MEASURES) for part in parts)
    return replace(
        context,
        when=when,
        every=every,
        base=bases[0] if bases else context.base,
        past=past or any(_is_mark(part, "PAST") for part in parts),
        within=context.within or any(_is_mark(part, "WITHIN") for part in parts),
        times=tuple(whens) if alone and len(whens) > 1 else context.times if not whens else (),
    )


def _names_time(part: Part, front: Sequence[Part]) -> bool:
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
    return one


def _is_past(when: When, year: int | None) -> bool:
    """Whether the time tells how things stand, or lies before the document's own year."""
    stated = when.last or when.year
    if when.past:
        return year is None or (stated is not None and stated < year)
    return year is not None and stated is not None and stated < year


# ── Segments ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _segments(parts: Sequence[Part]) -> list[list[Part]]:
    """The clause cut at 、 wherever both sides have an amount of their own; else 、 is part of a name."""
    cut: list[list[Part]] = [[]]
    for part in parts:
        if _is_mark(part, "COMMA", "STOP"):
            continue
        if _is_mark(part, "SEP"):
            if _measured(cut[-1]):
                cut.append([])
            elif cut[-1]:
                cut[-1].append(Words(part.text, part.span))  # type: ignore[union-attr]
            continue
        cut[-1].append(part)
    # What follows the last amount belongs to it: 建设2个基地、中心.
    while len(cut) > 1 and not _measured(cut[-1]):
        tail = cut.pop()
        cut[-1] += [Words("、", tail[0].span), *tail] if tail else []
    return cut


def _measured(parts: Sequence[Part]) -> bool:
    return any(isinstance(part, _MEASURES) for part in parts)


def _segment(parts: Sequence[Part], found: Found, year: int | None) -> None:
    """The amounts of one segment, each with the words in front of it and behind it."""
    places = [index for index, part in enumerate(parts) if isinstance(part, _MEASURES)]
    start: Decimal | None = None
    for number, place in enumerate(places):
        measure = parts[place]
        assert isinstance(measure, _MEASURES)
        begin = places[number - 1] + 1 if number else 0
        end = places[number + 1] if number + 1 < len(places) else len(parts)
        front, behind = parts[begin:place], parts[place + 1 : end]
        origin = next((part for part in front if isinstance(part, From)), None)
        if origin is not None and isinstance(origin.level.amount.value, Decimal):
            start = origin.level.amount.value
        doubt = _doubt(measure, front, behind, number + 1 < len(places), found.context, year)
        if doubt:
            found.unread.append(Unread("", measure.span, doubt))
            continue
        _take(measure, front, behind, found, year, start)
        start = None


_OF_WHICH = re.compile(r"^(?:的(?!目标|水平|速度|幅度|要求|比例|覆盖|任务)|有(?!效)|且|或者?)")


def _doubt(
    measure: Measure, front: Sequence[Part], behind: Sequence[Part], more: bool, context: Context, year: int | None
) -> str:
    """Why the amount is no target; "" where it is one."""
    if context.past:
        return "说的是已有的情况，不是要求"
    before, after = _words(front), _words(behind)
    after = re.sub(r"^\([^()]*\)", "", after)
    if is_aside(before):
        return "说的是旁的情况或单个的标准，不是要求"
    if _undated(measure, front, context, year):
        return "没有年份，看不出是要求还是已有的情况"
    if not isinstance(measure, Level):
        return "说的是范围，不是要求" if after.startswith("的") and more else ""
    shared = measure.amount.ratio or not measure.after
    if not before and not more and shared and share_of(after) and _when(context.when, year):
        return ""
    if context.every and re.match("的(?:速度|幅度)", after):
        return ""
    if _OF_WHICH.match(after) or (more and after and measure.after and not before.endswith("达到")):
        return "说的是哪些算在内，不是要求"
    if measure.bound:
        return "说的是哪些算在内，不是要求" if more and after else ""
    if not measure.amount.unit and isinstance(measure.amount.value, Decimal):
        return "没有单位，看不出是什么数"
    if not after:
        governed = before or context.every or context.subject or _dated_here(front) or context.when
        alone = context == Context() and (measure.after or measure.amount.ratio)
        return "" if governed or alone else "看不出是什么的数"
    if measure.after:
        return "" if ends_in_doing(before) else "说的是哪些算在内，不是要求"
    if ends_in_doing(before) or (not before and (_dated_here(front) or context.doing)):
        return ""
    return "看不出是不是要求"


def _undated(measure: Measure, front: Sequence[Part], context: Context, year: int | None) -> bool:
    """全年 and 比上年 in a phrase whose year nobody knows: as often said of what has been done as of what is to be."""
    if year is not None or (context.when and (context.when.year or context.when.first)):
        return False
    if any(isinstance(part, Time) and part.base and part.when.year is None for part in front):
        return True
    loose = isinstance(measure, Level) and not measure.bound and not measure.after
    return loose and context.when is not None and context.when.this


def _dated_here(front: Sequence[Part]) -> bool:
    return bool(front) and isinstance(front[-1], Time | Every)


def _words(parts: Sequence[Part]) -> str:
    """The words among the parts, with names and brackets."""
    return "".join(part.text for part in parts if _is_said(part) or (isinstance(part, Mark) and part.kind == "SEP"))


def _is_said(part: Part) -> bool:
    """Whether the part is words, or a name that belongs to them."""
    return isinstance(part, Words) or (isinstance(part, Label) and part.kind not in _SET_APART)


_SET_APART = ("LIST_NUMBER", "DOCUMENT_NUMBER", "CLOCK", "SCORE")


# ── Readings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _take(
    measure: Measure, front: Sequence[Part], behind: Sequence[Part], found: Found, year: int | None, start: Decimal | None
) -> None:
    context = found.context
    before, after = _words(front), _words(behind)
    doing = ends_in_doing(before)
    own = object_of(after) if after and (doing or not subject_of(before)) else subject_of(before)
    if isinstance(measure, Level) and after and not before and share_of(after):
        own = share_of(after)
    if isinstance(measure, Level) and not measure.bound and lessens(before):
        measure = Change(measure, Direction.DOWN, False, False, measure.span)
    if isinstance(measure, Whole):
        own = measure.of or subject_of(before)
    subject = own or context.subject
    for one in _several(subject):
        found.readings.append(
            _reading(measure, one, _span(measure, front, behind), before, context, year, start)
        )
    found.context = replace(
        context,
        subject=subject,
        whole=context.whole if context.within else subject,
        doing=(doing and bool(after)) or (context.doing and not before and bool(after)),
    )


_MEASURED = re.compile(r"(?:率|比例|占比|比重|覆盖面|数|量|规模|收入|面积|产值|额)$")


def _several(subject: str) -> list[str]:
    """建会率、入会率 are two measures with one number."""
    parts = subject.split("、")
    return parts if len(parts) > 1 and all(_MEASURED.search(part) for part in parts) else [subject]


def _span(measure: Measure, front: Sequence[Part], behind: Sequence[Part]) -> tuple[int, int]:
    near = [part.span for part in front if isinstance(part, Time | Every | Words | Label | From)]
    return (min([measure.span[0], *(one[0] for one in near)]), measure.span[1])


def _reading(
    measure: Measure, subject: str, span: tuple[int, int], before: str, context: Context, year: int | None, start: Decimal | None
) -> Reading:
    within = context.whole if context.within else ""
    when = _when(context.when, year)
    plain = Reading(rule="", subject=subject, span=span, within=within, op=Comparison.AT_LEAST)
    dated = _dated(plain, when)
    match measure:
        case Rising():
            rising = replace(plain, rule="rising", op=None, direction=measure.direction, base=context.base)
            return _running(rising, context.when)
        case Multiple():
            return replace(dated, rule="multiple", value=Decimal(measure.times), unit="倍", base=context.base)
        case Whole(nothing=True):
            return replace(dated, rule="milestones", op=Comparison.AT_MOST, value=Decimal(0))
        case Whole():
            return replace(dated, rule="milestones", value=Decimal(100), unit="%")
        case Change():
            return _change(measure, plain, when, context, before)
    if when and when.plan and measure.amount.ratio and measure.op is Comparison.AT_LEAST:
        # A level reached in the course of a plan is there at its end; 新增 goes on all through it.
        when = When(year=when.last)
    level = replace(plain, op=measure.op, value=measure.amount.value, unit=measure.amount.unit, top=measure.amount.top, start=start)
    if context.every is not None or _YEARLY.search(before):
        return _yearly(level, context.when, context.every or 12)
    if context.base is not None and level.unit == "倍":
        return replace(_dated(level, when), rule="multiple", base=context.base)
    counting = is_counting(level.unit) and not measure.amount.ratio
    if when is None:
        rule = "ceiling" if level.op in (Comparison.AT_MOST, Comparison.BELOW) else "floor"
        if (counting or does(before)) and not measure.standing:
            rule = "total"
        return replace(level, rule=rule)
    if counting and when.year and not when.until and when.month is None and (when.flow or is_new(before)):
        return replace(level, rule="annual", year=when.year)
    summed = counting or (does(before) and not measure.amount.ratio)
    return replace(_dated(level, when), rule="total" if summed else "milestones")


_YEARLY = re.compile(r"年均(?=新增|转|培训|培养|培育|完成|新?建|开展|投入|减少|增加|发放|组织)")


def _change(measure: Change, plain: Reading, when: When | None, context: Context, before: str) -> Reading:
    level = measure.level
    changed = replace(
        plain,
        op=level.op,
        value=level.amount.value,
        unit=level.amount.unit,
        top=level.amount.top,
        direction=measure.direction,
        base=context.base,
    )
    yearly = measure.yearly or context.every == 12 or "年均" in before
    if is_counting(level.amount.unit) and not level.amount.ratio and measure.direction is Direction.UP:
        added = replace(changed, direction=None, base=None)
        if yearly:
            return _yearly(added, context.when, 12)
        if when and when.year and not when.until:
            return replace(added, rule="annual", year=when.year)
        return replace(_dated(added, when), rule="total")
    if yearly or (measure.rate and context.base is None and (when is None or when.year is None)):
        return _running(replace(changed, rule="growth"), context.when)
    return replace(_dated(changed, when), rule="change")


def _yearly(level: Reading, when: When | None, months: int) -> Reading:
    return _running(replace(level, rule="annual", months=None if months == 12 else months), when)


def _running(reading: Reading, when: When | None) -> Reading:
    """What recurs from year to year, in the years that the time names: 到2025年 is its last."""
    if when is None:
        return reading
    if when.first is not None:
        return replace(reading, first=when.first, last=when.last)
    return replace(reading, last=when.year) if when.until else replace(reading, year=when.year)


def _when(when: When | None, year: int | None) -> When | None:
    """The time with the document's year where it names none; the year alone where there is no time."""
    if when is None:
        return When(year=year) if year else None
    if when.year is None and when.first is None and year:
        return replace(when, year=year)
    return None if when == When(flow=True, this=True) or (when.this and when.year is None and when.month is None) else when


def _dated(reading: Reading, when: When | None) -> Reading:
    if when is None:
        return reading
    if when.first is not None:
        return replace(reading, first=when.first, last=when.last)
    due = when.due()
    return replace(reading, due=due) if due is not None else replace(reading, year=when.year)


# ── 分别 ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _paired(parts: Sequence[Part], found: Found, year: int | None) -> None:
    """A、B分别增长6%、6.5%; 2020年、2025年分别达到35%、85%; 一、二、三季度分别为20%、45%、70%."""
    marked = next((index for index, part in enumerate(parts) if _is_mark(part, "RESPECTIVELY")), 0)
    first = next(
        (index for index, part in enumerate(parts) if index >= marked and isinstance(part, _MEASURES)), len(parts)
    )
    measures = [part for part in parts[first:] if isinstance(part, _MEASURES)]
    found.unread += [
        Unread("", part.span, "说的是哪些算在内，不是要求") for part in parts[:first] if isinstance(part, _MEASURES)
    ]
    if not measures:
        return
    front = [part for part in parts[:first] if not _is_mark(part, "RESPECTIVELY")]
    shaped = [_alike(measures[0], one, measures[-1]) for one in measures]
    times = [part.when for part in front if isinstance(part, Time) and not part.base]
    times = times if len(times) > 1 else list(found.context.times) or times
    if len(times) > 1:
        front = [part for part in front if not _is_mark(part, "SEP")]
    named = [one for one in re.split("[、/]|(?<=.)(?:以及|[和与])(?=.)", _words(front)) if subject_of(one)]
    names = named or list(found.context.names)
    context = found.context
    if context.past:
        found.unread += [Unread("", one.span, "说的是已有的情况，不是要求") for one in measures]
    elif len(times) > 1 and len(shaped) in (1, len(times)):
        for when, one in zip(_same_year(times), shaped * (len(times) // len(shaped)), strict=True):
            said = _words([part for part in parts[:first] if isinstance(part, Words | Label | Level)])
            subject = subject_of(said) or context.subject
            at = replace(context, when=when)
            found.readings.append(_reading(one, subject, one.span, "", at, year, None))
    elif len(names) > 1 and len(shaped) in (1, len(names)):
        for name, one in zip(names, shaped * (len(names) // len(shaped)), strict=True):
            found.readings.append(_reading(one, subject_of(name), one.span, "", context, year, None))
        found.context = replace(context, names=tuple(names), base=None)
    else:
        found.unread += [Unread("", one.span, "“分别”前后的项数不一致") for one in measures]


def _alike(model: Measure, other: Measure, last: Measure) -> Measure:
    """`other` with what only the first one, or the last one, is written with: the bound or change, and 左右."""
    level = other.level if isinstance(other, Change) else other
    if not isinstance(level, Level):
        return other
    if isinstance(last, Level) and last.after and not level.after and level.op is not Comparison.ABOVE:
        level = replace(level, op=last.op)
    if isinstance(model, Change):
        return replace(model, level=level, span=other.span)
    if isinstance(model, Level) and not level.bound and level.op is Comparison.AT_LEAST:
        level = replace(level, op=model.op, bound=model.bound)
    return level


def _same_year(times: Sequence[When]) -> Iterator[When]:
    year = next((one.year for one in times if one.year), None)
    for one in times:
        yield replace(one, year=one.year or year)


# ── Clauses without an amount ────────────────────────────────────────────────────────────────────────────────────────


def _no_amount(parts: Sequence[Part], kept: Sequence[Part], found: Found, year: int | None) -> None:
    """A step with a date, something that takes place regularly, work that goes on, or nothing."""
    context = found.context
    words = "".join(
        part.text
        for index, part in enumerate(parts)
        if _is_said(part)
        or _is_mark(part, "SEP")
        or (isinstance(part, Time) and not part.base and not _names_time(part, parts[:index]))
    )
    if not parts:
        return
    span = (parts[0].span[0], kept[-1].span[1] if kept else parts[-1].span[1])
    holiday = next((part for part in kept if _is_mark(part, "HOLIDAY")), None)
    ongoing = next((part for part in kept if _is_mark(part, "ONGOING")), None)
    here = [part for part in parts if isinstance(part, Time) and not part.base]
    every = next((part for part in parts if isinstance(part, Every)), None)
    if context.past:
        return
    if every is not None:
        if takes_place(words):
            found.readings.append(
                Reading(rule="event", subject=subject_of(words), span=span, months=every.months, before=_holiday(holiday))
            )
        elif words:
            found.unread.append(Unread("", span, "没有数量，看不出要求什么"))
        return
    step = step_in(words, bool(here) or context.when is not None)
    when = _when(context.when, year)
    if step and when is not None and not here and not step.starts:
        step = None
    if step and when is not None:
        plain = Reading(rule="stage", op=Comparison.AT_LEAST, value=step.words, subject=step.subject, span=span)
        found.readings.append(_dated(plain, when))
    if ongoing is not None:
        at = ongoing.span
        rest = "" if step else subject_of(words)
        found.readings.append(Reading(rule="ongoing", subject=rest, span=at))


def _holiday(part: Part | None):  # type: ignore[no-untyped-def]
    from chanfa_check.model import YearDay

    days = {"五一": YearDay(5, 1), "国庆": YearDay(10, 1), "元旦": YearDay(1, 1)}
    return days[part.text[:2]] if part is not None and isinstance(part, Mark) else None


_WHY = {
    "LIST_NUMBER": "这是编号",
    "DOCUMENT_NUMBER": "这是文号",
    "CLOCK": "这是时刻",
    "ORDINAL": "这是次序",
    "RANK": "这是名次，没有可以核对的数",
    "SCORE": "这是分值",
    "NAME": "这是名称",
    "QUOTED": "引号里的是名称",
    "BRACKETS": "括号里的数不作要求",
    "DENOMINATOR": "这是分母",
    "DURATION": "这是期限或时长",
}


def _labels(kept: Sequence[Part], found: Found) -> None:
    for part in kept:
        if isinstance(part, Label) and re.search(r"\d", part.text):
            found.unread.append(Unread(part.text, part.span, _WHY[part.kind]))


def _is_mark(part: Part, *kinds: str) -> bool:
    return isinstance(part, Mark) and part.kind in kinds
