"""分别: A、B分别增长6%、6.5%; 2020年、2025年分别达到35%、85%; 一、二、三季度分别为20%、45%、70%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from chanfa_check.wording.context import Found
from chanfa_check.wording.measured import Setting, reading_of
from chanfa_check.wording.parts import Change, Label, Level, Measure, Part, Time, Words, is_mark, is_measure, said_in
from chanfa_check.wording.reading import Comparison, Unread
from chanfa_check.wording.times import When
from chanfa_check.wording.verbs import subject_of


def paired(parts: Sequence[Part], found: Found, year: int | None) -> None:
    """A、B分别增长6%、6.5%; 2020年、2025年分别达到35%、85%; 一、二、三季度分别为20%、45%、70%."""
    marked = next((index for index, part in enumerate(parts) if is_mark(part, "RESPECTIVELY")), 0)
    first = next((index for index, part in enumerate(parts) if index >= marked and is_measure(part)), len(parts))
    measures = [part for part in parts[first:] if is_measure(part)]
    found.unread += [Unread("", part.span, "说的是哪些算在内，不是要求") for part in parts[:first] if is_measure(part)]
    if not measures:
        return
    front = [part for part in parts[:first] if not is_mark(part, "RESPECTIVELY")]
    shaped = [_alike(measures[0], one, measures[-1]) for one in measures]
    times = [part.when for part in front if isinstance(part, Time) and not part.base]
    times = times if len(times) > 1 else list(found.context.times) or times
    if len(times) > 1:
        front = [part for part in front if not is_mark(part, "SEP")]
    named = [one for one in re.split("[、/]|(?<=.)(?:以及|[和与])(?=.)", said_in(front)) if subject_of(one)]
    names = named or list(found.context.names)
    context = found.context
    if context.past:
        found.unread += [Unread("", one.span, "说的是已有的情况，不是要求") for one in measures]
    elif len(times) > 1 and len(shaped) in (1, len(times)):
        for when, one in zip(_same_year(times), shaped * (len(times) // len(shaped)), strict=True):
            said = said_in([part for part in parts[:first] if isinstance(part, Words | Label | Level)])
            subject = subject_of(said) or context.subject
            at = replace(context, when=when)
            found.readings.append(reading_of(one, subject, one.span, Setting(context=at, year=year)))
    elif len(names) > 1 and len(shaped) in (1, len(names)):
        for name, one in zip(names, shaped * (len(names) // len(shaped)), strict=True):
            found.readings.append(reading_of(one, subject_of(name), one.span, Setting(context=context, year=year)))
        found.context = replace(context, names=tuple(names), base=None)
    else:
        found.unread += [Unread("", one.span, "前后的项数不一致，对不上") for one in measures]


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
