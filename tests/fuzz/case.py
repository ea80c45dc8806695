"""One mutated file, wholly made by two numbers: the seed of the run and its own."""

from __future__ import annotations

import json
import warnings
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import Struct

from chanfa_check.api import check, load_matrix
from chanfa_check.output.contract import encode
from tests.fuzz.damage import of_bytes, of_parts, of_xml
from tests.fuzz.harm import Harm, harmed, values
from tests.fuzz.seeds import ROOT, Seed, matrices, reports
from tests.fuzz.yaml_damage import of_matrix

KINDS = ("bytes", "parts", "xml", "cells", "matrix")
FORMATS = ("table", "csv", "md", "html", "xlsx", "jsonl", "docx")

_REPORTS = {
    "beilun": "examples/published/北仑",
    "cixi": "examples/cixi-2020-06/",
    "jiangbei": "examples/published/江北",
    "levels": "examples/levels/2023-12/",
    "ningbo": "examples/published/宁波",
}
"""Which reports are checked against a matrix, by the first word of its folder or file."""


class Case(Struct, frozen=True):
    """A file to check. `seed` is what it was; `matrix` its new content where the matrix was damaged, else None."""

    number: int
    kind: str
    seed: Seed
    what: str
    data: bytes
    format: str
    matrix: Seed | None = None
    harm: Harm | None = None


def made(run: int, number: int) -> Case:
    """The case of this number in the run of this seed; always the same."""
    rng = Random(f"{run}:{number}")
    kind = KINDS[number % len(KINDS)]
    format = rng.choice(FORMATS) if rng.random() < 0.1 else ""
    if kind == "matrix":
        return _of_matrix(number, rng, format)
    if kind == "cells":
        return _of_cell(number, rng, format)
    seed = rng.choice(reports() if kind == "bytes" else _packages())
    change = {"bytes": of_bytes, "parts": of_parts, "xml": of_xml}[kind]
    with warnings.catch_warnings(action="ignore"):  # of parts that are there twice
        data, what = change(seed.data, rng)
    return Case(number, kind, seed, what, data, format)


@cache
def _packages() -> tuple[Seed, ...]:
    return tuple(seed for seed in reports() if seed.data.startswith(b"PK"))


@cache
def _valued() -> tuple[Seed, ...]:
    """The .xlsx in which there is a number to replace."""
    return tuple(seed for seed in _packages() if seed.name.endswith(".xlsx") and values(before(seed)["findings"]))


def _of_cell(number: int, rng: Random, format: str) -> Case:
    while True:
        seed = rng.choice(_valued())
        found = harmed(seed.data, before(seed)["findings"], rng)
        if found:
            data, what, harm = found
            return Case(number, "cells", seed, what, data, format, harm=harm)


def _of_matrix(number: int, rng: Random, format: str) -> Case:
    seed = rng.choice(matrices())
    data, what = of_matrix(seed.data, rng)
    for _ in range(rng.choice((0, 0, 0, 1, 5))):
        try:
            data, more = of_matrix(data, rng)
        except UnicodeDecodeError:
            break
        what = f"{what}; {more}"
    city = seed.path.split("/")[1].partition("-")[0]
    report = rng.choice([one for one in reports() if one.path.startswith(_REPORTS[city])])
    return Case(number, "matrix", report, f"{seed.path}: {what}", report.data, format, Seed(seed.path, data))


@cache
def before(seed: Seed) -> dict[str, Any]:
    """What is said of the report as it was, in the contract's form."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / seed.name
        path.write_bytes(seed.data)
        matrix = load_matrix(ROOT / seed.targets) if seed.targets else None
        (found,) = json.loads(encode(check(path, matrix=matrix)))["submissions"]
        return dict(found)
