"""From a phrase to its readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from chanfa_check.wording.clause import read_clause
from chanfa_check.wording.context import Context, Found
from chanfa_check.wording.folding import Folded
from chanfa_check.wording.grammar import clauses
from chanfa_check.wording.parts import Label, Mark, read_part
from chanfa_check.wording.reading import Reading, Unread, Wording
from chanfa_check.wording.table import Header, Row, is_row, moved, read_header, read_row


def read_wording(phrase: str, year: int | None = None) -> Wording:
    """All that the phrase states. `year` is the document's, for what names none."""
    return next(read_wordings([phrase], year))


def read_wordings(phrases: Iterable[str], year: int | None = None) -> Iterator[Wording]:
    """Several phrases in order: the header of a table holds for the rows that follow it."""
    header: Header | None = None
    for phrase in phrases:
        readings: list[Reading] = []
        unread: list[Unread] = []
        notes: list[str] = []
        rows = is_row(phrase)
        header = header if rows else None
        first = 0
        for line in phrase.split("\n") if rows else [phrase]:
            if not is_row(line):
                found: Wording | Row = _prose(line, year)
            elif (above := read_header(line)) is not None:
                header, found = above, Wording(line)
            else:
                found = read_row(line, header, year, lambda cell: _prose(cell, year))
            readings += [replace(one, span=moved(one.span, first)) for one in found.readings]
            unread += [replace(one, span=moved(one.span, first)) for one in found.unread]
            notes += found.notes
            first += len(line) + 1
        yield Wording(phrase, tuple(readings), tuple(unread), tuple(dict.fromkeys(notes)))


def _prose(phrase: str, year: int | None) -> Wording:
    """Sentences, clause by clause."""
    folded = Folded(phrase)
    context = Context()
    readings: list[Reading] = []
    unread: list[Unread] = []
    for trees in clauses(folded.text):
        parts = [read_part(tree) for tree in trees]
        found = read_clause(parts, context, year)
        for part in parts:
            if isinstance(part, Label) and part.text.startswith(("(其中", "(含", "(包括")):
                _inside(part, folded.text, found, year)
        readings += found.readings
        unread += found.unread
        ends = any(isinstance(part, Mark) and part.kind == "STOP" for part in parts)
        context = Context() if ends else found.context
    placed = tuple(replace(one, span=folded.span(*one.span)) for one in readings)
    return Wording(phrase, placed, tuple(_unread(one, folded, phrase) for one in unread), tuple(_notes(placed)))


def _inside(brackets: Label, text: str, found: Found, year: int | None) -> None:
    """Adds what brackets say of a part of the clause: 新增就业15000人（其中失业人员5800人）."""
    found.unread = [one for one in found.unread if one.span != brackets.span]
    context = found.context
    for trees in clauses(text, (brackets.span[0] + 1, brackets.span[1] - 1)):
        inner = read_clause([read_part(tree) for tree in trees], context, year)
        found.readings += inner.readings
        found.unread += inner.unread
        context = inner.context


def _notes(readings: Iterable[Reading]) -> Iterator[str]:
    """What a person should know of the readings, once each."""
    said = dict.fromkeys(note for one in readings for note in _notes_on(one))
    yield from said


def _notes_on(one: Reading) -> Iterator[str]:
    timed = (one.year, one.due, one.first, one.last)
    if one.rule in ("milestones", "total", "change", "multiple") and not any(timed):
        yield "没有写到哪一年；用 --year 给出文件所说的年份"
    if one.rule == "growth" and one.unit == "%":
        yield "增长率以上年实际数为基数：增长6%是上年的1.06倍，不是加6个百分点"


def _unread(one: Unread, folded: Folded, phrase: str) -> Unread:
    first, end = folded.span(*one.span)
    return Unread(phrase[first:end], (first, end), one.reason)
