from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.wording import Reading
from tests.lint.sheets import found, indicator, matrix, reading, task

CODE = "sum-mismatch"
END = "；请核对，原文如此的在 accepted 写明"


def sums(*indicators: list[str], years: str = "[2019, 2025]", said: tuple[Reading, ...] = ()) -> list[tuple[int, str]]:
    """Line and message of each sum that does not come out, without what to do about it."""
    text = matrix(task("1.1", *indicators, schedule="话"), years=years)
    mismatches = [one for one in found(text, {"话": said}) if one.code == CODE]
    assert all(one.severity == "warning" and one.message.endswith(END) for one in mismatches)
    return [(one.line, one.message.removesuffix(END)) for one in mismatches]


def yearly(value: str, more: str = "", unit: str = "家") -> list[str]:
    return indicator(f"{{rule: annual, value: {value}{more}}}", name="当年", unit=unit, more=["part_of: 1.1b"])


def total(by: str, more: str = "", unit: str = "家") -> list[str]:
    return indicator(f"{{rule: total, by: {{{by}}}{more}}}", id="1.1b", name="累计", unit=unit)


def test_a_yearly_amount_that_comes_out() -> None:
    assert sums(yearly("0.8万人", unit="人"), total("2025: 5.6万人", ", start: 0人", "人")) == []
    assert sums(yearly("3家"), total("2025: 50家", ", start: 29家")) == []
    assert sums(yearly("3家", ", from: 2021, to: 2022"), total("2025: 6家")) == []
    assert sums(yearly("3家"), total("2019: 3家, 2022: 12家, 2025: 21家")) == []


def test_a_yearly_amount_that_falls_short() -> None:
    assert sums(yearly("3家"), total("2025: 50家")) == [
        (
            27,
            "指标 1.1b：“每年达到 3 家”，2019—2025年共 7 年为 21 家，比“2025年达到 50 家”少 29 家"
            "（没有写 start，原有多少不明）",
        )
    ]
    assert sums(yearly("3家"), total("2025: 50家", ", start: 28家")) == [
        (27, "指标 1.1b：“每年达到 3 家”，2019—2025年共 7 年，加上起点 28 家为 49 家，比“2025年达到 50 家”少 1 家")
    ]


def test_a_yearly_amount_that_goes_beyond() -> None:
    assert sums(yearly("0.8万人", unit="人"), total("2025: 5.5万人", ", start: 0人", "人")) == [
        (27, "指标 1.1b：“每年达到 8000 人”，2019—2025年共 7 年为 56000 人，比“2025年达到 55000 人”多 1000 人")
    ]


def test_numbers_of_any_size_are_exact() -> None:
    nines = "9" * 20
    per_year = indicator(f"{{rule: annual, value: {nines}亿元}}", name="当年", unit="元", more=["part_of: 1.1b"])
    assert sums(per_year, total(f"2025: {nines}亿元", ", start: 0元", "元")) == [
        (
            27,
            f"指标 1.1b：“每年达到 {nines}00000000 元”，2019—2025年共 7 年为 6{'9' * 19}300000000 元，"
            f"比“2025年达到 {nines}00000000 元”多 5{'9' * 19}400000000 元",
        )
    ]


def test_only_the_year_that_does_not_come_out() -> None:
    assert sums(yearly("3家"), total("2019: 4家, 2025: 21家", ", start: 0家")) == [
        (27, "指标 1.1b：“每年达到 3 家”，2019年共 1 年为 3 家，比“2019年达到 4 家”少 1 家")
    ]


@pytest.mark.parametrize(("goal", "expected"), [(6, 1), (7, 0), (14, 0), (15, 1)])
def test_a_range_comes_out_between_its_ends(goal: int, expected: int) -> None:
    assert len(sums(yearly("1-2家"), total(f"2025: {goal}家", ", start: 0家"))) == expected


def test_the_ends_of_a_range_are_both_told() -> None:
    said = "“每年达到 1 家至 2 家”，2019—2025年共 7 年为 7—14 家，比“2025年达到 25 家”少 11 家"
    assert sums(yearly("1-2家"), total("2025: 25家", ", start: 0家")) == [(27, f"指标 1.1b：{said}")]


def test_without_a_name_the_only_total_of_the_same_unit_is_the_whole() -> None:
    one = indicator("{rule: annual, value: 3家}", unit="家")
    assert len(sums(one, total("2025: 50家"))) == 1
    assert sums(one, total("2025: 50所", unit="所")) == []
    other = indicator("{rule: total, by: {2025: 30家}}", id="1.1c", unit="家")
    assert sums(one, total("2025: 50家"), other) == []


def test_what_is_due_in_mid_year_is_not_reckoned() -> None:
    assert sums(yearly("3家"), total("2025-06-30: 50家")) == []


@given(st.integers(1, 999), st.integers(0, 999), st.integers(2000, 2020), st.integers(0, 15), st.integers(-1, 1))
def test_any_yearly_amount_comes_out_exactly_or_not(value: int, start: int, first: int, more: int, off: int) -> None:
    goal = start + value * (more + 1) + off
    mismatches = sums(
        yearly(f"{value}家"),
        total(f"{first + more}: {goal}家", f", start: {start}家"),
        years=f"[{first}, {first + more}]",
    )
    # A goal below its own start is a mismatch of its own.
    assert bool(mismatches) == (off != 0)


def growing(rate: str, by: str, more: str = "") -> list[str]:
    return indicator(f"{{rule: milestones, by: {{{by}}}}}", f"{{rule: growth, from: 2020, rate: {rate}{more}}}")


