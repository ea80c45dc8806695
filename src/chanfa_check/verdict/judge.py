"""One indicator's verdict: the worst of what its targets say of the reported value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from msgspec.structs import replace

from chanfa_check.codes import CODES
from chanfa_check.model import (
    Assessment,
    Fault,
    Finding,
    Indicator,
    Light,
    Manner,
    Matrix,
    Measure,
    Observation,
    Occasion,
    Requirement,
    Role,
    Status,
    Task,
    Value,
)
from chanfa_check.quantity.show import show_amount
from chanfa_check.verdict.plausible import claims_done, exact, implausible
from chanfa_check.verdict.wording import sentence, show_requirement, show_value, show_when

# A value that cannot be taken as it stands outweighs what another target would say of it.
WORST_FIRST = (
    Status.INVALID,
    Status.UNMET,
    Status.MISSING,
    Status.BEHIND,
    Status.REVIEW,
    Status.ON_TRACK,
    Status.MET,
    Status.NOT_DUE,
    Status.NO_TARGET,
)
_FAILING = (Status.UNMET, Status.BEHIND)
_LOWER = (Manner.AT_LEAST, Manner.ABOVE)
_UPPER = (Manner.AT_MOST, Manner.BELOW)


def occasion_of(matrix: Matrix, indicator: Indicator, as_of: dt.date, last_year: Decimal | None = None) -> Occasion:
    """When and beside what an indicator of this matrix is judged."""
    return Occasion(as_of, indicator, matrix.years, matrix.pace, matrix.lights, last_year)


def blank_finding(task: Task, indicator: Indicator) -> Finding:
    """What all findings on an indicator share; its verdict is yet to be said."""
    return Finding(
        task=task.id,
        indicator=indicator.id,
        name=indicator.name,
        unit=indicator.unit,
        role=Role.LEAD,
        status=Status.NO_TARGET,
        code="no-target",
        message="",
        wording=quoted(task),
        reading=indicator.reading,
    )


def _last_year_fault(observation: Observation, indicator: Indicator) -> Fault | None:
    """Why last year's value cannot be compared with, by the same measure as this year's."""
    if observation.last_year_fault or observation.last_year is None:
        return observation.last_year_fault
    return implausible(observation.last_year, replace(observation, parts=None), indicator)


def quoted(task: Task) -> str:
    """The matrix's own words on a task. The number may stand in either column: 建会率…95%以上 in the duty."""
    return f"{task.duty}（时间进度：{task.schedule}）"


def judge(task: Task, indicator: Indicator, found: Sequence[Observation], matrix: Matrix, as_of: dt.date) -> Finding:
    """The verdict on what a lead reported for an indicator. `found` holds at least one observation."""
    found = [one for one in found if one.value is not None or one.fault] or found[:1]
    first = found[0]
    if any(_reported(one) != _reported(first) for one in found[1:]):
        return _repeated(blank_finding(task, indicator), found)
    occasion = occasion_of(matrix, indicator, as_of, first.last_year)
    required, upcoming = requirements(occasion)
    asked = next(iter((*required, *upcoming)), None)
    finding = replace(_with_cell(blank_finding(task, indicator), first), expected=asked)
    if first.fault:
        return faulty(finding, first.fault)
    if first.value is None:
        return missing(finding, occasion, mentioned=True)
    if indicator.compares_years:
        fault = _last_year_fault(first, indicator)
        if fault:
            return faulty(finding, Fault(fault.code, f"上年值：{fault.message}"))
    notes = list(first.notes)
    if len(found) > 1:
        notes.append(f"同一指标填报了 {len(found)} 次，数值相同")
    value = first.value
    if isinstance(value, Decimal):
        fault_found = implausible(value, first, indicator)
        if fault_found:
            return replace(faulty(finding, fault_found), actual=value)
        true = exact(value, first, indicator)
        if true != value:
            notes.append(f"按分子÷分母为 {show_amount(true, indicator.unit, value)}，以此判定")
        value = true
    if first.manner is Manner.ABOUT:
        notes.append("填报的是约数")
    assessment = _assessed(value, first.manner, occasion)
    return _stated(finding, replace(first, value=value, notes=tuple(notes)), assessment, indicator)


