"""From tables to tasks: headers, sections, numbers, blank cells; the same in every format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from chanfa_check.drafting import CannotDraft, to_yaml
from chanfa_check.matrix.load import load_text

from .annex import write_text, write_word, write_workbook
from .conftest import Drafting

Write = Callable[..., Path]
FORMATS = pytest.mark.parametrize("write", [write_text, write_word, write_workbook], ids=["txt", "docx", "xlsx"])
FIELDS = ("id", "section", "measure", "duty", "schedule", "lead")
HEADER = ("序号", "重点任务", "任务内容", "完成时限", "牵头单位", "配合单位")


def tasks(drafting: Drafting, path: Path) -> list[tuple[str, ...]]:
    """Each task as one line of texts, which the loader reads back."""
    drafted = drafting(path)
    loaded = load_text(to_yaml(drafted).encode(), Path("matrix.yaml"))
    return [
        (*(getattr(one, field) for field in FIELDS), "、".join(one.partners), "、".join(one.inherited))
        for one in loaded.tasks
    ]


def questions(drafting: Drafting, path: Path) -> list[str]:
    """What is asked beyond what every draft asks, and that a wording was not read."""
    usual = ("指标名称取自原文", "没有读出目标")
    return [one.question for one in drafting(path).review if not any(word in one.question for word in usual)]


@FORMATS
def test_a_column_of_numbers_gives_the_measures_theirs(write: Write, unread: Drafting, tmp_path: Path) -> None:
    rows = [
        ["1", "加强建设", "甲", "2020年", "市总工会", "市教育局"],
        ["", "", "乙", "2021年", "", ""],
        ["2", "改进服务", "丙", "", "市教育局", ""],
    ]
    path = write(tmp_path / "a", rows, HEADER, merge=(0, 1, 4))
    assert tasks(unread, path) == [
        ("1.1", "", "加强建设", "甲", "2020年", "市总工会", "市教育局", ""),
        ("1.2", "", "加强建设", "乙", "2021年", "市总工会", "市教育局", "lead、partners"),
        ("2.1", "", "改进服务", "丙", "2021年", "市教育局", "", "schedule"),
    ]
    assert questions(unread, path) == [
        "表前没有标题，暂写“任务责任分工”，请改为文件全称",
        "牵头单位空白，沿用上一行的“市总工会”，请核对",
        "配合单位空白，而新写了牵头单位，按没有配合单位计，请核对",
    ]


@FORMATS
def test_sections_that_span_the_table(write: Write, unread: Drafting, tmp_path: Path) -> None:
    rows = [
        ["一、思想引领"],
        ["", "", "甲", "2020年", "市总工会", ""],
        ["（二）技能提升"],
        ["", "", "乙", "2021年", "市教育局", "市总工会"],
    ]
    if write is write_workbook:
        rows = [row + [""] * (6 - len(row)) for row in rows]
    path = write(tmp_path / "a", rows, HEADER, merge=())
    found = [one[:4] for one in tasks(unread, path)]
    assert found == [("1.1", "思想引领", "", "甲"), ("2.1", "技能提升", "", "乙")]


@FORMATS
def test_columns_in_any_order_and_further_ones(write: Write, unread: Drafting, tmp_path: Path) -> None:
    header = ("备注", "牵 头\n单 位", "协同部门", "时间节点", "具体任务", "重点举措")
    rows = [["见附件2", "市总工会", "市教育局，市财政局", "2020年", "甲", "加强建设"]]
    path = write(tmp_path / "a", rows, header, "附件1", merge=())
    drafted = unread(path)
    row = drafted.tasks[0].row
    assert (row.id, row.measure, row.duty, row.schedule) == ("1.1", "加强建设", "甲", "2020年")
    assert (row.lead, row.partners, row.note) == ("市总工会", ("市教育局", "市财政局"), "原表“备注”栏：见附件2")


@FORMATS
def test_the_header_again_on_every_page_is_no_task(write: Write, unread: Drafting, tmp_path: Path) -> None:
    rows = [["1", "加强", "甲", "2020年", "市总工会", ""], list(HEADER), ["", "", "乙", "2021年", "", ""]]
    assert [one[3] for one in tasks(unread, write(tmp_path / "a", rows, HEADER, merge=()))] == ["甲", "乙"]


@FORMATS
@pytest.mark.parametrize(
    ("numbers", "ids", "asked"),
    [
        (["1.甲", "3.乙"], ["1.1", "3.1"], "举措编号不连续或次序有误：1、3；照录，未作更正"),
        (["2.甲", "1.乙"], ["2.1", "1.1"], "举措编号不连续或次序有误：2、1；照录，未作更正"),
        (["1.甲", "1.乙"], ["1.1", "2.1"], "举措编号有缺漏或重复：1、1；按出现的先后重新编为 1 到 2"),
        (["1.甲", "乙"], ["1.1", "2.1"], "举措编号有缺漏或重复：1、（无）；按出现的先后重新编为 1 到 2"),
        (["1．甲", "2、乙"], ["1.1", "2.1"], None),
        (["甲", "乙"], ["1.1", "2.1"], None),
    ],
)
def test_numbering_that_is_broken_is_said(
    write: Write, unread: Drafting, tmp_path: Path, numbers: list[str], ids: list[str], asked: str | None
) -> None:
    rows = [[number, f"任务{place}", "2020年", "市总工会", "团市委"] for place, number in enumerate(numbers)]
    path = write(tmp_path / "a", rows, ("举措", "责任分解", "时间进度", "牵头单位", "配合单位"), "分工表", merge=())
    assert [one[0] for one in tasks(unread, path)] == ids
    assert questions(unread, path) == ([asked] if asked else [])


@FORMATS
def test_what_a_row_lacks_is_asked(write: Write, unread: Drafting, tmp_path: Path) -> None:
    rows = [
        ["1", "加强", "甲", "", "", "市教育局"],
        ["", "", "", "2021年", "市总工会、团市委", "市总工会、市教育局"],
        ["", "", "丙", "同上", "同上", "同上"],
    ]
    path = write(tmp_path / "a", rows, HEADER, "分工表", merge=())
    assert [one[3:] for one in tasks(unread, path)] == [
        ("甲", "", "未注明", "市教育局", ""),
        ("甲", "2021年", "市总工会", "团市委、市教育局", ""),
        ("丙", "2021年", "市总工会", "团市委、市教育局", "schedule、lead、partners"),
    ]
    assert questions(unread, path) == [
        "时间进度空白，上面也没有可以沿用的，请补写",
        "牵头单位空白，上面也没有可以沿用的，暂写“未注明”，请补写",
        "牵头单位写了2个，暂以“市总工会”为牵头单位，“团市委”列入配合单位",
        "“市总工会”既是牵头单位又写在配合单位里，只按牵头单位计",
        "任务内容空白或与上一行合并，沿用“甲”，请核对这一行是不是单独的任务",
        *["原表写“同上”，沿用上一行，请核对"] * 3,
        "牵头单位空白，沿用上一行的“市总工会”，请核对",
    ]


def test_partners_merged_beside_a_new_lead_go_on(unread: Drafting, tmp_path: Path) -> None:
    rows = [["1", "加强", "甲", "2020年", "市总工会", "团市委"], ["", "", "乙", "2021年", "市教育局", ""]]
    for write in (write_word, write_workbook):
        merged = tasks(unread, write(tmp_path / "a", rows, HEADER, merge=(5,)))
        assert merged[1][5:] == ("市教育局", "团市委", "partners")
        assert tasks(unread, write(tmp_path / "b", rows, HEADER, merge=()))[1][5:] == ("市教育局", "", "")


def test_a_header_on_two_rows(unread: Drafting, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["序号", "主要举措", "任务内容", "完成时限", "责任单位", None],
        [None, None, None, None, "牵头", "配合"],
        [1, "加强", "甲", "2020年", "市总工会", "团市委"],
    ):
        sheet.append(row)
    sheet.merge_cells("E1:F1")
    for column in "ABCD":
        sheet.merge_cells(f"{column}1:{column}2")
    book.save(tmp_path / "a.xlsx")
    assert tasks(unread, tmp_path / "a.xlsx") == [("1.1", "", "加强", "甲", "2020年", "市总工会", "团市委", "")]


@FORMATS
def test_those_who_help_may_be_called_responsible(write: Write, unread: Drafting, tmp_path: Path) -> None:
    header = ("工作举措", "任务内容", "时限", "牵头单位", "责任单位")
    path = write(tmp_path / "a", [["加强", "甲", "2020年", "市总工会", "团市委"]], header, "分工表", merge=())
    assert tasks(unread, path)[0][5:7] == ("市总工会", "团市委")
    assert questions(unread, path) == ["“责任单位”栏与牵头单位并列，按配合单位读入"]
    alone = write(tmp_path / "b", [["加强", "甲", "2020年", "市总工会"]], header[:3] + header[4:], "分工表", merge=())
    assert tasks(unread, alone)[0][5:7] == ("市总工会", "")
    assert questions(unread, alone) == ["原表没有“配合单位”一栏，各项任务都按没有配合单位计，请核对"]


@FORMATS
def test_a_table_without_its_own_column_of_duties(write: Write, unread: Drafting, tmp_path: Path) -> None:
    path = write(tmp_path / "a", [["甲", "2020年", "市总工会"]], ("重点任务", "时限", "牵头单位"), "分工表", merge=())
    assert tasks(unread, path) == [("1.1", "", "", "甲", "2020年", "市总工会", "", "")]
    assert questions(unread, path)[0] == "没有“责任分解”一类的栏，“重点任务”栏按任务内容读入"


@FORMATS
@pytest.mark.parametrize(
    ("header", "said"),
    [
        (("姓名", "电话", "地址"), "看不出表头：找到的是“姓名、电话、地址”，至少要有"),
        (("重点任务", "完成时限", "备注"), "看不出表头：找到的是“重点任务、完成时限、备注”，至少要有"),
    ],
)
def test_a_table_of_something_else(
    write: Write, unread: Drafting, tmp_path: Path, header: tuple[str, ...], said: str
) -> None:
    with pytest.raises(CannotDraft) as error:
        unread(write(tmp_path / "a", [["张三", "1", "2"]], header, merge=()))
    assert error.value.message.startswith(said)
    assert error.value.message.endswith(
        "责任分解（任务内容）、时间进度（完成时限）、牵头单位三栏。请把表头改成这样的名称后再导入。"
    )


@FORMATS
def test_a_header_with_nothing_below(write: Write, unread: Drafting, tmp_path: Path) -> None:
    with pytest.raises(CannotDraft) as error:
        unread(write(tmp_path / "a", [[""] * 6], HEADER, merge=()))
    assert error.value.message == "表头之下没有任何任务。请确认表格内容完整，再导入。"


@FORMATS
def test_years_have_to_be_stated_or_given(write: Write, unread: Drafting, tmp_path: Path) -> None:
    path = write(tmp_path / "a", [["1", "加强", "甲", "常态化", "市总工会", ""]], HEADER, "分工表", merge=())
    with pytest.raises(CannotDraft) as error:
        unread(path, None)
    assert error.value.message == "原文的时间进度没有写年份，无法确定起止。请写明起止年份，如 --years 2021-2025。"
    with pytest.raises(CannotDraft, match="应先写起始年份"):
        unread(path, (2025, 2019))
    years = write(
        tmp_path / "b", [["1", "加", "比2015年", "2021年，2023年", "市总工会", ""]], HEADER, "分工表", merge=()
    )
    assert unread(years, None).years == (2021, 2023)


@FORMATS
def test_what_stands_around_the_table_is_kept(write: Write, unread: Drafting, tmp_path: Path) -> None:
    rows = [["1", "加强", "甲", "2020年", "市总工会", "团市委"], ["注：本表由市总工会解释"]]
    if write is write_workbook:
        rows[1] += [""] * 5
    drafted = unread(write(tmp_path / "a", rows, HEADER, "重点任务分工表", merge=()))
    assert (drafted.title, drafted.notes) == ("重点任务分工表", ("注：本表由市总工会解释",))
