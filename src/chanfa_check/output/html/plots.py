"""The plots of the page: which, in what order, and what they say in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from chanfa_check.across.reported import reported
from chanfa_check.across.series import Points, Series, series
from chanfa_check.model import Indicator, Matrix, Reported, Run, Task
from chanfa_check.output.html.plot import HEIGHT, WIDTH, draw
from chanfa_check.output.short import counted
from chanfa_check.quantity.show import show_amount
from chanfa_check.verdict.judge import occasion_of, requirements
from chanfa_check.verdict.wording import show_due

if TYPE_CHECKING:
    from markupsafe import Markup


class Plot(Struct, frozen=True, kw_only=True):
    """One figure. `required` and `reported` say in words what is drawn; `drawing` is None where there is nothing.
    `basis` says which requirements follow from the year before, and whether its actual value was known.

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
    basis: str
    reported: str
    drawing: Markup | None
    width: int = WIDTH
    height: int = HEIGHT


class Group(Struct, frozen=True):
    """The plots of one section of a matrix."""

    section: str
    plots: tuple[Plot, ...]


def plots(run: Run) -> tuple[Group, ...]:
    """A plot for every numeric indicator, by section, in the order of the matrix.

    Where the run does not answer for all departments, only for those that lead what it was sent.
    """
    known = _known(run)
    senders = {one.department for one in run.submissions}
    groups: dict[str, list[Plot]] = {}
    for number, matrix in enumerate(run.matrices):
        by_id = {task.id: task for task in matrix.tasks}
        for one in series(matrix, known):
            task = by_id[one.task]
            if not run.whole and _lead(task, matrix) not in senders:
                continue
            groups.setdefault(task.section, []).append(_plot(f"plot-{number}-{one.indicator}", one, task, matrix, run))
    return tuple(Group(section, tuple(several)) for section, several in groups.items())


def _known(run: Run) -> tuple[Reported, ...]:
    """What counts in this run, and what was reported before for other periods."""
    now = [each for one, _ in counted(run) for each in reported(one)]
    anew = {(one.matrix, one.department, one.as_of) for one in now}
    earlier = (one for one in run.history if (one.matrix, one.department, one.as_of) not in anew)
    return (*earlier, *now)


def _plot(name: str, one: Series, task: Task, matrix: Matrix, run: Run) -> Plot:
    class_ = matrix.class_of(task.id)
    lead = _lead(task, matrix)
    indicator = next(each for each in task.indicators if each.id == one.indicator)
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
        basis="；".join(_bases(one.required, matrix, indicator)),
        reported="、".join(f"{_month(day)} {show_amount(value, one.unit)}" for day, value in one.reported),
        drawing=draw(one, matrix.years) if drawn else None,
    )


def _lead(task: Task, matrix: Matrix) -> str:
    return matrix.full_name(task.lead) or task.lead


def _findings(run: Run, matrix: Matrix, lead: str, indicator: str) -> Iterator[tuple[str, bool]]:
    for one, _ in counted(run):
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


def _bases(points: Points, matrix: Matrix, indicator: Indicator) -> Iterator[str]:
    """For each way in which requirements came about from the year before: the years, and the way."""
    ways: dict[str, list[dt.date]] = {}
    for day, value in points:
        way = _basis(day, value, matrix, indicator)
        if way:
            ways.setdefault(way, []).append(day)
    for way, days in ways.items():
        yield f"{'、'.join(str(day.year) for day in days)}年：{way}"


def _basis(day: dt.date, value: Decimal, matrix: Matrix, indicator: Indicator) -> str:
    """How a requirement came about: as it does where nothing is known of last year, or else from what is known.

    That there is no actual value of last year goes without saying where a year lies ahead.
    """
    required, _ = requirements(occasion_of(matrix, indicator, day))
    alike = [item.basis for item in required if item.value == value]
    if not alike:
        return "按上年实际值"
    return "" if "" in alike else alike[0].removeprefix("没有上年实际值，")


def _month(day: dt.date) -> str:
    return f"{day.year}年{day.month}月"
