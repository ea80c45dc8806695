"""An open ledger: what earlier runs recorded, and the recording of one more."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Connection, select
from sqlalchemy.engine import URL

from chanfa_check.ledger.connect import connect, ledger_url, transaction
from chanfa_check.ledger.errors import shown, told
from chanfa_check.ledger.migrate import migrate
from chanfa_check.ledger.recall import recall, year_ends
from chanfa_check.ledger.record import Recording
from chanfa_check.ledger.tables import submission
from chanfa_check.model import Quantity, Reported


def open_ledger(url: str) -> Ledger:
    """The ledger in a file, which is created where it is not there, or at a database URL. Raises LedgerError."""
    found = ledger_url(url)
    connection = connect(found)
    try:
        with told(found):
            migrate(connection, shown(found))
    except BaseException:
        connection.close()
        raise
    return Ledger(connection, found)


class Ledger:
    """What was recorded. A context manager that closes the connection; every method raises LedgerError."""

    def __init__(self, connection: Connection, url: URL) -> None:
        self._connection = connection
        self._url = url

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._connection.close()

    def last_years(self) -> dict[tuple[str, str, int], dict[str, Quantity]]:
        """The leads' values at the end of a year: by matrix, department and year, by indicator, in the unit of then.

        Only exact numbers that were not found at fault, and only where all current submissions agree.
        """
        with self._transaction(writes=False):
            return year_ends(self._connection)

    @contextmanager
    def recording(self) -> Iterator[Recording]:
        """One run: recorded whole at the end, or not at all where there is any exception.

        Nobody else can record meanwhile; who tries waits.
        """
        with self._transaction(writes=True):
            yield Recording(self._connection)

    def history(
        self, matrix_id: str, *, department: str | None = None, tasks: Collection[str] | None = None
    ) -> tuple[Reported, ...]:
        """What is current, by indicator, then by period. `tasks` are ids."""
        with self._transaction(writes=False):
            found = recall(self._connection, matrix_id, current_only=True, department=department, tasks=tasks)
        return tuple(sorted(found, key=lambda one: (one.indicator, one.as_of, one.order)))

    def matrices(self) -> tuple[str, ...]:
        """The ids of the matrices that anything was recorded for, in order."""
        with self._transaction(writes=False):
            return tuple(sorted(self._connection.scalars(select(submission.c.matrix).distinct())))

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[None]:
        with told(self._url), transaction(self._connection, writes=writes):
            yield
