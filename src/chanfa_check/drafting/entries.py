"""From the rows of a table to its tasks, each with the section and measure that it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from chanfa_check.drafting.header import Column, Header, is_header
from chanfa_check.drafting.table import Merged, Row, Table
from chanfa_check.model import Question

_SECTION = re.compile(
    r"[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[部分章节条项]+"
)
_MEASURE = re.compile(r"(\d{1,3})\s*[.．、)）]\s*(?!\d)")
_NOTE = re.compile(r"[（(]?(?:注|备注|说明|填表|联系人|制表)[^。]{0,6}[:：]|[*※]")
_INHERITED = ("schedule", "lead", "partners")


class Entry(Struct, frozen=True):
    """One row with a task, as it stands: "" for a cell with nothing of its own. `above` names the fields whose cell
    is merged with the one above. `rest` is what further columns say, by their titles.
    """

    where: str
    section: str
    measure: str
    number: str
    duty: str
    schedule: str
    lead: str
    partners: str
    above: frozenset[str] = frozenset()
    rest: Mapping[str, str] = {}
    short: int = 0


class Entries(Struct, frozen=True):
    """The tasks of a table, and lines below it that are none of them."""

    entries: tuple[Entry, ...]
    below: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


def read_entries(table: Table, header: Header) -> Entries:
    """The tasks of the table, in its order. Titles that span the table are sections, or measures where numbered so."""
    entries: list[Entry] = []
    questions: list[Question] = []
    section, measure = section_above(table.before), ""
    idle = [("表前", section)] if section else []
    for row in table.rows[header.end :]:
        if not any(cell.own for cell in row) or is_header(row, header):
            continue
        title = _spanning(row, header)
        if title:
            idle.append((row[0].where, title))
            if _NOTE.match(title):
                continue
            if _MEASURE.match(title):
                measure = title
            else:
                section, measure = title, ""
            continue
        found = _fields(row, header)
        if found["section"] and found["section"] != section:
            section, measure = found["section"], ""
        measure = found["measure"] or measure
        questions += [
            Question(about="notes", question=f"{where}“{line}”之下没有任务，没有作为板块或举措，请核对")
            for where, line in idle
            if line not in (section, measure)
        ]
        idle = []
        entries.append(_entry(row, header, found, section, measure))
    below = tuple(line for _, line in idle) if entries else ()
    return Entries(tuple(entries), below, tuple(questions))


def numbered(title: str) -> tuple[str, str]:
    """A title's number, as it is written, and the title without it: （一）加强… is （一） and 加强…."""
    for form in (_SECTION, _MEASURE):
        match = form.match(title)
        if match and match.end() < len(title):
            return match[0].strip(), title[match.end() :].strip()
    return "", title


def _entry(row: Row, header: Header, found: Mapping[str, str], section: str, measure: str) -> Entry:
    above = frozenset(
        field
        for field in ("duty", *_INHERITED)
        for place in _places(header, Column(field))
        if place < len(row) and row[place].merged is Merged.ABOVE and not found[field]
    )
    rest: dict[str, str] = {}
    for place in _places(header, Column.REST):
        if place < len(row) and row[place].own:
            title = re.sub(r"\s+", "", header.titles[place])
            rest[title] = "；".join(filter(None, (rest.get(title), row[place].own)))
    short = max(0, len(header.columns) - len(row))
    fields = {name: found[name] for name in ("number", "duty", "schedule", "lead", "partners")}
    return Entry(row[0].where, section, measure, **fields, above=above, rest=rest, short=short)


def _fields(row: Row, header: Header) -> dict[str, str]:
    """What each kind of column says in a row; several columns of a kind one under the other."""
    return {
        column.value: "\n".join(
            row[place].own for place in _places(header, column) if place < len(row) and row[place].own
        )
        for column in Column
    }


def _places(header: Header, column: Column) -> Sequence[int]:
    return [place for place, one in enumerate(header.columns) if one is column]


def _spanning(row: Row, header: Header) -> str:
    """The title that a row is, or "": one text over all columns, or one alone that stands before the tasks' column."""
    own = [place for place, cell in enumerate(row) if cell.own]
    if len(own) != 1:
        return ""
    place = own[0]
    text = row[place].text
    if len(row) > 1 and all(cell.merged is Merged.LEFT for cell in row[place + 1 :]) and place + 1 < len(row):
        reach = range(place, len(row))
        if place == 0 or any(header.columns[at] is Column.DUTY for at in reach if at < len(header.columns)):
            return text
    if len(row) == 1 and len(header.columns) > 1:
        return text
    before_duty = place < header.columns.index(Column.DUTY)
    merged_above = any(cell.merged is Merged.ABOVE for cell in row)
    return text if before_duty and not merged_above and (_titled(text) or _NOTE.match(text)) else ""


def _titled(text: str) -> bool:
    return _SECTION.match(text) is not None or _MEASURE.match(text) is not None


def section_above(lines: Sequence[str]) -> str:
    """The section that the line right above a table names; "" where it names none."""
    return lines[-1] if lines and _SECTION.match(lines[-1]) else ""


def sections_of(entries: Sequence[Entry]) -> Iterator[str]:
    """The sections in their order, each where it begins."""
    last = ""
    for entry in entries:
        if entry.section != last:
            last = entry.section
            yield last
