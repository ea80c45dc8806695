"""What a report's words claim, step by step; the manual is in the rule's own text."""

from __future__ import annotations

import datetime as dt

import pytest

from chanfa_check.model import Due
from chanfa_check.rules.stage import Rule

DAY = dt.date(2020, 6, 30)
END = dt.date(2020, 12, 31)


def rule(*stages: str, **words: tuple[str, ...]) -> Rule:
    named = {step: words.get(step, ()) for step in stages}
    return Rule(stages=named, by={Due(END, END): stages[-1]})


UNDER_WAY = ["正在推进", "推进中", "正在实施", "实施中", "进行中", "有序推进", "稳步推进", "已正在进行"]


@pytest.mark.parametrize("words", UNDER_WAY)
@pytest.mark.parametrize("first", ["启动", "启动实施", "启动建设", "开始", "推进中"])
def test_work_under_way_has_begun(first: str, words: str) -> None:
    assert rule(first, "完成").recognise(words, DAY) == first


@pytest.mark.parametrize("words", UNDER_WAY)
@pytest.mark.parametrize("first", ["出台", "制定方案", "完成", "建成", "开工", "试行", "立项", "实施", "开展"])
def test_work_under_way_has_not_come_to_a_first_step_of_another_kind(first: str, words: str) -> None:
    assert rule(first).recognise(words, DAY) is None
    assert rule(first, "启动").recognise(words, DAY) is None
    assert rule(first, "完成", **{first: (f"{first}完毕",)}).recognise(words, DAY) is None


def test_what_the_matrix_itself_lists_as_the_first_step_counts() -> None:
    assert rule("起草", "出台", 起草=("启动", "在起草")).recognise("正在推进", DAY) == "起草"
    assert rule("起草", "出台", 起草=("正在推进",)).recognise("正在推进", DAY) == "起草"
    assert rule("起草", "出台", 起草=("正在推进",)).recognise("推进中", DAY) == "起草"


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("已出台", "出台"),
        ("未启动", ""),
        ("尚未实施", ""),
        ("即将出台", None),
        ("已启动", None),
        ("正在推进，已出台", "出台"),
    ],
)
def test_a_single_step_is_claimed_by_its_name_only(words: str, step: str | None) -> None:
    assert rule("出台").recognise(words, DAY) == step
