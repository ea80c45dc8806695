"""What is different from the report before: newly met, newly behind; and what a corrected report changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from chanfa_check.across.figures import Figure, apart, each
from chanfa_check.across.reported import shown
from chanfa_check.across.timeline import Timeline
from chanfa_check.model import Change, Indicator, Reported, Role, Status, Turn

SHORT = (Status.UNMET, Status.BEHIND)


def changes(
    indicator: Indicator,
    now: Iterable[Figure],
    before: Callable[[str], Sequence[Reported]],
    sha256: Callable[[Reported], str],
) -> Iterator[Change]:
    """All of one indicator, by period. `now` is what the run says of it.

    `before` is what was recorded of the indicator of an id for earlier periods, and for these ones before; of periods
    that are in `now`, the earlier ones are compared with as well. `sha256` is the digest of the file in which a figure
    stands.
    """
    ours = [one for one in now if one.role is Role.LEAD]
    if not ours:
        return
    past = [one for one in before(indicator.id) if one.role is Role.LEAD]
    recorded, current = Timeline(past), Timeline([one for one in (*past, *ours) if one.current])
    disputed = _disputed(ours)
    settled = [one for one in ours if (one.department, one.as_of) not in disputed]
    for one in sorted(each(one for one in settled if _changed(one, recorded, current)), key=lambda one: one.as_of):
        replaced = _replaced(one, recorded.at(one, one.as_of), sha256)
        if replaced and (replaced.value, replaced.status) != (one.value, one.status):
            yield _change(Turn.CORRECTED, replaced, one, indicator)
        last = _last_month(current.latest_before(one))
        turn = _turn(last, one) if last else None
        if last and turn:
            yield _change(turn, last, one, indicator)


def _changed(one: Reported, recorded: Timeline, current: Timeline) -> bool:
    """Whether there may be anything to say of it."""
    last = _last_month(current.latest_before(one))
    return bool(recorded.at(one, one.as_of)) or (last is not None and _turn(last, one) is not None)


def _disputed(ours: Iterable[Reported]) -> set[tuple[str, dt.date]]:
    """For which periods a department gives two figures: neither can be said to be its own."""
    said: dict[tuple[str, dt.date], set[object]] = {}
    for one in ours:
        said.setdefault((one.department, one.as_of), set()).add((one.status, one.value))
    return {key for key, figures in said.items() if len(figures) > 1}


def _replaced(one: Reported, same: Sequence[Reported], sha256: Callable[[Reported], str]) -> Reported | None:
    """Of what was reported for the same period before, what this one takes the place of."""
    if not same:
        return None
    same = apart(same)
    ours = sha256(one)
    # The same file again under another name, such as 更正, is entered once more.
    itself = max((each.order for each in same if sha256(each) == ours), default=None)
    others = [each for each in same if sha256(each) != ours]
    if itself is not None:
        others = [each for each in others if each.order < itself and not each.current]
    return max(others, key=lambda each: each.order, default=None)


def _last_month(found: Sequence[Reported]) -> Reported | None:
    """The latest earlier period's; None where two submissions for it disagree."""
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
