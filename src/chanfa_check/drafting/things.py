"""The measured things of one task: readings that speak of the same thing become one indicator with its targets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from chanfa_check.drafting.called import RATIO_ENDINGS
from chanfa_check.drafting.said import Said, is_share, unit_of
from chanfa_check.quantity.unit import canonical

_KINDS = dict.fromkeys(("milestones", "floor", "ceiling", "growth", "rising"), "level")
_ALL_DONE = re.compile("(?:全部|全面)(?:完成|建成|办结|到位)")
_UNITS = {"stage": "阶段", "event": "日期", "ongoing": "文字"}


class Thing(Struct):
    """What several readings measure together. `kind` is the rule, or "level" for what one number at a date answers."""

    subject: str
    kind: str
    said: list[Said]


def gathered(said: Sequence[Said], subjects: Sequence[str]) -> list[Thing]:
    """The things that the readings measure, in the order of their first words. `subjects` are the readings' own."""
    things: list[Thing] = []
    for one, subject in zip(said, subjects, strict=True):
        kind = _KINDS.get(one.reading.rule, one.reading.rule)
        found = next(
            (thing for thing in things if (thing.subject, thing.kind) == (subject, kind) and _agree(thing, one)), None
        )
        if found is None or kind == "event":
            things.append(Thing(subject, kind, [one]))
        else:
            found.said.append(one)
    return _with_growth(things)


def _agree(thing: Thing, one: Said) -> bool:
    """Whether a reading can count what the thing counts; growth goes with any number."""
    units = {_dimension(other) for other in (*thing.said, one)} - {""}
    return len(units) < 2


def _dimension(one: Said) -> str:
    if one.reading.rule in ("growth", "rising", *_UNITS):
        return ""
    return "%" if is_share(one.reading) else (canonical(one.reading.unit) or (one.reading.unit,))[0]


def unit_of_thing(thing: Thing) -> str | None:
    """The unit of the thing's indicator; None where no reading tells."""
    if thing.kind in _UNITS:
        return _UNITS[thing.kind]
    for one in thing.said:
        if one.reading.rule not in ("growth", "rising"):
            return unit_of(one.reading)
    # What rises is a share where it is called one.
    return "%" if thing.subject.endswith(RATIO_ENDINGS) else None


def above_all(thing: Thing) -> bool:
    """Whether a percentage of it is asked to be more than 100."""
    return any(
        one.reading.unit == "%" and isinstance(one.reading.value, Decimal) and one.reading.value > 100
        for one in thing.said
        if one.reading.rule not in ("growth", "rising")
    )


def _with_growth(things: list[Thing]) -> list[Thing]:
    """Growth without a level of its own belongs to a total of the same subject."""
    kept: list[Thing] = []
    for thing in things:
        yearly = all(one.reading.rule in ("growth", "rising") for one in thing.said)
        whole = next((one for one in things if one.kind == "total" and one.subject == thing.subject), None)
        if thing.kind == "level" and yearly and whole is not None:
            whole.said += thing.said
        else:
            kept.append(thing)
    return kept


def shares(said: Sequence[Said]) -> list[Said]:
    """The readings of a schedule that state what part of the duty is to be done by when."""
    return [one for one in said if one.reading.rule == "milestones" and is_share(one.reading) and _of_the_duty(one)]


def _of_the_duty(one: Said) -> bool:
    """Whether a share names nothing of its own: 2025年全部完成 speaks of the duty whatever stood before it."""
    subject = one.reading.subject
    return not subject or (subject not in one.clause and _ALL_DONE.search(one.clause) is not None)
