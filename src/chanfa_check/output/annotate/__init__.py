"""Copies of the submissions to send back: wrong cells coloured and commented, all verdicts on a sheet at the end.

The package's parts are edited where they have to be, and every other part is taken over as it is: formats, formulas
with their stored values, pictures, charts, macros and whatever else an office puts into a workbook stay.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from msgspec import Struct

from chanfa_check.batch.collect import Source
from chanfa_check.files import write_whole
from chanfa_check.model import Checked, Run
from chanfa_check.output.annotate.names import copy_name, source_of
from chanfa_check.submission.workbook import CannotRead, load_file

_SAME_FOLDER = "副本的文件夹里有被检查的原文件，请另选一个文件夹。"


class Annotated(Struct, frozen=True):
    """The copies, and for each submission without one its path and, in Chinese, why."""

    written: tuple[Path, ...]
    skipped: tuple[tuple[str, str], ...]


def annotate(run: Run, folder: Path) -> Annotated:
    """Writes a copy of every .xlsx and .xlsm of the run into the folder, which is made where it is not there.

    The originals are only read. A copy never takes the place of a different file, and is written whole or not at all;
    one that is there already with the same content counts as written. Raises OSError where nothing can be written.
    """
    sources = {one.path: source_of(one.path) for one in run.submissions}
    home = folder.resolve()
    if any(source and source.path.resolve().parent == home for source in sources.values()):
        return Annotated((), tuple((one.path, _SAME_FOLDER) for one in run.submissions))
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    skipped: list[tuple[str, str]] = []
    taken: set[str] = set()
    for checked in run.submissions:
        made = _copy(checked, sources[checked.path])
        if isinstance(made, str):
            skipped.append((checked.path, made))
            continue
        data, ending = made
        target = folder / copy_name(checked.path, ending, taken)
        if _put(data, target):
            written.append(target)
        else:
            said = f"“{target}”已经存在，内容不同，没有覆盖。请移走以后再试，或另选一个文件夹。"
            skipped.append((checked.path, said))
    return Annotated(tuple(written), tuple(skipped))


def _copy(checked: Checked, source: Source | None) -> tuple[bytes, str] | str:
    """The copy and its ending, or why there is none."""
    from chanfa_check.output.annotate.copy import NotAnnotated, annotated

    if source is None:
        return next((one.message for one in checked.problems), "原文件找不到了。")
    try:
        data = _content(source)
        if checked.sha256 and hashlib.sha256(data).hexdigest() != checked.sha256:
            return "检查以后原文件又有改动，请重新检查。"
        return annotated(data, checked)
    except (CannotRead, NotAnnotated) as error:
        return error.message


def _content(source: Source) -> bytes:
    from chanfa_check.batch.archive import read_member

    return read_member(source.path, source.member) if source.member else load_file(source.path)


def _put(data: bytes, target: Path) -> bool:
    """Whether the target now has this content; a different file, or a link, stays as it is."""
    if os.path.lexists(target):
        return target.is_file() and not target.is_symlink() and target.read_bytes() == data
    write_whole(data, target)
    return True
