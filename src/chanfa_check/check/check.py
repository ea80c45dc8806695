"""A submission against its matrix: one finding for every indicator that the department answers for, in order."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from msgspec.structs import replace

from chanfa_check.check.judge import blank_finding, judge, missing, occasion_of, quoted
from chanfa_check.codes import CODES
from chanfa_check.model import Finding, Indicator, Matrix, Observation, Role, Status, Stray, Submission, Task
from chanfa_check.quantity.show import show_amount


def check(submission: Submission, matrix: Matrix, as_of: dt.date) -> tuple[Finding, ...]:
    """The findings on a submission without problems, as of a day, in the matrix's order; stray rows come last."""
    department = submission.department
    assert department is not None
    findings: list[Finding] = []
    for task in matrix.tasks:
        role = matrix.role(department, task)
        own = [one for one in submission.observations if one.task == task.id]
        if role is Role.LEAD:
            findings += _lead(task, own, matrix, as_of)
        elif role is Role.PARTNER:
            findings += [_partner(task, one, matrix, as_of) for one in own if one.raw or one.narrative or one.fault]
    # The rows of a task that could not be told apart are named once; its indicators are not missing on top of that.
    unclear = {stray.task for stray in submission.strays if stray.code == "indicator-unclear"}
    kept = [one for one in findings if not (one.task in unclear and one.code == "task-missing")]
    return (*kept, *(_stray(stray, matrix) for stray in submission.strays))


def _lead(task: Task, own: list[Observation], matrix: Matrix, as_of: dt.date) -> list[Finding]:
    if not matrix.covers(as_of):
        return [_no_target(task, indicator, own, matrix, as_of) for indicator in task.indicators]
    findings = {}
    for indicator in task.indicators:
        found = [one for one in own if one.indicator == indicator.id]
        composite = _composite(task, indicator, own)
        if found and not (composite and all(one.value is None and one.fault is None for one in found)):
            findings[indicator.id] = judge(task, indicator, found, matrix, as_of)
        elif not composite:
            blank = blank_finding(task, indicator)
            findings[indicator.id] = missing(blank, occasion_of(matrix, indicator, as_of), mentioned=bool(own))
        if composite:
            findings[indicator.id] = _composed(
                task, indicator, own, findings.get(indicator.id), composite, matrix, as_of
            )
    return list(findings.values())


def _composite(task: Task, indicator: Indicator, own: list[Observation]) -> tuple[str, ...]:
    """The items that the indicator is made of, where it is a composite of which any item was reported."""
    items: tuple[str, ...] = next(
        (getattr(target, "of", ()) for target in indicator.targets if target.rule == "composite"), ()
    )
    del task
    return items if any(one.indicator in items for one in own) else ()


def _composed(
    task: Task,
    indicator: Indicator,
    own: list[Observation],
    reported: Finding | None,
    items: tuple[str, ...],
    matrix: Matrix,
    as_of: dt.date,
) -> Finding:
    from chanfa_check.rules.composite import Rule

    rule = next(target for target in indicator.targets if isinstance(target, Rule))
    amounts = {one.indicator: one.value for one in own if one.indicator in items and isinstance(one.value, Decimal)}
    lacking = [one.name for one in task.indicators if one.id in items and one.id not in amounts]
    blank = blank_finding(task, indicator)
    if lacking:
        said = f"还有 {len(lacking)} 个分项没有可用的数（{'、'.join(lacking)}），无法计算合计完成率"
        return replace(
            blank, status=Status.MISSING, code="parts-missing", message=said, advice=CODES["parts-missing"].advice
        )
    goals = {one.id: _goal(one, matrix) for one in task.indicators if one.id in items}
    share = rule.completion(amounts, goals)
    if reported and isinstance(reported.actual, Decimal) and abs(reported.actual - share) >= 1:
        return replace(
            reported,
            status=Status.INVALID,
            code="composite-contradicts",
            message=f"填报 {show_amount(reported.actual, '%')}，而按分项计算为 {show_amount(share, '%')}",
            advice=CODES["composite-contradicts"].advice,
            light=None,
        )
    source = next(one for one in own if one.indicator in items)
    computed = Observation(
        task=task.id,
        indicator=indicator.id,
        role=Role.LEAD,
        place=source.place,
        value=share,
        notes=("由各分项计算，每项最高按100%计",),
    )
    return replace(judge(task, indicator, [computed], matrix, as_of), raw="")


def _goal(indicator: Indicator, matrix: Matrix) -> Decimal:
    return next(value for target in indicator.targets if (value := target.threshold_of(matrix.years[1])) is not None)


def _no_target(task: Task, indicator: Indicator, own: list[Observation], matrix: Matrix, as_of: dt.date) -> Finding:
    first, last = matrix.years
    found = next((one for one in own if one.indicator == indicator.id), None)
    return replace(
        blank_finding(task, indicator),
        message=f"{as_of.year}年不在任务责任分工表的年份（{first}—{last}年）之内，没有可用的目标",
        place=found.place if found else None,
        raw=found.raw if found else "",
    )


def _partner(task: Task, observation: Observation, matrix: Matrix, as_of: dt.date) -> Finding:
    del matrix, as_of
    indicator = next((one for one in task.indicators if one.id == observation.indicator), task.indicators[0])
    finding = replace(blank_finding(task, indicator), role=Role.PARTNER, place=observation.place, raw=observation.raw)
    finding = replace(finding, name=task.duty)
    if not observation.indicator:
        finding = replace(finding, indicator=None, unit="文字")
    if observation.fault and not observation.narrative:
        # A partner's number is no duty: words in its place are its account of what it did.
        if observation.fault.code in ("not-a-number", "several-numbers", "stage-unclear", "not-a-date"):
            return replace(finding, status=Status.REVIEW, code="partner-reported", message=observation.raw)
        return replace(
            finding,
            status=Status.INVALID,
            code=observation.fault.code,
            message=observation.fault.message,
            advice=CODES[observation.fault.code].advice,
        )
    said = (
        "；".join(text for text in (observation.raw, observation.narrative) if text and text != observation.raw)
        or observation.raw
    )
    return replace(finding, status=Status.REVIEW, code="partner-reported", message=said, actual=observation.value)


def _stray(stray: Stray, matrix: Matrix) -> Finding:
    task = next((one for one in matrix.tasks if one.id == stray.task), None)
    foreign = stray.code == "task-foreign"
    return Finding(
        task=stray.task,
        indicator=None,
        name=task.duty if task else stray.text,
        unit="",
        role=Role.LEAD,
        status=Status.REVIEW if foreign else Status.INVALID,
        code=stray.code,
        message=stray.message,
        advice=CODES[stray.code].advice,
        wording=quoted(task) if task else "",
        place=stray.place,
        raw=stray.text,
    )
