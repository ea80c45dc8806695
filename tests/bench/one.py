"""One report: the whole process, from the command to its end."""

from __future__ import annotations

from collections.abc import Sequence

from tests.bench.made import Kind
from tests.bench.scene import BOUNDS, HEADER_ROWS, ONE, SCHEMA, Scene
from tests.bench.table import milliseconds, table, times
from tests.bench.timing import Cost, cost, interleaved, least, middle

_OURS = "`chanfa-check one.xlsx`"
_FRICTIONLESS = "`frictionless validate one.xlsx`"
_IMPORTS = '`python -c "import typer, rich"`'
_HEADER = ("", "CPU, least", "CPU, median", "wall, least", "wall, median", "of frictionless", "of the imports")


def asked(scene: Scene, rounds: int) -> str:
    """The tables of the two kinds of report, in milliseconds."""
    return "\n".join(_of(scene, kind, rounds) for kind in Kind)


def _of(scene: Scene, kind: Kind, rounds: int) -> str:
    python, row = str(scene.environment.python), str(HEADER_ROWS[kind])
    validate = [scene.environment.script("frictionless"), "validate", ONE, "--header-rows", row]
    commands = {
        _OURS: scene.chanfa_check(ONE),
        _FRICTIONLESS: validate,
        "the same with a schema": [*validate, "--schema", SCHEMA],
        "a pandera script (pandas, openpyxl)": scene.peer("with_pandera", ONE, row, BOUNDS),
        "a pointblank script (polars, calamine)": scene.peer("with_pointblank", ONE, row, BOUNDS),
        _IMPORTS: [python, "-c", "import typer, rich"],
        '`python -c "import typer, rich.table"`': [python, "-c", "import typer, rich.table"],
        "`python -c pass`": [python, "-c", "pass"],
    }

    def timed(command: Sequence[str]) -> Cost:
        return cost(command, scene.environment.variables, scene.of(kind), codes=(0, 1))

    for command in commands.values():
        timed(command)
    # Bound now: a name of the loop would be read when it is too late.
    runs = {name: lambda command=command: timed(command) for name, command in commands.items()}
    costs = interleaved(runs, rounds)
    shown = [(name, least(found), middle(found)) for name, found in costs.items()]
    frictionless, imports = least(costs[_FRICTIONLESS]), least(costs[_IMPORTS])
    rows = [
        (
            name,
            *(milliseconds(one) for one in (low.cpu, mid.cpu, low.wall, mid.wall)),
            times(low.cpu / frictionless.cpu),
            times(low.cpu / imports.cpu),
        )
        for name, low, mid in shown
    ]
    return table(
        f"One report of 60 rows: {kind}",
        _HEADER,
        rows,
        [f"Milliseconds, {rounds} rounds by turns after one to warm up; ratios of the least CPU time."],
    )
