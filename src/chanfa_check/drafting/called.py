"""Indicators in the words of the annex: a first name for a person to shorten, and what no rule can say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chanfa_check.drafting.said import Plain
from chanfa_check.quantity.unit import ratio_scale
from chanfa_check.wording import Wording

_LONGEST = 40
_CLAUSE = re.compile(r"[^，,。；;\n]+")
_MARKS = " \t\n，,。；;：:、"

RATIO_ENDINGS = ("率", "比例", "占比", "比重", "覆盖面")
"""What the name of a share ends in."""


def gist(duty: Wording) -> str:
    """The clauses of the duty that state no number, or all of it: what a schedule without a subject speaks of."""
    spans = [reading.span for reading in duty.readings]
    clauses = [
        clause[0]
        for clause in _CLAUSE.finditer(duty.phrase)
        if not any(start < clause.end() and clause.start() < end for start, end in spans)
    ]
    return clipped("，".join(clause.strip() for clause in clauses) or duty.phrase)


def clipped(text: str) -> str:
    """The text in one line, cut at the last mark that leaves it short enough."""
    flat = re.sub(r"\s+", " ", text).strip(_MARKS)
    if len(flat) <= _LONGEST:
        return flat
    cut = max(flat.rfind(mark, 1, _LONGEST) for mark in "，。；、,;")
    return flat[:cut] if cut > 0 else f"{flat[:_LONGEST]}…"


def indicator_name(kind: str, subject: str, duty: str, unit: str) -> str:
    """The name of an indicator of this kind; `duty` stands in where it has no subject of its own."""
    name = clipped(subject)
    if kind == "annual":
        return f"当年{name}" if name else f"{duty}（当年数）"
    if kind == "event":
        return f"{name or duty}举办日期"
    if kind == "stage":
        return f"{name or duty}推进阶段"
    if name:
        return name
    if kind == "total":
        return f"{duty}（累计数）"
    return f"{duty}完成比例" if ratio_scale(unit) is not None and not duty.endswith(RATIO_ENDINGS) else duty


def in_words(name: str, clause: str) -> Plain:
    """An indicator that a person judges by a narrative, since no rule can say what the clause asks for."""
    return {
        "name": clipped(name),
        "unit": "文字",
        "targets": [{"rule": "ongoing"}],
        "reading": f"原文“{clause}”没有一种要求类型能判定，暂按文字说明由人判断。",
    }


def told_apart(indicators: Sequence[Plain]) -> None:
    """Gives indicators of one task different names: by their units, else by a number."""
    for indicator in _taken(indicators):
        indicator["name"] = f"{indicator['name']}（{indicator['unit']}）"
    for number, indicator in enumerate(_taken(indicators), 1):
        indicator["name"] = f"{indicator['name']}（{number}）"


def _taken(indicators: Sequence[Plain]) -> list[Plain]:
    """Those with a name that another one has too."""
    names = [one["name"] for one in indicators]
    return [one for one in indicators if names.count(one["name"]) > 1]
