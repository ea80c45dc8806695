from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.model import YearDay
from chanfa_check.wording import Reading
from chanfa_check.wording.reading import Comparison, Direction
from tests.lint.sheets import ABOVE, AT_MOST, codes, found, indicator, matrix, reading, task, told

D = Decimal
UP, DOWN = Direction.UP, Direction.DOWN
GROWTH = "{rule: growth, from: 2020, rate: 6%, base: 35%}"
WRONG, LEFT, UNREAD, UNIT, UNSAID = (
    "number-not-in-wording",
    "wording-not-in-targets",
    "wording-unread",
    "unit-odd",
    "reading-missing",
)


def check(
    target: str, *readings: Reading, unit: str = "%", years: str = "[2019, 2025]", explained: str = ""
) -> list[str]:
    """The codes found where one target stands beside these readings."""
    more = [f"reading: {explained}"] if explained else []
    text = matrix(task("1.1", indicator(target, unit=unit, more=more), schedule="话"), years=years)
    return codes(text, {"话": readings})


def milestone(year: int, value: Any, **more: Any) -> Reading:
    return reading("milestones", D(value), "%", year=year, **more)


@pytest.mark.parametrize(
    ("target", "unit", "stated"),
    [
        ("{rule: milestones, by: {2020: 35%}}", "%", milestone(2020, 35)),
        ("{rule: milestones, by: {2025: 100%}}", "%", milestone(2025, 100)),
        ('{rule: milestones, by: {2025: ">1.2倍"}}', "倍", reading("milestones", D("1.2"), "倍", year=2025, op=ABOVE)),
        ("{rule: milestones, by: {2020-06-30: 35%}}", "%", reading("milestones", D(35), "%", due=dt.date(2020, 6, 30))),
        ("{rule: milestones, by: {2020-06-30: 35%}}", "%", reading("milestones", D(35), "%", due=YearDay(6, 30))),
        ("{rule: milestones, by: {2021-2025: 100%}}", "%", reading("milestones", D(100), "%", first=2021, last=2025)),
        ('{rule: milestones, by: {2025: "<=5%"}}', "%", reading("milestones", D(5), "%", year=2025, op=AT_MOST)),
        ("{rule: annual, from: 2019, value: 100人}", "人", reading("annual", D(100), "人", first=2019)),
        ("{rule: annual, value: 100人}", "人", reading("annual", D(100), "人", first=2019)),
        ("{rule: annual, value: 100人}", "人", reading("annual", D("0.01"), "万人")),
        ("{rule: annual, from: 2023, to: 2023, value: 8万人}", "人", reading("annual", D(8), "万人", year=2023)),
        ("{rule: annual, value: 1-2家}", "家", reading("annual", D(1), "家", top=D(2))),
        ("{rule: annual, value: 4次}", "次", reading("annual", D(1), "次", months=3)),
        ("{rule: floor, value: 95%}", "%", reading("floor", D(95), "%")),
        ("{rule: floor, value: 33%}", "%", reading("floor", D(33), "%")),
        ("{rule: ceiling, value: 36个月}", "个月", reading("ceiling", D(3), "年", op=AT_MOST)),
        (GROWTH, "%", reading("growth", D(6), "%", first=2020, start=D(35), direction=UP)),
        ("{rule: rising}", "%", reading("rising", direction=UP)),
        ("{rule: rising}", "%", reading("rising", base=2018, direction=UP)),
        ("{rule: stage, stages: [启动, 完成], by: {2020: 完成}}", "阶段", reading("stage", "完成并推广", year=2020)),
        ("{rule: stage, stages: [{启动: [动工]}], by: {2020: 启动}}", "阶段", reading("stage", "动工", year=2020)),
        ("{rule: event, every: 2年}", "日期", reading("event", months=24)),
        ("{rule: event, every: 3个月}", "日期", reading("annual", D(1), "次", months=3)),
        ("{rule: event, every: 1年, before: 05-01}", "日期", reading("event", months=12, before=YearDay(5, 1))),
        ("{rule: ongoing}", "文字", reading("ongoing")),
        ("{rule: milestones, by: {2025: 18%}}", "%", reading("change", D(18), "%", year=2025, direction=DOWN)),
        ("{rule: milestones, by: {2025: 3倍}}", "倍", reading("multiple", D(3), "倍", year=2025, base=2015)),
    ],
)  # fmt: skip
def test_a_target_that_says_what_the_words_say(target: str, unit: str, stated: Reading) -> None:
    assert [code for code in check(target, stated, unit=unit) if code != UNSAID] == []


