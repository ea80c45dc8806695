"""Expected against received: who has reported for a period, who was late, who sent twice, which partners are silent."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from dateutil.relativedelta import relativedelta

from chanfa_check.across.standing import key_of
from chanfa_check.model import (
    Checked,
    Coverage,
    Interval,
    Late,
    Matrix,
    Reporting,
    Role,
    Silent,
    Standing,
    Status,
    Twice,
)


def due_day(reporting: Reporting, as_of: dt.date) -> dt.date:
    """When the report on the months up to `as_of` is due."""
    month = as_of.replace(day=1) + relativedelta(months=1)
    return month.replace(day=min(reporting.due_day.day, calendar.monthrange(month.year, month.month)[1]))


_MONTHS = {Interval.MONTH: 1, Interval.QUARTER: 3, Interval.HALF_YEAR: 6, Interval.YEAR: 12}


def asks(matrix: Matrix, end: dt.date) -> bool:
    """Whether the matrix asks for a report on the period of this end."""
    return end.month % (_MONTHS[matrix.reporting.every] if matrix.reporting else 1) == 0


def periods(submissions: Sequence[Checked], matrices: Iterable[Matrix]) -> dict[str, tuple[dt.date, ...]]:
    """By matrix, the ends of the periods that the run is about.

    A month for which fewer than half as many departments sent something as for the fullest one is taken for a slip of
    single departments, or for corrections that came late, and nobody is missed in it; nor in a month at whose end the
    matrix asks for no report.
    """
    about: dict[str, tuple[dt.date, ...]] = {}
    for matrix in matrices:
        keys = [(one, key) for one in submissions if (key := key_of(one)) and key[0] == matrix.id]
        keys = [(one, key) for one, key in keys if asks(matrix, key[2])] or keys
        # Corrections open no period of their own, unless there is nothing else.
        keys = [(one, key) for one, key in keys if not one.corrects] or keys
        sent = Counter(as_of for _, _, as_of in {key for _, key in keys})
        if sent:
            fullest = max(sent.values())
            about[matrix.id] = tuple(sorted(as_of for as_of, number in sent.items() if 2 * number >= fullest))
    return about


def elsewhere(submissions: Sequence[Checked], about: Mapping[str, Collection[dt.date]]) -> tuple[str, ...]:
    """The paths of submissions for other periods than those that the run is about."""
    return tuple(one.path for one in submissions if (key := key_of(one)) and key[2] not in about.get(key[0], ()))


def coverage(
    matrix: Matrix, as_of: dt.date | None, submissions: Sequence[Checked], standings: Sequence[Standing]
) -> Coverage:
    """Who reported for the period that ends on `as_of`; None where nothing could be told to be for any period.

    A submission whose period could not be told counts as received for every one, and its department as silent on
    nothing: what it says could not be read.
    """
    expected = matrix.reporters()
    sent = [
        (one, standing)
        for one, standing in zip(submissions, standings, strict=True)
        if one.department and (one.matrix is None or one.matrix.id == matrix.id) and one.about in (None, as_of)
    ]
    received = {one.department for one, _ in sent}
    due = due_day(matrix.reporting, as_of) if matrix.reporting and as_of else None
    checked = [(one, standing) for one, standing in sent if standing is not Standing.UNCHECKED]
    undated = {one.department for one, _ in checked if one.filled is None}
    standing = [one for one, how in checked if how.counts or how is Standing.COPY]
    unread = received - {one.department for one, _ in checked}
    return Coverage(
        matrix=matrix.id,
        as_of=as_of,
        due=due,
        expected=expected,
        received=tuple(name for name in expected if name in received),
        missing=tuple(name for name in expected if name not in received),
        late=tuple(_late(checked, due)) if due else (),
        undated=tuple(name for name in matrix.departments if due and name in undated),
        twice=tuple(_twice(checked)),
        silent=tuple(one for one in _silent(matrix, standing, received) if one.department not in unread),
        unreported=tuple(_unreported(matrix, standing, unread)),
    )


def _late(sent: Iterable[tuple[Checked, Standing]], due: dt.date) -> Iterable[Late]:
    """Who first reported after the due day. Who reported in time and corrected or sent again later was in time."""
    by_department: dict[str, list[tuple[dt.date, str]]] = {}
    for one, _ in sent:
        if one.filled and one.department:
            by_department.setdefault(one.department, []).append((one.filled, one.path))
    for department, several in by_department.items():
        filled, path = min(several)
        if filled > due:
            yield Late(department, path, filled, due)


def _twice(sent: Sequence[tuple[Checked, Standing]]) -> Iterable[Twice]:
    by_department: dict[str, list[tuple[Checked, Standing]]] = {}
    for one, standing in sent:
        by_department.setdefault(one.department or "", []).append((one, standing))
    for department, several in by_department.items():
        if len(several) > 1:
            standings = [standing for _, standing in several]
            replaced = Standing.SUPERSEDED in standings
            decisive = next((one.path for one, standing in several if standing is Standing.COUNTED), "")
            yield Twice(
                department,
                tuple(one.path for one, _ in several),
                same=Standing.TWICE not in standings and not replaced,
                corrected=decisive if replaced else "",
            )


def _silent(matrix: Matrix, sent: Sequence[Checked], received: set[str | None]) -> Iterable[Silent]:
    told = {(one.department, finding.task) for one in sent for finding in one.findings if finding.role is Role.PARTNER}
    silent: dict[str, list[str]] = {name: [] for name in matrix.departments}
    for task in matrix.tasks:
        for name in matrix.supporters(task):
            if (name, task.id) not in told:
                silent.setdefault(name, []).append(task.id)
    for name, tasks in silent.items():
        # A collective name sends nothing; its members do.
        if tasks and not matrix.departments[name].members:
            yield Silent(name, tuple(tasks), name in received)


def _unreported(matrix: Matrix, sent: Sequence[Checked], unread: set[str | None]) -> Iterable[str]:
    """Tasks of which neither lead nor partner wrote anything, but for those of leads whose report was not read.

    What the level below makes up need not be reported.
    """
    told = {
        one.task
        for checked in sent
        for one in checked.findings
        if one.raw or one.actual is not None or one.status in (Status.REVIEW, Status.INVALID)
    }
    own = (task for task in matrix.tasks if not all(matrix.rolled(one.id) for one in task.indicators))
    leads = {task.id: matrix.full_name(task.lead) for task in own}
    return (task for task, lead in leads.items() if task not in told and lead not in unread)
