"""Processes that die in the middle of recording, and processes that record at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from chanfa_check.ledger import open_ledger
from tests.ledger.made import rows, submission

NOTHING = dict.fromkeys(("run", "submission", "seen", "judgement", "observation", "finding"), 0)
ONE = NOTHING | dict.fromkeys(("run", "submission", "seen", "judgement", "finding"), 1)


def start(url: str, *arguments: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ledger.child", url, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def kill_at(url: str, hold: int) -> None:
    with start(url, 0, 12, 1, hold) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "here\n"
        child.kill()


@pytest.mark.parametrize("hold", [-1, 0, 6, 12])
def test_a_kill_leaves_a_new_ledger_whole_and_empty(url: str, hold: int) -> None:
    kill_at(url, hold)
    with open_ledger(url) as ledger:
        assert ledger.matrices() == ()
    assert rows(url) == NOTHING


def test_a_kill_leaves_what_was_there(url: str) -> None:
    with open_ledger(url) as ledger, ledger.recording() as recording:
        recording.add(submission("a"))
    kill_at(url, 12)
    # That part of the run was in the file already is what makes this a test.
    assert "://" in url or Path(f"{url}-journal").stat().st_size > 0
    with open_ledger(url) as ledger:
        assert [one.sha256 for one in ledger.history("m")] == ["a"]
    assert rows(url) == ONE


def test_two_that_record_at_once_lose_nothing_and_repeat_nothing(url: str) -> None:
    children = [start(url, 0, 20, 1), start(url, 29, 9, -1)]
    for child in children:
        with child:
            assert child.wait(50) == 0
    assert rows(url) == {"run": 2, "submission": 30, "seen": 30, "judgement": 30, "observation": 0, "finding": 600}
    with open_ledger(url) as ledger:
        assert {one.department for one in ledger.history("m")} == {f"单位{number}" for number in range(30)}
