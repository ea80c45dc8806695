"""Copies for sending back: marked where they are wrong, and in all else what the department sent."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace
from openpyxl.comments import Comment

from chanfa_check.batch.collect import collect
from chanfa_check.batch.one import Order
from chanfa_check.batch.run import check_submissions
from chanfa_check.batch.source import Source
from chanfa_check.model import Checked, MonthDay, Problem, Run
from chanfa_check.output.annotate import Annotated
from chanfa_check.output.annotate import annotate as annotate_from
from chanfa_check.output.annotate.names import copy_name
from chanfa_check.output.xlsx import look
from tests.builders import Page, write
from tests.checking import check_files

EXAMPLES = Path(__file__).parents[2] / "examples"
REPORTS = sorted((EXAMPLES / "cixi-2020-06").rglob("*.xlsx")) + sorted((EXAMPLES / "as-sent").glob("*.xlsx"))
HEAD: list[list[Any]] = [["填报单位：市总工会"], ["报告期：2020年6月"], ["编号", "完成值", "上年值", "进展情况"]]
UNMET = (
    "✗ 未达标　4.1b 入会率\n93.8%，应不低于 95%，差 1.2 个百分点\n"
    "原文：聚焦工业园区、特色小镇、楼宇商圈、众创空间、物流平台、“两新”组织和新“八大员”群体，建会率、入会率动态保持95%以上"
    "（时间进度：常态化开展）\n"
    "处理办法：核对填报值；属实的，在“存在问题”写明原因，在“下一步打算”写明完成时间。"
)


def report(path: Path, *rows: list[Any], merged: tuple[str, ...] = ()) -> Path:
    return write(path, Page(rows=[*HEAD, *(rows or (["4.1b", "93.8%"],))], merged=merged))


def changed(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The workbook with its parts changed."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def annotate(run: Run, folder: Path) -> Annotated:
    """The copies of submissions that are files, and called what they are."""
    return annotate_from(run, folder, [Source(one.path) for one in run.submissions])


def copied(source: Path, folder: Path) -> Path:
    """The one copy of one file."""
    made = annotate(check_files([source], None), folder)
    assert made.skipped == ()
    (written,) = made.written
    return written


def load_workbook(path: Path, **options: bool) -> Any:
    return openpyxl.load_workbook(path, **options)


def cell(sheet: Any, ref: str) -> Any:
    return sheet[ref]


def text_of(sheet: Any, ref: str) -> str:
    comment = cell(sheet, ref).comment
    return str(comment.text) if comment else ""


def verdicts(run: Run) -> list[object]:
    """All that a check says of the files, but for where they lie."""

    def said(one: Checked) -> object:
        return (one.department, one.period, one.filled, one.findings, one.problems, one.notes)

    return [said(one) for one in run.submissions]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_a_copy_checks_to_the_same_findings(path: Path, tmp_path: Path) -> None:
    before, sent = path.read_bytes(), check_files([path], None)
    made = annotate(sent, tmp_path / "back")
    assert path.read_bytes() == before
    if made.skipped or made.refused:
        assert sent.submissions[0].problems
        return
    assert made.written == (tmp_path / "back" / path.name,)
    back = check_files(list(made.written), None)
    assert verdicts(back) == verdicts(sent)
    # What comes back and is marked once more says everything once.
    again = annotate(back, tmp_path / "again")
    assert verdicts(check_files(list(again.written), None)) == verdicts(sent)
    first, second = load_workbook(made.written[0]), load_workbook(again.written[0])
    assert first.sheetnames == second.sheetnames
    assert shown(first) == shown(second)


def shown(book: Any) -> list[object]:
    return [
        (sheet.title, one.coordinate, one.value, one.fill.fgColor.rgb, one.comment.text if one.comment else None)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for one in row
        if not isinstance(one.value, str) or "<fill" not in one.value
    ]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_only_what_must_change_changes(path: Path, tmp_path: Path) -> None:
    made = annotate(check_files([path], None), tmp_path)
    for copy in made.written:
        before, after = parts_of(path), parts_of(copy)
        assert before.keys() <= after.keys()
        edited = {name for name in before if before[name] != after[name]}
        assert {re.sub(r"\d+", "#", name) for name in edited} <= {
            "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
            "xl/worksheets/sheet#.xml", "xl/worksheets/_rels/sheet#.xml.rels",
        }  # fmt: skip


def test_the_marked_cell_and_the_sheet_at_the_end(tmp_path: Path) -> None:
    path = report(tmp_path / "甲.xlsx", ["4.1b", "93.8%", None, "=1+1 的说明"], ["4.1a", "96%"])
    book = load_workbook(copied(path, tmp_path / "back"))
    assert book.sheetnames == ["Sheet1", "核对结果"]
    sheet, result = book.worksheets
    assert cell(sheet, "B4").fill.fgColor.rgb == f"FF{look.RED}"
    assert text_of(sheet, "B4") == f"核对意见：\n{UNMET}"
    assert [one.coordinate for row in sheet.iter_rows() for one in row if one.comment] == ["B4"]
    rows = [[one.value or "" for one in row[:8]] for row in result.iter_rows()]
    assert rows[0][0] == "报表核对结果"
    matrix = "《新时代慈溪产业工人队伍建设改革实施方案》重点任务责任分工（cixi-2019-2025，第 1 版）"
    assert rows[1][0] == f"市总工会　2020年6月　依据{matrix}，截至2020年6月30日"
    assert rows[2][0] == "共 13 项：✗ 未达标 1 项、✗ 未填报 11 项、✓ 达标 1 项。需要处理 12 项，排在前面。"
    header = ["结论", "任务", "指标", "单元格", "原来填的", "核对意见", "处理办法", "责任分工表原文"]
    at = rows.index(header)
    assert rows[at + 1][:6] == [
        "✗ 未达标", "4.1", "4.1b 入会率", "Sheet1!B4", "93.8%", "93.8%，应不低于 95%，差 1.2 个百分点",
    ]  # fmt: skip
    link = cell(result, f"D{at + 2}").hyperlink
    assert link is not None and link.location == "'Sheet1'!B4"
    assert [row for row in rows[at + 1 :] if row[3] == "（报表里没有这一项）"]
    assert len(rows) - at - 1 == len(check_files([path], None).submissions[0].findings)
    assert result.print_title_rows == f"${at + 1}:${at + 1}"
    assert {one.data_type for row in result.iter_rows() for one in row} == {"s", "n"}
    assert {one.value for row in result.iter_rows() for one in row if one.data_type == "n"} == {None}


def test_several_findings_on_one_merged_cell_are_one_comment(tmp_path: Path) -> None:
    path = report(tmp_path / "甲.xlsx", ["4.1a", "93%"], ["4.1b", None], merged=("B4:C5",))
    copy = copied(path, tmp_path / "back")
    sheet = load_workbook(copy).worksheets[0]
    there = [one.coordinate for row in sheet.iter_rows() for one in row if one.comment]
    assert there == ["B4"]
    assert str(sheet.merged_cells.ranges) == "{<MergedCellRange B4:C5>}"
    assert text_of(sheet, "B4").count("\n\n") == 1


def test_a_comment_that_is_there_is_kept_and_goes_on(tmp_path: Path) -> None:
    path = report(tmp_path / "甲.xlsx")
    book = load_workbook(path)
    cell(book.worksheets[0], "B4").comment = Comment("本单位的说明", "张三")
    cell(book.worksheets[0], "A1").comment = Comment("别的", "李四")
    book.save(path)
    copy = copied(path, tmp_path / "back")
    sheet = load_workbook(copy).worksheets[0]
    assert text_of(sheet, "B4") == f"本单位的说明\n\n—— 核对意见 ——\n{UNMET}"
    assert text_of(sheet, "A1") == "别的"
    comment = cell(sheet, "B4").comment
    assert comment is not None and comment.author == "张三"
    parts = parts_of(copy)
    boxes = next(content for name, content in parts.items() if name.endswith(".vml"))
    assert len(re.findall(rb"ObjectType=.Note", boxes)) == 2
    again = load_workbook(copied(copy, tmp_path / "again")).worksheets[0]
    assert text_of(again, "B4") == text_of(sheet, "B4")


def test_what_was_put_right_loses_its_colour_and_comment(tmp_path: Path) -> None:
    path = report(tmp_path / "甲.xlsx", ["4.1b", "93.8%"], ["4.1a", "94%"])
    book = load_workbook(path)
    from openpyxl.styles import PatternFill

    cell(book.worksheets[0], "B5").fill = PatternFill("solid", start_color="FFF9E1")
    cell(book.worksheets[0], "B5").comment = Comment("本单位的说明", "张三")
    book.save(path)
    back = copied(path, tmp_path / "back")
    book = load_workbook(back)  # as the clerk's program does: it writes all of it anew
    sheet = book.worksheets[0]
    assert cell(sheet, "B5").fill.fgColor.rgb == f"FF{look.RED}"
    sheet["B4"], sheet["B5"] = "96%", "96%"
    book.save(back)
    book = load_workbook(copied(back, tmp_path / "again"))
    assert book.sheetnames == ["Sheet1", "核对结果"]
    sheet = book.worksheets[0]
    assert [text_of(sheet, ref) for ref in ("B4", "B5")] == ["", "本单位的说明"]
    assert cell(sheet, "B4").fill.fill_type is None
    assert cell(sheet, "B5").fill.fgColor.rgb == "00FFF9E1"


def test_a_formula_keeps_its_stored_value(tmp_path: Path) -> None:
    def calculated(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        parts[name] = parts[name].replace(b"<f>0.9+0.03</f><v></v>", b"<f>0.9+0.03</f><v>0.93</v>")
        parts[name] = parts[name].replace(b"<f>0.9+0.03</f><v/>", b"<f>0.9+0.03</f><v>0.93</v>")
        assert b"<v>0.93</v>" in parts[name]

    rows = [*HEAD, ["4.1b", "=0.9+0.03"]]
    path = changed(write(tmp_path / "甲.xlsx", Page(rows=rows, formats={"B4": "0.0%"})), calculated)
    copy = copied(path, tmp_path / "back")
    assert load_workbook(copy)["Sheet1"]["B4"].value == "=0.9+0.03"
    assert load_workbook(copy, data_only=True)["Sheet1"]["B4"].value == 0.93
    assert load_workbook(copy)["Sheet1"]["B4"].number_format == "0.0%"
    assert verdicts(check_files([copy], None)) == verdicts(check_files([path], None))


def rich(path: Path) -> Path:
    """A report with all that an office puts into one, as a workbook with macros."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    book = load_workbook(report(path, ["4.1b", "93.8%"], ["4.1a", 5]))
    sheet = book.worksheets[0]
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=4, max_row=5))
    sheet.add_chart(chart, "H2")
    red: Any = CellIsRule
    rule = DataValidation(type="list", formula1='"是,否"')
    rule.add("D4")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("B4", red(operator="lessThan", formula=["1"], fill=PatternFill(bgColor="FF0000")))
    sheet.protection.sheet = True
    sheet.protection.password = "123"
    sheet.print_title_rows = "3:3"
    sheet.freeze_panes = "B4"
    book.security.lockStructure = True
    hidden = book.create_sheet("底稿")
    hidden.sheet_state = "hidden"
    book.save(path)

    def more(parts: dict[str, bytes]) -> None:
        types = parts["[Content_Types].xml"]
        main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        types = types.replace(main, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
        added = (
            b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
            b'<Default Extension="png" ContentType="image/png"/></Types>'
        )
        parts["[Content_Types].xml"] = types.replace(b"</Types>", added)
        parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 macros"
        parts["xl/media/image1.png"] = b"\x89PNG a picture of WPS"
        parts["xl/cellimages.xml"] = b"<cellImages/>"
        kind = b"http://schemas.microsoft.com/office/2006/relationships/vbaProject"
        relation = b'<Relationship Id="rIdV" Type="' + kind + b'" Target="vbaProject.bin"/></Relationships>'
        name = "xl/_rels/workbook.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", relation)

    return changed(path, more)


