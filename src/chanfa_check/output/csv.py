"""One row a finding, for Excel: UTF-8 with a byte order mark, and no cell that Excel could take for a formula."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from chanfa_check.model import Checked, Contradiction, Coverage, Finding, Problem, Run, Value
from chanfa_check.output.words import ROLES, word
from chanfa_check.quantity.unit import plain

HEADER = (
    "文件",
    "单位",
    "时期",
    "任务编号",
    "指标编号",
    "指标",
    "角色",
    "结论",
    "代码",
    "填报值",
    "计量单位",
    "比较",
    "要求值",
    "到期",
    "序时进度",
    "差距",
    "单元格",
    "填报原样",
    "说明",
    "办法",
    "分工表原文",
)

_PLACES = 10
"""Enough for no rounded number to cross what it is compared with."""


def encode(run: Run) -> bytes:
    """The run as CSV.

    A problem is a row with the code and the message only; so is, at the end, a department that did not report, and
    each contradiction between submissions.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for checked in run.submissions:
        writer.writerows([_safe(text) for text in _problem(checked, one)] for one in checked.problems)
        writer.writerows([_safe(text) for text in _finding(checked, one)] for one in checked.findings)
    writer.writerows([_safe(text) for text in _gap(one, name)] for one in run.coverage for name in one.missing)
    writer.writerows([_safe(text) for text in _contradiction(one)] for one in run.contradictions)
    return "\ufeff".encode() + out.getvalue().encode("utf-8", "replace")


def _lead(checked: Checked) -> list[str]:
    period = f"{checked.period.first}—{checked.period.last}" if checked.period else ""
    return [checked.path, checked.department or "", period]


def _problem(checked: Checked, problem: Problem) -> list[str]:
    cell = str(problem.place) if problem.place else ""
    row = [*_lead(checked), *[""] * 4, "无法检查", problem.code, *[""] * 7, cell, "", problem.message, "", ""]
    assert len(row) == len(HEADER)
    return row


def _gap(one: Coverage, department: str) -> list[str]:
    row = ["", department, str(one.as_of or ""), *[""] * 4, "未报送", *[""] * (len(HEADER) - 8)]
    assert len(row) == len(HEADER)
    return row


def _contradiction(one: Contradiction) -> list[str]:
    row = ["", "", "", one.task, one.indicator, one.name, "", "勾稽", one.code, *[""] * 9, one.message, one.advice, ""]
    assert len(row) == len(HEADER)
    return row


def _finding(checked: Checked, finding: Finding) -> list[str]:
    item = finding.expected
    return [
        *_lead(checked),
        finding.task or "",
        finding.indicator or "",
        finding.name,
        ROLES[finding.role] if finding.role else "",
        word(finding),
        finding.code,
        _value(finding.actual),
        finding.unit,
        item.op.value if item and item.op else "",
        _value(item.value) if item else "",
        str(item.due) if item and item.due else "",
        _value(item.pace) if item else "",
        _value(finding.gap),
        str(finding.place) if finding.place else "",
        finding.raw,
        "；".join((finding.message, *finding.notes)),
        finding.advice,
        finding.wording,
    ]


def _value(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(round(value, _PLACES))
    return value if isinstance(value, str) else "、".join(map(str, value))


def _safe(text: str) -> str:
    """A text that Excel would take for a formula, made a text. A plain negative number and a bare op stay."""
    if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _harmless(text):
        return f"'{text}"
    return text


def _harmless(text: str) -> bool:
    digits = text[1:].replace(".", "", 1)
    return text[0] == "-" and digits.isascii() and digits.isdigit()
