"""What a template of the bulletin can name: Chinese words for texts, lists and tables, and nothing that runs code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from chanfa_check.model import Run
from chanfa_check.output.bulletin import Sheet, bulletin
from chanfa_check.output.office import Said
from chanfa_check.output.text import as_text

Context = dict[str, Any]


def context(run: Run) -> Context:
    """The variables of a template.

    A table is a list of rows, each by the names of its columns (`行.单位`). A list of statements has 名 and 述, which
    ends without a full stop. What there is nothing to say of is empty. `编号()` gives 一, 二, 三 … as often as it is
    called.
    """
    said = bulletin(run)
    return {
        "标题": as_text(said.title),
        "方案": as_text(said.plan),
        "时期": said.period,
        "总体": said.overall,
        "检查项数": said.checked,
        "各单位": _rows(said.departments),
        "报送": _said(said.coverage),
        "排名": _rows(said.ranking),
        "计分办法": said.ranking_rule,
        "指数": _rows(said.index),
        "总指数": said.index_value,
        "指数办法": as_text(said.index_rule),
        "滞后": _rows(said.lacking),
        "滞后办法": _said(said.remedies),
        "有误": _rows(said.faulty),
        "对不上": [as_text(text) for text in said.loose],
        "勾稽": _said(said.contradictions),
        "变化": [
            {"名": label, "项数": len(texts), "述": [as_text(text) for text in texts]} for label, texts in said.changes
        ],
        "典型": _rows(said.exemplars),
        "编号": numbering(),
    }


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


def _said(several: Iterable[Said]) -> list[dict[str, str]]:
    return [{"名": as_text(one.label), "述": as_text(one.text).removesuffix("。")} for one in several]
