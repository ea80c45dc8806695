"""What a template of the bulletin can name: Chinese words for texts, lists and tables, and nothing that runs code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from chanfa_check.model import Run
from chanfa_check.output.bulletin import Sheet, bulletin
from chanfa_check.output.docx.official import official
from chanfa_check.output.office import Said
from chanfa_check.output.text import as_text

Context = dict[str, Any]

_BETWEEN_TASKS = re.compile(r"\.\d+、(?=\d+\.\d)")


def context(run: Run) -> Context:
    """The variables of a template.

    A table is a list of rows, each by the names of its columns (`行.单位`); 结论栏 are the columns of 各单位结论 that
    there are beside 单位 and 备注, each with 名 and, on two lines where it is long, 题. A list of statements has 名
    and 述, which ends without a full stop; 分级汇总 has 办法 as well, and 下级, a table. What there is nothing to say
    of is empty; 单位 is so where all are meant. `编号()` gives 一, 二, 三 … as often as it is called.
    """
    said = bulletin(run)
    return {
        "标题": as_text(said.title),
        "方案": as_text(said.plan),
        "时期": said.period,
        "所评月份": said.assessed,
        "单位": as_text(said.only),
        "总体": said.overall,
        "检查项数": said.checked,
        "结论栏": [{"名": name, "题": folded(name)} for name in said.verdicts],
        "各单位结论": _rows(said.departments),
        "报送情况": _said(said.reporting),
        "配合任务": [{name: _breaking(text) for name, text in row.items()} for row in _rows(said.silent)],
        "指数": _rows(said.index),
        "总指数": said.index_value,
        "算法": as_text(said.index_rule),
        "积分排名": _rows(said.ranking),
        "规则": said.ranking_rule,
        "滞后": _rows(said.lacking),
        "处理办法": _said(said.remedies),
        "有误": _rows(said.faulty),
        "对不上": [as_text(text) for text in said.loose],
        "分级汇总": [
            {
                "名": as_text(f"{one.verdict}：{one.head}"),
                "述": official(as_text(one.text)).removesuffix("。"),
                "办法": one.advice.removesuffix("。"),
                "下级": _rows(given),
            }
            for one, given in said.rollups
        ],
        "数据勾稽": _said(said.contradictions),
        "变化情况": [
            {"名": label, "项数": len(texts), "述": [as_text(text) for text in texts]} for label, texts in said.changes
        ],
        "典型": _rows(said.exemplars),
        "编号": numbering(),
    }


def folded(name: str) -> str:
    """A heading of four characters over a narrow column: two and two."""
    return f"{name[:2]}\n{name[2:]}" if len(name) == 4 else name


def numbering() -> Callable[[], str]:
    """一, 二, 三 … up to 九十九, one more at every call: sections that are left out leave no gap."""
    numbers = count(1)
    return lambda: _chinese(next(numbers))


def _chinese(number: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")


def _rows(sheet: Sheet) -> list[dict[str, str]]:
    return [dict(zip(sheet.columns, map(as_text, row), strict=True)) for row in sheet.rows]


def _breaking(text: str) -> str:
    """The text with room for line breaks in lists of tasks: LibreOffice takes 1.2、1.3 for one word, Word does not."""
    return _BETWEEN_TASKS.sub("\\g<0>\u200b", text)


def _said(several: Iterable[Said]) -> list[dict[str, str]]:
    return [
        {"名": as_text(one.label), "述": _breaking(official(as_text(one.text)).removesuffix("。"))} for one in several
    ]
