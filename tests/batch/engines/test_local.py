"""This machine: several processes where they pay, this one where it is safe; the results are the same."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chanfa_check.batch.collect import Collected, collect
from chanfa_check.batch.engines import local as local_module
from chanfa_check.batch.engines.local import FEW, in_process, local
from chanfa_check.batch.one import Order, check_one
from chanfa_check.batch.run import check_submissions
from chanfa_check.model import Checked, Run
from chanfa_check.output import contract
from tests.batch.test_run import report

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture
def many(tmp_path: Path) -> Collected:
    """Sixty copies of the examples, good and bad."""
    files = sorted(path for path in EXAMPLES.glob("*/*") if path.suffix in (".xlsx", ".xls", ".ods"))
    for number in range(60):
        file = files[number % len(files)]
        folder = tmp_path / f"{number:02}"
        folder.mkdir()
        shutil.copy(file, folder)
    return collect([str(tmp_path)])


def _noting(seen: list[str]) -> Callable[[Checked], None]:
    return lambda checked: seen.append(checked.path)


def test_the_number_of_processes_changes_nothing(many: Collected) -> None:
    told: dict[int, list[str]] = {1: [], 2: [], 5: []}
    runs: dict[int, Run] = {}
    for jobs, seen in told.items():
        runs[jobs] = check_submissions(many, Order(), engine=local(jobs), done=_noting(seen))
    assert contract.encode(runs[1]) == contract.encode(runs[2]) == contract.encode(runs[5])
    assert runs[1] == runs[2] == runs[5]
    assert told[1] == told[2] == told[5] == [one.shown for one in many.sources]


def test_without_its_submissions_a_run_says_the_same(many: Collected) -> None:
    whole = check_submissions(many, Order(), engine=local(2))
    slim = check_submissions(many, Order(), engine=local(2), keep=False)
    assert slim.submissions == ()
    assert b"".join(contract.summary_pieces(slim)) == b"".join(contract.summary_pieces(whole))


@pytest.mark.parametrize("error", [KeyError("本不该发生"), AssertionError()])
def test_a_mistake_of_ours_costs_one_file_only(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chanfa_check.batch import one

    def broken(*_: object, **__: object) -> None:
        raise error

    [good] = collect([str(report(tmp_path / "甲.xlsx"))]).sources
    monkeypatch.setattr(one, "read_submission", broken)
    checked = check_one(good, Order())
    assert [problem.code for problem in checked.problems] == ["check-failed"]
    assert type(error).__name__ in checked.problems[0].message


class PanicException(BaseException):
    """As readers written in Rust raise it."""


@pytest.mark.parametrize("error", [MemoryError(), PanicException("range end index 9")])
def test_a_reader_that_gives_up_here_costs_its_file_only(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chanfa_check.batch import one

    def broken(_: bytes) -> None:
        raise error

    sources = collect([str(report(tmp_path / "市教育局2020年6月.xlsx"))]).sources
    monkeypatch.setattr(one, "parse_workbook", broken)
    [checked] = in_process(sources, Order())
    assert ([problem.code for problem in checked.problems], checked.department) == (["reader-crashed"], "市教育局")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(3)])
def test_what_ends_the_program_ends_it(error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from chanfa_check.batch import one

    def ended(_: bytes) -> None:
        raise error

    sources = collect([str(report(tmp_path / "甲.xlsx"))]).sources
    monkeypatch.setattr(one, "parse_workbook", ended)
    with pytest.raises(type(error)):
        list(in_process(sources, Order()))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_is_not_certain_is_read_in_another_process(
    jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_elsewhere: list[str] = []

    def noted(sources: object, order: Order, jobs: int) -> object:
        results = list(in_workers(sources, order, jobs))  # type: ignore[arg-type]
        read_elsewhere.extend(Path(one.path).stem for one in results)
        return iter(results)

    in_workers = local_module._in_workers
    monkeypatch.setattr(local_module, "_in_workers", noted)
    for month, name in enumerate(("甲", "乙", "丙"), start=1):
        report(tmp_path / f"{name}.xlsx", period=f"2020年{month}月")
    doubtful = (tmp_path / "乙.xlsx").read_bytes()
    monkeypatch.setattr(local_module, "certain", lambda data: data != doubtful)
    (tmp_path / "没有.xlsx").symlink_to(tmp_path / "nowhere")
    sources = collect([str(tmp_path)]).sources
    found = list(local(jobs)(sources, Order()))
    assert read_elsewhere == ["乙"]
    assert found == [check_one(source, Order()) for source in sources]


QUIET = """
import sys
from chanfa_check.cli.main import run
assert run([sys.argv[1]]) in (0, 1)
loaded = {name.split(".")[0] for name in sys.modules}
print(sorted(loaded & {"multiprocessing", "subprocess", "concurrent", "signal", "socket"}))
"""


def test_the_everyday_call_knows_nothing_of_processes(tmp_path: Path) -> None:
    path = report(tmp_path / "甲.xlsx")
    called = subprocess.run([sys.executable, "-c", QUIET, path], capture_output=True, check=True, encoding="utf-8")
    assert called.stdout.splitlines()[-1] == "[]"


def test_few_files_are_read_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_module, "_in_workers", None)
    first = report(tmp_path / "00.xlsx")
    for number in range(1, FEW):
        shutil.copy(first, tmp_path / f"{number:02}.xlsx")
    assert len(list(local(8)(collect([str(tmp_path)]).sources, Order()))) == FEW
