"""A clause from its parts to its readings: cut into segments, each with its own time, and every amount in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise, zip_longest

from msgspec.structs import replace

from chanfa_check.wording.context import Context, Found, timed
from chanfa_check.wording.doubt import doubt
from chanfa_check.wording.measured import Setting, take
from chanfa_check.wording.paired import paired
from chanfa_check.wording.parts import Change, Every, From, Label, Part, Time, Words, is_mark, is_measure
from chanfa_check.wording.reading import Unread
from chanfa_check.wording.steps import without_amount


def read_clause(parts: Sequence[Part], context: Context, year: int | None) -> Found:
    """The readings of one clause, and what the next one of its sentence takes over. Spans count in the folded text."""
    found = Found([], [], context)
    apart = _apart(parts)
    if len(apart) > 1:
        return _each(apart, found, year)
    kept = [part for part in parts if not isinstance(part, Time | Every) and not is_mark(part, "COMMA", "STOP")]
    found.context = timed(parts, context, year)
    _labels(kept, found)
    if not any(is_measure(part) for part in parts):
        without_amount(parts, kept, found, year, follows=context.fresh)
        return found
    if (
        _at_several_times(parts)
        or _one_by_one(parts)
        or any(is_mark(part, "RESPECTIVELY") or (isinstance(part, Change) and part.respectively) for part in parts)
    ):
        paired(parts, found, year)
        return found
    found.context = context
    for segment in _segments(parts):
        found.context = timed(segment, found.context, year)
        _segment(segment, found, year)
    found.context = replace(found.context, base=None, start=None)
    return found


def _at_several_times(parts: Sequence[Part]) -> bool:
    """2024年、2025年均达到90%: one amount at each of several times."""
    times = [part for part in parts if isinstance(part, Time) and not part.base and part.when.year]
    apart = any(is_mark(part, "SEP") and isinstance(parts[index - 1], Time) for index, part in enumerate(parts))
    return len(times) > 1 and apart and sum(is_measure(part) for part in parts) == 1


def _one_by_one(parts: Sequence[Part]) -> bool:
    """国家级、省级工作室10家、50家, or 中小学、幼儿园各10所: what 分别 would say."""
    places = [index for index, part in enumerate(parts) if is_measure(part)]
    if not places or not any(is_mark(part, "SEP") for part in parts[: places[0]]):
        return False
    before = parts[places[0] - 1] if places[0] else None
    if len(places) == 1:
        return isinstance(before, Words) and before.text.endswith("各")
    return all(other - one == 2 and is_mark(parts[one + 1], "SEP") for one, other in pairwise(places))


def _apart(parts: Sequence[Part]) -> list[list[Part]]:
    """The clause cut where 、 stands before another time: 每两年举办大赛、每年举办运动会; 二季度开工、年内完工."""
    cut: list[list[Part]] = [[]]
    if any(is_mark(part, "RESPECTIVELY") for part in parts):
        return [list(parts)]
    for part, following in zip_longest(parts, parts[1:]):
        begun = any(isinstance(one, Words) for one in cut[-1])
        if is_mark(part, "SEP") and begun and isinstance(following, Every | Time):
            cut.append([])
        else:
            cut[-1].append(part)
    return cut


def _each(apart: Sequence[Sequence[Part]], found: Found, year: int | None) -> Found:
    """The pieces of a clause, one after the other."""
    for parts in apart:
        piece = read_clause(parts, found.context, year)
        found.readings += piece.readings
        found.unread += piece.unread
        found.context = piece.context
    return found


def _segments(parts: Sequence[Part]) -> list[list[Part]]:
    """The clause cut at 、 wherever both sides have an amount of their own; else 、 is part of a name."""
    cut: list[list[Part]] = [[]]
    for part in parts:
        if is_mark(part, "COMMA", "STOP"):
            continue
        if is_mark(part, "SEP"):
            if _measured(cut[-1]):
                cut.append([])
            elif cut[-1]:
                cut[-1].append(Words("、", part.span))
            continue
        cut[-1].append(part)
    # What follows the last amount belongs to it: 建设2个基地、中心.
    while len(cut) > 1 and not _measured(cut[-1]):
        tail = cut.pop()
        cut[-1] += [Words("、", tail[0].span), *tail] if tail else []
    return cut


def _measured(parts: Sequence[Part]) -> bool:
    return any(is_measure(part) for part in parts)


def _segment(parts: Sequence[Part], found: Found, year: int | None) -> None:
    """The amounts of one segment, each with the words in front of it and behind it."""
    places = [index for index, part in enumerate(parts) if is_measure(part)]
    start: Decimal | None = None
    for number, place in enumerate(places):
        measure = parts[place]
        assert is_measure(measure)
        begin = places[number - 1] + 1 if number else 0
        end = places[number + 1] if number + 1 < len(places) else len(parts)
        front, behind = parts[begin:place], parts[place + 1 : end]
        origin = next((part for part in front if isinstance(part, From)), None)
        if origin is not None and isinstance(origin.level.amount.value, Decimal):
            start = origin.level.amount.value
        setting = Setting(
            context=found.context,
            year=year,
            front=front,
            behind=behind,
            more=number + 1 < len(places),
            start=start,
        )
        if why := doubt(measure, setting):
            found.unread.append(Unread("", measure.span, why))
        else:
            take(measure, setting, found)
            start = None


_WHY = {
    "LIST_NUMBER": "这是编号",
    "DOCUMENT_NUMBER": "这是文号",
    "CLOCK": "这是时刻",
    "ORDINAL": "这是次序",
    "RANK": "这是名次，没有可以核对的数",
    "SCORE": "这是分值",
    "NAME": "这是名称",
    "NAME_OF": "这是名称",
    "QUOTED": "引号里的是名称",
    "BRACKETS": "括号里的数不作要求",
    "DENOMINATOR": "这是分母",
    "DURATION": "这是期限或时长",
    "HAN_NUMBER": "汉字写的数，可能是名称",
}


def _labels(kept: Sequence[Part], found: Found) -> None:
    for part in kept:
        if (
            isinstance(part, Label)
            and (part.kind == "HAN_NUMBER" or re.search(r"\d", part.text))
            and not part.text.startswith("(不含")
        ):
            found.unread.append(Unread(part.text, part.span, _WHY[part.kind]))
