"""From submissions to what the run says as a whole."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec.structs import replace

from chanfa_check.across.changes import changes
from chanfa_check.across.contradictions import contradictions
from chanfa_check.across.coverage import asks, coverage, elsewhere, periods
from chanfa_check.across.exemplars import exemplars
from chanfa_check.across.index import index
from chanfa_check.across.levels import Levels, days, members, roll_up, tops
from chanfa_check.across.points import scores
from chanfa_check.across.reported import reported
from chanfa_check.across.rows import rows
from chanfa_check.across.standing import standings
from chanfa_check.across.versions import under
from chanfa_check.model import (
    Change,
    Checked,
    Coverage,
    FailOn,
    Loose,
    Matrix,
    Reported,
    Standing,
    Status,
    Summary,
)

EXIT_OK, EXIT_SHORT, EXIT_UNCHECKED = 0, 1, 3


def summarize(
    submissions: Sequence[Checked],
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
    run is about one matrix.
    """
    found = standings(submissions)
    standing = [one for one, how in zip(submissions, found, strict=True) if how.counts]
    levels = roll_up(matrices, submissions, found, before) if whole else Levels()
    about = periods(submissions, matrices)
    everyone = matrices
    if whole:
        everyone, about = _everyone(matrices, submissions, about)
    # Where nothing could be told to be for any period, it is asked who sent anything at all.
    ends: Sequence[tuple[Matrix, dt.date | None]]
    ends = [(matrix, end) for matrix in everyone for end in about.get(matrix.id, (None,))]
    covered = tuple(coverage(matrix, end, submissions, found) for matrix, end in ends)
    if not whole:
        # One department's report says nothing of what the others do.
        covered = tuple(replace(one, silent=(), unreported=()) for one in covered)
    only = matrices[0] if len(matrices) == 1 else None
    contradicting = (
        *(one for matrix in matrices for one in contradictions(matrix, *_compared(matrix, submissions, found, before))),
        *levels.contradictions,
    )
    latest = max((one.as_of for one in covered if one.as_of and only and one.matrix == only.id), default=None)
    at_last = [
        one
        for one, how in zip(submissions, found, strict=True)
        if how is Standing.COUNTED and one.about == latest and only
    ]
    counts = Counter(finding.status for one in standing for finding in one.findings)
    unchecked = sum(bool(one.problems) for one in submissions)
    failing = fail_on.statuses()
    short = any(counts[status] for status in failing) or any(one.status in failing for one in levels.rolled)
    short = short or (bool(contradicting) and Status.INVALID in failing)
    return Summary(
        matrix=only,
        as_of=_only_day(submissions),
        whole=whole,
        counts={status: counts[status] for status in Status},
        rows=tuple(rows(everyone, submissions, found, covered if whole else ())),
        coverage=covered,
        elsewhere=elsewhere(submissions, about),
        contradictions=contradicting,
        changes=tuple(_changes(matrices, submissions, found, before)),
        loose=tuple(_loose(standing)),
        index=index(only, at_last, _of(only, latest, covered), levels.rolled) if only and whole else None,
        scores=scores(only, submissions, found, _of(only, latest, covered)) if only and whole else None,
        exemplars=tuple(exemplars(only, at_last)) if only and whole else (),
        rollups=levels.rolled,
        unchecked=unchecked,
        passed_over=passed_over,
        exit_code=EXIT_UNCHECKED if unchecked or not submissions else EXIT_SHORT if short else EXIT_OK,
    )


def _everyone(
    matrices: Sequence[Matrix], submissions: Sequence[Checked], about: Mapping[str, tuple[dt.date, ...]]
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
        for end in days(top, submissions):
            levelled |= {one.id: set() for one in top.family() if one.id not in levelled}
            current, *below = members(top, end)
            for one in (current, *below):
                # Behind the level above, in its order.
                everyone[one.id] = everyone.pop(one.id, one)
                if (reports or one is not current) and (asks(one, end) or end in about.get(one.id, ())):
                    levelled[one.id].add(end)
    ends = {name: tuple(sorted(several)) or about.get(name, ()) for name, several in levelled.items()}
    return tuple(everyone.values()), {**about, **ends}


def _only_day(submissions: Sequence[Checked]) -> dt.date | None:
    days = {one.as_of for one in submissions if one.as_of}
    return days.pop() if len(days) == 1 else None


def _of(matrix: Matrix, as_of: dt.date | None, covered: Sequence[Coverage]) -> Coverage:
    return next(one for one in covered if (one.matrix, one.as_of) == (matrix.id, as_of))


def _reported(ids: Collection[str], submissions: Sequence[Checked], found: Sequence[Standing]) -> Iterator[Reported]:
    """What the submissions that count say under the matrices of these ids."""
    for checked, how in zip(submissions, found, strict=True):
        if how.counts and checked.matrix and checked.matrix.id in ids:
            yield from reported(checked)


def _compared(
    matrix: Matrix, submissions: Sequence[Checked], found: Sequence[Standing], before: Sequence[Reported]
) -> tuple[list[Reported], list[Reported]]:
    """What counts now; and what was recorded before, but for the periods that are reported anew.

    What the run's submissions say under versions before this matrix was before as well.
    """
    now = list(_reported((matrix.id,), submissions, found))
    superseded = [one.id for one in matrix.versions()[1:]]
    earlier = list(under(matrix, _reported(superseded, submissions, found)))
    anew = {(one.department, one.as_of) for one in (*now, *earlier)}
    recorded = [one for one in under(matrix, before) if one.current and (one.department, one.as_of) not in anew]
    return now, [*recorded, *earlier]


def _changes(
    matrices: Sequence[Matrix], submissions: Sequence[Checked], found: Sequence[Standing], before: Sequence[Reported]
) -> Iterator[Change]:
    """Against what was recorded, against earlier periods in the same run, and against what a correction replaces.

    What was judged by another day than its own is a question, and no change.
    """
    asked = {one.path for one in submissions if one.about != one.as_of}
    for matrix in matrices:
        compared, earlier = _compared(matrix, submissions, found, ())
        now = [one for one in compared if one.path not in asked]
        recorded = [*under(matrix, before), *(one for one in earlier if one.path not in asked)]
        known = {(one.department, one.as_of, one.sha256) for one in recorded}
        replaced = [
            replace(one, order=max((each.order for each in recorded), default=0) + 1, current=False)
            for checked, how in zip(submissions, found, strict=True)
            if how is Standing.SUPERSEDED and checked.matrix and checked.matrix.id == matrix.id
            for one in reported(checked)
            if (one.department, one.as_of, one.sha256) not in known
        ]
        yield from changes(matrix, now, [*recorded, *replaced])


def _loose(standing: Sequence[Checked]) -> Iterator[Loose]:
    for checked in standing:
        for one in checked.findings:
            if one.indicator is None and one.role is None:
                yield Loose(checked.department or "", checked.path, one.place, one.code, one.raw, one.message)
