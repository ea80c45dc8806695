"""Points of departments by the rule in the matrix (积分化评估). Without such a rule there is no ranking."""

from __future__ import annotations

from decimal import Decimal

from chanfa_check.across.gathered import Gathered
from chanfa_check.model import (
    Checked,
    Coverage,
    Finding,
    Light,
    Matrix,
    PointsRule,
    Role,
    Score,
    Scores,
    Status,
)
from chanfa_check.quantity.unit import plain

_PLACES = Decimal("0.01")


def scores(matrix: Matrix, gathered: Gathered, coverage: Coverage) -> Scores | None:
    """The ranking of the leading departments for one period; None where the matrix defines no points.

    Who sent nothing has what missing is worth. Whose submission could not be checked, or who sent two that differ, has
    no points before that is settled; nor has who leads nothing that counts.
    """
    rule = matrix.points
    if rule is None:
        return None
    late = {one.department for one in coverage.late}
    unplaced = {
        one.department
        for one in gathered.asides
        if one.about in (None, coverage.as_of) and one.matrix in (None, matrix.id)
    }
    found = []
    for name in coverage.expected:
        slot = gathered.slots.get((matrix.id, name, coverage.as_of)) if coverage.as_of else None
        counted = gathered.counted(slot) if slot else None
        if counted is not None:
            found.append(_score(name, rule, gathered.submissions[counted], late=name in late))
        elif slot or name in unplaced:
            twice = slot and slot.deciding
            said = "重复报送，内容不同，待定" if twice else "报表无法检查，待定"
            found.append(Score(name, None, None, 0, said))
        else:
            found.append(Score(name, rule.missing, None, 0, "未报送"))
    order = sorted(found, key=lambda one: -(one.points if one.points is not None else Decimal("-Infinity")))
    points = [one.points for one in order if one.points is not None]
    ranked = [
        Score(one.department, one.points, points.index(one.points) + 1, one.counted, one.note)
        if one.points is not None
        else one
        for one in order
    ]
    return Scores(show_rule(rule), tuple(ranked))


def worth(finding: Finding, rule: PointsRule) -> Decimal | None:
    """What a lead's verdict is worth; None where it neither adds nor takes away."""
    status = finding.status
    if status is Status.MET:
        return rule.early if finding.code == "met-early" and rule.early is not None else rule.met
    if status is Status.BEHIND:
        return rule.behind_red if finding.light is Light.RED and rule.behind_red is not None else rule.behind
    plain_worth = {
        Status.ON_TRACK: rule.on_track,
        Status.UNMET: rule.unmet,
        Status.MISSING: rule.missing,
        Status.INVALID: rule.invalid,
    }
    return plain_worth.get(status)


def _score(department: str, rule: PointsRule, counted: Checked, *, late: bool) -> Score:
    worths = [
        value
        for one in counted.findings
        if one.role is Role.LEAD and one.indicator and (value := worth(one, rule)) is not None
    ]
    if not worths:
        return Score(department, None, None, 0, "没有可计分的指标")
    points = sum(worths, Decimal(0)) / len(worths) - (rule.late if late else 0)
    note = f"逾期报送，减 {plain(rule.late)} 分" if late and rule.late else ""
    return Score(department, points.quantize(_PLACES), None, len(worths), note)


def show_rule(rule: PointsRule) -> str:
    """The rule in Chinese, with its numbers."""
    early = rule.met if rule.early is None else rule.early
    red = rule.behind if rule.behind_red is None else rule.behind_red
    listed = (
        ("提前完成", early),
        ("达标", rule.met),
        ("进度正常", rule.on_track),
        ("滞后（黄灯）", rule.behind),
        ("滞后（红灯）", red),
        ("未达标", rule.unmet),
        ("未填报", rule.missing),
        ("填报有误", rule.invalid),
    )
    said = "、".join(f"{name} {plain(value)} 分" for name, value in listed)
    late = f"；逾期报送的再减 {plain(rule.late)} 分" if rule.late else ""
    return (
        f"牵头的每项指标按结论计积分：{said}；待核实（文字类任务已填写）、未到期、无目标的不计。各项平均为单位积分{late}；"
        "未报送的按未填报计。积分相同的名次并列"
    )
