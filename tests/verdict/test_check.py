"""What one submission is told: consistency, several targets, partners, stray rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from chanfa_check.codes import CODES
from chanfa_check.matrix.library import known
from chanfa_check.matrix.load import load_matrix
from chanfa_check.model import (
    Fault,
    Finding,
    Manner,
    Observation,
    Op,
    Period,
    Place,
    Role,
    Status,
    Stray,
    Submission,
)
from chanfa_check.verdict.check import check

CIXI = load_matrix(known()["cixi-2019-2025"])
JUNE = dt.date(2020, 6, 30)
D = Decimal


def observed(indicator: str, value: Any = None, **more: Any) -> Observation:
    task = indicator.rstrip("abcdefgh")
    place = more.pop("place", Place("报表", "F7"))
    stated = Decimal(value) if isinstance(value, str) else value
    return Observation(
        task=task, indicator=indicator, role=more.pop("role", Role.LEAD), place=place, value=stated, **more
    )


def submission(*observations: Observation, department: str = "市总工会", strays: tuple[Stray, ...] = ()) -> Submission:
    period = Period(dt.date(2020, 6, 1), JUNE)
    return Submission(path="x", department=department, period=period, observations=observations, strays=strays)


def findings(sent: Submission, day: dt.date = JUNE) -> dict[str | None, Finding]:
    found = check(sent, CIXI, day)
    assert all(one.code in CODES for one in found)
    return {one.indicator or one.task: one for one in found}


def one(observation: Observation, department: str = "市总工会", day: dt.date = JUNE) -> Finding:
    return findings(submission(observation, department=department), day)[observation.indicator]


def test_every_indicator_that_a_department_leads_has_one_finding_in_the_matrix_s_order() -> None:
    for lead in CIXI.leads():
        expected = [item.id for task in CIXI.tasks if task.lead == lead for item in task.indicators]
        assert [found.indicator for found in check(submission(department=lead), CIXI, JUNE)] == expected


def test_a_lead_that_mentions_nothing_misses_everything() -> None:
    found = check(submission(), CIXI, JUNE)
    assert {(item.status, item.code) for item in found} == {(Status.MISSING, "task-missing")}


@pytest.mark.parametrize(
    ("observation", "department", "code", "message"),
    [
        (observed("4.1a", "100.01"), "市总工会", "share-above-100", "100.01% 超过了 100%，建会率不可能超过 100%"),
        (observed("4.1a", "-1"), "市总工会", "count-negative", "-1% 是负数，建会率不可能小于零"),
        (observed("6.2a", "99.5"), "市人力社保局", "count-broken", "99.5 人 不是整数，当年培养企业新型学徒应是整数"),
        (
            observed("4.1a", "96", parts=(D(700), D(750))),
            "市总工会",
            "parts-contradict",
            "填报 96%，而分子÷分母 = 700÷750 = 93.33%",
        ),
        (observed("4.1a", "96", parts=(D(96), D(0))), "市总工会", "parts-zero", "分母为 0，算不出比例"),
        (
            observed("4.1a", "96", parts=(D(96), D(90))),
            "市总工会",
            "parts-exceed",
            "分子 96 大于分母 90，建会率不可能超过 100%",
        ),
        (
            observed("4.2a", "42", narrative="已完成全年任务。"),
            "市总工会",
            "done-contradicted",
            "写明“已完成全年任务”，但填报 42%，序时进度为 42.5%，差 0.5 个百分点；目标为不低于 50%（2020年）",
        ),
        (
            observed("4.2a", "30", manner=Manner.AT_LEAST, raw="30%以上"),
            "市总工会",
            "value-inexact",
            "“30%以上”不是确切的数，无法判断是否符合“不低于 35%”的要求",
        ),
        (
            observed("4.2a", "60", manner=Manner.BELOW, raw="不足60%"),
            "市总工会",
            "value-inexact",
            "“不足60%”不是确切的数，无法判断是否符合“不低于 50%”的要求",
        ),
        (
            observed("13.3a", "30", manner=Manner.AT_LEAST, raw="30个月以上"),
            "市人力社保局",
            "value-inexact",
            "“30个月以上”不是确切的数，无法判断是否符合“不超过 36 个月”的要求",
        ),
        (
            observed("3.3a", "38", last_year_fault=Fault("not-a-number", "“较好”不是数")),
            "市总工会",
            "not-a-number",
            "上年值：“较好”不是数",
        ),
        (
            observed("20.1a", (dt.date(2020, 7, 1),)),
            "市总工会",
            "date-ahead",
            "2020年7月1日，晚于报表所属时期",
        ),
    ],
)
def test_a_value_that_cannot_be_true_is_invalid(
    observation: Observation, department: str, code: str, message: str
) -> None:
    found = one(observation, department)
    assert (found.status, found.code, found.message) == (Status.INVALID, code, message)
    assert found.expected is not None or code == "date-ahead"


@pytest.mark.parametrize(
    ("manner", "value", "status"),
    [
        (Manner.AT_LEAST, "50", Status.MET),
        (Manner.ABOVE, "50", Status.MET),
        (Manner.ABOUT, "42.5", Status.ON_TRACK),
        (Manner.BELOW, "35", Status.UNMET),
        (Manner.AT_MOST, "30", Status.UNMET),
        (Manner.BELOW, "30", Status.UNMET),
    ],
)
def test_an_inexact_value_is_judged_where_its_verdict_cannot_turn(manner: Manner, value: str, status: Status) -> None:
    assert one(observed("4.2a", value, manner=manner, raw="…")).status is status


def test_about_is_said() -> None:
    found = one(observed("4.2a", "42.5", manner=Manner.ABOUT, raw="约42.5%"))
    assert found.message == "约 42.5%，序时进度为 42.5%；目标为不低于 50%（2020年）"
    assert found.notes == ("填报的是约数",)


def test_a_rounded_share_is_judged_by_its_parts() -> None:
    # 34.6% may be written 35%, but 35% is not reached.
    found = one(observed("4.2a", "35", parts=(D(346), D(1000))), day=dt.date(2019, 12, 31))
    assert (found.status, found.actual) == (Status.UNMET, D("34.6"))
    assert found.notes == ("按分子÷分母为 34.6%，以此判定",)


def test_a_number_never_rounds_across_its_threshold() -> None:
    found = one(observed("4.2a", "34.996"), day=dt.date(2019, 12, 31))
    assert found.message == "34.996%，应不低于 35%（2019年），差 0.004 个百分点"


def test_done_and_a_number_that_agrees_is_fine() -> None:
    assert one(observed("4.2a", "50", narrative="已完成。")).status is Status.MET


@pytest.mark.parametrize(
    "narrative", ["尚未完成。", "基本完成", "已完成培训500人", "未全部完成", "完成35%", "预计年底完成", "没有完成"]
)
def test_words_that_do_not_claim_the_task_is_done(narrative: str) -> None:
    assert one(observed("4.2a", "42", narrative=narrative)).code == "behind-pace"


def test_two_values_for_one_indicator_are_both_shown_and_neither_is_chosen() -> None:
    twice = submission(observed("4.1a", "96", raw="96%"), observed("4.1a", "94", raw="94%", place=Place("报表", "F9")))
    found = findings(twice)["4.1a"]
    assert (found.status, found.code) == (Status.INVALID, "value-repeated")
    assert found.message == "同一指标填报了 2 次：报表!F7 为“96%”，报表!F9 为“94%”"
    assert found.actual is None


def test_the_same_value_twice_is_taken_and_said() -> None:
    found = findings(submission(observed("4.1a", "96"), observed("4.1a", "96")))["4.1a"]
    assert (found.status, found.notes) == (Status.MET, ("同一指标填报了 2 次，数值相同",))


def test_a_blank_is_missing_never_zero() -> None:
    found = one(observed("4.2a"))
    assert (found.status, found.code, found.actual) == (Status.MISSING, "value-missing", None)
    assert one(observed("4.2a", "0")).status is Status.UNMET


def test_a_blank_is_no_fault_while_nothing_is_asked_for() -> None:
    assert one(observed("15.1b"), "市人力社保局").status is Status.NOT_DUE
    assert one(observed("15.1b"), "市人力社保局", dt.date(2025, 12, 31)).status is Status.MISSING


def test_last_year_decides_growth() -> None:
    day = dt.date(2020, 12, 31)
    assert one(observed("3.3a", "37.1"), day=day).status is Status.MET
    chained = one(observed("3.3a", "37.09"), day=day)
    assert chained.message == (
        "37.09%，应不低于 37.1%（2020年，没有上年实际值，按2019年 35% 逐年递增 6% 推算），差 0.01 个百分点"
    )
    assert one(observed("3.3a", "38.15", last_year=D(36)), day=day).status is Status.UNMET
    assert one(observed("3.3a", "38.16", last_year=D(36)), day=day).status is Status.MET


PARTS = ["5.4a", "5.4b", "5.4c", "5.4d", "5.4e", "5.4f", "5.4g"]


def composite(amounts: str, *more: Observation) -> Finding:
    parts = [observed(name, amount) for name, amount in zip(PARTS, amounts.split(), strict=False)]
    return findings(submission(*parts, *more, department="市教育局"), dt.date(2020, 12, 31))["5.4h"]


def test_a_surplus_in_one_item_cannot_hide_a_gap_in_another() -> None:
    found = composite("6 2 3 2 4 15 0")
    assert found.actual is not None and found.message.startswith("85.71%")
    assert composite("6 2 3 2 4 99 0").actual == found.actual


def test_a_composite_with_an_item_missing_is_not_computed() -> None:
    found = composite("6 2 3 2 4 15")
    assert (found.status, found.code) == (Status.MISSING, "parts-missing")
    assert found.message == "还有 1 个分项没有可用的数（紧缺专业人才培养标准），无法计算合计完成率"


def test_a_composite_that_contradicts_its_items_is_invalid() -> None:
    found = composite("6 2 3 2 4 15 0", observed("5.4h", "99"))
    assert (found.code, found.message) == ("composite-contradicts", "填报 99%，而按分项计算为 85.71%")


def test_a_composite_alone_is_judged_as_reported() -> None:
    found = findings(submission(observed("5.4h", "70"), department="市教育局"), dt.date(2020, 12, 31))
    assert found["5.4h"].status is Status.MET
    assert "未经分项核对" in "".join(found["5.4h"].notes)


def test_a_partner_is_heard_and_never_judged() -> None:
    told = observed("1.1a", "35", role=Role.PARTNER, raw="35%", narrative="协助摸底")
    found = findings(submission(told))["1.1a"]
    assert (found.role, found.status, found.code) == (Role.PARTNER, Status.REVIEW, "partner-reported")
    assert found.message == "35%；协助摸底"


def test_stray_rows_are_named_and_not_followed_by_a_cascade() -> None:
    stray = Stray("indicator-unclear", Place("报表", "A5"), "4.1", "任务 4.1 有 2 项指标", "4.1")
    found = check(submission(strays=(stray,)), CIXI, JUNE)
    assert [(item.code, item.status) for item in found if item.task == "4.1"] == [("indicator-unclear", Status.INVALID)]


def test_outside_the_years_there_is_no_target() -> None:
    for day in (dt.date(2018, 12, 31), dt.date(2026, 1, 31)):
        found = check(submission(observed("4.1a", "50")), CIXI, day)
        assert {item.status for item in found} == {Status.NO_TARGET}


def test_the_deciding_requirement_is_told_whole() -> None:
    found = one(observed("4.2a", "42"))
    assert found.expected is not None
    assert (found.expected.op, found.expected.value, found.expected.due) == (Op.AT_LEAST, D(50), dt.date(2020, 12, 31))
    assert (found.expected.pace, found.gap) == (D("42.5"), D("0.5"))


def test_silence_never_escapes_a_comparison_that_is_due() -> None:
    paid = submission(observed("11.1a", "90"))
    assert findings(paid, dt.date(2020, 12, 31))["11.1b"].status is Status.MISSING
    assert findings(paid)["11.1b"].status is Status.NOT_DUE


@pytest.mark.parametrize(
    ("indicator", "manner", "value", "status", "message"),
    [
        ("5.1a", Manner.ABOVE, "1.2", Status.MET, "超过 1.2 倍，符合高于 1.2 倍（2025年）的要求"),
        ("5.1a", Manner.EXACT, "1.2", Status.UNMET, "1.2 倍，应高于 1.2 倍（2025年）"),
        ("5.4a", Manner.BELOW, "6", Status.UNMET, "不足 6 个，应不低于 6 个（2025年）"),
        ("5.4a", Manner.ABOVE, "6", Status.MET, "超过 6 个，符合不低于 6 个（2025年）的要求"),
    ],
)
def test_what_lies_beside_a_bound_is_on_its_side(
    indicator: str, manner: Manner, value: str, status: Status, message: str
) -> None:
    found = one(observed(indicator, value, manner=manner, raw="…"), "市教育局", day=dt.date(2025, 12, 31))
    assert (found.status, found.message.split("；")[0]) == (status, message)
    assert not found.gap
