"""What the mutations start from: every example report, the workbooks of the tests, and every matrix."""

from __future__ import annotations

import struct
from decimal import Decimal
from functools import cache
from pathlib import Path

from msgspec import Struct

from chanfa_check.submission.workbook import Cell, read_workbook
from tests.submission.workbook.build import cell, record, xlsb

ROOT = Path(__file__).parents[2]
_LEVELS = "examples/levels"


class Seed(Struct, frozen=True):
    """A file as it was before anything happened to it. `targets` is the matrix that a report needs to be told."""

    path: str
    data: bytes
    targets: str | None = None

    @property
    def name(self) -> str:
        """The file's own name, which says whose report it is."""
        return Path(self.path).name


@cache
def reports() -> tuple[Seed, ...]:
    """The reports, of every format that is read."""
    found = [
        *ROOT.glob("examples/**/*.xlsx"),
        *ROOT.glob("examples/**/*.xls"),
        *ROOT.glob("examples/**/*.ods"),
        *ROOT.glob("tests/submission/workbook/files/same.*"),
    ]
    seeds = [_report(path) for path in sorted(found)]
    binary = ROOT / "examples/cixi-2020-06/市教育局.xlsx"
    return (*seeds, Seed("examples/cixi-2020-06/市教育局.xlsb", as_xlsb(binary)))


@cache
def matrices() -> tuple[Seed, ...]:
    """The matrix files that come with the package, and the small ones of the examples with what these name."""
    found = [*ROOT.glob("targets/*/matrix.yaml"), *ROOT.glob(f"{_LEVELS}/*.yaml"), ROOT / "examples/cixi-scored.yaml"]
    return tuple(
        Seed(str(path.relative_to(ROOT)), path.read_bytes()) for path in sorted(found) if path.name != "figures.yaml"
    )


def _report(path: Path) -> Seed:
    name = str(path.relative_to(ROOT))
    return Seed(name, path.read_bytes(), f"{_LEVELS}/ningbo.yaml" if name.startswith(_LEVELS) else None)


def as_xlsb(path: Path) -> bytes:
    """The first sheet of the workbook as an .xlsb: its texts and numbers, and which of these are percentages."""
    rows = next(sheet for sheet in read_workbook(path).sheets if sheet.visible).rows
    texts = dict.fromkeys(str(one.value) for row in rows.values() for one in row.values() if not _is_number(one))
    number_of = {text: number for number, text in enumerate(texts)}
    body = record(145)
    for number, row in sorted(rows.items()):
        body += record(0, struct.pack("<I", number - 1) + bytes(21))
        for column, one in sorted(row.items()):
            if isinstance(one.value, Decimal):
                body += cell(5, column - 1, int(one.percent), struct.pack("<d", float(one.value)))
            else:
                body += cell(7, column - 1, 0, struct.pack("<I", number_of[str(one.value)]))
    return xlsb(body + record(146), strings=tuple(texts), styles=(0, 9))


def _is_number(one: Cell) -> bool:
    return isinstance(one.value, Decimal)