@pytest.mark.parametrize(
    ("target", "unit", "stated"),
    [
        ("{rule: milestones, by: {2020: 36%}}", "%", milestone(2020, 35)),
        ("{rule: milestones, by: {2020: 35.01%}}", "%", milestone(2020, 35)),
        ("{rule: milestones, by: {2021: 35%}}", "%", milestone(2020, 35)),
        ('{rule: milestones, by: {2020: ">35%"}}', "%", milestone(2020, 35)),
        ("{rule: milestones, by: {2025: 1.2倍}}", "倍", reading("milestones", D("1.2"), "倍", year=2025, op=ABOVE)),
        ("{rule: milestones, by: {2020-06-29: 35%}}", "%", reading("milestones", D(35), "%", due=dt.date(2020, 6, 30))),
        ("{rule: milestones, by: {2020: 35%}}", "%", reading("milestones", D(35), "%", due=dt.date(2020, 6, 30))),
        ("{rule: milestones, by: {2020-2025: 100%}}", "%", reading("milestones", D(100), "%", first=2021, last=2025)),
        ("{rule: annual, from: 2020, value: 100人}", "人", reading("annual", D(100), "人", first=2019)),
        ("{rule: annual, from: 2020, value: 100人}", "人", reading("annual", D(100), "人")),
        ("{rule: annual, to: 2024, value: 100人}", "人", reading("annual", D(100), "人")),
        ("{rule: annual, value: 8万人}", "人", reading("annual", D(8), "万人", year=2023)),
        ("{rule: annual, value: 1-3家}", "家", reading("annual", D(1), "家", top=D(2))),
        ("{rule: annual, value: 1家}", "家", reading("annual", D(1), "家", top=D(2))),
        ("{rule: annual, value: 100人}", "人", reading("total", D(100), "人", year=2025)),
        ("{rule: total, by: {2025: 100人}, start: 0人}", "人", reading("annual", D(100), "人", year=2025)),
        ("{rule: floor, value: 94%}", "%", reading("floor", D(95), "%")),
        ("{rule: floor, value: 95%, from: 2020}", "%", reading("floor", D(95), "%")),
        (GROWTH, "%", reading("growth", D(7), "%", first=2020, start=D(35))),
        (GROWTH, "%", reading("growth", D(6), "%", first=2020, start=D(35), direction=DOWN)),
        ("{rule: growth, from: 2021, rate: 6%, base: 35%}", "%", reading("growth", D(6), "%", first=2020, start=D(35))),
        ("{rule: rising}", "%", reading("rising", direction=DOWN)),
        ("{rule: rising}", "%", reading("rising", base=2019, direction=UP)),
        ("{rule: stage, stages: [启动, 完成], by: {2020: 启动}}", "阶段", reading("stage", "完成", year=2020)),
        ("{rule: stage, stages: [启动, 完成], by: {2021: 完成}}", "阶段", reading("stage", "完成", year=2020)),
        ("{rule: event, every: 1年}", "日期", reading("event", months=24)),
        ("{rule: event, every: 1年}", "日期", reading("event", months=12, before=YearDay(5, 1))),
    ],
)  # fmt: skip
def test_one_thing_that_differs_is_one_finding(target: str, unit: str, stated: Reading) -> None:
    assert [code for code in check(target, stated, unit=unit) if code != UNSAID] == [WRONG]


def test_what_differs_is_named_with_the_words() -> None:
    text = matrix(
        task(
            "1.1",
            indicator('{rule: milestones, by: {2019: 20%, 2020: 36%, 2025: ">100%"}}', more=["share: false"]),
            schedule="2019年20%，2020年达到35%，2025年全覆盖",
        )
    )
    said = [
        milestone(2019, 20, span=(0, 8)),
        milestone(2020, 35, span=(9, 19)),
        milestone(2025, 100, span=(20, 28)),
    ]
    end = "；请照原文改，另有依据的在 accepted 写明"
    assert told(text, {"2019年20%，2020年达到35%，2025年全覆盖": said}) == [
        (22, WRONG, f"指标 1.1a：目标写“2020年达到 36%”，原文是“2020年达到35%”，数不同{end}"),
        (22, WRONG, f"指标 1.1a：目标写“2025年超过 100%”，原文是“2025年全覆盖”，“达到、超过、以内”一类的说法不同{end}"),
    ]


