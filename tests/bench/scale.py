"""More and more reports: peak memory, and the time for each."""

from __future__ import annotations

import json

from tests.bench.made import Kind
from tests.bench.scene import Scene, reports
from tests.bench.table import milliseconds, table
from tests.bench.timing import Cost, cost

_SIZES = (1_000, 10_000, 100_000)
_FORMATS = {"jsonl": "`--format jsonl --output FILE`", "table": "the table, to a pipe"}


def asked(scene: Scene, most: int) -> str:
    """The table, over tables of one's own: with a value in every row they leave most to compare."""
    rows = []
    for size in (one for one in _SIZES if one <= most):
        reports(scene, Kind.PLAIN, size)
        for format, name in _FORMATS.items():
            used, own, child = _measured(scene, size, format)
            each = (milliseconds(used.wall / size), milliseconds(used.cpu / size))
            rows.append((f"{size:,}", name, f"{used.wall:.1f}", *each, f"{own / 1e6:.0f}", f"{child / 1e6:.0f}"))
    departments = len(scene.matrix.departments)
    months = 12 * (scene.matrix.years[1] - scene.matrix.years[0] + 1)
    return table(
        "More and more reports",
        ("reports", "output", "wall s", "wall ms each", "CPU ms each", "peak MB", "largest worker's peak MB"),
        rows,
        [
            "All processors. Those beyond "
            f"{departments * months:,} are second files for the same months: a third the same to the byte, "
            "about one in fifty with a number that differs."
        ],
    )


def _measured(scene: Scene, size: int, format: str) -> tuple[Cost, int, int]:
    """What it costs, and the peak memory of the process and of its largest child, in bytes."""
    folder = scene.of(Kind.PLAIN)
    result = folder / "memory.json"
    output = ("--format", format, "--output", f"out.{format}") if format != "table" else ()
    command = scene.peer("measured", result.name, "check", str(size), *output)
    used = cost(command, scene.environment.variables, folder, codes=(0, 1))
    peaks = json.loads(result.read_text(encoding="utf-8"))
    return used, peaks["own"], peaks["child"]
