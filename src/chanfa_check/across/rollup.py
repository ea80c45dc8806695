"""What the children's submissions make of an indicator of the level above.

A child's value is what its lead reported for the same period. Where nobody reported it and the child has children of
its own, theirs make it up. Where somebody did report it and theirs come to something else, neither of the two counts
further up: which of them is wrong cannot be known. Nor does anything count that was found at fault, or that stands in
one of two submissions that differ. What lacks is never taken for 0. Last year's values that a child does not give come
from the ledger, as they do for its own verdict.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.across.combine import Amount, combine
from chanfa_check.across.gathered import Gathered
from chanfa_check.across.reported import amounts_agree
from chanfa_check.across.versions import into, year_end
from chanfa_check.codes import CODES
from chanfa_check.model import (
    Checked,
    Contribution,
    How,
    Indicator,
    Manner,
    Matrix,
    Place,
    Reported,
    Role,
    RolledIndicator,
    Standing,
    Status,
    Task,
)
from chanfa_check.verdict.wording import show_value

OUTCOMES = {How.SUM: "合计", How.MEAN: "平均", How.WEIGHTED: "加权平均", How.WORST: "最差"}
"""What comes out is called."""


class Sent(Struct, frozen=True):
    """What there is for one period.

    `counting` gives, by matrix and department, the submissions that count, each with its standing; None where nothing
    came. `last_years` are the recorded values at the end of the year before, by matrix, department and indicator.
    """

    counting: Callable[[str, str], Sequence[tuple[Checked, Standing]] | None]
    last_years: Mapping[tuple[str, str, str], Decimal] = {}


class Figure(Struct, frozen=True, kw_only=True):
    """What one level has of an indicator, in its own unit; or `why` it has nothing that counts.

    `silent`: nobody reported it. `rolled`: it is made of the level below's, and stands in no file.
    `recorded`: last year's value is the ledger's.
    """

    department: str
    amount: Amount | None = None
    last_year: Decimal | None = None
    why: str = ""
    silent: bool = False
    rolled: bool = False
    recorded: bool = False
    path: str = ""
    place: Place | None = None


class Outcome(Struct, frozen=True, kw_only=True):
    """What the children come to, in the parent's unit: `amount` is what those do that have a value.

    None where none has, or where theirs are too rough to say. `missing` are the others, but for those of no weight.
    `recorded` are the children whose last year's value is the ledger's.
    """

    amount: Amount | None
    last_year: Decimal | None
    contributions: tuple[Contribution, ...]
    missing: tuple[str, ...]
    recorded: tuple[str, ...] = ()


def sent_for(end: dt.date, day: dt.date, gathered: Gathered, before: Mapping[str, Sequence[Reported]]) -> Sent:
    """What there is for the period of this end, which is judged as of the day; `before` was recorded, by matrix."""

    # Several indicators in a row are the same department's.
    @lru_cache(maxsize=64)
    def counting(matrix: str, department: str) -> Sequence[tuple[Checked, Standing]] | None:
        slot = gathered.slots.get((matrix, department, end))
        if slot is None:
            return None
        standings = ((position, gathered.standing(position)) for position in slot.positions)
        return [(gathered.submissions[position], standing) for position, standing in standings if standing.counts]

    matrices = dict.fromkeys(name for name, _, as_of in gathered.slots if as_of == end)
    last_years = {
        (name, *key): value
        for name in matrices
        for key, value in year_end(
            gathered.matrices[name],
            day.year - 1,
            [one for version in gathered.matrices[name].versions() for one in before.get(version.id, ())],
        ).items()
    }
    return Sent(counting, last_years)


def told(matrix: Matrix, task: Task, indicator: Indicator, sent: Sent) -> Figure:
    """What the indicator's lead reported."""
    lead = matrix.full_name(task.lead) or task.lead
    ours = sent.counting(matrix.id, lead)
    counted = next((one for one, standing in ours or () if standing is Standing.COUNTED), None)
    if counted is None:
        why = "报了两份，内容不同，没有采信" if ours else "没有报送" if ours is None else "报表无法检查"
        return Figure(department=lead, why=why, silent=ours is None)
    finding = next((one for one in counted.findings if (one.indicator, one.role) == (indicator.id, Role.LEAD)), None)
    where = Figure(department=lead, path=counted.path, place=finding.place if finding else None)
    if finding and finding.status is Status.INVALID:
        return replace(where, why=f"填报有误：{CODES[finding.code].title}")
    if finding is None or not isinstance(finding.actual, Decimal):
        # A verdict may be missing for want of last year's value alone; what counts is whether there is a number.
        outside = finding is not None and finding.status is Status.NO_TARGET
        return replace(where, why="时期在它的分工表的年份之外" if outside else "没有填报这个数", silent=not outside)
    return replace(_with_last_year(where, matrix, indicator, counted, sent), amount=(finding.actual, finding.manner))