def test_everything_else_in_it_stays(tmp_path: Path) -> None:
    path = rich(tmp_path / "甲.xlsm")
    copy = copied(path, tmp_path / "back")
    assert copy.name == "甲.xlsm"
    before, after = parts_of(path), parts_of(copy)
    for name in ("xl/vbaProject.bin", "xl/media/image1.png", "xl/cellimages.xml", "xl/charts/chart1.xml"):
        assert after[name] == before[name]
    assert b"macroEnabled" in after["[Content_Types].xml"]
    sheet = after["xl/worksheets/sheet1.xml"]
    assert sheet.count(b"<cfRule") == before["xl/worksheets/sheet1.xml"].count(b"<cfRule") + 1
    for tag in (b"sheetProtection", b"dataValidation ", b"<drawing", b"pane "):
        assert sheet.count(tag) == before["xl/worksheets/sheet1.xml"].count(tag) > 0
    assert sheet.index(b"<drawing") < sheet.index(b"<legacyDrawing")
    assert b"lockStructure" in after["xl/workbook.xml"]
    assert after["xl/workbook.xml"].count(b"_xlnm.Print_Titles") == 2
    assert load_workbook(copy, keep_vba=True).sheetnames == ["Sheet1", "底稿", "核对结果"]


def rules(path: Path) -> list[tuple[str, str, int, bool]]:
    """The first sheet's conditional formats by precedence: cells, formula, priority, whether it stops."""
    found = load_workbook(path).worksheets[0].conditional_formatting
    listed = [
        (str(one.sqref), rule.formula[0], rule.priority, bool(rule.stopIfTrue)) for one in found for rule in one.rules
    ]
    return sorted(listed, key=lambda one: one[2])


