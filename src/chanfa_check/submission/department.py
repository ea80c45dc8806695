"""Which department of the matrix sent a workbook: by the mark, the header block, the file name, the title."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from msgspec import Struct

from chanfa_check.model import Mark, Matrix, Problem
from chanfa_check.nearest import nearest
from chanfa_check.quantity.numeral import HAN, fold
from chanfa_check.quantity.unit import known_unit
from chanfa_check.submission.cells import listed, quoted
from chanfa_check.submission.labels import Label, Labelled

_SHORTEST = 3
# A block may hold more than the name in one cell: 市总工会（盖章）  2020年6月. Runs are tried from their start.
_BEHIND = (
    r"(?<!\s)\s*\(?(?:盖\s*章|公\s*章|签\s*章|(?<=\()章\s*\))|\s{2,}"
    r"|(?<![ ,，、])[ ,，、]*(?:19|20)\d{2}\s*[-年./]"
)
# Words that stand right before a department's name without being part of another one's.
_BEFORE_NAME = r"(?:附件|上报|报送|报|送|致|由|关于|转发|单位|部门|月|年|季度|我市|全市|本市|和|与|及)$"
# So many characters before a name tell whether it is one: three of another place's, and the one before those.
_REACH = 4
_LISTED = str.maketrans("、，/", ",,,")
_OTHER_PLACE = rf"(?<!{HAN}){HAN}{{2,3}}$|[省市区县州]$"


class Said(Struct, frozen=True):
    """One statement of a department: its full name, and where it was made (in Chinese)."""

    department: str
    source: str


class Named(Struct, frozen=True):
    """The sender's full name; where there is none, `why`, worked out when asked. `conflicting`: several are named."""

    department: str | None
    conflicting: bool = False
    why: Callable[[], Problem] | None = None


def find_department(
    mark: Mark | None, texts: Sequence[Labelled], titles: Sequence[Labelled], name: str, matrix: Matrix
) -> Named:
    """Who sent it. `titles` are the texts above the table, `name` is the file's.

    The mark and labels outrank the rest; a file name may then name more departments, but not only others. A title
    counts only where no label does: it may name the office that asked for the report.
    """
    said: list[Said] = []
    unknown: Labelled | None = None
    if mark and (full := known_department(mark.department, matrix)):
        said.append(Said(full, "模板标记"))
    for one in texts:
        if one.label is Label.DEPARTMENT and not _says_nothing(one.text):
            full = _stated(one.text, matrix)
            if full:
                said.append(Said(full, one.place))
            else:
                unknown = unknown or one
    if unknown and not said:
        return Named(None, len(_several(unknown, matrix)) > 1, partial(_unknown, unknown, matrix))
    in_name, in_titles = departments_in(name, matrix), _titled(titles, matrix)
    if len(in_name) == 1 or (said and in_name and said[0].department not in in_name):
        said += [Said(full, "文件名") for full in in_name]
    if len(in_titles) == 1 and not any(one.source != "文件名" for one in said):
        said += in_titles
    if len({one.department for one in said}) > 1:
        return Named(None, True, partial(_conflict, said))
    if said:
        return Named(said[0].department)
    return Named(None, bool(in_name or in_titles), partial(_missing, in_name, in_titles))


def known_department(text: str, matrix: Matrix) -> str | None:
    """The full name of the department that `text` names, whatever its width, spaces and brackets.

    None also for a collective name: nobody sends a report for all that it stands for.
    """
    return _senders(matrix).get(_bare(text))


def departments_in(text: str, matrix: Matrix) -> list[str]:
    """The departments that a longer text names, by the longest names first.

    A name of two characters must stand by itself, and one behind another place's name is another city's.
    """
    rest = _bare(text)
    place = tuple(_place(matrix))
    reach = max((_REACH, *map(len, place)))
    found: list[str] = []
    for alias, full in _by_length(matrix):
        if alias not in rest:
            continue
        letters = list(rest)
        for one in re.finditer(re.escape(alias), rest):
            start, end = one.span()
            if _stands("".join(letters[max(start - reach, 0) : start]), alias, rest[end : end + 1], place):
                found.append(full)
                # Blanked: what is left of a name that was found must not be taken for a shorter one of ours.
                letters[start:end] = "|" * len(alias)
        rest = "".join(letters)
    return list(dict.fromkeys(found))


def names_of(matrix: Matrix) -> list[str]:
    """Every name, full or not, of every department."""
    return [name for full, one in matrix.departments.items() for name in (full, *one.aliases)]


def closest(texts: Sequence[Labelled], matrices: Sequence[Matrix]) -> Matrix | None:
    """The one that has the name that comes nearest to a stated department; None where no name comes near."""
    for one in texts:
        if one.label is Label.DEPARTMENT and not _says_nothing(one.text):
            close = nearest(_named(one), [name for matrix in matrices for name in names_of(matrix)])
            return next((matrix for matrix in matrices if close in names_of(matrix)), None)
    return None


