"""Every form that the grammar promises, with the whole of what is read, and what must not be read."""

from __future__ import annotations

from typing import Any

import pytest

from chanfa_check.output.wording import as_json
from chanfa_check.wording import read_wording, read_wordings

UP, DOWN = {"direction": "up"}, {"direction": "down"}


def level(rule: str, op: str, value: object, unit: str, **more: Any) -> dict[str, Any]:
    return {"rule": rule, "op": op, "value": value, "unit": unit, "subject": "", **more}


def readings(phrase: str, year: int | None = None) -> list[dict[str, Any]]:
    """What is read, without where it stands."""
    return [
        {name: one[name] for name in one if name != "span"} for one in as_json(read_wording(phrase, year))["readings"]
    ]


FORMS: dict[str, list[dict[str, Any]]] = {
    "到2025年达到85%以上": [level("milestones", ">=", 85, "%", year=2025)],
    "2019年达到20%，2020年达到35%": [
        level("milestones", ">=", 20, "%", year=2019),
        level("milestones", ">=", 35, "%", year=2020),
    ],
    "2021-2025年全覆盖": [level("milestones", ">=", 100, "%", **{"from": 2021, "to": 2025})],
    "2025年6月底前达到30家": [level("total", ">=", 30, "家", due="2025-06-30")],
    "2025年前达到30家": [level("total", ">=", 30, "家", due="2024-12-31")],
    "2025年底前达到30家": [level("total", ">=", 30, "家", year=2025)],
    "二〇二五年达到百分之八十五": [level("milestones", ">=", 85, "%", year=2025)],
    "“十四五”末达到85%": [level("milestones", ">=", 85, "%", year=2025)],
    "每年新增100家以上": [level("annual", ">=", 100, "家")],
    "2019年起每年培养100人以上": [level("annual", ">=", 100, "人", **{"from": 2019})],
    "每年新建1-2家": [level("annual", ">=", 1, "家", top=2)],
    "年均增长7%以上": [level("growth", ">=", 7, "%", **UP)],
    "2020年起每年按6%递增": [level("growth", ">=", 6, "%", **{"from": 2020}, **UP)],
    "比2015年下降18%": [level("change", ">=", 18, "%", base=2015, **DOWN)],
    "累计降低13.5%": [level("change", ">=", 13.5, "%", **DOWN)],
    "由3%上升到20%": [level("floor", ">=", 20, "%", start=3)],
    "提高5个百分点": [level("change", ">=", 5, "百分点", **UP)],
    "动态保持95%以上": [level("floor", ">=", 95, "%")],
    "稳定在95%": [level("floor", "==", 95, "%")],
    "不低于60%": [level("floor", ">=", 60, "%")],
    "不少于30人": [level("floor", ">=", 30, "人")],
    "不超过5%": [level("ceiling", "<=", 5, "%")],
    "最长不超过36个月": [level("ceiling", "<=", 36, "个月")],
    "控制在5%以内": [level("ceiling", "<=", 5, "%")],
    "3%以下": [level("ceiling", "<=", 3, "%")],
    "超过1.2倍": [level("floor", ">", 1.2, "倍")],
    "突破1000家": [level("total", ">", 1000, "家")],
    "1000家左右": [level("total", "~", 1000, "家")],
    "60%以上": [level("floor", ">=", 60, "%")],
    "全部完成": [level("milestones", ">=", 100, "%")],
    "动态清零": [{"rule": "milestones", "op": "<=", "value": 0, "subject": ""}],
    "翻一番": [level("multiple", ">=", 2, "倍")],
    "比2020年翻两番": [level("multiple", ">=", 4, "倍", base=2020)],
    "达到三分之一": [{"rule": "floor", "op": ">=", "value": "1/3", "subject": ""}],
    "达到1/3以上": [{"rule": "floor", "op": ">=", "value": "1/3", "subject": ""}],
    "达到七成以上": [level("floor", ">=", 70, "%")],
    "一、二、三季度分别为20%、45%、70%": [
        level("milestones", ">=", 20, "%", due="03-31"),
        level("milestones", ">=", 45, "%", due="06-30"),
        level("milestones", ">=", 70, "%", due="09-30"),
    ],
    "生产总值、居民收入分别增长6%、6.5%": [
        level("change", ">=", 6, "%", **UP) | {"subject": "生产总值"},
        level("change", ">=", 6.5, "%", **UP) | {"subject": "居民收入"},
    ],
    "到2022年和2030年，吸烟率分别低于24.5%和20%": [
        level("milestones", "<", 24.5, "%", year=2022) | {"subject": "吸烟率"},
        level("milestones", "<", 20, "%", year=2030) | {"subject": "吸烟率"},
    ],
    "城镇新增就业15000人，失业人员再就业5800人": [
        level("total", ">=", 15000, "人") | {"subject": "城镇新增就业"},
        level("total", ">=", 5800, "人") | {"subject": "失业人员再就业"},
    ],
    "建会率、入会率动态保持95%以上": [
        level("floor", ">=", 95, "%") | {"subject": "建会率"},
        level("floor", ">=", 95, "%") | {"subject": "入会率"},
    ],
    "建成6个职业教育集团、2所品牌职业院校和3个标准": [
        level("total", ">=", 6, "个") | {"subject": "职业教育集团"},
        level("total", ">=", 2, "所") | {"subject": "品牌职业院校"},
        level("total", ">=", 3, "个") | {"subject": "标准"},
    ],
    "培训1万人次，其中农民工3000人次": [
        level("total", ">=", 1, "万人次") | {"subject": "培训"},
        level("total", ">=", 3000, "人次") | {"subject": "农民工", "within": "培训"},
    ],
    "新增保障性租赁住房4.3万套（间）": [level("total", ">=", 4.3, "万套(间)") | {"subject": "保障性租赁住房"}],
    "新建绿道100公里": [level("total", ">=", 100, "公里") | {"subject": "绿道"}],
    "婴儿死亡率控制在5‰以内": [level("ceiling", "<=", 5, "‰") | {"subject": "婴儿死亡率"}],
    "人数不超过职工总数的10%": [level("ceiling", "<=", 10, "%") | {"subject": "人数"}],
    "2020年启动，2022年完成制定并试行": [
        {"rule": "stage", "op": ">=", "value": "启动", "year": 2020, "subject": ""},
        {"rule": "stage", "op": ">=", "value": "完成制定并试行", "year": 2022, "subject": ""},
    ],
    "2021年6月底前建成投入使用": [
        {"rule": "stage", "op": ">=", "value": "建成投入使用", "due": "2021-06-30", "subject": ""}
    ],
    "2019年启动，2020年完成并常态化推进": [
        {"rule": "stage", "op": ">=", "value": "启动", "year": 2019, "subject": ""},
        {"rule": "stage", "op": ">=", "value": "完成", "year": 2020, "subject": ""},
        {"rule": "ongoing", "subject": ""},
    ],
    "每两年举办技能大赛": [{"rule": "event", "every": "2年", "subject": "技能大赛"}],
    "每季度召开联席会议": [{"rule": "event", "every": "3个月", "subject": "联席会议"}],
    "每年五一前夕集中开展宣传": [{"rule": "event", "every": "1年", "before": "05-01", "subject": "集中开展宣传"}],
    "常态化推进": [{"rule": "ongoing", "subject": ""}],
    "95%以上（不含95%）": [level("floor", ">", 95, "%")],
    "2024年、2025年均达到90%以上": [
        level("milestones", ">=", 90, "%", year=2024),
        level("milestones", ">=", 90, "%", year=2025),
    ],
    "2025年达到2020年的1.5倍": [level("multiple", ">=", 1.5, "倍", year=2025, base=2020)],
    "2025年总数达到80家，比2020年增加30家": [
        level("total", ">=", 80, "家", year=2025) | {"subject": "总数"},
        level("change", ">=", 30, "家", year=2025, base=2020, **UP) | {"subject": "总数"},
    ],
    "2025年前，新建10家": [level("total", ">=", 10, "家", due="2024-12-31")],
    "缩短至10个工作日": [level("ceiling", "<=", 10, "个工作日")],
    "压减办理时限至3个工作日": [level("ceiling", "<=", 3, "个工作日") | {"subject": "办理时限"}],
    "中小学、幼儿园各10所": [
        level("total", ">=", 10, "所") | {"subject": "中小学"},
        level("total", ">=", 10, "所") | {"subject": "幼儿园"},
    ],
    "选树一百名工匠": [level("total", ">=", 100, "名") | {"subject": "工匠"}],
    "逐年扩大": [{"rule": "rising", "subject": "", **UP}],
    "以2018年为基数，逐年递增": [{"rule": "rising", "base": 2018, "subject": "", **UP}],
    "以2020年30%为基数，逐年递增": [{"rule": "rising", "start": 30, "base": 2020, "subject": "", **UP}],
}


