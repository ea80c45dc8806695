"""What departments call the columns of a report, and which column each name means.

Names are listed as they are; those made of a span of time, 完成 and a word of amount (上年实际完成数) go by pattern.
"""

from __future__ import annotations

import re
from enum import StrEnum

from chanfa_check.memo import remembered
from chanfa_check.quantity.numeral import fold, unfolded
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
    Column.TASK: (
        "任务编号",
        "序号",
        "编号",
        "任务序号",
        "指标编号",
        "项目编号",
        "任务代码",
        "任务号",
        "no",
        "№",
    ),
    Column.DUTY: (
        "重点任务",
        "责任分解",
        "工作任务",
        "工作内容",
        "任务内容",
        "任务名称",
        "重点工作",
        "主要任务",
        "具体任务",
        "改革任务",
        "目标任务",
        "任务分解",
        "重点任务名称",
        "重点工作任务",
        "工作任务内容",
        "重点任务责任分解",
        "重点任务及责任分解",
        "工作任务责任分解",
        "任务",
    ),
    Column.INDICATOR: (
        "指标",
        "指标名称",
        "指标内容",
        "指标项",
        "考核指标",
        "具体指标",
        "评价指标",
        "量化指标",
        "主要指标",
    ),
    Column.ROLE: ("角色", "牵头或配合", "牵头配合", "承担角色"),
    Column.UNIT: ("单位", "计量单位", "指标单位"),
    Column.VALUE: (
        "完成值",
        "完成数",
        "实际完成",
        "填报值",
        "填报数",
        "实际值",
        "数值",
        "占比",
        "投入",
        "投入资金",
        "资金投入",
        "投入金额",
        "完成值或阶段",
    ),
    # Means the value where nothing else does, and a narrative beside a column that does.
    Column.PROGRESS: (
        "完成情况",
        "实际完成情况",
        "目前完成情况",
        "具体完成情况",
        "完成进度",
        "任务完成情况",
        "工作完成情况",
        "进展情况完成情况",
        "完成情况进展情况",
    ),
    Column.THIS_YEAR: ("本年完成", "年内完成", "年初至今完成", "年初以来完成"),
    Column.TOTAL: ("累计完成", "总累计"),
    Column.THIS_PERIOD: ("本期完成", "本月完成"),
    Column.LAST_YEAR: ("上年值", "上年同期"),
    Column.NUMERATOR: ("分子", "分子数", "分子值"),
    Column.DENOMINATOR: ("分母", "分母数", "分母值"),
    Column.NARRATIVE: (
        "完成情况说明",
        "完成情况及说明",
        "进展情况",
        "进展情况说明",
        "进展情况及成效",
        "进展说明",
        "进展",
        "目前进展",
        "任务进展",
        "任务进展情况",
        "工作进展",
        "工作进展情况",
        "工作推进情况",
        "工作开展情况",
        "工作情况",
        "推进情况",
        "推进落实情况",
        "落实情况",
        "实施情况",
        "开展情况",
        "具体情况",
        "具体措施",
        "主要做法",
        "工作成效",
        "情况说明",
        "文字说明",
        "说明",
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
        "计划",
        "计划数",
        "计划完成",
        "任务数",
        "板块",
        "备注",
    ),
}
"""Every name as `plain_header` leaves it."""