def test_two_things_that_differ_are_two_findings() -> None:
    text = matrix(task("1.1", indicator("{rule: milestones, by: {2021: 36%}}"), schedule="2020年达到35%"))
    assert told(text, {"2020年达到35%": [milestone(2020, 35)]}) == [
        (13, LEFT, "原文“2020年达到35%”，没有目标体现；请补上，不作要求的在 accepted 写明"),
        (
            21,
            WRONG,
            "指标 1.1a：目标写“2021年达到 36%”，原文没有这一要求；请照原文改，另有依据的在 accepted 写明",
        ),
    ]


def test_words_that_no_target_says() -> None:
    assert check("{rule: milestones, by: {2019: 20%}}", milestone(2019, 20), milestone(2020, 35)) == [LEFT]
    assert check("{rule: ongoing}", milestone(2019, 20), unit="文字") == [LEFT]
    assert check("{rule: floor, value: 95%}", reading("floor", D(95), "%"), reading("ongoing")) == []
    assert check("{rule: milestones, by: {2019: 20%}}", milestone(2019, 20), reading("stage", "启动", year=2019)) == [
        LEFT
    ]


def test_the_subject_is_named_where_the_words_leave_it_out() -> None:
    text = matrix(task("1.1", duty="建会率、入会率95%以上", schedule="话"))
    said = {"建会率、入会率95%以上": [reading("floor", D(95), "%", subject="建会率", span=(4, 12))]}
    (finding,) = found(text, said)
    assert finding.message == "原文“入会率95%以上”（建会率），没有目标体现；请补上，不作要求的在 accepted 写明"


def test_one_number_for_two_subjects_needs_two_indicators() -> None:
    said = {"话": [reading("floor", D(95), "%", subject="建会率"), reading("floor", D(95), "%", subject="入会率")]}
    one = indicator("{rule: floor, value: 95%}", name="建会率")
    other = indicator("{rule: floor, value: 95%}", id="1.1b", name="入会率")
    assert codes(matrix(task("1.1", one, other, schedule="话")), said) == []
    assert codes(matrix(task("1.1", one, schedule="话")), said) == [LEFT]


def test_one_reading_for_two_indicators() -> None:
    said = {"话": [reading("floor", D(95), "%", subject="建会率、入会率")]}
    one = indicator("{rule: floor, value: 95%}", name="建会率")
    other = indicator("{rule: floor, value: 95%}", id="1.1b", name="入会率")
    assert codes(matrix(task("1.1", one, other, schedule="话")), said) == []


def test_a_number_belongs_to_its_subject() -> None:
    said = {
        "话": [
            reading("total", D(2), "所", subject="品牌院校", year=2025),
            reading("total", D(3), "个", subject="品牌专业", year=2025),
        ]
    }
    schools = indicator(
        "{rule: total, by: {2025: 3所}, start: 0所}", name="品牌院校", unit="所", more=["reading: 从零算起"]
    )
    majors = indicator(
        "{rule: total, by: {2025: 3个}, start: 0个}", id="1.1b", name="品牌专业", unit="个", more=["reading: 从零算起"]
    )
    (finding,) = found(matrix(task("1.1", schools, majors, schedule="话")), said)
    assert (finding.code, finding.severity) == (WRONG, "error")
    assert finding.message.startswith("指标 1.1a：目标写“2025年达到 3 所”，原文是“话”，数不同")


TOTAL = "{rule: total, by: {2025: 150名}, start: 0名}"
ZERO = ["reading: 从零算起"]


