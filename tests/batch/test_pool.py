"""Several processes: the same results in the same order, whatever happens to one of them."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from chanfa_check.batch import pool
from chanfa_check.batch.collect import Collected, Source, collect
from chanfa_check.batch.one import Order, check_one
from chanfa_check.batch.run import check_submissions
from chanfa_check.model import Checked, Run
from chanfa_check.output import contract
from tests.batch.test_run import report

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def many(tmp_path: Path) -> Collected:
    """Sixty copies of the examples, good and bad."""
    files = sorted(path for path in EXAMPLES.glob("*/*") if path.suffix in (".xlsx", ".xls", ".ods"))
    for number in range(60):
        file = files[number % len(files)]
        folder = tmp_path / f"{number:02}"
        folder.mkdir()
        shutil.copy(file, folder)
    return collect([tmp_path])


def _noting(seen: list[str]) -> Callable[[Checked], None]:
    return lambda checked: seen.append(checked.path)


def test_the_number_of_processes_changes_nothing(many: Collected) -> None:
    told: dict[int, list[str]] = {1: [], 2: [], 5: []}
    runs: dict[int, Run] = {}
    for jobs, seen in told.items():
        runs[jobs] = check_submissions(many, Order(), jobs=jobs, done=_noting(seen))
    assert contract.encode(runs[1]) == contract.encode(runs[2]) == contract.encode(runs[5])
    assert runs[1] == runs[2]
    assert told[1] == told[2] == told[5] == [one.shown for one in many.sources]


def test_without_its_submissions_a_run_says_the_same(many: Collected) -> None:
    whole, slim = check_submissions(many, Order(), jobs=2), check_submissions(many, Order(), jobs=2, keep=False)
    assert slim.submissions == ()
    assert contract.summary_line(slim) == contract.summary_line(whole)


def _dying(source: Source, order: Order) -> Checked:
    """As check_one, but a file of this name kills the process that reads it."""
    if "killer" in source.shown:
        os.kill(os.getpid(), signal.SIGKILL)
    return check_one(source, order)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no way to kill a process without its leave")
def test_a_process_that_dies_costs_its_own_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        report(tmp_path / f"{number:02}.xlsx")
    report(tmp_path / "11-killer.xlsx")
    # Forked processes inherit the change.
    monkeypatch.setattr(pool, "check_one", _dying)
    collected = collect([tmp_path])
    run = check_submissions(collected, Order(), jobs=2)
    assert [one.path for one in run.submissions] == [one.shown for one in collected.sources]
    assert len(run.submissions) == 31
    assert [(Path(one.path).stem, one.problems[0].code) for one in run.submissions if one.problems] == [
        ("11-killer", "check-failed")
    ]


def test_a_mistake_of_ours_costs_one_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from chanfa_check.batch import one as one_module

    def broken(*_: object, **__: object) -> None:
        raise KeyError("本不该发生")

    good = report(tmp_path / "甲.xlsx")
    monkeypatch.setattr(one_module, "read_submission", broken)
    checked = check_one(Source(good), Order())
    assert [problem.code for problem in checked.problems] == ["check-failed"]
    assert "KeyError" in checked.problems[0].message


def test_a_flawed_matrix_ends_the_run_from_a_process_too(
    many: Collected, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chanfa_check.matrix import library
    from chanfa_check.matrix.flaws import MatrixError

    folder = tmp_path / "library" / "cixi-2019-2025"
    folder.mkdir(parents=True)
    (folder / "matrix.yaml").write_text("id: x\n", encoding="utf-8")
    monkeypatch.setattr(library, "folder", lambda: folder.parent)
    with pytest.raises(MatrixError) as caught:
        check_submissions(many, Order(), jobs=2)
    assert "缺少字段" in str(caught.value)