def judge_amount(task: Task, occasion: Occasion, value: Decimal, manner: Manner) -> Finding:
    """The verdict on an amount in the indicator's unit that was reckoned from others, each of which can be true."""
    indicator = occasion.indicator
    finding = replace(blank_finding(task, indicator), raw=show_value(value, indicator, manner))
    assessment = _assessed(value, manner, occasion)
    return _concluded(finding, value, manner, assessment, indicator)


_BESIDE = {Manner.ABOVE: Decimal("1e-12"), Manner.BELOW: Decimal("-1e-12")}
"""Where 超过1000家 and 近10家 stand: beside the number, nearer than any number that is written."""


def _assessed(value: Value, manner: Manner, occasion: Occasion) -> Assessment:
    """What the indicator's targets say of the value, of 超过1000家 as of what is more than 1000."""
    beside = _BESIDE.get(manner) if isinstance(value, Decimal) else None
    judged = value + beside if isinstance(value, Decimal) and beside else value
    found = weigh([target.assess(judged, occasion) for target in occasion.indicator.targets], occasion.as_of)
    if beside is None or found.gap is None:
        return found
    return replace(found, gap=found.gap.quantize(Decimal("1e-11"), ROUND_HALF_UP).normalize() or None)


def _reported(observation: Observation) -> tuple[object, ...]:
    """All that a verdict can hang on."""
    one = observation
    return (one.value, one.fault, one.manner, one.last_year, one.last_year_fault, one.parts, one.claim)


def weigh(assessments: Sequence[Assessment], as_of: dt.date) -> Assessment:
    """The worst of several targets' verdicts.

    A comparison with an unknown last year gives way to a target that can be judged, and leaves a note. Where nothing
    falls short, what falls due first decides between early and under way: all of it must be reached to be early.
    """
    known = [one for one in assessments if one.code != "last-year-missing"]
    judged = [one for one in known if one.status is not Status.NOT_DUE]
    if not judged:
        return min(assessments, key=_badness)
    notes = tuple(note for one in judged for note in one.notes)
    if len(known) < len(assessments):
        notes = (*notes, "缺上年值，没有与上年比较")
    worst = min(judged, key=_badness)
    ahead = [one for one in known if one.requirement and one.requirement.due and one.requirement.due > as_of]
    if worst.status is Status.MET and ahead:
        worst = _next_step(ahead, worst)
    return replace(worst, notes=notes)


def _next_step(ahead: Sequence[Assessment], otherwise: Assessment) -> Assessment:
    """Of verdicts none of which falls short: what can be said of the requirements that fall due first."""
    first = min(one.requirement.due for one in ahead if one.requirement and one.requirement.due)
    nearest = [one for one in ahead if one.requirement and one.requirement.due == first]
    reached = [one for one in nearest if one.status is Status.MET]
    open_ = [one for one in nearest if one.status is not Status.MET]
    if reached and open_:
        return replace(open_[0], status=Status.ON_TRACK, code="on-track")
    return reached[0] if reached else otherwise


def _badness(assessment: Assessment) -> tuple[int, bool, int]:
    """Small for bad; of several equally bad, the one that fell due last decides."""
    due = assessment.requirement.due if assessment.requirement else None
    last = -due.toordinal() if due else 0
    return WORST_FIRST.index(assessment.status), assessment.light is not Light.RED, last


