"""A result never takes the place of anything that is read, nor of another result, wherever either is named."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from chanfa_check.cli.main import run

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "examples/cixi-2020-06/市教育局.xlsx"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a report, a supplement with its base, and a configuration that names all there is."""
    shutil.copy(REPORT, tmp_path / "r.xlsx")
    shutil.copy(ROOT / "targets/cixi-2019-2025/matrix.yaml", tmp_path / "base.yaml")
    (tmp_path / "own.yaml").write_text("base: base.yaml\nreporting: {due_day: 5}\n", encoding="utf-8")
    (tmp_path / "通报模板.docx").write_bytes(b"x")
    said = 'targets = "own.yaml"\nledger = "台账.db"\nbulletin = "通报模板.docx"\n'
    (tmp_path / "chanfa-check.toml").write_text(said, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


MATRIX, RESULT = "要用的任务责任分工表，不能写成结果。请换一个文件名。\n", "不能写成结果。请换一个文件名。\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--output", "own.yaml"], f"“own.yaml”是{MATRIX}"),
        (["--output", "./base.yaml"], f"“base.yaml”是{MATRIX}"),
        (["--output", "通报模板.docx"], f"“通报模板.docx”是通报模板，{RESULT}"),
        (["--output", "chanfa-check.toml"], f"“chanfa-check.toml”是配置文件，{RESULT}"),
        (["--output", "台账.db"], "“台账.db”不能既用作台账，又写成结果。请换一个文件名。\n"),
        (["--ledger", "n.db", "--output", "n.db"], "“n.db”不能既用作台账，又写成结果。请换一个文件名。\n"),
        (["--ledger", "r.xlsx"], "“r.xlsx”是要检查的报表，不能用作台账。请换一个文件名。\n"),
        (["--ledger", "chanfa-check.toml"], "“chanfa-check.toml”是配置文件，不能用作台账。请换一个文件名。\n"),
        (["--output", "x", "--annotate", "x"], "“x”不能既写成结果，又用作副本的文件夹。请换一个文件名。\n"),
        (["--ledger", "x", "--annotate", "x"], "“x”不能既用作台账，又用作副本的文件夹。请换一个文件名。\n"),
        (
            ["--ledger", "x.未完成.jsonl", "--format", "jsonl", "--output", "x.jsonl"],
            "“x.未完成.jsonl”不能既用作台账，又写成没有完成的结果。请换一个文件名。\n",
        ),
    ],
)
def test_what_the_configuration_names_is_safe(
    arguments: list[str], message: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(place)
    assert run([*arguments, "r.xlsx"]) == 2
    assert capsys.readouterr().err.replace(f"{place}/", "") == message
    assert contents(place) == before


@pytest.mark.skipif(sys.platform == "win32", reason="URLs of files as POSIX writes them")
@pytest.mark.parametrize("url", ["sqlite:///{}/n.db", "sqlite:///file:{}/n.db?uri=true", "sqlite:///n.db"])
def test_a_ledger_by_url(url: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(place)
    assert run(["--ledger", url.format(place), "--output", "n.db", "r.xlsx"]) == 2
    assert "“n.db”不能既用作台账，又写成结果" in capsys.readouterr().err
    assert contents(place) == before


def test_a_matrix_that_is_shown_for_review(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(place)
    for name in ("own.yaml", "base.yaml"):
        assert run(["targets", "show", "own.yaml", "--review", "--output", name]) == 2
        assert capsys.readouterr().err.replace(f"{place}/", "") == f"“{name}”是{MATRIX}"
    assert contents(place) == before


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices as POSIX knows them")
@pytest.mark.usefixtures("place")
def test_a_pipe_is_no_result_and_a_device_may_be(capfd: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("管")
    assert run(["--output", "管", "r.xlsx"]) == 2
    assert capfd.readouterr().err == "“管”是管道，不能写成结果。请换一个文件名。\n"
    assert run(["targets", "show", "base.yaml", "--review", "--output", "管"]) == 2
    assert run(["--format", "csv", "--output", os.devnull, "r.xlsx"]) == 0
