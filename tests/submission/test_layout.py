"""Where the table is, what its columns are called, which rows are tasks, and where each cell stands in Excel."""

from __future__ import annotations

from typing import Any

import pytest

from chanfa_check.submission import layout
from chanfa_check.submission.headers import NAMES, Column, header_column, header_unit
from chanfa_check.submission.workbook import Cell, Workbook
from chanfa_check.submission.workbook.grid import build
from chanfa_check.submission.workbook.model import Area
from tests.builders import Page

from .reading import LABOUR, UNION, duty, lines, read, told

HEADER = ["任务编号", "重点任务", "单位", "完成值", "完成情况说明"]
ROW = ["3.3", duty("3.3"), "%", "37.5%", "好"]
NEXT = ["3.4", duty("3.4"), "%", "96%", "好"]
READ, READ_NEXT = "37.5 “好”", "96 “好”"


@pytest.mark.parametrize("above", range(10))
def test_a_header_below_titles(above: int) -> None:
    assert told([*[["标题"]] * above, HEADER, ROW]) == [f"3.3a D{above + 2} {READ}"]


def test_on_another_sheet_and_never_a_hidden_one() -> None:
    cover = Page(rows=[["填报说明"], ["请认真填写"]], name="封面")
    old = Page(rows=[HEADER, ["3.3", duty("3.3"), "%", "30%", "旧"]], name="旧", hidden=True)
    assert lines(read(cover, old, Page(rows=[HEADER, ROW], name="表"))) == [f"3.3a D2 {READ}"]
    assert lines(read(cover, Page(rows=[HEADER, ROW], name="表", hidden=True))) == [f"3.3a D2 {READ}"]


def test_two_tables_in_one_sheet() -> None:
    partners = ["任务编号", "重点任务", "配合情况"]
    rows = [["一、牵头任务"], HEADER, ROW, [], ["二、配合任务"], partners, ["1.1", duty("1.1"), "已协助"]]
    assert told(rows) == [f"3.3a D3 {READ}", "1.1a C7 - “已协助”"]


def test_a_header_again_on_the_next_page_swallows_no_row() -> None:
    assert told([HEADER, ROW, HEADER, NEXT]) == [f"3.3a D2 {READ}", f"3.4a D4 {READ_NEXT}"]
    two = [["编号", "重点任务", "完成情况", None, "说明"], [None, None, "本期", "累计", None]]
    rows = [*two, ["3.3", duty("3.3"), None, "37.5%", "好"], *two, ["3.4", duty("3.4"), None, "96%", "好"]]
    merged = ["A1:A2", "B1:B2", "C1:D1", "E1:E2", "A4:A5", "B4:B5", "C4:D4", "E4:E5"]
    assert told(rows, merged=merged) == [f"3.3a D3 {READ}", f"3.4a D6 {READ_NEXT}"]


@pytest.mark.parametrize(
    ("upper", "lower", "row", "read_as"),
    [
        (["完成情况", None], ["本年", "累计"], [1, 20], ["15.1a C3 1", "15.1b D3 20"]),
        (["完成情况", None], ["本年完成", "累计完成"], [1, 20], ["15.1a C3 1", "15.1b D3 20"]),
        (["1-6月完成", "累计完成"], [None, None], [1, 20], ["15.1b D3 20"]),
    ],
)
def test_two_rows_of_headers(upper: list[Any], lower: list[Any], row: list[Any], read_as: list[str]) -> None:
    rows = [["编号", "重点任务", *upper], [None, None, *lower], ["15.1", duty("15.1"), *row]]
    merged = ["A1:A2", "B1:B2", *(["C1:D1"] if upper[1] is None else ["C1:C2", "D1:D2"])]
    if lower[0] is None:
        rows[2][0] = "15.1b"
    assert told(rows, LABOUR, merged=merged) == read_as


