"""A submission against its matrix: one finding for every indicator that the department answers for, in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from chanfa_check.codes import CODES
from chanfa_check.model import Finding, Indicator, Matrix, Observation, Role, Status, Stray, Submission, Task
from chanfa_check.verdict.composite import composite_rule, judge_composite
from chanfa_check.verdict.judge import blank_finding, faulty, judge, missing, occasion_of, quoted

_WORDS_FOR_A_NUMBER = frozenset({"not-a-number", "several-numbers", "stage-unclear", "not-a-date", "no-value-word"})


def check(
    submission: Submission, matrix: Matrix, as_of: dt.date, last_years: Mapping[str, Decimal] | None = None
) -> tuple[Finding, ...]:
    """The findings on a submission without problems, as of a day, in the matrix's order; stray rows come last.

    `last_years` has last year's actual values from elsewhere, by indicator and in its unit, for those that the
    submission does not give.
    """
    department = submission.department
    assert department is not None
    # The rows of a task that could not be told apart are named once; its indicators are not missing on top of that.
    unclear = {stray.task for stray in submission.strays if stray.code == "indicator-unclear"}
    reported: dict[str, list[Observation]] = {}
    for observation in submission.observations:
        reported.setdefault(observation.task, []).append(_completed(observation, last_years or {}))
    findings: list[Finding] = []
    for task in matrix.tasks:
        role = matrix.role(department, task)
        own = reported.get(task.id, [])
        if role is Role.LEAD:
            led = [_lead(task, indicator, own, matrix, as_of) for indicator in _answered(task, own, matrix)]
            findings += [one for one in led if not (task.id in unclear and one.code == "task-missing")]
        elif role is Role.PARTNER:
            findings += [_partner(task, one) for one in own if one.raw or one.narrative or one.fault]
    return (*findings, *(_stray(stray, matrix) for stray in submission.strays))


def _answered(task: Task, own: Sequence[Observation], matrix: Matrix) -> list[Indicator]:
    """The indicators that the lead answers for: not those that the level below makes up, unless it reports them."""
    said = {one.indicator for one in own if one.value is not None or one.fault}
    return [one for one in task.indicators if one.id in said or not matrix.rolled(one.id)]


def _lead(task: Task, indicator: Indicator, own: Sequence[Observation], matrix: Matrix, as_of: dt.date) -> Finding:
    found = [one for one in own if one.indicator == indicator.id]
    if not matrix.covers(as_of):
        blank = no_target(task, indicator, matrix, as_of)
        return replace(blank, place=found[0].place, raw=found[0].raw) if found else blank
    rule = composite_rule(indicator)
    if rule:
        computed = judge_composite(task, indicator, rule, own, matrix, as_of)
        if computed:
            return computed
        found = [replace(one, notes=(*one.notes, "只填了合计，未经分项核对")) for one in found]
    if found:
        return judge(task, indicator, found, matrix, as_of)
    occasion = occasion_of(matrix, indicator, as_of)
    return missing(blank_finding(task, indicator), occasion, mentioned=bool(own))


def _completed(observation: Observation, last_years: Mapping[str, Decimal]) -> Observation:
    """With last year's value, where it is known from elsewhere and not given here."""
    known = last_years.get(observation.indicator)
    if known is None or observation.last_year is not None or observation.last_year_fault:
        return observation
    return replace(observation, last_year=known, notes=(*observation.notes, "上年值取自台账"))


def no_target(task: Task, indicator: Indicator, matrix: Matrix, as_of: dt.date) -> Finding:
    """The verdict outside the matrix's years, whatever was reported."""
    first, last = matrix.years
    said = f"{as_of.year}年不在任务责任分工表的年份（{first}—{last}年）之内，没有可用的目标"
    return replace(blank_finding(task, indicator), message=said)


def _partner(task: Task, observation: Observation) -> Finding:
    """A partner's row is for a person to read; only a number that cannot be understood is at fault."""
    named = next((one for one in task.indicators if one.id == observation.indicator), None)
    finding = replace(
        blank_finding(task, named or task.indicators[0]),
        indicator=named.id if named else None,
        name=task.duty,
        role=Role.PARTNER,
        place=observation.place,
        raw=observation.raw,
        manner=observation.manner,
    )
    fault = observation.fault
    # A partner owes no number: words in its place are its account of what it did.
    if fault and fault.code not in _WORDS_FOR_A_NUMBER:
        return faulty(finding, fault)
    said = "；".join(dict.fromkeys(text for text in (observation.raw, observation.narrative) if text))
    return replace(finding, status=Status.REVIEW, code="partner-reported", message=said, actual=observation.value)


def _stray(stray: Stray, matrix: Matrix) -> Finding:
    task = next((one for one in matrix.tasks if one.id == stray.task), None)
    return Finding(
        task=stray.task,
        indicator=None,
        name=task.duty if task else stray.text,
        unit="",
        role=None,
        status=Status.REVIEW if stray.code == "task-foreign" else Status.INVALID,
        code=stray.code,
        message=stray.message,
        advice=CODES[stray.code].advice,
        wording=quoted(task) if task else "",
        place=stray.place,
        raw=stray.text,
    )
