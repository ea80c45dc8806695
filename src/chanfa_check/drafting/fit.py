"""Drafted indicators held against the loader before they are written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from pathlib import Path

from chanfa_check.drafting.said import Plain, Years
from chanfa_check.drafting.write import indicator_lines
from chanfa_check.matrix.flaws import MatrixError
from chanfa_check.matrix.load import load_text


def unfit(indicators: Sequence[Plain], years: Years) -> Mapping[int, str]:
    """Which of one task's indicators the loader refuses, by their place, and why; the first reason for each."""
    lines = [
        *("id: draft", 'version: "1"', "title: 草稿", f"years: [{years[0]}, {years[1]}]", "departments: {甲: {}}"),
        *("tasks:", '  - id: "1.1"', "    section: 一", "    measure: 二", "    duty: 三", "    schedule: 四"),
        *("    lead: 甲", "    partners: []", "    indicators:"),
    ]
    begins: list[int] = []
    for indicator in indicators:
        begins.append(len(lines) + 1)
        lines += indicator_lines(indicator)
    try:
        load_text("\n".join(lines).encode(), Path("matrix.yaml"))
    except MatrixError as error:
        found: dict[int, str] = {}
        for flaw in error.flaws:
            found.setdefault(max(0, bisect_right(begins, flaw.line) - 1), flaw.message)
        return found
    return {}
