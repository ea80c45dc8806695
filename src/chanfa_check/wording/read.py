"""From a phrase to its readings."""

from __future__ import annotations

from msgspec.structs import replace

from chanfa_check.wording.folding import Folded
from chanfa_check.wording.frames import Context, read_clause
from chanfa_check.wording.grammar import clauses
from chanfa_check.wording.parts import Mark, read_part
from chanfa_check.wording.reading import Reading, Unread, Wording


def read_wording(phrase: str, year: int | None = None) -> Wording:
    """All that the phrase states. `year` is the document's, for what names none."""
    folded = Folded(phrase)
    context = Context()
    readings: list[Reading] = []
    unread: list[Unread] = []
    for trees in clauses(folded.text):
        parts = [read_part(tree) for tree in trees]
        found = read_clause(parts, context, year)
        readings += found.readings
        unread += found.unread
        ends = any(isinstance(part, Mark) and part.kind == "STOP" for part in parts)
        context = Context() if ends else found.context
    return Wording(
        phrase,
        tuple(replace(one, span=folded.span(*one.span)) for one in readings),
        tuple(_unread(one, folded, phrase) for one in unread),
    )


def _unread(one: Unread, folded: Folded, phrase: str) -> Unread:
    first, end = folded.span(*one.span)
    return Unread(phrase[first:end], (first, end), one.reason)
