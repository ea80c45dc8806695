"""What a check may cost, counted instead of timed: modules imported, passes over a sheet, processes started.

A clock says something else on every machine; a count does not. How long it takes is measured in `bench/`.
"""

from __future__ import annotations

import ast
import datetime as dt
import os
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from msgspec import Struct

from chanfa_check.batch.engines.local import FEW
from chanfa_check.submission.workbook import read_workbook
from tests.bench import made, matrix
from tests.bench.made import Kind
from tests.checking import check_file

EXAMPLE = Path(__file__).parents[1] / "examples" / "cixi-2020-06" / "市总工会.xlsx"

# What the everyday check of one file does without: each of these takes longer to import than the check itself, or
# belongs to something else that the tool can do.
UNWANTED = frozenset(
    {
        "alembic",
        "asyncio",
        "concurrent",
        "dask",
        "dateutil.parser",
        "distributed",
        "docx",
        "docxtpl",
        "email",
        "fsspec",
        "hashlib",
        "html",
        "http",
        "jinja2",
        "json",
        "lark",
        "logging",
        "lxml",
        "multiprocessing",
        "openpyxl",
        "pygal",
        "rapidfuzz",
        "rich.markdown",
        "rich.progress",
        "rich.traceback",
        "socket",
        "sqlalchemy",
        "sqlite3",
        "ssl",
        "subprocess",
        "tempfile",
        "tomllib",
        "typer",
        "xlrd",
        "yaml",
    }
)
# The bounds. Where the tool gets by with less, lower them.
MOST_OWN_MODULES = 130
MOST_MODULES = 320
MOST_PATTERNS = 90
MOST_CALLS_A_ROW = {Kind.TEMPLATE: 420, Kind.PLAIN: 320}
ONCE = (
    "submission.workbook.parse_workbook",
    "submission.contents.look_through",
    "submission.layout.find_tables",
    "submission.contents.read_mark",
    "submission.identity.identify",
    "verdict.check.check",
)
"""Functions that one file calls once."""

_PROGRAM = """
import re, sys
started, patterns = [], []
compiler = getattr(re, "_compiler", None) or __import__("sre_compile")
compiled = compiler.compile
compiler.compile = lambda pattern, flags=0: patterns.append(str(pattern)) or compiled(pattern, flags)
events = ("subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn")
sys.addaudithook(lambda event, _: started.append(event) if event in events else None)
from chanfa_check.cli.main import run
code = run(sys.argv[2:])
open(sys.argv[1], "w", encoding="utf-8").write(repr((code, list(sys.modules), started, patterns)))
"""


class Told(Struct, frozen=True):
    """A finished process of the tool: its exit code, the modules that it imported, the processes that it started.

    `patterns` are the regular expressions that it compiled, the libraries' among them.
    """

    code: int
    modules: frozenset[str]
    started: tuple[str, ...]
    patterns: tuple[str, ...]


def told(folder: Path, *arguments: str) -> Told:
    """Runs chanfa-check with these arguments in a process of its own, and in `folder`."""
    result = folder / "told.txt"
    variables = {**os.environ, "PYTHONUTF8": "1", "XDG_CACHE_HOME": str(folder / "cache")}
    command = [sys.executable, "-c", _PROGRAM, str(result), *arguments]
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    code, modules, started, patterns = ast.literal_eval(result.read_text(encoding="utf-8"))
    return Told(code, frozenset(modules), tuple(started), tuple(patterns))


def calls(run: Callable[[], object]) -> Counter[str]:
    """How often each function of the tool, and each built-in one (`zlib.crc32`), is called.

    A generator counts once more for each time that it goes on.
    """
    found: Counter[str] = Counter()

    def count(frame: FrameType, event: str, called: Any) -> None:
        if event == "call":
            module = frame.f_globals.get("__name__", "")
            found[f"{module.removeprefix('chanfa_check.')}.{frame.f_code.co_qualname}"] += 1
        elif event == "c_call":
            found[f"{called.__module__ or ''}.{called.__qualname__}"] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before)
    return found


