"""The history on the terminal and as JSON: whole pages."""

from __future__ import annotations

import calendar
import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from chanfa_check.matrix.load import load_matrix
from chanfa_check.model import Light, Manner, Matrix, Place, Reported, Role, Status, Value
from chanfa_check.output.history import asked, encode, page
from chanfa_check.output.sparkline import height, ink_for, show_months, stretches

TEXT = """\
id: some-city
version: "1"
title: 分工表
years: [2019, 2025]
departments: {市总工会: {}, 市教育局: {}}
tasks:
  - id: "1.2"
    section: 一
    measure: 二
    duty: 提高产业工人入会率
    schedule: 2019年达到20%，2020年达到32%
    lead: 市总工会
    partners: [市教育局]
    indicators:
      - id: 1.2a
        name: 入会率
        unit: "%"
        targets: [{rule: milestones, by: {2019: 20%, 2020: 32%}}]
      - id: 1.2b
        name: 制度建设
        unit: 阶段
        targets: [{rule: stage, stages: [启动, 完成], by: {2019: 启动, 2020: 完成}}]
  - id: "1.1"
    section: 一
    measure: 二
    duty: 评选名额比例
    schedule: 每年递增6%
    lead: 市总工会
    partners: []
    indicators:
      - id: 1.1a
        name: 名额比例
        unit: "%"
        targets: [{rule: growth, from: 2020, rate: 6%}]
      - id: 1.1b
        name: 常态化工作
        unit: 文字
        targets: [{rule: ongoing}]
"""


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Matrix:
    path = tmp_path_factory.mktemp("matrix") / "matrix.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return load_matrix(path)


def report(indicator: str, month: tuple[int, int], value: Value | None, status: Status, **fields: Any) -> Reported:
    plain: dict[str, Any] = {
        "matrix": "some-city",
        "department": "市总工会",
        "task": indicator[:-1],
        "indicator": indicator,
        "role": Role.LEAD,
        "as_of": dt.date(*month, calendar.monthrange(*month)[1]),
        "status": status,
        "light": None,
        "code": status.value,
        "value": value,
        "last_year": None,
        "manner": Manner.EXACT,
        "path": "a.xlsx",
        "place": Place("完成情况", "F7"),
        "sha256": "ab",
    }
    return Reported(**(plain | fields))


def rate(month: tuple[int, int], value: str, status: Status, **fields: Any) -> Reported:
    return report("1.2a", month, Decimal(value), status, **fields)


UNDER_WAY = [
    rate((2020, 1), "20", Status.BEHIND, light=Light.YELLOW),
    rate((2020, 2), "22", Status.ON_TRACK),
    report("1.2a", (2020, 4), None, Status.INVALID),
    rate((2020, 6), "25.996", Status.BEHIND, light=Light.YELLOW),
]


def test_values_stand_below_each_other_with_what_was_asked_for(matrix: Matrix) -> None:
    assert page(UNDER_WAY, matrix, width=80) == (
        "【1.2】提高产业工人入会率\n"
        "1.2a 入会率（%）\n"
        "  牵头 市总工会  2020年1月—6月  20% → 26%\n"
        "    填报 ▁▃   █\n"
        "    应有 ▂▃▅▆▇█\n"
        "    结论 ▲● ! ▲\n"
        "    2020年6月：25.996%，▲ 滞后（黄灯），应有 26%\n"
        "\n"
        "图例：▁ 最低，█ 最高，空白是没有报送，≠ 是两份报表不同；! 填报有误，▲ 滞后，● 进\n"
        "度正常\n"
    )


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "no-such-encoding"])
def test_consoles_without_blocks_get_digits_and_letters(matrix: Matrix, encoding: str) -> None:
    shown = page(UNDER_WAY, matrix, width=80, encoding=encoding).splitlines()
    assert shown[3:7] == [
        "    填报 13   8",
        "    应有 235678",
        "    结论 ^o ! ^",
        "    2020年6月：25.996%，^ 滞后（黄灯），应有 26%",
    ]


def test_what_is_no_number_is_a_row_of_verdicts(matrix: Matrix) -> None:
    found = [
        report("1.1b", (2019, 12), "长长的说明\x1b[31m", Status.REVIEW),
        report("1.1b", (2020, 2), None, Status.MISSING),
        report("1.2b", (2020, 1), "完成", Status.MET, code="met-early"),
        report("1.2b", (2020, 1), "做了一些", Status.REVIEW, department="市教育局", role=Role.PARTNER),
        report("9.9a", (2020, 1), "不在表里", Status.NOT_DUE),
    ]
    assert page(found, matrix, width=60) == (
        "【1.2】提高产业工人入会率\n"
        "1.2b 制度建设\n"
        "  牵头 市总工会  2020年1月\n"
        "    结论 ✓\n"
        "    2020年1月：完成，✓ 提前完成\n"
        "  配合 市教育局  2020年1月\n"
        "    结论 ?\n"
        "    2020年1月：做了一些，? 待核实\n"
        "\n"
        "【1.1】评选名额比例\n"
        "1.1b 常态化工作\n"
        "  牵头 市总工会  2019年12月—2020年2月\n"
        "    结论 ? ✗\n"
        "    2020年2月：✗ 未填报\n"
        "\n"
        "任务责任分工表（第 1 版）里没有的指标\n"
        "9.9a\n"
        "  牵头 市总工会  2020年1月\n"
        "    结论 ·\n"
        "    2020年1月：· 未到期\n"
        "\n"
        "图例：▁ 最低，█ 最高，空白是没有报送，≠ 是两份报表不同；✗ 未\n"
        "填报，? 待核实，✓ 达标，· 未到期\n"
    )


