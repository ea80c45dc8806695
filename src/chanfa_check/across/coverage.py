"""Expected against received: who has reported for a period, who was late, who sent twice, which partners are silent."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from chanfa_check.across.gathered import Gathered
from chanfa_check.across.standing import Slot
from chanfa_check.model import Coverage, Interval, Late, Matrix, Reporting, Silent, Twice
from chanfa_check.period import month_end


def due_day(reporting: Reporting, as_of: dt.date) -> dt.date:
    """When the report on the months up to `as_of` is due."""
    last = month_end(as_of.year + as_of.month // 12, as_of.month % 12 + 1)
    return last.replace(day=min(reporting.due_day.day, last.day))


_MONTHS = {Interval.MONTH: 1, Interval.QUARTER: 3, Interval.HALF_YEAR: 6, Interval.YEAR: 12}


def asks(matrix: Matrix, end: dt.date) -> bool:
    """Whether the matrix asks for a report on the period of this end."""
    return end.month % (_MONTHS[matrix.reporting.every] if matrix.reporting else 1) == 0


def periods(gathered: Gathered, matrices: Iterable[Matrix]) -> dict[str, tuple[dt.date, ...]]:
    """By matrix, the ends of the periods that the run is about.

    A month for which fewer than half as many departments sent something as for the fullest one is taken for a slip of
    single departments, or for corrections that came late, and nobody is missed in it; nor in a month at whose end the
    matrix asks for no report.
    """
    about: dict[str, tuple[dt.date, ...]] = {}
    for matrix in matrices:
        slots = list(gathered.slots_of([matrix.id]))
        slots = [one for one in slots if asks(matrix, one.key[2])] or slots
        # Corrections open no period of their own, unless there is nothing else.
        slots = [one for one in slots if one.opens] or slots
        sent = Counter(one.key[2] for one in slots)
        if sent:
            fullest = max(sent.values())
            about[matrix.id] = tuple(sorted(as_of for as_of, number in sent.items() if 2 * number >= fullest))
    return about


def elsewhere(gathered: Gathered, about: Mapping[str, Collection[dt.date]]) -> Sequence[str]:
    """The paths of submissions for other periods than those that the run is about."""
    positions = [
        position
        for (name, _, as_of), slot in gathered.slots.items()
        if as_of not in about.get(name, ())
        for position in slot.positions
    ]
    return gathered.paths(sorted(positions))


def coverage(
    gathered: Gathered, ends: Iterable[tuple[Matrix, dt.date | None]], *, others: bool = True
) -> tuple[Coverage, ...]:
    """Who reported for each period of a matrix; None where nothing could be told to be for any period.

    A submission whose period could not be told counts as received for every one, and its department as silent on
    nothing: what it says could not be read. Without `others`, nothing is said of what was left out.
    """
    slots: dict[tuple[str, dt.date | None], list[Slot]] = {}
    for (name, _, day), slot in gathered.slots.items():
        slots.setdefault((name, day), []).append(slot)
    asides: dict[tuple[str | None, dt.date | None], set[str]] = {}
    for one in gathered.asides:
        if one.department:
            asides.setdefault((one.matrix, one.about), set()).add(one.department)
    found: list[Coverage] = []
    for matrix, as_of in ends:
        ours = slots.get((matrix.id, as_of), [])
        wherever = {(name, day) for name in (None, matrix.id) for day in (None, as_of)}
        unplaced = {department for key in wherever for department in asides.get(key, ())}
        found.append(_covered(gathered, matrix, as_of, ours, unplaced, others=others))
    return tuple(found)


def _covered(
    gathered: Gathered,
    matrix: Matrix,
    as_of: dt.date | None,
    slots: Sequence[Slot],
    unplaced: Collection[str],
    *,
    others: bool,
) -> Coverage:
    """`unplaced` are the departments of what may be for this period, and could not be read."""
    expected = matrix.reporters()
    due = due_day(matrix.reporting, as_of) if matrix.reporting and as_of else None
    checked = [one for one in slots if one.deciding]
    received = {*unplaced, *(_department(one) for one in slots)}
    undated = {_department(one) for one in checked if one.undated}
    unread = received - {_department(one) for one in checked}
    return Coverage(
        matrix=matrix.id,
        as_of=as_of,
        due=due,
        expected=expected,
        received=tuple(name for name in expected if name in received),
        missing=tuple(name for name in expected if name not in received),
        late=tuple(_late(checked, due)) if due else (),
        undated=tuple(name for name in matrix.departments if due and name in undated),
        twice=tuple(_twice(gathered, checked)),
        silent=tuple(one for one in _silent(matrix, checked, received) if one.department not in unread)
        if others
        else (),
        unreported=tuple(_unreported(matrix, checked, unread)) if others else (),
    )


def _department(slot: Slot) -> str:
    return slot.key[1]


def _late(slots: Iterable[Slot], due: dt.date) -> Iterable[Late]:
    """Who first reported after the due day. Who reported in time and corrected or sent again later was in time."""
    for one in sorted(slots, key=lambda each: each.dated):
        if one.filled and one.filled[0] > due:
            filled, path = one.filled
            yield Late(_department(one), path, filled, due)


def _twice(gathered: Gathered, slots: Iterable[Slot]) -> Iterable[Twice]:
    several = [(gathered.checked(one), one) for one in slots]
    for positions, slot in sorted((each for each in several if len(each[0]) > 1), key=lambda each: each[0][0]):
        decisive = gathered.counted(slot)
        replaced = slot.plain is not None and slot.corrections is not None
        yield Twice(
            _department(slot),
            gathered.paths(positions),
            same=decisive is not None and not replaced,
            corrected=gathered.path(decisive) if replaced and decisive is not None else "",
        )


def _silent(matrix: Matrix, slots: Sequence[Slot], received: Collection[str]) -> Iterable[Silent]:
    told = {(_department(one), task) for one in slots if one.deciding for task in one.deciding.said.supported}
    silent: dict[str, list[str]] = {name: [] for name in matrix.departments}
    for task in matrix.tasks:
        for name in matrix.supporters(task):
            if (name, task.id) not in told:
                silent.setdefault(name, []).append(task.id)
    for name, tasks in silent.items():
        # A collective name sends nothing; its members do.
        if tasks and not matrix.departments[name].members:
            yield Silent(name, tuple(tasks), name in received)


def _unreported(matrix: Matrix, slots: Sequence[Slot], unread: Collection[str]) -> Iterable[str]:
    """Tasks of which neither lead nor partner wrote anything, but for those of leads whose report was not read.

    What the level below makes up need not be reported.
    """
    told = {task for one in slots if one.deciding for task in one.deciding.said.told}
    own = (task for task in matrix.tasks if not all(matrix.rolled(one.id) for one in task.indicators))
    leads = {task.id: matrix.full_name(task.lead) for task in own}
    return (task for task, lead in leads.items() if task not in told and lead not in unread)
