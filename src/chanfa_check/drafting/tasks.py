"""From the rows of an annex to its tasks: numbers, departments, and what a blank cell takes over from the row above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from chanfa_check.drafting.entries import Entry, numbered, sections_of
from chanfa_check.drafting.names import Names, is_collective, is_empty, read_names, unbroken
from chanfa_check.model import Question

UNNAMED = "未注明"
_DITTO = re.compile(r"同上|[〃″”\"]|—+〃—+")
_CHINESE = "一二三四五六七八九十"


class Row(Struct, frozen=True):
    """One task as the annex states it, before its wording is read. Fields as in `chanfa_check.model.Task`."""

    id: str
    section: str
    measure: str
    duty: str
    schedule: str
    lead: str
    partners: tuple[str, ...]
    inherited: tuple[str, ...]
    note: str


class Rows(Struct, frozen=True):
    """All tasks of an annex, and what a person has to look at in them. `sections` are the numbers printed, by title."""

    rows: tuple[Row, ...]
    sections: Mapping[str, str]
    questions: tuple[Question, ...]


def read_rows(entries: Sequence[Entry], *, with_partners: bool = True) -> Rows:
    """The tasks of all tables of an annex, in their order; what cannot be told is asked.

    `with_partners` tells whether the annex has a column for them at all.
    """
    questions = [*_sections(entries)]
    numbers = _numbers(entries, questions)
    known = unbroken(text for entry in entries for text in (entry.lead, entry.partners))
    if not with_partners:
        questions.append(
            Question(about="partners", question="原表没有“配合单位”一栏，各项任务都按没有配合单位计，请核对")
        )
    rows: list[Row] = []
    counted: dict[int, int] = {}
    for entry, number in zip(entries, numbers, strict=True):
        counted[number] = counted.get(number, 0) + 1
        row, asked = _row(entry, f"{number}.{counted[number]}", rows[-1] if rows else None, known, with_partners)
        rows.append(row)
        questions += asked
    return Rows(tuple(rows), _printed(entries), tuple(questions))


def departments_of(rows: Sequence[Row]) -> tuple[tuple[str, ...], tuple[Question, ...]]:
    """Every name that occurs, in the order of its first time, and which of them are worth a second look."""
    names = tuple(dict.fromkeys(name for row in rows for name in (row.lead, *row.partners)))
    asked = []
    for name in names:
        bare = re.sub(r"[（(].*[）)]$", "", name)
        if bare != name and bare in names:
            asked.append(f"“{name}”与“{bare}”分别列入；是同一单位的，请把一个写进另一个的 aliases")
        if is_collective(name):
            asked.append(f"“{name}”像是几个单位的统称；是的话请写 members，列出其中的单位")
    return names, tuple(Question(about="departments", question=question) for question in asked)


def _row(
    entry: Entry, id_: str, above: Row | None, known: frozenset[str], with_partners: bool
) -> tuple[Row, list[Question]]:
    asked: list[tuple[str, str]] = []
    inherited: list[str] = []
    schedule, lead_text, partners_text = (
        "" if _DITTO.fullmatch(text) or is_empty(text) else text
        for text in (entry.schedule, entry.lead, entry.partners)
    )
    for about, text in (("schedule", entry.schedule), ("lead", entry.lead), ("partners", entry.partners)):
        if _DITTO.fullmatch(text):
            asked.append((about, f"原表写“{text}”，沿用上一行，请核对"))
        elif text and is_empty(text):
            asked.append((about, f"原表写“{text}”，按空白读入，请核对"))
    if not schedule and above is not None:
        inherited.append("schedule")
        schedule = above.schedule
    if not schedule:
        asked.append(("schedule", "时间进度空白，上面也没有可以沿用的，请补写"))
    named = read_names(lead_text, known)
    lead, others = _lead(named, above, asked, inherited)
    partners = others
    if with_partners:
        beside = _partners(entry, read_names(partners_text, known), bool(named.names), above, asked, inherited)
        partners = tuple(dict.fromkeys((*others, *beside)))
    if lead in partners:
        partners = tuple(name for name in partners if name != lead)
        asked.append(("partners", f"“{lead}”既是牵头单位又写在配合单位里，只按牵头单位计"))
    duty = entry.duty
    if not duty:
        duty = above.duty if above is not None else entry.measure
        asked.append(("duty", f"任务内容空白或与上一行合并，沿用“{_clipped(duty)}”，请核对这一行是不是单独的任务"))
    if entry.short:
        asked.append(
            (
                "partners",
                f"原表{entry.where}起的一行少 {entry.short} 格，可能被截断；缺少的格按空白读入，请对照原件补齐",
            )
        )
    note = "；".join(f"原表“{title}”栏：{text}" if title else text for title, text in entry.rest.items())
    row = Row(id_, _title(entry.section), _title(entry.measure), duty, schedule, lead, partners, tuple(inherited), note)
    return row, [Question(task=id_, about=about, question=question) for about, question in asked]


def _lead(
    named: Names, above: Row | None, asked: list[tuple[str, str]], inherited: list[str]
) -> tuple[str, tuple[str, ...]]:
    """The lead, and further names that stood beside it."""
    asked += [("lead", question) for question in named.questions]
    if named.names:
        lead, *others = named.names
        if others:
            asked.append(
                ("lead", f"牵头单位写了{len(named.names)}个，暂以“{lead}”为牵头单位，“{'、'.join(others)}”列入配合单位")
            )
        return lead, tuple(others)
    if above is None:
        asked.append(("lead", f"牵头单位空白，上面也没有可以沿用的，暂写“{UNNAMED}”，请补写"))
        return UNNAMED, ()
    inherited.append("lead")
    asked.append(("lead", f"牵头单位空白，沿用上一行的“{above.lead}”，请核对"))
    return above.lead, ()


def _partners(
    entry: Entry,
    named: Names,
    new_lead: bool,
    above: Row | None,
    asked: list[tuple[str, str]],
    inherited: list[str],
) -> tuple[str, ...]:
    asked += [("partners", question) for question in named.questions]
    if named.names:
        return named.names
    if entry.partners and not _DITTO.fullmatch(entry.partners):
        # 无 and / say that there are none: nothing goes on from the row above.
        return ()
    if above is not None and (not new_lead or "partners" in entry.above or _DITTO.fullmatch(entry.partners)):
        inherited.append("partners")
        return above.partners
    if new_lead:
        asked.append(("partners", "配合单位空白，而新写了牵头单位，按没有配合单位计，请核对"))
    return ()


def _numbers(entries: Sequence[Entry], questions: list[Question]) -> list[int]:
    """The number of each row's measure: as written, or counted through where the written ones would not tell apart."""
    groups = [list(group) for _, group in groupby(entries, key=lambda entry: (entry.section, entry.measure))]
    written = [_written(group) for group in groups]
    given = [number for number in written if number is not None]
    if len(given) == len(groups) and len(set(given)) == len(given):
        if given != list(range(1, len(given) + 1)):
            said = "、".join(map(str, given))
            questions.append(Question(about="measure", question=f"举措编号不连续或次序有误：{said}；照录，未作更正"))
        used = given
    else:
        used = list(range(1, len(groups) + 1))
        if given:
            said = "、".join("（无）" if number is None else str(number) for number in written)
            questions.append(
                Question(
                    about="measure", question=f"举措编号有缺漏或重复：{said}；按出现的先后重新编为 1 到 {len(used)}"
                )
            )
    questions += _serials(entries, written)
    return [number for number, group in zip(used, groups, strict=True) for _ in group]


