"""Every code that a finding of lint can carry, and its manual."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType

CODES: Mapping[str, str] = {
    "number-not-in-wording": "目标与原文不符",
    "wording-not-in-targets": "原文有、目标没有",
    "wording-unread": "原文这里读不懂",
    "unit-odd": "单位不是一回事",
    "reading-missing": "缺少说明",
    "sum-mismatch": "数对不上",
    "year-outside": "年份在全表之外",
    "inherited-broken": "沿用有误",
    "name-close": "名称相近",
    "department-idle": "单位没有用到",
    "numbering-repeats": "编号重复",
    "numbering-jumps": "编号跳号",
    "review-open": "还有待定事项",
    "accepted-idle": "说明没有用处",
}
"""What each is called, by code."""


def module(code: str) -> ModuleType:
    """The module of the check with this code."""
    return import_module(f"chanfa_check.lint.checks.{code.replace('-', '_')}")


def manual(code: str) -> str:
    """The manual of one of `CODES`, in Chinese."""
    return (module(code).__doc__ or "").strip()
