"""Levels: what districts report makes up the city's indicator, and what lacks or contradicts is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chanfa_check.api import check
from chanfa_check.batch.choose import load
from chanfa_check.matrix import library
from chanfa_check.matrix.load import load_matrix
from chanfa_check.model import Manner, Matrix, Place, Rolled, Run, Standing, Status
from chanfa_check.output import office
from tests.batch.plans import plan
from tests.builders import Page, write
from tests.checking import check_file

MONTH = "2023年11月"
END = dt.date(2023, 11, 30)


def told(path: Path, department: str, values: Mapping[str, Any], *, period: str = MONTH, title: str = "") -> Path:
    """A report of values by indicator; a tuple adds last year's."""
    path.parent.mkdir(exist_ok=True, parents=True)
    rows = [[number, *(one if isinstance(one, tuple) else (one, None)), "有进展"] for number, one in values.items()]
    head = [[title], [f"填报单位：{department}"], [f"报告期：{period}"], ["编号", "完成值", "上年值", "进展情况"]]
    return write(path, Page(rows=[*head, *rows]))


def rollup(children: str, *indicators: str) -> str:
    lines = [f"  children: {children}", "  indicators:", *(f"    - {one}" for one in indicators)]
    return "\n".join(["rollup:", *lines, ""])


def city(
    folder: Path,
    *,
    target: str = "1.1a 家 {rule: annual, value: 100家}",
    how: str = "{id: 1.1a, how: sum}",
    **units: str,
) -> Matrix:
    """A city over 东区 and 西区, whose unit and target may be other ones."""
    for name, id_ in (("东区", "east"), ("西区", "west")):
        own = units.get(id_, "1.1a 家 {rule: annual, value: 10家}")
        plan(folder, id_, own, lead=f"{name}总工会: {{aliases: [区总工会]}}", years="[2023, 2025]")
    more = rollup("{东区: east.yaml, 西区: west.yaml}", how)
    return load(plan(folder, "city", target, years="[2023, 2025]", more=more))


def rolled(run: Run) -> Rolled:
    (one,) = run.rollups
    return one


def test_what_the_children_report_is_added_up(tmp_path: Path) -> None:
    matrix = city(tmp_path)
    told(tmp_path / "报表" / "东区总工会.xlsx", "东区总工会", {"1.1a": 60})
    told(tmp_path / "报表" / "西区总工会.xlsx", "西区总工会", {"1.1a": 20})
    run = check(tmp_path / "报表", matrix=matrix)
    one = rolled(run)
    # 11/12 of 100 are due at the end of November.
    assert (one.status, one.actual, one.manner, one.missing) == (Status.BEHIND, Decimal(80), Manner.EXACT, ())
    assert one.message == "合计 80 家，序时进度为 91.67 家，差 12 家；目标为不低于 100 家（2023年）"
    assert (one.matrix, one.names, one.as_of, one.expected and one.expected.value) == ("city", (), END, Decimal(100))
    assert [
        (each.child, each.department, each.amount, each.portion, each.place, Path(each.path).name)
        for each in one.contributions
    ] == [
        ("东区", "东区总工会", Decimal(60), Decimal(75), Place("Sheet1", "B5"), "东区总工会.xlsx"),
        ("西区", "西区总工会", Decimal(20), Decimal(25), Place("Sheet1", "B5"), "西区总工会.xlsx"),
    ]
    assert [(row.department, row.matrix, row.standing) for row in run.rows] == [
        ("东区总工会", "east", Standing.COUNTED),
        ("西区总工会", "west", Standing.COUNTED),
    ]
    assert run.exit_code == 0


