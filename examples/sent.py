"""What departments send instead of the template: their own titles, columns, wording and ways of writing a number.

`FILES` says how each file looks. What it reports is taken from figures.yaml, unless `written` puts it differently.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from sheets import Page, Typed, as_ods, as_xls, as_xlsx

Write: TypeAlias = Callable[[list[Page]], bytes]


class Sent(NamedTuple):
    """One file. `columns` are a header, what stands below it, and a width.

    `written` holds, by indicator, what stands under 完成, or several columns, where that is not the figure as it is;
    None leaves the row out. `lines` are title and header block: a text, and one further right. `over` are headers
    above the headers, with their first and last column; `cover` the lines of a sheet in front.
    """

    department: str
    sheet: str
    lines: list[tuple[str, str]]
    columns: list[tuple[str, str, int]]
    write: Write
    written: Mapping[str, Typed | dict[str, Typed]] = {}
    foot: tuple[str, ...] = ()
    retype: Callable[[str], str] = str
    over: Mapping[str, tuple[int, int]] = {}
    cover: tuple[str, ...] = ()
    captions: bool = False


def half_width(text: str) -> str:
    """Typed with half-width marks and straight quotation marks."""
    return text.translate(str.maketrans("“”，；（）", '"",;()')).rstrip("。")


def broken(text: str) -> str:
    """Line breaks put in by hand, to fit the column."""
    return text.replace("，", "，\n", 1).rstrip("。")


def spaced(text: str) -> str:
    """Other dots and spaces than the matrix has, and full-width figures."""
    return (
        text.replace("、", "，")
        .replace("“", "「")
        .replace("”", "」")
        .translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    )


FILES: dict[str, Sent] = {
    "市教育局产改任务完成情况.xls": Sent(
        department="市教育局",
        sheet="完成情况",
        lines=[
            ("2020年度产业工人队伍建设改革重点任务完成情况表", ""),
            ("（截至2020年6月底）", ""),
            ("填报单位：慈溪市教育局（盖章）", "填表日期：2020年7月3日"),
        ],
        columns=[
            ("序号", "序号", 5),
            ("主要举措", "举措", 14),
            ("重点任务", "内容", 34),
            ("指标", "指标", 20),
            ("单位", "单位", 6),
            ("完成情况", "完成", 14),
            ("上年同期", "上年", 9),
            ("工作进展", "进展", 34),
            ("下步打算", "打算", 18),
        ],
        foot=(
            "注：1.完成情况为2020年1月以来的数。",
            "2.在校生以学籍系统为准。",
            "填表人：张  三    审核人：李  四    联系电话：6300 0000",
        ),
        written={
            "5.1a": "1.13倍（15820/14000）",
            "5.2a": "已启动，正在征求意见",
            "5.3a": "已启动",
            "5.3b": "40%（2/5）",
            "5.4a": "4个",
            "5.4b": "1所",
            "5.4c": "两个",
            "5.4e": "4个",
            "5.4f": "9个",
            "5.4h": None,
        },
        retype=half_width,
        write=as_xls,
    ),
    "市人社局2020年上半年.ods": Sent(
        department="市人力社保局",
        sheet="Sheet1",
        lines=[("产改重点任务推进情况", "")],
        columns=[
            ("序号", "序号", 6),
            ("责任分解", "内容", 44),
            ("考核指标", "指标", 22),
            ("实际完成", "完成", 14),
            ("去年值", "上年", 10),
            ("完成情况说明", "进展", 40),
            ("存在的问题", "问题", 20),
            ("下一步计划", "打算", 22),
        ],
        foot=("合计", "填表人：王五", "联系电话：6300 1111"),
        written={
            "6.1a": "2个",
            "6.1b": "５个",
            "6.2a": "12人",
            "7.2a": "累计3家",
            "8.1a": "三十名",
            "8.3a": "24人",
            "13.3a": "36个月",
            "14.4a": "2019年11月16日",
            "14.4b": "尚未举办",
            "14.4c": "16场",
            "14.4e": "26名",
            "14.5a": dt.date(2020, 9, 20),
            "15.1a": "1家",
            "15.2b": "共41家",
        },
        retype=spaced,
        write=as_ods,
        captions=True,
    ),
    "市总6月报送.xlsx": Sent(
        department="市总工会",
        sheet="附表",
        lines=[
            ("慈溪市产业工人队伍建设改革任务完成情况统计表", ""),
            ("填报单位：市总", "报告期：2020年1-6月"),
        ],
        columns=[
            ("序号", "序号", 6),
            ("责任分解", "内容", 40),
            ("指标名称", "指标", 20),
            ("实际完成", "完成", 16),
            ("上年实际", "上年", 10),
            ("分子", "分子", 8),
            ("分母", "分母", 8),
            ("工作进展", "进展", 40),
            ("存在问题", "问题", 18),
            ("下一步打算", "打算", 20),
        ],
        over={"完成情况": (4, 7), "文字说明": (8, 10)},
        foot=("单位负责人：        审核人：        填表人：",),
        written={
            "2.1a": "９２％",
            "3.3a": "３７.５％",
            "3.4a": "百分之九十六点二",
            "4.1b": "93.8%",
            "4.2a": "43.1％",
            "9.1a": "已启动",
            "11.1a": "526000元",
            "20.1a": "4月28日",
        },
        retype=broken,
        write=as_xlsx,
        cover=("产业工人队伍建设改革", "工作报表", "慈溪市总工会", "二〇二〇年七月"),
    ),
    "应急局产改.xlsx": Sent(
        department="市应急管理局",
        sheet="二季度",
        lines=[("市应急局2020年二季度产改任务完成情况", "")],
        columns=[
            ("工作任务", "内容", 50),
            ("本年完成", "本年", 12),
            ("累计完成", "累计", 12),
            ("上年完成", "上年", 12),
            ("进展情况", "进展", 50),
        ],
        foot=("备注：培训人数以发证数为准。", "联系人：赵六"),
        written={"19.3": {"本年": "0.8万人", "累计": "16200人", "上年": "8200人"}},
        retype=half_width,
        write=as_xlsx,
    ),
    "市总工会（填报有误）.xlsx": Sent(
        department="市总工会",
        sheet="Sheet1",
        lines=[("重点任务完成情况（2020年6月）", "")],
        columns=[
            ("任务编号", "编号", 9),
            ("工作内容", "内容", 44),
            ("指标", "指标", 22),
            ("完成值", "完成", 16),
            ("上年值", "上年", 10),
            ("分子", "分子", 8),
            ("分母", "分母", 8),
            ("是否完成", "状态", 14),
            ("进展情况", "进展", 44),
        ],
        written={
            "2.1a": {"完成": Decimal("0.92")},
            "3.3a": "预计38.5%",
            "3.4a": {"完成": "96.2%", "分子": 480, "分母": 520},
            "4.1a": "95%-96%",
            "4.1b": "95%以上",
            "4.2a": {"完成": "40.1%", "分子": None, "分母": None, "状态": "已完成"},
            "9.1a": "基本完成",
            "11.1a": "52.6万人",
            "11.1b": "172.5%",
            "20.1a": "四月底",
        },
        write=as_xlsx,
    ),
    "市财政局.xlsx": Sent(
        department="市财政局",
        sheet="Sheet1",
        lines=[("产改任务完成情况", ""), ("填报单位：市财政局", "")],
        columns=[
            ("序号", "序号", 6),
            ("工作任务", "内容", 44),
            ("工作进展情况", "进展", 50),
        ],
        write=as_xlsx,
    ),
}
"""By file name."""