def test_growth_that_does_not_reach_its_milestone() -> None:
    said = "从2019年的 35%起“每年递增 6%（2020年起）”，2025年为 49.65%，达不到“2025年达到 50%”"
    assert sums(growing("6%", "2019: 35%, 2025: 50%")) == [(22, f"指标 1.1a：{said}")]


def test_growth_is_reckoned_exactly() -> None:
    # 100 × 1.1³ is 133.1.
    unit = ["share: false"]

    def grows(goal: str) -> list[tuple[int, str]]:
        milestones = f"{{rule: milestones, by: {{2022: {goal}%}}}}"
        return sums(indicator(milestones, "{rule: growth, from: 2020, rate: 10%, base: 100%}", more=unit))

    assert grows("133.1") == []
    said = "从2019年的 100%起“每年递增 10%（2020年起）”，2022年为 133.1%，达不到“2022年达到 133.1000001%”"
    assert [message for _, message in grows("133.1000001")] == [f"指标 1.1a：{said}"]


def test_growth_from_nowhere_is_not_reckoned() -> None:
    assert sums(growing("6%", "2025: 50%")) == []
    assert sums(growing("6%", "2019: 35%, 2025: 50%", ", to: 2024")) == []


@pytest.mark.parametrize(
    ("by", "more", "said"),
    [
        ("2020: 90%, 2025: 85%", "", "先是“2020年达到 90%”，后是“2025年达到 85%”，要求越来越松"),
        ('2020: ">85%", 2025: 85%', "", None),
        ("2020: 85%, 2025: 85%", "", None),
        ('2020: "<=5%", 2025: "<=6%"', "", "先是“2020年不超过 5%”，后是“2025年不超过 6%”，要求越来越松"),
        ('2020: "<=5%", 2025: "<=4%"', "", None),
        ("2020: 20%, 2025: 30%", ", base: {2018: 21%}", "起点已是 21%，目标“2020年达到 20%”反而更松"),
        ("2020: 20%, 2025: 30%", ", base: {2018: 20%}", None),
    ],
)
def test_milestones_run_forward(by: str, more: str, said: str | None) -> None:
    expected = [] if said is None else [(21, f"指标 1.1a：{said}")]
    assert sums(indicator(f"{{rule: milestones, by: {{{by}}}{more}}}")) == expected


def composite(by: str, first: str = "2025: 6个", second: str = "2025: 2个") -> list[tuple[int, str]]:
    return sums(
        indicator(f"{{rule: total, by: {{{first}}}}}", id="1.1a", name="甲", unit="个"),
        indicator(f"{{rule: total, by: {{{second}}}}}", id="1.1b", name="乙", unit="个"),
        indicator(f"{{rule: composite, of: [1.1a, 1.1b], by: {{{by}}}}}", id="1.1c", name="合计"),
    )


def test_a_composite_and_its_items() -> None:
    assert composite("2019: 50%, 2025: 100%") == []
    assert composite("2020: 100%") == [
        (31, "指标 1.1c：合计“2020年达到 100%”，分项1.1a 到2025年12月31日、1.1b 到2025年12月31日才到期")
    ]
    both = ("2020: 3个, 2025: 6个", "2020: 1个, 2025: 2个")
    assert composite("2020: 50%, 2025: 100%", *both) == []
    assert composite("2020: 51%, 2025: 100%", *both) == [
        (31, "指标 1.1c：各分项都照目标完成，合计完成率为 50%，达不到“2020年达到 51%”")
    ]


def part(value: str, unit: str = "万人次", within: str = "培训", **more: int) -> Reading:
    return reading("total", Decimal(value), unit, subject=f"{value}{unit}的一项", within=within, **more)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((part("5"),), 0),
        ((part("20"),), 0),
        ((part("20.0001"),), 1),
        ((part("12"), part("8")), 0),
        ((part("12"), part("80001", "人次")), 1),
        ((part("21", "万家"),), 0),
        ((part("21", within="别的"),), 0),
        ((part("21", year=2024),), 0),
        ((part("21", year=2023),), 1),
    ],
)
def test_parts_are_no_more_than_the_whole(parts: tuple[Reading, ...], expected: int) -> None:
    whole = reading("total", Decimal(20), "万人次", subject="培训", year=2023)
    assert len(sums(indicator("{rule: ongoing}", unit="文字"), said=(whole, *parts))) == expected


def test_the_parts_are_told() -> None:
    text = matrix(task("1.1", schedule="培训20人，其中甲15人，乙6人"))
    said = [
        reading("total", Decimal(20), "人", subject="培训", span=(0, 5)),
        reading("total", Decimal(15), "人", subject="甲", within="培训", span=(8, 12)),
        reading("total", Decimal(6), "人", subject="乙", within="培训", span=(13, 16)),
    ]
    messages = [
        (one.line, one.message) for one in found(text, {"培训20人，其中甲15人，乙6人": said}) if one.code == CODE
    ]
    assert messages == [(13, f"“培训20人”，其中“甲15人”、“乙6人”，各项相加多于总数{END}")]


def test_a_share_of_a_part_can_be_higher() -> None:
    whole = reading("floor", Decimal(85), "%", subject="覆盖率")
    inside = reading("floor", Decimal(95), "%", subject="规上企业", within="覆盖率")
    assert sums(indicator("{rule: ongoing}", unit="文字"), said=(whole, inside)) == []