@pytest.mark.parametrize("phrase", FORMS)
def test_a_form_is_read_as_it_is_meant(phrase: str) -> None:
    assert [dict(sorted(one.items())) for one in readings(phrase)] == [
        dict(sorted(one.items())) for one in FORMS[phrase]
    ]


UNREAD = {
    "1.2021年8月": ["1."],
    "(1)新建示范点": ["(1)"],
    "非公有制企业职工30人以上有党员、80人以上有党组织": ["30人以上", "80人以上"],
    "对投资超过1000万元的项目给予补助": ["超过1000万元"],
    "满意度得分(9分)": ["(9分)"],
    "按照〔2020〕6号文件执行": ["〔2020〕6号"],
    "每天8:30开放": ["8:30"],
    "推行“5·1服务卡”": ["“5·1服务卡”"],
    "推进1+X证书制度": ["1+X"],
    "构建“4+6+X”竞赛体系": ["“4+6+X”"],
    "目前已建成20家": ["20家"],
    "截至2021年底，总量达63.3万名": ["达63.3万名"],
    "位居全省前3位": ["前3位"],
    "给予每人3000元补贴": ["3000元"],
    "造成3人以上10人以下死亡": ["3人以上", "10人以下"],
    "增速高于全国平均水平1个百分点": ["1个百分点"],
    "城镇调查失业率（%） | 5.2": ["5.2"],
    "数据见注[2]": ["[2]"],
    "分三年完成，第一年30%": ["30%"],
    "两年内完成60%": ["60%"],
    "技师、高级技师，共6000人": ["6000人"],
    "现有工作室20家": ["20家"],
    "年龄不超过35周岁": ["不超过35周岁"],
    "每月加班不超过36小时": ["不超过36小时"],
    "500家次以上": ["500"],
    "按1:1配套": ["1:1"],
    "建设三个基地": ["三个"],
    "2023年底前主体结顶": ["2023年底前主体结顶"],
}


