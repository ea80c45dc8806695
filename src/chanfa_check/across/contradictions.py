"""Figures that cannot all be true (勾稽): between departments, between two submissions, and between periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from chanfa_check.across.reported import agree, comparable, shown
from chanfa_check.codes import CODES
from chanfa_check.model import Contradiction, Counting, Indicator, Manner, Matrix, Reported, Role, Statement
from chanfa_check.paths import tell_apart


def contradictions(matrix: Matrix, now: Sequence[Reported], before: Sequence[Reported]) -> Iterator[Contradiction]:
    """All of one matrix, in its order. `now` is what the run says, `before` what earlier runs recorded."""
    known = matrix.indicators()
    by_indicator = _by_indicator(now, known)
    earlier = _by_indicator((one for one in before if one.current), known)
    for indicator in known.values():
        ours = by_indicator.get(indicator.id, [])
        # What is computed from other figures differs where they do, and they are named already.
        if ours and not any(target.parts() for target in indicator.targets):
            yield from _within_period(indicator, ours)
            past = [*earlier.get(indicator.id, []), *ours]
            yield from _shrunk(indicator, ours, past)
            yield from _beyond_whole(indicator, ours, by_indicator.get(indicator.part_of, []), known)
            yield from _other_last_year(indicator, ours, past)


def _by_indicator(several: Iterable[Reported], known: dict[str, Indicator]) -> dict[str, list[Reported]]:
    found: dict[str, list[Reported]] = {}
    for one in several:
        if one.indicator in known and comparable(one, known[one.indicator]):
            found.setdefault(one.indicator, []).append(one)
    return found


def _within_period(indicator: Indicator, ours: Sequence[Reported]) -> Iterator[Contradiction]:
    """A lead against its partners, and several submissions of one department, all for one period."""
    for as_of in sorted({one.as_of for one in ours}):
        same = [one for one in ours if one.as_of == as_of]
        for department in dict.fromkeys(one.department for one in same):
            own = _distinct([one for one in same if one.department == department])
            if len(own) > 1:
                yield _contradiction("submissions-differ", indicator, own)
        for lead in (one for one in same if one.role is Role.LEAD):
            others = [one for one in same if one.role is Role.PARTNER and not agree(lead, one)]
            if others:
                yield _contradiction("partner-differs", indicator, [lead, *others])


def _shrunk(indicator: Indicator, ours: Sequence[Reported], past: Sequence[Reported]) -> Iterator[Contradiction]:
    if indicator.counting is not Counting.CUMULATIVE:
        return
    for one in ours:
        before = _latest(one, past)
        if before and _more(before, one):
            yield _contradiction("cumulative-shrinks", indicator, [before, one])


def _beyond_whole(
    indicator: Indicator, ours: Sequence[Reported], wholes: Sequence[Reported], known: dict[str, Indicator]
) -> Iterator[Contradiction]:
    for one in ours:
        whole = next((each for each in wholes if (each.path, each.as_of) == (one.path, one.as_of)), None)
        if whole and _more(one, whole):
            yield _contradiction("year-exceeds-total", indicator, [one, whole], known[whole.indicator])


def _other_last_year(
    indicator: Indicator, ours: Sequence[Reported], past: Sequence[Reported]
) -> Iterator[Contradiction]:
    for one in ours:
        year_end = one.as_of.replace(year=one.as_of.year - 1, month=12, day=31)
        then = [
            each for each in past if (each.department, each.as_of, each.role) == (one.department, year_end, one.role)
        ]
        differs = [each for each in then if _differs(one.last_year, each)]
        if differs and len(differs) == len(then):
            yield _contradiction("last-year-differs", indicator, [*differs, one], last_year=True)


def _latest(one: Reported, past: Iterable[Reported]) -> Reported | None:
    """The same department's figure for the nearest earlier period; None where there are several that differ."""
    earlier = [each for each in past if (each.department, each.role) == (one.department, one.role)]
    earlier = [each for each in earlier if each.as_of < one.as_of]
    if not earlier:
        return None
    last = max(each.as_of for each in earlier)
    found = _distinct([each for each in earlier if each.as_of == last])
    return found[0] if len(found) == 1 else None


def _distinct(several: Sequence[Reported]) -> list[Reported]:
    """Those of several figures that do not agree with one before them."""
    found: list[Reported] = []
    for one in several:
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
    code: str,
    indicator: Indicator,
    figures: Sequence[Reported],
    other: Indicator | None = None,
    *,
    last_year: bool = False,
) -> Contradiction:
    """`other` is the indicator of the last figure where that is a different one; `last_year`: it is last year's."""
    said = []
    for one in figures:
        last = one is figures[-1]
        text = shown(one, other if last and other else indicator)
        if last and last_year:
            text = _last_year(one, indicator)
        said.append(Statement(one.department, one.as_of, one.role, one.path, one.place, text))
    page = CODES[code]
    files = tell_apart(one.path for one in said)
    listed = "；".join(f"{_who(one, code, files[one.path])} {one.shown}" for one in said)
    name = f"{indicator.name}（{indicator.id}）"
    return Contradiction(
        code, figures[0].task, indicator.id, indicator.name, f"{name}{page.title}：{listed}", page.advice, tuple(said)
    )


def _last_year(one: Reported, indicator: Indicator) -> str:
    from chanfa_check.quantity.show import show_amount

    return f"上年值 {show_amount(one.last_year, indicator.unit)}" if one.last_year is not None else ""


def _who(one: Statement, code: str, file: str) -> str:
    if code in ("cumulative-shrinks", "last-year-differs"):
        return f"{one.department}{one.as_of.year}年{one.as_of.month}月报"
    if code == "submissions-differ":
        return f"{one.department}“{file}”报"
    if code == "partner-differs":
        return f"{one.department}（{'牵头' if one.role is Role.LEAD else '配合'}）报"
    return f"{one.department}报"