@pytest.fixture(scope="module")
def everyday(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The second check of one file: the first has put the matrix into the cache."""
    folder = tmp_path_factory.mktemp("everyday")
    copy = shutil.copy(EXAMPLE, folder)
    first, second = told(folder, str(copy)), told(folder, str(copy))
    assert (first.code, second.code) == (1, 1)
    return second


def test_one_file_imports_nothing_that_it_does_not_need(everyday: Told) -> None:
    assert UNWANTED & everyday.modules == set()


def test_one_file_imports_few_modules(everyday: Told) -> None:
    own = [name for name in everyday.modules if name.startswith("chanfa_check")]
    assert len(own) <= MOST_OWN_MODULES
    assert len(everyday.modules) <= MOST_MODULES


def test_one_file_compiles_few_patterns(everyday: Told) -> None:
    """Each takes as long as reading a row, and the long ones as long as reading a sheet."""
    assert 0 < len(everyday.patterns) <= MOST_PATTERNS


def test_one_file_starts_no_process(everyday: Told) -> None:
    assert everyday.started == ()


@pytest.mark.parametrize(("jobs", "most"), [(1, 0), (2, 2), (3, 3)])
def test_a_folder_starts_no_more_processes_than_it_is_given(jobs: int, most: int, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(FEW + 16):
        shutil.copy(EXAMPLE, folder / f"{number}.xlsx")
    done = told(tmp_path, "check", str(folder), "--jobs", str(jobs), "--format", "jsonl", "--output", "out.jsonl")
    assert done.code == 1
    assert len(done.started) <= most
    assert bool(done.started) is (most > 0)


def test_a_folder_of_few_files_starts_no_process(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(FEW):
        shutil.copy(EXAMPLE, folder / f"{number}.xlsx")
    assert told(tmp_path, "check", str(folder), "--jobs", "2", "--format", "jsonl").started == ()


def test_every_part_of_a_workbook_is_unpacked_and_parsed_once() -> None:
    with zipfile.ZipFile(EXAMPLE) as package:
        parts = len(package.namelist())
    found = calls(lambda: check_file(EXAMPLE))
    unpacked = found["zlib.decompressobj"] + found["zlib.decompress"]
    assert 0 < unpacked <= parts
    # What a scanner reads beside the parser is cut out of its part, which is parsed once all the same.
    assert found["pyexpat.ParserCreate"] <= parts


def test_each_step_runs_once_for_a_file() -> None:
    found = calls(lambda: check_file(EXAMPLE))
    assert {name: found[name] for name in ONCE} == dict.fromkeys(ONCE, 1)


def test_a_cell_is_asked_for_its_text_about_once() -> None:
    cells = sum(len(row) for sheet in read_workbook(EXAMPLE).sheets for row in sheet.rows.values())
    found = calls(lambda: check_file(EXAMPLE))
    assert 0 < found["submission.cells.cell_text"] <= 2 * cells


@pytest.mark.parametrize("kind", Kind)
def test_calls_for_each_row(kind: Kind, tmp_path: Path) -> None:
    """Of everything together, once the words of the matrix are known, as for all files of a folder but the first."""
    sixty = matrix.written(tmp_path)
    make, department = made.maker(sixty, kind), sixty.leads()[0]
    file, other = tmp_path / "one.xlsx", tmp_path / "other.xlsx"
    file.write_bytes(make(made.Report(department, dt.date(2020, 6, 30), 1, False)))
    other.write_bytes(make(made.Report(department, dt.date(2020, 5, 31), 2, False)))
    assert check_file(other, sixty).problems == ()
    checked = check_file(file, sixty)
    assert len(checked.observations) == matrix.ROWS
    assert calls(lambda: check_file(file, sixty)).total() / matrix.ROWS <= MOST_CALLS_A_ROW[kind]
