"""Each kind of requirement in its own sentences, exactly."""

from __future__ import annotations

import re

import pytest

from chanfa_check.matrix import library
from chanfa_check.matrix.load import load_matrix
from chanfa_check.model import Matrix
from chanfa_check.output.review import plain_words
from chanfa_check.output.review.plain import SENTENCES
from chanfa_check.quantity.unit import plain
from chanfa_check.rules import KINDS
from tests.output.review.made import one_target

LINE = "其间按月直线推算进度。"
UNKNOWN = "起点不明，第一个要求到期之前不设进度。"
PACELESS = ("id: some-city", "id: some-city\npace: none")
STEPWISE = ("id: some-city", "id: some-city\npace: step")


def said(matrix: Matrix) -> tuple[str, ...]:
    ((indicator,),) = (task.indicators for task in matrix.tasks)
    (target,) = indicator.targets
    return plain_words(target, indicator, matrix)


def test_every_kind_has_its_sentences() -> None:
    assert set(SENTENCES) == set(KINDS)


@pytest.mark.parametrize(
    ("unit", "target", "sentences"),
    [
        (
            "%",
            "{rule: milestones, by: {2019: 20%, 2020: 35%, 2025: 100%}}",
            ("2019年12月31日前：不低于20%；2020年12月31日前：不低于35%；2025年12月31日前：100%。", LINE, UNKNOWN),
        ),
        (
            "%",
            "{rule: milestones, by: {2020: 90%, 2021-2025: 100%}, base: {2018: 12%}}",
            (
                "2020年12月31日前：不低于90%；2021年至2025年每年12月31日前：100%。",
                "从2018年12月31日的12%起，按月直线推算进度。",
            ),
        ),
        (
            "倍",
            '{rule: milestones, by: {2025: ">1.2倍"}, pace: none}',
            ("2025年12月31日前：高于1.2倍（不含1.2倍）。", "到期之前不设进度。"),
        ),
        (
            "家",
            "{rule: milestones, by: {2020-06: 30家, 2020-09-15: 31家}, pace: step}",
            (
                "2020年6月30日前：不低于30家；2020年9月15日前：不低于31家。",
                "其间以上一个数为进度，不逐月提高。",
                UNKNOWN,
            ),
        ),
        (
            "%",
            '{rule: milestones, by: {2025: "<5%"}}',
            ("2025年12月31日前：低于5%（不含5%）。", "起点不明，到期之前不设进度。"),
        ),
        (
            "人",
            "{rule: annual, value: 100人}",
            ("2019年至2025年，每年1月至12月不低于100人，从年初的零算起。", "年内按月直线推算进度。"),
        ),
        (
            "家",
            "{rule: annual, value: 1-2家, from: 2020, to: 2020, pace: none}",
            ("2020年1月至12月1—2家（达到1家即达标，超过2家也达标），从年初的零算起。", "年内不设进度。"),
        ),
        ("%", "{rule: floor, value: 95%}", ("2019年至2025年，任何时候都不低于95%。",)),
        ("%", '{rule: floor, value: ">60%", from: 2021}', ("2021年至2025年，任何时候都高于60%（不含60%）。",)),
        ("%", "{rule: floor, value: 100%}", ("2019年至2025年，任何时候都不低于100%。",)),
        ("个月", "{rule: ceiling, value: 36个月}", ("2019年至2025年，任何时候都不超过36个月。",)),
        ("天", '{rule: ceiling, value: "<15天", from: 2025}', ("2025年，任何时候都低于15天（不含15天）。",)),
        (
            "%",
            "{rule: growth, from: 2020, rate: 6%, cap: 50%, base: 35%}",
            (
                "2020年至2025年，每年12月31日前不低于上年实际值的1.06倍（递增6%，不是加6个百分点），以50%为限。",
                "年内各月都按全年要求衡量。",
                "没有上年实际值的，逐年推算为：2020年37.1%、2021年约39.33%、2022年约41.69%、2023年约44.19%、"
                "2024年约46.84%、2025年约49.65%。",
            ),
        ),
        (
            "人",
            "{rule: growth, rate: 0.5%, to: 2019}",
            (
                "2019年12月31日前不低于上年实际值的1.005倍（递增0.5%）。",
                "年内各月都按全年要求衡量。",
                "没有上年实际值的，无法提出要求。",
            ),
        ),
        (
            "%",
            "{rule: rising}",
            (
                "2019年至2025年，每年12月31日的值高于上年值（与上年持平不算）；已达到100%的，保持100%即可。",
                "年内不低于上年值为进度正常。",
                "2018年的基数没有给出，以报表的上年值为准。",
            ),
        ),
        (
            "人",
            "{rule: rising, from: 2020, to: 2022, base: 300人}",
            (
                "2020年至2022年，每年12月31日的值高于上年值（与上年持平不算）。",
                "年内不低于上年值为进度正常。",
                "2020年没有上年值的，与2019年的300人比较。",
            ),
        ),
        (
            "名",
            "{rule: total, by: {2025: 150名}, start: 0名}",
            ("2025年12月31日前：累计不低于150名。", "从2019年年初的0名起，按月直线推算进度。"),
        ),
        (
            "人",
            "{rule: total, by: {2022: 1.2万人, 2025: 5.6万人}}",
            (
                "2022年12月31日前：累计不低于12000人（1.2万人）；2025年12月31日前：累计不低于56000人（5.6万人）。",
                LINE,
                UNKNOWN,
            ),
        ),
        (
            "阶段",
            "{rule: stage, stages: [启动, {制定方案: [方案已制定, 方案已印发]}, 常态化推进], "
            "by: {2019: 启动, 2020-06: 制定方案}}",
            (
                "步骤依次为：启动、制定方案、常态化推进。2019年12月31日前进到“启动”；2020年6月30日前进到“制定方案”。",
                "“常态化推进”没有期限，不作到期要求。",
                "“制定方案”也可填作：方案已制定、方案已印发。",
            ),
        ),
        ("日期", "{rule: event, every: 1年}", ("2019年至2025年，每年至少举办一次。",)),
        (
            "日期",
            "{rule: event, every: 12个月, before: 05-01, from: 2021}",
            ("2021年至2025年，每年5月1日之前（不含当日）至少举办一次。",),
        ),
        (
            "日期",
            "{rule: event, every: 2年}",
            (
                "从2019年1月1日起，每2年为一轮，每轮至少举办一次。",
                "各轮为：2019—2020年、2021—2022年、2023—2024年。",
                "最后一轮到2025年年底未满2年，不作要求。",
            ),
        ),
        (
            "日期",
            "{rule: event, every: 2年, before: 10-01, from: 2022}",
            (
                "从2022年1月1日起，每2年为一轮，每轮最后一年的10月1日之前（不含当日）至少举办一次。",
                "各轮为：2022—2023年、2024—2025年。",
            ),
        ),
        ("日期", "{rule: event, every: 3个月}", ("从2019年1月1日起，每3个月为一轮，每轮至少举办一次。",)),
        (
            "日期",
            "{rule: event, every: 18个月, from: 2023}",
            (
                "从2023年1月1日起，每18个月为一轮，每轮至少举办一次。",
                "各轮为：2023年1月—2024年6月、2024年7月—2025年12月。",
            ),
        ),
        (
            "日期",
            "{rule: event, every: 8年}",
            ("从2019年1月1日起，每8年为一轮，每轮至少举办一次。", "最后一轮到2025年年底未满8年，不作要求。"),
        ),
        ("文字", "{rule: ongoing}", ("没有数字要求。每次报送都要写进展情况，由人判断。",)),
    ],
)
def test_sentences(unit: str, target: str, sentences: tuple[str, ...]) -> None:
    assert said(one_target(unit, target)) == sentences


