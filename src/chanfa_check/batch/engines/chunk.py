"""A worker's share of the submissions, and how little of the results has to travel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from chanfa_check.batch.choose import named
from chanfa_check.batch.one import Order, check_one
from chanfa_check.batch.source import Source
from chanfa_check.model import Checked, LinkedMatrix, Matrix

CHUNK = 8
"""How many submissions a worker is given at a time."""


def chunks(sources: Sequence[Source]) -> Iterator[Sequence[Source]]:
    """The sources in order, as many at a time as a worker is given."""
    return (sources[start : start + CHUNK] for start in range(0, len(sources), CHUNK))


def check_chunk(sources: Sequence[Source], order: Order) -> Iterator[Checked]:
    """In a worker: the sources' findings as they are done, each `without_matrix`. Raises MatrixError."""
    return (without_matrix(check_one(source, order)) for source in sources)


def without_matrix(checked: Checked) -> Checked:
    """With no more of its matrix than its name: it is much larger than what was found."""
    if checked.matrix is None:
        return checked
    bare = replace(checked.matrix, tasks=(), departments={})
    return replace(checked, matrix=replace(bare, earlier=None, children={}) if isinstance(bare, LinkedMatrix) else bare)


def whole(order: Order) -> Callable[[Checked], Checked]:
    """What gives a submission of this order its matrix again. Each matrix is looked up once."""
    known: dict[str, Matrix] = {}

    def restored(checked: Checked) -> Checked:
        if checked.matrix is None:
            return checked
        id = checked.matrix.id
        if id not in known:
            known[id] = named(id, order.matrix)
        return replace(checked, matrix=known[id])

    return restored
