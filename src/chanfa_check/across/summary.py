"""From submissions to what the run says as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from chanfa_check.across.beside import Beside
from chanfa_check.across.changes import changes
from chanfa_check.across.contradictions import contradictions
from chanfa_check.across.coverage import asks, coverage, elsewhere, periods
from chanfa_check.across.exemplars import exemplars
from chanfa_check.across.gathered import Gathered
from chanfa_check.across.index import index
from chanfa_check.across.levels import Levels, days, members, roll_up, tops
from chanfa_check.across.points import scores
from chanfa_check.across.rows import rows
from chanfa_check.across.shelf import Shelf
from chanfa_check.model import (
    Change,
    Checked,
    Contradiction,
    FailOn,
    Loose,
    Matrix,
    Reported,
    Status,
    Summary,
)

EXIT_OK, EXIT_SHORT, EXIT_UNCHECKED = 0, 1, 3


def summarize(
    gathered: Gathered,
    matrices: Sequence[Matrix],
    *,
    whole: bool = True,
    before: Sequence[Reported] = (),
    fail_on: FailOn = FailOn.INVALID,
    passed_over: tuple[str, ...] = (),
) -> Summary:
    """What the submissions say together.

    `matrices` are those that they were checked against, and those that the user named. `whole`: the run answers for
    all departments. `before` is what earlier runs recorded. Index and points are told of the last period, where the
    run is about one matrix. Of more submissions than stay in memory, long lists are made as they are read.
    """
    recorded = _by_matrix(before)
    levels = roll_up(matrices, gathered, recorded) if whole else Levels()
    about = periods(gathered, matrices)
    everyone = matrices
    if whole:
        everyone, about = _everyone(matrices, gathered, about)
    # Where nothing could be told to be for any period, it is asked who sent anything at all.
    ends: list[tuple[Matrix, dt.date | None]]
    ends = [(matrix, end) for matrix in everyone for end in about.get(matrix.id, (None,))]
    # One department's report says nothing of what the others do.
    covered = coverage(gathered, ends, others=whole)
    only = matrices[0] if len(matrices) == 1 else None
    contradicting: Shelf[Contradiction] = Shelf()
    changed: Shelf[Change] = Shelf()
    for matrix in matrices:
        beside = Beside(matrix, gathered, recorded)
        known = matrix.indicators()
        for one in known.values():
            if not beside.now(one.id):
                continue
            for clash in contradictions(one, known.get(one.part_of), beside.now, beside.other_periods, beside.path):
                contradicting.add(clash, len(clash.statements))
            for change in changes(one, beside.unasked(one.id), beside.replaced, beside.sha256):
                changed.add(change)
    for clash in levels.contradictions:
        contradicting.add(clash, len(clash.statements))
    latest = max((end for matrix, end in ends if end and only and matrix.id == only.id), default=None)
    at_last = _counted(gathered, latest) if only and latest else ()
    counts = gathered.counts()
    failing = fail_on.statuses()
    short = any(counts[status] for status in failing) or any(one.status in failing for one in levels.rolled)
    short = short or (bool(contradicting) and Status.INVALID in failing)
    assessed = next(one for one in covered if (one.matrix, one.as_of) == (only.id, latest)) if only and whole else None
    return Summary(
        matrix=only,
        as_of=_only_day(gathered),
        whole=whole,
        counts=counts,
        rows=rows(everyone, gathered, covered if whole else ()),
        coverage=covered,
        elsewhere=elsewhere(gathered, about),
        contradictions=contradicting.settled(),
        changes=changed.settled(),
        loose=Shelf(_loose(gathered)).settled(),
        index=index(only, at_last, assessed, levels.rolled) if only and assessed else None,
        scores=scores(only, gathered, assessed) if only and assessed else None,
        exemplars=tuple(exemplars(only, at_last)) if only and whole else (),
        rollups=levels.rolled,
        unchecked=gathered.unchecked,
        passed_over=passed_over,
        exit_code=EXIT_UNCHECKED if gathered.unchecked or not len(gathered) else EXIT_SHORT if short else EXIT_OK,
    )


def _by_matrix(before: Iterable[Reported]) -> dict[str, list[Reported]]:
    found: dict[str, list[Reported]] = {}
    for one in before:
        found.setdefault(one.matrix, []).append(one)
    return found


def _everyone(
    matrices: Sequence[Matrix], gathered: Gathered, about: Mapping[str, tuple[dt.date, ...]]
) -> tuple[tuple[Matrix, ...], dict[str, tuple[dt.date, ...]]]:
    """The matrices, and those below them that nobody sent anything for; and what they are about, level with each other.

    What the levels are together about, each of them is: who sent something for another month only is missed in this
    one. A top may live by what comes from below: where none of its own departments sent anything, none of them is
    missed.
    """
    everyone = {one.id: one for one in matrices}
    levelled: dict[str, set[dt.date]] = {}
    for top in tops(matrices):
        reports = any(one.id in about for one in top.versions())
        for end in days(top, gathered):
            levelled |= {one.id: set() for one in top.family() if one.id not in levelled}
            current, *below = members(top, end)
            for one in (current, *below):
                # Behind the level above, in its order.
                everyone[one.id] = everyone.pop(one.id, one)
                if (reports or one is not current) and (asks(one, end) or end in about.get(one.id, ())):
                    levelled[one.id].add(end)
    ends = {name: tuple(sorted(several)) or about.get(name, ()) for name, several in levelled.items()}
    return tuple(everyone.values()), {**about, **ends}


def _only_day(gathered: Gathered) -> dt.date | None:
    days = {day for several in gathered.days.values() for day in several}
    return days.pop() if len(days) == 1 else None


def _counted(gathered: Gathered, end: dt.date) -> Sequence[Checked]:
    """The submissions that decide what is said of their department for the period of this end."""
    decisive = [gathered.counted(slot) for slot in gathered.slots.values() if slot.key[2] == end]
    return [gathered.submissions[position] for position in sorted(one for one in decisive if one is not None)]


def _loose(gathered: Gathered) -> Iterator[Loose]:
    return (one for position, one in gathered.loose if gathered.standing(position).counts)
