"""The office's workbook: every sheet whole, and nothing in it that a submission could have smuggled in."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from syrupy.assertion import SnapshotAssertion

from chanfa_check.batch.collect import collect
from chanfa_check.batch.one import Order
from chanfa_check.batch.run import check_submissions
from chanfa_check.matrix.library import known
from chanfa_check.matrix.load import load_matrix
from chanfa_check.model import FailOn, Matrix, Run, Status
from chanfa_check.output.words import STATUSES, word
from chanfa_check.output.xlsx import encode, look
from tests.builders import Page, write
from tests.checking import check_files

CIXI = load_matrix(known()["cixi-2019-2025"])
HEADER = ["编号", "完成值", "进展情况"]
SHEETS = ["总表", "热力图", "明细", "未报送", "勾稽", "规则"]
SUPPLEMENT = """base: cixi-2019-2025
reporting: {every: month, due_day: 5}
points: {met: 100, early: 110, on_track: 90, behind: 60, behind_red: 30, unmet: 0, missing: 0, invalid: 0, late: 5}
index:
  weights:
"""


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory) -> Matrix:
    """The matrix with a due day, points, an index and classes."""
    sections = list(dict.fromkeys(task.section for task in CIXI.tasks))
    weights = [100 - 10 * (len(sections) - 1), *[10] * (len(sections) - 1)]
    text = SUPPLEMENT + "".join(f"    {name}: {weight}\n" for name, weight in zip(sections, weights, strict=True))
    path = tmp_path_factory.mktemp("matrix") / "points.yaml"
    path.write_text(text + 'classes: {约束性: ["3.4", "4.1"], 预期性: ["5.1", "21.1"]}\n', encoding="utf-8")
    return load_matrix(path)


def report(path: Path, department: str, *rows: list[Any], filled: str = "2020年7月3日") -> Path:
    head: list[list[Any]] = [[f"填报单位：{department}"], ["报告期：2020年6月"], [f"填报日期：{filled}"], HEADER]
    return write(path, Page(rows=[*head, *rows]))


@pytest.fixture(scope="module")
def run(ranked: Matrix, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Four files: one late, two that differ, one that cannot be checked."""
    folder = tmp_path_factory.mktemp("sent")
    files = [
        report(
            folder / "市住建局.xlsx", "市住建局", ["21.1a", "未启动", None], ["99.9", 1, "=1+1"], filled="2020年7月9日"
        ),
        report(folder / "市应急管理局.xlsx", "市应急管理局", ["19.3a", "8000", None]),
        report(folder / "应急二.xlsx", "市应急管理局", ["19.3a", "7000", "@SUM(1)"], ["19.3b", 34.996, None]),
        write(folder / "空.xlsx", Page(rows=[["什么也没有"]])),
    ]
    return check_files(files, ranked)


def opened(run: Run) -> Any:
    return load_workbook(io.BytesIO(encode(run)))


def shown(sheet: Any) -> str:
    """The whole sheet as text: a line a row, numbers with their formats."""
    lines = []
    for row in sheet.iter_rows():
        cells = [
            f"{cell.value!r}<{cell.number_format}>" if isinstance(cell.value, int | float) else str(cell.value or "")
            for cell in row
        ]
        lines.append(" | ".join(text.replace("\n", "⏎") for text in cells).rstrip(" |"))
    return "\n".join(lines)


def values(sheet: Any) -> dict[str, Any]:
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")}


@pytest.mark.parametrize("name", SHEETS)
def test_each_sheet_whole(name: str, run: Run, snapshot: SnapshotAssertion) -> None:
    assert shown(opened(run)[name]) == snapshot