@pytest.mark.parametrize(
    ("upper", "lower", "row", "read_as"),
    [
        (["完成值", None, None], ["数值", "分子", "分母"], ["37.5%", 75, 200], "3.3a C3 37.5 75/200"),
        (["完成情况", None, None], ["分子", "分母", "占比"], [75, 200, "37.5%"], "3.3a E3 37.5 75/200"),
        (["上年", "本年", "备注"], ["完成值", "完成值", None], ["35%", "37.5%", "x"], "3.3a D3 37.5 上年35"),
        (["2019年", "2020年", "备注"], ["完成值", "完成值", None], ["35%", "37.5%", "x"], "3.3a D3 37.5 上年35"),
        (["2020年", None, None], ["目标", "完成", "备注"], ["35%", "37.5%", "x"], "3.3a D3 37.5"),
        (["上年同期", "本期", None], ["数值", "数值", "分子"], ["35%", "37.5%", None], "3.3a D3 37.5 上年35"),
    ],
)
def test_groups_of_columns(upper: list[Any], lower: list[Any], row: list[Any], read_as: str) -> None:
    rows = [["编号", "重点任务", *upper], [None, None, *lower], ["3.3", duty("3.3"), *row]]
    first = next((index for index in range(3) if upper[index] and upper[index + 1 : index + 2] == [None]), None)
    last = 2 if first is not None else 0
    merged = ["A1:A2", "B1:B2", *([f"{'CDE'[first]}1:{'CDE'[last]}1"] if first is not None else [])]
    assert told(rows, merged=merged) == [read_as]


def test_years_side_by_side_in_one_row() -> None:
    assert told([["编号", "2019年完成值", "2020年完成值"], ["3.3", "35%", "37.5%"]]) == ["3.3a C2 37.5 上年35"]
    assert told([["编号", "2020年目标", "2020年完成值"], ["3.3", "35%", "37.5%"]]) == ["3.3a C2 37.5"]


def test_two_columns_of_one_name_are_ambiguous_where_they_differ() -> None:
    rows = [["编号", "5月完成值", "6月完成值"], ["3.4", "96%", "97%"], ["3.3", "37.5%", "37.5%"], ["2.1", None, "60%"]]
    submission = read(Page(rows=rows))
    assert lines(submission) == ["3.4a B2 !column-ambiguous", "3.3a B3 37.5", "2.1a C4 60"]
    fault = submission.observations[0].fault
    assert fault is not None
    assert fault.message == (
        "有 2 栏都是完成值，数不一样（B2 为“96%”，C2 为“97%”），看不出以哪一栏为准。请只留一栏，或写明各栏的时间"
    )


def test_a_measure_beside_the_duty_hides_neither() -> None:
    rows = [
        ["序号", "任务编号", "重点任务", "工作内容", "完成值"],
        [1, None, "健全保证产业工人主人翁地位的制度安排", duty("3.3"), "37.5%"],
        [2, "3.4", None, None, "96%"],
    ]
    assert told(rows) == ["3.3a E2 37.5", "3.4a E3 96"]


@pytest.mark.parametrize(("column", "name"), [(column, name) for column, names in NAMES.items() for name in names])
def test_every_listed_name(column: Column, name: str) -> None:
    assert header_column(name) is column
    assert header_column(f" {' '.join(name)}： ") is column
    assert header_column(name.replace("情", "情\n")) is column


@pytest.mark.parametrize(
    ("name", "column", "unit"),
    [
        ("完成值（%）", Column.VALUE, "%"),
        ("投入（万元）", Column.VALUE, "万元"),
        ("*完成值", Column.VALUE, ""),
        ("2020年6月完成情况", Column.PROGRESS, ""),
        ("2020年1—6月完成值", Column.VALUE, ""),
        ("截至6月底累计完成", Column.TOTAL, ""),
        ("截至2020年6月30日完成值", Column.VALUE, ""),
        ("1-6月累计", Column.THIS_YEAR, ""),
        ("本年累计完成数", Column.THIS_YEAR, ""),
        ("今年以来完成", Column.THIS_YEAR, ""),
        ("本季度完成", Column.THIS_PERIOD, ""),
        ("第二季度完成情况", Column.PROGRESS, ""),
        ("累计完成（人）", Column.TOTAL, "人"),
        ("上年同期数", Column.LAST_YEAR, ""),
        ("上年完成情况", Column.LAST_YEAR, ""),
        ("上年度实际完成值", Column.LAST_YEAR, ""),
        ("上年（2019年）", Column.LAST_YEAR, ""),
        ("No.", Column.TASK, ""),
        ("2020年目标", Column.OTHER, ""),
        ("完成时限", None, ""),
        ("未完成数", None, ""),
        ("情况", None, ""),
    ],
)
def test_names_with_dates_units_and_marks(name: str, column: Column | None, unit: str) -> None:
    assert (header_column(name), header_unit(name)) == (column, unit)