def test_who_has_not_reported_is_never_taken_for_zero(tmp_path: Path) -> None:
    matrix = city(tmp_path)
    told(tmp_path / "报表" / "东区总工会.xlsx", "东区总工会", {"1.1a": 500})
    run = check(tmp_path / "报表", matrix=matrix)
    one = rolled(run)
    assert (one.status, one.code, one.actual, one.so_far) == (Status.MISSING, "rollup-missing", None, Decimal(500))
    assert one.message == "2 个下级有 1 个没有可用的数（西区），其余合计 500 家；要求不低于 100 家（2023年）"
    assert [(each.child, each.amount, each.why, each.portion) for each in one.contributions] == [
        ("东区", Decimal(500), "", None),
        ("西区", None, "没有报送", None),
    ]
    assert [(each.matrix, each.missing) for each in run.coverage] == [("east", ()), ("west", ("西区总工会",))]
    assert ("西区总工会", "west", Standing.MISSING) in [(row.department, row.matrix, row.standing) for row in run.rows]
    assert run.exit_code == 1


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("三十几家", "填报有误：不是数"),
        ("5人", "填报有误：单位不符"),
        (None, "没有填报这个数"),
        (-3, "填报有误：负数"),
    ],
)
def test_a_value_that_cannot_be_understood_does_not_count(value: object, why: str, tmp_path: Path) -> None:
    matrix = city(tmp_path)
    told(tmp_path / "报表" / "东区总工会.xlsx", "东区总工会", {"1.1a": 500})
    told(tmp_path / "报表" / "西区总工会.xlsx", "西区总工会", {"1.1a": value})
    one = rolled(check(tmp_path / "报表", matrix=matrix))
    assert (one.status, one.missing, [each.why for each in one.contributions]) == (Status.MISSING, ("西区",), ["", why])


def test_of_two_that_differ_neither_is_chosen_but_a_correction_is(tmp_path: Path) -> None:
    matrix = city(tmp_path)
    told(tmp_path / "报表" / "东区总工会.xlsx", "东区总工会", {"1.1a": 90})
    told(tmp_path / "报表" / "西区总工会.xlsx", "西区总工会", {"1.1a": 11})
    second = told(tmp_path / "报表" / "西区总工会2.xlsx", "西区总工会", {"1.1a": 12})
    one = rolled(check(tmp_path / "报表", matrix=matrix))
    assert [each.why for each in one.contributions] == ["", "报了两份，内容不同，没有采信"]
    assert one.status is Status.MISSING
    second.rename(second.with_name("西区总工会（更正）.xlsx"))
    one = rolled(check(tmp_path / "报表", matrix=matrix))
    assert (one.status, one.actual) == (Status.MET, Decimal(102))


def test_units_are_converted_and_other_ids_are_looked_up(tmp_path: Path) -> None:
    matrix = city(
        tmp_path,
        target="1.1a 万人 {rule: annual, value: 1万人}",
        east="7.7b 人 {rule: annual, value: 100人}",
        west="1.1a 万人次 {rule: annual, value: 0.1万人次}".replace("人次", "人"),
        how="{id: 1.1a, how: sum, from: {东区: 7.7b}}",
    )
    told(tmp_path / "报表" / "东区总工会.xlsx", "东区总工会", {"7.7b": 6001})
    told(tmp_path / "报表" / "西区总工会.xlsx", "西区总工会", {"1.1a": "0.4万人"})
    one = rolled(check(tmp_path / "报表", matrix=matrix))
    assert (one.actual, one.unit, one.status) == (Decimal("1.0001"), "万人", Status.MET)
    assert [(each.indicator, each.shown) for each in one.contributions] == [("7.7b", "6001 人"), ("1.1a", "0.4 万人")]


@pytest.mark.parametrize(
    ("east", "west", "status", "message"),
    [
        ("80家以上", 30, Status.MET, "合计 110 家 以上，符合"),
        ("50家以上", 30, Status.INVALID, "合计 “80 家 以上”不是确切的数，无法判断是否符合“不低于 100 家”的要求"),
        ("约80家", 30, Status.MET, "合计 约 110 家，符合"),
        ("80家以上", "约30家", Status.INVALID, "下级的数有的不确切，汇总不出一个数，不能判定"),
    ],
)
def test_how_firmly_a_sum_is_meant(east: object, west: object, status: Status, message: str, tmp_path: Path) -> None:
    matrix = city(tmp_path)
    told(tmp_path / "报表" / "东区总工会.xlsx", "东区总工会", {"1.1a": east}, period="2023年12月")
    told(tmp_path / "报表" / "西区总工会.xlsx", "西区总工会", {"1.1a": west}, period="2023年12月")
    one = rolled(check(tmp_path / "报表", matrix=matrix))
    assert one.status is status
    assert one.message.startswith(message)


