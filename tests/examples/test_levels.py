"""Three levels give exactly the pages that examples/levels/README.md shows, and the files can be made again."""

from __future__ import annotations

import importlib
import io
import json
import re
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import jsonschema
import pytest
from rich.console import Console

from chanfa_check.api import check, load_matrix
from chanfa_check.model import Manner, Run, Status
from chanfa_check.output import contract, table
from tests.examples.test_months import text_of

LEVELS = Path(__file__).parents[2] / "examples" / "levels"
PAGE = re.compile(r"--targets ningbo\.yaml\n```\n\n```text\n(.*?)\n```", re.DOTALL)


@lru_cache
def run_of(month: str) -> Run:
    return check(LEVELS / month, matrix=load_matrix(LEVELS / "ningbo.yaml"))


def printed(run: Run) -> str:
    out = io.StringIO()
    table.show(run, Console(file=out, width=80, highlight=False, color_system=None))
    return out.getvalue().partition("\n\n────────")[0]


def test_the_pages_are_those_that_the_readme_shows() -> None:
    shown = PAGE.findall((LEVELS / "README.md").read_text(encoding="utf-8"))
    assert [printed(run_of("2023-11")), printed(run_of("2023-12"))] == shown


def test_the_verdicts_of_both_months() -> None:
    found = {
        month: [(one.matrix, one.indicator, one.status, one.actual, one.manner, one.missing) for one in run.rollups]
        for month in ("2023-11", "2023-12")
        if (run := run_of(month))
    }
    exact, least = Manner.EXACT, Manner.AT_LEAST
    city, district = "ningbo-2023", "levels-beilun"
    assert found == {
        "2023-11": [
            (city, "1.3b", Status.MISSING, None, exact, ("江北区",)),
            (city, "1.4a", Status.MISSING, None, exact, ("江北区",)),
            (city, "3.2b", Status.MISSING, None, exact, ("江北区",)),
            (city, "5.2a", Status.MISSING, None, exact, ("江北区", "慈溪市")),
            (district, "1.4a", Status.ON_TRACK, Decimal(14), exact, ()),
        ],
        "2023-12": [
            (city, "1.3b", Status.UNMET, Decimal("99.6"), exact, ()),
            (city, "1.4a", Status.MISSING, None, exact, ("北仑区",)),
            (city, "3.2b", Status.MET, Decimal("10.35"), exact, ()),
            (city, "5.2a", Status.MET, Decimal("8.3"), least, ()),
            (district, "1.4a", Status.MET, Decimal(16), exact, ()),
        ],
    }
    assert [(one.code, one.indicator) for one in run_of("2023-12").contradictions] == [("rollup-differs", "1.4a")]
    assert [run_of(month).exit_code for month in found] == [1, 1]


@pytest.mark.parametrize("month", ["2023-11", "2023-12"])
@pytest.mark.parametrize("format", ["table", "md", "html", "xlsx", "docx", "csv"])
def test_every_format_says_what_the_levels_come_to(format: str, month: str) -> None:
    run = run_of(month)
    said = text_of(run, format)
    facts = [one.message for one in run.rollups] + [one.name for one in run.rollups]
    facts += [one.why for each in run.rollups for one in each.contributions if one.why]
    facts += [one.shown for each in run.rollups for one in each.contributions if one.shown]
    facts += [f"{one.department}.xlsx" for each in run.rollups for one in each.contributions if one.path]
    if format == "docx":
        # There, a text in a line of its own ends without its stop.
        facts = [fact.removesuffix("。") for fact in facts]
    assert [fact for fact in facts if re.sub(r"\s", "", fact) not in said] == []


def test_the_json_is_what_the_contract_says() -> None:
    for month in ("2023-11", "2023-12"):
        run = run_of(month)
        told = json.loads(contract.encode(run))
        jsonschema.validate(told, contract.schema())
        line = json.loads(b"".join(contract.summary_pieces(run)))
        jsonschema.validate(line, contract.jsonl_schema())
        assert told["rollups"] == line["rollups"]
    first = told["rollups"][2]
    assert (first["indicator"], first["how"], first["actual"], first["unit"]) == ("3.2b", "sum", 10.35, "万人次")
    assert [(one["child"], one["amount"], one["cell"]) for one in first["contributions"]] == [
        ("北仑区", 4.2, "完成情况!B4"),
        ("江北区", 2.05, "完成情况!B4"),
        ("慈溪市", 4.1, "完成情况!B4"),
    ]


def test_the_files_can_be_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(LEVELS.parent))
    made: dict[str, bytes] = importlib.import_module("levels.files").levels()
    assert made == {str(path.relative_to(LEVELS.parent)): path.read_bytes() for path in sorted(LEVELS.rglob("*.xlsx"))}
