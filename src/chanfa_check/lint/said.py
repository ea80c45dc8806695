"""What the wording of a task says, one reading at a time."""

from __future__ import annotations

from msgspec import Struct

from chanfa_check.wording import Reading


class Said(Struct, frozen=True):
    """One reading, and the field of the task that it stands in."""

    field: str
    phrase: str
    reading: Reading

    @property
    def words(self) -> str:
        """The words that it was read from."""
        return self.phrase[slice(*self.reading.span)].strip(" ，。；、,;")
