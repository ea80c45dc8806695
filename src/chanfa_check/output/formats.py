"""The formats by name, and where each is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any

from chanfa_check.model import Checked, Run
from chanfa_check.output.write import opened, write_bytes


class Format(StrEnum):
    """How a run is written: its name, and the module here whose `encode(run)` gives its bytes."""

    module: str
    binary: bool

    def __new__(cls, name: str, module: str, binary: bool = False) -> Format:
        """A format of this name, made by this module; `binary` ones are no text for a terminal."""
        one = str.__new__(cls, name)
        one._value_, one.module, one.binary = name, module, binary
        return one

    TABLE = "table", "table"
    JSON = "json", "contract"
    JSONL = "jsonl", "contract"
    CSV = "csv", "csv"
    MD = "md", "md"
    HTML = "html", "html"
    XLSX = "xlsx", "xlsx", True
    DOCX = "docx", "docx", True


def write(
    run: Run, format: Format, target: Path | None, *, details: bool = False, bulletin: Path | None = None
) -> None:
    """Writes the run to standard output, or to the file, which is whole or not there. Raises OSError.

    `details` is the terminal's: all submissions in full. `bulletin` is the office's own Word template.
    """
    if format is Format.TABLE and target is None:
        # The one format that depends on where it is shown: colours, width and symbols are the terminal's.
        from chanfa_check.output.table import show_on_terminal

        show_on_terminal(run, details=details)
        return
    module = import_module(f"chanfa_check.output.{format.module}")
    options: dict[Format, dict[str, Any]] = {
        Format.TABLE: {"details": details},
        Format.DOCX: {"template": bulletin},
    }
    data: bytes = module.encode(run, **options.get(format, {}))
    write_bytes(data, target)


@contextmanager
def streamed(target: Path | None) -> Iterator[tuple[Callable[[Checked], object], Callable[[Run], object]]]:
    """--format jsonl as it comes: what to call with each submission, and at last with the run. Raises OSError."""
    from chanfa_check.output import contract

    with opened(target) as write_some:

        def last(run: Run) -> None:
            for piece in contract.summary_pieces(run):
                write_some(piece)

        yield (lambda checked: write_some(contract.submission_line(checked)), last)