def test_of_two_that_differ_neither_is_drawn_and_both_are_told(matrix: Matrix) -> None:
    found = [
        rate((2020, 5), "30", Status.ON_TRACK),
        rate((2020, 5), "24", Status.BEHIND, light=Light.RED),
        rate((2020, 6), "30", Status.ON_TRACK),
        rate((2020, 6), "30.0", Status.ON_TRACK),
    ]
    assert page(found, matrix, width=80).splitlines()[2:8] == [
        "  牵头 市总工会  2020年5月—6月  30%",
        "    填报 ≠█",
        "    应有 ▁▂",
        "    结论 ≠●",
        "    2020年5月：有 2 份报表，内容不同：30%，● 进度正常，应有 25%；24%，▲ 滞后（红",
        "    灯），应有 25%",
    ]


def test_many_months_go_on_below_and_nothing_is_cut(matrix: Matrix) -> None:
    found = [rate((2020 + n // 12, n % 12 + 1), str(40 + n), Status.MET) for n in range(30)]
    for width in (10, 30, 45, 80):
        lines = page(found, matrix, width=width).splitlines()
        assert max(map(cell_len, lines)) <= width
        assert "".join(line.split()[-1] for line in lines if line.startswith("    结论 ")) == "✓" * 30


def test_growth_is_asked_for_beside_last_years_value(matrix: Matrix) -> None:
    growth = matrix.tasks[1].indicators[0]
    assert asked(growth, matrix, dt.date(2020, 6, 30), Decimal(50)) == Decimal(53)
    assert asked(growth, matrix, dt.date(2026, 6, 30), Decimal(50)) is None
    months = [
        report("1.1a", (2020, 1), Decimal(50), Status.BEHIND, last_year=Decimal(50)),
        report("1.1a", (2020, 3), Decimal(54), Status.ON_TRACK, last_year=Decimal(50)),
    ]
    assert page(months, matrix, width=80).splitlines()[3:5] == ["    填报 ▁ █", "    应有 ▆▆▆"]


def test_json_is_by_indicator_and_department(matrix: Matrix) -> None:
    found = [
        report("9.9a", (2020, 1), "不在表里", Status.NOT_DUE, place=None, role=Role.PARTNER),
        report("1.1a", (2020, 1), (dt.date(2020, 4, 28),), Status.MET, last_year=Decimal("33.5")),
        rate((2020, 6), "25.9", Status.BEHIND, light=Light.YELLOW),
        rate((2020, 1), "20", Status.BEHIND),
    ]
    written = json.loads(encode(found, matrix))
    assert encode([], matrix).endswith(b"\n")
    assert {key: value for key, value in written.items() if key != "series"} == {
        "schema": "chanfa-check/history/1",
        "tool": "chanfa-check 0.1.0",
        "matrix": {"id": "some-city", "version": "1"},
    }
    lead = {"department": "市总工会", "role": "lead"}
    base = {
        "light": None,
        "manner": "exact",
        "last_year": None,
        "path": "a.xlsx",
        "cell": "完成情况!F7",
        "sha256": "ab",
    }
    behind = {"status": "behind", "code": "behind"}
    january = base | behind | {"as_of": "2020-01-31", "value": 20, "asked": 21}
    june = base | behind | {"as_of": "2020-06-30", "value": 25.9, "asked": 26, "light": "yellow"}
    dated = {"as_of": "2020-01-31", "status": "met", "code": "met", "value": ["2020-04-28"], "last_year": 33.5}
    gone = {"as_of": "2020-01-31", "status": "not_due", "code": "not_due", "value": "不在表里", "cell": None}
    assert written["series"] == [
        {"task": "1.2", "indicator": "1.2a", "name": "入会率", "unit": "%", **lead, "reports": [january, june]},
        {
            **{"task": "1.1", "indicator": "1.1a", "name": "名额比例", "unit": "%", **lead},
            "reports": [base | dated | {"asked": 35.51}],
        },
        {
            **{"task": "9.9", "indicator": "9.9a", "name": None, "unit": None, "department": "市总工会"},
            "role": "partner",
            "reports": [base | gone | {"asked": None}],
        },
    ]


def test_nothing_gives_nothing(matrix: Matrix) -> None:
    assert page([], matrix, width=80) == ""


@given(st.lists(st.decimals(-1000, 1000), min_size=1))
def test_heights_are_in_the_order_of_the_values(values: list[Decimal]) -> None:
    ink = ink_for("ascii")
    drawn = [height(value, values, ink) for value in sorted(values)]
    assert drawn == sorted(drawn)
    if len(set(values)) > 1:
        assert (drawn[0], drawn[-1]) == ("1", "8")
    else:
        assert set(drawn) == {"4"}


@given(st.integers(24000, 25000), st.integers(0, 100), st.integers(-5, 90))
def test_rows_hold_every_month_once(first: int, more: int, room: int) -> None:
    parts = stretches(first, first + more, room)
    assert [month for part in parts for month in part] == list(range(first, first + more + 1))
    assert all(len(part) <= max(room, 1) for part in parts)


def test_months_in_words() -> None:
    june = 2020 * 12 + 5
    assert [show_months(june, june), show_months(june - 5, june), show_months(june - 6, june)] == [
        "2020年6月",
        "2020年1月—6月",
        "2019年12月—2020年6月",
    ]
