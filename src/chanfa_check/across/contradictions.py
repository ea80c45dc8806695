"""Figures that cannot all be true (勾稽): between departments, between two submissions, and between periods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from msgspec.structs import replace

from chanfa_check.across.figures import Figure, apart, each
from chanfa_check.across.reported import agree, comparable, shown
from chanfa_check.across.timeline import Timeline
from chanfa_check.codes import CODES
from chanfa_check.model import (
    Contradiction,
    Counting,
    Indicator,
    Manner,
    Reported,
    Role,
    Statement,
    Value,
)
from chanfa_check.paths import tell_apart

Amount = tuple[Value | None, Manner]
"""All that agreeing hangs on."""
Said = TypeVar("Said", bound=Reported)


def contradictions(
    indicator: Indicator,
    whole: Indicator | None,
    now: Callable[[str], Sequence[Figure]],
    before: Callable[[str], Sequence[Reported]],
    path: Callable[[Reported], str],
) -> Iterator[Contradiction]:
    """All of one indicator. `whole` is the one that it is a part of.

    `now` is what the run says of the indicator of an id, `before` what is known of other periods: what earlier runs
    recorded, and what the run says under earlier versions. `path` tells in which file a figure stands.
    """
    # What is computed from other figures differs where they do, and they are named already.
    if any(target.parts() for target in indicator.targets):
        return
    ours = [one for one in now(indicator.id) if comparable(one, indicator)]
    if not ours:
        return
    wholes = [one for one in now(whole.id) if comparable(one, whole)] if whole else []
    past = Timeline([*(one for one in before(indicator.id) if one.current and comparable(one, indicator)), *ours])
    for code, figures, other in (
        *_within_period(ours),
        *_shrunk(indicator, ours, past),
        *_beyond_whole(ours, wholes),
        *_other_last_year(ours, past),
    ):
        stated = [replace(one, path=path(one)) for one in figures]
        yield _contradiction(code, indicator, stated, whole if other else None)


_Found = tuple[str, Sequence[Reported], bool]
"""A code, the figures, and whether the last of them is the whole's."""


def _within_period(ours: Sequence[Figure]) -> Iterator[_Found]:
    """A lead against its partners, and several submissions of one department, all for one period."""
    by_period: dict[dt.date, list[Figure]] = {}
    for one in ours:
        by_period.setdefault(one.as_of, []).append(one)
    for _, same in sorted(by_period.items()):
        by_department: dict[str, list[Figure]] = {}
        for one in same:
            by_department.setdefault(one.department, []).append(one)
        for own in by_department.values():
            distinct = _distinct(own)
            if len(distinct) > 1:
                yield "submissions-differ", distinct, False
        partners = [one for one in same if one.role is Role.PARTNER]
        differing: dict[Amount, list[Figure]] = {}
        for lead in each(one for one in same if one.role is Role.LEAD) if partners else ():
            said = (lead.value, lead.manner)
            if said not in differing:
                differing[said] = list(each(one for one in partners if not agree(lead, one)))
            if differing[said]:
                yield "partner-differs", [lead, *differing[said]], False


def _shrunk(indicator: Indicator, ours: Sequence[Figure], past: Timeline) -> Iterator[_Found]:
    if indicator.counting is not Counting.CUMULATIVE:
        return
    last: dict[tuple[str, Role, dt.date], list[Reported]] = {}
    shrunk = []
    for one in ours:
        if _slot(one) not in last:
            # Where there are several that differ, none of them is the one.
            last[_slot(one)] = _distinct(past.latest_before(one))
        if len(last[_slot(one)]) == 1 and _more(last[_slot(one)][0], one):
            shrunk.append(one)
    for one in each(shrunk):
        yield "cumulative-shrinks", [last[_slot(one)][0], one], False


def _slot(one: Reported) -> tuple[str, Role, dt.date]:
    return one.department, one.role, one.as_of


