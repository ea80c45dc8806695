"""The levels that a submission may belong to, and which of them, and of places, its path and its header name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from chanfa_check.model import Matrix
from chanfa_check.quantity.numeral import fold
from chanfa_check.submission.contents import Contents
from chanfa_check.submission.department import departments_in, places_of
from chanfa_check.submission.labels import Label


class Level(Struct, frozen=True):
    """A matrix, and what it is called on the way down to it: () at the top, (北仑区, 新碶街道) two levels below."""

    matrix: Matrix
    names: tuple[str, ...] = ()


class Sender(Struct, frozen=True):
    """Whose a submission is by one matrix: the full name, or None. `conflicting`: it names several by this one."""

    level: Level
    department: str | None
    conflicting: bool = False


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


def mentioned(contents: Contents, path: str, among: Sequence[Level]) -> list[str]:
    """The children that are named in the path, above the tables, or as the department."""
    texts = [one.text for one in contents.titles]
    texts += [one.text for one in contents.texts if one.label is Label.DEPARTMENT]
    rest = "|".join((*re.split(r"[/\\]", path), *texts))
    found = []
    # The longest first: 北区 is not named where 江北区 is.
    for name in sorted({name for one in among for name in one.names}, key=len, reverse=True):
        if name in rest:
            found.append(name)
            rest = rest.replace(name, "|")
    return found


def placed(contents: Contents, path: str, among: Sequence[Sender]) -> list[Sender]:
    """Those whose place a title, a folder or the file's name begins with: 慈溪 where 慈溪市总工会 is 市总工会.

    None where the place of another one is named as well, anywhere in these texts. Titles and folders that name an
    office do not count: it may be the one that asked for the report.
    """
    *folders, file = (fold(part) for part in re.split(r"[/\\]", path))
    titles = [fold(one.text) for one in contents.titles if one.label is None]
    known = [places_of(one.level.matrix) for one in among]
    named, begun = set(range(len(among))), set()
    for text in (*folders, *titles, file):
        rest = text
        # The longest first, as above.
        for place in sorted(frozenset().union(*known), key=len, reverse=True):
            if place in rest:
                whose = {index for index, places in enumerate(known) if place in places}
                named &= whose
                begun |= {index for index in whose if _begins(text, place, among[index], may_name=text is file)}
                rest = rest.replace(place, "|")
    return [among[index] for index in sorted(named & begun)]


def _begins(text: str, place: str, one: Sender, *, may_name: bool) -> bool:
    """Whether the text begins with the place and names no office, or none but the sender where it may."""
    offices = departments_in(text, one.level.matrix)
    return text.lstrip('《“"').startswith(place) and (not offices or (may_name and offices == [one.department]))


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
