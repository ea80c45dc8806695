"""What can be wrong with a matrix file. Apart from the loader, so that whoever catches it need not load YAML."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

Where: TypeAlias = tuple[str | int, ...]
Misfit: TypeAlias = tuple[Where, str]
"""Where in a matrix something is wrong, by its path ("tasks", 3, "lead"), and what."""


class Flaw(Struct, frozen=True):
    """One thing that is wrong with a matrix file. `line` counts from 1."""

    line: int
    message: str


class MatrixError(Exception):
    """A matrix file that cannot be used, with every flaw found. Its text names file and line of each."""

    def __init__(self, path: Path, flaws: list[Flaw]) -> None:
        self.path, self.flaws = path, flaws
        super().__init__("\n".join(f"{path}:{flaw.line}: {flaw.message}" for flaw in flaws))

    def __reduce__(self) -> tuple[type[MatrixError], tuple[Path, list[Flaw]]]:
        """So that it reaches the process that waits for it."""
        return MatrixError, (self.path, self.flaws)