@pytest.mark.parametrize(
    ("how", "target", "status", "actual"),
    [
        ("{id: 1.1a, how: mean}", "{rule: floor, value: 80%}", Status.MET, 80),
        ("{id: 1.1a, how: worst}", "{rule: floor, value: 80%}", Status.UNMET, 70),
        ("{id: 1.1a, how: worst}", "{rule: ceiling, value: 80%}", Status.UNMET, 90),
        ("{id: 1.1a, how: weighted, weights: {东区: 3, 西区: 1}}", "{rule: floor, value: 80%}", Status.MET, 85),
        ("{id: 1.1a, how: weighted, weights: {东区: 0, 西区: 1}}", "{rule: floor, value: 80%}", Status.UNMET, 70),
    ],
)
def test_other_ways_than_a_sum(how: str, target: str, status: Status, actual: int, tmp_path: Path) -> None:
    share = "1.1a % {rule: floor, value: 60%}"
    matrix = city(tmp_path, target=f"1.1a % {target}", how=how, east=share, west=share)
    told(tmp_path / "报表" / "东区总工会.xlsx", "东区总工会", {"1.1a": "90%"})
    told(tmp_path / "报表" / "西区总工会.xlsx", "西区总工会", {"1.1a": "70%"})
    one = rolled(check(tmp_path / "报表", matrix=matrix))
    assert (one.status, one.actual) == (status, Decimal(actual))


def test_a_child_of_no_weight_is_not_waited_for(tmp_path: Path) -> None:
    share = "1.1a % {rule: floor, value: 60%}"
    how = "{id: 1.1a, how: weighted, weights: {东区: 1, 西区: 0}}"
    matrix = city(tmp_path, target="1.1a % {rule: floor, value: 80%}", how=how, east=share, west=share)
    told(tmp_path / "报表" / "东区总工会.xlsx", "东区总工会", {"1.1a": "90%"})
    one = rolled(check(tmp_path / "报表", matrix=matrix))
    assert (one.status, one.missing) == (Status.MET, ())


def test_a_mean_of_things_that_are_counted_need_not_be_whole(tmp_path: Path) -> None:
    matrix = city(tmp_path, target="1.1a 家 {rule: floor, value: 10家}", how="{id: 1.1a, how: mean}")
    told(tmp_path / "报表" / "东区总工会.xlsx", "东区总工会", {"1.1a": 10})
    told(tmp_path / "报表" / "西区总工会.xlsx", "西区总工会", {"1.1a": 11})
    assert rolled(check(tmp_path / "报表", matrix=matrix)).actual == Decimal("10.5")


def test_last_year_is_made_up_as_this_year_is(tmp_path: Path) -> None:
    rising = "1.1a 家 {rule: rising}"
    matrix = city(tmp_path, target=rising, east=rising, west=rising)
    told(tmp_path / "报表" / "东区总工会.xlsx", "东区总工会", {"1.1a": (60, 50)}, period="2023年12月")
    west = told(tmp_path / "报表" / "西区总工会.xlsx", "西区总工会", {"1.1a": (21, 30)}, period="2023年12月")
    assert rolled(check(tmp_path / "报表", matrix=matrix)).status is Status.MET
    told(west, "西区总工会", {"1.1a": (19, 30)}, period="2023年12月")
    assert rolled(check(tmp_path / "报表", matrix=matrix)).status is Status.UNMET


