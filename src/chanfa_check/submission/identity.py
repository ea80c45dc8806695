"""Who sent a workbook, for which months, and with which template: told by the mark, the header block, the file name."""

from __future__ import annotations

import datetime as dt
import re

from msgspec import Struct

from chanfa_check.model import Mark, Matrix, Period, Problem
from chanfa_check.submission.contents import Contents
from chanfa_check.submission.department import Named, find_department, known_department
from chanfa_check.submission.when import find_filled, find_period

__all__ = ["Identity", "identify", "known_department", "reported_period", "sender"]

# 2020年6月完成情况（更正）, but not 更正前.
_CORRECTION = r"(?:更正|订正|补正)(?!前)"


class Identity(Struct, frozen=True, kw_only=True):
    """What could be told of a workbook; `problems` say what could not. `corrects`: a title or its name says 更正."""

    department: str | None
    period: Period | None
    filled: dt.date | None
    corrects: bool
    mark: Mark | None
    problems: tuple[Problem, ...]


def identify(
    contents: Contents,
    name: str,
    matrix: Matrix,
    *,
    department: str | None = None,
    as_of: dt.date | None = None,
) -> Identity:
    """Who and when, and whether it calls itself a correction. `name` is the file's own, without its ending.

    `department` (a full name) and `as_of` were given by the user and outrank what the file says.
    """
    named = Named(department) if department else sender(contents, name, matrix)
    problems = [named.why()] if named.why else []
    period, problem = reported_period(contents, name)
    if problem and as_of is None:
        problems.append(problem)
    return Identity(
        department=named.department,
        period=period,
        filled=find_filled(contents.texts),
        corrects=any(re.search(_CORRECTION, text) for text in (name, *(one.text for one in contents.titles))),
        mark=contents.mark,
        problems=tuple(problems),
    )


def sender(contents: Contents, name: str, matrix: Matrix) -> Named:
    """Whose it is by this matrix, as far as the file and its name say."""
    return find_department(contents.mark, contents.texts, contents.titles, name, matrix)


def reported_period(contents: Contents, name: str) -> tuple[Period | None, Problem | None]:
    """The months that it speaks for, by whatever matrix, or why they cannot be told."""
    sheets = list(dict.fromkeys(table.sheet for table in contents.tables))
    return find_period(contents.mark, contents.texts, contents.titles, sheets, name)
