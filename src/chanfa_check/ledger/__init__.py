"""What was reported and judged in every run: a database, SQLite in a file by default."""

from __future__ import annotations

from chanfa_check.ledger.ledger import Ledger, LedgerError, Recording, open_ledger

__all__ = ["Ledger", "LedgerError", "Recording", "open_ledger"]