@pytest.mark.parametrize(
    "done",
    [
        reading("milestones", D(100), "%", year=2025, span=(0, 8)),
        reading("milestones", D(100), "%", due=dt.date(2025, 12, 31)),
        reading("stage", "全部完成", year=2025),
    ],
)
def test_an_amount_here_and_its_date_there_make_one_requirement(done: Reading) -> None:
    said = {"培育150名": [reading("total", D(150), "名")], "到2025年全部完成": [done]}
    good = task("1.1", indicator(TOTAL, unit="名", more=ZERO), duty="培育150名", schedule="到2025年全部完成")
    assert codes(matrix(good), said) == []
    for wrong in (TOTAL.replace("2025", "2024"), TOTAL.replace("150", "151")):
        bad = task("1.1", indicator(wrong, unit="名", more=ZERO), duty="培育150名", schedule="到2025年全部完成")
        assert codes(matrix(bad), said) == [WRONG]


def test_a_share_of_an_amount_by_a_date() -> None:
    said = {
        "培育150名": [reading("total", D(150), "名")],
        "2022年完成50%，2025年全部完成": [milestone(2022, 50), milestone(2025, 100)],
    }

    def with_half(half: str) -> list[str]:
        target = f"{{rule: total, by: {{2022: {half}名, 2025: 150名}}, start: 0名}}"
        shown = indicator(target, unit="名", more=ZERO)
        return codes(matrix(task("1.1", shown, duty="培育150名", schedule="2022年完成50%，2025年全部完成")), said)

    assert with_half("75") == []
    assert with_half("74") == [WRONG]


def test_a_level_of_its_own_dates_no_amount() -> None:
    said = {"话": [reading("total", D(10), "个"), milestone(2025, 100, subject="职工覆盖率")]}
    stations = indicator("{rule: total, by: {2024: 10个}, start: 0个}", unit="个", more=["reading: 2024年，从零算起"])
    rate = indicator("{rule: milestones, by: {2025: 100%}}", id="1.1b", name="职工覆盖率")
    assert codes(matrix(task("1.1", stations, rate, schedule="话")), said) == []


@pytest.mark.parametrize(("explained", "expected"), [("", [UNSAID]), ("以2024年为期", [UNSAID]), ("以2025年为期", [])])
def test_a_date_that_the_words_do_not_give_needs_its_year_explained(explained: str, expected: list[str]) -> None:
    stated = reading("floor", D(95), "%")
    assert check("{rule: milestones, by: {2025: 95%}}", stated, explained=explained) == expected


def test_in_a_matrix_of_one_year_the_year_goes_without_saying() -> None:
    year = "[2023, 2023]"
    assert check("{rule: milestones, by: {2023: 85%}}", reading("floor", D(85), "%"), years=year) == []
    assert check("{rule: milestones, by: {2023-06-30: 85%}}", reading("floor", D(85), "%"), years=year) == [UNSAID]
    eight = reading("annual", D(8), "万人", year=2023)
    assert check("{rule: annual, value: 8万人}", eight, unit="人", years=year) == []
    assert (
        check("{rule: total, by: {2023: 8万人}, start: 0人}", eight, unit="人", years=year, explained="从零算起") == []
    )


@pytest.mark.parametrize("op", [Comparison.ABOUT, Comparison.EXACTLY])
def test_what_is_no_bound_needs_an_explanation(op: Comparison) -> None:
    stated = reading("floor", D(5), "%", op=op)
    assert check("{rule: floor, value: 5%}", stated) == [UNSAID]
    assert check("{rule: floor, value: 5%}", stated, explained="按不低于计") == []
    assert check("{rule: floor, value: 6%}", stated, explained="按不低于计") == [WRONG]


def test_a_third_in_two_places_needs_an_explanation() -> None:
    stated = reading("floor", "1/3")
    assert check("{rule: floor, value: 33.33%}", stated) == [UNSAID]
    assert check("{rule: floor, value: 33.33%}", stated, explained="三分之一取两位小数") == []
    assert check("{rule: floor, value: 33%}", stated) == [WRONG]


def test_a_number_that_is_not_said_to_be_yearly() -> None:
    stated = reading("total", D(30), "场次")
    assert check("{rule: annual, value: 30场次}", stated, unit="场次") == [UNSAID]
    assert check("{rule: annual, value: 30场次}", stated, unit="场次", explained="按每年30场次计") == []


