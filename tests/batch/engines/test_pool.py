"""Worker processes: the same results in the same order, whatever happens to one of them."""

from __future__ import annotations

import itertools
import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from chanfa_check.batch.collect import collect
from chanfa_check.batch.engines import crew
from chanfa_check.batch.engines.limits import Limits
from chanfa_check.batch.engines.local import in_process
from chanfa_check.batch.engines.pool import in_workers
from chanfa_check.batch.one import Order, check_one
from chanfa_check.batch.source import Source
from chanfa_check.matrix.flaws import MatrixError
from chanfa_check.model import Checked, Problem
from tests.batch.engines import killers
from tests.batch.test_run import report

LIMITS = Limits(seconds=1, memory=300_000_000)
SAVE_AS = "其余报表不受影响。请用 Excel 或 WPS 打开这份报表，另存为 .xlsx 后再试。"
MEMORY = (
    "读取这份报表时内存不够用，没有读完，其余报表不受影响。"
    "请用 Excel 或 WPS 打开这份报表，删除多余的行、列、工作表和图片，另存为 .xlsx 后再试。"
)
TIME = f"读取这份报表超过 1 秒，已经停止，{SAVE_AS}"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals, limits of memory, /proc")


def children(process: int) -> set[int]:
    """The processes that this one started and that are not waited for."""
    listed = Path(f"/proc/{process}/task").glob("*/children")
    return {int(pid) for file in listed for pid in file.read_text(encoding="ascii").split()}


def alive(process: int) -> bool:
    """Whether it is there and no zombie, which somebody else's child may stay for a while."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def within(seconds: float, holds: Callable[[], object]) -> bool:
    """Whether it comes to hold in that time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    """No worker outlives its run."""
    before = children(os.getpid())
    yield
    assert children(os.getpid()) == before


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report(tmp_path_factory.mktemp("good") / "甲.xlsx")


def reports(folder: Path, good: Path, kinds: Sequence[str]) -> tuple[Source, ...]:
    """Copies of a report, some of which do something when they are read: "" does nothing."""
    for number, kind in enumerate(kinds):
        shutil.copy(good, folder / f"{number:02} {kind}.xlsx")
    return collect([folder]).sources


def run(sources: Sequence[Source], jobs: int = 1, limits: Limits = LIMITS) -> list[Checked]:
    return list(in_workers(sources, Order(), jobs, limits, killers.check))


def expected(sources: Sequence[Source], problems: dict[int, Problem]) -> list[Checked]:
    """What one process finds in these, as if they did nothing; with these problems in place of their findings."""
    found = list(in_process(sources, Order()))
    for number, problem in problems.items():
        found[number] = Checked(path=sources[number].shown, problems=(problem,))
    return found


@pytest.mark.parametrize(
    ("kind", "code", "message"),
    [
        ("killed", "reader-crashed", f"读取这份报表的进程意外中止（信号 9），{SAVE_AS}"),
        ("aborted", "reader-crashed", f"读取这份报表的进程意外中止（信号 6），{SAVE_AS}"),
        ("gone", "reader-crashed", f"读取这份报表的进程意外中止（退出码 0），{SAVE_AS}"),
        ("gone-1", "reader-crashed", f"读取这份报表的进程意外中止（退出码 1），{SAVE_AS}"),
        ("quit", "reader-crashed", f"读取这份报表的进程意外中止（退出码 5），{SAVE_AS}"),
        ("panic", "reader-crashed", f"读取这份报表时读取程序崩溃（PanicException：index out of bounds），{SAVE_AS}"),
        ("hog", "reader-crashed", MEMORY),
        ("nibbler", "reader-crashed", MEMORY),
        ("hog-at-once", "reader-crashed", MEMORY),
        ("asleep", "reader-timeout", TIME),
        ("spinning", "reader-timeout", TIME),
        ("holding", "reader-timeout", TIME),
    ],
)
def test_what_happens_to_a_worker_costs_its_own_file_only(
    kind: str, code: str, message: str, tmp_path: Path, good: Path
) -> None:
    sources = reports(tmp_path, good, ["", kind, ""])
    assert run(sources) == expected(sources, {1: Problem(code, message)})


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize("places", [{0, 7, 8}, {2, 3, 4, 11}, set(range(9))])
def test_wherever_they_stand_in_a_chunk(jobs: int, places: set[int], tmp_path: Path, good: Path) -> None:
    sources = reports(tmp_path, good, ["killed" if number in places else "" for number in range(12)])
    said = Problem("reader-crashed", f"读取这份报表的进程意外中止（信号 9），{SAVE_AS}")
    assert run(sources, jobs) == expected(sources, dict.fromkeys(places, said))


