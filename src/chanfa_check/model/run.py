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
    Chinese sentence what is there and what is required; `advice` what to do; `wording` quotes the matrix. `role` is
    None for a row that belongs to no task of the department.
    """

    task: str | None
    indicator: str | None
    name: str
    unit: str
    role: Role | None
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
    filled: dt.date | None = None
    matrix: Matrix | None = None
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


class Coverage(Struct, frozen=True):
    """Leading departments of the run's matrices: all of them, those with a submission, the others.

    A submission counts as received also where it could not be checked, as long as it is known whose it is.
    """

    expected: tuple[str, ...] = ()
    received: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Run(Struct, frozen=True, kw_only=True):
    """All submissions checked together. `matrix` and `as_of` are None where there is not one for all."""

    matrix: Matrix | None
    as_of: dt.date | None
    submissions: tuple[Checked, ...]
    counts: dict[Status, int]
    coverage: Coverage
    exit_code: int
