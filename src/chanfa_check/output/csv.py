"""One row a finding, for Excel: UTF-8 with a byte order mark, and no cell that Excel could take for a formula."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from chanfa_check.model import Checked, Contradiction, Coverage, Finding, Problem, Rolled, Run, Value
from chanfa_check.output import office
from chanfa_check.output.text import as_text
from chanfa_check.output.words import ROLES, word
from chanfa_check.period import show_period
from chanfa_check.quantity.unit import plain

HEADER = (
    "文件",
    "报送状态",
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
    each contradiction between submissions. What the levels below make up has rows there as well, without a file.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    standings = run.standings
    for checked in run.submissions:
        lead = _lead(checked, office.STANDINGS[standings[checked.path]])
        writer.writerows([_safe(text) for text in (*lead, *_problem(one))] for one in checked.problems)
        writer.writerows([_safe(text) for text in (*lead, *_finding(one))] for one in checked.findings)
    writer.writerows(
        [_safe(text) for text in _gap(one, name)] for one in run.coverage for name in one.missing if run.whole
    )
    writer.writerows([_safe(text) for text in _contradiction(one)] for one in run.contradictions)
    writer.writerows([_safe(text) for text in _rolled(run, one)] for one in run.rollups)
    return "\ufeff".encode() + out.getvalue().encode("utf-8", "replace")


_LEAD = 4
"""How many columns tell of the submission."""


def _lead(checked: Checked, standing: str) -> list[str]:
    return [checked.path, standing, checked.department or "", show_period(checked.period) if checked.period else ""]


def _problem(problem: Problem) -> list[str]:
    cell = str(problem.place) if problem.place else ""
    row = [*[""] * 4, "无法检查", problem.code, *[""] * 7, cell, "", problem.message, "", ""]
    assert _LEAD + len(row) == len(HEADER)
    return row


def _gap(one: Coverage, department: str) -> list[str]:
    period = f"{one.as_of.year}年{one.as_of.month}月" if one.as_of else ""
    return ["", "未报送", department, period, *[""] * 4, "未报送", *[""] * (len(HEADER) - _LEAD - 5)]


def _contradiction(one: Contradiction) -> list[str]:
    row = [one.task, one.indicator, one.name, "", "勾稽", one.code, *[""] * 9, one.message, one.advice, ""]
    assert _LEAD + len(row) == len(HEADER)
    return [*[""] * _LEAD, *row]


def _rolled(run: Run, one: Rolled) -> list[str]:
    said = office.levelled(run, one)
    item = one.expected
    given = "；".join(office.contributed(row) for row in said.given)
    return [
        "",
        office.ROLLUPS,
        "、".join(one.names),
        f"{one.as_of.year}年{one.as_of.month}月",
        one.task,
        one.indicator,
        one.name,
        "",
        said.verdict,
        one.code,
        _value(one.actual),
        one.unit,
        item.op.value if item and item.op else "",
        _value(item.value) if item else "",
        str(item.due) if item and item.due else "",
        _value(item.pace) if item else "",
        _value(one.gap),
        "",
        given,
        one.message,
        one.advice,
        one.wording,
    ]


def _finding(finding: Finding) -> list[str]:
    item = finding.expected
    return [
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
    """One line, and a text also where Excel would take it for a formula. A plain negative number and an op stay."""
    text = as_text(text)
    if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _harmless(text):
        return f"'{text}"
    return text


def _harmless(text: str) -> bool:
    digits = text[1:].replace(".", "", 1)
    return text[0] == "-" and digits.isascii() and digits.isdigit()
