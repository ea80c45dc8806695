"""A matrix drafted from an annex: its tasks as they stand, the indicators that they ask for, and open questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.drafting.compile import compile_task
from chanfa_check.drafting.entries import Entries, read_entries, section_above
from chanfa_check.drafting.errors import CannotDraft
from chanfa_check.drafting.header import Column, Header, find_header, header_words, needed
from chanfa_check.drafting.said import Plain, Years, due_years
from chanfa_check.drafting.source import read_source
from chanfa_check.drafting.table import Source, Table
from chanfa_check.drafting.tasks import Row, departments_of, read_rows
from chanfa_check.model import Question
from chanfa_check.wording import Wording, read_wording

_ANNEX = re.compile(r"附\s*[件表录]\s*[\d一二三四五六七八九十]*\s*[:：]?")
_TITLE = re.compile("(?!.*。)(?=.{1,60}$).*(?:分工|清单|任务|责任|台账|方案|计划|安排)")
_SHOWN = 10


class DraftTask(Struct, frozen=True):
    """One row of the annex with its indicators, in the shape that a matrix file has."""

    row: Row
    indicators: tuple[Plain, ...]


class Draft(Struct, frozen=True):
    """All that a matrix file says. `review` holds what a person has to decide before it is used.

    `sections` are the numbers that the annex prints before its sections, by the section's title.
    """

    id: str
    title: str
    source: str
    years: Years
    departments: tuple[str, ...]
    tasks: tuple[DraftTask, ...]
    notes: tuple[str, ...]
    sections: Mapping[str, str]
    review: tuple[Question, ...]


def draft(path: Path, *, id: str | None = None, years: Years | None = None) -> Draft:
    """The matrix that the annex at `path` states. Without `years`, the first and last that its wording names.

    Reads .docx, .xlsx, .xls, .ods and the text form (`drafting.plain`). Raises CannotDraft where the file cannot be
    read, where it has no table with duties, schedule and leads, and where no year is stated or given.
    """
    if years is not None and not 1900 <= years[0] <= years[1] <= 2199:
        raise CannotDraft(f"年份 {years[0]}-{years[1]} 不能用；应先写起始年份，再写终止年份，如 2021-2025")
    source = read_source(path)
    reads = [_read(table) for table in source.tables]
    entries = [entry for one in reads for entry in one.found.entries]
    if not entries:
        raise CannotDraft(_nothing(reads))
    title, questions = _title(reads)
    around, notes = _around(reads, source)
    questions += around
    partnered = any(one.header is not None and Column.PARTNERS in one.header.columns for one in reads)
    read = read_rows(entries, with_partners=partnered)
    rows = read.rows
    # A document of one year means that year wherever it names none.
    year = years[0] if years is not None and years[0] == years[1] else None
    phrases = dict.fromkeys(phrase for row in rows for phrase in (row.duty, row.schedule))
    wordings = {phrase: read_wording(phrase, year) for phrase in phrases}
    worded = [(wordings[row.duty], wordings[row.schedule]) for row in rows]
    if years is None:
        years = _years(worded, title)
        questions.append(
            Question(
                about="years", question=f"起止年份取标题和原文中最早和最晚的年份，即 {years[0]}—{years[1]}，请核对"
            )
        )
    if id is None:
        questions.append(Question(about="id", question=f"编号取自文件名“{path.stem}”，请核对；应与所在文件夹同名"))
    questions.append(Question(about="indicators", question="指标名称取自原文，请逐项改成简短明白、报表上会用的名称"))
    tasks: list[DraftTask] = []
    asked: list[Question] = []
    for row, (duty, schedule) in zip(rows, worded, strict=True):
        compiled = compile_task(duty, schedule, years)
        tasks.append(DraftTask(row, tuple(_numbered(row.id, compiled.indicators))))
        asked += [question for question in read.questions if question.task == row.id]
        asked += [replace(question, task=row.id) for question in compiled.questions]
    departments, doubts = departments_of(rows)
    whole = [question for question in read.questions if not question.task]
    return Draft(
        id=id or path.stem,
        title=title,
        source=path.name,
        years=years,
        departments=departments,
        tasks=tuple(tasks),
        notes=tuple(notes),
        sections=read.sections,
        review=(*questions, *whole, *doubts, *asked),
    )


class _Read(Struct, frozen=True):
    """One table with its tasks; without a header, there are none."""

    table: Table
    header: Header | None
    found: Entries

    def above(self) -> list[str]:
        """The texts above its header, the heading apart that is its section."""
        heading = section_above(self.table.before) if self.found.entries else ""
        inside = self.table.rows[: self.header.start] if self.header is not None and self.found.entries else ()
        return [
            *(line for line in self.table.before if line != heading),
            *(cell.own for row in inside for cell in row if cell.own),
        ]


def _read(table: Table) -> _Read:
    header = find_header(table)
    return _Read(table, header, read_entries(table, header) if header is not None else Entries(()))


def _around(reads: Sequence[_Read], source: Source) -> tuple[list[Question], list[str]]:
    """What is asked of tables as a whole, and the notes: what stands between and below them."""
    questions = [Question(about="source", question=aside) for aside in source.asides]
    notes: list[str] = []
    begun = False
    for read in reads:
        notes += read.above() if begun else []
        begun = begun or bool(read.found.entries)
        if not read.found.entries:
            texts = "；".join(
                filter(None, ("、".join(cell.own for cell in row if cell.own) for row in read.table.rows))
            )
            why = "没有责任分工的表头" if read.header is None else "表头之下没有任务"
            said = f"“{read.table.name}”{why}，没有读入，内容是：{texts}"
            questions += [Question(about="source", question=said)] if texts else []
            continue
        questions += [Question(about="source", question=text) for text in read.header.assumed] if read.header else []
        questions += read.found.questions
        notes += read.found.below
    notes += source.after
    return questions + [Question(about="notes", question=f"表外的文字“{one}”记入说明，请核对") for one in notes], notes


def _nothing(reads: Sequence[_Read]) -> str:
    """Why no task was found: what there is, and what there has to be."""
    if not any(cell.own for one in reads for row in one.table.rows for cell in row):
        return (
            "文件里没有表格。应有一张任务责任分工表，表头写明"
            f"{needed()}等栏；文本文件每格一行，以制表符开头，每行任务之后空一行。"
        )
    if any(one.header is not None for one in reads):
        return "表头之下没有任何任务。请确认表格内容完整，再导入。"
    largest = max((one.table for one in reads), key=lambda table: sum(len(row) for row in table.rows))
    found = "、".join(header_words(largest)) or "（空白）"
    return f"看不出表头：找到的是“{found}”，至少要有{needed()}三栏。请把表头改成这样的名称后再导入。"


def _title(reads: Sequence[_Read]) -> tuple[str, list[Question]]:
    """The line above the first table with tasks that names it."""
    first = next(place for place, read in enumerate(reads) if read.found.entries)
    lines = [line for read in reads[: first + 1] for line in read.above() if not _ANNEX.fullmatch(line)]
    if not lines:
        return "任务责任分工", [Question(about="title", question="表前没有标题，暂写“任务责任分工”，请改为文件全称")]
    title = next((line for line in reversed(lines) if _TITLE.match(line)), lines[0])
    others = [f"“{line}”" for line in lines if line != title]
    if not others:
        return title, []
    shown = "、".join(others[:_SHOWN]) + (f"等 {len(others)} 行" if len(others) > _SHOWN else "")
    return title, [
        Question(about="title", question=f"表前有几行文字，标题取了“{title}”，其余没有读入：{shown}，请核对")
    ]


def _years(worded: Sequence[tuple[Wording, Wording]], title: str) -> Years:
    """The first and last year that the title and the wording name, but for those that are only compared with."""
    named = [year for pair in worded for wording in pair for reading in wording.readings for year in due_years(reading)]
    named += [int(year) for pair in worded for wording in pair for year in _written_years(wording.phrase)]
    named += [int(year) for year in _written_years(title)]
    if not named:
        raise CannotDraft("原文的时间进度没有写年份，无法确定起止。请写明起止年份，如 --years 2021-2025。")
    return min(named), max(named)


def _written_years(phrase: str) -> Iterator[str]:
    """The years that stand in a text, without those that are only compared with."""
    for match in re.finditer(r"(?<!\d)(20\d\d)(?=年|[-—–～至])", phrase):
        before, behind = phrase[: match.start()], phrase[match.end() :]
        if not re.search("[比较]$", before) and not re.match("年[底末]?(?:数|水平)?(?:为基|的?基础)", behind):
            yield match[1]


def _numbered(task: str, indicators: Sequence[Plain]) -> Iterator[Plain]:
    """The indicators with the task's id before their letters."""
    for one in indicators:
        full = {**one, "id": f"{task}{one['id']}"}
        if "part_of" in one:
            full["part_of"] = f"{task}{one['part_of']}"
        full["targets"] = [
            {**target, "of": [f"{task}{part}" for part in target["of"]]} if "of" in target else target
            for target in one["targets"]
        ]
        yield full