def _with_last_year(found: Figure, matrix: Matrix, indicator: Indicator, checked: Checked, sent: Sent) -> Figure:
    """With last year's value as the verdict had it: the submission's own, else the ledger's."""
    told = [one for one in checked.observations if one.indicator == indicator.id]
    decisive = next((one for one in told if one.value is not None), None)
    if decisive and (decisive.last_year is not None or decisive.last_year_fault):
        return replace(found, last_year=decisive.last_year)
    known = sent.last_years.get((matrix.id, found.department, indicator.id))
    return replace(found, last_year=known, recorded=known is not None)


def figure(matrix: Matrix, task: Task, indicator: Indicator, day: dt.date, sent: Sent) -> Figure:
    """What a level has of an indicator: reported, or made of the level below's."""
    own, how = told(matrix, task, indicator, sent), matrix.rolled(indicator.id)
    if how is None or not (own.silent or own.amount):
        return own
    made = outcome(matrix, indicator, how, day, sent)
    if own.amount:
        bound = known_of(how, made)
        if made.amount and bound and not amounts_agree(own.amount, bound):
            said = f"自报 {show_value(own.amount[0], indicator, own.amount[1])}"
            theirs = f"下级{OUTCOMES[how.how]} {show_value(made.amount[0], indicator, made.amount[1])}"
            theirs += f"（{'、'.join(made.missing)}还没有）" if made.missing else ""
            return replace(own, amount=None, why=f"{said}，{theirs}，两者不一致，没有采信")
        return own
    if made.missing:
        return replace(own, why=f"{own.why}，它的下级 {'、'.join(made.missing)} 也没有可用的数")
    if made.amount is None:
        return replace(own, why=f"{own.why}，它的下级的数不确切，汇总不出")
    return Figure(
        department=own.department,
        amount=made.amount,
        last_year=made.last_year,
        rolled=True,
        recorded=bool(made.recorded),
    )


def known_of(how: RolledIndicator, made: Outcome) -> Amount | None:
    """What a figure of the level's own must agree with; None where the children's say nothing of it.

    As long as one of them lacks, what the others add up to is the least that there can be of things that are counted.
    """
    if made.amount is None or not made.missing:
        return made.amount
    value, manner = made.amount
    if how.how is not How.SUM or manner not in (Manner.EXACT, Manner.AT_LEAST, Manner.ABOVE):
        return None
    return value, Manner.AT_LEAST if manner is Manner.EXACT else manner


def outcome(matrix: Matrix, indicator: Indicator, how: RolledIndicator, day: dt.date, sent: Sent) -> Outcome:
    """What the children come to."""
    given = [_given(name, child.at(day), indicator, how, day, sent) for name, child in matrix.children.items()]
    weights = {one.child: how.weights[one.child] if how.how is How.WEIGHTED else Decimal(1) for one, *_ in given}
    counted = [(one, last_year) for one, last_year, _ in given if weights[one.child]]
    there = [(weights[one.child], (one.amount, one.manner), last) for one, last in counted if one.amount is not None]
    upward = matrix.upward(indicator) is not False
    made = last_year = None
    if there:
        made = combine(how.how, [amount for _, amount, _ in there], [one for one, _, _ in there], upward=upward)
    lasts = [(weight, (last, Manner.EXACT)) for weight, _, last in there if last is not None]
    if len(lasts) == len(counted):
        last_year = combine(how.how, [last for _, last in lasts], [one for one, _ in lasts], upward=upward)
    missing = tuple(one.child for one, _ in counted if one.amount is None)
    firm = made is not None and made[1] in (Manner.EXACT, Manner.ABOUT) and not missing
    whole = made[0] if made and firm and how.how is How.SUM else Decimal(0)
    return Outcome(
        amount=made,
        last_year=last_year[0] if last_year else None,
        contributions=tuple(
            replace(one, portion=one.amount * 100 / whole) if whole > 0 and one.amount is not None else one
            for one, *_ in given
        ),
        missing=missing,
        recorded=tuple(one.child for one, _, recorded in given if recorded and weights[one.child]),
    )


def _given(
    name: str, child: Matrix, indicator: Indicator, how: RolledIndicator, day: dt.date, sent: Sent
) -> tuple[Contribution, Decimal | None, bool]:
    """What a child gives, and last year's amount where it is known, both in the parent's unit; if the ledger has it."""
    source = how.source(name)
    blank = Contribution(child=name, matrix=child.id, indicator=source, department="", weight=how.weights.get(name))
    found = ((task, one) for task in child.tasks for one in task.indicators if one.id == source)
    task, theirs = next(found, (None, None))
    if task is None or theirs is None:
        return replace(blank, why=f"这一期的分工表 {child.id} 里没有这项指标"), None, False
    said = figure(child, task, theirs, day, sent)
    where = replace(blank, department=said.department, why=said.why, path=said.path, place=said.place)
    if said.amount is None:
        return where, None, False
    value, manner = said.amount
    shown = show_value(value, theirs, manner)
    last_year = None if said.last_year is None else into(said.last_year, theirs.unit, indicator.unit)
    amount = into(value, theirs.unit, indicator.unit)
    return replace(where, amount=amount, manner=manner, shown=shown, rolled=said.rolled), last_year, said.recorded
