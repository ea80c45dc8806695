"""Levels of a run: the verdicts on what is made up of the level below, and where that contradicts what was reported."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.across.gathered import Gathered
from chanfa_check.across.reported import amounts_agree
from chanfa_check.across.rollup import OUTCOMES, Outcome, Sent, known_of, outcome, sent_for
from chanfa_check.codes import CODES
from chanfa_check.model import (
    Checked,
    Contradiction,
    Contribution,
    Finding,
    Indicator,
    Manner,
    Matrix,
    Reported,
    Role,
    Rolled,
    RolledIndicator,
    Statement,
    Status,
    Task,
)
from chanfa_check.verdict.check import no_target
from chanfa_check.verdict.judge import blank_finding, judge_amount, occasion_of, requirements
from chanfa_check.verdict.wording import show_requirement, show_value, show_when


class Levels(Struct, frozen=True):
    """What a run says of matrices with levels below, from the top down."""

    rolled: tuple[Rolled, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()


def tops(matrices: Sequence[Matrix]) -> tuple[Matrix, ...]:
    """The matrices with levels below that are below none of the others, the newest version of each."""
    below = {one.id for matrix in matrices for one in matrix.family()[1:]}
    return tuple(one for one in matrices if one.id not in below and any(each.children for each in one.versions()))


def days(top: Matrix, gathered: Gathered) -> tuple[dt.date, ...]:
    """The ends of the periods that the submissions of all its levels are about, in order.

    One for which fewer than half as many came as for the fullest is taken for a slip of single departments.
    """
    ids = {one.id for one in top.family()}
    sent = Counter(slot.key[2] for slot in gathered.slots_of(ids))
    fullest = max(sent.values(), default=0)
    return tuple(sorted(day for day, number in sent.items() if 2 * number >= fullest))


def members(top: Matrix, day: dt.date) -> Iterator[Matrix]:
    """The matrices of all its levels as they are in force on the day, from the top down."""
    current = top.at(day)
    yield current
    for child in current.children.values():
        yield from members(child, day)


def roll_up(matrices: Sequence[Matrix], gathered: Gathered, before: Mapping[str, Sequence[Reported]]) -> Levels:
    """All of a run; `before` is what earlier runs recorded, by matrix."""
    parts = [
        part
        for top in tops(matrices)
        for end in days(top, gathered)
        for day in (_judged_on(end, gathered),)
        for part in _levels(top.at(day), (), day, sent_for(end, day, gathered, before))
    ]
    return Levels(tuple(one for one, _ in parts), tuple(said for _, several in parts for said in several))


def uncompared(checked: Checked) -> Checked:
    """A submission that is checked alone, with a note that names the indicators that the levels below make up."""
    matrix = checked.matrix
    ids = [one.indicator for one in checked.findings if matrix and one.indicator and matrix.rolled(one.indicator)]
    if not ids:
        return checked
    said = f"{'、'.join(ids)}由下级汇总；只检查了这一份，没有与下级的数核对，要核对请连同下级的报表一起检查"
    return replace(checked, notes=(*checked.notes, said))


def _judged_on(end: dt.date, gathered: Gathered) -> dt.date:
    """The day by which all submissions for the period were judged, where the user asked for one; else its end."""
    asked = gathered.days.get(end, ())
    return next(iter(asked)) if len(asked) == 1 else end


_Part = tuple[Rolled, Sequence[Contradiction]]


def _levels(matrix: Matrix, names: tuple[str, ...], day: dt.date, sent: Sent) -> Iterator[_Part]:
    """One matrix's indicators, then those of its children."""
    for task in matrix.tasks:
        for indicator in task.indicators:
            how = matrix.rolled(indicator.id)
            if how:
                made = outcome(matrix, indicator, how, day, sent)
                yield (
                    _rolled(matrix, names, task, indicator, how, day, made),
                    list(_contradictions(matrix, task, indicator, how, made, sent)),
                )
    for name, child in matrix.children.items():
        yield from _levels(child.at(day), (*names, name), day, sent)


