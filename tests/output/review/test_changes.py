"""What a new version of a matrix changed: all of it, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from chanfa_check.matrix import library
from chanfa_check.matrix.load import load_matrix
from chanfa_check.model import Bound, Matrix, Op
from chanfa_check.output.review import Revision, Turn, changes
from tests.output.review.made import TEMPLATE, matrix_of

OLD = matrix_of(TEMPLATE)
TASK = """
  - id: "2.3"
    section: 技能提升
    measure: 加强技能培训
    duty: 举办技能大赛
    schedule: 每年举办
    lead: 团市委
    partners: []
    indicators:
      - {id: 2.3a, name: 技能大赛举办日期, unit: 日期, targets: [{rule: event, every: 1年}]}
"""


def said(new: Matrix, old: Matrix = OLD) -> list[tuple[str, str]]:
    """Task and text of every difference, with its turn."""
    return [(one.task, f"{one.turn.value} {one.text}") for one in changes(new, old)]


def edited(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return said(matrix_of(TEMPLATE, *edits))


@pytest.mark.parametrize("name", library.known())
def test_a_matrix_does_not_differ_from_itself(name: str) -> None:
    matrix = load_matrix(library.known()[name])
    assert changes(matrix, load_matrix(library.known()[name])) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('version: "1"', 'version: "2"', [("", "修改 版本：2；原为：1")]),
        ("    lead: 市委组织部", "    lead: 市总工会", [("1.1", "修改 牵头单位：市总工会；原为：市委组织部")]),
        ("partners: [各群团组织]", "partners: []", [("1.1", "修改 配合单位：无；原为：各群团组织")]),
        (
            "partners: [市人力社保局, 团市委]",
            "partners: [团市委, 市人力社保局]",
            [("1.2", "修改 配合单位：团市委、市人力社保局；原为：市人力社保局、团市委")],
        ),
        (
            "schedule: 2021年启动",
            "schedule: 2021年年底启动",
            [
                (
                    "2.2",
                    "修改 时间进度：2021年年底启动，2022年6月制定办法，常态化推进；"
                    "原为：2021年启动，2022年6月制定办法，常态化推进",
                )
            ],
        ),
        ("    inherited: []  ", "    inherited: [lead]", [("1.1", "修改 沿用上一行：牵头单位；原为：无")]),
        (
            "duty: 制定技能等级评价办法，",
            "duty: 制定评价办法，",
            [("2.2", "修改 重点任务：制定评价办法，宣传先进典型；原为：制定技能等级评价办法，宣传先进典型")],
        ),
        ("{yellow: 0, red: 30}", "{yellow: 5, red: 30}", [("", "修改 进度灯：黄灯 5，红灯 30；原为：黄灯 0，红灯 30")]),
        (
            "{every: month, due_day: 5}",
            "{every: quarter, due_day: 10}",
            [("", "修改 报送时间：多久一报 每季度，几日截止 10；原为：多久一报 每月，几日截止 5")],
        ),
        (
            "{aliases: [市总, 总工会]}",
            "{aliases: [市总]}",
            [("", "修改 单位“市总工会”：别名 市总；原为：别名 市总、总工会")],
        ),
        ("  团市委: {}\n", "  团市委: {}\n  市财政局: {}\n", [("", "新增 单位“市财政局”：无")]),
        ("  - 本表是样例", "  - 另一条。\n  - 本表是样例", [("", "新增 说明：另一条。")]),
        ('  预期性: ["1.2"]\n', "", [("", "删除 任务分类“预期性”，原为：1.2")]),
        (
            "value: 95%, from: 2021",
            "value: 96%, from: 2021",
            [
                (
                    "1.2",
                    "修改 指标 1.2a 的要求：2021年至2025年，任何时候都不低于96%；"
                    "原为：2021年至2025年，任何时候都不低于95%。",
                )
            ],
        ),
        (
            "value: 95%, from: 2021",
            'value: ">=95%", from: 2021',
            [("1.2", "修改 指标 1.2a 的要求：写法有改动，读出的与原来相同，请对照分工表文件")],
        ),
        (
            "          - {rule: rising, from: 2021, to: 2025, base: 30%}\n",
            "",
            [
                (
                    "1.2",
                    "删除 指标 1.2c 的要求，原为：2021年至2025年，每年12月31日的值高于上年值（与上年持平不算）；"
                    "已达到100%的，保持100%即可。年内不低于上年值为进度正常。2021年没有上年值的，与2020年的30%比较。",
                )
            ],
        ),
        (
            "          - {rule: ongoing}",
            "          - {rule: ongoing}\n"
            "      - {id: 2.2c, name: 典型, unit: 个, targets: [{rule: floor, value: 3个}]}",
            [("2.2", "新增 指标 2.2c 典型：2021年至2025年，任何时候都不低于3个。")],
        ),
        (
            "        name: 建会率\n",
            "        name: 组建率\n",
            [("1.2", "修改 指标 1.2a 的指标名称：组建率；原为：建会率")],
        ),
        (
            "        name: 建会率\n",
            "        name: 建会率\n        share: false\n",
            [("1.2", "修改 指标 1.2a 的以100%为限：否；原为：是")],
        ),
        ("      - id: 1.2a", "      - id: 1.2z", [("1.2", "修改 指标 1.2z 的指标编号：1.2z；原为：1.2a")]),
    ],
)
def test_one_change(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert edited((old, new)) == expected


def test_years_show_in_the_matrix_and_in_every_task_whose_targets_run_to_their_end() -> None:
    found = edited(("years: [2021, 2025]", "years: [2021, 2026]"))
    assert found[0] == ("", "修改 年份：2021—2026；原为：2021—2025")
    assert {task for task, _ in found[1:]} == {"1.1", "1.2"}


def test_a_task_is_added_and_removed() -> None:
    new = matrix_of(TEMPLATE + TASK)
    assert said(new) == [("2.3", "新增 任务：举办技能大赛")]
    assert said(OLD, new) == [("2.3", "删除 任务，原为：举办技能大赛")]


def test_a_task_that_moved_is_found_by_its_duty() -> None:
    """One that was put in before it shifts the numbers; only that is new."""
    text = TEMPLATE.replace('id: "2.2"', 'id: "2.3"').replace("id: 2.2", "id: 2.3")
    start = text.index('  - id: "2.3"')
    text = text[:start] + TASK.replace("2.3", "2.2") + text[start:]
    assert said(matrix_of(text)) == [
        ("2.2", "新增 任务：举办技能大赛"),
        ("2.3", "修改 任务编号：2.3；原为：2.2"),
        ("2.3", "修改 指标 2.3a 的指标编号：2.3a；原为：2.2a"),
        ("2.3", "修改 指标 2.3b 的指标编号：2.3b；原为：2.2b"),
    ]


def test_the_same_duty_twice_is_told_apart_by_number() -> None:
    twice = matrix_of(TEMPLATE + TASK + TASK.replace("2.3", "2.4"))
    assert changes(twice, twice) == ()
    assert [(one.turn, one.task) for one in changes(matrix_of(TEMPLATE + TASK), twice)] == [(Turn.REMOVED, "2.4")]


def test_a_new_operator_of_the_same_number_is_a_change() -> None:
    target = replace(OLD.indicators()["1.2a"].targets[0], value=Bound(Op.ABOVE, Decimal(95)))
    task = OLD.tasks[1]
    indicator = replace(task.indicators[0], targets=(target,))
    new = replace(
        OLD, tasks=(OLD.tasks[0], replace(task, indicators=(indicator, *task.indicators[1:])), *OLD.tasks[2:])
    )
    assert changes(new, OLD) == (
        Revision(
            turn=Turn.CHANGED,
            task="1.2",
            what="指标 1.2a 的要求",
            now="2021年至2025年，任何时候都高于95%（不含95%）。",
            was="2021年至2025年，任何时候都不低于95%。",
        ),
    )
