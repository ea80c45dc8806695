"""Every finding of every submission, with what the filters go by."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from chanfa_check.model import Checked, Finding, Matrix, Run, Standing, Status
from chanfa_check.output import figures, office
from chanfa_check.output.html.heat import kind, symbol
from chanfa_check.output.words import ROLES, STATUSES, word
from chanfa_check.paths import file_name
from chanfa_check.period import show_period


class Entry(Struct, frozen=True, kw_only=True):
    """One finding in a table. `section` and `class_` are "" where it belongs to none."""

    finding: Finding
    kind: str
    symbol: str
    word: str
    role: str
    section: str
    class_: str
    wrong: bool
    reported: str
    required: str


class Section(Struct, frozen=True, kw_only=True):
    """One submission: what it is called, what it counts for, and its findings.

    What is `aside` is shown, but neither counted nor to be put right: another submission stands for it, or it could
    not be checked and has to be sent anew.
    """

    checked: Checked
    title: str
    standing: str
    aside: bool
    entries: tuple[Entry, ...]


class Choices(Struct, frozen=True, kw_only=True):
    """What each filter offers; one with nothing to choose from is not shown. `verdicts` are words by status."""

    departments: tuple[str, ...]
    verdicts: dict[str, str]
    sections: tuple[str, ...]
    classes: tuple[str, ...]


def sections(run: Run) -> tuple[Section, ...]:
    """All submissions in the run's order, but those that do not count last."""
    standings = run.standings
    found = (_section(one, standings.get(one.path, Standing.COUNTED)) for one in run.submissions)
    return tuple(sorted(found, key=lambda one: one.aside))


def choices(run: Run, submissions: Sequence[Section]) -> Choices:
    """What occurs among the findings that count, in the matrix's order, and the worst verdict first."""
    entries = [entry for one in submissions if not one.aside for entry in one.entries]
    departments = dict.fromkeys(one.checked.department for one in submissions if one.checked.department)
    statuses = {entry.finding.status for entry in entries}
    tasks = {entry.section for entry in entries}
    classes = {entry.class_ for entry in entries if entry.class_}
    named = dict.fromkeys(task.section for matrix in run.matrices for task in matrix.tasks)
    return Choices(
        departments=tuple(departments),
        verdicts={one.value: shown.word for one, shown in STATUSES.items() if one in statuses},
        sections=tuple(name for name in named if name in tasks),
        classes=tuple(sorted(classes)),
    )


def _section(checked: Checked, standing: Standing) -> Section:
    named = (checked.department, show_period(checked.period) if checked.period else None)
    title = " · ".join(text for text in named if text) or file_name(checked.path)
    wrong = {id(one) for one in checked.to_put_right} if standing.counts else set()
    return Section(
        checked=checked,
        title=title,
        standing=office.STANDINGS[standing],
        aside=not standing.counts,
        entries=tuple(_entry(one, checked.matrix, id(one) in wrong) for one in checked.findings),
    )


def _entry(finding: Finding, matrix: Matrix | None, wrong: bool) -> Entry:
    task = next((one for one in matrix.tasks if one.id == finding.task), None) if matrix else None
    indicator = next((one for one in task.indicators if one.id == finding.indicator), None) if task else None
    class_ = matrix.class_of(task.id) if matrix and task else None
    said = figures.reported(finding, indicator) if indicator else finding.raw
    told = finding.status is Status.REVIEW and bool(said) and said in finding.message
    return Entry(
        finding=finding,
        kind=kind(finding.status, finding.light),
        symbol=symbol(finding.status, finding.light),
        word=word(finding),
        role=ROLES[finding.role] if finding.role else "",
        section=task.section if task else "",
        class_=class_.value if class_ else "",
        wrong=wrong,
        reported="见说明" if told else said or figures.NONE,
        required=figures.required(finding, indicator) if indicator else figures.NONE,
    )
