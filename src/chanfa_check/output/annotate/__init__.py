"""Copies of the submissions to send back: wrong cells coloured and commented, all verdicts on a sheet at the end.

The package's parts are edited where they have to be, and every other part is taken over as it is: formats, formulas
with their stored values, pictures, charts, macros and whatever else an office puts into a workbook stay.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from chanfa_check.batch.source import Source, load
from chanfa_check.files import write_whole
from chanfa_check.model import Checked, Run, Standing
from chanfa_check.output.annotate.beside import Beside, beside
from chanfa_check.output.annotate.names import copy_name
from chanfa_check.output.annotate.why import NotAnnotated, OtherFormat
from chanfa_check.paths import is_url
from chanfa_check.submission.workbook import CannotRead

_SAME_FOLDER = "副本的文件夹里有被检查的原文件，请另选一个文件夹。"
_ASIDE = {Standing.SUPERSEDED: "已更正，不计", Standing.COPY: "内容与另一份相同"}
"""Why there is nothing to send back."""
_FATAL = ("reader-crashed", "reader-timeout")


class Annotated(Struct, frozen=True):
    """The copies; and for each submission without one its path and, in Chinese, why.

    `skipped` have no copy because of what they are: of another format, or not to count. `refused` are those that the
    user asked for, and does not have.
    """

    written: tuple[Path, ...]
    skipped: tuple[tuple[str, str], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


def annotate(run: Run, folder: Path, sources: Sequence[Source]) -> Annotated:
    """Writes a copy of every .xlsx and .xlsm that counts into the folder, which is made where it is not there.

    `sources` are those of the run's submissions, in their order. What is wrong with one costs its own copy only.
    A run over several periods has a folder for each in it (2020-06); what is of no known period lies beside them. The
    originals are only read. A copy never takes the place of a different file, and is written whole or not at all; one
    that is there already with the same content counts as written. Raises OSError where nothing can be written.
    """
    several = len({one.about for one in run.submissions if one.about}) > 1
    folders = [folder / _month(one) if several else folder for one in run.submissions]
    homes = {one.resolve() for one in (folder, *folders)}
    if any(not is_url(one.path) and Path(one.path).resolve().parent in homes for one in sources):
        return Annotated((), (), tuple((one.path, _SAME_FOLDER) for one in run.submissions))
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    skipped: list[tuple[str, str]] = []
    refused: list[tuple[str, str]] = []
    taken: dict[Path, set[str]] = {}
    for checked, home, source in zip(run.submissions, folders, sources, strict=True):
        about = beside(run, checked)
        aside = _ASIDE.get(about.standing)
        if aside:
            skipped.append((checked.path, aside))
            continue
        try:
            data, ending = _copy(checked, about, source)
        except OtherFormat as error:
            skipped.append((checked.path, error.message))
            continue
        except (CannotRead, NotAnnotated) as error:
            refused.append((checked.path, error.message))
            continue
        target = home / copy_name(checked.path, ending, taken.setdefault(home, set()))
        if _put(data, target):
            written.append(target)
        else:
            other = next(one for one in _others(folder, home, checked) if not os.path.lexists(one))
            said = f"“{target}”已经存在，内容不同，没有覆盖。请另选一个文件夹，如“{other}”。"
            refused.append((checked.path, said))
    return Annotated(tuple(written), tuple(skipped), tuple(refused))


def _month(checked: Checked) -> str:
    return f"{checked.about:%Y-%m}" if checked.about else ""


def _others(folder: Path, home: Path, checked: Checked) -> Iterator[Path]:
    """Folders to choose instead, the month's before others."""
    month = _month(checked)
    if month and home == folder and folder.resolve().name != month:
        yield folder / month
    yield from (folder / f"第{number}次" for number in range(2, 1_000_000))


def _copy(checked: Checked, about: Beside, source: Source) -> tuple[bytes, str]:
    """The copy and its ending. Raises CannotRead, OtherFormat and NotAnnotated."""
    from chanfa_check.output.annotate.copy import annotated

    # What its reader did not survive is not read a second time, where nobody holds it to its bounds.
    fatal = next((one for one in checked.problems if one.code in _FATAL), source.problem)
    if fatal:
        raise NotAnnotated(fatal.message)
    data = load(source)
    if checked.sha256 and hashlib.sha256(data).hexdigest() != checked.sha256:
        raise NotAnnotated("检查以后原文件又有改动，请重新检查。")
    return annotated(data, checked, about)


def _put(data: bytes, target: Path) -> bool:
    """Whether the target now has this content; a different file, or a link, stays as it is."""
    if os.path.lexists(target):
        return target.is_file() and not target.is_symlink() and target.read_bytes() == data
    target.parent.mkdir(exist_ok=True)
    write_whole(data, target)
    return True
