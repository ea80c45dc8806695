"""Which submissions a path means: a file, everything below a folder, everything in a .zip archive as mail brings it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from chanfa_check.batch import archive
from chanfa_check.model import Problem
from chanfa_check.paths import shown_path

# What cannot be read is taken in nevertheless where it may be a department's report, so that its sender is told.
ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".rar", ".7z"})


class Source(Struct, frozen=True):
    """One submission to check. `member` is its name in the archive at `path`, "" where it is a file of its own.

    `problem` says why it cannot be opened, where that is known already.
    """

    path: Path
    member: str = ""
    problem: Problem | None = None

    @property
    def shown(self) -> str:
        """The path as text, of a member with the archive's as its folder."""
        inside = f"/{archive.readable(self.member)}" if self.member else ""
        return shown_path(f"{self.path}{inside}")


class Collected(Struct, frozen=True):
    """What to check, in order; and the names of the other files that were passed over.

    `whole` tells that a folder, an archive or several files were meant, and not one department's single file.
    """

    sources: tuple[Source, ...]
    passed_over: tuple[str, ...] = ()
    whole: bool = True


def collect(paths: Sequence[Path]) -> Collected:
    """What the paths mean, folders and archives by name. A file named twice is taken once."""
    sources: list[Source] = []
    passed_over: list[str] = []
    for path in paths:
        if path.is_dir():
            # A link that leads nowhere is taken in as a file that is missing; one to a folder is not followed.
            for file in sorted(item for item in path.rglob("*") if item.is_symlink() or item.is_file()):
                if not file.is_dir() and (_archived(file) or is_submission(file.name)):
                    sources += _inside(file, passed_over)
                else:
                    passed_over.append(shown_path(file))
        else:
            sources += _inside(path, passed_over)
    # However a file is spelt, it is one; the first spelling is shown.
    found = {(one.path.resolve(), one.member): one for one in reversed(sources)}
    order = [one for one in dict.fromkeys(sources) if found[one.path.resolve(), one.member] == one]
    single = len(paths) == 1 and order == [Source(paths[0])]
    return Collected(tuple(order), tuple(dict.fromkeys(passed_over)), not single)


def is_submission(name: str) -> bool:
    """Whether a file of this name may be a submission: not the lock files that Excel and WPS leave beside one."""
    file = Path(name)
    return file.suffix.lower() in ENDINGS and not file.name.startswith(("~$", "."))


def _archived(path: Path) -> bool:
    return path.suffix.lower() == ".zip" and not path.name.startswith((".", "~$"))


def _inside(path: Path, passed_over: list[str]) -> Iterator[Source]:
    """A file itself; of an archive, what is in it. A workbook is a zip file as well, and may be named as one."""
    members = archive.members(path) if _archived(path) else None
    if members is None:
        yield Source(path)
    elif isinstance(members, Problem):
        yield Source(path, problem=members)
    else:
        for member in members:
            name = archive.readable(member)
            if name.lower().endswith(".zip"):
                said = "压缩包里还有压缩包，没有打开。请先解压外层的压缩包，再检查解压出来的文件夹。"
                yield Source(path, member, Problem("archive-damaged", said))
            elif is_submission(name):
                yield Source(path, member)
            else:
                passed_over.append(shown_path(f"{path}/{name}"))