def test_what_the_level_itself_reports_must_agree(tmp_path: Path) -> None:
    matrix = city(tmp_path)
    told(tmp_path / "报表" / "东区总工会.xlsx", "东区总工会", {"1.1a": 60})
    told(tmp_path / "报表" / "西区总工会.xlsx", "西区总工会", {"1.1a": 50})
    own = told(tmp_path / "报表" / "市总工会.xlsx", "市总工会", {"1.1a": 120})
    run = check(tmp_path / "报表", matrix=matrix)
    (one,) = run.contradictions
    assert one.code == "rollup-differs"
    assert one.message == (
        "指标1.1a（1.1a）本级填报与下级汇总不一致：市总工会报 120 家；下级合计 110 家（东区 60 家、西区 50 家）"
    )
    assert [(each.department, Path(each.path).name, str(each.place), each.shown) for each in one.statements] == [
        ("市总工会", "市总工会.xlsx", "Sheet1!B5", "120 家"),
        ("东区东区总工会", "东区总工会.xlsx", "Sheet1!B5", "60 家"),
        ("西区西区总工会", "西区总工会.xlsx", "Sheet1!B5", "50 家"),
    ]
    assert run.exit_code == 1
    told(own, "市总工会", {"1.1a": 110})
    run = check(tmp_path / "报表", matrix=matrix)
    assert (run.contradictions, run.exit_code) == ((), 0)
    assert [one.status for one in run.submissions[0].findings] == [Status.MET]


@pytest.mark.parametrize(("value", "contradicted"), [(59, True), (60, False), (500, False)])
def test_less_than_some_of_the_children_have_cannot_be(value: int, contradicted: bool, tmp_path: Path) -> None:
    matrix = city(tmp_path)
    told(tmp_path / "报表" / "东区总工会.xlsx", "东区总工会", {"1.1a": 60})
    told(tmp_path / "报表" / "市总工会.xlsx", "市总工会", {"1.1a": value})
    assert bool(check(tmp_path / "报表", matrix=matrix).contradictions) is contradicted


def test_a_lead_need_not_report_what_comes_from_below(tmp_path: Path) -> None:
    matrix = city(tmp_path)
    told(tmp_path / "报表" / "东区总工会.xlsx", "东区总工会", {"1.1a": 60})
    told(tmp_path / "报表" / "市总工会.xlsx", "市总工会", {"1.1a": None})
    run = check(tmp_path / "报表", matrix=matrix)
    assert [(one.department, one.findings) for one in run.submissions if one.department == "市总工会"] == [
        ("市总工会", ())
    ]
    assert [one.missing for one in run.coverage if one.matrix == "city"] == [()]


def three_levels(folder: Path) -> Matrix:
    """A city over 东区, which has two streets, and 西区."""
    for name, id_ in (("甲街道", "first"), ("乙街道", "second")):
        plan(folder, id_, "1.1a 家 {rule: annual, value: 10家}", lead=f"{name}总工会", years="[2023, 2025]")
    streets = rollup("{甲街道: first.yaml, 乙街道: second.yaml}", "{id: 1.1a, how: sum}")
    districts = rollup("{东区: east.yaml, 西区: west.yaml}", "{id: 1.1a, how: sum}")
    for name, id_, more in (("东区", "east", streets), ("西区", "west", "")):
        target = "1.1a 家 {rule: annual, value: 30家}"
        plan(folder, id_, target, lead=f"{name}总工会", years="[2023, 2025]", more=more)
    target = "1.1a 家 {rule: annual, value: 100家}"
    return load(plan(folder, "city", target, years="[2023, 2025]", more=districts))


def test_streets_make_up_the_district_and_districts_the_city(tmp_path: Path) -> None:
    matrix = three_levels(tmp_path)
    for name, value in (("甲街道", 20), ("乙街道", 25), ("西区", 60)):
        told(tmp_path / "报表" / f"{name}.xlsx", f"{name}总工会", {"1.1a": value})
    run = check(tmp_path / "报表", matrix=matrix)
    top, district = run.rollups
    assert (top.actual, top.status, top.names) == (Decimal(105), Status.MET, ())
    assert [(one.child, one.amount, one.rolled, one.path != "") for one in top.contributions] == [
        ("东区", Decimal(45), True, False),
        ("西区", Decimal(60), False, True),
    ]
    assert (district.matrix, district.names, district.actual) == ("east", ("东区",), Decimal(45))
    assert run.exit_code == 0