def test_progress_is_the_value_alone_and_a_narrative_beside_one() -> None:
    assert told([["编号", "完成情况"], ["3.3", "37.5%"]]) == ["3.3a B2 37.5"]
    assert told([["编号", "完成情况", "完成值"], ["3.3", "好", "37.5%"]]) == ["3.3a C2 37.5 “好”"]
    assert told([["编号", "完成值", "备注"], ["3.3", "37.5%", "初步数"]]) == ["3.3a B2 37.5"]


HEADINGS = ["一、牵头任务", "牵头", "（二）提升产业工人技能素质", "健全保证产业工人主人翁地位的制度安排", "2020年工作"]


@pytest.mark.parametrize("heading", HEADINGS)
def test_headings_between_rows(heading: str) -> None:
    expected = [f"3.3a D3 {READ}", f"3.4a D5 {READ_NEXT}"]
    assert told([HEADER, [heading], ROW, [None, heading], NEXT]) == expected
    assert told([HEADER, [heading], ROW, [heading], NEXT], merged=["A2:E2", "A4:E4"]) == expected


@pytest.mark.parametrize(
    "foot",
    [
        "填表人：张三",
        "填 表 人：",
        "填  表  人 ：张三",
        "填报人（签字）：",
        "审核人：李四  联系电话：123",
        "制表：王五",
        "经办人 张三",
        "单位负责人（签章）：",
        "分管领导签字",
        "科室负责人：",
        "手机：138",
        "联系人及电话：张三 123",
        "复核",
        "填报日期：2020年7月3日",
        "2020年7月3日",
        "2020-07-03",
        "填报单位：市总工会",
        "单位（盖章）",
        "（盖章）",
        "慈溪市总工会",
        "备注：以上为初步数",
        "注1：以上为初步数",
        "※注：以上为初步数",
        "说明：数据截至6月底",
        "填写说明：按月填报",
        "附件：照片",
        "抄送：市委",
        "合计",
        "合 计：",
        "小计（2项）",
        "（以下空白）",
        "本单位承诺以上数据真实",
    ],
)
def test_notes_totals_and_signatures(foot: str) -> None:
    expected = [f"3.3a D2 {READ}"]
    assert told([HEADER, ROW, [foot]]) == expected
    assert told([HEADER, ROW, [], [None, foot]]) == expected
    assert told([HEADER, ROW, [foot, None, None, "审核人：李四", "2020年7月3日"]]) == expected
    assert told([HEADER, ROW, [foot], NEXT]) == [*expected, f"3.4a D4 {READ_NEXT}"]


def test_a_total_with_a_number() -> None:
    assert told([HEADER, ROW, [2, "合计", None, "37.5%"]]) == [f"3.3a D2 {READ}"]


@pytest.mark.parametrize("text", ["合计培训学徒", "说明会开展情况", "备注栏建设", "注重培养", "总计划推进", "审核培训"])
def test_a_row_that_begins_like_a_note_is_not_dropped(text: str) -> None:
    unknown = "task-unknown A3 请按任务责任分工表填写任务编号"
    assert told([["重点任务", "完成值"], [duty("3.3"), "37.5%"], [text, "3"]]) == ["3.3a B2 37.5", unknown]
    assert told([["编号", "重点任务", "完成值"], ["3.3", text, "37.5%"]]) == ["3.3a C2 37.5"]
    assert told([["编号", "重点任务", "完成值"], ["3.3", "合计", "37.5%"]]) == ["3.3a C2 37.5"]


def test_places_are_those_of_excel() -> None:
    rows = [["编号", "指标", "完成值"], [], ["4.1", "建会率", "96%"], [None, "入会率", None], [], ["3.3", None, "x"]]
    assert told(rows, merged=["A3:A4"], hidden_rows=[2]) == ["4.1a C3 96", "4.1b C4 -", "3.3a C6 !not-a-number"]
    assert told([[None, None, "编号", "完成值"], [None, None, "3.3", "37.5%"]]) == ["3.3a D2 37.5"]


