"""What other programs may rely on."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import chanfa_check
from chanfa_check import FailOn, Run, check, load_matrix
from chanfa_check.batch.engines.local import local
from chanfa_check.batch.one import Order
from chanfa_check.batch.source import Source
from chanfa_check.matrix.flaws import MatrixError
from chanfa_check.model import Checked

EXAMPLES = Path(__file__).parents[1] / "examples"
SCHOOL = EXAMPLES / "cixi-2020-06" / "市教育局.xlsx"


def test_the_names_are_there_and_cost_nothing_before_they_are_used() -> None:
    assert set(chanfa_check.__all__) <= set(dir(chanfa_check)) | {"FailOn", "Matrix", "Run", "check", "load_matrix"}
    code = "import sys, chanfa_check; print([name for name in sys.modules if name.startswith('chanfa_check.')])"
    assert subprocess.check_output([sys.executable, "-c", code]).decode().strip() == "['chanfa_check.version']"
    with pytest.raises(AttributeError, match="no attribute 'checks'"):
        _ = chanfa_check.checks


def test_one_file_several_and_a_folder() -> None:
    one = check(SCHOOL)
    assert isinstance(one, Run)
    assert (one.exit_code, one.whole, len(one.submissions)) == (0, False, 1)
    assert check([str(SCHOOL), SCHOOL]).submissions == one.submissions
    folder = check(EXAMPLES / "cixi-2020-06", jobs=2)
    assert (folder.exit_code, folder.whole, len(folder.submissions)) == (1, True, 11)
    assert folder.matrix == load_matrix("cixi-2019-2025")


@pytest.mark.parametrize("ledger", [None, "台账.db"])
def test_an_engine_takes_the_place_of_processes_and_changes_nothing(ledger: str | None, tmp_path: Path) -> None:
    given: list[int] = []

    def engine(sources: Sequence[Source], order: Order) -> Iterator[Checked]:
        given.append(len(sources))
        return local(2)(sources, order)

    where = ledger and tmp_path / ledger
    folder = EXAMPLES / "cixi-2020-06"
    assert check(folder, engine=engine, ledger=where) == check(folder)
    assert given == [11]


def test_what_outranks_the_submission() -> None:
    by_date = check(SCHOOL, as_of=dt.date(2020, 12, 31))
    assert by_date.as_of == dt.date(2020, 12, 31)
    assert check(SCHOOL, as_of=dt.datetime(2020, 12, 31, 8)).counts == by_date.counts
    assert check(SCHOOL, department="应急局").submissions[0].department == "市应急管理局"
    assert check(SCHOOL, fail_on="behind").exit_code == check(SCHOOL, fail_on=FailOn.BEHIND).exit_code == 1


@pytest.mark.parametrize(
    ("paths", "options"),
    [
        (SCHOOL, {"department": "没有的局"}),
        (EXAMPLES / "cixi-2020-06", {"department": "市教育局"}),
        (SCHOOL, {"jobs": 0}),
        (SCHOOL, {"jobs": 2, "engine": local(2)}),
        (SCHOOL, {"fail_on": "bad"}),
    ],
)
def test_what_makes_no_sense_is_an_error(paths: Path, options: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        check(paths, **options)  # type: ignore[arg-type]


def test_matrices_by_id_by_file_and_by_folder(tmp_path: Path) -> None:
    matrix = load_matrix("cixi-2019-2025")
    folder = Path(__file__).parents[1] / "targets" / "cixi-2019-2025"
    assert load_matrix(folder) == load_matrix(folder / "matrix.yaml") == matrix
    assert load_matrix(EXAMPLES / "cixi-scored.yaml").points is not None
    with pytest.raises(FileNotFoundError, match="cixi-2019-2025"):
        load_matrix("no-such")
    (tmp_path / "matrix.yaml").write_text("id: x\n", encoding="utf-8")
    with pytest.raises(MatrixError):
        load_matrix(tmp_path)


def test_a_ledger(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.db"
    check(EXAMPLES / "cixi-2020-05", ledger=ledger)
    assert {one.turn.value for one in check(EXAMPLES / "cixi-2020-06", ledger=str(ledger)).changes} == {
        "newly_met",
        "newly_short",
        "corrected",
    }


def test_a_department_goes_by_the_name_that_the_matrix_of_the_file_has_for_it() -> None:
    file = Path(__file__).parents[1] / "examples/cixi-2020-06/市总工会.xlsx"
    (known,) = check(file, department="人社局").submissions
    assert (known.department, known.problems) == ("市人力社保局", ())
    (unknown,) = check(file, department="区卫健局").submissions
    assert [one.code for one in unknown.problems] == ["department-unknown"]
    with pytest.raises(ValueError, match="区教育厅"):
        check(file, department="区教育厅")
