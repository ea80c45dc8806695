"""Times of the wording that no target takes up, with the words read by the grammar."""

from __future__ import annotations

import pytest

from chanfa_check.lint import lint_text
from tests.lint.sheets import PATH, indicator, matrix, task

CODE = "wording-not-in-targets"


def times(duty: str, schedule: str, target: str, *, unit: str = "个", reading: str = "说明") -> list[str]:
    """The messages on times that no target takes up."""
    one = indicator(target, unit=unit, name="数量", more=[f"reading: {reading}"])
    text = matrix(task("1.1", one, duty=duty, schedule=schedule), years="[2023, 2025]")
    return [
        one.message[:12] for one in lint_text(text.encode(), PATH) if one.code == CODE and "这个时间" in one.message
    ]


@pytest.mark.parametrize(
    "schedule", ["2023年底前", "2023年6月底前", "2024年、2025年", "2024年、2025年6月底前", "每年", "每季度"]
)
def test_a_time_that_no_target_takes_up(schedule: str) -> None:
    assert times("建立宣讲团10个", schedule, '{rule: total, by: {"2025": 10个}}')


@pytest.mark.parametrize(
    ("schedule", "target"),
    [
        ("2023年底前", '{rule: total, by: {"2023": 10个}}'),
        ("2023年6月底前", '{rule: total, by: {"2023-06-30": 10个}}'),
        ("每年", "{rule: annual, value: 10个}"),
        ("2024年起", "{rule: floor, from: 2024, value: 10个}"),
        ("以2024年为基数", '{rule: total, by: {"2025": 10个}}'),
    ],
)
def test_a_time_that_a_target_takes_up(schedule: str, target: str) -> None:
    assert times("建立宣讲团10个", schedule, target) == []


def test_a_time_that_a_reading_quotes() -> None:
    assert times("建立宣讲团10个", "每季度", "{rule: ongoing}", unit="文字", reading="每季度的数由人判断") == []


@pytest.mark.parametrize(("by", "found"), [("2023-2025", False), ("2025", True), ("2023", True)])
def test_a_level_of_several_years_cannot_be_narrowed(by: str, found: bool) -> None:
    one = indicator(f'{{rule: milestones, by: {{"{by}": 100%}}}}')
    text = matrix(task("1.1", one, duty="建立制度", schedule="2023-2025年覆盖率达到100%"), years="[2023, 2025]")
    assert bool(lint_text(text.encode(), PATH)) is found
