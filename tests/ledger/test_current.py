"""Which of several files for one department and period is current, and by which of its judgements."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import permutations

import pytest
from msgspec.structs import replace

from chanfa_check.ledger import Ledger, open_ledger
from chanfa_check.model import Checked, Finding, Light, Matrix, Quantity, Status
from tests.ledger.made import MATRIX, as_reported, finding, observation, plainly, rows, submission

SECOND = replace(MATRIX, version="2")
MET = finding(status=Status.MET, code="met", light=None)


def record(ledger: Ledger, *submissions: Checked) -> None:
    """One run; what it sees of earlier ones is not changed by what it adds itself."""
    with ledger.recording() as recording:
        before = recording.before("m")
        assert all(recording.add(one) for one in submissions)
        assert recording.before("m") == before


def current(ledger: Ledger, department: str | None = None) -> list[str]:
    return [one.sha256 for one in ledger.history("m", department=department)]


def judged(name: str, *findings: Finding, matrix: Matrix = MATRIX, corrects: bool = False) -> Checked:
    return submission(name, *findings, matrix=matrix, corrects=corrects)


def test_two_that_differ_in_one_run_are_both_current(url: str) -> None:
    with open_ledger(url) as ledger:
        record(ledger, submission("a"), submission("b"))
        assert current(ledger) == ["a", "b"]


def test_a_new_file_beside_known_ones_makes_all_of_them_current(url: str) -> None:
    with open_ledger(url) as ledger:
        for department in map("".join, permutations("abc")):
            a, b, c = (submission(name, department=department) for name in "abc")
            beside = [{"a": a, "b": b, "c": c}[name] for name in department]
            record(ledger, a, b)
            record(ledger, *beside)
            assert sorted(current(ledger, department)) == ["a", "b", "c"]
            # Once more, or a part of it, is nothing new.
            record(ledger, *beside)
            record(ledger, b)
            assert sorted(current(ledger, department)) == ["a", "b", "c"]
    assert rows(url) == {"run": 12, "submission": 18, "seen": 30, "judgement": 18, "observation": 0, "finding": 18}


def test_a_new_file_instead_of_a_known_one_supersedes_it(url: str) -> None:
    with open_ledger(url) as ledger:
        record(ledger, submission("a"), submission("b"), submission("elsewhere", department="市教育局"))
        record(ledger, submission("b"), submission("c"))
        assert current(ledger) == ["b", "elsewhere", "c"]
        record(ledger, submission("d"))
        assert current(ledger) == ["elsewhere", "d"]
        for old in ("a", "b", "c"):
            record(ledger, submission(old))
        record(ledger, submission("a"), submission("b"), submission("d"))
        assert current(ledger) == ["elsewhere", "d"]
        # Sent twice again: what was superseded lies beside something new.
        record(ledger, submission("a"), submission("e"))
        assert current(ledger) == ["a", "elsewhere", "e"]


def test_corrections_supersede_what_they_lie_beside(url: str) -> None:
    with open_ledger(url) as ledger:
        for department in map("".join, permutations("abc")):
            record(ledger, *(submission(name, department=department, corrects=name != "b") for name in department))
            assert sorted(current(ledger, department)) == ["a", "c"]
            later = submission("d", department=department)
            record(ledger, later)
            assert current(ledger, department) == ["d"]
            record(ledger, later, submission("e", department=department, corrects=True))
            assert current(ledger, department) == ["e"]


def test_a_file_that_is_called_a_correction_later_supersedes(url: str) -> None:
    with open_ledger(url) as ledger:
        record(ledger, submission("a"))
        record(ledger, submission("b"))
        record(ledger, submission("a", corrects=True, path="a（更正）.xlsx"), submission("b"))
        assert [(one.sha256, one.path) for one in ledger.history("m")] == [("a", "a（更正）.xlsx")]
        found = ledger.history("m")
        # Neither its old name nor the same folder again says anything new.
        record(ledger, submission("a"), submission("b"))
        record(ledger, submission("a", corrects=True), submission("b"))
        assert ledger.history("m") == found
    assert rows(url)["submission"] == 3


def test_of_copies_in_one_run_the_one_that_is_called_a_correction_is_current(url: str) -> None:
    with open_ledger(url) as ledger:
        for _ in range(2):
            record(ledger, submission("a"), submission("a", corrects=True, path="a（更正）.xlsx"))
            assert [one.path for one in ledger.history("m")] == ["a（更正）.xlsx"]
    assert rows(url)["run"] == 1


def test_another_version_of_the_matrix_judges_a_current_file_anew(url: str) -> None:
    with open_ledger(url) as ledger:
        record(ledger, judged("a"))
        order = ledger.history("m")[0].order
        record(ledger, judged("a", MET, matrix=SECOND))
        assert [(one.status, one.order) for one in ledger.history("m")] == [(Status.MET, order)]
        # The same verdict by another version is a judgement too, and so is that of the old version once more.
        record(ledger, judged("a", MET))
        record(ledger, judged("a"))
        assert [one.status for one in ledger.history("m")] == [Status.BEHIND]
    assert rows(url) == {"run": 4, "submission": 1, "seen": 1, "judgement": 4, "observation": 0, "finding": 4}


def test_another_version_of_the_matrix_never_brings_back_what_was_superseded(url: str) -> None:
    with open_ledger(url) as ledger:
        record(ledger, submission("old"))
        record(ledger, submission("new"))
        record(ledger, judged("old", MET, matrix=SECOND))
        assert current(ledger) == ["new"]
        record(ledger, judged("old", MET, matrix=SECOND), judged("new", MET, matrix=SECOND))
        assert [(one.sha256, one.status) for one in ledger.history("m")] == [("new", Status.MET)]
        with ledger.recording() as recording:
            assert [(one.sha256, one.status, one.current) for one in recording.before("m")] == [
                ("old", Status.MET, False),
                ("new", Status.MET, True),
            ]


CHANGED = [
    (finding(status=Status.MET),),
    (finding(code="other"),),
    (finding(light=Light.RED),),
    (finding(light=None),),
    (finding("1.1a", Decimal("35.20")),),
    (finding("1.1a", "35.2"),),
    (finding("1.1a", None),),
    (finding(), finding("1.2a")),
    (finding("1.1b"),),
    (finding("1.2a"),),
]


def test_another_verdict_takes_the_place_of_that_files_old_one(url: str) -> None:
    with open_ledger(url) as ledger:
        for number, changed in enumerate(CHANGED, start=1):
            department = f"第 {number} 个"
            old, other = submission("a", department=department), submission("b", department=department)
            new = replace(old, findings=changed, observations=(observation(last_year=Decimal(7)),))
            record(ledger, old, other)
            record(ledger, new)
            found = ledger.history("m", department=department)
            assert plainly(tuple(sorted(found, key=lambda one: one.order))) == as_reported(new, other)
            record(ledger, other, new)
            assert ledger.history("m", department=department) == found
            assert (rows(url)["run"], rows(url)["judgement"]) == (2 * number, 3 * number)


def test_no_finding_at_all_is_a_verdict_too(url: str) -> None:
    nothing = replace(submission("a"), findings=())
    with open_ledger(url) as ledger:
        record(ledger, submission("a"))
        record(ledger, nothing)
        assert ledger.history("m") == ()
        record(ledger, nothing)
        assert rows(url)["judgement"] == 2
        record(ledger, submission("a"))
        assert current(ledger) == ["a"]


def test_another_sentence_is_no_other_verdict(url: str) -> None:
    with open_ledger(url) as ledger:
        record(ledger, submission("a"))
        record(ledger, submission("a", finding(message="换了说法", gap=Decimal(2), raw="")))
    assert rows(url)["judgement"] == 1


def test_what_lies_beside_something_new_counts_by_its_newest_judgement(url: str) -> None:
    for order in permutations((judged("old", MET, matrix=SECOND), judged("newest", matrix=SECOND))):
        department = f"单位{order[0].sha256}"
        with open_ledger(url) as ledger:
            for one in ((judged("old"),), (judged("new"),), order):
                record(ledger, *(replace(each, department=department) for each in one))
            found = ledger.history("m", department=department)
            assert [(one.sha256, one.status) for one in found] == [("old", Status.MET), ("newest", Status.BEHIND)]


def test_last_years_are_those_of_the_newest_judgement(url: str) -> None:
    year_end = dt.date(2019, 12, 31)
    key = ("m", "市总工会", 2019)
    with open_ledger(url) as ledger:
        record(ledger, submission("a", finding("1.1a", Decimal(5), status=Status.INVALID), as_of=year_end))
        assert ledger.last_years() == {}
        record(ledger, submission("a", finding("1.1a", Decimal(5)), as_of=year_end, matrix=SECOND))
        assert ledger.last_years() == {key: {"1.1a": Quantity(Decimal(5), "%")}}


def test_a_run_that_fails_judges_nothing_anew(url: str) -> None:
    with open_ledger(url) as ledger:
        record(ledger, submission("a"))
        with pytest.raises(ValueError), ledger.recording() as recording:
            recording.add(judged("a", MET, matrix=SECOND))
            recording.add(submission("b"))
            raise ValueError
        assert [(one.sha256, one.status) for one in ledger.history("m")] == [("a", Status.BEHIND)]
    assert rows(url)["seen"] == 1
