"""Which matrix of several an unmarked report is judged by, and what its clerk is told where that is open."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from chanfa_check.batch.one import Order, check_one
from chanfa_check.batch.source import Source
from chanfa_check.matrix import library
from chanfa_check.model import Checked, Status
from tests.builders import Page, write
from tests.checking import check_files

HEADER = ["编号", "完成值", "进展情况"]
EAST = "市总工会: {aliases: [东海市总工会, 总工会]}, 市财政局: {aliases: [东海市财政局]}, 市教育局: {}"
WEST = "市总工会: {aliases: [西山市总工会]}"
GROUPS = "区委办: {aliases: [南溪区委办]}, 区卫生健康局: {}, 区级群团: {members: [区委办, 区卫生健康局]}"


def matrix(folder: Path, name: str, years: str, departments: str) -> None:
    lead = departments.partition(":")[0]
    text = f"""\
id: {name}
version: "1"
title: {name}分工表
years: {years}
departments: {{{departments}}}
tasks:
  - id: "1.1"
    section: 一
    measure: 二
    duty: 任务
    schedule: 保持60%以上
    lead: {lead}
    partners: []
    indicators:
      - {{id: 1.1a, name: 覆盖率, unit: "%", targets: [{{rule: floor, value: 60%}}]}}
"""
    (folder / name).mkdir(parents=True)
    (folder / name / "matrix.yaml").write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True)
def three_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """East knows three departments from 2019 to 2025, west one of them in 2022, south others in 2023."""
    folder = tmp_path / "library"
    matrix(folder, "east", "[2019, 2025]", EAST)
    matrix(folder, "south", "[2023, 2023]", GROUPS)
    matrix(folder, "west", "[2022, 2022]", WEST)
    monkeypatch.setattr(library, "folder", lambda: folder)


def report(tmp_path: Path, department: str, title: str = "2022年5月完成情况", name: str = "甲") -> Path:
    path = tmp_path / "报表" / f"{name}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    return write(path, Page(rows=[[title], [f"填报单位：{department}"], HEADER, ["1.1", "65%", None]]))


def checked(path: Path, department: str | None = None, as_of: dt.date | None = None) -> Checked:
    return check_one(Source(str(path)), Order(department=department, as_of=as_of))


def told(one: Checked) -> list[str]:
    return [f"{problem.code}: {problem.message}" for problem in one.problems]


UNCLEAR = (
    "matrix-unclear: 有几份分工表都对得上（east、west）。"
    "请在表头写明单位的全称（如“东海市总工会”“西山市总工会”）；也可以用 --targets 指明按哪一份检查。"
)


@pytest.mark.parametrize("year", [2020, 2022, 2026])
def test_a_report_that_contradicts_itself_is_not_judged_by_who_knows_less(year: int, tmp_path: Path) -> None:
    path = report(tmp_path, "市总工会", name=f"市财政局{year}年5月", title="完成情况")
    one = checked(path)
    assert (one.matrix, one.findings) == (None, ())
    assert told(one) == [
        "department-conflict: 填报单位前后不一：“Sheet1”工作表 A2为“市总工会”，文件名为“市财政局”。请核对后改为一致。"
    ]
    assert check_files([path]).exit_code == 3


def test_two_names_in_a_file_s_name_are_not_one_where_another_matrix_knows_one(tmp_path: Path) -> None:
    assert told(checked(report(tmp_path, "", name="市总工会和市教育局2022年5月"))) == [
        "department-conflict: 看不出是哪个单位的报表：没有“填报单位：”，文件名里有市总工会、市教育局，不止一个。"
        "请在表头写明填报单位，或用 --department 指明。"
    ]


def test_two_offices_in_a_title_do_not_concern_one_that_their_matrix_does_not_know(tmp_path: Path) -> None:
    path = report(tmp_path, "", title="市总工会、市教育局：2023年5月完成情况", name="区委办")
    one = checked(path)
    assert one.matrix
    assert (one.matrix.id, one.department, one.problems) == ("south", "区委办", ())


def test_the_user_settles_a_contradiction(tmp_path: Path) -> None:
    path = report(tmp_path, "市总工会", name="市财政局2022年5月")
    one = checked(path, department="市财政局")
    assert one.matrix
    assert (one.matrix.id, one.department, one.problems) == ("east", "市财政局", ())


KNOWN = "请改用分工表中的单位名称，或用 --department 指明。"
NO_MONTH = (
    "period-missing: 看不出是哪一期的报表：表头和文件名都没有写明年月（如“2020年6月”）。"
    "请在表头写明，或用 --as-of 2020-06 指明。"
)


@pytest.mark.parametrize(
    ("department", "title", "problems"),
    [
        (
            "市总公会",
            "2022年5月",
            [f"department-unknown: {{}}“市总公会”不在任务责任分工表中。是否为“市总工会”？{KNOWN}"],
        ),
        # Near to a name that only a matrix of other years knows.
        (
            "区卫生局",
            "2022年5月",
            [f"department-unknown: {{}}“区卫生局”不在任务责任分工表中。是否为“区卫生健康局”？{KNOWN}"],
        ),
        ("气象台", "2022年5月", [f"department-unknown: {{}}“气象台”不在任务责任分工表中。{KNOWN}"]),
        (
            "市总工会、市教育局",
            "2022年5月",
            ["department-conflict: “Sheet1”工作表 A2写了 2 个填报单位（市总工会、市教育局）。"
             "请各报各的，或用 --department 指明。"],
        ),
        (
            "区级群团",
            "2022年5月",
            ["department-unknown: {}“区级群团”是几个单位的合称（区委办、区卫生健康局）。"
             "请写明是哪一个单位，或用 --department 指明。"],
        ),
        (
            "",
            "2022年5月",
            ["department-missing: 看不出是哪个单位的报表：没有“填报单位：”，文件名也没有本表的单位。"
             "请在表头写明填报单位，或用 --department 指明。"],
        ),
        ("市总工会", "完成情况", [NO_MONTH]),
        ("市教育局", "完成情况", [NO_MONTH]),
        (
            "市总公会",
            "完成情况",
            [NO_MONTH, f"department-unknown: {{}}“市总公会”不在任务责任分工表中。是否为“市总工会”？{KNOWN}"],
        ),
    ],
)  # fmt: skip
def test_a_clerk_s_mistake_is_said_as_with_one_matrix(
    department: str, title: str, problems: list[str], tmp_path: Path
) -> None:
    one = checked(report(tmp_path, department, title))
    assert told(one) == [problem.format("“Sheet1”工作表 A2的填报单位") for problem in problems]


def test_a_workbook_without_a_table_is_said_to_have_none(tmp_path: Path) -> None:
    path = write(tmp_path / "通讯录.xlsx", Page(rows=[["姓名", "电话"], ["张三", "1"]]))
    codes = [problem.code for problem in check_one(Source(str(path)), Order()).problems]
    assert codes == ["no-table", "period-missing", "department-missing"]


def test_a_department_of_the_user_s_that_no_matrix_knows(tmp_path: Path) -> None:
    assert told(checked(report(tmp_path, "市总工会"), department="市财政居")) == [
        "department-unknown: 已有的分工表（east、south、west）里都没有“市财政居”。是否为“市财政局”？"
        "请核对单位，或用 --targets 指明分工表。"
    ]


@pytest.mark.parametrize(("department", "judge"), [("东海市总工会", "east"), ("西山市总工会", "west")])
def test_outside_all_years_the_only_one_that_knows_the_department_says_so(
    department: str, judge: str, tmp_path: Path
) -> None:
    one = checked(report(tmp_path, department, "2026年3月"))
    assert one.matrix
    assert (one.matrix.id, one.problems) == (judge, ())
    assert {finding.status for finding in one.findings} == {Status.NO_TARGET}


def test_outside_all_years_only_those_that_know_the_department_are_listed(tmp_path: Path) -> None:
    assert told(checked(report(tmp_path, "市总工会", "2026年3月"))) == [
        "matrix-unclear: 有几份分工表有这个单位，2026年都不在它们的年份之内（east：2019—2025年、west：2022年）。"
        "请核对报表的年月；年月无误的，"
        "请在表头写明单位的全称（如“东海市总工会”“西山市总工会”）；也可以用 --targets 指明按哪一份检查。"
    ]


@pytest.mark.parametrize(
    ("title", "name", "judge"),
    [
        ("东海市2022年5月完成情况", "甲", "east"),
        ("《西山市产业工人队伍建设改革》2022年5月完成情况", "甲", "west"),
        ("2022年5月完成情况", "西山市/甲", "west"),
        ("2022年5月完成情况", "东海市总工会", "east"),
        ("东海市2022年5月完成情况", "东海市总工会", "east"),
        # Two places, an office that may have asked for the report, a place in passing: all of them leave it open.
        ("东海市2022年5月完成情况", "西山市/甲", None),
        ("西山市东海市2022年5月完成情况", "甲", None),
        ("西山市总工会2022年5月完成情况", "甲", None),
        ("2022年5月完成情况", "西山市总工会/甲", None),
        ("2022年5月学习西山经验完成情况", "甲", None),
        ("北湖市2022年5月完成情况", "甲", None),
    ],
)
def test_the_place_in_title_or_path_decides_only_where_it_is_plain(
    title: str, name: str, judge: str | None, tmp_path: Path
) -> None:
    one = checked(report(tmp_path, "市总工会", title, name))
    if judge is None:
        assert (one.matrix, told(one)) == (None, [UNCLEAR])
    else:
        assert one.matrix
        assert (one.matrix.id, one.problems) == (judge, ())


def test_the_place_in_the_title_is_not_overruled_by_the_year(tmp_path: Path) -> None:
    one = checked(report(tmp_path, "市总工会", "西山市2020年5月完成情况"))
    assert (one.matrix, told(one)) == (
        None,
        [
            "matrix-unclear: 标题或路径写的是“西山”，那是分工表 west（2022年）的；有这个单位和这个时期的却是 east。"
            "请核对年月和标题；无误的，请在表头写明单位的全称（如“东海市总工会”），或用 --targets 指明按哪一份检查。"
        ],
    )


@pytest.mark.parametrize(
    ("department", "title"),
    [("市总工会", "东海市2020年5月"), ("东海市总工会", "西山市2020年5月"), ("市教育局", "西山市2020年5月")],
)
def test_a_place_whose_matrix_does_not_know_the_sender_is_no_matter(
    department: str, title: str, tmp_path: Path
) -> None:
    one = checked(report(tmp_path, department, title))
    assert one.matrix
    assert (one.matrix.id, one.problems) == ("east", ())


def test_the_day_of_the_user_makes_up_for_a_month(tmp_path: Path) -> None:
    one = checked(report(tmp_path, "市总工会", "完成情况"), as_of=dt.date(2022, 5, 31))
    assert told(one) == [UNCLEAR]