def _rolled(
    matrix: Matrix,
    names: tuple[str, ...],
    task: Task,
    indicator: Indicator,
    how: RolledIndicator,
    day: dt.date,
    made: Outcome,
) -> Rolled:
    finding = _judged(matrix, task, indicator, how, day, made)
    value, manner = made.amount or (None, Manner.EXACT)
    return Rolled(
        matrix=matrix.id,
        version=matrix.version,
        plan=matrix.title,
        names=names,
        as_of=day,
        task=task.id,
        indicator=indicator.id,
        name=indicator.name,
        unit=indicator.unit,
        how=how.how,
        status=finding.status,
        code=finding.code,
        message="；".join((finding.message, *finding.notes)),
        advice=finding.advice,
        wording=finding.wording,
        light=finding.light,
        actual=None if made.missing else value,
        so_far=value if made.missing else None,
        manner=manner,
        expected=finding.expected,
        gap=finding.gap,
        contributions=made.contributions,
        missing=made.missing,
    )


def _judged(
    matrix: Matrix, task: Task, indicator: Indicator, how: RolledIndicator, day: dt.date, made: Outcome
) -> Finding:
    if not matrix.covers(day):
        return no_target(task, indicator, matrix, day)
    occasion = occasion_of(matrix, indicator, day, made.last_year)
    now, ahead = requirements(occasion)
    blank = replace(blank_finding(task, indicator), expected=next(iter((*now, *ahead)), None))
    if made.missing:
        said = f"{len(made.contributions)} 个下级有 {len(made.missing)} 个没有可用的数（{'、'.join(made.missing)}）"
        if made.amount:
            said += f"，其余{OUTCOMES[how.how]} {show_value(made.amount[0], indicator, made.amount[1])}"
        asked = blank.expected
        if asked:
            when = f"（{show_when(asked)}）" if show_when(asked) else ""
            said += f"；要求{show_requirement(asked, indicator)}{when}"
        return _at_fault(blank, Status.MISSING, "rollup-missing", said)
    if made.amount is None:
        said = "下级的数有的不确切，汇总不出一个数，不能判定"
        return _at_fault(blank, Status.INVALID, "rollup-inexact", said)
    finding = judge_amount(task, occasion, *made.amount)
    if made.recorded and indicator.compares_years:
        finding = replace(finding, notes=(*finding.notes, f"{'、'.join(made.recorded)}的上年值取自台账"))
    return replace(finding, message=f"{OUTCOMES[how.how]} {finding.message}")


def _at_fault(finding: Finding, status: Status, code: str, message: str) -> Finding:
    return replace(finding, status=status, code=code, message=message, advice=CODES[code].advice)


def _contradictions(
    matrix: Matrix, task: Task, indicator: Indicator, how: RolledIndicator, made: Outcome, sent: Sent
) -> Iterator[Contradiction]:
    """What the level itself reported against what those below come to."""
    bound = known_of(how, made)
    if bound is None:
        return
    lead = matrix.full_name(task.lead) or task.lead
    for checked, _ in sent.counting(matrix.id, lead) or ():
        own = next((one for one in checked.findings if (one.indicator, one.role) == (indicator.id, Role.LEAD)), None)
        stated = own.actual if own and own.status is not Status.INVALID else None
        if own and isinstance(stated, Decimal) and not amounts_agree((stated, own.manner), bound):
            first = Statement(
                lead,
                checked.about or dt.date.min,
                Role.LEAD,
                checked.path,
                own.place,
                show_value(stated, indicator, own.manner),
            )
            yield _differs(task, indicator, how, first, made)


def _differs(task: Task, indicator: Indicator, how: RolledIndicator, first: Statement, made: Outcome) -> Contradiction:
    assert made.amount is not None
    page = CODES["rollup-differs"]
    theirs = [one for one in made.contributions if one.amount is not None]
    shown = f"{OUTCOMES[how.how]} {show_value(made.amount[0], indicator, made.amount[1])}"
    lacking = f"，{'、'.join(made.missing)}还没有" if made.missing else ""
    listed = "、".join(f"{one.child} {one.shown}" for one in theirs)
    said = f"{first.department}报 {first.shown}；下级{shown}（{listed}{lacking}）"
    return Contradiction(
        "rollup-differs",
        task.id,
        indicator.id,
        indicator.name,
        f"{indicator.name}（{indicator.id}）{page.title}：{said}",
        page.advice,
        (first, *(_statement(one, first.as_of) for one in theirs)),
    )


def _statement(one: Contribution, as_of: dt.date) -> Statement:
    whose = f"{one.child}（由下级汇总）" if one.rolled else f"{one.child}{one.department}"
    return Statement(whose, as_of, Role.LEAD, one.path, one.place, one.shown)
