"""Clauses without an amount: a step with a date, what takes place regularly, work that goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chanfa_check.model import YearDay
from chanfa_check.wording.context import Found, names_time
from chanfa_check.wording.measured import at_time, time_of
from chanfa_check.wording.parts import Every, Mark, Part, Time, is_mark, is_said
from chanfa_check.wording.reading import Comparison, Reading, Unread
from chanfa_check.wording.verbs import step_in, subject_of, takes_place


def without_amount(
    parts: Sequence[Part], kept: Sequence[Part], found: Found, year: int | None, *, follows: bool
) -> None:
    """A step with a date, something that takes place regularly, work that goes on, or nothing.

    `follows` tells that a date stood right before, in a clause of its own: a step need not open the clause then.
    """
    context = found.context
    words = "".join(
        part.text
        for index, part in enumerate(parts)
        if is_said(part)
        or is_mark(part, "SEP")
        or (isinstance(part, Time) and not part.base and not names_time(part, parts[:index]))
    )
    if not parts:
        return
    span = (parts[0].span[0], kept[-1].span[1] if kept else parts[-1].span[1])
    holiday = next((part for part in kept if is_mark(part, "HOLIDAY")), None)
    ongoing = next((part for part in kept if is_mark(part, "ONGOING")), None)
    here = [part for part in parts if isinstance(part, Time) and not part.base]
    every = next((part for part in parts if isinstance(part, Every)), None)
    if context.past:
        return
    if every is not None:
        if takes_place(words):
            found.readings.append(
                Reading(
                    rule="event", subject=subject_of(words), span=span, months=every.months, before=_holiday(holiday)
                )
            )
        elif words:
            found.unread.append(Unread("", span, "没有数量，看不出要求什么"))
        return
    step = step_in(words, bool(here) or context.when is not None or year is not None)
    when = time_of(context.when, year)
    if step and context.when is None and not (step.starts and step.document):
        step = None
    if step and when is not None and not here and not step.starts and not (follows and step.sure):
        step = None
    if step and when is not None:
        plain = Reading(rule="stage", op=Comparison.AT_LEAST, value=step.words, subject=step.subject, span=span)
        found.readings.append(at_time(plain, when))
    dated_here = bool(here) and words and step is None and ongoing is None
    if dated_here and not _NO_STEP.search(words):
        found.unread.append(Unread("", span, "有日期，没有看出要做到哪一步"))
    if ongoing is not None:
        at = ongoing.span
        rest = "" if step else subject_of(words)
        found.readings.append(Reading(rule="ongoing", subject=rest, span=at))


_NO_STEP = re.compile("基数|基础|期间|以来|规划|计划")
"""Words beside a date that ask for nothing."""
_HOLIDAYS = {"五一": YearDay(5, 1), "国庆": YearDay(10, 1), "元旦": YearDay(1, 1)}


def _holiday(part: Part | None) -> YearDay | None:
    return _HOLIDAYS[part.text[:2]] if isinstance(part, Mark) else None
