"""A matrix together with those that it names: the one that it supersedes, and those of the level below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from chanfa_check.model.matrix import Matrix


class LinkedMatrix(Matrix, frozen=True, kw_only=True):
    """A matrix with what its `from`, `supersedes` and `rollup` lead to; see there for what each means."""

    begins: dt.date | None = None
    until: dt.date | None = None
    successor: str = ""
    earlier: Matrix | None = None
    children: Mapping[str, Matrix] = {}
