"""The file of a drafted matrix."""

from __future__ import annotations

from collections.abc import Iterator

from chanfa_check.drafting.drafted import Draft, DraftTask
from chanfa_check.drafting.write import comment, indicator_lines, listed, question_line, text

_HEAD = """\
# {title}
#
# 由 targets import 起草，尚未核对。duty 和 schedule 是原文，一字不改；指标和目标由程序从原文读出。
# 文件末尾的 review 是要由人决定的地方：逐条核对，改好一条删一条，全部删完才算定稿。写法见 targets/README.md。
"""


def to_yaml(draft: Draft) -> str:
    """The draft as a matrix file that the loader takes as it stands, every text as it was."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    yield from _HEAD.format(title=comment(draft.title)).splitlines()
    yield ""
    yield f"id: {text(draft.id)}"
    yield 'version: "1"'
    yield f"title: {text(draft.title)}"
    yield f"source: {text(draft.source)}"
    yield f"years: [{draft.years[0]}, {draft.years[1]}]"
    yield "pace: linear"
    if draft.notes:
        yield "notes:"
        yield from (f"  - {text(note)}" for note in draft.notes)
    if draft.sections:
        yield "sections:"
        yield from (f"  {text(title)}: {text(number)}" for title, number in draft.sections.items())
    yield ""
    yield "departments:"
    yield from (f"  {text(name)}: {{}}" for name in draft.departments)
    yield ""
    yield "tasks:"
    section: str | None = None
    for task in draft.tasks:
        if task.row.section != section:
            section = task.row.section
            yield f"  # ── {comment(section) or '（未写板块）'} ──"
        yield from _task(task)
        yield ""
    if draft.review:
        yield "review:"
        yield from map(question_line, draft.review)


def _task(task: DraftTask) -> Iterator[str]:
    row = task.row
    yield f"  - id: {text(row.id)}"
    for key in ("section", "measure", "duty", "schedule", "lead"):
        yield f"    {key}: {text(getattr(row, key))}"
    yield f"    partners: {listed(row.partners)}"
    if row.inherited:
        yield f"    inherited: {listed(row.inherited)}"
    if row.note:
        yield f"    note: {text(row.note)}"
    yield "    indicators:"
    for indicator in task.indicators:
        yield from indicator_lines(indicator)