def test_a_street_that_lacks_is_missed_up_to_the_top(tmp_path: Path) -> None:
    matrix = three_levels(tmp_path)
    for name, value in (("甲街道", 20), ("西区", 60)):
        told(tmp_path / "报表" / f"{name}.xlsx", f"{name}总工会", {"1.1a": value})
    top, district = check(tmp_path / "报表", matrix=matrix).rollups
    assert (top.status, top.so_far, top.missing) == (Status.MISSING, Decimal(60), ("东区",))
    assert top.contributions[0].why == "没有报送，它的下级 乙街道 也没有可用的数"
    assert (district.status, district.so_far, district.missing) == (Status.MISSING, Decimal(20), ("乙街道",))


@pytest.mark.parametrize(("value", "amount"), [(45, 45), (44, None)])
def test_a_district_that_says_something_else_than_its_streets(value: int, amount: int | None, tmp_path: Path) -> None:
    matrix = three_levels(tmp_path)
    for name, number in (("甲街道", 20), ("乙街道", 25), ("西区", 60), ("东区", value)):
        told(tmp_path / "报表" / f"{name}.xlsx", f"{name}总工会", {"1.1a": number})
    run = check(tmp_path / "报表", matrix=matrix)
    top = run.rollups[0]
    assert top.contributions[0].amount == amount
    if amount is None:
        assert top.contributions[0].why == "自报 44 家，下级合计 45 家，两者不一致，没有采信"
        assert top.status is Status.MISSING
        assert [one.code for one in run.contradictions] == ["rollup-differs"]


def test_a_street_that_lacks_does_not_matter_where_the_district_reported(tmp_path: Path) -> None:
    matrix = three_levels(tmp_path)
    for name, number in (("甲街道", 20), ("西区", 60), ("东区", 45)):
        told(tmp_path / "报表" / f"{name}.xlsx", f"{name}总工会", {"1.1a": number})
    top, district = check(tmp_path / "报表", matrix=matrix).rollups
    assert (top.status, district.status) == (Status.MET, Status.MISSING)


def test_each_month_is_added_up_by_itself(tmp_path: Path) -> None:
    matrix = city(tmp_path)
    for month, values in (("2023年10月", (40, 30)), (MONTH, (60, 50))):
        for name, value in zip(("东区", "西区"), values, strict=True):
            told(tmp_path / "报表" / f"{name}{month}.xlsx", f"{name}总工会", {"1.1a": value}, period=month)
    run = check(tmp_path / "报表", matrix=matrix)
    assert [(one.as_of.month, one.actual) for one in run.rollups] == [(10, Decimal(70)), (11, Decimal(110))]


def test_the_day_that_the_user_asks_for(tmp_path: Path) -> None:
    matrix = city(tmp_path)
    for name, value in (("东区", 60), ("西区", 35)):
        told(tmp_path / "报表" / f"{name}总工会.xlsx", f"{name}总工会", {"1.1a": value})
    for as_of, status in ((None, Status.ON_TRACK), (dt.date(2023, 12, 31), Status.UNMET)):
        one = rolled(check(tmp_path / "报表", matrix=matrix, as_of=as_of))
        assert (one.as_of, one.status, one.actual) == (as_of or END, status, Decimal(95))


def test_several_processes_say_the_same(tmp_path: Path) -> None:
    matrix = three_levels(tmp_path)
    for number in range(8):
        for name, value in (("甲街道", 20), ("乙街道", 25), ("西区", 60), ("东区", 44)):
            folder = tmp_path / "报表" / str(number)
            told(folder / f"{name}.xlsx", f"{name}总工会", {"1.1a": value}, period=f"2023年{number + 1}月")
    alone, shared = (check(tmp_path / "报表", matrix=matrix, jobs=jobs) for jobs in (1, 3))
    assert shared == alone
    assert len(alone.rollups) == 16


