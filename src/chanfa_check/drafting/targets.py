"""The targets that readings of one thing make, in the shape of a matrix file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chanfa_check.drafting.said import Plain, Said, Years, bound, date_order, due
from chanfa_check.wording.reading import Comparison


class Contradiction(Exception):
    """Two readings of one thing that cannot both be meant; a Chinese sentence."""


def targets_of(said: Sequence[Said], years: Years) -> list[Plain]:
    """The targets, in the shape of a matrix file. Raises Contradiction."""
    by_rule: dict[str, list[Said]] = {}
    for one in said:
        by_rule.setdefault(_rule(one), []).append(one)
    targets: list[Plain] = []
    for rule, same in by_rule.items():
        _same_number(rule, same)
        for target in _TARGETS[rule](same, years):
            targets += [] if target in targets else [target]
    return targets


def _rule(one: Said) -> str:
    reading = one.reading
    # From a year on, with no end: what is reached has to be kept.
    since = reading.rule == "milestones" and reading.year is None and reading.due is None and reading.last is None
    if since and reading.first is not None:
        return "ceiling" if reading.op in (Comparison.AT_MOST, Comparison.BELOW) else "floor"
    return reading.rule


def _same_number(rule: str, said: Sequence[Said]) -> None:
    """That what holds at every date or in every year is said with one number."""
    if rule not in ("floor", "ceiling", "annual", "growth"):
        return
    found: dict[tuple[int | None, ...], str] = {}
    for one in said:
        reading, wanted = one.reading, bound(one.reading)
        when = (reading.year, reading.first, reading.last)
        if found.setdefault(when, wanted) != wanted:
            raise Contradiction(f"同一要求有两个数：{found[when]} 和 {wanted}")


def _dated(said: Sequence[Said], years: Years) -> dict[str, str]:
    by: dict[str, str] = {}
    for one in said:
        when, wanted = due(one.reading, years), bound(one.reading)
        if by.setdefault(when, wanted) != wanted:
            raise Contradiction(f"{when}有两个要求：{by[when]} 和 {wanted}")
    return dict(sorted(by.items(), key=lambda item: date_order(item[0])))


def _milestones(said: Sequence[Said], years: Years) -> Iterator[Plain]:
    target: Plain = {"rule": "milestones", "by": _dated(said, years)}
    starts = [one for one in said if one.reading.start is not None and one.reading.base is not None]
    if len(starts) == 1:
        reading = starts[0].reading
        target["base"] = {str(reading.base): f"{reading.start}{reading.unit}"}
    yield target


def _total(said: Sequence[Said], years: Years) -> Iterator[Plain]:
    yield {"rule": "total", "by": _dated(said, years)}


def _floor(said: Sequence[Said], years: Years) -> Iterator[Plain]:
    del years
    yield from _bounds("floor", Comparison.AT_LEAST, said)


def _ceiling(said: Sequence[Said], years: Years) -> Iterator[Plain]:
    del years
    yield from _bounds("ceiling", Comparison.AT_MOST, said)


def _bounds(rule: str, plain_op: Comparison, said: Sequence[Said]) -> Iterator[Plain]:
    for one in said:
        yield {"rule": rule, **_from(one), "value": bound(one.reading, plain_op=plain_op)}


def _annual(said: Sequence[Said], years: Years) -> Iterator[Plain]:
    del years
    for one in said:
        yield {"rule": "annual", **_span(one), "value": bound(one.reading)}


def _growth(said: Sequence[Said], years: Years) -> Iterator[Plain]:
    del years
    for one in said:
        yield {"rule": "growth", **_span(one), "rate": bound(one.reading)}


def _rising(said: Sequence[Said], years: Years) -> Iterator[Plain]:
    for one in said:
        base = one.reading.base
        after = {"from": str(base + 1)} if base is not None and base >= years[0] else {}
        yield {"rule": "rising", **after, **_span(one)}


def _stage(said: Sequence[Said], years: Years) -> Iterator[Plain]:
    by: dict[str, str] = {}
    for one in said:
        when, step = due(one.reading, years), str(one.reading.value or one.words)
        if by.setdefault(when, step) != step:
            raise Contradiction(f"{when}有两步：“{by[when]}”和“{step}”")
    by = dict(sorted(by.items(), key=lambda item: date_order(item[0])))
    yield {"rule": "stage", "stages": list(dict.fromkeys(by.values())), "by": by}


def _event(said: Sequence[Said], years: Years) -> Iterator[Plain]:
    del years
    for one in said:
        months, before = one.reading.months or 12, one.reading.before
        target: Plain = {"rule": "event", "every": f"{months // 12}年" if months % 12 == 0 else f"{months}个月"}
        if before is not None:
            target["before"] = f"{before.month:02}-{before.day:02}"
        yield {**target, **_from(one)}


def _ongoing(said: Sequence[Said], years: Years) -> Iterator[Plain]:
    del said, years
    yield {"rule": "ongoing"}


def _from(one: Said) -> Plain:
    return {} if one.reading.first is None else {"from": str(one.reading.first)}


def _span(one: Said) -> Plain:
    """The years from which and to which it holds; a single one is both."""
    reading = one.reading
    if reading.year is not None:
        return {"from": str(reading.year), "to": str(reading.year)}
    return {**_from(one), **({} if reading.last is None else {"to": str(reading.last)})}


_TARGETS = {
    "milestones": _milestones,
    "total": _total,
    "floor": _floor,
    "ceiling": _ceiling,
    "annual": _annual,
    "growth": _growth,
    "rising": _rising,
    "stage": _stage,
    "event": _event,
    "ongoing": _ongoing,
}
