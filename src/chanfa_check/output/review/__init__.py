"""The page on which a person signs off what was read from a matrix's words: on the terminal, in HTML, in Word."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from chanfa_check.model import Matrix
from chanfa_check.output.review.changes import Revision, Turn, changes
from chanfa_check.output.review.plain import plain_words
from chanfa_check.output.review.sheet import sheet

__all__ = ["Revision", "Turn", "changes", "docx", "html", "page", "plain_words", "terminal"]

Remarks = Mapping[str, tuple[str, ...]]
"""Sentences to be printed beside a task, by its id; under any other key they stand on top, as those on the matrix."""

NO_REMARKS: Remarks = MappingProxyType({})


def page(
    matrix: Matrix,
    *,
    format: Literal["text", "html", "docx"],
    old: Matrix | None = None,
    remarks: Remarks = NO_REMARKS,
    width: int = 80,
) -> bytes:
    """The page in one of its formats, text in UTF-8. `old` is the last version; `width` is that of the text."""
    if format == "html":
        return html(matrix, old, remarks)
    if format == "docx":
        return docx(matrix, old, remarks)
    return terminal(matrix, old, width, remarks).encode("utf-8")


def terminal(matrix: Matrix, old: Matrix | None, width: int, remarks: Remarks = NO_REMARKS) -> str:
    """Plain text of at most `width` columns."""
    from chanfa_check.output.review.text import render

    return render(sheet(matrix, old, remarks), width)


def html(matrix: Matrix, old: Matrix | None, remarks: Remarks = NO_REMARKS) -> bytes:
    """One HTML file that loads nothing, and prints on A4 landscape."""
    from chanfa_check.output.review.web import render

    return render(sheet(matrix, old, remarks))


def docx(matrix: Matrix, old: Matrix | None, remarks: Remarks = NO_REMARKS) -> bytes:
    """A Word document, A4 landscape; the same bytes for the same matrices and remarks."""
    from chanfa_check.output.review.word import render

    return render(sheet(matrix, old, remarks))