def missing(finding: Finding, occasion: Occasion, *, mentioned: bool) -> Finding:
    """Nothing was written. In a row that is there, that is no fault as long as nothing is asked for yet."""
    required, upcoming = requirements(occasion)
    asked_for = any(target.awaits(occasion) for target in occasion.indicator.targets)
    if mentioned and not asked_for and not any(item.pace is not None for item in upcoming):
        goal = f"；目标为{_listed(upcoming, occasion.indicator)}" if upcoming else ""
        return replace(finding, status=Status.NOT_DUE, code="not-due", message=f"没有填报{goal}，尚未到期")
    narrative = occasion.indicator.measure is Measure.NARRATIVE
    code = ("narrative-missing" if narrative else "value-missing") if mentioned else "task-missing"
    asked = required or upcoming
    label = "要求" if required else "目标为"
    said = f"没有填报；{label}{_listed(asked, occasion.indicator)}" if asked else "没有填报"
    decisive = asked[0] if asked else None
    return replace(
        finding, status=Status.MISSING, code=code, message=said, expected=decisive, advice=CODES[code].advice
    )


def requirements(occasion: Occasion) -> tuple[tuple[Requirement, ...], tuple[Requirement, ...]]:
    """What all of the indicator's targets require now, and next."""
    targets = occasion.indicator.targets
    return (
        tuple(item for target in targets for item in target.required(occasion)),
        tuple(item for target in targets for item in target.upcoming(occasion)),
    )


def _listed(items: Sequence[Requirement], indicator: Indicator) -> str:
    return "；".join(_stated_requirement(item, indicator) for item in items)


def _stated_requirement(item: Requirement, indicator: Indicator) -> str:
    wanted = show_requirement(item, indicator)
    if when := show_when(item):
        wanted += f"（{when}）"
    if item.pace is not None and item.pace != item.value:
        wanted += f"，序时进度为 {show_amount(item.pace, indicator.unit)}"
    return wanted


def _with_cell(finding: Finding, observation: Observation) -> Finding:
    return replace(finding, role=observation.role, place=observation.place, raw=observation.raw)


def faulty(finding: Finding, fault: Fault) -> Finding:
    """The finding, invalid for this reason."""
    advice = CODES[fault.code].advice
    return replace(finding, status=Status.INVALID, code=fault.code, message=fault.message, advice=advice)


def _repeated(finding: Finding, found: Sequence[Observation]) -> Finding:
    said = "，".join(f"{one.place} 为“{one.raw}”" for one in found)
    fault = Fault("value-repeated", f"同一指标填报了 {len(found)} 次：{said}")
    return replace(faulty(finding, fault), place=found[-1].place, raw=found[-1].raw)


def _stated(finding: Finding, observation: Observation, assessment: Assessment, indicator: Indicator) -> Finding:
    assert observation.value is not None
    value = observation.value
    stated = _concluded(finding, value, observation.manner, assessment, indicator)
    stated = replace(stated, notes=(*observation.notes, *stated.notes))
    claim = claims_done(observation)
    if claim and stated.status in _FAILING and isinstance(value, Decimal):
        said = f"写明“{claim}”，但填报 {stated.message}"
        return replace(faulty(stated, Fault("done-contradicted", said)), light=None)
    return stated


def _concluded(finding: Finding, value: Value, manner: Manner, assessment: Assessment, indicator: Indicator) -> Finding:
    """With the verdict; at fault where the value is not firm enough for one."""
    stated = replace(
        finding,
        status=assessment.status,
        code=assessment.code,
        message=sentence(value, assessment, indicator, manner),
        advice=CODES[assessment.code].advice,
        light=assessment.light,
        actual=value,
        expected=assessment.requirement,
        gap=assessment.gap,
        manner=manner,
        notes=assessment.notes,
    )
    if not _inexact(manner, assessment):
        return stated
    assert assessment.requirement is not None
    wanted = show_requirement(assessment.requirement, indicator)
    fault = Fault("value-inexact", f"“{finding.raw}”不是确切的数，无法判断是否符合“{wanted}”的要求")
    return replace(faulty(stated, fault), light=None)


def _inexact(manner: Manner, assessment: Assessment) -> bool:
    """Whether the verdict could turn once the exact number is known: 30%以上 against 35%, 不足50% against 35%."""
    item = assessment.requirement
    if item is None or item.op is None or manner not in (*_LOWER, *_UPPER):
        return False
    opened = manner in _LOWER
    failing = assessment.status in _FAILING
    return failing if opened == item.op.upward else not failing