def test_the_matrix_s_own_pace_holds_where_a_target_has_none() -> None:
    target = "{rule: milestones, by: {2019: 20%, 2020: 35%}}"
    assert said(one_target("%", target, PACELESS))[1:] == ("到期之前不设进度。",)
    assert said(one_target("%", target, STEPWISE))[1:] == ("其间以上一个数为进度，不逐月提高。", UNKNOWN)
    assert said(one_target("人", "{rule: annual, value: 5人}", STEPWISE))[1:] == ("年内不设进度。",)
    total = "{rule: total, by: {2025: 9人}, start: 1人, pace: step}"
    assert said(one_target("人", total))[1:] == ("从2019年年初的1人起，以上一个数为进度，不逐月提高。",)


def test_all_of_it_is_called_what_the_schedule_calls_it() -> None:
    target = "{rule: milestones, by: {2025: 100%}}"
    for schedule, shown in (("2025年全覆盖", "（全覆盖）"), ("全部完成", "（全部）"), ("达到100%", "")):
        matrix = one_target("%", target, ("schedule: 四", f"schedule: {schedule}"))
        assert said(matrix)[0] == f"2025年12月31日前：100%{shown}。"


def test_a_percentage_that_can_pass_a_hundred_is_not_all_of_it() -> None:
    edit = ("        name: 五", "        name: 五\n        share: false")
    assert said(one_target("%", "{rule: floor, value: 100%}", edit)) == ("2019年至2025年，任何时候都不低于100%。",)


def test_growth_goes_on_from_the_same_indicator_s_milestone() -> None:
    matrix = load_matrix(library.known()["cixi-2019-2025"])
    indicator = matrix.indicators()["3.3a"]
    assert plain_words(indicator.targets[1], indicator, matrix)[-1].startswith(
        "没有上年实际值的，逐年推算为：2020年37.1%、"
    )


def test_a_mean_names_its_items() -> None:
    matrix = load_matrix(library.known()["cixi-2019-2025"])
    indicator = matrix.indicators()["5.4h"]
    (target,) = indicator.targets
    assert plain_words(target, indicator, matrix) == (
        "7项平均完成率：2019年12月31日前：不低于50%；2020年12月31日前：不低于70%；2025年12月31日前：100%（全部）。",
        "7项为：5.4a职业教育集团、5.4b品牌职业院校、5.4c品牌专业、5.4d优势特色专业、5.4e现代学徒试点项目、"
        "5.4f校企合作优秀企业基地、5.4g紧缺专业人才培养标准。每项完成率按已完成数除以最终应完成数计，最高100%，"
        "一项超额不抵另一项欠缺。",
        LINE,
        UNKNOWN,
    )


def test_a_kind_without_sentences_is_shown_by_its_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(SENTENCES, "milestones")
    matrix = one_target("%", "{rule: milestones, by: {2019: 20%, 2020: 35%}}")
    assert said(matrix) == ("分年目标（milestones）：2019年：不低于 20%；2020年：不低于 35%。",)


@pytest.mark.parametrize("name", library.known())
def test_every_number_and_every_year_of_a_target_is_said(name: str) -> None:
    matrix = load_matrix(library.known()[name])
    for indicator in matrix.indicators().values():
        for target in indicator.targets:
            text = "".join(plain_words(target, indicator, matrix))
            assert text.endswith("。")
            assert all(plain(goal) + indicator.unit in text for goal in target.goals())
            said_years = {int(year) for year in re.findall(r"(\d{4})年", text)}
            for first, last in re.findall(r"(\d{4})年至(\d{4})年", text):
                said_years |= set(range(int(first), int(last) + 1))
            assert {day.year for day in target.due_dates()} | set(target.named_years()) <= said_years
