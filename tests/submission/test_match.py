"""Which task and indicator a row speaks of, and what is told of rows that say it badly."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chanfa_check.submission.wordings import squeeze, wordings

from .reading import EDUCATION, LABOUR, MATRIX, TASKS, duty, told

HEADER = ["任务编号", "重点任务", "指标", "单位", "完成值"]
EMERGENCY = "市应急管理局2020年6月"
FILL_IN = "请按任务责任分工表填写任务编号"
TWO = "任务 4.1 有 2 项指标（4.1a 建会率、4.1b 入会率），请一项一行，在“编号”或“指标”栏写明是哪一项"


def short(task: str) -> str:
    return f"{task}“{duty(task)[:24]}…”" if len(duty(task)) > 24 else f"{task}“{duty(task)}”"


@pytest.mark.parametrize(
    "number",
    [3.3, "3.3", " 3.3 ", "３．３", "任务3.3", "任务 3.3：", "3.3a", "3.3 A", "(3.3)", "（3.3）", "3.3、", "第3.3项"],
)
def test_ids(number: Any) -> None:
    assert told([HEADER, [number, None, None, "%", "37.5%"]]) == ["3.3a E2 37.5"]


@pytest.mark.parametrize("number", ["3.30", "3-3", "3。3", "03.03", dt.date(2020, 3, 3)])
def test_what_is_no_id(number: Any) -> None:
    told_ = f"task-unknown A2 分工表中没有编号为“{str(number)[:10]}”的任务。{FILL_IN}"
    assert told([HEADER, [number, None, None, "%", "37.5%"]]) == [told_]
    assert told([HEADER, [number, duty("3.3"), None, "%", "37.5%"]]) == ["3.3a E2 37.5"]


def test_numbers_that_excel_cuts_short() -> None:
    assert told([["编号", "进展情况"], [10.1, "做了"], [20.10, "做了"]], LABOUR)[0] == "10.1a B2 做了 “做了”"
    longer = replace(TASKS["3.4"], id="3.30", indicators=(replace(TASKS["3.4"].indicators[0], id="3.30a"),))
    matrix = replace(MATRIX, tasks=(TASKS["3.3"], longer))
    rows = [["编号", "重点任务", "完成值"], [3.30, None, "37.5%"], ["3.3", None, "37.5%"], [3.30, duty("3.4"), "96%"]]
    assert told(rows, matrix=matrix) == [
        "3.3a C3 37.5",
        "3.30a C4 96",
        f"task-unknown A2 分工表中没有编号为“3.3”的任务。{FILL_IN}",
    ]


def test_running_numbers_beside_duties() -> None:
    rows = [["序号", "重点任务", "完成值"], [1, duty("3.3"), "37.5%"], [2, duty("3.4"), "96%"], [3, None, "1%"]]
    assert told(rows) == ["3.3a C2 37.5", "3.4a C3 96", f"task-unknown A4 {FILL_IN}"]


@pytest.mark.parametrize(
    "text",
    [
        duty("3.3") + "。",
        duty("3.3").replace("在", "\n在"),
        duty("3.3").replace("产业工人", "产 业　工 人"),
        *(f"{number}{duty('3.3')}" for number in ("3.3 ", "3.", "1、", "（3）", "(一)", "①", "任务三：", "3.3")),
        f"3.{TASKS['3.3'].measure}\n{duty('3.3')}",
        TASKS["3.3"].indicators[0].name,
    ],
)
def test_wording_folded(text: str) -> None:
    assert told([["重点任务", "完成值"], [text, "37.5%"]]) == ["3.3a B2 37.5"]


def test_other_punctuation_and_width() -> None:
    rows = [["重点任务", "进展情况"], ['开展"法律进企业"法治宣传主题活动和"诚信守法企业"创建活动', "x"]]
    assert told(rows) == ["2.1a B2 - “x”"]
    rows = [["重点任务", "完成值"], ["新建１０家技能人才自主评价引领示范企业", "3家"]]
    assert told(rows, LABOUR) == ["7.2a B2 3"]


@pytest.mark.parametrize(
    "text", [duty("3.3")[:-1], duty("3.3").replace("增加", "曾加"), duty("3.3").replace("劳动模范", "劳模")]
)
def test_a_near_miss_is_only_suggested(text: str) -> None:
    suggestion = f"最接近的是 {short('3.3')}；如果就是它，请在编号栏写 3.3"
    assert told([["重点任务", "完成值"], [text, "37.5%"]]) == [f"task-unknown A2 {suggestion}"]
    assert told([["重点任务", "完成值"], [text, None]]) == [f"task-unknown A2 {suggestion}"]


@given(st.sampled_from(sorted(TASKS)), st.data())
def test_one_character_less_is_never_a_match(task: str, data: st.DataObject) -> None:
    wording = squeeze(duty(task))
    cut = data.draw(st.integers(0, len(wording) - 1))
    assert wording[:cut] + wording[cut + 1 :] not in wordings(MATRIX).duties


@given(st.sampled_from(sorted(TASKS)), st.text(" \u3000\n\r\t，。、；：“”‘’（）()·—-…,.;:!?", max_size=6), st.data())
def test_marks_and_spaces_anywhere_change_nothing(task: str, marks: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(duty(task))))
    assert squeeze(duty(task)[:cut] + marks + duty(task)[cut:]) == squeeze(duty(task))


def test_id_and_wording_of_two_tasks() -> None:
    said = f"编号为 3.4，这一行写的却还有 {short('3.3')}。请核对后改为一致"
    assert told([HEADER, ["3.4", duty("3.3"), None, "%", "37.5%"]]) == [f"task-contradicts A2 {said}"]
    assert told([HEADER, ["3.4", duty("3.3")[:-1], None, "%", "37.5%"]]) == [f"task-contradicts A2 {said}"]
    said = f"编号为 3.3，这一行写的却还有 {short('4.1')}。请核对后改为一致"
    assert told([HEADER, ["3.3", duty("3.3"), "建会率", "%", "96%"]]) == [f"task-contradicts A2 {said}"]
    assert told([HEADER, ["3.4", "职代会建制", "占比", "%", "96%"]]) == ["3.4a E2 96"]


FOUR = ["4.1", duty("4.1"), "建会率", "%", "96%"]


@pytest.mark.parametrize(
    ("rows", "merged"),
    [
        ([FOUR, [None, None, "入会率", "%", "95%"]], []),
        ([FOUR, [None, None, "入会率", "%", "95%"]], ["A2:A3", "B2:B3"]),
        ([["4.1a", None, None, None, "96%"], ["4.1b", None, None, None, "95%"]], []),
        ([[None, "建会率", None, None, "96%"], [None, "入会率", None, None, "95%"]], []),
        ([[None, None, "建会率", None, "96%"], [None, None, "（2）入会率", None, "95%"]], []),
    ],
)
def test_a_row_for_each_indicator(rows: list[list[Any]], merged: list[str]) -> None:
    assert told([HEADER, *rows], merged=merged) == ["4.1a E2 96", "4.1b E3 95"]


def test_by_unit_alone() -> None:
    rows = [HEADER, ["11.1", duty("11.1"), None, "万元", "50"], [None, None, None, "%", "60%"]]
    assert told(rows, merged=["A2:A3", "B2:B3"]) == ["11.1a E2 50", "11.1b E3 60"]
    rows = [HEADER, ["5.3", duty("5.3"), None, "阶段", "已启动"], ["5.3", None, None, "%", "45%"]]
    assert told(rows, EDUCATION) == ["5.3a E2 启动", "5.3b E3 45"]


def test_a_misspelt_indicator() -> None:
    said = f"指标“入会律”不是任务 4.1 的指标。是否为“入会率”？{TWO}"
    assert told([HEADER, FOUR, [None, None, "入会律", "%", "95%"]]) == ["4.1a E2 96", f"indicator-unclear C3 {said}"]


@pytest.mark.parametrize(
    "row",
    [
        ["4.1", duty("4.1"), None, None, "建会率96%，入会率95%", None],
        ["4.1", duty("4.1"), None, "%", "96%", None],
        ["4.1", duty("4.1"), None, None, None, "建会率96%，入会率95%"],
    ],
)
def test_one_row_for_several_indicators(row: list[Any]) -> None:
    assert told([[*HEADER, "完成情况说明"], row]) == [f"indicator-unclear A2 {TWO}"]


def test_an_empty_row_leaves_every_indicator_empty_where_it_stands() -> None:
    assert told([HEADER, ["4.1", duty("4.1"), None, None, None]]) == ["4.1a E2 -", "4.1b E2 -"]


def test_a_further_row_is_no_second_value() -> None:
    one = "任务 3.3 有 1 项指标（3.3a 产业工人在劳模等评选中的名额比例），请一项一行，在“编号”或“指标”栏写明是哪一项"
    rows = [HEADER, ["3.3", duty("3.3"), "名额比例", "%", "37.5%"], [None, None, "其中：技师", "%", "10%"]]
    assert told(rows) == ["3.3a E2 37.5", f"indicator-unclear C3 指标“其中：技师”不是任务 3.3 的指标。{one}"]


def test_rows_below_an_unknown_task_are_not_the_last_known_ones() -> None:
    rows = [HEADER, FOUR, [None, "不认识的任务", None, "%", "1%"], [None, None, "某率", "%", "95%"]]
    assert told(rows) == ["4.1a E2 96", f"task-unknown B3 {FILL_IN}", f"task-unknown C4 {FILL_IN}"]


def test_this_year_and_total() -> None:
    names = ["任务编号", "重点任务", "本年完成", "累计完成"]
    row = ["19.3", duty("19.3"), "0.4万人", "1.2万人"]
    assert told([names, row], EMERGENCY) == ["19.3a C2 4000", "19.3b D2 12000"]
    assert told([["编号", "1-6月完成数", "累计完成数"], ["19.3", 4000, 12000]], EMERGENCY) == [
        "19.3a B2 4000",
        "19.3b C2 12000",
    ]
    assert told([names, ["19.3", duty("19.3"), 4000, None]], EMERGENCY) == ["19.3a C2 4000"]
    assert told([names, ["19.3", duty("19.3"), None, None]], EMERGENCY) == ["19.3a C2 -", "19.3b C2 -"]
    assert told([["编号", "本年完成"], ["19.3b", 4000]], EMERGENCY) == ["19.3b B2 !column-ambiguous"]
    both = "任务 19.3 有 2 项指标（19.3a 当年“三项岗位”人员安全技能培训、19.3b 累计“三项岗位”人员安全技能培训）"
    unclear = f"indicator-unclear A2 {both}，请一项一行，在“编号”或“指标”栏写明是哪一项"
    assert told([["编号", "本期完成", "累计完成"], ["19.3", 4000, 12000]], EMERGENCY) == [unclear]
    assert told([["编号", "6月完成数", "累计完成数"], ["19.3", 4000, 12000]], EMERGENCY) == [unclear]
    assert told([["编号", "本期完成", "累计完成"], ["19.3a", 4000, 12000], ["19.3b", 1, 12000]], EMERGENCY) == [
        "19.3a C2 !column-ambiguous",
        "19.3b C3 12000",
    ]


def test_partners_and_strangers() -> None:
    rows = [
        ["编号", "重点任务", "完成值", "配合情况"],
        ["1.1", duty("1.1"), "40%", "做了"],
        ["19.3", duty("19.3"), "8000人", None],
        ["6.1", duty("6.1"), None, "协助选址"],
        ["5.2", duty("5.2"), None, "x"],
    ]
    assert told(rows) == [
        "1.1a C2 40 “做了”",
        "19.3(partner) C3 - “8000人”",
        "6.1(partner) D4 - “协助选址”",
        "task-foreign A5 任务 5.2 由市教育局牵头，市总工会既不牵头也不配合；请确认是否填错编号",
    ]


def test_a_wording_is_compared_whole_where_it_can_be_one_and_by_its_beginning_where_it_cannot() -> None:
    known = wordings(MATRIX)
    long = "、" * 30_000 + duty("3.3")
    assert squeeze(long) == squeeze(duty("3.3"))
    assert told([HEADER, [None, long, None, "%", "37.5%"]]) == ["3.3a E2 37.5"]
    assert len(squeeze("培训" * 15_000)) > max(map(len, known.duties)) * 5
    assert squeeze(duty("3.3") + "培训" * 15_000) not in known.duties


def test_a_long_name_is_quoted_by_its_beginning() -> None:
    (found,) = told([HEADER, ["4.1", None, "企" * 30_000, "%", "37.5%"]])
    assert found == f"indicator-unclear C2 指标“{'企' * 200}…”不是任务 4.1 的指标。{TWO}"
