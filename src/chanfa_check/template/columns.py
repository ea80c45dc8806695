"""The columns of a template, under names that the reader of submissions knows, and which cells of a row are inputs."""

from __future__ import annotations

from msgspec import Struct

from chanfa_check.model import Measure
from chanfa_check.template.lines import Line, items


class Column(Struct, frozen=True):
    """One column: its name, and its width in Excel's units (digits)."""

    name: str
    width: float
    centred: bool = False


COLUMNS = (
    Column("编号", 6, True),
    Column("重点任务", 24),
    Column("时间进度", 14),
    Column("角色", 6, True),
    Column("指标", 15),
    Column("本期要求", 27),
    Column("计量单位", 5.5, True),
    Column("完成值", 11, True),
    Column("上年值", 9, True),
    Column("分子", 8, True),
    Column("分母", 8, True),
    Column("自查", 9, True),
    Column("进展情况", 26),
    Column("存在问题", 16),
    Column("下一步打算", 16),
)
NUMBERS = ("完成值", "上年值", "分子", "分母")
WORDS = ("进展情况", "存在问题", "下一步打算")
SHARED = ("重点任务", "时间进度")
"""The same for all rows of a task, and merged over them."""
COLOURED = ("编号", "角色", "指标", "本期要求", "计量单位", "完成值", "自查")
"""Take the colour of the verdict."""

_PLACES = {column.name: place for place, column in enumerate(COLUMNS, 1)}


def place(name: str) -> int:
    """The number of the column of this name, counted from 1."""
    return _PLACES[name]


def ref(name: str, row: int) -> str:
    """The absolute name in Excel of the row's cell in the column."""
    return f"${chr(64 + place(name))}${row}"


def inputs(line: Line) -> tuple[str, ...]:
    """The columns that the department fills in."""
    indicator = line.indicator
    if indicator is None or indicator.measure is Measure.NARRATIVE or items(indicator):
        return WORDS
    asked = ["完成值"]
    if indicator.compares_years:
        asked.append("上年值")
    if indicator.unit == "%":
        asked += ["分子", "分母"]
    return (*asked, *WORDS)