def _beyond_whole(ours: Sequence[Figure], wholes: Iterable[Figure]) -> Iterator[_Found]:
    by_slot: dict[tuple[str, dt.date], list[Figure]] = {}
    for one in wholes:
        by_slot.setdefault((one.department, one.as_of), []).append(one)
    beyond = []
    for one in ours:
        beside: dict[int, Figure] = {}
        for whole in each(by_slot.get((one.department, one.as_of), ())):
            beside.setdefault(whole.positions[0], whole)
        for part in each([one]):
            found = beside.get(part.positions[0])
            if found and _more(part, found):
                beyond.append((part, found))
    for part, found in sorted(beyond, key=lambda pair: pair[0].positions):
        yield "year-exceeds-total", [part, found], True


def _other_last_year(ours: Sequence[Figure], past: Timeline) -> Iterator[_Found]:
    then: dict[tuple[str, Role, dt.date], Sequence[Reported]] = {}
    differing = []
    for one in ours:
        if _slot(one) not in then:
            then[_slot(one)] = past.at(one, one.as_of.replace(year=one.as_of.year - 1, month=12, day=31))
        said = then[_slot(one)]
        if said and all(_differs(one.last_year, other) for other in said):
            differing.append(one)
    for one in each(differing):
        yield "last-year-differs", [*apart(then[_slot(one)]), one], False


def _distinct(several: Iterable[Said]) -> list[Said]:
    """Those of several figures that do not agree with one before them."""
    found: list[Said] = []
    met: set[Amount] = set()
    for one in several:
        said = (one.value, one.manner)
        if said not in met:
            met.add(said)
            if not any(agree(one, other) for other in found):
                found.append(one)
    return found


_AT_LEAST = (Manner.EXACT, Manner.AT_LEAST, Manner.ABOVE)
_AT_MOST = (Manner.EXACT, Manner.AT_MOST, Manner.BELOW)


def _more(one: Reported, other: Reported) -> bool:
    """Whether one figure is surely more than the other."""
    if not isinstance(one.value, Decimal) or not isinstance(other.value, Decimal):
        return False
    return one.value > other.value and one.manner in _AT_LEAST and other.manner in _AT_MOST


def _differs(last_year: Decimal | None, then: Reported) -> bool:
    if last_year is None or not isinstance(then.value, Decimal):
        return False
    return not agree(then, replace(then, value=last_year, manner=Manner.EXACT))


def _contradiction(
    code: str, indicator: Indicator, figures: Sequence[Reported], other: Indicator | None
) -> Contradiction:
    """`other` is the indicator of the last figure where that is a different one."""
    said = []
    for at, one in enumerate(figures, 1):
        text = shown(one, other if other and at == len(figures) else indicator)
        if code == "last-year-differs" and at == len(figures):
            text = _last_year(one, indicator)
        said.append(Statement(one.department, one.as_of, one.role, one.path, one.place, text))
    page = CODES[code]
    files = tell_apart(one.path for one in said) if code == "submissions-differ" else {}
    listed = "；".join(f"{_who(one, code, files)} {one.shown}" for one in said)
    name = f"{indicator.name}（{indicator.id}）"
    return Contradiction(
        code, figures[0].task, indicator.id, indicator.name, f"{name}{page.title}：{listed}", page.advice, tuple(said)
    )


def _last_year(one: Reported, indicator: Indicator) -> str:
    from chanfa_check.quantity.show import show_amount

    return f"上年值 {show_amount(one.last_year, indicator.unit)}" if one.last_year is not None else ""


def _who(one: Statement, code: str, files: Mapping[str, str]) -> str:
    if code in ("cumulative-shrinks", "last-year-differs"):
        return f"{one.department}{one.as_of.year}年{one.as_of.month}月报"
    if code == "submissions-differ":
        return f"{one.department}“{files[one.path]}”报"
    if code == "partner-differs":
        return f"{one.department}（{'牵头' if one.role is Role.LEAD else '配合'}）报"
    return f"{one.department}报"