def places_of(matrix: Matrix) -> frozenset[str]:
    """What the aliases put before full names, where that is more than one character: the city's own name."""
    return frozenset(place for place in _place(matrix) if len(place) > 1)


@lru_cache(maxsize=64)
def _senders(matrix: Matrix) -> dict[str, str]:
    """The full name by each name of a department that reports for itself; of two that share one, the first's."""
    named: dict[str, str] = {}
    for full, one in matrix.departments.items():
        for name in () if one.members else (full, *one.aliases):
            named.setdefault(_bare(name), full)
    return named


@lru_cache(maxsize=64)
def _by_length(matrix: Matrix) -> tuple[tuple[str, str], ...]:
    """Every name of every department with the full one, the longest first."""
    names = ((_bare(alias), full) for full, one in matrix.departments.items() for alias in (full, *one.aliases))
    return tuple(sorted(names, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=64)
def _place(matrix: Matrix) -> frozenset[str]:
    """What the aliases put before full names: the city's own name."""
    pairs = ((full, alias) for full, one in matrix.departments.items() for alias in one.aliases)
    return frozenset(alias.removesuffix(full) for full, alias in pairs if alias.endswith(full) and alias != full)


def _stands(before: str, name: str, behind: str, place: tuple[str, ...]) -> bool:
    """Whether a department's name is one, by the few characters before it and the one behind it."""
    if len(name) < _SHORTEST:
        return not re.search(rf"{HAN}$", before) and not re.match(f"{HAN}", behind)
    if not before or before.endswith(place) or name.startswith(place):
        return True
    return bool(re.search(_BEFORE_NAME, before)) or not re.search(_OTHER_PLACE, before)


def _titled(titles: Sequence[Labelled], matrix: Matrix) -> list[Said]:
    said = [Said(full, one.place) for one in titles if one.label is None for full in departments_in(one.text, matrix)]
    return list({one.department: one for one in reversed(said)}.values())


def _says_nothing(text: str) -> bool:
    """A blank to fill in, or 单位：万元 above a table of money."""
    return not text.strip("_—- ：:()（）") or all(map(known_unit, fold(text).translate(_LISTED).split(",")))


def _stated(text: str, matrix: Matrix) -> str | None:
    folded = fold(text)
    if full := known_department(folded, matrix):
        return full
    cut = re.split(_BEHIND, folded, maxsplit=1)[0]
    tries = (cut, re.sub(r"\([^()]*\)?", "", cut))
    return next((full for one in tries if (full := known_department(one, matrix))), None)


def _named(one: Labelled) -> str:
    return re.split(_BEHIND, fold(one.text), maxsplit=1)[0].strip()


def _unknown(one: Labelled, matrix: Matrix) -> Problem:
    text = _named(one)
    collective = matrix.departments.get(text)
    if collective and collective.members:
        members = "、".join(collective.members)
        said = f"是几个单位的合称（{members}）。请写明是哪一个单位，或用 --department 指明。"
        return Problem("department-unknown", f"{one.place}的填报单位“{text}”{said}")
    several = _several(one, matrix)
    if len(several) > 1:
        return Problem(
            "department-conflict",
            f"{one.place}写了 {len(several)} 个填报单位（{'、'.join(several)}）。请各报各的，或用 --department 指明。",
        )
    close = nearest(text, names_of(matrix))
    hint = f"是否为“{close}”？" if close else ""
    remedy = f"{hint}请改用分工表中的单位名称，或用 --department 指明。"
    return Problem("department-unknown", f"{one.place}的填报单位{quoted(text)}不在任务责任分工表中。{remedy}")


def _several(one: Labelled, matrix: Matrix) -> list[str]:
    """The departments that a statement names, where it is not one that stands for several."""
    text = _named(one)
    collective = matrix.departments.get(text)
    return [] if collective and collective.members else departments_in(text, matrix)


def _conflict(said: Sequence[Said]) -> Problem:
    places = listed((one.department, f"{one.source}为“{one.department}”") for one in said)
    return Problem("department-conflict", f"填报单位前后不一：{places}。请核对后改为一致。")


def _missing(in_name: Sequence[str], in_titles: Sequence[Said]) -> Problem:
    several = [f"文件名里有{'、'.join(in_name)}"] if in_name else []
    several += [f"标题里有{'、'.join(one.department for one in in_titles)}"] if in_titles else []
    found = (
        f"没有“填报单位：”，{'，'.join(several)}，不止一个" if several else "没有“填报单位：”，文件名也没有本表的单位"
    )
    return Problem(
        "department-conflict" if several else "department-missing",
        f"看不出是哪个单位的报表：{found}。请在表头写明填报单位，或用 --department 指明。",
    )


def _bare(text: str) -> str:
    return re.sub(r"[\s（）()]+", "", fold(text))
