"""What is different from the report before: newly met, newly behind; and what a corrected report changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from chanfa_check.across.reported import shown
from chanfa_check.model import Change, Indicator, Matrix, Reported, Role, Status, Turn

SHORT = (Status.UNMET, Status.BEHIND)


def changes(matrix: Matrix, now: Sequence[Reported], before: Sequence[Reported]) -> Iterator[Change]:
    """All of one matrix, in its order.

    `before` holds what was recorded for earlier periods, and for these ones before; of periods that are in `now`,
    the earlier ones are compared with as well.
    """
    known = matrix.indicators()
    place = {name: position for position, name in enumerate(known)}
    recorded, all_ = _by_indicator(before), _by_indicator((*before, *now))
    ours = [one for one in now if one.role is Role.LEAD and one.indicator in known]
    disputed = _disputed(ours)
    for one in sorted(ours, key=lambda each: (place[each.indicator], each.as_of)):
        if (one.department, one.indicator, one.as_of) in disputed:
            continue
        replaced = _replaced(one, recorded.get((one.department, one.indicator), ()))
        if replaced and (replaced.value, replaced.status) != (one.value, one.status):
            yield _change(Turn.CORRECTED, replaced, one, known[one.indicator])
        last = _last_month(one, all_[one.department, one.indicator])
        turn = _turn(last, one) if last else None
        if last and turn:
            yield _change(turn, last, one, known[one.indicator])


def _disputed(ours: Iterable[Reported]) -> set[tuple[str, str, dt.date]]:
    """Of which indicators a department gives two figures for one period: neither can be said to be its own."""
    said: dict[tuple[str, str, dt.date], set[object]] = {}
    for one in ours:
        said.setdefault((one.department, one.indicator, one.as_of), set()).add((one.status, one.value))
    return {key for key, figures in said.items() if len(figures) > 1}


def _by_indicator(several: Iterable[Reported]) -> dict[tuple[str, str], list[Reported]]:
    found: dict[tuple[str, str], list[Reported]] = {}
    for one in several:
        if one.role is Role.LEAD:
            found.setdefault((one.department, one.indicator), []).append(one)
    return found


def _replaced(one: Reported, past: Sequence[Reported]) -> Reported | None:
    """What was reported for the same period before, and this one takes the place of."""
    same = [each for each in past if each.as_of == one.as_of]
    # The same file again under another name, such as 更正, is entered once more.
    itself = max((each.order for each in same if each.sha256 == one.sha256), default=None)
    others = [each for each in same if each.sha256 != one.sha256]
    if itself is not None:
        others = [each for each in others if each.order < itself and not each.current]
    return max(others, key=lambda each: each.order, default=None)


def _last_month(one: Reported, past: Sequence[Reported]) -> Reported | None:
    """The latest earlier period of the same department; None where two submissions for it disagree."""
    earlier = [each for each in past if each.as_of < one.as_of and each.current]
    if not earlier:
        return None
    last = max(each.as_of for each in earlier)
    found = [each for each in earlier if each.as_of == last]
    return found[0] if len({each.status for each in found}) == 1 else None


def _turn(before: Reported, now: Reported) -> Turn | None:
    if before.code == "last-year-missing":
        # There was a figure, and nothing to hold it against.
        return None
    if now.status is Status.MET and before.status is not Status.MET:
        return Turn.NEWLY_MET
    if now.status in SHORT and before.status not in SHORT:
        return Turn.NEWLY_SHORT
    return None


def _change(turn: Turn, before: Reported, now: Reported, indicator: Indicator) -> Change:
    return Change(
        turn=turn,
        department=now.department,
        task=now.task,
        indicator=now.indicator,
        name=indicator.name,
        before_as_of=before.as_of,
        as_of=now.as_of,
        before=before.status,
        before_shown=shown(before, indicator),
        now=now.status,
        now_shown=shown(now, indicator),
    )
