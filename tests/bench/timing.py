"""What a command costs: processor time and wall time, its own and its children's."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

Made = TypeVar("Made")


class Cost(Struct, frozen=True):
    """In seconds."""

    cpu: float
    wall: float


class Failed(Exception):
    """A command ended otherwise than it should; what it said."""


def cost(command: Sequence[str], variables: Mapping[str, str], folder: Path, codes: Sequence[int] = (0,)) -> Cost:
    """Runs the command in `folder`. Raises Failed where it ends with none of `codes`."""
    before = time.perf_counter()
    with subprocess.Popen(
        command, env=variables, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - before
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        raise Failed(f"{' '.join(command)}: {process.returncode}\n{said.decode(errors='replace')}")
    return Cost(used.ru_utime + used.ru_stime, wall)


def interleaved(commands: Mapping[str, Callable[[], Made]], rounds: int) -> dict[str, list[Made]]:
    """Runs each of them `rounds` times, by turns, so that a busy moment of the machine hits all alike."""
    found: dict[str, list[Made]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, run in commands.items():
            found[name].append(run())
    return found


def least(costs: Sequence[Cost]) -> Cost:
    """The least of each: what it costs where nothing else disturbs."""
    return Cost(min(one.cpu for one in costs), min(one.wall for one in costs))


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each."""
    return Cost(statistics.median(one.cpu for one in costs), statistics.median(one.wall for one in costs))
