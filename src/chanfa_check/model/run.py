"""What a check gives: findings, per submission and for the whole run. Outputs receive a finished `Run`."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from chanfa_check.model.matrix import Matrix, Requirement, Value
from chanfa_check.model.submission import Observation, Place, Problem
from chanfa_check.model.summary import Reported, Standing, Summary
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
    """One submission with its findings, in the matrix's order.

    `sha256` is the file's, in hexadecimal; "" where nobody asked. `corrects` tells that it calls itself a correction of
    an earlier one.
    """

    path: str
    sha256: str = ""
    department: str | None = None
    period: Period | None = None
    as_of: dt.date | None = None
    filled: dt.date | None = None
    corrects: bool = False
    matrix: Matrix | None = None
    observations: tuple[Observation, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def about(self) -> dt.date | None:
        """The last day of the months that it is about; of one that states none, the day by which it was judged."""
        return self.period.last if self.period else self.as_of

    @property
    def counts(self) -> dict[Status, int]:
        """How many findings there are of each verdict."""
        return count(self.findings)

    @property
    def to_put_right(self) -> tuple[Finding, ...]:
        """What falls short, cannot be understood, or belongs nowhere: worst first, and red lights before yellow."""
        wrong = [one for one in self.findings if one.status not in _QUIET and one.code not in _TO_READ]
        return tuple(sorted(wrong, key=lambda one: (one.status.rank, one.light is Light.YELLOW)))


_QUIET = (Status.MET, Status.ON_TRACK, Status.NOT_DUE, Status.NO_TARGET)
_TO_READ = ("narrative", "partner-reported")
"""The codes of what a person has to read, and nobody to put right."""


def count(findings: Iterable[Finding]) -> dict[Status, int]:
    """How many there are of each verdict, worst first, with those that do not occur."""
    found = Counter(finding.status for finding in findings)
    return {status: found[status] for status in Status}


class Run(Summary, frozen=True, kw_only=True):
    """All submissions checked together, and what they say as a whole.

    `history` is what was reported before, by the ledger; `unrecorded` is how many submissions it did not take in.
    """

    submissions: Sequence[Checked]
    history: tuple[Reported, ...] = ()
    unrecorded: int = 0

    @property
    def matrices(self) -> tuple[Matrix, ...]:
        """The matrices that it was judged by, each once; the one that the user named also where no file was read."""
        found = {one.matrix.id: one.matrix for one in self.submissions if one.matrix}
        if self.matrix:
            found[self.matrix.id] = self.matrix
        return tuple(found.values())

    @property
    def standings(self) -> dict[str, Standing]:
        """What each submission counts for, by its path."""
        return {row.path: row.standing for row in self.rows if row.path}
