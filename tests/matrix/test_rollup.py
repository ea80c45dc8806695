"""A rollup that cannot be right is refused with file, line, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from chanfa_check.matrix.cache import load_cached
from chanfa_check.matrix.load import load_matrix
from tests.batch.plans import plan
from tests.matrix.test_links import flaws_of

COUNT = "1.1a 家 {rule: annual, value: 10家}"
SHARE = "1.2a % {rule: floor, value: 60%}"
BOTH = "{东区: east.yaml, 西区: west.yaml}"


def text(children: str, *indicators: str) -> str:
    return "\n".join(
        ["rollup:", f"  children: {children}", "  indicators:", *(f"    - {one}" for one in indicators), ""]
    )


@pytest.fixture
def districts(tmp_path: Path) -> Path:
    for name in ("east", "west"):
        plan(
            tmp_path,
            name,
            COUNT,
            SHARE,
            "1.3a 人次 {rule: annual, value: 5人次}",
            "1.4a 家 {rule: total, by: {2025: 5家}}",
        )
    return tmp_path


@pytest.mark.parametrize(
    ("children", "indicator", "expected"),
    [
        ("{}", "{id: 1.1a, how: sum}", (6, "children 没有写任何下级")),
        (
            "{东区: east.yaml, 西区: none.yaml}",
            "{id: 1.1a, how: sum}",
            (6, "西区：没有“none.yaml”这份分工表，旁边也没有这个文件"),
        ),
        (
            "{东区: east.yaml, 西区: east.yaml}",
            "{id: 1.1a, how: sum}",
            (6, "西区 用的分工表 east 与东区的是同一份；每个下级要有自己的一份，编号各不相同"),
        ),
        (
            "{东区: east.yaml, 西区: city.yaml}",
            "{id: 1.1a, how: sum}",
            (6, "西区：“city.yaml”又引回到自己（city.yaml → city.yaml），请删去其中一处"),
        ),
        (
            '{" ": east.yaml}',
            "{id: 1.1a, how: sum}",
            (6, "children 里有一个下级没有名称；名称用来认文件夹、文件名和表头"),
        ),
        (BOTH, "{id: 1.1b, how: sum}", (8, "id：本表没有指标“1.1b”，是否想写“1.1a”？")),
        (
            BOTH,
            "{id: 1.1a, how: sum, from: {东区: 9.9z}}",
            (8, "东区的分工表 east 里没有指标“9.9z”；编号不同的写在 from 里；有：1.1a、1.2a、1.3a、1.4a"),
        ),
        (
            BOTH,
            "{id: 1.1a, how: sum, from: {西区: 1.3a}}",
            (8, "西区（west）的 1.3a 以“人次”计，本表以“家”计，不能汇总到 1.1a"),
        ),
        (
            BOTH,
            "{id: 1.1a, how: sum, from: {西区: 1.4a}}",
            (8, "西区（west）的 1.4a 是累计数，本表的是本年数，不能汇总到 1.1a"),
        ),
        (BOTH, "{id: 1.1a, how: sum, from: {南区: 1.1a}}", (8, "from：children 里没有“南区”；有：东区、西区")),
        (BOTH, "{id: 1.1a, how: sum, weights: {东区: 1, 西区: 1}}", (8, "weights 只用于 how: weighted，这里是 sum")),
        (BOTH, "{id: 1.1a, how: weighted, weights: {东区: 1}}", (8, "weights 缺少：西区；不计入的写 0")),
        (BOTH, "{id: 1.1a, how: weighted, weights: {东区: 0, 西区: 0}}", (8, "weights 不能全是 0")),
        (BOTH, "{id: 1.2a, how: sum}", (8, "指标 1.2a 是比例，不能相加；可用 mean、weighted、worst")),
        (
            BOTH,
            "{id: 1.5a, how: worst, from: {东区: 1.1a, 西区: 1.1a}}",
            (8, "指标 1.5a 的目标没有说多好还是少好，分不出哪个最差；可用 sum、mean、weighted"),
        ),
        (BOTH, "{id: 1.6a, how: sum}", (8, "指标 1.6a 的单位是“阶段”，不是数，不能汇总")),
        (BOTH, "{id: 1.1a, how: most}", (8, "how：“most”不可用；可用：sum、mean、weighted、worst")),
        (BOTH, "{id: 1.1a, how: sum}\n    - {id: 1.1a, how: mean}", (9, "指标 1.1a 在 rollup 中列了两次")),
    ],
)
def test_a_rollup_that_cannot_be_right(
    children: str, indicator: str, expected: tuple[int, str], districts: Path
) -> None:
    opposed = "1.5a 家 {rule: floor, value: 5家}\n          - {rule: ceiling, value: 9家}"
    stage = "1.6a 阶段 {rule: stage, stages: [启动, 完成], by: {2020: 完成}}"
    path = plan(districts, "city", COUNT, SHARE, opposed, stage, more=text(children, indicator))
    assert flaws_of(path) == [("city.yaml", *expected)]


def test_a_supplement_names_children_beside_itself(districts: Path) -> None:
    (districts / "above").mkdir()
    plan(districts / "above", "city", COUNT)
    path = districts / "more.yaml"
    path.write_text("base: above/city.yaml\n" + text(BOTH, "{id: 1.1a, how: sum}"), encoding="utf-8")
    for matrix in (load_matrix(path), load_cached(path), load_cached(path)):
        assert [(name, one.id) for name, one in matrix.children.items()] == [("东区", "east"), ("西区", "west")]
        assert [one.id for one in matrix.family()] == ["city", "east", "west"]


def test_a_child_that_changed_is_read_anew(districts: Path) -> None:
    path = plan(districts, "city", COUNT, more=text(BOTH, "{id: 1.1a, how: sum}"))
    assert load_cached(path).children["东区"].years == (2019, 2025)
    plan(districts, "east", COUNT, years="[2020, 2025]")
    assert load_cached(path).children["东区"].years == (2020, 2025)


def test_a_year_s_plan_adds_up_what_is_counted_in_a_year_and_in_all(districts: Path) -> None:
    plan(districts, "year", COUNT, years="[2023, 2023]")
    more = text("{东区: year.yaml}", "{id: 1.1a, how: sum}")
    target = "1.1a 家 {rule: total, by: {2023: 10家}}"
    assert load_matrix(plan(districts, "city", target, years="[2023, 2023]", more=more)).children
    assert flaws_of(plan(districts, "city", target.replace("2023", "2025"), more=more)) == [
        ("city.yaml", 8, "东区（year）的 1.1a 是本年数，本表的是累计数，不能汇总到 1.1a")
    ]
