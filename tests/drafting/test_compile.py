"""From readings to indicators, with readings made by hand: what each form becomes, and what is asked."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chanfa_check.drafting.compile import compile_task
from chanfa_check.drafting.fit import unfit
from chanfa_check.drafting.said import Plain
from chanfa_check.model import YearDay
from chanfa_check.wording import Reading, Unread, Wording
from chanfa_check.wording.reading import Comparison, Direction

YEARS = (2019, 2025)
ONGOING: Plain = {"rule": "ongoing"}


def R(rule: str, words: str, value: str | None = None, unit: str = "", **more: Any) -> tuple[str, dict[str, Any]]:
    """A reading of `words`; a number is at least so much unless `op` says otherwise."""
    number = Decimal(value) if value is not None and value.replace(".", "").isdigit() else value
    return words, {"rule": rule, "value": number, "unit": unit, "op": Comparison.AT_LEAST, "subject": "", **more}


def wording(phrase: str, *readings: tuple[str, dict[str, Any]], unread: tuple[Unread, ...] = ()) -> Wording:
    """A phrase with readings whose words occur in it, in order."""
    made, behind = [], 0
    for words, fields in readings:
        start = phrase.index(words, behind)
        made.append(Reading(span=(start, start + len(words)), **fields))
        behind = start
    return Wording(phrase, tuple(made), unread)


def of(duty: Wording | str, schedule: Wording | str, years: tuple[int, int] = YEARS) -> tuple[list[Plain], list[str]]:
    """The indicators, and the questions with the field that each is about."""
    both = [Wording(one) if isinstance(one, str) else one for one in (duty, schedule)]
    compiled = compile_task(both[0], both[1], years)
    assert not unfit(compiled.indicators, years)
    assert not any(one.task for one in compiled.questions)
    return list(compiled.indicators), [f"{one.about}：{one.question}" for one in compiled.questions]


STEADY = wording("常态化推进", R("ongoing", "常态化推进"))


def test_shares_without_a_subject_are_shares_of_the_duty() -> None:
    schedule = wording(
        "2019年达到20%，2020年超过35%，2021-2025年全覆盖",
        R("milestones", "2019年达到20%", "20", "%", year=2019),
        R("milestones", "2020年超过35%", "35", "%", year=2020, op=Comparison.ABOVE),
        R("milestones", "2021-2025年全覆盖", "100", "%", first=2021, last=2025),
    )
    targets = [{"rule": "milestones", "by": {"2019": "20%", "2020": ">35%", "2021-2025": "100%"}}]
    name = "建立党群服务中心完成比例"
    assert of("建立党群服务中心", schedule) == ([{"id": "a", "name": name, "unit": "%", "targets": targets}], [])


def test_days_and_quarters_keep_their_date() -> None:
    schedule = wording(
        "2025年6月底前达到30家，2025年达到60家",
        R("total", "2025年6月底前达到30家", "30", "家", due=dt.date(2025, 6, 30)),
        R("total", "2025年达到60家", "60", "家", year=2025),
    )
    indicators, questions = of("建立工作室", schedule)
    assert indicators[0]["targets"] == [{"rule": "total", "by": {"2025-06-30": "30家", "2025": "60家"}}]
    assert questions == []


def test_an_amount_takes_the_date_of_the_schedule() -> None:
    duty = wording("培育150名“优秀人才”", R("total", "150名", "150", "名", subject="“优秀人才”"))
    schedule = wording("到2025年全部完成", R("milestones", "到2025年全部完成", "100", "%", year=2025))
    target = {"rule": "total", "by": {"2025": "150名"}}
    indicators, questions = of(duty, schedule)
    assert indicators == [{"id": "a", "name": "“优秀人才”", "unit": "名", "targets": [target]}]
    assert questions == ["indicators：“150名”从多少做起原文没有写，期限之前不画进度线；从零做起的，请补写 start"]
    stage = wording("2024年底前完成", R("stage", "2024年底前完成", "完成", op=None, year=2024))
    assert of(duty, stage)[0][0]["targets"] == [{"rule": "total", "by": {"2024": "150名"}}]


def test_an_amount_without_any_date_is_asked() -> None:
    duty = wording(
        "建设2个中心，8个基地",
        R("total", "2个", "2", "个", subject="中心"),
        R("total", "8个", "8", "个", subject="基地"),
    )
    indicators, questions = of(duty, STEADY)
    assert [one["targets"] for one in indicators] == [
        [{"rule": "total", "by": {"2025": "2个"}}],
        [{"rule": "total", "by": {"2025": "8个"}}],
    ]
    assert {one["reading"] for one in indicators} == {"原文没有期限，以全表终止的2025年为期；原有多少不明，不设进度。"}
    assert questions == [
        "schedule：“2个”、“8个”没有写明期限，暂以全表终止的2025年为期，请核对",
        "indicators：“2个”、“8个”从多少做起原文没有写，期限之前不画进度线；从零做起的，请补写 start",
        "schedule：“常态化推进”没有数字和期限，另有指标的不再单设文字说明，请核对",
    ]


def test_several_amounts_with_shares_add_up_to_a_composite() -> None:
    duty = wording(
        "建成6个集团、2所院校",
        R("total", "6个", "6", "个", subject="集团"),
        R("total", "2所", "2", "所", subject="院校"),
    )
    schedule = wording(
        "2019年完成50%，2025年全部完成",
        R("milestones", "2019年完成50%", "50", "%", year=2019),
        R("milestones", "2025年全部完成", "100", "%", year=2025, subject="完成"),
    )
    indicators, questions = of(duty, schedule)
    assert [one["targets"] for one in indicators] == [
        [{"rule": "total", "by": {"2025": "6个"}}],
        [{"rule": "total", "by": {"2025": "2所"}}],
        [{"rule": "composite", "of": ["a", "b"], "by": {"2019": "50%", "2025": "100%"}}],
    ]
    assert any("平均数" in question for question in questions)


def test_a_schedule_in_steps_that_come_to_the_amount() -> None:
    duty = wording("培育150名工匠", R("total", "150名", "150", "名", subject="工匠"))
    schedule = wording(
        "2020年80名，2025年150名",
        R("total", "2020年80名", "80", "名", year=2020),
        R("total", "2025年150名", "150", "名", year=2025),
    )
    target = {"rule": "total", "by": {"2020": "80名", "2025": "150名"}}
    assert of(duty, schedule) == ([{"id": "a", "name": "工匠", "unit": "名", "targets": [target]}], [])


def test_steps_that_never_come_to_the_amount_may_be_each_years() -> None:
    duty = wording("培育150名工匠", R("total", "150名", "150", "名", subject="工匠"))
    schedule = wording(
        "2020年75名，2025年75名",
        R("total", "2020年75名", "75", "名", year=2020),
        R("total", "2025年75名", "75", "名", year=2025),
    )
    indicators, questions = of(duty, schedule)
    assert [(one["name"], one["targets"]) for one in indicators] == [("工匠", [ONGOING])]
    assert questions == [
        "schedule：“培育150名工匠；2020年75名；2025年75名”看不出时间进度的数是累计数还是当年数，暂记为文字说明，由人判断，请核对"
    ]


@pytest.mark.parametrize(
    ("op", "wanted"), [(Comparison.AT_LEAST, "7.5家"), (Comparison.ABOVE, ">7.5家")], ids=["at-least", "above"]
)
def test_one_amount_with_shares_is_reckoned_exactly(op: Comparison, wanted: str) -> None:
    duty = wording("建成15家", R("total", "15家", "15", "家"))
    schedule = wording("2019年完成50%", R("milestones", "2019年完成50%", "50", "%", year=2019, op=op))
    indicators, questions = of(duty, schedule)
    # The last of it has no date: it is not left out, and asked.
    assert indicators[0]["targets"] == [{"rule": "total", "by": {"2019": wanted, "2025": "15家"}}]
    assert any("没有写明期限" in question for question in questions)
    assert any("算出来的" in question for question in questions)


def test_coverage_is_no_share_of_an_amount() -> None:
    duty = wording("建成15家", R("total", "15家", "15", "家", subject="工作室"))
    schedule = wording("2025年全覆盖", R("milestones", "2025年全覆盖", "100", "%", year=2025))
    indicators, _ = of(duty, schedule)
    assert [one["unit"] for one in indicators] == ["家", "%"]


def test_growth_beside_levels() -> None:
    schedule = wording(
        "2019年达到35%，2020起每年按6%递增，2025年达到50%",
        R("milestones", "2019年达到35%", "35", "%", year=2019),
        R("growth", "每年按6%递增", "6", "%", first=2020, direction=Direction.UP),
        R("milestones", "2025年达到50%", "50", "%", year=2025),
    )
    indicators, questions = of("增加名额比例", schedule)
    assert indicators[0]["name"] == "增加名额比例"
    assert indicators[0]["targets"] == [
        {"rule": "milestones", "by": {"2019": "35%", "2025": "50%"}, "pace": "none"},
        {"rule": "growth", "from": "2020", "rate": "6%"},
    ]
    assert "不是加百分点" in indicators[0]["reading"]
    assert questions == ["schedule：递增6%没有写到多少为止；达到最后的目标后是否还要递增，请核对，不要的请写 cap"]


def test_what_the_duty_says_rises_is_what_the_schedule_measures() -> None:
    duty = wording("培训人次占在校生比例逐年扩大", R("rising", "逐年扩大", subject="培训人次占在校生比例", op=None))
    schedule = wording(
        "2019年达到在校生1.1倍", R("milestones", "2019年达到在校生1.1倍", "1.1", "倍", year=2019, subject="在校生")
    )
    targets = [{"rule": "rising"}, {"rule": "milestones", "by": {"2019": "1.1倍"}}]
    wanted = {"id": "a", "name": "培训人次占在校生比例", "unit": "倍", "targets": targets}
    assert of(duty, schedule) == ([wanted], [])


def test_yearly_amounts_and_their_total() -> None:
    schedule = wording(
        "每年新建1-2家，2025年工作室达到25家",
        R("annual", "每年新建1-2家", "1", "家", top=Decimal(2)),
        R("total", "2025年工作室达到25家", "25", "家", year=2025, subject="工作室"),
    )
    indicators, questions = of("增加工作室", schedule)
    assert indicators == [
        {
            "id": "a",
            "name": "当年工作室",
            "unit": "家",
            "part_of": "b",
            "targets": [{"rule": "annual", "value": "1-2家"}],
        },
        {"id": "b", "name": "工作室", "unit": "家", "targets": [{"rule": "total", "by": {"2025": "25家"}}]},
    ]
    assert questions == ["indicators：“当年工作室”与“工作室”按同一件事的本年数与累计数计，请核对"]


def test_scales_stay_and_the_indicator_counts_one_by_one() -> None:
    schedule = wording(
        "2019年起每年0.8万人，2023年新增0.5-1万人次",
        R("annual", "2019年起每年0.8万人", "0.8", "万人", first=2019),
        R("annual", "2023年新增0.5-1万人次", "0.5", "万人次", year=2023, top=Decimal(1)),
    )
    indicators, _ = of("培训", schedule)
    assert [(one["unit"], one["targets"]) for one in indicators] == [
        ("人", [{"rule": "annual", "from": "2019", "value": "0.8万人"}]),
        ("人次", [{"rule": "annual", "from": "2023", "to": "2023", "value": "5000-10000人次"}]),
    ]


def test_standing_bounds_stages_and_events() -> None:
    duty = wording(
        "建会率保持95%以上，最长不超过36个月，每两年举办大赛，每年五一前夕宣传",
        R("floor", "建会率保持95%以上", "95", "%", subject="建会率"),
        R("ceiling", "最长不超过36个月", "36", "个月", op=Comparison.AT_MOST),
        R("event", "每两年举办大赛", op=None, months=24, subject="大赛"),
        R("event", "每年五一前夕宣传", op=None, months=12, before=YearDay(5, 1), subject="宣传"),
    )
    schedule = wording(
        "2019年启动，2020年完成",
        R("stage", "2019年启动", "启动", year=2019),
        R("stage", "2020年完成", "完成", year=2020),
    )
    indicators, questions = of(duty, schedule)
    assert [(one["unit"], one["targets"]) for one in indicators] == [
        ("%", [{"rule": "floor", "value": "95%"}]),
        ("个月", [{"rule": "ceiling", "value": "36个月"}]),
        ("日期", [{"rule": "event", "every": "2年"}]),
        ("日期", [{"rule": "event", "every": "1年", "before": "05-01"}]),
        ("阶段", [{"rule": "stage", "stages": ["启动", "完成"], "by": {"2019": "启动", "2020": "完成"}}]),
    ]
    assert questions == []


UNSAYABLE = [
    (R("change", "下降18%", "18", "%", year=2025, base=2015, direction=Direction.DOWN), "没有一种要求类型"),
    (R("multiple", "翻一番", "2", "倍", year=2025), "没有一种要求类型"),
    (R("milestones", "7%左右", "7", "%", year=2025, op=Comparison.ABOUT), "没有明确的界线"),
    (R("floor", "稳定在60%", "60", "%", op=Comparison.EXACTLY), "允许偏离多少"),
    (R("milestones", "2030年达到60%", "60", "%", year=2030), "2030年在全表的年份 2019—2025 之外"),
    (R("total", "6月底前20家", "20", "家", due=YearDay(6, 30)), "没有写是哪一年"),
    (R("rising", "逐年下降", direction=Direction.DOWN, op=None), "只会判定逐年提高"),
    (R("growth", "年均增长7%", "7", "%", direction=Direction.UP), "年均增长是几年平均下来的"),
    (R("milestones", "2025年80桶", "80", "桶", year=2025), "不在程序认识的单位里"),
    (R("milestones", "2025年达到三分之一", "1/3", "", year=2025), "不能写成准确的小数"),
    (R("annual", "每季度1次", "1", "次", months=3), "每3个月的数量"),
    (R("annual", "6月底前新增5万人", "5", "万人", due=dt.date(2023, 6, 30)), "年内的期限"),
    (R("floor", "2020年不低于60%", "60", "%", year=2020), "却读作了一直有效的要求"),
    (R("stage", "出台办法", "出台办法"), "没有写明期限"),
    (R("ceiling", "0", "0", "", op=Comparison.AT_MOST), "没有写单位"),
]


@pytest.mark.parametrize(("reading", "why"), UNSAYABLE, ids=[words for (words, _), _ in UNSAYABLE])
def test_what_no_rule_can_say_stays_in_words_and_is_asked(reading: tuple[str, dict[str, Any]], why: str) -> None:
    phrase = f"到时{reading[0]}"
    indicators, questions = of("推进工作", wording(phrase, reading))
    assert [(one["unit"], one["targets"]) for one in indicators] == [("文字", [ONGOING])]
    assert phrase in indicators[0]["reading"]
    assert len(questions) == 1
    assert why in questions[0]
    assert phrase in questions[0]


def test_a_day_without_a_year_is_the_only_year_of_the_plan() -> None:
    schedule = wording("6月底前20家", R("total", "6月底前20家", "20", "家", due=YearDay(6, 30)))
    assert of("建工作室", schedule, (2023, 2023))[0][0]["targets"] == [{"rule": "total", "by": {"2023-06-30": "20家"}}]


def test_a_fraction_that_a_percentage_says_exactly() -> None:
    schedule = wording("2025年达到1/2", R("milestones", "2025年达到1/2", "1/2", year=2025))
    assert of("推进工作", schedule)[0][0]["targets"] == [{"rule": "milestones", "by": {"2025": "50%"}}]


@pytest.mark.parametrize("rule", ["milestones", "floor", "annual"])
def test_readings_that_contradict_are_not_chosen_between(rule: str) -> None:
    unit, when = ("人", {}) if rule == "annual" else ("%", {"year": 2020} if rule == "milestones" else {})
    schedule = wording("35，再说50", R(rule, "35", "35", unit, **when), R(rule, "50", "50", unit, **when))
    indicators, questions = of("推进工作", schedule)
    assert [one["targets"] for one in indicators] == [[ONGOING]]
    assert [("35" in question and "50" in question) for question in questions] == [True]


def test_growth_alone_has_no_unit_and_is_asked() -> None:
    schedule = wording("每年递增6%", R("growth", "每年递增6%", "6", "%", direction=Direction.UP))
    indicators, questions = of("扩大覆盖", schedule)
    assert [one["unit"] for one in indicators] == ["文字"]
    assert "没有写数量的单位" in questions[0]


def test_what_rises_and_is_called_a_share_is_one() -> None:
    schedule = wording("覆盖率逐年提高", R("rising", "覆盖率逐年提高", subject="覆盖率", op=None))
    assert of("扩大覆盖", schedule)[0] == [{"id": "a", "name": "覆盖率", "unit": "%", "targets": [{"rule": "rising"}]}]


def test_more_than_all_is_said_to_be_no_share() -> None:
    schedule = wording("2025年达到120%", R("milestones", "2025年达到120%", "120", "%", year=2025))
    assert of("覆盖", schedule)[0][0]["share"] == "false"


def test_a_part_of_a_whole_says_so() -> None:
    schedule = wording(
        "总量200人，其中高技能70人",
        R("total", "总量200人", "200", "人", year=2025, subject="总量"),
        R("total", "高技能70人", "70", "人", year=2025, subject="高技能", within="总量"),
    )
    indicators, _ = of("培养", schedule)
    assert [(one["name"], one.get("reading")) for one in indicators] == [
        ("总量", None),
        ("高技能", "是“总量”的一部分。"),
    ]


def test_nothing_read_is_said() -> None:
    unread = (Unread("30人以上", (2, 7), "说的是范围"),)
    indicators, questions = of(wording("职工30人以上有党员", unread=unread), "视情推进")
    assert indicators == [{"id": "a", "name": "职工30人以上有党员", "unit": "文字", "targets": [ONGOING]}]
    assert questions == ["duty：“30人以上”没有读作目标：说的是范围", "schedule：时间进度“视情推进”没有读出目标，请核对"]


def test_ongoing_work_needs_no_question() -> None:
    assert of("宣传", STEADY) == ([{"id": "a", "name": "宣传", "unit": "文字", "targets": [ONGOING]}], [])


def test_names_of_one_task_differ_and_letters_go_on_behind_z() -> None:
    readings = [R("floor", f"{number}个", str(number), "个", subject=f"第{number}项") for number in range(10, 38)]
    indicators, _ = of("", wording("、".join(words for words, _ in readings), *readings))
    assert [one["id"] for one in indicators][25:] == ["z", "aa", "ab"]
    same = [
        R("event", "每年会", months=12, subject="会", op=None),
        R("event", "每两年会", months=24, subject="会", op=None),
    ]
    assert [one["name"] for one in of("", wording("每年会，每两年会", *same))[0]] == [
        "会举办日期（日期）（1）",
        "会举办日期（日期）（2）",
    ]


RULES = st.sampled_from(
    [
        "milestones",
        "total",
        "annual",
        "floor",
        "ceiling",
        "growth",
        "rising",
        "stage",
        "event",
        "ongoing",
        "change",
        "x",
    ]
)
MAYBE_YEAR = st.none() | st.integers(2010, 2035)
READINGS = st.builds(
    Reading,
    rule=RULES,
    subject=st.sampled_from(["", "甲", "甲率", "完成"]),
    span=st.just((0, 2)),
    op=st.none() | st.sampled_from(Comparison),
    value=st.none() | st.decimals(0, 200, places=1) | st.sampled_from(["启动", "完成", "1/3", "1/2", "1/0"]),
    unit=st.sampled_from(["", "%", "家", "万人", "亿元", "公里", "倍", "百分点"]),
    top=st.none() | st.decimals(0, 300, places=1),
    year=MAYBE_YEAR,
    due=st.none() | st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31)) | st.builds(YearDay, st.just(6), st.just(30)),
    first=MAYBE_YEAR,
    last=MAYBE_YEAR,
    base=MAYBE_YEAR,
    start=st.none() | st.decimals(0, 100, places=1),
    direction=st.none() | st.sampled_from(Direction),
    months=st.none() | st.sampled_from([1, 3, 12, 18, 24]),
    before=st.none() | st.builds(YearDay, st.sampled_from([1, 5]), st.just(1)),
    within=st.sampled_from(["", "乙"]),
)


@given(st.lists(READINGS, max_size=4), st.lists(READINGS, max_size=4), st.sampled_from([YEARS, (2023, 2023)]))
def test_whatever_is_read_gives_indicators_that_load_and_nothing_is_lost(
    duty: list[Reading], schedule: list[Reading], years: tuple[int, int]
) -> None:
    # Every reading has a clause and, where it is a decimal, a number of its own.
    clauses = [f"丙{place}" for place in range(8)]
    duty, schedule = _placed(duty, 0), _placed(schedule, 4)
    both = Wording("，".join(clauses[:4]), tuple(duty)), Wording("，".join(clauses[4:]), tuple(schedule))
    indicators, questions = of(*both, years)
    assert indicators
    told = repr([(one["targets"], one.get("reading")) for one in indicators]) + repr(questions)
    for reading in (*duty, *schedule):
        clause = clauses[reading.span[0] // 3 + (4 if reading in schedule else 0)]
        if reading.rule in ("milestones", "total", "annual", "floor", "ceiling", "growth", "change", "x"):
            assert clause in told or str(reading.value) in told


def _placed(readings: list[Reading], first: int) -> list[Reading]:
    return [
        replace(
            one,
            span=(place * 3, place * 3 + 2),
            value=Decimal(6110 + first + place) if isinstance(one.value, Decimal) else one.value,
        )
        for place, one in enumerate(readings)
    ]
