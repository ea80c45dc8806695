"""The times that a phrase names, whether or not anything could be read beside them."""

from __future__ import annotations

from msgspec import Struct

from chanfa_check.wording.folding import Folded
from chanfa_check.wording.grammar import clauses
from chanfa_check.wording.parts import Every, Time, Words, is_mark, read_part
from chanfa_check.wording.reading import Span
from chanfa_check.wording.times import When

_NOTHING_MORE = frozenset({"从", "自", "在", "前", "内", "期间", "完成前"})


class Named(Struct, frozen=True):
    """A time in its own words: a date or years (`when`), or how often, in months. `past` is one of a clause that tells
    how things stand.
    """

    text: str
    span: Span
    when: When | None = None
    months: int | None = None
    past: bool = False


class Times(Struct, frozen=True):
    """All times of a phrase but those that are only compared with; `alone` where it says nothing else."""

    named: tuple[Named, ...]
    alone: bool


def times_in(phrase: str) -> Times:
    """The times of the phrase in their order."""
    folded = Folded(phrase)
    named: list[Named] = []
    alone = True
    for trees in clauses(folded.text):
        parts = [read_part(tree) for tree in trees]
        past = any(is_mark(part, "PAST") for part in parts)
        for part in parts:
            if isinstance(part, Every) or (isinstance(part, Time) and not part.base):
                span = folded.span(*part.span)
                when = part.when if isinstance(part, Time) else None
                months = part.months if isinstance(part, Every) else None
                told = past or (when is not None and when.past)
                named.append(Named(phrase[slice(*span)], span, when, months, told))
            elif not is_mark(part, "COMMA", "STOP", "SEP"):
                alone = alone and isinstance(part, Words) and part.text in _NOTHING_MORE
    return Times(tuple(named), alone and bool(named))
