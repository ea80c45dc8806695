"""What one department sent: identified, read, and matched to the matrix. Cell texts stand verbatim."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from msgspec import Struct

from chanfa_check.model.matrix import Value
from chanfa_check.model.words import Fault, Manner, Period, Role


class Place(Struct, frozen=True):
    """Where something stands in a workbook, as Excel shows it."""

    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


class Problem(Struct, frozen=True):
    """Why something could not be checked at all: a stable code, and what to do about it in Chinese."""

    code: str
    message: str
    place: Place | None = None


class Observation(Struct, frozen=True, kw_only=True):
    """One reported value of one indicator.

    Exactly one of these holds: `value` is there; `fault` says why it is not; neither, and the cell was left empty.
    `last_year` counts in the indicator's unit. `parts` are the 分子 and 分母 columns. `narrative` is what the row
    says in words, `claim` what it says of its own completion ("已完成").
    """

    task: str
    indicator: str
    role: Role
    place: Place
    raw: str = ""
    value: Value | None = None
    fault: Fault | None = None
    manner: Manner = Manner.EXACT
    last_year: Decimal | None = None
    last_year_fault: Fault | None = None
    parts: tuple[Decimal, Decimal] | None = None
    narrative: str = ""
    claim: str = ""
    notes: tuple[str, ...] = ()


class Stray(Struct, frozen=True):
    """A row that belongs to no task of this department, or does not say which of a task's indicators it reports.

    `code` is one of task-unknown, task-foreign, indicator-unclear.
    """

    code: str
    place: Place
    text: str
    message: str
    task: str | None = None


class Mark(Struct, frozen=True):
    """What a template says of itself, in a hidden sheet."""

    matrix: str
    version: str
    department: str
    period: str


class Submission(Struct, frozen=True, kw_only=True):
    """One file that a department sent. `corrects` tells that it calls itself a correction of an earlier one."""

    path: str
    department: str | None = None
    period: Period | None = None
    filled: dt.date | None = None
    corrects: bool = False
    observations: tuple[Observation, ...] = ()
    strays: tuple[Stray, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