@pytest.mark.parametrize("with_city", [True, False])
def test_levels_of_the_library_are_chosen_by_a_submission(
    with_city: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_levels(tmp_path)
    for path in list(tmp_path.glob("*.yaml")):
        folder = tmp_path / "library" / path.stem
        folder.mkdir(parents=True)
        (folder / "matrix.yaml").write_text(path.read_text(encoding="utf-8").replace(".yaml", ""), encoding="utf-8")
    monkeypatch.setattr(library, "folder", lambda: tmp_path / "library")
    for name in ("甲街道", "乙街道", "西区", *(["市"] if with_city else [])):
        told(tmp_path / "报表" / f"{name}.xlsx", f"{name}总工会", {"1.1a": 105 if name == "市" else 35})
    run = check(tmp_path / "报表")
    assert [one.problems for one in run.submissions] == [()] * len(run.submissions)
    assert [(one.matrix, one.actual) for one in run.rollups] == (
        [("city", Decimal(105)), ("east", Decimal(70))] if with_city else []
    )


def test_a_single_file_says_nothing_of_the_others(tmp_path: Path) -> None:
    matrix = city(tmp_path)
    run = check(told(tmp_path / "东区总工会.xlsx", "东区总工会", {"1.1a": 60}), matrix=matrix)
    assert (run.rollups, run.exit_code, [one.matrix for one in run.coverage]) == ((), 0, ["east"])


@pytest.mark.parametrize("alone", [True, False])
def test_a_single_file_of_the_top_says_that_it_was_not_compared(alone: bool, tmp_path: Path) -> None:
    matrix = city(tmp_path)
    path = told(tmp_path / "报表" / "市总工会.xlsx", "市总工会", {"1.1a": 100})
    (one,) = check(path if alone else path.parent, matrix=matrix).submissions
    said = "1.1a由下级汇总；只检查了这一份，没有与下级的数核对，要核对请连同下级的报表一起检查"
    assert one.notes == ((said,) if alone else ())


def test_outside_the_years_there_is_no_target(tmp_path: Path) -> None:
    matrix = city(tmp_path)
    told(tmp_path / "报表" / "东区总工会.xlsx", "东区总工会", {"1.1a": 60}, period="2026年1月")
    one = rolled(check(tmp_path / "报表", matrix=matrix))
    assert (one.status, one.message) == (
        Status.NO_TARGET,
        "2026年不在任务责任分工表的年份（2023—2025年）之内，没有可用的目标",
    )


@pytest.mark.parametrize(
    ("path", "department", "title", "expected"),
    [
        ("东区总工会.xlsx", "东区总工会", "", "east"),
        ("甲.xlsx", "西区总工会", "", "west"),
        ("市总工会.xlsx", "市总工会", "", "city"),
        ("东区/甲.xlsx", "区总工会", "", "east"),
        ("甲.xlsx", "区总工会", "西区2023年11月完成情况", "west"),
        ("甲.xlsx", "区总工会", "", None),
        ("东区/西区总工会.xlsx", "区总工会", "", None),
        ("东区/甲.xlsx", "西区总工会", "", "west"),
    ],
)
def test_whose_submission_it_is(path: str, department: str, title: str, expected: str | None, tmp_path: Path) -> None:
    checked = check_file(told(tmp_path / path, department, {"1.1a": 60}, title=title), city(tmp_path))
    if expected is None:
        assert [one.code for one in checked.problems] == ["matrix-unclear"]
    else:
        assert checked.problems == ()
        assert checked.matrix
        assert checked.matrix.id == expected


def test_a_department_that_only_another_place_knows_is_not_taken_for_it(tmp_path: Path) -> None:
    city(tmp_path)
    plan(tmp_path, "west", "1.1a 家 {rule: annual, value: 10家}", lead="西区工会联合会", years="[2023, 2025]")
    matrix = load_matrix(tmp_path / "city.yaml")
    checked = check_file(told(tmp_path / "西区" / "甲.xlsx", "区总工会", {"1.1a": 60}), matrix)
    assert [(one.code, one.message) for one in checked.problems] == [
        (
            "matrix-unclear",
            "单位只在东区的分工表 east 里，路径或表头写的却是西区。请核对单位名称和存放的文件夹；"
            "或用 --targets 指明按哪一份检查。",
        )
    ]


@pytest.mark.parametrize(("own", "street", "counts"), [(9, 10, False), (10, 10, True), (11, 10, True)])
def test_less_than_one_of_its_streets_has_does_not_count_further_up(
    own: int, street: int, counts: bool, tmp_path: Path
) -> None:
    matrix = three_levels(tmp_path)
    for name, number in (("甲街道", street), ("西区", 10), ("东区", own)):
        told(tmp_path / "报表" / f"{name}.xlsx", f"{name}总工会", {"1.1a": number})
    run = check(tmp_path / "报表", matrix=matrix)
    east = run.rollups[0].contributions[0]
    assert [one.code for one in run.contradictions] == ([] if counts else ["rollup-differs"])
    if counts:
        assert (run.rollups[0].actual, east.why) == (Decimal(own + 10), "")
    else:
        assert (run.rollups[0].status, run.rollups[0].actual, run.rollups[0].so_far) == (
            Status.MISSING,
            None,
            Decimal(10),
        )
        assert east.why == "自报 9 家，下级合计 10 家（乙街道还没有），两者不一致，没有采信"


def rising_city(folder: Path) -> Matrix:
    growing = "1.1a 家 {rule: growth, from: 2023, rate: 10%}"
    return city(folder, target=growing, east=growing, west=growing)


def in_two_years(folder: Path, matrix: Matrix, second: Mapping[str, Any]) -> Run:
    """Both districts report 100 for 2023, and the `second` values for 2024; both runs are in one ledger."""
    run = None
    for year, values in ((2023, {"东区": 100, "西区": 100}), (2024, second)):
        for name, value in values.items():
            told(folder / str(year) / f"{name}.xlsx", f"{name}总工会", {"1.1a": value}, period=f"{year}年12月")
        run = check(folder / str(year), matrix=matrix, ledger=folder / "台账.db")
    assert run
    return run


def test_last_year_s_values_in_the_ledger_are_added_up_too(tmp_path: Path) -> None:
    run = in_two_years(tmp_path, rising_city(tmp_path), {"东区": 130, "西区": 89})
    one = rolled(run)
    assert (one.status, one.actual, one.expected and one.expected.value) == (Status.UNMET, Decimal(219), Decimal(220))
    assert one.message.endswith("东区、西区的上年值取自台账")
    assert run.contradictions == ()


def test_what_a_district_says_of_last_year_comes_before_the_ledger(tmp_path: Path) -> None:
    run = in_two_years(tmp_path, rising_city(tmp_path), {"东区": (130, 99), "西区": 89})
    one = rolled(run)
    assert (one.status, one.expected and one.expected.value) == (Status.MET, Decimal("218.9"))
    assert one.message.endswith("；西区的上年值取自台账")
    assert [(each.code, each.statements[-1].department) for each in run.contradictions] == [
        ("last-year-differs", "东区总工会")
    ]


def test_without_last_year_s_value_a_number_is_still_a_number(tmp_path: Path) -> None:
    rising = "1.1a 家 {rule: rising}"
    matrix = city(tmp_path, east=rising, west=rising)
    told(tmp_path / "报表" / "东区.xlsx", "东区总工会", {"1.1a": 100}, period="2023年12月")
    told(tmp_path / "报表" / "西区.xlsx", "西区总工会", {"1.1a": 20}, period="2023年12月")
    run = check(tmp_path / "报表", matrix=matrix)
    assert [one.code for each in run.submissions for one in each.findings] == ["last-year-missing"] * 2
    one = rolled(run)
    assert (one.status, one.actual, [each.why for each in one.contributions]) == (Status.MET, Decimal(120), ["", ""])


def test_a_month_that_few_reported_is_named_and_not_rolled_up(tmp_path: Path) -> None:
    matrix = three_levels(tmp_path)
    for name, number in (("甲街道", 20), ("乙街道", 25), ("西区", 60)):
        told(tmp_path / "报表" / f"{name}.xlsx", f"{name}总工会", {"1.1a": number})
    late = told(tmp_path / "报表" / "西区12.xlsx", "西区总工会", {"1.1a": 70}, period="2023年12月")
    run = check(tmp_path / "报表", matrix=matrix)
    assert {one.as_of for one in run.rollups} == {one.as_of for one in run.coverage} == {END}
    assert [Path(one).name for one in run.elsewhere] == [late.name]
    assert [one.text for one in office.reporting(run) if one.label == "其他时期的报表"] == [
        "“西区12.xlsx”。2023年12月报送的不到最多一期的一半，没有分级汇总，也没有核对谁未报送；报齐后再检查"
    ]


def test_who_reported_for_another_month_only_is_missed_in_this_one(tmp_path: Path) -> None:
    matrix = three_levels(tmp_path)
    for name, month in (("甲街道", MONTH), ("乙街道", MONTH), ("东区", MONTH), ("西区", "2023年10月")):
        told(tmp_path / "报表" / f"{name}.xlsx", f"{name}总工会", {"1.1a": 20}, period=month)
    run = check(tmp_path / "报表", matrix=matrix)
    assert [(one.matrix, one.as_of, one.missing) for one in run.coverage if one.matrix == "west"] == [
        ("west", END, ("西区总工会",))
    ]
    assert [Path(one).name for one in run.elsewhere] == ["西区.xlsx"]


def test_in_each_of_two_months_the_districts_that_lack_are_named(tmp_path: Path) -> None:
    matrix = city(tmp_path)
    for name, month in (("东区", "2023年10月"), ("东区", MONTH), ("西区", "2023年10月")):
        told(tmp_path / "报表" / f"{name}{month}.xlsx", f"{name}总工会", {"1.1a": 20}, period=month)
    run = check(tmp_path / "报表", matrix=matrix)
    assert [(one.matrix, one.as_of.month, one.missing) for one in run.coverage if one.as_of] == [
        ("east", 10, ()),
        ("east", 11, ()),
        ("west", 10, ()),
        ("west", 11, ("西区总工会",)),
    ]


def test_the_page_names_the_levels_where_only_the_top_reported(tmp_path: Path) -> None:
    matrix = city(tmp_path)
    told(tmp_path / "报表" / "市总工会.xlsx", "市总工会", {"1.1a": 100})
    run = check(tmp_path / "报表", matrix=matrix)
    assert [(one.label, one.text) for one in office.reporting(run)] == [
        ("city 报送", "任务都由下级汇总，不必另报；市总工会也报了"),
        ("东区 报送", "应报 1 个牵头单位，已报 0 个"),
        ("东区 未报送", "东区总工会"),
        ("东区 没有单位填报的任务", "1.1（共 1 项）"),
        ("西区 报送", "应报 1 个牵头单位，已报 0 个"),
        ("西区 未报送", "西区总工会"),
        ("西区 没有单位填报的任务", "1.1（共 1 项）"),
    ]
    assert [office.named(run, row) for row in run.rows] == [
        "市总工会（city）",
        "东区总工会（东区）",
        "西区总工会（西区）",
    ]


def test_from_a_level_that_is_made_up_nothing_is_expected(tmp_path: Path) -> None:
    matrix = three_levels(tmp_path)
    for name, number in (("甲街道", 20), ("乙街道", 25), ("西区", 60)):
        told(tmp_path / "报表" / f"{name}.xlsx", f"{name}总工会", {"1.1a": number})
    said = [(one.label, one.text) for one in office.reporting(check(tmp_path / "报表", matrix=matrix))]
    assert said[0] == ("东区 报送", "任务都由下级汇总，不必另报")
