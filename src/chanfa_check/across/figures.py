"""What the run says of each indicator, set aside by indicator, so that one at a time is in memory.

What several submissions for one department and period say alike is one figure.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import BinaryIO, TypeAlias
from weakref import finalize

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.across.reported import told, value_of
from chanfa_check.model import Checked, Finding, Light, Manner, Place, Reported, Role, Status

MOST = 20_000
"""How many figures wait in memory to be written."""


class Figure(Reported, frozen=True, kw_only=True):
    """What submissions of the run say of an indicator; `positions` are theirs, in order.

    Its `path` and `sha256` are "": the few that are shown or compared are looked up by the position.
    """

    positions: tuple[int, ...]


class Entry(Struct, frozen=True, array_like=True):
    """A figure without what the slot tells. Of `amount`, `text` and `dates` at most one is there: the value.

    Amounts are as they are written: 35 and 35.0 are the same number, and two figures.
    """

    task: str
    role: Role
    status: Status
    light: Light | None
    code: str
    amount: str | None
    text: str | None
    dates: tuple[dt.date, ...] | None
    last_year: str | None
    manner: Manner
    sheet: str | None
    cell: str | None
    unit: str


_Told: TypeAlias = "dict[tuple[int, Entry], array[int]]"
"""The positions of those that say it, by the number of their slot and what it is."""


class Figures:
    """What was put in, by matrix and indicator. Its file goes when it does; OSError where there is no room for it."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str], _Told] = {}
        self._count = 0
        self._file: BinaryIO | None = None
        self._end = 0
        self._blocks: dict[tuple[str, str], array[int]] = {}
        self._encoder = msgspec.msgpack.Encoder()

    def add(self, position: int, slot: int, matrix: str, checked: Checked) -> None:
        """Sets aside what the submission at this position says, which belongs to the slot of this number."""
        for task, indicator, role, finding, last_year in told(checked):
            waiting = self._waiting.setdefault((matrix, indicator), {})
            key = (slot, _entry(task, role, finding, last_year))
            if key in waiting:
                waiting[key].append(position)
                continue
            waiting[key] = array("I", (position,))
            self._count += 1
            if self._count >= MOST:
                self._write()

    def _write(self) -> None:
        if self._file is None:
            import tempfile

            # Closed with the figures, which outlive the block that made them.
            self._file = tempfile.TemporaryFile()  # noqa: SIM115
            finalize(self, self._file.close)
        self._file.seek(self._end)
        for key, waiting in self._waiting.items():
            block = [(slot, entry, list(positions)) for (slot, entry), positions in waiting.items()]
            size = self._file.write(self._encoder.encode(block))
            self._blocks.setdefault(key, array("Q")).extend((self._end, size))
            self._end += size
        self._waiting.clear()
        self._count = 0

    def of(self, matrix: str, indicator: str) -> _Told:
        """What is said of the indicator."""
        key = (matrix, indicator)
        found: _Told = {}
        blocks = self._blocks.get(key, ())
        for at in range(0, len(blocks), 2):
            assert self._file is not None
            self._file.seek(blocks[at])
            for slot, entry, positions in _decoder().decode(self._file.read(blocks[at + 1])):
                found.setdefault((slot, entry), array("I")).extend(positions)
        for named, waiting in self._waiting.get(key, {}).items():
            found.setdefault(named, array("I")).extend(waiting)
        return found


@cache
def _decoder() -> msgspec.msgpack.Decoder[list[tuple[int, Entry, list[int]]]]:
    """Made where something was written: that takes longer than adding up a single submission."""
    return msgspec.msgpack.Decoder(list[tuple[int, Entry, list[int]]])


def _entry(task: str, role: Role, finding: Finding, last_year: Decimal | None) -> Entry:
    value, place = value_of(finding), finding.place
    return Entry(
        task,
        role,
        finding.status,
        finding.light,
        finding.code,
        str(value) if isinstance(value, Decimal) else None,
        value if isinstance(value, str) else None,
        value if isinstance(value, tuple) else None,
        None if last_year is None else str(last_year),
        finding.manner,
        place.sheet if place else None,
        place.cell if place else None,
        finding.unit,
    )


def figure(
    entry: Entry, matrix: str, department: str, as_of: dt.date, indicator: str, positions: tuple[int, ...]
) -> Figure:
    """The figure again."""
    return Figure(
        matrix=matrix,
        department=department,
        task=entry.task,
        indicator=indicator,
        role=entry.role,
        as_of=as_of,
        status=entry.status,
        light=entry.light,
        code=entry.code,
        value=Decimal(entry.amount) if entry.amount else entry.dates if entry.text is None else entry.text,
        last_year=Decimal(entry.last_year) if entry.last_year else None,
        manner=entry.manner,
        path="",
        place=None if entry.sheet is None or entry.cell is None else Place(entry.sheet, entry.cell),
        sha256="",
        unit=entry.unit,
        positions=positions,
    )


def each(several: Iterable[Figure]) -> Iterator[Figure]:
    """One for every submission that says so, in the order of the submissions."""
    pairs = [(position, one) for one in several for position in one.positions]
    for at, said in sorted(pairs, key=lambda pair: pair[0]):
        yield replace(said, positions=(at,))


def apart(several: Iterable[Reported]) -> list[Reported]:
    """The same where some may be recorded ones: these come first, and are one each."""
    listed = list(several)
    recorded: list[Reported] = [one for one in listed if not isinstance(one, Figure)]
    return [*recorded, *each(one for one in listed if isinstance(one, Figure))]
