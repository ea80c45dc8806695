"""One submission to check: where it is, what it is called on screen, and its bytes."""

from __future__ import annotations

from msgspec import Struct

from chanfa_check.batch import archive
from chanfa_check.model import Problem
from chanfa_check.paths import is_url, shown_path
from chanfa_check.submission.workbook import MAX_FILE_BYTES, load_file


class Source(Struct, frozen=True, gc=False):
    """One submission. `path` is a path or a URL; `member` is its name in the archive there, "" where it is no archive.

    `problem` says why it cannot be opened, where that is known already. Of these there are as many as files, so the
    path is text: a Path would take several times the memory.
    """

    path: str
    member: str = ""
    problem: Problem | None = None

    @property
    def shown(self) -> str:
        """The path as text, of a member with the archive's as its folder."""
        inside = f"/{archive.readable(self.member)}" if self.member else ""
        return f"{shown_path(self.path)}{inside}"

    @property
    def only_here(self) -> bool:
        """Whether no other process can see it."""
        return self.path.startswith("memory://")


def load(source: Source) -> bytes:
    """The submission's content, at most one byte more than a file may have. Raises CannotRead."""
    if source.member:
        return archive.read_member(source.path, source.member)
    if is_url(source.path):
        from chanfa_check.batch.remote import read

        return read(source.path, MAX_FILE_BYTES + 1)
    return load_file(source.path)
