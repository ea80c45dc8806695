"""What the run says under one matrix, and what it is held against: earlier runs, earlier versions, earlier files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache, partial

from msgspec.structs import replace

from chanfa_check.across.figures import Figure, each
from chanfa_check.across.gathered import Gathered
from chanfa_check.across.standing import Slot
from chanfa_check.across.versions import into, under
from chanfa_check.model import Indicator, Matrix, Reported, Standing

_COUNTING = frozenset(standing for standing in Standing if standing.counts)


class Beside:
    """One matrix of the run. Everything is asked for by the id of an indicator; `before` was recorded, by matrix."""

    def __init__(self, matrix: Matrix, gathered: Gathered, before: Mapping[str, Sequence[Reported]]) -> None:
        self._matrix, self._gathered = matrix, gathered
        self._versions = matrix.versions()
        self._recorded: dict[str, list[Reported]] = {}
        names = [one.id for one in self._versions if one.id in before]
        for name in sorted(names, key=list(before).index) if len(names) > 1 else names:
            for one in under(matrix, before[name]):
                self._recorded.setdefault(one.indicator, []).append(one)

        # Asked for again and again of one indicator, and of the whole that it is a part of.
        self._now = lru_cache(maxsize=2)(partial(gathered.figures, matrix.id, wanted=_COUNTING))

    def now(self, indicator: str) -> list[Figure]:
        """What counts now."""
        return self._now(indicator)

    def other_periods(self, indicator: str) -> list[Reported]:
        """What was recorded, but for periods that are reported anew; and what the run says under earlier versions."""
        recorded = self._recorded.get(indicator, ())
        kept = [one for one in recorded if one.current and (one.department, one.as_of) not in self._anew]
        return [*kept, *self._earlier(indicator)]

    def unasked(self, indicator: str) -> list[Figure]:
        """What counts now. What was judged by another day than its own is a question, and no change."""
        return list(self._unasked(self.now(indicator)))

    def _unasked(self, several: Iterable[Figure]) -> Iterator[Figure]:
        for one in several:
            positions = tuple(position for position in one.positions if not self._gathered.asked(position))
            if positions:
                yield one if positions == one.positions else replace(one, positions=positions)

    def replaced(self, indicator: str) -> list[Reported]:
        """What was recorded, what the run says under earlier versions, and what a correction in it replaces."""
        recorded = [*self._recorded.get(indicator, ()), *self._unasked(self._earlier(indicator))]
        if not self._corrected:
            return recorded
        corrections = [
            replace(one, order=self._next, current=False)
            for one in each(self._gathered.figures(self._matrix.id, indicator, (Standing.SUPERSEDED,)))
            if (one.department, one.as_of, self.sha256(one)) not in self._known
        ]
        return [*recorded, *corrections]

    def path(self, one: Reported) -> str:
        """In which file it stands first."""
        return self._gathered.files[one.positions[0]][0] if isinstance(one, Figure) else one.path

    def sha256(self, one: Reported) -> str:
        """The digest of the file in which it stands first."""
        return self._gathered.files[one.positions[0]][1] if isinstance(one, Figure) else one.sha256

    def _earlier(self, indicator: str) -> list[Figure]:
        """What the run says under the versions before."""
        found = [
            figure
            for version in self._versions[1:]
            for figure in self._gathered.figures(version.id, indicator, _COUNTING)
        ]
        found.sort(key=lambda one: one.positions)
        return [one for one in under(self._matrix, found) if isinstance(one, Figure)] if found else []

    @cached_property
    def _corrected(self) -> bool:
        """Whether there are submissions that a correction replaces."""
        return any(slot.plain and slot.corrections for slot in self._gathered.slots_of([self._matrix.id]))

    @cached_property
    def _next(self) -> int:
        """An order behind everything that was recorded."""
        return max((one.order for several in self._recorded.values() for one in several), default=0) + 1

    @cached_property
    def _anew(self) -> set[tuple[str, dt.date]]:
        """The departments and periods of which the run says anything."""
        return {
            (self._matrix.department_of(version, slot.key[1]), slot.key[2])
            for version in self._versions
            for slot in self._saying(version)
        }

    @cached_property
    def _known(self) -> set[tuple[str, dt.date, str]]:
        """The files that are known without the corrections: by department and period, their digests."""
        recorded = {(one.department, one.as_of, one.sha256) for several in self._recorded.values() for one in several}
        return recorded | {
            (self._matrix.department_of(version, slot.key[1]), slot.key[2], self._gathered.files[position][1])
            for version in self._versions[1:]
            for slot in self._saying(version)
            for position in slot.positions
            if self._gathered.standing(position).counts and not self._gathered.asked(position)
        }

    def _saying(self, version: Matrix) -> Iterator[Slot]:
        """What came under the version and says anything that has an indicator in the matrix."""
        known = self._matrix.indicators()
        for slot in self._gathered.slots_of([version.id]):
            said = slot.deciding.said.indicators if slot.deciding else ()
            if any(version is self._matrix or _measured(known.get(name), unit) for name, unit in said):
                yield slot


def _measured(indicator: Indicator | None, unit: str) -> bool:
    """Whether what counts in this unit can be said in the indicator's."""
    return indicator is not None and (
        unit in ("", indicator.unit) or into(Decimal(1), unit, indicator.unit) is not None
    )
