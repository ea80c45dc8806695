"""Writing a run into the ledger."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeAlias

from sqlalchemy import Connection, insert, select

from chanfa_check.ledger.recall import recall
from chanfa_check.ledger.tables import finding, judgement, observation, run, seen, submission
from chanfa_check.ledger.values import to_columns
from chanfa_check.model import Checked, Finding, Observation, Place, Reported
from chanfa_check.period import month_end

_Key: TypeAlias = tuple[str, str, dt.date]
"""Matrix id, department, end of the period."""
_VERDICT = ("task", "indicator", "status", "code", "light", "kind", "actual")
"""The columns of a finding that make it another verdict."""


class Recording:
    """A run that is being recorded, inside a transaction that somebody else ends."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._run: int | None = None
        self._met: set[int] = set()
        self._new: set[_Key] = set()
        self._waiting: dict[_Key, list[int]] = {}

    def add(self, checked: Checked) -> bool:
        """Records a submission, and tells whether the ledger has it now or had it before.

        A file is recorded once, and once more where it is called a correction and was not before; its judgement
        wherever it is not the last one that was recorded. Nothing is recorded of a submission that could not be
        checked, or was judged as of a day that is not the end of a month, and of the period that it states.
        """
        matrix, department, as_of = checked.matrix, checked.department, checked.as_of
        if checked.problems or matrix is None or department is None or as_of is None:
            return False
        if checked.about != as_of or as_of != month_end(as_of.year, as_of.month):
            return False
        key = (matrix.id, department, as_of)
        file = {
            "sha256": checked.sha256,
            "matrix": matrix.id,
            "department": department,
            "as_of": as_of,
            "corrects": checked.corrects,
        }
        number = self._connection.scalar(select(submission.c.id).filter_by(**file))
        if number is None:
            self._new.add(key)
            period = checked.period
            number = self._insert(
                submission,
                **file,
                path=checked.path,
                period_first=period.first if period else None,
                period_last=period.last if period else None,
                filled=checked.filled,
            )
        if number not in self._met:
            self._met.add(number)
            self._judge(number, matrix.version, checked)
            self._see(key, number)
        return True

    def before(self, matrix_id: str) -> tuple[Reported, ...]:
        """What earlier runs recorded for the matrix, in the order in which they did; `current` is without this run."""
        return recall(self._connection, matrix_id, without=self._run)

    def _see(self, key: _Key, number: int) -> None:
        """What was known before the run counts beside what is new in it, whichever of them is met first."""
        waiting = self._waiting.setdefault(key, [])
        waiting.append(number)
        if key in self._new:
            rows = [{"submission_id": one, "run_id": self._run_id()} for one in waiting]
            self._connection.execute(insert(seen), rows)
            waiting.clear()

    def _judge(self, submission_id: int, version: str, checked: Checked) -> None:
        findings = [_finding(one) for one in checked.findings]
        if self._judged(submission_id) == (version, [tuple(row[name] for name in _VERDICT) for row in findings]):
            return
        number = self._insert(judgement, submission_id=submission_id, run_id=self._run_id(), version=version)
        for table, rows in ((observation, [_observation(one) for one in checked.observations]), (finding, findings)):
            if rows:
                numbered = [{"judgement_id": number, "position": at, **row} for at, row in enumerate(rows)]
                self._connection.execute(insert(table), numbered)

    def _judged(self, submission_id: int) -> tuple[str, list[tuple[object, ...]]] | None:
        """By which version the submission was last judged, and the verdicts; None where it never was."""
        last = self._connection.execute(
            select(judgement.c.id, judgement.c.version)
            .where(judgement.c.submission_id == submission_id)
            .order_by(judgement.c.id.desc())
            .limit(1)
        ).first()
        if last is None:
            return None
        verdicts = (
            select(*(finding.c[name] for name in _VERDICT))
            .where(finding.c.judgement_id == last.id)
            .order_by(finding.c.position)
        )
        return last.version, [tuple(row) for row in self._connection.execute(verdicts)]

    def _run_id(self) -> int:
        """This run's number; it is entered when it brings something new."""
        from chanfa_check.version import __version__

        if self._run is None:
            self._run = self._insert(run, at=dt.datetime.now(dt.UTC), tool=__version__)
        return self._run

    def _insert(self, table: Any, **values: object) -> int:
        key = self._connection.execute(insert(table).values(**values)).inserted_primary_key
        assert key is not None
        return int(key[0])


def _observation(one: Observation) -> dict[str, object]:
    kind, value = to_columns(one.value)
    numerator, denominator = one.parts or (None, None)
    return {
        "task": one.task,
        "indicator": one.indicator,
        "role": one.role.value,
        **_place(one.place),
        "raw": one.raw,
        "kind": kind,
        "value": value,
        "manner": one.manner.value,
        "fault": one.fault.code if one.fault else None,
        "numerator": numerator,
        "denominator": denominator,
        "last_year": one.last_year,
        "last_year_fault": one.last_year_fault.code if one.last_year_fault else None,
        "narrative": one.narrative,
        "claim": one.claim,
    }


def _finding(one: Finding) -> dict[str, object]:
    kind, actual = to_columns(one.actual)
    asked = one.expected
    expected_kind, expected = to_columns(asked.value if asked else None)
    return {
        "task": one.task,
        "indicator": one.indicator,
        "role": one.role.value if one.role else None,
        "status": one.status.value,
        "code": one.code,
        "light": one.light.value if one.light else None,
        "kind": kind,
        "actual": actual,
        "unit": one.unit,
        "manner": one.manner.value,
        "rule": asked.rule if asked else None,
        "op": asked.op.value if asked and asked.op else None,
        "expected_kind": expected_kind,
        "expected": expected,
        "due": asked.due if asked else None,
        "pace": asked.pace if asked else None,
        "gap": one.gap,
        **_place(one.place),
        "raw": one.raw,
        "message": one.message,
    }


def _place(place: Place | None) -> dict[str, object]:
    return {"sheet": place.sheet if place else None, "cell": place.cell if place else None}
