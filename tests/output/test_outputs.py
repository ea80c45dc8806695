"""Every output, whole: snapshots that were read before they were accepted."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import jsonschema
import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from chanfa_check.codes import CODES
from chanfa_check.matrix.library import known
from chanfa_check.matrix.load import load_matrix
from chanfa_check.model import Checked, Finding, Role, Row, Run, Standing, Status
from chanfa_check.output import contract, table, targets
from chanfa_check.output import csv as csv_output
from chanfa_check.output.explain import code_page, rule_page, task_page
from chanfa_check.output.words import STATUSES
from chanfa_check.rules import KINDS
from tests.checking import check_files

EXAMPLES = Path(__file__).parents[2] / "examples"
CIXI = load_matrix(known()["cixi-2019-2025"])
REPORTS = sorted([*(EXAMPLES / "cixi-2020-06").iterdir(), *(EXAMPLES / "as-sent").iterdir()])
SHOWN = ["cixi-2020-06/市教育局.xlsx", "cixi-2020-06/市总工会.xlsx", "as-sent/市总工会（填报有误）.xlsx"]


def run_of(*names: str) -> Run:
    """A run over examples, with paths as they stand in the checkout."""
    found = check_files([EXAMPLES / name for name in names], None)
    paths = {str(EXAMPLES / name): f"examples/{name}" for name in names}
    moved = tuple(replace(one, path=paths[one.path]) for one in found.submissions)
    rows = tuple(replace(row, path=paths.get(row.path, "")) for row in found.rows)
    return replace(found, submissions=moved, rows=rows)


def printed(run: Run, width: int = 80, encoding: str = "utf-8") -> str:
    """The table on a console of this width and encoding."""
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace", newline="\n")
    table.show(run, Console(file=out, width=width, highlight=False, color_system=None))
    out.flush()
    assert isinstance(out.buffer, io.BytesIO)
    return out.buffer.getvalue().decode(encoding)


@pytest.mark.parametrize("name", SHOWN)
def test_the_table(name: str, snapshot: SnapshotAssertion) -> None:
    assert printed(run_of(name)) == snapshot


def test_the_table_of_several_files(snapshot: SnapshotAssertion) -> None:
    assert printed(run_of("cixi-2020-06/市住建局.xlsx", "as-sent/市财政局.xlsx")) == snapshot


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_the_table_where_symbols_degrade(encoding: str, snapshot: SnapshotAssertion) -> None:
    assert printed(run_of(SHOWN[1]), encoding=encoding) == snapshot


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_no_line_is_too_wide_and_nothing_is_cut(path: Path, width: int) -> None:
    run = check_files([path], None)
    text = printed(run, width)
    assert [line for line in text.splitlines() if cell_len(line) > width] == []
    assert [line for line in text.splitlines() if line != line.rstrip()] == []
    flat = "".join(text.split())
    for checked in run.submissions:
        said = [problem.message for problem in checked.problems]
        short = (Status.UNMET, Status.INVALID, Status.BEHIND)
        said += [finding.message for finding in checked.findings if finding.status in short]
        assert [words for words in said if "".join(words.split()) not in flat] == []


def test_colour_is_never_the_only_carrier() -> None:
    shown = [(one.symbol, one.word) for one in STATUSES.values()]
    assert len({word for _, word in shown}) == len(Status) == len(shown)


def test_cell_text_is_no_markup() -> None:
    finding = Finding(
        task=None, indicator=None, name="[/] [bold]x[/bold] [a]", unit="", role=Role.LEAD, status=Status.INVALID,
        code="task-unknown", message="[red]见[/red] [link=x]", raw="[/]",
    )  # fmt: skip
    run = Run(
        whole=True,
        matrix=CIXI,
        as_of=None,
        submissions=(Checked(path="[a].xlsx", findings=(finding,)),),
        counts=dict.fromkeys(Status, 0),
        coverage=run_of(SHOWN[0]).coverage,
        exit_code=1,
    )
    text = printed(run)
    for words in ("[a].xlsx", "[/] [bold]x[/bold] [a]", "[red]见[/red] [link=x]"):
        assert words in text


@pytest.mark.parametrize("name", SHOWN[:1])
def test_json(name: str, snapshot: SnapshotAssertion) -> None:
    assert contract.encode(run_of(name)).decode() == snapshot


def test_the_json_schema(snapshot: SnapshotAssertion) -> None:
    assert json.dumps(contract.schema(), ensure_ascii=False, indent=2) == snapshot


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_json_keeps_to_its_schema(path: Path) -> None:
    data = json.loads(contract.encode(check_files([path], None)))
    jsonschema.validate(data, contract.schema(), jsonschema.Draft202012Validator)
    assert data["schema"] == "chanfa-check/run/1"
    assert sum(data["counts"].values()) == sum(len(one["findings"]) for one in data["submissions"])


def test_csv(snapshot: SnapshotAssertion) -> None:
    assert csv_output.encode(run_of(*SHOWN[:2], "as-sent/市财政局.xlsx")).decode() == snapshot


def test_csv_opens_in_excel() -> None:
    data = csv_output.encode(run_of(SHOWN[0]))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert {len(row) for row in rows} == {len(csv_output.HEADER)}


@pytest.mark.parametrize(
    ("text", "safe"),
    [("=1+1", "'=1+1"), ("+86", "'+86"), ("@x", "'@x"), ("-x", "'-x"), ("-1.5", "-1.5"), (">=", ">="), ("", "")],
)
def test_no_text_becomes_a_formula(text: str, safe: str) -> None:
    finding = Finding(
        task=None, indicator=None, name=text, unit="", role=Role.LEAD, status=Status.INVALID, code="task-unknown",
        message="x",
    )  # fmt: skip
    run = Run(
        matrix=None, as_of=None, submissions=(Checked(path="x", findings=(finding,)),), counts={},
        rows=(Row(department="", standing=Standing.COUNTED, as_of=None, path="x", counts={}, squares={}),),
        coverage=run_of(SHOWN[0]).coverage, exit_code=1, whole=False,
    )  # fmt: skip
    rows = list(csv.reader(io.StringIO(csv_output.encode(run).decode("utf-8-sig"), newline="")))
    assert rows[1][csv_output.HEADER.index("指标")] == safe


@pytest.mark.parametrize("task", ["3.3", "5.4", "14.4", "22.2"])
def test_explain_a_task(task: str, snapshot: SnapshotAssertion) -> None:
    assert task_page(next(one for one in CIXI.tasks if one.id == task), CIXI) == snapshot


def test_explain_codes(snapshot: SnapshotAssertion) -> None:
    assert "\n".join(code_page(code) for code in CODES) == snapshot


def test_explain_kinds(snapshot: SnapshotAssertion) -> None:
    assert "\n".join(rule_page(kind) for kind in KINDS) == snapshot


def test_targets_as_text(snapshot: SnapshotAssertion) -> None:
    assert targets.page(CIXI, dt.date(2020, 6, 30)) == snapshot


def test_targets_as_json(snapshot: SnapshotAssertion) -> None:
    assert targets.encode(CIXI, dt.date(2020, 6, 30), "市总工会").decode() == snapshot


def test_targets_outside_the_years_require_nothing() -> None:
    data = json.loads(targets.encode(CIXI, dt.date(2026, 6, 30)))
    asked = [one for task in data["tasks"] for item in task["indicators"] for one in (*item["required"], *item["next"])]
    assert (len(data["tasks"]), asked) == (57, [])
