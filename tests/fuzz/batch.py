"""Some cases in a process of their own: one that aborts it or hangs is named, and the others go on in a new one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tests.fuzz.execute import Outcome
from tests.fuzz.seeds import ROOT

MAX_SECONDS = 60.0


def run_batch(
    seed: int,
    numbers: Sequence[int],
    keep: Path | None = None,
    *,
    command: Sequence[str] = (sys.executable, "-m", "tests.fuzz.child"),
    seconds: float = MAX_SECONDS,
) -> list[Outcome]:
    """The outcome of each of the cases, in their order. None may take longer than so many seconds."""
    outcomes: list[Outcome] = []
    left = list(numbers)
    while left:
        done, begun, how = _run(seed, left, keep, command, seconds)
        outcomes += done
        left = left[len(done) :]
        if left:
            what, kind = begun.get("what", "before it began"), begun.get("kind", "")
            outcomes.append(Outcome(left[0], kind, what, None, (), 0.0, 0, (how,)))
            left = left[1:]
    return outcomes


def _run(
    seed: int, numbers: Sequence[int], keep: Path | None, command: Sequence[str], seconds: float
) -> tuple[list[Outcome], dict[str, str], str]:
    """What was done by one process, what it had begun, and how it ended."""
    arguments = [*command, str(seed), str(keep.resolve()) if keep else "", *map(str, numbers)]
    process = subprocess.Popen(
        arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUTF8": "1"}
    )
    assert process.stdout
    assert process.stderr
    errors: list[bytes] = []
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read() if process.stderr else b""))
    reader.start()
    done: list[Outcome] = []
    begun: dict[str, str] = {}
    hung = False

    def kill() -> None:
        nonlocal hung
        hung = True
        process.kill()

    while True:
        clock = threading.Timer(seconds, kill)
        clock.start()
        line = process.stdout.readline()
        clock.cancel()
        if not line.endswith(b"\n"):
            break
        said = json.loads(line)
        if "begun" in said:
            begun = said
        else:
            done.append(msgspec.convert(said, Outcome))
    process.wait()
    reader.join()
    process.stdout.close()
    process.stderr.close()
    how = f"no end after {seconds:g} seconds" if hung else f"the process ended with {process.returncode}"
    tail = errors[0].decode("utf-8", "replace").strip().splitlines()[-3:]
    return done, begun, "\n".join([how, *tail])
