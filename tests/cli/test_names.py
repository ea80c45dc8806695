"""Names of files that are no pleasure to anybody, in every format."""

from __future__ import annotations

import csv
import io
import os
import sys
from pathlib import Path

import msgspec
import pytest

from chanfa_check.cli.main import run
from chanfa_check.output.formats import Format
from tests.batch.test_run import report

NAMES = [
    "换\n行.xlsx".encode(),
    b"[red]a[b].xlsx",
    b"<b>&amp;{{ x }}|`*_#.xlsx",
    b"=1+1.xlsx",
    "\x1b[31m\u202exslx.市教育局.xlsx".encode(),
    "市总工会.xlsx".encode("gb18030"),
    b"caf\xe9.xlsx",
    ("市" * 83 + "1.xlsx").encode(),
    b"passed\x1b[31m\nover.\x1b[31m",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One sound report and empty ones, of those names."""
    made = tmp_path / "6月"
    made.mkdir()
    data = report(made / "甲.xlsx").read_bytes()
    for name in NAMES:
        with open(os.fsencode(made) + b"/" + name, "wb") as file:  # noqa: PTH123  (no Path holds bytes)
            file.write(data if b"passed" in name else b"")
    return made


@pytest.mark.skipif(sys.platform != "linux", reason="only there a file name may be any bytes")
@pytest.mark.parametrize("format", Format)
def test_every_format_survives_them(
    format: Format, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / f"结果.{format}"
    assert run(["check", str(folder), "--format", format, "--output", str(output), "--details"]) == 3
    printed, said = capsys.readouterr()
    assert (printed, said.count("\n")) == ("", 1)
    assert "\x1b" not in said
    data = output.read_bytes()
    expected = sorted(os.fsdecode(name) for name in (*NAMES[:-1], "甲.xlsx".encode()))
    shown = [
        {"caf\udce9.xlsx": "caf\\xe9.xlsx", os.fsdecode(NAMES[5]): "市总工会.xlsx"}.get(name, name) for name in expected
    ]
    if format is Format.JSON:
        found = [Path(one["path"]).name for one in msgspec.json.decode(data)["submissions"]]
        assert found == shown
    elif format is Format.JSONL:
        lines = data.splitlines()
        assert [Path(msgspec.json.decode(line)["path"]).name for line in lines[:-1]] == shown
    elif format is Format.CSV:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "\x1b"))]
    elif not format.binary:
        assert not {"\x1b", "\u202e"} & set(data.decode())
