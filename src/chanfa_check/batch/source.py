"""One submission to check: where it is, what it is called on screen, and its bytes."""

from __future__ import annotations

import os

from msgspec import Struct

from chanfa_check.batch import archive
from chanfa_check.model import Problem
from chanfa_check.paths import is_url, shown_path
from chanfa_check.submission.workbook import MAX_FILE_BYTES, load_file

_ONLY_HERE = ("memory://", "/dev/", "/proc/")


class Source(Struct, frozen=True, gc=False):
    """One submission. `path` is a path or a URL; `member` is its name in the archive there, "" where it is no archive.

    `problem` says why it cannot be opened, where that is known already; `base` is the folder where a relative path
    starts, where that is not the working folder. Of these there are as many as files, so the
    path is text: a Path would take several times the memory.
    """

    path: str
    member: str = ""
    problem: Problem | None = None
    base: str = ""

    @property
    def shown(self) -> str:
        """The path as text, of a member with the archive's as its folder."""
        inside = f"/{archive.readable(self.member)}" if self.member else ""
        return f"{shown_path(self.path)}{inside}"

    @property
    def only_here(self) -> bool:
        """Whether no other process can see it."""
        return self.path.startswith(_ONLY_HERE)

    @property
    def place(self) -> str:
        """Where it is opened."""
        return os.path.join(self.base, self.path) if self.base and not is_url(self.path) else self.path  # noqa: PTH118


def load(source: Source) -> bytes:
    """The submission's content, at most one byte more than a file may have. Raises CannotRead."""
    if source.member:
        return archive.read_member(source.place, source.member)
    if is_url(source.path):
        from chanfa_check.batch.remote import read

        return read(source.path, MAX_FILE_BYTES + 1)
    return load_file(source.place, source.path)