def test_a_file_that_kills_is_still_somebody_s(tmp_path: Path, good: Path) -> None:
    shutil.copy(good, tmp_path / "市教育局2020年6月 killed.xlsx")
    [checked] = run(collect([tmp_path]).sources)
    assert checked.matrix
    assert (checked.department, checked.matrix.id) == ("市教育局", "cixi-2019-2025")
    assert [problem.code for problem in checked.problems] == ["reader-crashed"]


def test_none_is_blamed_for_what_the_ones_before_did_to_the_process(tmp_path: Path, good: Path) -> None:
    sources = reports(tmp_path, good, [""] * 4)
    assert list(in_workers(sources, Order(), 1, LIMITS, killers.worn)) == expected(sources, {})


def test_nor_for_a_process_that_somebody_else_ends(tmp_path: Path, good: Path) -> None:
    sources = reports(tmp_path, good, [""] * 60)
    before = children(os.getpid())
    results = in_workers(sources, Order(), 1, Limits(), killers.check)
    found = [next(results)]
    [worker] = children(os.getpid()) - before
    os.kill(worker, signal.SIGKILL)
    assert [*found, *results] == expected(sources, {})


def test_a_flawed_matrix_ends_the_run(tmp_path: Path, good: Path) -> None:
    sources = reports(tmp_path, good, [""] * 9)
    with pytest.raises(MatrixError, match=re.escape(f"{sources[0].path}:3: 缺少字段")):
        list(in_workers(sources, Order(), 2, LIMITS, killers.flawed))