def test_conditional_formats_do_not_hide_the_colours(tmp_path: Path) -> None:
    path = rich(tmp_path / "甲.xlsm")
    ours = '"核对意见"="核对意见"'
    copy = copied(path, tmp_path / "back")
    assert rules(copy) == [("B4 B5", ours, 1, True), ("B4", "1", 2, False)]
    again = copied(copy, tmp_path / "again")
    assert [one[:2] for one in rules(again)] == [one[:2] for one in rules(copy)]
    book = load_workbook(copy)
    book.worksheets[0]["B4"], book.worksheets[0]["B5"] = "96%", "96%"
    book.save(copy)
    assert [one[:2] for one in rules(copied(copy, tmp_path / "right"))] == [("B4", "1")]


def test_a_conversation_is_left_alone_and_that_is_said(tmp_path: Path) -> None:
    path = report(tmp_path / "甲.xlsx")
    book = load_workbook(path)
    cell(book.worksheets[0], "B4").comment = Comment("[会话批注]", "tc={1}")
    book.save(path)
    book = load_workbook(copied(path, tmp_path / "back"))
    assert text_of(book.worksheets[0], "B4") == "[会话批注]"
    said = [str(row[0].value) for row in book["核对结果"].iter_rows()]
    assert "注意：Sheet1!B4 已有会话式批注，核对意见没有写进批注，请看本表" in said


