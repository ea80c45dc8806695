"""Ctrl-C and SIGTERM in the middle of a run: at once, in one sentence, with what was finished kept."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.batch.engines.test_pool import alive, children, within
from tests.batch.test_run import report

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals, /proc")

PROGRAM = """
import sys
from functools import partial
from chanfa_check.batch.engines import local, pool
from tests.batch.engines import killers
pool.in_workers = partial(pool.in_workers, check=killers.check)
local.check_one = lambda source, order, data: killers.check(source, order)
sys.argv[0] = "chanfa-check"
from chanfa_check.cli.main import main
main()
"""
"""The command line, where a report of the right name takes its time."""
FILES = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    first = report(folder / "00 slow.xlsx")
    for number in range(1, FILES):
        shutil.copy(first, folder / f"{number:02} slow.xlsx")
    return folder


def started(*arguments: object, out: Path) -> subprocess.Popen[str]:
    with out.open("wb") as file:
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *map(str, arguments)],
            stdout=file,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=Path(__file__).parents[3],
        )


def interrupted(run: subprocess.Popen[str], sent: signal.Signals) -> str:
    """What it says to that; all of its processes must be gone."""
    workers = children(run.pid)
    began = time.monotonic()
    run.send_signal(sent)
    _, err = run.communicate(timeout=20)
    assert time.monotonic() - began < 1
    assert run.returncode == 130
    assert within(1, lambda: not any(alive(worker) for worker in workers))
    return err


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_lines_that_were_written_stay(sent: signal.Signals, jobs: int, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with started("check", folder, "--format", "jsonl", "--jobs", jobs, out=out) as run:
        assert within(20, lambda: out.read_bytes().count(b"\n") > 10)
        assert len(children(run.pid)) == (0 if jobs == 1 else jobs)
        err = interrupted(run, sent)
    lines = out.read_text(encoding="utf-8").splitlines(keepends=True)
    assert [Path(json.loads(line)["path"]).stem for line in lines] == [f"{n:02} slow" for n in range(len(lines))]
    assert lines[-1].endswith("\n")
    assert len(lines) < FILES
    # The last line may be out when it is not counted yet.
    told = [f"共 {FILES} 份报表，查完 {number} 份时中断。\n已中断。\n" for number in (len(lines), len(lines) - 1)]
    assert err in told


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_file_is_whole_or_absent_what_was_finished_is_kept_and_the_ledger_is_as_it_was(
    sent: signal.Signals, folder: Path, tmp_path: Path
) -> None:
    ledger, output = tmp_path / "台账.db", tmp_path / "结果.jsonl"
    command = ("check", folder, "--format", "jsonl", "--jobs", 2, "--ledger", ledger, "--output", output)
    with started(*command, out=tmp_path / "out") as run:
        assert within(20, lambda: len(children(run.pid)) == 2)
        time.sleep(1.5)
        err = interrupted(run, sent)
    said, last = err.splitlines()
    assert said.startswith(f"共 {FILES} 份报表，查完 ")
    kept = tmp_path / "结果.未完成.jsonl"
    assert said.endswith(f" 份时中断。没有写入“{output}”，查完的在“{kept}”。台账“{ledger}”是新建的，里面还没有记录。")
    assert last == "已中断。"
    lines = kept.read_text(encoding="utf-8").splitlines()
    assert [Path(json.loads(line)["path"]).stem for line in lines] == [f"{n:02} slow" for n in range(len(lines))]
    assert 0 < len(lines) < FILES
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "台账.db", "结果.未完成.jsonl"]
    assert (tmp_path / "out").read_bytes() == b""
    with sqlite3.connect(ledger) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
    connection.close()
    assert "submission" in " ".join(tables)
    assert {name: number for name, number in rows.items() if number and not name.endswith("_version")} == {}


def test_ctrl_c_at_a_terminal(folder: Path) -> None:
    """The key reaches every process of the terminal's foreground group, and the progress bar is on."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(Path(__file__).parents[3])
        os.execv(sys.executable, [sys.executable, "-c", PROGRAM, str(folder)])
    shown = b""
    assert within(20, lambda: len(children(child)) == 2 or os.cpu_count() == 1)
    time.sleep(1)
    workers = children(child)
    began = time.monotonic()
    os.write(terminal, b"\x03")
    try:
        while piece := os.read(terminal, 4096):
            shown += piece
    except OSError:
        # Nobody is left at the other end.
        pass
    _, status = os.waitpid(child, 0)
    assert time.monotonic() - began < 1
    assert os.waitstatus_to_exitcode(status) == 130
    os.close(terminal)
    assert within(1, lambda: not any(alive(worker) for worker in workers))
    assert "已中断。" in shown.decode("utf-8")
    assert b"Traceback" not in shown
