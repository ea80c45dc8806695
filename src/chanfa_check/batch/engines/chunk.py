"""A worker's share of the submissions, and how little of the results has to travel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from chanfa_check.batch.choose import named
from chanfa_check.batch.one import Order
from chanfa_check.batch.source import Source
from chanfa_check.model import Checked, LinkedMatrix, Matrix


def chunks(sources: Sequence[Source], size: int) -> Iterator[Sequence[Source]]:
    """The sources in order, so many at a time."""
    return (sources[start : start + size] for start in range(0, len(sources), size))


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
