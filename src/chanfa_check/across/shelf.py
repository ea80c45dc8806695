"""Values set aside: in memory as long as they are few, then in a temporary file, so that any number takes no memory."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import BinaryIO, Generic, TypeVar, overload
from weakref import finalize

T = TypeVar("T")

FEW = 500
"""How many values stay in memory."""


class Shelf(Sequence[T], Generic[T]):
    """What was put in, in order. Its file goes when it does; OSError where there is no room for the file.

    `pack` makes of a value what the file holds of it, and `unpack` the value again.
    """

    def __init__(
        self,
        values: Iterable[T] = (),
        *,
        pack: Callable[[T], object] | None = None,
        unpack: Callable[..., T] | None = None,
    ) -> None:
        self._pack, self._unpack = pack, unpack
        self._few: list[T] | None = []
        self._weight = 0
        self._file: BinaryIO | None = None
        self._ends = array("Q", (0,))
        self._elsewhere = False
        for value in values:
            self.add(value)

    def add(self, value: T, weight: int = 1) -> None:
        """Puts one behind the others. `weight` is how many it counts as, where it is itself made of many."""
        self._weight += weight
        if self._few is None:
            self._write(value)
            return
        self._few.append(value)
        if self._weight > FEW:
            few, self._few = self._few, None
            for one in few:
                self._write(one)

    def settled(self) -> Sequence[T]:
        """A tuple where all is in memory, else itself."""
        return self if self._few is None else tuple(self._few)

    def _write(self, value: T) -> None:
        if self._file is None:
            import tempfile

            # Closed with the shelf, which outlives the block that made it.
            self._file = tempfile.TemporaryFile()  # noqa: SIM115
            finalize(self, self._file.close)
        data = pickle.dumps(self._pack(value) if self._pack else value, pickle.HIGHEST_PROTOCOL)
        if self._elsewhere:
            # Each time that one goes there, what waits to be written is written.
            self._file.seek(self._ends[-1])
            self._elsewhere = False
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))

    def _read(self, start: int, end: int) -> T:
        assert self._file is not None
        self._elsewhere = True
        self._file.seek(start)
        packed = pickle.loads(self._file.read(end - start))
        value: T = self._unpack(packed) if self._unpack else packed
        return value

    def __len__(self) -> int:
        return len(self._ends) - 1 if self._few is None else len(self._few)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if self._few is not None:
            return self._few[index]
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        at = range(len(self))[index]
        return self._read(self._ends[at], self._ends[at + 1])

    def __iter__(self) -> Iterator[T]:
        if self._few is not None:
            return iter(self._few)
        return (self._read(start, end) for start, end in pairwise(self._ends))


class View(Sequence[T], Generic[T]):
    """As many values as `length`, each made when it is asked for."""

    def __init__(self, length: int, at: Callable[[int], T]) -> None:
        self._positions = range(length)
        self._at = at

    def __len__(self) -> int:
        return len(self._positions)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return [self._at(position) for position in self._positions[index]]
        return self._at(self._positions[index])

    def __iter__(self) -> Iterator[T]:
        return map(self._at, self._positions)

    def settled(self) -> Sequence[T]:
        """A tuple where there are few, else itself."""
        return tuple(self) if len(self) <= FEW else self
