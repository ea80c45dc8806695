"""What the run says of one submission beside its findings: where it contradicts others, and how it was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from chanfa_check.model import Checked, Contradiction, Coverage, Finding, Place, Problem, Run, Standing, Status, Twice
from chanfa_check.output import office
from chanfa_check.paths import tell_apart
from chanfa_check.verdict.wording import show_day

_DIFFERENT = "内容不同，请确认以哪一份为准，重报的在标题或文件名写明“更正”"


class Clash(Struct, frozen=True):
    """One figure of this submission that a contradiction is about: where it stands, and how it reads."""

    about: Contradiction
    place: Place | None
    shown: str


Opinion: TypeAlias = Finding | Problem | Clash
"""Something that is said of a cell."""


class Beside(Struct, frozen=True):
    """The figures that contradict others, sentences on how the submission was sent, and what it counts for."""

    clashes: tuple[Clash, ...]
    said: tuple[str, ...]
    standing: Standing


def beside(run: Run, checked: Checked) -> Beside:
    """What the run says of this one of its submissions."""
    clashes = tuple(
        Clash(about, one.place, one.shown)
        for about in run.contradictions
        for one in about.statements
        if (one.path, one.as_of) == (checked.path, checked.about)
    )
    return Beside(clashes, tuple(_sent(run, checked)), run.standings[checked.path])


def opinions(checked: Checked, clashes: Sequence[Clash]) -> list[Opinion]:
    """All that is to be put right: what could not be checked, then the worst first."""
    wrong: list[Finding | Clash] = [*checked.to_put_right, *clashes]
    wrong.sort(key=lambda one: _status(one).rank)
    return [*checked.problems, *wrong]


def _status(one: Finding | Clash) -> Status:
    return Status.INVALID if isinstance(one, Clash) else one.status


def _sent(run: Run, checked: Checked) -> Iterator[str]:
    covered = next((one for one in run.coverage if _covers(one, checked)), None)
    for late in covered.late if covered else ():
        if late.department == checked.department:
            first = "" if late.path == checked.path else "最早的一份"
            yield f"逾期报送：{first}{show_day(late.filled)}填报，截止日为{show_day(late.due)}"
    twice = next((one for one in covered.twice if checked.path in one.paths), None) if covered else None
    if twice:
        yield _received(run, checked, twice)
    elif run.standings[checked.path] is Standing.TWICE:
        yield f"本期收到本单位报表不止一份，{_DIFFERENT}"


def _covers(one: Coverage, checked: Checked) -> bool:
    return checked.matrix is not None and (one.matrix, one.as_of) == (checked.matrix.id, checked.about)


def _received(run: Run, checked: Checked, twice: Twice) -> str:
    """All that the department sent for the period, and which of them this one is."""
    standings = run.standings
    filled = {one.path: one.filled for one in run.submissions if one.about == checked.about}
    names = tell_apart(twice.paths)
    files = []
    for path in twice.paths:
        standing = standings[path]
        day = filled.get(path)
        remarks = [
            "即本份" if path == checked.path else "",
            f"{show_day(day)}填报" if day else "",
            "" if standing.counts else office.STANDINGS[standing],
        ]
        remark = "，".join(text for text in remarks if text)
        files.append(f"“{names[path]}”" + (f"（{remark}）" if remark else ""))
    settled = "以写明更正的一份为准" if twice.corrected else "内容相同，只计一份"
    outcome = settled if twice.corrected or twice.same else _DIFFERENT
    return f"本期收到本单位报表 {len(twice.paths)} 份：{'、'.join(files)}；{outcome}"
