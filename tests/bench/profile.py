"""Where the time of one file goes."""

from __future__ import annotations

import json
import subprocess

from tests.bench.made import Kind
from tests.bench.scene import Scene, reports
from tests.bench.table import table


def asked(scene: Scene, files: int) -> str:
    """The share of each stage, for both kinds of report."""
    shares: dict[Kind, dict[str, float]] = {}
    for kind in Kind:
        folder = reports(scene, kind, files)
        done = subprocess.run(
            scene.peer("stages", str(folder)),
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            cwd=scene.of(kind),
            env=scene.environment.variables,
        )
        shares[kind] = json.loads(done.stdout)
    totals = {kind: sum(found.values()) for kind, found in shares.items()}
    rows = [
        (stage, *(f"{shares[kind][stage] * 100 / totals[kind]:.0f}%" for kind in Kind)) for stage in shares[Kind.PLAIN]
    ]
    each = ("all of it, ms", *(f"{totals[kind] * 1000:.2f}" for kind in Kind))
    return table("Where the time of one file goes", ("", *Kind), [*rows, each])
