"""Why a workbook gets no copy, in Chinese."""

from __future__ import annotations


class NotAnnotated(Exception):
    """No copy can be written of it, though one was asked for."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class OtherFormat(NotAnnotated):
    """It is of a format of which no copies are written."""
