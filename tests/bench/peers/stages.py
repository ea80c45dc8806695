"""Where chanfa-check's time goes: `stages.py FOLDER` prints seconds for each file, by stage, as a JSON object.

A stage's time is its own, without that of stages inside it. The wrapping itself costs about a microsecond a call.
"""

import importlib
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from chanfa_check.cli.main import run

STAGES = {
    "read the bytes": ("batch.source.load",),
    "unzip and read the cells": ("submission.workbook.parse_workbook",),
    "choose the matrix": ("batch.choose.choose",),
    "find the tables": ("submission.layout.find_tables",),
    "identify who and when": ("submission.identity.identify",),
    "match rows to tasks": ("submission.match.match",),
    "observe the values": ("submission.observe.observe", "submission.observe.shared_cells"),
    "judge": ("verdict.check.check",),
    "write": ("output.contract.submission_line",),
    "add up": ("across.summary.summarize",),
}
REST = "the rest"

_spent: defaultdict[str, float] = defaultdict(float)
_inside = [REST]
_since = time.process_time()


def _turn_to(stage: str | None) -> None:
    """From here on time counts for the stage, or for the one before where it is None."""
    global _since  # noqa: PLW0603  (a clock)
    now = time.process_time()
    _spent[_inside[-1]] += now - _since
    _since = now
    if stage is None:
        _inside.pop()
    else:
        _inside.append(stage)


def _timed(function: Callable[..., Any], stage: str) -> Callable[..., Any]:
    @wraps(function)
    def run_timed(*arguments: Any, **options: Any) -> Any:
        _turn_to(stage)
        try:
            return function(*arguments, **options)
        finally:
            _turn_to(None)

    return run_timed


def _wrap(place: str, stage: str) -> None:
    """Puts the clock around a function of chanfa_check, wherever it has been imported to."""
    module, _, name = f"chanfa_check.{place}".rpartition(".")
    function = getattr(importlib.import_module(module), name)
    timed = _timed(function, stage)
    for known in [one for name, one in sys.modules.items() if name.startswith("chanfa_check")]:
        for name, value in list(vars(known).items()):
            if value is function:
                setattr(known, name, timed)


def main() -> None:
    """Checks the folder twice, and tells of the second time."""
    folder = sys.argv[1]
    command = ["check", folder, "--jobs", "1", "--format", "jsonl", "--output", "stages.jsonl"]
    run(command)
    for stage, places in STAGES.items():
        for place in places:
            _wrap(place, stage)
    _turn_to(REST)
    _spent.clear()
    run(command)
    _turn_to(None)
    files = sum(1 for _ in Path(folder).rglob("*.xlsx"))
    print(json.dumps({stage: _spent[stage] / files for stage in (*STAGES, REST)}))


main()
