"""What departments call the columns of a report, and which column each name means."""

from __future__ import annotations

import re
from enum import StrEnum

from chanfa_check.quantity.numeral import fold
from chanfa_check.quantity.unit import known_unit


class Column(StrEnum):
    """What a column of a report holds."""

    TASK = "task"
    DUTY = "duty"
    INDICATOR = "indicator"
    ROLE = "role"
    UNIT = "unit"
    VALUE = "value"
    PROGRESS = "progress"
    THIS_YEAR = "this_year"
    TOTAL = "total"
    THIS_PERIOD = "this_period"
    LAST_YEAR = "last_year"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    NARRATIVE = "narrative"
    CLAIM = "claim"
    ISSUES = "issues"
    NEXT = "next"
    OTHER = "other"


NAMES: dict[Column, tuple[str, ...]] = {
    Column.TASK: ("任务编号", "序号", "编号", "任务序号", "指标编号", "项目编号", "任务代码"),
    Column.DUTY: (
        "重点任务",
        "责任分解",
        "工作任务",
        "工作内容",
        "任务内容",
        "任务名称",
        "重点工作",
        "主要任务",
        "重点任务责任分解",
        "工作任务责任分解",
        "任务",
    ),
    Column.INDICATOR: ("指标", "指标名称", "考核指标", "指标内容", "具体指标"),
    Column.ROLE: ("角色", "牵头或配合", "牵头配合", "承担角色"),
    Column.UNIT: ("单位", "计量单位", "指标单位"),
    Column.VALUE: (
        "完成值",
        "完成数",
        "实际完成",
        "实际完成值",
        "实际完成数",
        "填报值",
        "目前完成",
        "完成数值",
        "实际值",
        "完成率",
        "完成比例",
        "数值",
    ),
    # Means the value where nothing else does, and a narrative beside a column that does.
    Column.PROGRESS: ("完成情况", "实际完成情况", "目前完成情况", "完成进度", "任务完成情况"),
    Column.THIS_YEAR: (
        "本年完成",
        "本年完成值",
        "当年完成",
        "当年完成值",
        "今年完成",
        "年内完成",
        "本年累计",
        "本年累计完成",
        "当年累计",
        "当年累计完成",
        "本年",
        "当年",
    ),
    Column.TOTAL: ("累计完成", "累计完成值", "累计完成数", "累计完成情况", "累计", "累计值"),
    Column.THIS_PERIOD: ("本期完成", "本期完成值", "本期完成情况", "本月完成", "本月完成值", "本期值", "本期", "本月"),
    Column.LAST_YEAR: (
        "上年值",
        "上年同期",
        "上年同期值",
        "上年完成",
        "上年完成值",
        "上年实际",
        "上年实际值",
        "上年",
        "上年度",
        "去年值",
        "去年同期",
        "去年完成",
    ),
    Column.NUMERATOR: ("分子",),
    Column.DENOMINATOR: ("分母",),
    Column.NARRATIVE: (
        "完成情况说明",
        "进展情况",
        "工作进展",
        "工作进展情况",
        "进展情况说明",
        "推进情况",
        "情况说明",
        "说明",
        "进展",
        "工作开展情况",
        "开展情况",
        "配合情况",
    ),
    Column.CLAIM: ("是否完成", "完成状态", "状态", "是否达标"),
    Column.ISSUES: ("存在问题", "存在的问题", "存在问题及困难", "问题"),
    Column.NEXT: ("下一步打算", "下步打算", "下一步计划", "下一步工作打算", "下步工作打算", "下一步工作计划", "下一步"),
    # Named so that they are known not to hold a value, and to tell a header from a row of data.
    Column.OTHER: (
        "主要举措",
        "时间进度",
        "进度安排",
        "牵头单位",
        "配合单位",
        "责任单位",
        "目标值",
        "目标",
        "年度目标",
        "应达到",
        "本期要求",
        "计划数",
        "板块",
        "备注",
    ),
}
"""Every name as `plain_header` leaves it."""

_KNOWN = {name: column for column, names in NAMES.items() for name in names}
_BRACKETS = re.compile(r"\(([^()]*)\)")
_DATE = re.compile(
    r"^(?:截[至止])?(?:[12]\d{3}年)?(?:\d{1,2}(?:[-—–~至]\d{1,2})?月(?:底|末|份)?|上半年|下半年|[一二三四1-4]季度)?"
)
_MARKS = re.compile(r"[\s、，,。.:：;；*/\-—_·]+")


def plain_header(text: str) -> str:
    """A header without width, spaces, marks, bracketed remarks and leading date: "2020年6月 完成值（%）" → "完成值"."""
    bare = _MARKS.sub("", _BRACKETS.sub("", fold(text)))
    return _DATE.sub("", bare) or bare


def header_column(text: str) -> Column | None:
    """Which column a header names; None where it is no name of ours."""
    return _KNOWN.get(plain_header(text))


def header_unit(text: str) -> str:
    """The unit of measurement that a header carries in brackets ("投入（万元）"), or ""."""
    return next((found for found in _BRACKETS.findall(fold(text)) if known_unit(found)), "")
