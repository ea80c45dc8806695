"""A folder of reports on one core: what one more file costs."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.bench.made import Kind
from tests.bench.scene import HEADER_ROWS, Scene, reports
from tests.bench.table import milliseconds, table, times
from tests.bench.timing import Cost, cost, interleaved

_SHARES = {"calamine": 1, "openpyxl": 10, "frictionless": 20}
"""Of how many files a slow reader reads one: the time for each file is the same."""
_NAMES = {
    "calamine": "bare python-calamine, every sheet to Python",
    "openpyxl": "an openpyxl loop, `read_only=True`, every sheet to Python",
    "frictionless": "frictionless, `Resource.validate` in a loop",
}


def asked(scene: Scene, rounds: int, files: int) -> str:
    """The tables of the two kinds of report."""
    return "\n".join(_of(scene, kind, rounds, files) for kind in Kind)


def _of(scene: Scene, kind: Kind, rounds: int, files: int) -> str:
    few = files // 10
    many_folder, few_folder = reports(scene, kind, files), reports(scene, kind, few)
    every = sorted(str(path) for path in many_folder.rglob("*.xlsx"))
    runs: dict[str, Callable[[], float]] = {
        "few": lambda: whole(scene, kind, few_folder, jobs=1).cpu,
        **{name: _loop(scene, kind, name, every[::share]) for name, share in _SHARES.items()},
        "many": lambda: whole(scene, kind, many_folder, jobs=1).cpu,
    }
    least = {name: min(found) for name, found in interleaved(runs, rounds).items()}
    ours = (least["many"] - least["few"]) / (files - few)
    each = {"chanfa-check": ours, **{name: least[name] for name in _SHARES}}
    names = {"chanfa-check": "chanfa-check, all it does", **_NAMES}
    rows = [
        (names[name], milliseconds(one), times(one / each["calamine"]), f"{one / each['frictionless']:.3f}×")
        for name, one in each.items()
    ]
    return table(
        f"A folder of {files} reports of 60 rows, for each file on one core: {kind}",
        ("", "CPU ms a file", "of calamine", "of frictionless"),
        rows,
        [
            f"chanfa-check: `check FOLDER --jobs 1 --format jsonl --output FILE`, {files} files less {few}, divided by "
            f"{files - few}. The others: imports and a first file do not count. Least of {rounds} rounds by turns."
        ],
    )


def whole(
    scene: Scene, kind: Kind, folder: Path, *, jobs: int | None = None, ledger: Path | None = None, scheduler: str = ""
) -> Cost:
    """chanfa-check over the folder, on so many processes or a cluster."""
    arguments = ["check", str(folder), "--format", "jsonl", "--output", str(scene.of(kind) / "out.jsonl")]
    arguments += ["--jobs", str(jobs)] if jobs else []
    arguments += ["--ledger", str(ledger)] if ledger else []
    arguments += ["--engine", "dask", "--scheduler", scheduler] if scheduler else []
    return cost(scene.chanfa_check(*arguments), scene.environment.variables, scene.of(kind), codes=(0, 1))


def _loop(scene: Scene, kind: Kind, reader: str, files: list[str]) -> Callable[[], float]:
    """Seconds for each file. The paths are relative: frictionless takes no others."""
    folder = scene.of(kind)
    listed = folder / f"{reader}.txt"
    listed.write_text("\n".join(str(Path(one).relative_to(folder)) for one in files), encoding="utf-8")
    command = scene.peer("loop", reader, listed.name, str(HEADER_ROWS[kind]))

    def run() -> float:
        done = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, text=True, cwd=folder, env=scene.environment.variables
        )
        return float(done.stdout)

    return run
