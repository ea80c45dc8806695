"""Amounts of the duty that the schedule dates: 培育150名 … 到2025年全部完成; 建成6个、2所 … 2019年完成50%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.drafting.called import in_words, indicator_name
from chanfa_check.drafting.said import Plain, Said, Years, amount, bound, date_order, due, is_dated, unit_of
from chanfa_check.drafting.things import shares
from chanfa_check.quantity.unit import plain
from chanfa_check.wording.reading import Comparison

_DONE = re.compile(r"(?:全部|全面)?(?:完成|建成|办结|到位)(?:建设|任务|目标)?")
_COVERING = re.compile("覆盖|达标|占比|比例|率")


class Whole(Struct, frozen=True):
    """The indicators of the amounts, each reading of the schedule that went into them, and what was assumed."""

    indicators: tuple[Plain, ...] = ()
    used: tuple[Said, ...] = ()
    questions: tuple[tuple[str, str], ...] = ()


def amounts_in(said: Sequence[Said]) -> list[Said]:
    """What is to be reached, without a date beside it."""
    return [one for one in said if one.reading.rule in ("total", "milestones") and not is_dated(one.reading)]


def dated_whole(amounts: Sequence[Said], schedule: Sequence[Said], duty: str, years: Years) -> Whole:
    """The amounts with the dates of the schedule; the last year of the matrix where it has none, and that is asked."""
    steps = _steps(amounts, schedule)
    if any(amount(one.reading) == amount(amounts[0].reading) for one in steps):
        # 培育150名 … 2020年80名，2025年150名: the schedule says it again, with its date.
        return Whole(used=tuple(amounts))
    if steps:
        return _unclear(amounts, steps, duty)
    totals = [one for one in amounts if one.reading.rule == "total"]
    parts = _parts(schedule, years) if totals else []
    done = [one for one in schedule if one.reading.rule == "stage" and _DONE.fullmatch(str(one.reading.value))][-1:]
    ends = [one for one in parts if amount(one.reading) == 100][-1:] or done
    last = _end(due(ends[0].reading, years)) if ends else str(years[1])
    asked: list[tuple[str, str]] = []
    said = "、".join(f"“{one.words}”" for one in amounts)
    reading = ""
    if not ends:
        lacking = "时间进度没有写明这个数的期限" if any(is_dated(one.reading) for one in schedule) else "原文没有期限"
        reading = f"{lacking}，以全表终止的{last}年为期；原有多少不明，不设进度。"
        asked.append(("schedule", f"{said}没有写明期限，暂以全表终止的{last}年为期，请核对"))
    if totals:
        asked.append(("indicators", f"{said}从多少做起原文没有写，期限之前不画进度线；从零做起的，请补写 start"))
    partial = any(amount(part.reading) != 100 for part in parts)
    single = len(totals) == 1 and partial
    indicators: list[Plain] = []
    for one in amounts:
        by = {due(part.reading, years): _part_of(one, part) for part in parts} if single and one in totals else {}
        if not any(_end(when) == last for when in by):
            by[last] = bound(one.reading)
        unit = unit_of(one.reading)
        indicator: Plain = {
            "name": indicator_name("total" if one in totals else "level", one.reading.subject, duty, unit),
            "unit": unit,
            "targets": [{"rule": one.reading.rule, "by": by}],
        }
        if single and one in totals:
            shown = "、".join(f"{due(part.reading, years)}年{plain(_fraction(part) * 100)}%" for part in parts)
            indicator["reading"] = f"各年的数量按“{one.words}”乘以时间进度的比例（{shown}）算出。"
            asked.append(("schedule", f"时间进度的比例按“{one.words}”的完成率计，各年的数量是算出来的，请核对"))
        elif reading:
            indicator["reading"] = reading
        indicators.append(indicator)
    used = [*parts, *(ends if ends == done else [])]
    if len(totals) > 1 and partial:
        indicators.append(_together(indicators, totals, amounts, parts, years))
        asked.append(("schedule", f"时间进度的比例按{len(totals)}项数量完成率的平均数计，每项最高100%，请核对"))
    return Whole(tuple(indicators), tuple(used), tuple(asked))


def _steps(amounts: Sequence[Said], schedule: Sequence[Said]) -> list[Said]:
    """The dated amounts of the schedule that speak of the duty's only one."""
    if len(amounts) != 1 or amounts[0].reading.rule != "total":
        return []
    subject, unit = amounts[0].reading.subject, unit_of(amounts[0].reading)
    dated = [one for one in schedule if one.reading.rule == "total" and is_dated(one.reading)]
    return [one for one in dated if one.reading.subject in ("", subject) and unit_of(one.reading) == unit]


def _unclear(amounts: Sequence[Said], steps: Sequence[Said], duty: str) -> Whole:
    """An amount that the schedule never comes to: 150名 … 2021年50名，2022年50名 may be each year's, or all so far."""
    said = "；".join(one.clause for one in (*amounts, *steps))
    why = f"“{said}”看不出时间进度的数是累计数还是当年数，暂记为文字说明，由人判断，请核对"
    return Whole((in_words(amounts[0].reading.subject or duty, said),), (*amounts, *steps), (("schedule", why),))


def _together(
    indicators: Sequence[Plain], totals: Sequence[Said], amounts: Sequence[Said], parts: Sequence[Said], years: Years
) -> Plain:
    places = [place for place, one in enumerate(amounts) if one in totals]
    return {
        "name": f"{len(totals)}项数量任务合计完成率",
        "unit": "%",
        "targets": [
            {
                "rule": "composite",
                "of": [indicators[place] for place in places],
                "by": {due(part.reading, years): bound(part.reading) for part in parts},
            }
        ],
        "reading": f"按{len(totals)}项完成率的平均数计，每项最高100%；原有多少不明，第一个目标到期之前不设进度。",
    }


def _parts(schedule: Sequence[Said], years: Years) -> list[Said]:
    """What part of the amounts is to be done by when, in order of date; none where a date is said twice."""
    upward = (None, Comparison.AT_LEAST, Comparison.ABOVE)
    found = [one for one in shares(schedule) if one.reading.op in upward and not _COVERING.search(one.clause)]
    found = [one for one in found if is_dated(one.reading)]
    dates = [due(one.reading, years) for one in found]
    return sorted(found, key=lambda one: date_order(due(one.reading, years))) if len(set(dates)) == len(dates) else []


def _part_of(one: Said, part: Said) -> str:
    """The amount of which a part is to be done, more than it where the part says so."""
    reading = replace(one.reading, op=part.reading.op) if part.reading.op is Comparison.ABOVE else one.reading
    return bound(reading, _fraction(part))


def _end(when: str) -> str:
    """The last date of a span of years; any other date as it is."""
    return when.rpartition("-")[2] if len(when) == len("2021-2025") else when


def _fraction(part: Said) -> Decimal:
    return (amount(part.reading) or Decimal(0)) / 100
