"""Any number of submissions, one by one: the same is said of them wherever they are kept, in bounded steps."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import product

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chanfa_check.across import contradictions, figures, shelf
from chanfa_check.across.gathered import Gathered
from chanfa_check.across.reported import agree, reported, slim
from chanfa_check.across.summary import summarize
from chanfa_check.batch.spool import spool
from chanfa_check.model import (
    Checked,
    Observation,
    Period,
    Place,
    Problem,
    Reported,
    Role,
    Run,
    Standing,
    Status,
    Submission,
    Summary,
)
from chanfa_check.output import contract
from chanfa_check.output.contract.whole import summary_fields
from chanfa_check.verdict.check import check
from tests.across.made import CIXI

LEAD, PARTNER = "市人力社保局", "市财政局"
INDICATOR = "8.1a"
MAY, JUNE = dt.date(2020, 5, 31), dt.date(2020, 6, 30)


def sent(path: str, department: str, day: dt.date, value: Decimal | None, *, corrects: bool = False) -> Checked:
    """What a department says of the indicator, and nothing of others."""
    return replace(_checked(department, day, f"{value}"), path=path, sha256=path, corrects=corrects)


@cache
def _checked(department: str, day: dt.date, text: str) -> Checked:
    role = Role.LEAD if department == LEAD else Role.PARTNER
    value = None if text == "None" else Decimal(text)
    observations = (
        Observation(
            task=INDICATOR[:-1], indicator=INDICATOR, role=role, place=Place("表", "C5"), raw=text, value=value
        ),
    )
    period = Period(day.replace(day=1), day)
    submission = Submission(path="", department=department, period=period, observations=observations)
    return Checked(
        path="",
        department=department,
        period=period,
        as_of=day,
        matrix=CIXI,
        observations=observations,
        findings=check(submission, CIXI, day),
    )


_VALUES = st.sampled_from([None, *map(Decimal, ("30", "30.0", "31", "30.5", "29", "-0", "0"))])


_KINDS = st.sampled_from(["", "", "", "corrects", "damaged"])
_RUNS = st.lists(
    st.tuples(st.sampled_from([LEAD, PARTNER]), st.sampled_from([MAY, JUNE]), _VALUES, _KINDS), max_size=12
)
_RECORDED = st.lists(st.tuples(_VALUES, st.integers(1, 3), st.booleans()), max_size=2)


def run_of(made: Sequence[tuple[str, dt.date, Decimal | None, str]]) -> list[Checked]:
    return [
        Checked(path=f"{number}.xlsx", department=department, problems=(Problem("file-damaged", "坏了"),))
        if kind == "damaged"
        else sent(f"{number}.xlsx", department, day, value, corrects=kind == "corrects")
        for number, (department, day, value, kind) in enumerate(made)
    ]


def recorded(made: Sequence[tuple[Decimal | None, int, bool]]) -> tuple[Reported, ...]:
    return tuple(
        replace(one, order=order, current=current)
        for value, order, current in made
        for one in reported(sent(f"旧{order}.xlsx", LEAD, MAY, value))
    )


def said(gathered: Gathered, before: tuple[Reported, ...] = ()) -> Summary:
    return summarize(gathered, (CIXI,), before=before)


def encoded(gathered: Gathered, before: tuple[Reported, ...]) -> bytes:
    found = said(gathered, before)
    run = Run(**{name: getattr(found, name) for name in found.__struct_fields__}, submissions=gathered.submissions)
    in_one = contract.SummaryLine(**summary_fields(found))
    assert b"".join(contract.summary_pieces(run)) == msgspec.json.encode(in_one) + b"\n"
    return contract.encode(run)


@settings(max_examples=25, deadline=None)
@given(_RUNS, _RECORDED)
def test_nothing_depends_on_where_it_is_kept(
    made: list[tuple[str, dt.date, Decimal | None, str]], earlier: list[tuple[Decimal | None, int, bool]]
) -> None:
    submissions, before = run_of(made), recorded(earlier)
    in_memory = encoded(Gathered(submissions), before)
    line = b"".join(contract.summary_pieces(said(Gathered(submissions), before)))
    for most in (0, 1, 3):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(shelf, "FEW", most)
            patch.setattr(figures, "MOST", most + 1)
            assert encoded(Gathered(submissions, spool()), before) == in_memory
            lean = Gathered(kept=spool())
            for one in submissions:
                lean.add(one, kept=slim(one))
            assert b"".join(contract.summary_pieces(said(lean, before))) == line


def plain_standings(submissions: list[Checked]) -> list[Standing]:
    """By the definition, each against all others."""
    found = []
    for one in submissions:
        if one.problems:
            found.append(Standing.UNCHECKED)
            continue
        rivals = [each for each in submissions if not each.problems and slot(each) == slot(one)]
        deciding = [each for each in rivals if each.corrects] or rivals
        if not any(each is one for each in deciding):
            found.append(Standing.SUPERSEDED)
        elif any(content(each) != content(one) for each in deciding):
            found.append(Standing.TWICE)
        else:
            fullest = max(sum(bool(item.raw) for item in each.findings) for each in deciding)
            first = next(each for each in deciding if sum(bool(item.raw) for item in each.findings) == fullest)
            found.append(Standing.COUNTED if first is one else Standing.COPY)
    return found


def slot(one: Checked) -> tuple[str | None, dt.date | None]:
    return one.department, one.about


def content(one: Checked) -> list[object]:
    return [
        (each.indicator, each.status, None if each.status is Status.REVIEW else each.value)
        for each in reported(one)
        if each.role is Role.LEAD or each.value is not None
    ]


@settings(max_examples=25, deadline=None)
@given(_RUNS)
def test_the_same_as_by_comparing_each_with_all(made: list[tuple[str, dt.date, Decimal | None, str]]) -> None:
    submissions = run_of(made)
    standings = plain_standings(submissions)
    counting = [one for one, how in zip(submissions, standings, strict=True) if how.counts]
    figures_ = [one for checked in counting for one in reported(checked) if one.indicator == INDICATOR]
    differing = {
        (lead.path, partner.path)
        for lead, partner in product(figures_, figures_)
        if (lead.role, partner.role, lead.as_of) == (Role.LEAD, Role.PARTNER, partner.as_of)
        and lead.value is not None
        and partner.value is not None
        and not agree(lead, partner)
    }
    gathered = Gathered(submissions)
    found = said(gathered)
    assert list(gathered.standings()) == standings
    assert {row.path: row.standing for row in found.rows if row.path} == {
        one.path: how for one, how in zip(submissions, standings, strict=True)
    }
    assert Counter(found.counts) == Counter(one.status for checked in counting for one in checked.findings)
    assert differing == {
        (one.statements[0].path, other.path)
        for one in found.contradictions
        if one.code == "partner-differs"
        for other in one.statements[1:]
    }


@pytest.mark.parametrize("copies", [10, 100])
def test_of_many_that_say_the_same_each_is_compared_once(copies: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The leads give two answers in turn; were each file compared with each, it would grow by the square."""
    asked = Counter[str]()

    def counting(one: Reported, other: Reported) -> bool:
        asked["agree"] += 1
        return agree(one, other)

    monkeypatch.setattr(contradictions, "agree", counting)
    submissions = [
        sent(f"{department}{day}{number}.xlsx", department, day, Decimal(30 + number % 2))
        for department in (LEAD, PARTNER)
        for day in (MAY, JUNE)
        for number in range(copies)
    ]
    found = said(Gathered(submissions))
    assert Counter(one.code for one in found.contradictions) == {"submissions-differ": 2, "partner-differs": copies}
    assert asked["agree"] <= 20


def test_files_that_say_the_same_each_stand_where_they_are() -> None:
    alike = [sent(f"{number}.xlsx", LEAD, JUNE, Decimal(30)) for number in range(3)]
    other = sent("3.xlsx", LEAD, JUNE, Decimal(31))
    partner = sent("4.xlsx", PARTNER, JUNE, Decimal(32))
    found = said(Gathered([*alike, other, partner])).contradictions
    assert [(one.code, [each.path for each in one.statements]) for one in found] == [
        ("submissions-differ", ["0.xlsx", "3.xlsx"]),
        *(("partner-differs", [f"{number}.xlsx", "4.xlsx"]) for number in range(4)),
    ]


def test_standings_follow_what_comes() -> None:
    first, second = (sent(f"{number}.xlsx", LEAD, JUNE, Decimal(number)) for number in (30, 31))
    gathered = Gathered([first])
    assert gathered.standings() == (Standing.COUNTED,)
    gathered.add(second)
    assert gathered.standings() == (Standing.TWICE, Standing.TWICE)
