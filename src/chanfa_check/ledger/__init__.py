"""What was reported and judged in every run: a database, SQLite in a file by default."""

from __future__ import annotations

from chanfa_check.ledger.connect import ledger_file
from chanfa_check.ledger.errors import LedgerError
from chanfa_check.ledger.ledger import Ledger, open_ledger
from chanfa_check.ledger.record import Recording

__all__ = ["Ledger", "LedgerError", "Recording", "ledger_file", "open_ledger"]
