from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from tests.lint.sheets import codes, found, indicator, matrix, reading, task, told

UNSAID, BROKEN, OUTSIDE = "reading-missing", "inherited-broken", "year-outside"


def unsaid(target: str, *, unit: str = "名", reading_: str = "", note: str = "") -> list[str]:
    fields = {"note": note} if note else {}
    text = matrix(task("1.1", indicator(target, unit=unit, more=[f"reading: {reading_}"] * bool(reading_)), **fields))
    return [one.message for one in found(text) if one.code == UNSAID]


END = "。请在 reading 写明怎样理解、为什么"


def test_a_total_without_a_start_has_to_say_so() -> None:
    target = "{rule: total, by: {2025: 150名}}"
    assert unsaid(target) == [f"指标 1.1a：原有多少不明，目标没有写 start{END}"]
    assert unsaid(target, reading_="另行统计") == [f"指标 1.1a：原有多少不明，目标没有写 start{END}"]
    assert unsaid(target, reading_="原有多少不明，不设进度") == []
    assert unsaid(target, note="2019年之前已有多少没有给出") == []


@pytest.mark.parametrize(
    ("target", "unit", "amount", "explained"),
    [
        ("{rule: total, by: {2025: 150名}, start: 0名}", "名", "0 名", "从零算起"),
        ("{rule: total, by: {2025: 150名}, start: 12名}", "名", "12 名", "2018年年末已有12名"),
        ("{rule: milestones, by: {2025: 50%}, base: {2018: 12%}}", "%", "12%", "2018年为12%"),
        ("{rule: growth, rate: 6%, base: 12%}", "%", "12%", "2018年为百分之十二"),
        ("{rule: rising, base: 12%}", "%", "12%", "2018年为12%"),
    ],
)
def test_a_start_that_the_words_do_not_give(target: str, unit: str, amount: str, explained: str) -> None:
    assert unsaid(target, unit=unit) == [f"指标 1.1a：目标从 {amount} 算起，原文没有写{END}"]
    assert unsaid(target, unit=unit, reading_="原有的不计") == [f"指标 1.1a：目标从 {amount} 算起，原文没有写{END}"]
    assert unsaid(target, unit=unit, reading_=explained) == []


def test_a_start_that_the_words_give() -> None:
    text = matrix(task("1.1", indicator("{rule: milestones, by: {2025: 20%}, base: {2018: 3%}}"), schedule="话"))
    rises = reading("milestones", Decimal(20), "%", year=2025, start=Decimal(3))
    assert codes(text, {"话": [rises]}) == []
    assert codes(text, {"话": [reading("milestones", Decimal(20), "%", year=2025, start=Decimal(4))]}) == [UNSAID]


def test_a_composite_explains_its_items() -> None:
    items = [indicator("{rule: total, by: {2025: 6个}}", id=f"1.1{one}", name=one, unit="个") for one in "ab"]
    whole = "{rule: composite, of: [1.1a, 1.1b], by: {2025: 100%}}"

    def missing(said: list[str]) -> list[str]:
        text = matrix(task("1.1", *items, indicator(whole, id="1.1c", name="合计", more=said)))
        return [code for code in codes(text) if code == UNSAID]

    assert missing(["reading: 原有多少不明"]) == []
    assert missing([]) == [UNSAID, UNSAID]


def test_all_that_an_indicator_leaves_open_is_one_finding() -> None:
    text = matrix(task("1.1", indicator("{rule: total, by: {2025: 150名}}", unit="名"), duty="培育150名"))
    said = f"指标 1.1a：原文“培育150名”没有写期限，目标写的是2025年；原有多少不明，目标没有写 start{END}"
    assert told(text, {"培育150名": [reading("total", Decimal(150), "名")]}) == [(17, UNSAID, said)]


