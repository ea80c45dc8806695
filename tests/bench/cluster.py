"""A folder of reports on a cluster of Dask: what one more file costs the client, the scheduler and the nodes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.folder import whole
from tests.bench.made import Kind
from tests.bench.scene import Scene, reports
from tests.bench.table import milliseconds, table
from tests.bench.timing import Failed

_NODES = 2
_PATIENCE = 60.0
_GATHERING = 5.0
"""For so many seconds the nodes are waited for, so that all are there from the first file on."""


def asked(scene: Scene, files: int) -> str:
    """The table, over tables of one's own."""
    few = files // 10
    walls: dict[int, float] = {}
    used = {count: _used(scene, count, walls) for count in (few, files)}
    each = {name: (used[files][name] - used[few][name]) / (files - few) for name in used[files]}
    wall = (walls[files] - walls[few]) / (files - few)
    rows = [(name, milliseconds(one)) for name, one in each.items()]
    return table(
        f"A cluster of Dask, {_NODES} nodes of one thread on this machine",
        ("", "CPU ms a file"),
        [*rows, ("wall ms a file", milliseconds(wall))],
        [f"{files} files less {few}, divided by {files - few}: starting up does not count."],
    )


def _used(scene: Scene, count: int, walls: dict[int, float]) -> dict[str, float]:
    """Seconds of processor time of everybody who took part; the run's wall time goes into `walls`."""
    folder, told = reports(scene, Kind.PLAIN, count), scene.folder / "scheduler.json"
    told.unlink(missing_ok=True)
    dask = scene.environment.script("dask")
    scheduler = [dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told)]
    node = [dask, "worker", "--scheduler-file", str(told), "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1"]
    used: dict[str, float] = {}
    with ExitStack() as stack:
        stack.enter_context(_running(scene, [*scheduler, "--no-dashboard"], used, "the scheduler"))
        address = _address(told)
        nodes = [f"node {number}" for number in range(_NODES)]
        for name in nodes:
            stack.enter_context(_running(scene, [*node, "--no-dashboard"], used, name))
        time.sleep(_GATHERING)
        client = whole(scene, Kind.PLAIN, folder, scheduler=address)
    walls[count] = client.wall
    together = sum(used.pop(name) for name in nodes)
    return {"the client, adding up and writing included": client.cpu, **used, "the nodes together": together}


@contextmanager
def _running(scene: Scene, command: list[str], used: dict[str, float], name: str) -> Iterator[None]:
    """While the block runs, so does the command; then its processor time is in `used`."""
    with subprocess.Popen(
        command,
        env=scene.environment.variables,
        cwd=scene.of(Kind.PLAIN),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield
        finally:
            process.send_signal(signal.SIGINT)
            _, status, found = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
    used[name] = found.ru_utime + found.ru_stime


def _address(told: Path) -> str:
    """Where the scheduler listens, once it does."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            return str(json.loads(told.read_text(encoding="utf-8"))["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise Failed("the scheduler did not start")
