"""What lint says of a matrix."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How much a finding weighs. A note never makes lint fail: it says what a person has to compare by eye."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class LintFinding(Struct, frozen=True, kw_only=True):
    """One thing found in a matrix file.

    `line` counts from 1. `task` is "" for the matrix as a whole. `message` is Chinese: what is written, what the
    words say, what to do. `explained` is why it stands, from the matrix's own `accepted`; "" where nobody said so.
    """

    code: str
    line: int
    task: str = ""
    message: str
    severity: Severity
    explained: str = ""

    @property
    def open(self) -> bool:
        """Whether somebody has to do something: it is more than a note, and not explained."""
        return not self.explained and self.severity is not Severity.NOTE
