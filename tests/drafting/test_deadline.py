"""Amounts of the duty beside a schedule that is nothing but a time, from the words to the targets and to lint."""

from __future__ import annotations

from typing import Any

import pytest

from chanfa_check.drafting.compile import compile_task
from chanfa_check.drafting.fit import unfit
from tests.drafting.conftest import read_once

YEARS = (2023, 2025)
WORDS: list[dict[str, Any]] = [{"rule": "ongoing"}]


def targets(duty: str, schedule: str) -> list[dict[str, Any]]:
    compiled = compile_task(read_once(duty), read_once(schedule), YEARS)
    assert not unfit(compiled.indicators, YEARS)
    assert compiled.questions
    text = "".join(one.get("reading", "") for one in compiled.indicators)
    assert "原文没有期限" not in text
    # What a person checks it against is quoted.
    assert schedule in text
    return [target for one in compiled.indicators for target in one["targets"]]


@pytest.mark.parametrize(
    ("schedule", "when"),
    [
        ("2023年底前", "2023"),
        ("2023年6月底前", "2023-06-30"),
        ("2023年12月31日前", "2023"),
        ("2024年11月", "2024-11-30"),
        ("2023—2025年", "2025"),
    ],
)
def test_a_bare_date_is_the_deadline(schedule: str, when: str) -> None:
    found = targets("建立宣讲团10个", schedule)
    assert found in (
        [{"rule": "total", "by": {when: "10个"}}],
        [{"rule": "total", "by": {f"{when}-12-31": "10个"}}],
    )


def test_a_level_holds_at_the_end_of_each_year_of_a_span() -> None:
    found = targets("推进合同签订，签订率达到90%", "2023—2025年")
    assert found == [{"rule": "milestones", "by": {"2023-2025": "90%"}}]


@pytest.mark.parametrize(("schedule", "more"), [("每年", {}), ("2024年起每年", {"from": "2024"})])
def test_every_year_is_annual(schedule: str, more: dict[str, str]) -> None:
    assert targets("评选“匠心杯”10名", schedule) == [{"rule": "annual", **more, "value": "10名"}]


@pytest.mark.parametrize("schedule", ["2024年、2025年", "每季度", "每半年", "2023年起", "年底前", "每年6月底前"])
def test_what_no_rule_can_say_gets_no_number(schedule: str) -> None:
    assert targets("举办竞赛10场", schedule) == WORDS


def test_a_deadline_outside_of_the_matrix_gets_no_number() -> None:
    assert targets("建立宣讲团10个", "2027年底前") == WORDS


@pytest.mark.parametrize(
    ("schedule", "asked"), [("2023年30个；2024年50个", True), ("2023年达到30个；2024年达到50个", False)]
)
def test_steps_that_may_be_each_years_are_asked(schedule: str, asked: bool) -> None:
    compiled = compile_task(read_once("建站"), read_once(schedule), YEARS)
    assert any("看不出是累计数还是当年数" in one.question for one in compiled.questions) is asked