_KNOWN = {name: column for column, names in NAMES.items() for name in names}
_AMOUNT = "(?:值|数|率|比例|比率|量|数值|数量|金额|结果)?"
_DONE = f"(?:实际)?(?:完成)?(?:(?<=完成)情况|{_AMOUNT})"
_FAMILIES = {
    Column.LAST_YEAR: f"(?:上年度?|去年度?|上一年度?)(?:同期|末|底|全年)?(?:累计)?{_DONE}",
    Column.THIS_YEAR: f"(?:(?:本年|当年|今年)度?(?:以来)?|年内)(?:累计)?{_DONE}",
    Column.THIS_PERIOD: f"(?:本期|本月|当月|当期|本季度?){_DONE}",
    Column.TOTAL: f"(?:历年|本月止|实际)?累计{_DONE}",
    Column.VALUE: f"(?:目前|当前|实际)?完成{_AMOUNT}",
}
_FAMILIES_BEGIN = frozenset("上去本当今年历实累目完")
_LONGEST_NAME = 60
_BRACKETS = r"\(((?:[^()]|\([^()]*\))*)\)"
_TO = "[-—–~至]"
_FROM_JANUARY = rf"^(?:[12]\d{{3}}年)?(?:0?1月?{_TO}\d{{1,2}}月|上半年)"
_MONTHS = r"^(?:[12]\d{3}年)?(?:\d{1,2}月|下半年|第?[一二三四1-4]季度|[1-9]月?[-—–~至])"
_DATE = (
    rf"^(?:截[至止]到?)?(?:[12]\d{{3}}年度?)?"
    rf"(?:\d{{1,2}}月?(?:{_TO}\d{{1,2}})?月(?:底|末|份|\d{{1,2}}日)?|上半年|第?[一二三四1-4]季度|前[二三]季度)?"
)
_DATES_BEGIN = frozenset("截上第前一二三四")
_YEAR = r"(?<!\d)(20\d\d)年"
_MARKS = r"[\s、，,。.:：;；*★※/_·]+|(?<![\d月])[-—–]|[-—–](?!\d)"


_LETTERS = unfolded("".join((*_KNOWN, *_FAMILIES.values(), _DATE, " 0123456789NO、，,。.:：;；*★※/_·-—–~至")))
"""Every character that a header without a bracketed remark may hold."""


def plain_header(text: str) -> str:
    """A header without width, spaces, marks, bracketed remarks and leading date: "2020年6月 完成值（%）" → "完成值"."""
    bare = _unmarked(text)
    if bare[:1] not in _DATES_BEGIN and not bare[:1].isdigit():
        return bare
    return re.sub(_DATE, "", bare) or bare


@remembered
def header_column(text: str) -> Column | None:
    """Which column a header names; None where it is no name of ours."""
    if len(text) > _LONGEST_NAME:
        return None
    if not _LETTERS.issuperset(text) and "(" not in text and "（" not in text:
        return None  # most cells of a report are sentences, and end here
    folded = fold(text)
    if folded in _KNOWN:
        return _KNOWN[folded]
    name = plain_header(folded)
    column = _KNOWN.get(name)
    if column is None and name[:1] in _FAMILIES_BEGIN:
        column = next((one for one, form in _FAMILIES.items() if re.fullmatch(form, name)), None)
    # What 1-6月 add up to is this year's; 累计 alone may have begun years ago.
    return Column.THIS_YEAR if column is Column.TOTAL and header_span(text) is Column.THIS_YEAR else column


@remembered
def header_span(text: str) -> Column | None:
    """What a date before a name says its figures are: this year's so far (1-6月完成), or a part's of it (6月完成)."""
    if not text or (text.isalpha() and "半年" not in text and "季度" not in text):
        return None
    bare = _unmarked(text)
    if re.match(_FROM_JANUARY, bare):
        return Column.THIS_YEAR
    return Column.THIS_PERIOD if re.match(_MONTHS, bare) else None


@remembered
def header_unit(text: str) -> str:
    """The unit of measurement that a header carries in brackets ("投入（万元）"), or ""."""
    folded = fold(text)
    return next((found for found in re.findall(_BRACKETS, folded) if known_unit(found)), "") if "(" in folded else ""


@remembered
def header_year(text: str) -> int | None:
    """The one year that a header names ("2019年完成值", "上年（2019年）"); None for none or several."""
    folded = fold(text)
    years = set(re.findall(_YEAR, folded)) if "20" in folded else set()
    return int(years.pop()) if len(years) == 1 else None


def _unmarked(text: str) -> str:
    folded = fold(text)
    # A pattern that need not be tried need not be compiled.
    bare = re.sub(_BRACKETS, "", folded) if "(" in folded else folded
    return (bare if bare.isalpha() else re.sub(_MARKS, "", bare)).lower()
