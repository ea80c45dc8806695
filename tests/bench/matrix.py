"""A matrix of sixty tasks with one indicator each, in the wording of a real one: every report has sixty rows."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from chanfa_check.matrix.load import load_matrix
from chanfa_check.model import Matrix

ROWS = 60
ID = "bench-60"
_SOURCE = Path(__file__).parents[2] / "targets" / "cixi-2019-2025" / "matrix.yaml"


def written(folder: Path) -> Matrix:
    """Writes `bench-60/matrix.yaml` below the folder; the matrix as loaded.

    The tasks are the source's first, one for each of their indicators but those computed from others. Every
    department is a partner of each task that it does not lead.
    """
    told: Any = yaml.load(_SOURCE.read_text(encoding="utf-8"), yaml.BaseLoader)
    departments = {name: one for name, one in told["departments"].items() if "members" not in one}
    tasks = [_task(number, task, item, list(departments)) for number, task, item in islice(_numbered(told), ROWS)]
    kept = {name: told[name] for name in ("version", "title", "source", "years", "pace", "lights", "reporting")}
    path = folder / ID / "matrix.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(
        {"id": ID, **kept, "departments": departments, "tasks": tasks}, allow_unicode=True, sort_keys=False, width=1000
    )
    path.write_text(text, encoding="utf-8")
    return load_matrix(path)


def _numbered(told: Any) -> Any:
    """Each task's indicators in turn, under an id of its own: the measure's number and a place in the measure."""
    places: dict[str, int] = {}
    for task in told["tasks"]:
        for item in task["indicators"]:
            if any(target["rule"] == "composite" for target in item["targets"]):
                continue
            measure = task["id"].partition(".")[0]
            places[measure] = places.get(measure, 0) + 1
            yield f"{measure}.{places[measure]}", task, item


def _task(number: str, task: Any, item: Any, departments: list[str]) -> Any:
    duty = task["duty"] if len(task["indicators"]) == 1 else f"{task['duty']}（{item['name']}）"
    return {
        "id": number,
        **{name: task[name] for name in ("section", "measure")},
        "duty": duty,
        **{name: task[name] for name in ("schedule", "lead")},
        "partners": [name for name in departments if name != task["lead"]],
        "indicators": [{**{name: item[name] for name in item if name != "part_of"}, "id": f"{number}a"}],
    }
