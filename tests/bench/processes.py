"""A folder of reports on one, two and more processes."""

from __future__ import annotations

from tests.bench.folder import whole
from tests.bench.made import Kind
from tests.bench.scene import Scene, reports
from tests.bench.table import table, times
from tests.bench.timing import interleaved, least

_JOBS = (1, 2, 4)


def asked(scene: Scene, rounds: int, files: int) -> str:
    """The table, over filled-in templates."""
    folder = reports(scene, Kind.TEMPLATE, files)
    # Bound now: a name of the loop would be read when it is too late.
    runs = {str(jobs): lambda jobs=jobs: whole(scene, Kind.TEMPLATE, folder, jobs=jobs) for jobs in _JOBS}
    costs = {name: least(found) for name, found in interleaved(runs, rounds).items()}
    alone = costs["1"]
    rows = [
        (f"`--jobs {name}`", f"{one.wall:.2f}", f"{one.cpu:.2f}", times(alone.wall / one.wall))
        for name, one in costs.items()
    ]
    notes = [f"Start-up and summing up count; least of {rounds} rounds by turns."]
    return table(f"{files} reports on several processes", ("", "wall s", "CPU s", "as fast as one"), rows, notes)
