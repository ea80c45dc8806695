"""The plots of the page: which, in what order, and what they say in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from chanfa_check.across.reported import reported
from chanfa_check.across.series import Points, Series, series
from chanfa_check.model import Matrix, Reported, Run, Task
from chanfa_check.output.html.heat import matrices
from chanfa_check.output.html.plot import HEIGHT, WIDTH, draw
from chanfa_check.quantity.show import show_amount
from chanfa_check.verdict.wording import show_due

if TYPE_CHECKING:
    from markupsafe import Markup


class Plot(Struct, frozen=True, kw_only=True):
    """One figure. `required` and `reported` say in words what is drawn; `drawing` is None where there is nothing.

    `statuses` are the verdicts on the lead's values in this run, and `wrong` tells whether one of them has to be put
    right.
    """

    id: str
    series: Series
    lead: str
    section: str
    class_: str
    statuses: tuple[str, ...]
    wrong: bool
    required: str
    reported: str
    drawing: Markup | None
    width: int = WIDTH
    height: int = HEIGHT


class Group(Struct, frozen=True):
    """The plots of one section of a matrix."""

    section: str
    plots: tuple[Plot, ...]


def plots(run: Run) -> tuple[Group, ...]:
    """A plot for every numeric indicator, by section, in the order of the matrix."""
    known = _known(run)
    groups: dict[str, list[Plot]] = {}
    for number, matrix in enumerate(matrices(run)):
        by_id = {task.id: task for task in matrix.tasks}
        for one in series(matrix, known):
            task = by_id[one.task]
            groups.setdefault(task.section, []).append(_plot(f"plot-{number}-{one.indicator}", one, task, matrix, run))
    return tuple(Group(section, tuple(several)) for section, several in groups.items())


def _known(run: Run) -> tuple[Reported, ...]:
    """What counts in this run, and what was reported before for other periods."""
    counting = {(row.path, row.as_of) for row in run.rows if row.standing.counts}
    now = [each for one in run.submissions if (one.path, one.as_of) in counting for each in reported(one)]
    anew = {(one.matrix, one.department, one.as_of) for one in now}
    earlier = (one for one in run.history if (one.matrix, one.department, one.as_of) not in anew)
    return (*earlier, *now)


def _plot(name: str, one: Series, task: Task, matrix: Matrix, run: Run) -> Plot:
    class_ = matrix.class_of(task.id)
    lead = matrix.full_name(task.lead) or task.lead
    found = list(_findings(run, matrix, lead, one.indicator))
    drawn = one.required or one.pace or one.reported
    return Plot(
        id=name,
        series=one,
        lead=lead,
        section=task.section,
        class_=class_.value if class_ else "",
        statuses=tuple(dict.fromkeys(status for status, _ in found)),
        wrong=any(wrong for _, wrong in found),
        required=_required(one.required, one.unit, matrix.years),
        reported="、".join(f"{_month(day)} {show_amount(value, one.unit)}" for day, value in one.reported),
        drawing=draw(one, matrix.years) if drawn else None,
    )


def _findings(run: Run, matrix: Matrix, lead: str, indicator: str) -> Iterator[tuple[str, bool]]:
    for one in run.submissions:
        if one.department == lead and one.matrix and one.matrix.id == matrix.id:
            wrong = {id(each) for each in one.to_put_right}
            yield from ((each.status.value, id(each) in wrong) for each in one.findings if each.indicator == indicator)


def _required(points: Points, unit: str, years: tuple[int, int]) -> str:
    """Each threshold by its date; the same one over several dates once, from the first to the last of them."""
    runs: list[list[dt.date]] = []
    values: list[Decimal] = []
    for day, value in points:
        if values and values[-1] == value:
            runs[-1].append(day)
        else:
            values.append(value)
            runs.append([day])
    return "、".join(
        f"{_span(days, years)} {show_amount(value, unit)}" for days, value in zip(runs, values, strict=True)
    )


def _span(days: list[dt.date], years: tuple[int, int]) -> str:
    if days[0] == dt.date(years[0], 1, 1):
        return f"{years[0]}—{days[-1].year}年始终" if len(days) > 1 else f"{years[0]}年起"
    return show_due(days[0]) if len(days) == 1 else f"{show_due(days[0]).rstrip('年')}—{show_due(days[-1])}"


def _month(day: dt.date) -> str:
    return f"{day.year}年{day.month}月"
