"""The nearest known word to one that is not known: for suggestions only, never for a match."""

from __future__ import annotations

from collections.abc import Iterable

ENOUGH = 60


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The most similar of `known`, where one is similar enough to be worth a suggestion."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=ENOUGH)
    return best[0] if best else None
