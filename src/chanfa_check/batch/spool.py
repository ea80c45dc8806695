"""Where the submissions of a run are kept: in memory as long as they are few, then in a temporary file."""

from __future__ import annotations

from typing import Any, TypeAlias

from msgspec.structs import astuple, fields, replace

from chanfa_check.across.shelf import Shelf
from chanfa_check.model import Checked, Finding, Matrix, Observation

_Packed: TypeAlias = tuple[str | None, Checked, list[tuple[Any, ...]], list[tuple[Any, ...]]]
"""The id of the matrix; the submission without it, its findings and observations, which follow."""
_FINDING = tuple(field.name for field in fields(Finding))
_OBSERVATION = tuple(field.name for field in fields(Observation))


def spool() -> Shelf[Checked]:
    """An empty shelf for submissions. Their matrices, larger than they are, stay in memory, one of each id."""
    matrices: dict[str, Matrix] = {}

    def pack(checked: Checked) -> _Packed:
        if checked.matrix:
            matrices[checked.matrix.id] = checked.matrix
        bare = replace(checked, matrix=None, findings=(), observations=())
        # Plain tuples are written in half the time.
        found, observed = map(astuple, checked.findings), map(astuple, checked.observations)
        return checked.matrix.id if checked.matrix else None, bare, list(found), list(observed)

    def unpack(packed: _Packed) -> Checked:
        name, bare, found, observed = packed
        return replace(
            bare,
            matrix=None if name is None else matrices[name],
            findings=tuple(Finding(**dict(zip(_FINDING, one, strict=True))) for one in found),
            observations=tuple(Observation(**dict(zip(_OBSERVATION, one, strict=True))) for one in observed),
        )

    return Shelf(pack=pack, unpack=unpack)
