"""Matrices for tests, from their text."""

from __future__ import annotations

from pathlib import Path

from chanfa_check.matrix import library
from chanfa_check.matrix.load import load_text
from chanfa_check.model import Matrix
from tests.matrix.test_load import matrix_text

TEMPLATE = (library.folder() / "_template.yaml").read_text(encoding="utf-8")


def matrix_of(text: str, *edits: tuple[str, str]) -> Matrix:
    """The matrix of the text, each edit made once; every edit must find its place."""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return load_text(text.encode(), Path("matrix.yaml"))


def one_target(unit: str, target: str, *edits: tuple[str, str]) -> Matrix:
    """A matrix of 2019 to 2025 with one indicator that has this target."""
    return matrix_of(matrix_text(unit, [target]), *edits)
