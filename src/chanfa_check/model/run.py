"""What a check gives: findings, per submission and for the whole run. Outputs receive a finished `Run`."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from msgspec import Struct

from chanfa_check.model.matrix import Matrix, Requirement, Value
from chanfa_check.model.submission import Place, Problem
from chanfa_check.model.words import Light, Manner, Period, Role, Status


class Finding(Struct, frozen=True, kw_only=True):
    """The verdict on one indicator, or on one row that belongs to none (`task` or `indicator` None).

    `actual`, `pace` and `gap` count in `unit`. `expected` is the requirement that decided. `message` says in one
    Chinese sentence what is there and what is required; `advice` what to do; `wording` quotes the matrix.
    """

    task: str | None
    indicator: str | None
    name: str
    unit: str
    role: Role
    status: Status
    code: str
    message: str
    advice: str = ""
    wording: str = ""
    reading: str = ""
    light: Light | None = None
    actual: Value | None = None
    expected: Requirement | None = None
    gap: Decimal | None = None
    manner: Manner = Manner.EXACT
    place: Place | None = None
    raw: str = ""
    notes: tuple[str, ...] = ()


class Checked(Struct, frozen=True, kw_only=True):
    """One submission with its findings, in the matrix's order."""

    path: str
    department: str | None = None
    period: Period | None = None
    as_of: dt.date | None = None
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()


class Coverage(Struct, frozen=True):
    """Leading departments of the matrix, and which of them the run holds submissions of."""

    expected: tuple[str, ...] = ()
    received: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Run(Struct, frozen=True, kw_only=True):
    """All submissions checked together. `as_of` is None where they speak for different dates."""

    matrix: Matrix | None
    as_of: dt.date | None
    submissions: tuple[Checked, ...]
    counts: dict[Status, int]
    coverage: Coverage
    exit_code: int
