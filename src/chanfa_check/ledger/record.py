"""Writing a run into the ledger."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, insert, select

from chanfa_check.ledger.recall import recall
from chanfa_check.ledger.tables import finding, observation, run, submission
from chanfa_check.ledger.values import to_columns
from chanfa_check.model import Checked, Finding, Observation, Place, Reported


class Recording:
    """A run that is being recorded, inside a transaction that somebody else ends."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._run: int | None = None

    def add(self, checked: Checked) -> bool:
        """Records a submission, and tells whether the ledger has it now or had it before: a file is recorded once.

        It has not where the submission could not be checked, or was judged as of another day than the last one of
        the period that it states.
        """
        matrix, department, as_of = checked.matrix, checked.department, checked.as_of
        if checked.problems or matrix is None or department is None or as_of is None:
            return False
        period = checked.period
        if period and period.last != as_of:
            return False
        key = {
            "sha256": checked.sha256,
            "matrix": matrix.id,
            "version": matrix.version,
            "department": department,
            "as_of": as_of,
        }
        if self._connection.execute(select(submission.c.id).filter_by(**key)).first():
            return True
        number = self._insert(
            submission,
            **key,
            run_id=self._run_id(),
            path=checked.path,
            period_first=period.first if period else None,
            period_last=period.last if period else None,
            filled=checked.filled,
            corrects=checked.corrects,
        )
        for table, rows in (
            (observation, [_observation(one) for one in checked.observations]),
            (finding, [_finding(one) for one in checked.findings]),
        ):
            if rows:
                numbered = [{"submission_id": number, "position": at, **row} for at, row in enumerate(rows)]
                self._connection.execute(insert(table), numbered)
        return True

    def before(self, matrix_id: str) -> tuple[Reported, ...]:
        """What earlier runs recorded for the matrix, in the order in which they did; `current` is without this run."""
        return recall(self._connection, matrix_id, without=self._run)

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
