"""What the questions are asked of: the environment, the matrix as part of its package, and the reports."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from chanfa_check.model import Matrix, Measure, Op
from chanfa_check.template.workbook import HEADER_ROW
from chanfa_check.verdict.judge import occasion_of, requirements
from tests.bench import made, matrix
from tests.bench.environment import Environment, package_folder, prepared, say
from tests.bench.made import Kind

HEADER_ROWS = {Kind.TEMPLATE: HEADER_ROW, Kind.PLAIN: 3}
ONE = "one.xlsx"
SCHEMA = "schema.json"
BOUNDS = "bounds.json"


class Scene(Struct, frozen=True):
    """The folder of a kind of report has `one.xlsx` in it and what is needed to check it; it is worked in there."""

    environment: Environment
    matrix: Matrix
    folder: Path

    def of(self, kind: Kind) -> Path:
        """The folder of this kind."""
        return self.folder / kind

    def chanfa_check(self, *arguments: str) -> list[str]:
        """chanfa-check's command line."""
        return [self.environment.script("chanfa-check"), *arguments]

    def peer(self, name: str, *arguments: str) -> list[str]:
        """The command line of a program in `peers`."""
        return [str(self.environment.python), str(Path(__file__).parent / "peers" / f"{name}.py"), *arguments]


def set_up(environment: Path, folder: Path) -> Scene:
    """Installs what is compared in `environment`, and lays out `folder` anew.

    A template names its matrix; for tables of one's own a configuration does.
    """
    installed = prepared(environment, folder / "cache")
    written = matrix.written(package_folder(installed) / "targets")
    for kind in Kind:
        at = folder / kind
        shutil.rmtree(at, ignore_errors=True)
        at.mkdir(parents=True)
        one = _full_report(written)
        (at / ONE).write_bytes(made.maker(written, kind)(one))
        (at / BOUNDS).write_text(json.dumps(_bounds(written, one.day), ensure_ascii=False), encoding="utf-8")
        (at / SCHEMA).write_text(json.dumps(_schema(kind, written), ensure_ascii=False), encoding="utf-8")
    (folder / Kind.PLAIN / "chanfa-check.toml").write_text(f'targets = "{matrix.ID}"\n', encoding="utf-8")
    return Scene(installed, written, folder)


def reports(scene: Scene, kind: Kind, count: int) -> Path:
    """A folder with the first `count` reports of this kind, made where it is not there."""
    folder = scene.of(kind) / str(count)
    if not folder.exists():
        say(f"making {count} reports ({kind})")
        made.written(scene.matrix, kind, folder, count)
    return folder


def _full_report(matrix: Matrix) -> made.Report:
    """In mid-2020, of the department that leads most tasks."""
    leads = [task.lead for task in matrix.tasks]
    return made.Report(max(leads, key=leads.count), dt.date(matrix.years[0] + 1, 6, 30), 1, False)


def _bounds(matrix: Matrix, day: dt.date) -> dict[str, tuple[float | None, float | None]]:
    """By number of a row (an indicator where one leads, else a task): between what its value has to be on the day."""
    found: dict[str, tuple[float | None, float | None]] = {}
    for task in matrix.tasks:
        item = task.indicators[0]
        low = high = None
        if item.measure is Measure.NUMBER:
            required, _ = requirements(occasion_of(matrix, item, day))
            scale = 100 if item.unit == "%" else 1
            # The packages compared take floats; nothing here is a verdict.
            values = [(one.op, float(Decimal(one.value) / scale)) for one in required if one.value is not None]
            low = next((value for op, value in values if op in (Op.AT_LEAST, Op.ABOVE)), None)
            high = next((value for op, value in values if op in (Op.AT_MOST, Op.BELOW)), None)
        found[item.id] = found[task.id] = (low, high)
    return found


def _schema(kind: Kind, matrix: Matrix) -> dict[str, object]:
    """The table's columns as frictionless takes them. It has no bounds by row, so that it has less to do."""
    numbers = [one.id for one in matrix.tasks] + list(matrix.indicators())
    known: dict[str, dict[str, object]] = {
        "编号": {"type": "string", "constraints": {"required": True, "unique": True, "enum": numbers}},
        "指标": {"type": "string", "constraints": {"required": True}},
        "计量单位": {"type": "string", "constraints": {"required": True, "maxLength": 4}},
        "完成值": {"type": "any"},
        "进展情况": {"type": "string", "constraints": {"required": True, "minLength": 1}},
    }
    columns = made.HEADERS if kind is Kind.PLAIN else made.TEMPLATE_HEADERS
    return {"fields": [{"name": name, **known.get(name, {"type": "any"})} for name in columns]}
