"""The levels that a submission may belong to, and which of them its path and its header name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from chanfa_check.model import Matrix
from chanfa_check.submission.labels import Label, labelled
from chanfa_check.submission.layout import Table, outside
from chanfa_check.submission.workbook import Workbook


class Level(Struct, frozen=True):
    """A matrix, and what it is called on the way down to it: () at the top, (北仑区, 新碶街道) two levels below."""

    matrix: Matrix
    names: tuple[str, ...] = ()


def levels(tops: Sequence[Matrix], day: dt.date | None) -> list[Level]:
    """Each matrix that is in force on the day once, from the top down; one that is also a child, as the child."""
    found: dict[str, Level] = {}
    for top in tops:
        for one in _below(Level(top.at(day)), day):
            known = found.get(one.matrix.id)
            if known is None or len(known.names) < len(one.names):
                found[one.matrix.id] = one
    return list(found.values())


def _below(level: Level, day: dt.date | None) -> Iterator[Level]:
    yield level
    for name, child in level.matrix.children.items():
        yield from _below(Level(child.at(day), (*level.names, name)), day)


def mentioned(workbook: Workbook, tables: tuple[Table, ...], path: str, among: Sequence[Level]) -> list[str]:
    """The children that are named in the path, above the tables, or as the department."""
    tops: dict[str, int] = {}
    for table in tables:
        tops.setdefault(table.sheet, table.top)
    texts = [
        one.text
        for one in labelled(outside(workbook, tables))
        if one.label is Label.DEPARTMENT or one.cell.row < tops.get(one.sheet, 0)
    ]
    rest = "|".join((*re.split(r"[/\\]", path), *texts))
    found = []
    # The longest first: 北区 is not named where 江北区 is.
    for name in sorted({name for one in among for name in one.names}, key=len, reverse=True):
        if name in rest:
            found.append(name)
            rest = rest.replace(name, "|")
    return found


def narrowed(among: Sequence[Level], places: Sequence[str]) -> list[Level]:
    """Those whose name is mentioned; of a district and its street, both mentioned, the street."""
    hit = [one for one in among if one.names and one.names[-1] in places]
    return [one for one in hit if not any(_is_below(other, one) for other in hit)]


def consistent(chosen: Level, places: Sequence[str]) -> bool:
    """Whether what is mentioned leads to it: its own name, one on the way to it, or one below."""
    if not chosen.names or not places:
        return True
    below = {name for one in _below(Level(chosen.matrix), None) for name in one.names}
    return not {*chosen.names, *below}.isdisjoint(places)


def _is_below(one: Level, other: Level) -> bool:
    return len(one.names) > len(other.names) and one.names[: len(other.names)] == other.names
