"""What falls short, one row an indicator: who, what was reported, what is required, how much is lacking."""

from __future__ import annotations

from collections.abc import Iterator

from chanfa_check.model import Checked, Finding, Light, Row, Run, Standing, Status
from chanfa_check.output.figures import NONE, reported, required
from chanfa_check.output.office import named
from chanfa_check.output.words import word
from chanfa_check.paths import file_name
from chanfa_check.verdict.wording import show_gap

LACKING = ("单位", "任务指标", "填报", "要求", "差距", "结论")
FAULTY = ("单位", "任务指标", "结论", "情况", "处理办法")


def counted(run: Run) -> Iterator[tuple[Checked, Row]]:
    """The submissions whose verdicts are part of the run's, each with its line, in the order of the office's page."""
    sent = {one.path: one for one in run.submissions}
    for row in run.rows:
        checked = sent.get(row.path)
        if checked and row.standing.counts:
            yield checked, row


def lacking(run: Run) -> list[tuple[tuple[str, ...], Finding]]:
    """What is unmet or behind, in columns `LACKING`, each with its finding; worst first."""
    return sorted(_lacking(run), key=lambda one: (one[1].status.rank, one[1].light is Light.YELLOW))


def _lacking(run: Run) -> Iterator[tuple[tuple[str, ...], Finding]]:
    for checked, row in counted(run):
        indicators = checked.matrix.indicators() if checked.matrix else {}
        for one in checked.to_put_right:
            if one.status not in (Status.UNMET, Status.BEHIND):
                continue
            indicator = indicators.get(one.indicator or "")
            figures = (reported(one, indicator), required(one, indicator), _gap(one)) if indicator else (NONE,) * 3
            yield (who(run, row), what(one), *figures, word(one)), one


def faulty(run: Run) -> Iterator[tuple[str, ...]]:
    """What is missing or cannot be understood, in columns `FAULTY`; but for rows that belong to no task."""
    for checked, row in counted(run):
        for one in checked.to_put_right:
            if one.status in (Status.INVALID, Status.MISSING) and one.role:
                said = "；".join((one.message, *one.notes)) + (f"（{one.place}）" if one.place else "")
                yield (who(run, row), what(one), word(one), said, one.advice)


def who(run: Run, row: Row) -> str:
    """The department's line, with the file where the department sent several."""
    name = named(run, row)
    return f"{name}（“{file_name(row.path)}”）" if row.standing is Standing.TWICE else name


def what(finding: Finding) -> str:
    """The indicator, or the task, with its number."""
    number = finding.indicator or finding.task
    return f"{number} {finding.name}" if number else finding.name


def _gap(finding: Finding) -> str:
    if not finding.gap:
        return NONE
    over = finding.expected and finding.expected.op and not finding.expected.op.upward
    return f"{'超出' if over else '差'} {show_gap(finding.gap, finding.unit)}"