@pytest.mark.parametrize("phrase", UNREAD)
def test_what_is_no_target_is_left_unread_and_said(phrase: str) -> None:
    wording = read_wording(phrase)
    assert wording.readings == ()
    assert [one.text for one in wording.unread] == UNREAD[phrase]
    assert all(phrase[slice(*one.span)] == one.text and one.reason for one in wording.unread)


@pytest.mark.parametrize(
    "phrase", ["万元GDP能耗下降3%", "每千人口床位数达到6张", "每10万人口拥有大学文化程度达到2万人"]
)
def test_a_denominator_is_no_target(phrase: str) -> None:
    assert len(readings(phrase, 2025)) == 1


def test_the_documents_year_holds_where_the_phrase_has_none() -> None:
    assert [one["year"] for one in readings("新增学位2.5万个，覆盖率达到100%", 2023)] == [2023, 2023]
    assert readings("2022年完成8万人，今年新增9万人", 2023) == [level("annual", ">=", 9, "万人", year=2023)], (
        "what lies before the document's year is no goal"
    )
    assert "year" not in readings("每年新增100家", 2023)[0]


def test_rows_take_their_years_from_the_header() -> None:
    header, row = read_wordings(["指标 | 2020年 | 2025年 | 属性", "建会率（%）\t80\t95\t约束性"])
    assert (header.readings, header.unread) == ((), ())
    assert as_json(row)["readings"] == [
        {
            "rule": "milestones",
            "op": ">=",
            "value": 95,
            "unit": "%",
            "year": 2025,
            "subject": "建会率",
            "span": (10, 12),
        }
    ]
    assert [one.text for one in row.unread] == ["80"]


def test_a_row_without_a_header_is_read_only_where_such_tables_leave_no_doubt() -> None:
    assert readings("城镇化率（%） | 60.6 | 65 | 预期性", 2025) == [
        level("milestones", ">=", 65, "%", year=2025) | {"subject": "城镇化率"}
    ]
    assert readings("城镇化率（%） | 60.6 | 65", 2025) == []
    assert readings("失业率（%） | 5.2 | — | <5.5 | 预期性", 2025) == [
        level("milestones", "<", 5.5, "%", year=2025) | {"subject": "失业率"}
    ]
    assert readings("能源消耗降低（%） | — | — | [13.5] | 约束性", 2025) == [
        level("change", ">=", 13.5, "%", year=2025, **DOWN) | {"subject": "能源消耗"}
    ]
