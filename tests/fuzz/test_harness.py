"""The harness finds what it is there to find: readers broken on purpose, processes that hang or die."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chanfa_check.model import Quantity
from chanfa_check.quantity.unit import convert
from chanfa_check.submission import values
from tests.fuzz.__main__ import table
from tests.fuzz.batch import run_batch
from tests.fuzz.case import KINDS, Case, before, made
from tests.fuzz.cells import shown, simple
from tests.fuzz.execute import Outcome, execute
from tests.fuzz.seeds import reports

CELLS = KINDS.index("cells")


@pytest.fixture
def run(tmp_path: Path) -> Callable[[int, int], list[Outcome]]:
    """Runs so many cases of a kind in this process; what they were before is read by the reader as it should be."""
    for seed in reports():
        before(seed)

    def outcomes(kind: int, runs: int) -> list[Outcome]:
        cases = [made(3, number) for number in range(kind, runs * len(KINDS), len(KINDS))]
        return [execute(case, _folder(tmp_path / str(case.number))) for case in cases]

    return outcomes


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _first_number(text: str) -> Quantity:
    found = re.search(r"\d+(?:\.\d+)?", text)
    return Quantity(Decimal(found[0] if found else 100), "%" if "%" in text or "％" in text else "")


def test_a_reader_that_picks_the_first_number_is_found_out(
    run: Callable[[int, int], list[Outcome]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "parse_quantity", _first_number)
    failures = [text for outcome in run(CELLS, 60) for text in outcome.failures]
    assert any("met from" in text or "on_track from" in text for text in failures), failures


def test_a_reader_that_takes_a_fraction_for_percent_is_found_out(
    run: Callable[[int, int], list[Outcome]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "convert", lambda read, unit, **_: convert(read, unit, percent_format=unit == "%"))
    assert any(outcome.failures for outcome in run(CELLS, 60))


def test_a_reader_that_takes_errors_for_values_is_found_out(
    run: Callable[[int, int], list[Outcome]], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = values.read_value

    def lenient(cell: Any, *arguments: Any, **named: Any) -> values.Read:
        found = read(cell, *arguments, **named)
        return values.Read(value=Decimal(100)) if found.fault else found

    monkeypatch.setattr("chanfa_check.submission.observe.read_value", lenient)
    assert any("from '" in text for outcome in run(CELLS, 40) for text in outcome.failures)


def test_a_mistake_of_ours_is_found_out(
    run: Callable[[int, int], list[Outcome]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(text: str) -> Quantity:
        raise IndexError(text)

    monkeypatch.setattr(values, "parse_quantity", broken)
    assert any("IndexError" in text for outcome in run(CELLS, 10) for text in outcome.failures)


def test_a_reader_that_moves_values_to_other_cells_is_found_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seed = next(one for one in reports() if one.path == "examples/cixi-2020-06/市教育局.xlsx")
    before(seed)
    case = Case(0, "xml", seed, "nothing", seed.data, "")
    assert execute(case, _folder(tmp_path / "sound")).failures == ()
    monkeypatch.setattr("chanfa_check.submission.observe._raw", lambda cell: "99.5%" if cell else "")
    failures = execute(case, _folder(tmp_path / "moved")).failures
    assert failures
    assert all("where no other reader finds it" in text or "read from '99.5%'" in text for text in failures)


def test_the_other_reader_sees_what_a_person_sees() -> None:
    seed = next(one for one in reports() if one.path == "examples/cixi-2020-06/市总工会.xlsx")
    seen = [(one["raw"], one["cell"]) for one in before(seed)["findings"] if one["raw"] and one["cell"]]
    assert len(seen) == 10
    assert [raw for raw, cell in seen if raw.strip() not in shown(seed.data, cell)] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [("35", "35"), ("35%", "35"), ("0.8万人", "8000.0"), ("", None), ("35%%", None), ("约35", None), ("1e5", None)],
)
def test_what_is_plainly_a_number(text: str, number: str | None) -> None:
    assert simple(text) == (None if number is None else Decimal(number))


STUB = """\
import json, os, sys, time
for number in map(int, sys.argv[3:]):
    print(json.dumps({"begun": number, "kind": "bytes", "what": f"what {number}"}), flush=True)
    if number == 2: os.abort()
    if number == 4: time.sleep(60)
    if number == 5: sys.exit("a traceback")
    outcome = {"number": number, "kind": "bytes", "what": "", "exit": 0, "codes": [], "seconds": 0.5, "megabytes": 9}
    print(json.dumps(outcome | {"failures": []}), flush=True)
"""


def test_a_process_that_dies_or_hangs_costs_its_own_case_only() -> None:
    outcomes = run_batch(1, range(7), command=(sys.executable, "-c", STUB), seconds=1.5)
    assert [(outcome.number, outcome.exit) for outcome in outcomes] == [
        (number, None if number in (2, 4, 5) else 0) for number in range(7)
    ]
    said = [(outcome.what, outcome.failures) for outcome in outcomes if outcome.failures]
    assert said[0][0] == "what 2"
    assert said[0][1][0].startswith("the process ended with ")
    assert said[1:] == [
        ("what 4", ("no end after 1.5 seconds",)),
        ("what 5", ("the process ended with 1\na traceback",)),
    ]


def test_the_table_counts() -> None:
    outcomes = [
        Outcome(0, "bytes", "", 3, ("file-damaged",), 0.25, 90, ()),
        Outcome(5, "bytes", "", 0, (), 0.5, 80, ("a failure",)),
        Outcome(1, "xml", "", None, (), 0.1, 70, ("hung",)),
    ]
    assert table(outcomes).splitlines()[2:] == [
        "| bytes | 2 | 0: 1  3: 1 | file-damaged 1 | 0.50 s | 90 MB | 1 |",
        "| xml | 1 | None: 1 |  | 0.10 s | 70 MB | 1 |",
    ]