@pytest.mark.parametrize(
    ("unit", "stated", "expected"),
    [
        ("人", reading("total", D("1.5"), "万人次", year=2025), [UNIT]),
        ("人次", reading("total", D("1.5"), "万人次", year=2025), []),
        ("所", reading("total", D(15000), "家", year=2025), [UNIT]),
        ("个", reading("total", D(15000), "家", year=2025), []),
    ],
)
def test_a_unit_of_another_kind(unit: str, stated: Reading, expected: list[str]) -> None:
    target = f"{{rule: total, by: {{2025: 15000{unit}}}, start: 0{unit}}}"
    assert check(target, stated, unit=unit, explained="从零算起") == expected


def test_points_are_not_percent() -> None:
    said = {"话": [reading("change", D(5), "百分点", year=2025)]}
    text = matrix(task("1.1", indicator("{rule: milestones, by: {2025: 5%}}"), schedule="话"))
    assert told(text, said) == [
        (
            21,
            UNIT,
            "指标 1.1a：目标写“2025年达到 5%”，原文是“话”，“%”和“百分点”不是一回事；请把 unit 改成原文的单位",
        )
    ]


def test_a_cap_has_to_stand_in_the_words() -> None:
    target = "{rule: growth, from: 2020, rate: 6%, base: 35%, cap: 50%}"
    grows = reading("growth", D(6), "%", first=2020, start=D(35))
    assert check(target, grows, milestone(2025, 50)) == [LEFT]
    assert check(target, grows) == [WRONG]


def test_numbers_in_words_that_nobody_could_read_are_left_to_a_person() -> None:
    text = matrix(task("1.1", indicator("{rule: milestones, by: {2020: 35%}}"), schedule="二〇二〇年过35%线"))
    (finding,) = found(text)
    assert (finding.code, finding.severity, finding.open, finding.line) == (UNREAD, "note", False, 21)
    said = "指标 1.1a：目标写“2020年达到 35%”，这个数在原文里，但那里的写法读不懂；请人工对照原文"
    assert finding.message == said


@pytest.mark.parametrize(
    ("schedule", "target", "unit", "expected"),
    [
        ("过36%线", "{rule: milestones, by: {2020: 35%}}", "%", WRONG),
        ("过350%线", "{rule: milestones, by: {2020: 35%}}", "%", WRONG),
        ("过3.5%线", "{rule: milestones, by: {2020: 35%}}", "%", WRONG),
        ("三十五个点", "{rule: milestones, by: {2020: 35%}}", "%", UNREAD),
        ("约８０００人上下", "{rule: annual, value: 0.8万人}", "人", UNREAD),
        ("0.8万人上下", "{rule: annual, value: 8000人}", "人", UNREAD),
        ("都要覆盖全部", "{rule: floor, value: 100%}", "%", UNREAD),
        ("适当提高", "{rule: rising}", "%", UNREAD),
        ("2020年开个头", "{rule: stage, stages: [启动], by: {2020: 启动}}", "阶段", UNREAD),
        ("时常举办", "{rule: event, every: 1年}", "日期", UNREAD),
    ],
)
def test_only_a_number_that_is_nowhere_is_wrong(schedule: str, target: str, unit: str, expected: str) -> None:
    assert codes(matrix(task("1.1", indicator(target, unit=unit), schedule=schedule))) == [expected]


def test_a_number_inside_a_reading_is_not_unread() -> None:
    text = matrix(task("1.1", indicator("{rule: floor, value: 35%}"), schedule="2020年达到35个"))
    said = {"2020年达到35个": [reading("total", D(35), "个", year=2020)]}
    assert codes(text, said) == [WRONG]


@given(
    st.lists(st.integers(2019, 2025), min_size=1, unique=True).map(sorted),
    st.lists(st.integers(1, 99), min_size=7, max_size=7),
    st.integers(0, 6),
    st.sampled_from([-1, 1]),
)
def test_any_one_number_changed_is_seen(years: list[int], values: list[int], which: int, step: int) -> None:
    which %= len(years)
    levels = sorted(values)[: len(years)]
    readings = [milestone(year, value) for year, value in zip(years, levels, strict=True)]

    def at(numbers: list[int]) -> list[str]:
        by = ", ".join(f"{year}: {value}%" for year, value in zip(years, numbers, strict=True))
        return [code for code in check(f"{{rule: milestones, by: {{{by}}}}}", *readings) if code != "sum-mismatch"]

    assert at(levels) == []
    changed = [value + step * (place == which) for place, value in enumerate(levels)]
    assert at(changed) == [WRONG]
