"""From a phrase to its readings."""

from __future__ import annotations

from chanfa_check.wording.reading import Wording


def read_wording(phrase: str, year: int | None = None) -> Wording:
    """All that the phrase states. `year` is the document's, for what names none."""
    del year
    return Wording(phrase)
