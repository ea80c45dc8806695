"""Amounts of the duty beside a schedule that is nothing but a time: 建立宣讲团10个 | 2023年底前, 评选10名 | 每年."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.drafting.called import clipped
from chanfa_check.drafting.said import Said, Years, is_dated
from chanfa_check.lint.times import Named, times_in
from chanfa_check.wording import Reading, Wording
from chanfa_check.wording.measured import at_time, time_of
from chanfa_check.wording.times import When

_REACHED = re.compile("达|突破|超过|提[高升][到至]")
_KEPT = re.compile("不得?[低少]于|保持|稳定|维持|动态|始终|[均都]应")


class Dated(Struct, frozen=True):
    """The readings of the duty. `timed` are those of them that took their time from the schedule, as `note` says;
    `refused` the amounts that it leaves open, each with a Chinese sentence.
    """

    said: tuple[Said, ...]
    timed: tuple[Said, ...] = ()
    refused: tuple[tuple[Said, str], ...] = ()
    note: str = ""


def with_schedule(said: Sequence[Said], schedule: Wording, years: Years) -> Dated:
    """The duty's amounts with the time of the schedule, where they have none and it says nothing of its own."""
    said = [_to_reach(one) for one in said] if times_in(schedule.phrase).named else said
    amounts = [one for one in said if one.reading.rule in ("total", "milestones") and not is_dated(one.reading)]
    if not amounts or any(reading.rule != "ongoing" for reading in schedule.readings):
        return Dated(tuple(said))
    times = times_in(schedule.phrase)
    if not times.named:
        return Dated(tuple(said))
    shown = clipped(schedule.phrase)
    kept: list[Said] = []
    timed: list[Said] = []
    refused: list[tuple[Said, str]] = []
    for one in said:
        if one not in amounts:
            kept.append(one)
            continue
        found = _at(one.reading, times.named, years) if times.alone else "没有说清这个数到什么时候"
        if isinstance(found, str):
            refused.append((one, f"旁边的时间进度“{shown}”{found}"))
        else:
            timed.append(replace(one, reading=found))
            kept.append(timed[-1])
    yearly = any(one.reading.rule == "annual" for one in timed)
    return Dated(
        tuple(kept), tuple(timed), tuple(refused), f"{'按年计数' if yearly else '期限'}取自时间进度“{shown}”。"
    )


def _at(reading: Reading, named: Sequence[Named], years: Years) -> Reading | str:
    """The reading at the times of the schedule, or why it cannot be placed."""
    every = [one.months for one in named if one.months is not None]
    whens = [one.when for one in named if one.when is not None]
    if len(every) > 1 or len(whens) > 1:
        return "写了几个时间，看不出数量在每个时间各是多少"
    if any(one.past for one in named):
        return "说的是已有的情况"
    when = time_of(whens[0], years[0] if years[0] == years[1] else None) if whens else None
    if whens and when is None:
        return "没有写是哪一年"
    if every:
        return _yearly(reading, every[0], when, years)
    assert when is not None
    if reading.rule == "total" and when.first is not None and when.last is None:
        return "没有写到哪一年为止，看不出是当年数还是累计数"
    return at_time(reading, when)


def _yearly(reading: Reading, months: int, when: When | None, years: Years) -> Reading | str:
    """The reading for every year, or why no rule can say it."""
    if months != 12:
        return "不是每年一次，程序只会判定一年的数量"
    if when is not None and when.first is None:
        return "写了年内的期限，程序只会判定全年"
    first, last = (when.first, when.last) if when is not None else (None, None)
    if reading.rule == "total":
        return replace(reading, rule="annual", first=first, last=last)
    return replace(reading, first=first or years[0], last=last or years[1])


def _to_reach(one: Said) -> Said:
    """A level that the words ask to get to (达到90%), and not to keep to, as one for which a date can be given."""
    reached = one.reading.rule == "floor" and not is_dated(one.reading)
    if reached and _REACHED.search(one.words) and not _KEPT.search(one.words):
        return replace(one, reading=replace(one.reading, rule="milestones"))
    return one