def _written(group: Sequence[Entry]) -> int | None:
    digits = re.match(r"\d+", numbered(group[0].measure)[0])
    if digits:
        return int(digits[0])
    serials = [entry.number for entry in group if entry.number]
    # One number for the whole of a measure is the measure's; a number for each row is the row's.
    alone = len(serials) == 1 and bool(group[0].measure) and group[0].number == serials[0]
    return int(serials[0]) if alone and re.fullmatch(r"[0-9]{1,3}", serials[0]) else None


def _serials(entries: Sequence[Entry], written: Sequence[int | None]) -> Iterator[Question]:
    serials = [entry.number for entry in entries if entry.number]
    told = serials in ([str(number) for number in range(1, len(entries) + 1)], [str(number) for number in written])
    if serials and not told:
        yield Question(about="id", question=f"原表的序号依次为 {'、'.join(serials)}，与本表的编号不同，请核对")


def _printed(entries: Sequence[Entry]) -> dict[str, str]:
    """The number before each section that has one; of a section that stands twice, the first."""
    printed: dict[str, str] = {}
    for title in sections_of(entries):
        number = numbered(title)[0]
        if number:
            printed.setdefault(_title(title), number)
    return printed


def _sections(entries: Sequence[Entry]) -> Iterator[Question]:
    titles = list(sections_of(entries))
    seen: dict[str, str] = {}
    places = []
    for title in titles:
        number, name = numbered(title)
        if number and number in seen:
            yield Question(
                about="section",
                question=f"板块编号“{number}”出现两次（{seen[number]}、{_title(title)}），照录标题，未作更正",
            )
        seen.setdefault(number, _title(title))
        if re.fullmatch(r"[（(]?[一二三四五六七八九十][）)、]", number):
            places.append(_CHINESE.index(re.sub(r"[（()）、]", "", number)) + 1)
    if any(later - earlier > 1 or later < earlier for earlier, later in pairwise(places)):
        said = "、".join(numbered(title)[0] or "（无）" for title in titles)
        yield Question(about="section", question=f"板块编号不连续或次序有误：{said}；照录，未作更正")
    for name in dict.fromkeys(title for title in titles if titles.count(title) > 1):
        yield Question(about="section", question=f"板块“{_title(name)}”分在两处，请核对")


def _title(title: str) -> str:
    """A title without its number and the line breaks of a narrow column."""
    return re.sub(r"\s*\n\s*", "", numbered(title)[1])


def _clipped(text: str) -> str:
    flat = re.sub(r"\s+", " ", text)
    return flat if len(flat) <= 30 else f"{flat[:30]}…"
