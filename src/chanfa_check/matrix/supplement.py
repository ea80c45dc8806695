"""A supplement: a matrix file that names another one as its base, and adds how an office reports and assesses by it.

An annex stays as it was issued; points, weights, classes, due days, lights, and whose numbers are added up to its own,
are a city's own and change on their own.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import asdict, replace

from chanfa_check.model import IndexRule, Lights, LinkedMatrix, Matrix, PointsRule, Reporting, Rollup, TaskClass

_BASE = rb"(?m)^(?:\xef\xbb\xbf)?base:[ \t]"


class Supplement(Struct, frozen=True, kw_only=True):
    """What a supplement may say; what it leaves out stays as the base has it, and notes are added to the base's.

    It speaks of its base only: what that supersedes stays as it was.
    """

    base: str
    lights: Lights | None = None
    reporting: Reporting | None = None
    classes: dict[TaskClass, tuple[str, ...]] | None = None
    index: IndexRule | None = None
    points: PointsRule | None = None
    notes: tuple[str, ...] = ()
    rollup: Rollup | None = None

    def over(self, base: Matrix) -> Matrix:
        """The base matrix, with what is said here in the place of what it says."""
        said = {name: value for name, value in asdict(self).items() if value is not None and name != "base"}
        # The children of another rollup are not this one's.
        unlinked: dict[str, object] = {"children": {}} if self.rollup and isinstance(base, LinkedMatrix) else {}
        return replace(base, **{**said, **unlinked, "notes": (*base.notes, *self.notes)})


def is_supplement(content: bytes) -> bool:
    """Whether the content of a file is a supplement, and no matrix of its own."""
    return b"base:" in content and re.search(_BASE, content) is not None
