"""The submissions of a run as they come, one by one: of each, only what it takes to say what they say together."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from chanfa_check.across import shelf
from chanfa_check.across.figures import Figure, Figures, figure
from chanfa_check.across.reported import reported
from chanfa_check.across.rows import packed, row, unpacked
from chanfa_check.across.shelf import Shelf, View
from chanfa_check.across.standing import Content, Key, Said, Slot, content, joined, key_of, standing_in
from chanfa_check.model import Checked, Loose, Matrix, Role, Row, Standing, Status

_CORRECTS, _UNCHECKED, _ASKED = 1, 2, 4
_NOWHERE = 2**32 - 1
_STANDINGS = tuple(Standing)


class Aside(Struct, frozen=True):
    """A submission of which it is not known for what department and period of what matrix it is."""

    position: int
    matrix: str | None
    department: str | None
    about: dt.date | None


class Gathered:
    """A run's submissions. Each has a position, from 0 in the order in which they came.

    `submissions` are as they were added; `rows` their lines, all as if they counted; `files` path and sha256 of each.
    `matrices` are those that judged, by id; `slots` what came for each department and period; `asides` the others.
    `days` are by which they were judged, by the period that they are about. `loose` have their submission's position.
    """

    def __init__(self, submissions: Iterable[Checked] = (), kept: Shelf[Checked] | None = None) -> None:
        self.submissions: Shelf[Checked] = Shelf() if kept is None else kept
        self.rows: Shelf[Row] = Shelf(pack=packed, unpack=unpacked)
        self.files: Shelf[tuple[str, str]] = Shelf()
        self.loose: Shelf[tuple[int, Loose]] = Shelf()
        self.matrices: dict[str, Matrix] = {}
        self.slots: dict[Key, Slot] = {}
        self.asides: list[Aside] = []
        self.days: dict[dt.date | None, set[dt.date]] = {}
        self.unchecked = 0
        self._figures = Figures()
        self._slots: list[Slot] = []
        self._by_matrix: dict[str, list[Slot]] = {}
        self._slot_of = array("I")
        self._flags = array("B")
        self._counts = array("I")
        self._standings = b""
        self._shared: dict[Said, Said] = {}
        for checked in submissions:
            self.add(checked)

    def add(self, checked: Checked, kept: Checked | None = None) -> None:
        """One more; `kept` is what to keep of it in `submissions`, where that is less."""
        position = len(self.files)
        self.submissions.add(kept or checked)
        self.files.add((checked.path, checked.sha256))
        line = row(checked)
        self.rows.add(line)
        for one in checked.findings:
            if one.indicator is None and one.role is None:
                said = Loose(checked.department or "", checked.path, one.place, one.code, one.raw, one.message)
                self.loose.add((position, said))
        self._counts.extend(line.counts.values())
        if checked.matrix:
            self.matrices[checked.matrix.id] = checked.matrix
        if checked.as_of:
            self.days.setdefault(checked.about, set()).add(checked.as_of)
        self.unchecked += bool(checked.problems)
        self._standings = b""
        self._place(position, checked)

    def _place(self, position: int, checked: Checked) -> None:
        key = key_of(checked)
        unchecked = bool(checked.problems) or key is None
        asked = checked.about != checked.as_of
        self._flags.append(_CORRECTS * checked.corrects | _UNCHECKED * unchecked | _ASKED * asked)
        if key is None:
            self._slot_of.append(_NOWHERE)
            matrix = checked.matrix.id if checked.matrix else None
            self.asides.append(Aside(position, matrix, checked.department, checked.about))
            return
        slot = self.slots.get(key)
        if slot is None:
            slot = self.slots[key] = Slot(len(self._slots), key, array("I"))
            self._slots.append(slot)
            self._by_matrix.setdefault(key[0], []).append(slot)
        self._slot_of.append(slot.number)
        self._figures.add(position, slot.number, key[0], checked)
        slot.positions.append(position)
        slot.opens = slot.opens or not checked.corrects
        if unchecked:
            return
        if checked.filled is None:
            slot.undated = True
        else:
            filled = (checked.filled, checked.path)
            slot.dated = position if slot.filled is None else slot.dated
            slot.filled = filled if slot.filled is None else min(filled, slot.filled)
        said = self._said(checked)

        def content_of(wanted: int) -> Content:
            one = checked if wanted == position else self.submissions[wanted]
            return content(one, reported(one))

        if checked.corrects:
            slot.corrections = joined(slot.corrections, position, said, content_of)
        else:
            slot.plain = joined(slot.plain, position, said, content_of)

    def _said(self, checked: Checked) -> Said:
        """Of what it says anything; one value for all that say it of the same."""
        found = Said(
            supported=frozenset(one.task for one in checked.findings if one.role is Role.PARTNER),
            told=frozenset(
                one.task
                for one in checked.findings
                if one.raw or one.actual is not None or one.status in (Status.REVIEW, Status.INVALID)
            ),
            indicators=frozenset(
                (one.indicator, one.unit) for one in checked.findings if one.task and one.indicator and one.role
            ),
        )
        return self._shared.setdefault(found, found)

    def __len__(self) -> int:
        return len(self._flags)

    def standing(self, position: int) -> Standing:
        """The standing of the submission at the position, beside all that came so far."""
        if not self._standings:
            self._standings = bytes(_STANDINGS.index(self._stands(at)) for at in range(len(self)))
        return _STANDINGS[self._standings[position]]

    def _stands(self, position: int) -> Standing:
        flags = self._flags[position]
        if flags & _UNCHECKED:
            return Standing.UNCHECKED
        return standing_in(self._slots[self._slot_of[position]], position, corrects=bool(flags & _CORRECTS))

    def standings(self) -> tuple[Standing, ...]:
        """The standing of each."""
        return tuple(map(self.standing, range(len(self))))

    def paths(self, positions: Iterable[int]) -> Sequence[str]:
        """Their paths: a tuple in a run of few submissions, else read as they are asked for."""
        at = array("I", positions)
        paths = View(len(at), lambda index: self.path(at[index]))
        return tuple(paths) if len(self) <= shelf.FEW else paths

    def asked(self, position: int) -> bool:
        """Whether the submission was judged by another day than its own."""
        return bool(self._flags[position] & _ASKED)

    def path(self, position: int) -> str:
        """The path of the submission."""
        return self.files[position][0]

    def counts(self) -> dict[Status, int]:
        """How many verdicts there are of each kind in what counts."""
        kinds = tuple(Status)
        total = [0] * len(kinds)
        for position in range(len(self)):
            if self.standing(position).counts:
                start = position * len(kinds)
                for at, number in enumerate(self._counts[start : start + len(kinds)]):
                    total[at] += number
        return dict(zip(kinds, total, strict=True))

    def figures(self, matrix: str, indicator: str, wanted: Collection[Standing]) -> list[Figure]:
        """What submissions of the wanted standings say of an indicator of the matrix of this id, in their order."""
        found = []
        for (number, entry), positions in self._figures.of(matrix, indicator).items():
            those = tuple(position for position in positions if self.standing(position) in wanted)
            if those:
                _, department, as_of = self._slots[number].key
                found.append(figure(entry, matrix, department, as_of, indicator, those))
        return sorted(found, key=lambda one: one.positions)

    def counted(self, slot: Slot) -> int | None:
        """The position of the one submission that decides; None where there is none, or several differ."""
        deciding = slot.deciding
        return deciding.fullest if deciding and not deciding.differ else None

    def slots_of(self, ids: Collection[str]) -> Iterator[Slot]:
        """Those of the matrices of these ids."""
        return (slot for name in ids for slot in self._by_matrix.get(name, ()))

    def checked(self, slot: Slot) -> Sequence[int]:
        """The positions of those in the slot that could be checked."""
        return [position for position in slot.positions if not self._flags[position] & _UNCHECKED]