def test_the_sheets_and_how_they_print(run: Run) -> None:
    book = opened(run)
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets:
        setup = (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToWidth)
        assert (*setup, sheet.page_setup.fitToHeight) == (9, "landscape", 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.center.text == f"{sheet.title}　第 &P 页，共 &N 页"
        assert sheet.oddFooter.center.text.count("&") == 2
    assert [book[name].print_title_rows for name in SHEETS] == [None, "$3:$4", "$1:$1", "$3:$3", "$3:$3", "$3:$3"]
    assert [book[name].freeze_panes for name in SHEETS] == [None, "C5", "E2", "A4", "A4", "B4"]
    assert book["明细"].auto_filter.ref == f"A1:X{book['明细'].max_row}"


def test_the_same_run_gives_the_same_bytes(run: Run) -> None:
    assert encode(run) == encode(run)


def test_a_run_over_nothing() -> None:
    nothing = check_files([], None)
    assert opened(nothing).sheetnames == SHEETS
    assert nothing.exit_code == 3


def test_every_text_fits_its_cell(run: Run) -> None:
    for sheet in opened(run).worksheets:
        merged = {area.coord.split(":")[0]: area for area in sheet.merged_cells.ranges}
        for row in sheet.iter_rows():
            for cell in row:
                area = merged.get(cell.coordinate)
                columns = range(area.min_col, area.max_col + 1) if area else [cell.column]
                rows = range(area.min_row, area.max_row + 1) if area else [cell.row]
                wide = sum(sheet.column_dimensions[get_column_letter(n)].width for n in columns)
                tall = sum(sheet.row_dimensions[n].height or 15 for n in rows)
                if isinstance(cell.value, str):
                    assert look.height(cell.value, wide, cell.font.size) <= tall, (sheet.title, cell.coordinate)


def test_colour_never_stands_alone(run: Run) -> None:
    words = {f"{one.symbol} {one.word}" for one in STATUSES.values()}
    sheet = opened(run)["明细"]
    for row in range(2, sheet.max_row + 1):
        cell = sheet.cell(row, 6)
        assert cell.fill.fill_type == "solid"
        assert str(cell.value).partition("（")[0] in words | {"✓ 提前完成"}


def texts(sheet: Any) -> list[list[str]]:
    rows = [[str(cell.value) for cell in row if cell.value not in (None, "")] for row in sheet.iter_rows()]
    return [row for row in rows if row]


@pytest.fixture(scope="module")
def aside(ranked: Matrix, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One that counts, one that it corrects, one of another department and its copy, one that is missing."""
    folder = tmp_path_factory.mktemp("aside")
    files = [
        report(folder / "应急.xlsx", "市应急管理局", ["19.3a", "7000", None], ["19.3b", "16000", None]),
        report(folder / "应急（更正）.xlsx", "市应急管理局", ["19.3a", "8000", None], ["19.3b", "16000", None]),
        report(folder / "a.xlsx", "市住建局", ["21.1a", "未启动", None]),
        report(folder / "b.xlsx", "市住建局", ["21.1a", "未启动", None]),
    ]
    found = check_files(files, ranked)
    assert found.submissions[1].corrects
    return found


def test_what_does_not_count_is_last_grey_and_in_no_sum(aside: Run) -> None:
    book = opened(aside)
    sheet = book["明细"]
    rows = [(sheet.cell(row, 6), sheet.cell(row, 13).value) for row in range(2, sheet.max_row + 1)]
    states = [state for _, state in rows]
    first = next(number for number, state in enumerate(states) if state)
    assert set(states[:first]) == {None} and set(states[first:]) == {"已更正，不计", "重复，不计"}
    assert {cell.fill.fgColor.rgb for cell, _ in rows[first:]} == {f"00{look.GREY}"}
    assert first == sum(aside.counts.values())
    counted = [one for checked in (aside.submissions[1], aside.submissions[2]) for one in checked.findings]
    assert [cell.value for cell, _ in rows[:first]] == [f"{STATUSES[one.status].symbol} {word(one)}" for one in counted]

    named = {row[-1]: row for row in texts(book["总表"])}
    for name, state in (("应急.xlsx", "已更正，不计"), ("b.xlsx", "重复，不计")):
        assert named[f"{state}；{name}"][1:-1] == ["—"] * (len(Status) + 1)
    assert named["应急（更正）.xlsx"][-2] == "2"
    totals = next(row for row in texts(book["总表"]) if row[0] == "合计")
    assert totals == ["合计", *(str(aside.counts[status]) for status in Status), str(sum(aside.counts.values()))]

    heat = {tuple(row[:2]): row[2:] for row in texts(book["热力图"])}
    dashes = ["—"] * len(CIXI.tasks)
    assert heat["市应急管理局", "已更正，不计（应急.xlsx）"] == dashes
    assert heat["市文广旅体局", "未报送"] == dashes


def test_the_legend_has_what_occurs(aside: Run) -> None:
    rows = texts(opened(aside)["热力图"])
    assert [row[1:] for row in rows if row[0] == "图例"] == [["●", "进度正常", "·", "未到期"]]
    assert "空白：不负责该任务，或配合任务没有填报" in rows[1][0]


def test_a_single_file_says_nothing_of_other_departments(ranked: Matrix, tmp_path: Path) -> None:
    path = report(tmp_path / "a.xlsx", "市住建局", ["21.1a", "未启动", None], filled="2020年7月9日")
    run = check_submissions(collect([path]), Order(matrix=ranked))
    assert not run.whole
    book = opened(run)
    assert texts(book["未报送"]) == [["报送情况"], ["只检查了一个单位的报表，没有核对其他单位是否报送。"]]
    said = "".join(text for name in ("总表", "热力图", "未报送") for row in texts(book[name]) for text in row)
    others = [name for name in CIXI.departments if name != "市住建局" and name in said]
    assert others == [] and "应报" not in said and "积分" not in said


def test_a_chained_requirement_is_told_from_one_with_last_years_value(run: Run) -> None:
    sheet = opened(run)["规则"]
    assert str(sheet["A2"].value).endswith("的要求是推算的，报表填有上年实际值的以“明细”表为准。")
    other = replace(CIXI, tasks=tuple(task for task in CIXI.tasks if task.id == "1.1"))
    assert "推算" not in str(opened(replace(run, matrix=other, submissions=(), rows=()))["规则"]["A2"].value)


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "#N/A", "#REF!", "'=1"]


def test_no_text_becomes_a_formula(run: Run) -> None:
    first = run.submissions[0]
    sent = tuple(
        replace(
            first,
            path=text,
            department=text,
            findings=(
                replace(first.findings[0], name=text, message=text, raw=text, advice=text, wording=text, actual=text),
            ),
        )
        for text in HOSTILE
    )
    data = encode(replace(run, submissions=sent))
    sheet = load_workbook(io.BytesIO(data))["明细"]
    for number, text in enumerate(HOSTILE, 2):
        cells = [cell for cell in sheet[number] if cell.value]
        assert {cell.data_type for cell in cells} == {"s"}
        found = [cell for cell in cells if cell.value == text.replace("\r", "\n").replace("\t", " ")]
        assert len(found) >= 6
        assert {cell.quotePrefix for cell in found} == {text[0] in "=+-@\t\r"}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert [b"<f>" in content or b't="e"' in content for content in sheets] == [False] * len(SHEETS)


def test_what_xml_forbids_is_seen_and_what_is_too_long_is_said(run: Run) -> None:
    checked = run.submissions[0]
    finding = replace(checked.findings[0], name="a\x00b\x1b\ud800\u202ec", raw="长" * 40_000, message="_x0041_")
    odd = replace(run, submissions=(replace(checked, findings=(finding,)),))
    row = {cell.column_letter: cell.value for cell in opened(odd)["明细"][2]}
    assert row["D"] == "a\ufffdb\ufffd\ufffd\ufffdc"
    assert row["K"] == "_x005F_x0041_"
    assert len(row["V"]) == look.MOST_CHARACTERS
    assert row["V"].endswith("……（全文 40000 字，一个单元格放不下，其余见原报表）")
    assert "打印不全" in row["X"]


@pytest.mark.parametrize("text", ["🙂" * 20_000, "🙂" * 16_383 + "a", "🙂" * 16_384, "a" * 32_767, "a" * 32_768])
def test_a_cell_never_holds_more_than_excel_takes(text: str) -> None:
    cleaned = look.clean(text)
    units = len(cleaned.encode("utf-16-le")) // 2
    assert units <= look.MOST_CHARACTERS
    assert (cleaned == text) == (len(text.encode("utf-16-le")) // 2 <= look.MOST_CHARACTERS)


@pytest.mark.parametrize(
    ("period", "value", "status", "cell", "format"),
    [
        ("2020年12月", "34.996%", "unmet", 34.996, '0.000"%"'),
        ("2020年12月", "35%", "met", 35, '0"%"'),
        ("2020年6月", "35.5%", "met", 35.5, '0.0"%"'),
        ("2020年6月", "约27.51%", "on_track", 27.51, '"约 "0.00"%"'),
        ("2020年6月", "27.499%", "behind", 27.499, '0.000"%"'),
    ],
)
def test_a_number_never_rounds_across_its_threshold(
    period: str, value: str, status: str, cell: float, format: str, tmp_path: Path
) -> None:
    head = [["填报单位：市委组织部"], [f"报告期：{period}"], HEADER]
    run = check_files([write(tmp_path / "a.xlsx", Page(rows=[*head, ["1.1a", value, None]]))], CIXI)
    finding = next(one for one in run.submissions[0].findings if one.indicator == "1.1a")
    sheet = opened(run)["明细"]
    row = next(number for number in range(2, sheet.max_row + 1) if sheet.cell(number, 3).value == "1.1a")
    found = sheet.cell(row, 7)
    assert (finding.status, found.value, found.number_format) == (Status(status), cell, format)


def test_two_matrices_in_one_run(tmp_path: Path) -> None:
    other = replace(CIXI, id="other", title="另一份")
    first = check_files([report(tmp_path / "a.xlsx", "市住建局", ["21.1a", "未启动", None])], CIXI)
    second = check_files([report(tmp_path / "b.xlsx", "市财政局", ["17.1", None, "有"])], other)
    both = replace(
        first,
        matrix=None,
        submissions=(*first.submissions, *second.submissions),
        rows=(*first.rows, *second.rows),
        coverage=(*first.coverage, *second.coverage),
    )
    book = opened(both)
    titles = [str(row[0].value) for row in book["热力图"].iter_rows() if "任务热力图" in str(row[0].value)]
    assert titles == [f"{CIXI.title} 2020年6月 任务热力图", "另一份 2020年6月 任务热力图"]
    targets = sum(len(one.targets) for task in CIXI.tasks for one in task.indicators)
    assert book["规则"].max_row == 3 + 2 * targets


def test_the_heat_map_leads_to_the_rules(run: Run) -> None:
    book = opened(run)
    for cell in book["热力图"][4]:
        if cell.hyperlink:
            place = cell.hyperlink.location.removeprefix("'规则'!")
            assert book["规则"][place].value == cell.value
            assert str(cell.comment.text).startswith(f"{cell.value} ")
    assert sum(bool(cell.hyperlink) for cell in book["热力图"][4]) == len(CIXI.tasks)


@pytest.mark.needs("libreoffice")
def test_libreoffice_opens_it_and_finds_no_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(encode(run))
    recalculated = convert(tmp_path / "a.xlsx", tmp_path / "out")
    before, after = opened(run), load_workbook(recalculated)
    assert after.sheetnames == SHEETS
    for name in SHEETS:
        assert [cell.value for row in after[name] for cell in row if cell.data_type in "ef"] == []
        assert values(after[name]) == values(before[name])


def convert(path: Path, folder: Path) -> Path:
    """What LibreOffice makes of a workbook when it opens and saves it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / path.name


def test_importing_it_is_cheap() -> None:
    import sys

    modules = "chanfa_check.output.xlsx, chanfa_check.output.annotate"
    code = f"import sys, {modules}; print(bool({{'openpyxl', 'lxml'}} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "False\n"


def test_the_fail_level_is_none_of_its_business(run: Run) -> None:
    assert encode(replace(run, exit_code=0)) == encode(run)
    assert FailOn.NEVER.statuses() == frozenset()
