"""What it costs to record a folder of reports in a ledger."""

from __future__ import annotations

from pathlib import Path

from tests.bench.folder import whole
from tests.bench.made import Kind
from tests.bench.scene import Scene, reports
from tests.bench.table import milliseconds, table
from tests.bench.timing import Cost

_FILE = "ledger.db"


def asked(scene: Scene, files: int) -> str:
    """The table, for both kinds of report: what one more report costs."""
    few = files // 10
    rows = []
    for kind in Kind:
        costs: dict[tuple[int, bool], Cost] = {}
        sizes: dict[int, int] = {}
        for count in (few, files):
            folder = reports(scene, kind, count)
            for recorded in (False, True):
                ledger = scene.of(kind) / _FILE
                ledger.unlink(missing_ok=True)
                costs[count, recorded] = whole(scene, kind, folder, jobs=1, ledger=ledger if recorded else None)
            sizes[count] = _bytes(ledger)
        extra = {count: costs[count, True].cpu - costs[count, False].cpu for count in (few, files)}
        each = (extra[files] - extra[few]) / (files - few)
        rows.append((kind.value, milliseconds(each), f"{(sizes[files] - sizes[few]) / (files - few) / 1000:.1f}"))
    return table(
        "A ledger (SQLite)",
        ("", "CPU ms a report", "kB a report"),
        rows,
        [f"A run of {files} reports with `--ledger` less one without, less the same of {few} reports."],
    )


def _bytes(ledger: Path) -> int:
    return ledger.stat().st_size