@pytest.mark.parametrize(
    ("stated", "outside"),
    [
        ({"year": 2018}, "2018年"),
        ({"year": 2026}, "2026年"),
        ({"due": dt.date(2026, 1, 1)}, "2026年"),
        ({"first": 2016, "last": 2030}, "2016年、2030年"),
        ({"year": 2019}, ""),
        ({"year": 2025}, ""),
        ({"due": dt.date(2025, 12, 31)}, ""),
        ({"year": 2025, "base": 2015}, ""),
        ({}, ""),
    ],
)
def test_years_outside_the_matrix(stated: dict[str, Any], outside: str) -> None:
    text = matrix(task("1.1", schedule="到那时达到35%"))
    messages = [
        (one.line, one.message)
        for one in found(text, {"到那时达到35%": [reading("milestones", Decimal(35), "%", **stated)]})
        if one.code == OUTSIDE
    ]
    said = f"原文“到那时达到35%”的{outside}在全表的年份 2019—2025 之外；请核对 years 和原文"
    assert messages == ([(13, said)] if outside else [])


@pytest.mark.parametrize(
    ("schedule", "outside"),
    [
        ("2026年", "2026年"),
        ("２０２６年推进", "2026年"),
        ("2018年和2026年", "2018年、2026年"),
        ("2025年", ""),
        ("2018年以来", ""),
        ("以2018年为基数", ""),
        ("比2015年多", ""),
        ("12026年", ""),
        ("2026家", ""),
    ],
)
def test_a_year_that_stands_alone_in_the_schedule(schedule: str, outside: str) -> None:
    said = f"时间进度写的{outside}在全表的年份 2019—2025 之外；请核对 years 和原文"
    found_outside = [one for one in told(matrix(task("1.1", schedule=schedule))) if one[1] == OUTSIDE]
    assert found_outside == ([(13, OUTSIDE, said)] if outside else [])
    assert OUTSIDE not in codes(matrix(task("1.1", duty=schedule)))


DEPARTMENTS = "市总工会: {aliases: [市总]}\n市教育局: {aliases: [教育局]}\n团市委: {}"


def inherited(**second: str) -> list[tuple[int, str]]:
    text = matrix(
        task("1.1", lead="市总工会", partners="[市教育局, 团市委]", schedule="常态化"),
        task("1.2", **second),
        departments=DEPARTMENTS,
    )
    return [(line, message) for line, code, message in told(text) if code == BROKEN]


def test_fields_that_are_taken_over() -> None:
    all_ = "[lead, partners, schedule]"
    assert inherited(lead="市总", partners="[团市委, 教育局]", schedule="常态化", inherited=all_) == []
    assert inherited(lead="市总", partners="[团市委, 教育局]", schedule="常态化") == []
    assert inherited(lead="市教育局", partners="[团市委]", schedule="2025年", inherited=all_) == [
        (31, "牵头单位写明沿用上一行，上一行（1.1）是“市总工会”，这一行是“市教育局”；请核对原表"),
        (31, "配合单位写明沿用上一行，上一行（1.1）是“市教育局、团市委”，这一行是“团市委”；请核对原表"),
        (31, "时间进度写明沿用上一行，上一行（1.1）是“常态化”，这一行是“2025年”；请核对原表"),
    ]
    assert inherited(partners="[]", inherited="[lead, partners]") == [
        (31, "配合单位写明沿用上一行，上一行（1.1）是“市教育局、团市委”，这一行是“无”；请核对原表")
    ]


def test_partners_are_not_taken_over_beside_a_new_lead() -> None:
    said = "牵头单位是新写的，配合单位空白的应为没有配合单位，不能沿用上一行；请核对原表"
    assert inherited(partners="[市教育局, 团市委]", inherited="[partners]") == [(31, said)]


def test_the_first_row_has_nothing_above_it() -> None:
    text = matrix(task("1.1", inherited="[lead, schedule]"))
    assert told(text) == [
        (16, BROKEN, "第一行没有上一行，牵头单位不能沿用；请从 inherited 去掉"),
        (16, BROKEN, "第一行没有上一行，时间进度不能沿用；请从 inherited 去掉"),
    ]


def test_open_questions() -> None:
    review = "review: [{task: '1.1', about: schedule, question: 期限写的是哪一年？}, {question: 单位是否齐全？}]"
    findings = found(matrix(task("1.1"), more=review))
    assert [(one.line, one.code, one.task, one.message, one.open) for one in findings] == [
        (5, "review-open", "1.1", "待定（schedule）：期限写的是哪一年？；请决定后从 review 删去", True),
        (5, "review-open", "", "待定：单位是否齐全？；请决定后从 review 删去", True),
    ]