def test_what_a_library_prints_is_no_result(tmp_path: Path, good: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sources = reports(tmp_path, good, ["", "chatter", ""])
    assert run(sources) == expected(sources, {})
    assert tuple(capfd.readouterr()) == ("", "")


def test_a_worker_that_hears_no_more_is_replaced(tmp_path: Path, good: Path) -> None:
    sources = reports(tmp_path, good, ["deaf", *[""] * 9])
    assert run(sources) == expected(sources, {})


def test_a_worker_has_part_in_nothing_that_is_open_here(tmp_path: Path, good: Path) -> None:
    sources = reports(tmp_path, good, [""])
    with (tmp_path / "ledger.db").open("wb") as ledger:
        os.set_inheritable(ledger.fileno(), True)
        [checked] = in_workers(sources, Order(), 1, LIMITS, killers.surroundings)
    files, leads_its_own_group, finds_modules_here = [problem.message for problem in checked.problems]
    assert files == "/dev/null /dev/null /dev/null pipe pipe"
    # Ctrl-C goes to a group; and a file that is called as a module of Python's must not run.
    assert (leads_its_own_group, finds_modules_here) == ("True", "False")


def test_few_are_under_way_at_a_time(tmp_path: Path, good: Path) -> None:
    sources = reports(tmp_path, good, [""]) * 10_000
    taken = iter(in_workers(sources, Order(), 1, LIMITS, check_one))
    assert [one.path for one in itertools.islice(taken, 3)] == [sources[0].shown] * 3
    began = time.monotonic()
    taken.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 1


def test_where_no_process_can_be_had_each_file_says_so(
    tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    sources = reports(tmp_path, good, ["", ""])
    how = "没有读取这份报表：无法启动读取报表的进程（No such file or directory）。"
    problem = Problem("reader-crashed", f"{how}请关闭一些程序再试；检查多份报表时，用 --jobs 减少进程。")
    assert run(sources) == expected(sources, {0: problem, 1: problem})


def test_where_it_does_not_get_going_each_file_says_so(
    tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "_MAIN", "raise SystemExit(7)")
    sources = reports(tmp_path, good, ["", ""])
    how = "没有读取这份报表：无法启动读取报表的进程（退出码 7）。"
    problem = Problem("reader-crashed", f"{how}请关闭一些程序再试；检查多份报表时，用 --jobs 减少进程。")
    assert run(sources) == expected(sources, {0: problem, 1: problem})


COUNTED = "open({path!r}, 'ab').write(b'.'); "


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize(
    ("start_up", "how"),
    [
        ("import time; time.sleep(3600)", "0.5 秒内没有启动好"),
        ("import sys, time; sys.stdin.buffer.read(1); time.sleep(3600)", "0.5 秒内没有启动好"),
        ("import os; os.kill(os.getpid(), 11)", "退出码 -11"),
    ],
)
def test_what_never_gets_going_is_given_up(
    start_up: str, how: str, jobs: int, tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts = tmp_path / "starts"
    monkeypatch.setattr(crew, "_MAIN", COUNTED.format(path=str(starts)) + start_up)
    sources = reports(tmp_path, good, [""] * 30)
    # More than a pipe takes in where nobody reads what it holds.
    order = Order(last_years={("cixi", "市教育局", year): {} for year in range(9999)})
    assert len(pickle.dumps(order)) > 1 << 16
    found = list(in_workers(sources, order, jobs, Limits(start=0.5), killers.check))
    remedy = "请关闭一些程序再试；检查多份报表时，用 --jobs 减少进程。"
    said = f"没有读取这份报表：无法启动读取报表的进程（{how}）。{remedy}"
    assert [one.problems for one in found] == [(Problem("reader-crashed", said),)] * 30
    assert 2 <= starts.stat().st_size <= 2 * jobs


@pytest.mark.parametrize("otherwise", ["raise SystemExit(7)", "import time; time.sleep(3600)"])
def test_one_that_got_going_does_the_work_of_those_that_do_not(
    otherwise: str, tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts = tmp_path / "starts"
    first = f"import os\ntry: os.mkdir({str(tmp_path / 'first')!r})\nexcept FileExistsError: {otherwise}\n"
    monkeypatch.setattr(crew, "_MAIN", COUNTED.format(path=str(starts)) + first + crew._MAIN)
    (tmp_path / "reports").mkdir()
    sources = reports(tmp_path / "reports", good, [""] * 40)
    assert list(in_workers(sources, Order(), 4, Limits(start=4), killers.check)) == expected(sources, {})
    assert 4 <= starts.stat().st_size <= 5


ENDLESS = """
import sys
from chanfa_check.batch.collect import collect
from chanfa_check.batch.engines.limits import Limits
from chanfa_check.batch.engines.pool import in_workers
from chanfa_check.batch.one import Order
from tests.batch.engines import killers
for one in in_workers(collect([sys.argv[1]]).sources * 1000, Order(), 2, Limits(seconds=2), killers.check):
    print(one.path, flush=True)
"""


@pytest.mark.parametrize("kind", ["", "slow", "holding"])
def test_workers_do_not_outlive_a_run_that_is_killed(kind: str, tmp_path: Path, good: Path) -> None:
    reports(tmp_path, good, [kind])
    command = [sys.executable, "-c", ENDLESS, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]) as killed:
        assert killed.stdout
        assert within(20, lambda: len(children(killed.pid)) == 2)
        if kind != "holding":
            killed.stdout.readline()
        workers = children(killed.pid)
        killed.kill()
        killed.stdout.close()
    # One that reads nothing any more ends when its time is up.
    assert within(10, lambda: not any(alive(worker) for worker in workers))