def test_a_sheet_of_theirs_that_has_our_name_stays(tmp_path: Path) -> None:
    path = write(tmp_path / "甲.xlsx", Page(rows=[*HEAD, ["4.1b", "93.8%"]]), Page(name="核对结果", rows=[["他们的"]]))
    book = load_workbook(copied(path, tmp_path / "back"))
    assert book.sheetnames == ["Sheet1", "核对结果", "核对结果（2）"]
    assert book["核对结果"]["A1"].value == "他们的"


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    path = report(
        tmp_path / "甲.xlsx", ["4.1b", '=cmd|"/c calc"!A0</t><x>&'], ["99.9", "x"], ["@SUM(1)", "+1", None, "-1"]
    )

    def as_text(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        formula = rb'<c r="B4"[^>]*><f>(.*?)</f><v ?/?>(?:</v>)?</c>'
        said = rb'<c r="B4" t="inlineStr"><is><t>=\1_x0041_</t></is></c>'
        parts[name], count = re.subn(formula, said, parts[name])
        assert count == 1

    copy = copied(changed(path, as_text), tmp_path / "back")
    book = load_workbook(copy)
    assert {one.data_type for row in book["核对结果"].iter_rows() for one in row} == {"s", "n"}
    assert b"<f>" not in parts_of(copy)["xl/worksheets/sheet2.xml"]
    assert '=cmd|"/c calc"!A0</t><x>&' in text_of(book.worksheets[0], "B4")


def test_what_cannot_be_marked_is_said(tmp_path: Path) -> None:
    signed = report(tmp_path / "签名.xlsx")
    changed(signed, lambda parts: parts.update({"_xmlsignatures/origin.sigs": b""}))
    gone, edited = report(tmp_path / "没了.xlsx", ["4.1b", "94%"]), report(tmp_path / "改了.xlsx", ["4.1b", "92%"])
    (tmp_path / "坏.xlsx").write_bytes(b"PK broken")
    files = [signed, gone, edited, tmp_path / "坏.xlsx", EXAMPLES / "as-sent" / "市人社局2020年上半年.ods"]
    run = check_files(files, None)
    gone.unlink()
    report(edited, ["4.1b", "97%"])
    made = annotate(run, tmp_path / "back")
    assert made.written == ()
    assert [path for path, _ in made.refused] == [str(one) for one in files[:4]]
    reasons = [why for _, why in made.refused]
    assert reasons[:3] == [
        "文件有数字签名，写入批注会使签名失效。请对照核对结果通知填报单位。",
        f"找不到文件“{gone}”。请检查文件名和所在文件夹。",
        "检查以后原文件又有改动，请重新检查。",
    ]
    assert reasons[3].startswith("文件已损坏")
    ((path, why),) = made.skipped
    assert path == str(files[4]) and why.startswith("是 .ods 格式，不能写批注。")


def broken(path: Path) -> Path:
    """A workbook with a conditional format whose priority is no number."""
    report(path, ["4.1b", "91%"])
    rule = b'</sheetData><conditionalFormatting sqref="A1"><cfRule type="x" priority="x"/></conditionalFormatting>'
    return changed(
        path,
        lambda parts: parts.update(
            {name: content.replace(b"</sheetData>", rule) for name, content in parts.items() if "sheet1" in name}
        ),
    )


def test_one_that_no_program_wrote_costs_its_own_copy_only(tmp_path: Path) -> None:
    files = [report(tmp_path / "甲.xlsx"), broken(tmp_path / "乙.xlsx"), report(tmp_path / "丙.xlsx", ["4.1b", "94%"])]
    made = annotate(check_files(files, None), tmp_path / "back")
    assert [path.name for path in made.written] == ["甲.xlsx", "丙.xlsx"]
    ((path, why),) = made.refused
    assert path == str(files[1]) and why.startswith("文件内部有不合规范的内容，不能安全地写入批注（ValueError：")


def test_what_its_reader_did_not_survive_is_not_read_again(tmp_path: Path) -> None:
    path = report(tmp_path / "甲.xlsx")
    crashed = Problem("reader-crashed", "读取程序崩溃。")
    run = check_files([path], None)
    run = replace(run, submissions=(replace(run.submissions[0], problems=(crashed,)),))
    assert annotate(run, tmp_path / "back").refused == ((str(path), "读取程序崩溃。"),)


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    real = tmp_path / os.fsdecode("市总工会2020年6月.xlsx".encode("gb18030"))
    report(tmp_path / "x.xlsx").rename(real)
    collected = collect([real])
    made = annotate_from(check_submissions(collected, Order()), tmp_path / "back", collected.sources)
    assert made.written == (tmp_path / "back" / "市总工会2020年6月.xlsx",)


def test_no_file_is_ever_overwritten(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = report(tmp_path / "in" / "甲.xlsx")
    run = check_files([path], None)
    before = path.read_bytes()
    same = annotate(run, tmp_path / "in")
    assert (same.written, same.skipped) == ((), ()) and "原文件" in same.refused[0][1]
    assert path.read_bytes() == before and len(list((tmp_path / "in").iterdir())) == 1

    out = tmp_path / "out"
    first = annotate(run, out)
    assert annotate(run, out) == first
    (out / "甲.xlsx").write_bytes(b"something else")
    second = annotate(run, out)
    assert (second.written, second.skipped) == ((), ())
    said = f"“{out / '甲.xlsx'}”已经存在，内容不同，没有覆盖。请另选一个文件夹，如“{out / '2020-06'}”。"
    assert second.refused == ((str(path), said),)
    (out / "2020-06").mkdir()
    assert str(out / "第2次") in annotate(run, out).refused[0][1]
    assert (out / "甲.xlsx").read_bytes() == b"something else"

    (out / "甲.xlsx").unlink()
    (out / "甲.xlsx").symlink_to(path)
    assert annotate(run, out).written == ()
    assert path.read_bytes() == before


def test_two_of_one_name_and_one_from_an_archive(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    one, two = report(tmp_path / "a" / "甲.xlsx"), report(tmp_path / "b" / "甲.XLSX", ["4.1b", "94%"])
    with zipfile.ZipFile(tmp_path / "邮件.zip", "w") as package:
        package.write(one, "../../甲.xlsx")
        package.write(EXAMPLES / "as-sent" / "市人社局2020年上半年.ods", "x.ods")
    collected = collect([one, two, tmp_path / "邮件.zip"])
    made = annotate_from(check_submissions(collected, Order()), tmp_path / "back" / "more", collected.sources)
    assert [path.name for path in made.written] == ["甲.xlsx", "甲（2）.xlsx", "甲（3）.xlsx"]
    assert [Path(path).name for path, _ in made.skipped] == ["x.ods"]
    assert sorted(path.name for path in tmp_path.rglob("*.xlsx")) == [
        "甲.xlsx",
        "甲.xlsx",
        "甲（2）.xlsx",
        "甲（3）.xlsx",
    ]


def lines(path: Path) -> list[list[str]]:
    """The rows of 核对结果 as it stands for the clerk."""
    sheet = load_workbook(path)["核对结果"]
    return [[str(one.value or "") for one in row[:8]] for row in sheet.iter_rows()]


def sent(folder: Path, name: str, department: str, *rows: list[Any], month: str = "6月", filled: str = "3日") -> Path:
    folder.mkdir(exist_ok=True)
    head: list[list[Any]] = [[f"填报单位：{department}"], [f"报告期：2020年{month}"], [f"填报日期：2020年7月{filled}"]]
    return write(folder / name, Page(rows=[*head, HEAD[2], *rows]))


def test_contradictions_lateness_and_second_reports_are_said(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    one = sent(folder, "应急.xlsx", "市应急管理局", ["19.3a", "8000"], ["19.3b", "16000"], filled="9日")
    two = sent(folder, "应急二.xlsx", "市应急管理局", ["19.3a", "7000"], ["19.3b", "16000"], filled="10日")
    made = annotate(check_submissions(collect([one, two]), Order(due_day=MonthDay(5))), tmp_path / "back")
    assert (made.skipped, made.refused) == ((), ())
    received = (
        "注意：本期收到本单位报表 2 份：“应急.xlsx”（{}2020年7月9日填报）、“应急二.xlsx”（{}2020年7月10日填报）；"
        "内容不同，请确认以哪一份为准，重报的在标题或文件名写明“更正”"
    )
    here = "即本份，"
    late = "注意：逾期报送：{}2020年7月9日填报，截止日为2020年7月5日"
    first, second = map(lines, made.written)
    assert [row[0] for row in first[2:4]] == [late.format(""), received.format(here, "")]
    assert [row[0] for row in second[2:4]] == [late.format("最早的一份"), received.format("", here)]
    for rows, shown_here in ((first, "8000 人"), (second, "7000 人")):
        at = next(number for number, row in enumerate(rows) if row[0] == "结论")
        message = (
            "当年“三项岗位”人员安全技能培训（19.3a）重复报送的数据不一："
            "市应急管理局“应急.xlsx”报 8000 人；市应急管理局“应急二.xlsx”报 7000 人"
        )
        advice = "请该单位确认以哪一份为准，重报的在标题或文件名写明“更正”。"
        name = "19.3a 当年“三项岗位”人员安全技能培训"
        assert rows[at + 1] == ["! 数据勾稽", "19.3", name, "Sheet1!B5", shown_here, message, advice, ""]
        told = [row[0] for row in rows[:at]]
        assert any(text.endswith("数据勾稽有 1 处对不上，排在前面。") for text in told)
        assert not any("没有需要处理的" in text for text in told)
        assert told[-1].startswith("需要处理的单元格已按结论涂色")
    sheet = load_workbook(made.written[0]).worksheets[0]
    assert cell(sheet, "B5").fill.fgColor.rgb == f"FF{look.MAGENTA}"
    assert text_of(sheet, "B5").startswith("核对意见：\n! 数据勾稽　19.3a ")
    assert text_of(sheet, "B5").endswith("处理办法：请该单位确认以哪一份为准，重报的在标题或文件名写明“更正”。")
    # Once it was put right, the next copy says nothing of it any more.
    again = load_workbook(copied(made.written[0], tmp_path / "again")).worksheets[0]
    assert (cell(again, "B5").fill.fill_type, text_of(again, "B5")) == (None, "")


def test_a_partner_and_a_lead_that_differ_are_both_told(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    files = [
        sent(folder, "人社.xlsx", "市人力社保局", ["8.1a", "30"]),
        sent(folder, "财政.xlsx", "市财政局", ["8.1a", "35"]),
    ]
    made = annotate(check_files(files, None), tmp_path / "back")
    for path in made.written:
        (row,) = [row for row in lines(path) if row[0] == "! 数据勾稽"]
        assert row[3] == "Sheet1!B5"
        assert row[5].endswith("牵头、配合单位数据不一：市人力社保局（牵头）报 30 名；市财政局（配合）报 35 名")
        assert cell(load_workbook(path).worksheets[0], "B5").fill.fgColor.rgb == f"FF{look.MAGENTA}"


def test_two_of_one_name_are_told_apart_and_judged_by_another_day_too(tmp_path: Path) -> None:
    files = [
        sent(tmp_path / folder, "应急.xlsx", "市应急管理局", ["19.3a", value])
        for folder, value in (("a", 7000), ("b", 1))
    ]
    run = check_submissions(collect(files), Order(as_of=dt.date(2020, 12, 31)))
    made = annotate(run, tmp_path / "back")
    assert made.written == (tmp_path / "back" / "应急.xlsx", tmp_path / "back" / "应急（2）.xlsx")
    for path, told in zip(made.written, ("“a/应急.xlsx”（即本份，", "“b/应急.xlsx”（即本份，"), strict=True):
        assert told in lines(path)[2][0]
        assert "! 数据勾稽" in [row[0] for row in lines(path)]


def test_what_does_not_count_is_not_sent_back(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    old = sent(folder, "应急.xlsx", "市应急管理局", ["19.3a", "7000"], ["19.3b", "16000"])
    new = sent(folder, "应急（更正）.xlsx", "市应急管理局", ["19.3a", "8000"], ["19.3b", "16000"])
    one = sent(folder, "住建.xlsx", "市住建局", ["21.1a", "未启动"])
    same = sent(folder, "住建二.xlsx", "市住建局", ["21.1a", "未启动"])
    made = annotate(check_files([old, new, one, same], None), tmp_path / "back")
    assert made.skipped == ((str(old), "已更正，不计"), (str(same), "内容与另一份相同"))
    assert [path.name for path in made.written] == [new.name, one.name]
    told = [lines(path)[2][0] for path in made.written]
    assert told == [
        "注意：本期收到本单位报表 2 份：“应急.xlsx”（2020年7月3日填报，已更正，不计）、"
        "“应急（更正）.xlsx”（即本份，2020年7月3日填报）；以写明更正的一份为准",
        "注意：本期收到本单位报表 2 份：“住建.xlsx”（即本份，2020年7月3日填报）、"
        "“住建二.xlsx”（2020年7月3日填报，重复，不计）；内容相同，只计一份",
    ]


def test_colours_are_spoken_of_only_where_there_are_some(tmp_path: Path) -> None:
    made = copied(sent(tmp_path / "in", "住建.xlsx", "市住建局", ["21.1a", "未启动"]), tmp_path / "back")
    top = [row[0] for row in lines(made)]
    at = top.index("结论")
    assert top[at - 2 : at] == [
        "共 1 项：· 未到期 1 项。没有需要处理的。", "点“单元格”一栏可跳到原处。本表不用改，也可以删除。",
    ]  # fmt: skip


def test_several_periods_have_a_folder_each(tmp_path: Path) -> None:
    may = sent(tmp_path / "5", "住建.xlsx", "市住建局", ["21.1a", "未启动"], month="5月")
    june = sent(tmp_path / "6", "住建.xlsx", "市住建局", ["21.1a", "未启动"])
    unknown = write(tmp_path / "住建.xlsx", Page(rows=[["填报单位：市住建局"], HEAD[2], ["21.1a", "未启动"]]))
    run = check_files([may, june, unknown], None)
    out = tmp_path / "back"
    made = annotate(run, out)
    assert made.written == (out / "2020-05" / "住建.xlsx", out / "2020-06" / "住建.xlsx", out / "住建.xlsx")
    assert annotate(run, out) == made
    made.written[1].write_bytes(b"something else")
    ((path, said),) = annotate(run, out).refused
    assert path == str(june) and f"“{made.written[1]}”已经存在" in said and str(out / "第2次") in said
    # Not beside the originals either, where a period's folder is theirs.
    (tmp_path / "2020-06").mkdir()
    moved = june.rename(tmp_path / "2020-06" / "住建.xlsx")
    refused = annotate(check_files([may, moved], None), tmp_path)
    assert refused.written == () and len(refused.refused) == 2


def test_a_name_that_turns_the_writing_around_is_shown_as_it_is(tmp_path: Path) -> None:
    path = sent(tmp_path / "in", "a\u202excod.xlsx", "市住建局", ["21.1a", "未启动"])
    assert copied(path, tmp_path / "back").name == "a\ufffdxcod.xlsx"


def test_names_of_copies() -> None:
    taken: set[str] = set()
    names = [
        copy_name(path, "xlsx", taken) for path in ("a/甲:1?.xls", "C:\\x\\A.xlsx", "a.XLSX", "b/a.zip", "长" * 300)
    ]
    assert names == ["甲_1_.xlsx", "A.xlsx", "a（2）.xlsx", "a（3）.xlsx", f"{'长' * 70}.xlsx"]


def test_a_file_that_could_not_be_checked_is_told_why(tmp_path: Path) -> None:
    path = write(tmp_path / "甲.xlsx", Page(rows=[["填报单位：市总工会"], HEAD[2], ["4.1b", "93%"]]))
    book = load_workbook(copied(path, tmp_path / "back"))
    rows = [[one.value for one in row[:6]] for row in book["核对结果"].iter_rows()]
    assert [row[0] for row in rows if row[0] and "无法检查" in str(row[0])] == ["! 无法检查"]


@pytest.mark.needs("libreoffice")
def test_libreoffice_opens_copies_and_recalculates(tmp_path: Path) -> None:
    made = annotate(
        check_files([rich(tmp_path / "甲.xlsm"), EXAMPLES / "cixi-2020-06" / "市总工会.xlsx"], None), tmp_path / "b"
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, *map(str, made.written)], check=True, capture_output=True, timeout=120)
    for copy in made.written:
        before, after = load_workbook(copy), load_workbook(tmp_path / "out" / f"{copy.stem}.xlsx", data_only=True)
        assert after.sheetnames == before.sheetnames
        for sheet in before.worksheets:
            here = {one.coordinate: one.comment.text for row in sheet.iter_rows() for one in row if one.comment}
            there = after[sheet.title]
            assert {ref: text_of(there, ref) for ref in here} == here
            assert [one.coordinate for row in there.iter_rows() for one in row if one.data_type == "e"] == []


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    path = rich(tmp_path / "甲.xlsm")
    first, second = copied(path, tmp_path / "a"), copied(path, tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()
