"""How far the matrix is carried out, by section and as a whole (指数式定标), by the weights in the matrix."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from chanfa_check.model import (
    Checked,
    Coverage,
    Finding,
    Index,
    Matrix,
    Measure,
    Role,
    Rolled,
    SectionIndex,
    Status,
    Submission,
)
from chanfa_check.quantity.unit import plain
from chanfa_check.verdict.check import check

_PLACES = Decimal("0.01")
_FULL = Decimal(100)
RULE = (
    "每项有数字、阶段或日期要求的指标，达标、进度正常的计 100；滞后、未达标的按填报值占当前应有值的百分比计，"
    "阶段、日期和越低越好的指标计 0；未填报、填报有误的计 0；没有报送的单位按未填报计；待核实、未到期、无目标的，"
    "文字类任务，和重复报送而内容不同的不计。板块指数是各项的平均，"
    "总指数按权重合成，没有可计指标的板块不计入"
)


def index(
    matrix: Matrix, submissions: Iterable[Checked], coverage: Coverage, rolled: Iterable[Rolled] = ()
) -> Index | None:
    """The index over what leads reported for one period, and what the level below makes up; None without weights.

    Who sent nothing, or nothing that could be checked, has reported nothing of its tasks: silence never helps.
    """
    if matrix.index is None or coverage.as_of is None:
        return None
    sent = tuple(submissions)
    silent = set(coverage.expected) - {one.department for one in sent} - {one.department for one in coverage.twice}
    findings = [finding for one in sent for finding in one.findings]
    findings += [
        finding for name in silent for finding in check(Submission(path="", department=name), matrix, coverage.as_of)
    ]
    counted = {one.id for task in matrix.tasks for one in task.indicators if one.measure is not Measure.NARRATIVE}
    section_of = {task.id: task.section for task in matrix.tasks}
    by_section: dict[str, list[Decimal]] = {name: [] for name in section_of.values()}
    led = [one for one in findings if one.role is Role.LEAD and one.indicator in counted]
    answered = {one.indicator for one in led}
    counting: list[Finding | Rolled] = [*led]
    for made_up in rolled:
        if (made_up.matrix, made_up.as_of) == (matrix.id, coverage.as_of) and made_up.indicator not in answered:
            counting.append(made_up)
    for one in counting:
        value = attainment(one)
        if one.task and value is not None:
            by_section[section_of[one.task]].append(value)
    sections = tuple(
        SectionIndex(name, matrix.index.weights[name], _mean(values), len(values))
        for name, values in by_section.items()
    )
    known = [(one.weight, one.value) for one in sections if one.value is not None and one.weight]
    total = sum((weight for weight, _ in known), Decimal(0))
    value = sum((weight * value for weight, value in known), Decimal(0)) / total if total else None
    weights = "、".join(f"{one.section} {plain(one.weight)}" for one in sections)
    return Index(value and value.quantize(_PLACES), sections, f"{RULE}。权重：{weights}")


def attainment(finding: Finding | Rolled) -> Decimal | None:
    """How far one indicator is: 0 to 100, None where it does not count."""
    if finding.status in (Status.MET, Status.ON_TRACK):
        return _FULL
    if finding.status in (Status.MISSING, Status.INVALID):
        return Decimal(0)
    if finding.status not in (Status.BEHIND, Status.UNMET):
        return None
    item = finding.expected
    if item is None or item.op is None or not item.op.upward or not isinstance(finding.actual, Decimal):
        return Decimal(0)
    asked = item.pace if finding.status is Status.BEHIND else item.value
    if not isinstance(asked, Decimal) or asked <= 0:
        return Decimal(0)
    return max(Decimal(0), min(_FULL, _FULL * finding.actual / asked))


def _mean(values: list[Decimal]) -> Decimal | None:
    return (sum(values, Decimal(0)) / len(values)).quantize(_PLACES) if values else None
