"""Who sent a workbook, for which months, and with which template: told by the mark, the header block, the file name."""

from __future__ import annotations

import datetime as dt
import re

from msgspec import Struct

from chanfa_check.model import Mark, Matrix, Period, Problem
from chanfa_check.submission.cells import cell_text
from chanfa_check.submission.department import find_department, known_department
from chanfa_check.submission.labels import labelled
from chanfa_check.submission.layout import Table, outside
from chanfa_check.submission.when import find_filled, find_period
from chanfa_check.submission.workbook import Workbook

__all__ = ["MARK_SHEET", "Identity", "identify", "known_department", "read_mark"]

MARK_SHEET = "chanfa-check"
"""The hidden sheet in which a template says what it is: a name and a value a row."""


# 2020年6月完成情况（更正）, but not 更正前.
_CORRECTION = re.compile(r"(?:更正|订正|补正)(?!前)")


class Identity(Struct, frozen=True, kw_only=True):
    """What could be told of a workbook; `problems` say what could not. `corrects`: a title or its name says 更正."""

    department: str | None
    period: Period | None
    filled: dt.date | None
    corrects: bool
    mark: Mark | None
    problems: tuple[Problem, ...]


def read_mark(workbook: Workbook) -> Mark | None:
    """The template's mark, where the workbook carries a whole one."""
    for sheet in workbook.sheets:
        if sheet.name == MARK_SHEET:
            said = {cell_text(row[1]): cell_text(row[2]) for row in sheet.rows.values() if {1, 2} <= row.keys()}
            if {"matrix", "version", "department", "period"} <= said.keys():
                return Mark(said["matrix"], said["version"], said["department"], said["period"])
    return None


def identify(
    workbook: Workbook,
    tables: tuple[Table, ...],
    name: str,
    matrix: Matrix,
    *,
    department: str | None = None,
    as_of: dt.date | None = None,
) -> Identity:
    """Who and when, and whether it calls itself a correction.

    `department` (a full name) and `as_of` were given by the user and outrank what the file says.
    """
    mark = read_mark(workbook)
    texts = list(labelled(outside(workbook, tables)))
    tops: dict[str, int] = {}
    for table in tables:
        tops.setdefault(table.sheet, table.top)
    titles = [one for one in texts if one.cell.row < tops.get(one.sheet, 0)]
    found, problem = (department, None) if department else find_department(mark, texts, titles, name, matrix)
    problems = [problem] if problem else []
    period, problem = find_period(mark, texts, titles, list(tops), name)
    if problem and as_of is None:
        problems.append(problem)
    return Identity(
        department=found,
        period=period,
        filled=find_filled(texts),
        corrects=any(_CORRECTION.search(text) for text in (name, *(one.text for one in titles))),
        mark=mark,
        problems=tuple(problems),
    )