def test_a_merged_value_stands_in_its_first_cell_and_serves_one_indicator() -> None:
    rows = [["编号", "指标", "完成值"], ["4.1", "建会率", "96%"], [None, "入会率", None]]
    assert told(rows, merged=["A2:A3", "C2:C3"]) == ["4.1a C2 !indicator-unclear", "4.1b C2 !indicator-unclear"]
    narrative = [["编号", "进展情况"], ["19.5", "已推进"], ["19.6", None]]
    assert told(narrative, merged=["B2:B3"]) == ["19.5a B2 已推进 “已推进”", "19.6a B2 已推进 “已推进”"]


def test_labels_inside_a_task_are_no_statements() -> None:
    said = "联系人：张三；填报单位：市教育局；日期：2020年7月1日"
    submission = read(Page(rows=[["编号", "进展情况"], ["2.2", said]]))
    assert (submission.department, submission.filled) == ("市总工会", None)
    assert lines(submission) == [f"2.2a B2 {said} “{said}”"]
    rows = [["重点任务", "进展情况"], [duty("2.2"), "填报单位：市教育局"]]
    assert told(rows) == ["2.2a B2 填报单位：市教育局 “填报单位：市教育局”"]


def test_a_value_merged_over_its_neighbour_is_no_narrative() -> None:
    assert told([["编号", "完成值", "完成情况说明"], ["3.3", "37.5%", None]], merged=["B2:C2"]) == ["3.3a B2 37.5"]


def test_the_matrix_itself_with_a_column_more() -> None:
    rows = [
        ["主要举措", "责任分解", "时间进度", "牵头单位", "配合单位", "完成情况"],
        ["3.健全保证产业工人主人翁地位的制度安排", duty("3.3"), "2019年达到35%", "市总工会", "市人力社保局", "37.5%"],
        [None, duty("3.4"), "动态保持95%以上", None, None, "96%"],
    ]
    assert told(rows, merged=["A2:A3", "D2:D3"]) == ["3.3a F2 37.5", "3.4a F3 96"]


def test_what_is_no_table() -> None:
    assert told([["编号", "重点任务", "是否完成"], ["3.4", duty("3.4"), "是"]]) == [
        "no-table: 没有找到填报表格。最像表头的是“Sheet1”工作表第 1 行（“编号”、“重点任务”、“是否完成”），但还不够："
        "表头应有一列任务（如“编号”“重点任务”“指标”），一列填报内容（如“完成值”“完成情况”“进展情况”）。"
    ]
    assert told([HEADER], UNION) == ["no-rows: 找到了表头，但下面没有任何任务的填报行。请确认报送的是填写好的报表。"]


@pytest.mark.parametrize("area", [Area(2, 2, 2_001, 2), Area(2, 2, 2, 2_001)])
def test_a_merged_range_is_walked_once(area: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    """From every cell of a tall range up to its first is a walk as long as the square of its height."""
    steps = 0

    def counted(*place: Any) -> bool:
        nonlocal steps
        steps += 1
        return same(*place)

    same = layout._same
    monkeypatch.setattr(layout, "_same", counted)
    header = ["编号", *["完成值"] * area.right]
    rows = {1: {place: Cell(1, place, text) for place, text in enumerate(header, 1)}, 2: {2: Cell(2, 2, "5家")}}
    sheet = build("表", True, rows, [area])
    (table,) = layout.find_tables(Workbook("xlsx", (sheet,)))
    found = [cell.ref() for row in table.rows for cell in row.all(Column.VALUE)]
    assert found == ["B2"] * 2_000
    assert steps <= 4 * 2_000


def test_of_many_columns_of_one_name_a_few_are_listed() -> None:
    header, row = ["编号", *["完成值"] * 2000], ["3.3", *range(2000)]
    (found,) = read(Page(rows=[header, row])).observations
    listed = "，".join(f"{column}2 为“{number}”" for number, column in enumerate("BCDEFG"))
    said = f"有 2000 栏都是完成值，数不一样（{listed} 等），看不出以哪一栏为准。请只留一栏，或写明各栏的时间"
    assert found.fault and found.fault.message == said
