"""Points, index, exemplars: by the rules in the matrix, and never better for what is not there."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from chanfa_check.across.gathered import Gathered
from chanfa_check.across.points import worth
from chanfa_check.across.summary import summarize
from chanfa_check.matrix.flaws import MatrixError
from chanfa_check.model import Checked, Finding, Light, Measure, PointsRule, Role, Status, Summary
from tests.across.made import CIXI, checked, supplemented

D = Decimal
SECTIONS = list(dict.fromkeys(task.section for task in CIXI.tasks))
WEIGHTS = "index: {weights: {" + ", ".join(f"{name}: {10 if i else 40}" for i, name in enumerate(SECTIONS)) + "}}"
POINTS = "points: {met: 100, on_track: 90, behind: 60, unmet: 0, missing: 0, invalid: 0, late: 5, behind_red: 30}"
SCORED = supplemented(f"reporting: {{due_day: 5}}\n{POINTS}\n{WEIGHTS}\nclasses: {{约束性: ['4.1'], 预期性: ['3.3']}}")
RULE = PointsRule(
    met=D(100), on_track=D(90), behind=D(60), unmet=D(10), missing=D(1), invalid=D(2), behind_red=D(30), early=D(110)
)


def run(*submissions: Checked) -> Summary:
    return summarize(Gathered(submissions), (SCORED,))


def scored(found: Summary) -> dict[str, tuple[Decimal | None, int | None, int, str]]:
    assert found.scores
    return {one.department: (one.points, one.rank, one.counted, one.note) for one in found.scores.scores}


def housing(folder: Path, value: Any, **more: Any) -> Checked:
    """市住建局 leads one task with one stage: due to begin by the end of 2020."""
    return checked(folder, "市住建局", more.pop("period", "2020年12月"), {"21.1a": value}, matrix=SCORED, **more)


@pytest.mark.parametrize(
    ("status", "code", "light", "expected"),
    [
        (Status.MET, "met", None, 100),
        (Status.MET, "met-early", None, 110),
        (Status.ON_TRACK, "on-track", None, 90),
        (Status.BEHIND, "behind-pace", Light.YELLOW, 60),
        (Status.BEHIND, "behind-pace", Light.RED, 30),
        (Status.UNMET, "unmet", None, 10),
        (Status.MISSING, "task-missing", None, 1),
        (Status.INVALID, "not-a-number", None, 2),
        (Status.REVIEW, "narrative", None, None),
        (Status.NOT_DUE, "not-due", None, None),
        (Status.NO_TARGET, "no-target", None, None),
    ],
)
def test_what_a_verdict_is_worth(status: Status, code: str, light: Light | None, expected: int | None) -> None:
    finding = Finding(
        task="1.1",
        indicator="1.1a",
        name="",
        unit="",
        role=Role.LEAD,
        status=status,
        code=code,
        light=light,
        message="",
    )
    assert worth(finding, RULE) == (None if expected is None else D(expected))
    plain = replace(RULE, early=None, behind_red=None)
    if status in (Status.MET, Status.BEHIND):
        assert worth(finding, plain) == (D(100) if status is Status.MET else D(60))


def test_points_of_departments(tmp_path: Path) -> None:
    found = scored(
        run(
            housing(tmp_path, "启动", filled="2021-01-06"),
            checked(tmp_path, "团市委", "2020年12月", {"20.2a": None}, matrix=SCORED, filled="2021-01-05"),
        )
    )
    assert found["市住建局"] == (D("95.00"), 1, 1, "逾期报送，减 5 分")
    assert found["团市委"] == (None, None, 0, "没有可计分的指标")
    assert found["市教育局"] == (D(0), 2, 0, "未报送")
    assert next(iter(found)) == "市住建局"
    assert sum(rank == 2 for _, rank, _, _ in found.values()) == 8  # ties are ties


def test_whoever_sent_two_that_differ_or_none_that_can_be_read_has_no_points_yet(tmp_path: Path) -> None:
    one, other = housing(tmp_path, "启动", name="市住建局一"), housing(tmp_path, "未启动", name="市住建局二")
    assert scored(run(one, other))["市住建局"] == (None, None, 0, "重复报送，内容不同，待定")
    assert scored(run(one, housing(tmp_path, "启动", name="市住建局三")))["市住建局"][0] == 100
    unread = replace(one, findings=(), problems=(checked(tmp_path, "市住建局", "", {}).problems[0],))
    assert scored(run(unread))["市住建局"][3] == "报表无法检查，待定"


def test_without_points_there_is_no_ranking_and_without_weights_no_index(tmp_path: Path) -> None:
    one = housing(tmp_path, "启动")
    plain = summarize(Gathered([one]), (CIXI,))
    assert (plain.scores, plain.index) == (None, None)


def test_the_index_is_weighed_and_silence_never_helps(tmp_path: Path) -> None:
    one = checked(tmp_path, "市总工会", "2020年12月", {"4.1a": "95%", "4.1b": "47.5%"}, matrix=SCORED)
    others = run(one).index
    assert others and others.value is not None
    sections = {each.section: each for each in others.sections}
    # Section 1: what 市总工会 reports is 100 and 50; all else that is no text, and every other department, is missing.
    first = sections[SECTIONS[0]]
    led = [task for task in CIXI.tasks if task.section == SECTIONS[0]]
    assert first.indicators == sum(one.measure is not Measure.NARRATIVE for task in led for one in task.indicators)
    assert first.value == (D(150) / first.indicators).quantize(D("0.01"))
    assert all(each.value in (0, None) for name, each in sections.items() if name != SECTIONS[0])
    total = sum(each.weight for each in others.sections if each.value is not None)
    assert others.value == (first.value * 40 / total).quantize(D("0.01"))
    silent = summarize(Gathered([]), (SCORED,))
    assert silent.index is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("index: {weights: {没有的板块: 1}}", "没有“没有的板块”这个板块"),
        ("index: {weights: {}}", "weights 缺少板块"),
        (WEIGHTS.replace(": 10", ": 0").replace(": 40", ": 0"), "weights 不能全是 0"),
        ("classes: {约束性: ['99.9']}", "classes 中没有任务“99.9”"),
        ("classes: {约束性: ['4.1'], 预期性: ['4.1']}", "任务 4.1 在 classes 中列了两次"),
        ("classes: {别的: ['4.1']}", "“别的”不可用；可用：约束性、预期性"),
        ("points: {met: 100}", "points 缺少字段“on_track”"),
        (POINTS.replace("late: 5", "review: 5"), "未知字段“review”"),
        (POINTS.replace("met: 100", "met: 一百"), "应写不带单位的数"),
        ("reporting: {every: week, due_day: 5}", "“week”不可用；可用：month、quarter、half-year、year"),
        ("reporting: {due_day: 32}", "应写每月的几日"),
        ("reporting: {}", "缺少字段“due_day”"),
        ("years: [2019, 2030]", "未知字段“years”"),
    ],
)
def test_a_supplement_is_read_strictly(text: str, said: str) -> None:
    with pytest.raises(MatrixError) as caught:
        supplemented(text)
    assert said in str(caught.value)
    assert "supplement.yaml:" in str(caught.value)


def test_a_supplement_keeps_all_else_of_its_base() -> None:
    assert replace(SCORED, reporting=CIXI.reporting, points=None, index=None, classes={}, notes=CIXI.notes) == CIXI
    assert (SCORED.class_of("4.1"), SCORED.class_of("3.3"), SCORED.class_of("1.1")) == ("约束性", "预期性", None)


def test_exemplars(tmp_path: Path) -> None:
    one = checked(
        tmp_path,
        "市总工会",
        "2020年6月",
        {"3.4a": "96%", "4.1a": "96%", "4.1b": "90%", "9.1a": "启动", "20.1a": "2020-04-28"},
    )
    # 4.1a is met, but the same task falls short on 4.1b.
    found = summarize(Gathered([one]), (CIXI,)).exemplars
    assert [(each.indicator, each.departments, each.shown, each.early) for each in found] == [
        ("3.4a", ("市总工会",), "96%", False),
        ("9.1a", ("市总工会",), "启动", False),
        ("20.1a", ("市总工会",), "2020年4月28日", False),
    ]


def test_of_several_departments_the_furthest_ahead_is_named_and_equals_all_are() -> None:
    from chanfa_check.across.exemplars import exemplars
    from chanfa_check.model import Op, Requirement

    def reaching(department: str, indicator: str, value: Decimal, op: Op) -> Checked:
        asked = Requirement("floor", op, D(1), None)
        finding = Finding(
            task=indicator[:-1],
            indicator=indicator,
            name="",
            unit="%",
            role=Role.LEAD,
            status=Status.MET,
            code="met",
            message="",
            actual=value,
            expected=asked,
        )
        return Checked(path=department, department=department, findings=(finding,))

    def best(*sent: Checked) -> list[tuple[str, ...]]:
        return [one.departments for one in exemplars(CIXI, sent)]

    up, down = Op.AT_LEAST, Op.AT_MOST
    assert best(reaching("甲", "4.1a", D(96), up), reaching("乙", "4.1a", D(97), up)) == [("乙",)]
    assert best(reaching("甲", "13.3a", D(36), down), reaching("乙", "13.3a", D(24), down)) == [("乙",)]
    assert best(reaching("甲", "4.1a", D(97), up), reaching("乙", "4.1a", D("97.0"), up)) == [("甲", "乙")]
