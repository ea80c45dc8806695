"""The matrices in the tree are the ones that were published: nothing left out, nothing reworded."""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise

import pytest

from chanfa_check.model import Indicator, Task
from chanfa_check.quantity.show import show_amount

from .cases import matrix, names

CIXI_ROWS = {1: 3, 2: 2, 3: 4, 4: 2, 5: 5, 6: 2, 7: 2, 8: 3, 9: 2, 10: 1, 11: 1, 12: 1, 13: 3, 14: 5, 15: 4, 16: 1}
CIXI_ROWS |= {17: 1, 18: 4, 19: 6, 20: 2, 21: 1, 22: 2}
# Of the published annex itself, read independently of matrix.yaml: a line a task, `id|duty|schedule|lead|partners`,
# partners joined by 、, blank cells continued, no line breaks inside a cell, no blanks at the ends of a line.
CIXI_SHA256 = "d8d17a9cc63a7f51e079263c4318004bc759e5cfa114964e1c0a91003a740ed7"
# Of the matrices drawn from press articles: how many tasks, and a line a task, `id|section|measure|duty|schedule|lead|
# partners`, taken when every part of every line had been found in the article itself, white space aside.
ARTICLES = {
    "beilun-2023": (10, "dbecea22b3422ee910f6c15b61bee51537ca9b25e14673d8262eb459ee411468"),
    "jiangbei": (24, "408d61ab7f2c8fc58bb88bf26d5098fe95f0eddaff4dd3887856900d3f7cbcbc"),
    "ningbo-2022": (9, "6666951ee7d07224de684ce02dadea2f8fbb183f12a1be3c5c0d8e36fa3ff748"),
    "ningbo-2023": (21, "bfa9d3055d36d4112d5d884c6dde4457c3c1a490ef086ab471f8ccd1699761b2"),
}
NOT_NAMED = "未注明"


@pytest.mark.parametrize("name", names())
def test_the_folder_is_called_as_the_matrix(name: str) -> None:
    assert matrix(name).id == name


def test_cixi_holds_all_57_tasks_in_order() -> None:
    wanted = [f"{measure}.{row}" for measure, rows in CIXI_ROWS.items() for row in range(1, rows + 1)]
    assert len(wanted) == 57
    assert [task.id for task in matrix("cixi-2019-2025").tasks] == wanted


def test_cixi_stands_verbatim() -> None:
    rows = [
        "|".join((task.id, task.duty, task.schedule, task.lead, "、".join(task.partners)))
        for task in matrix("cixi-2019-2025").tasks
    ]
    assert hashlib.sha256("\n".join(rows).encode()).hexdigest() == CIXI_SHA256


def test_cixi_s_sections_have_the_numbers_that_are_printed() -> None:
    cixi = matrix("cixi-2019-2025")
    assert list(cixi.sections) == list(dict.fromkeys(task.section for task in cixi.tasks))
    assert "".join(cixi.sections.values()) == "（一）（二）（三）（四）（四）（五）（六）"


@pytest.mark.parametrize("name", names())
def test_tasks_are_numbered_by_measure_and_row_without_gaps(name: str) -> None:
    numbers = [tuple(map(int, task.id.split("."))) for task in matrix(name).tasks]
    assert numbers[0] == (1, 1)
    jumps = [(one, two) for one, two in pairwise(numbers) if two not in ((one[0], one[1] + 1), (one[0] + 1, 1))]
    assert jumps == []


@pytest.mark.parametrize("name", names())
def test_indicators_are_lettered_within_their_task(name: str) -> None:
    for task in matrix(name).tasks:
        assert [one.id for one in task.indicators] == [f"{task.id}{letter}" for letter in "abcdefgh"][
            : len(task.indicators)
        ]


@pytest.mark.parametrize("name", ARTICLES)
def test_articles_stand_verbatim(name: str) -> None:
    rows = [
        "|".join((task.id, task.section, task.measure, task.duty, task.schedule, task.lead, "、".join(task.partners)))
        for task in matrix(name).tasks
    ]
    assert (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()) == ARTICLES[name]


@pytest.mark.parametrize("name", ARTICLES)
def test_articles_are_cited_task_by_task(name: str) -> None:
    assert "报道" in matrix(name).source or "《" in matrix(name).source
    assert [task.id for task in matrix(name).tasks if not task.note.startswith("报道")] == []


@pytest.mark.parametrize("name", ARTICLES)
def test_articles_hold_no_number_that_their_words_do_not_state(name: str) -> None:
    pairs = [(task, one) for task in matrix(name).tasks for one in task.indicators]
    invented = {one.id: unsaid for task, one in pairs if (unsaid := _unsaid(task, one))}
    assert invented == {}


@pytest.mark.parametrize("name", ARTICLES)
def test_every_number_of_an_article_is_explained(name: str) -> None:
    pairs = [(task, one) for task in matrix(name).tasks for one in task.indicators]
    assert [one.id for _, one in pairs if any(target.goals() for target in one.targets) and not one.reading] == []


def test_ningbo_2023_holds_every_number_that_the_article_plans() -> None:
    goals = {
        show_amount(goal, one.unit).replace(" ", "")
        for one in matrix("ningbo-2023").indicators().values()
        for target in one.targets
        for goal in target.goals()
    }
    wanted = "10家 100% 40家 1000家 10万人次 3.5万人 20万人次 8万人 5万人 100名 300名 4.3万套（间） 33所 2.5万个 4250个"
    assert goals == set(wanted.split())


def test_where_an_article_names_no_lead_none_is_named() -> None:
    assert {task.lead for task in matrix("ningbo-2023").tasks} == {NOT_NAMED}
    assert {task.lead for name in ARTICLES for task in matrix(name).tasks if task.lead != NOT_NAMED} == {
        "区产改联席会议办公室",
        "区总工会",
        "区卫健局",
        "区人社局",
        "市总工会",
    }


def _unsaid(task: Task, indicator: Indicator) -> list[str]:
    """The numbers that the indicator asks for and the task's words do not say; 全覆盖 says 100%."""
    said = set(re.findall(r"\d+(?:\.\d+)?", task.duty)) | ({"100"} if "全覆盖" in task.duty else set())
    goals = [f"{goal.normalize():f}" for target in indicator.targets for goal in target.goals()]
    return [goal for goal in goals if goal not in said]
