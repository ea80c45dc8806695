"""The formats by name, and where each is written."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from pathlib import Path

from chanfa_check.model import Run
from chanfa_check.output.write import write_bytes


class Format(StrEnum):
    """How a run is written: its name, and the module here whose `encode(run)` gives its bytes."""

    module: str

    def __new__(cls, name: str, module: str) -> Format:
        """A format of this name, made by this module."""
        one = str.__new__(cls, name)
        one._value_, one.module = name, module
        return one

    TABLE = "table", "table"
    JSON = "json", "contract"
    CSV = "csv", "csv"


def write(run: Run, format: Format, target: Path | None) -> None:
    """Writes the run to standard output, or to the file, which is whole or not there. Raises OSError."""
    if format is Format.TABLE and target is None:
        # The one format that depends on where it is shown: colours, width and symbols are the terminal's.
        from chanfa_check.output.table import show_on_terminal

        show_on_terminal(run)
        return
    data: bytes = import_module(f"chanfa_check.output.{format.module}").encode(run)
    write_bytes(data, target)
