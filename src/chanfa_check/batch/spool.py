"""Checked submissions set aside in a temporary file, so that any number of them takes no memory."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO

from msgspec.structs import replace

from chanfa_check.batch.pool import without_matrix
from chanfa_check.model import Checked, Matrix


class Spool:
    """What is put in comes out in order, once all is in."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._count = 0

    def add(self, checked: Checked) -> None:
        """Sets one aside, without its matrix."""
        pickle.dump(without_matrix(checked), self._file)
        self._count += 1

    def taken(self, matrices: Mapping[str, Matrix]) -> Iterator[Checked]:
        """All of them, with their matrices by id."""
        self._file.seek(0)
        for _ in range(self._count):
            checked: Checked = pickle.load(self._file)
            yield replace(checked, matrix=matrices[checked.matrix.id]) if checked.matrix else checked


@contextmanager
def spooled() -> Iterator[Spool]:
    """A spool whose file is gone afterwards. Raises OSError where there is no room for it."""
    import tempfile

    with tempfile.TemporaryFile() as file:
        yield Spool(file)
