"""The formats by name, and where each is written."""

from __future__ import annotations

import io
from enum import StrEnum
from pathlib import Path

from chanfa_check.model import Run
from chanfa_check.output.write import write_bytes

FILE_WIDTH = 100
"""How many columns a table has in a file, where no terminal says."""


class Format(StrEnum):
    """How a run is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def write(run: Run, format: Format, target: Path | None) -> None:
    """Writes the run to standard output, or to the file, which is whole or not there. Raises OSError."""
    if format is Format.JSON:
        from chanfa_check.output import contract

        write_bytes(contract.encode(run), target)
    elif format is Format.CSV:
        from chanfa_check.output import csv

        write_bytes(csv.encode(run), target)
    else:
        _table(run, target)


def _table(run: Run, target: Path | None) -> None:
    from rich.console import Console

    from chanfa_check.output import table

    if target is None:
        table.show(run, Console(highlight=False))
        return
    text = io.StringIO()
    table.show(run, Console(file=text, width=FILE_WIDTH, highlight=False))
    write_bytes(text.getvalue().encode("utf-8"), target)
