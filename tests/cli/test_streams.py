"""Streams that take nothing, folders that are gone, names that would steer a terminal: said in Chinese."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from chanfa_check.cli.console import least_width, say
from chanfa_check.cli.main import run
from tests.builders import Page, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="devices and folders as POSIX knows them")

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "examples/cixi-2020-06/市教育局.xlsx"
FULL = "无法写入“标准输出”：磁盘空间不足。\n"
GONE = 'cd "$0" && rmdir "$0" && exec "$@"'
ENVIRONMENT = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "80"}


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-P", "-m", "chanfa_check", *map(str, arguments)]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["--help"],
        ["explain", "unmet"],
        ["schema", "run"],
        ["targets", "list"],
        ["targets", "show", "beilun-2023"],
        ["targets", "parse", "2019年达到20%"],
        ["targets", "lint", "beilun-2023"],
        ["targets", "schema"],
    ],
    ids=" ".join,
)
def test_a_full_standard_output(arguments: Sequence[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            command(*arguments), stdout=full, stderr=subprocess.PIPE, check=False, env=ENVIRONMENT, cwd=ROOT
        )
    assert (ended.returncode, ended.stderr.decode()) == (3, FULL)


def test_nobody_can_be_told() -> None:
    with Path("/dev/full").open("wb") as full:
        for arguments, code in ((["--no-such-option"], 2), (["--version"], 0)):
            assert subprocess.run(command(*arguments), stdout=-3, stderr=full, check=False).returncode == code
        assert subprocess.run(command("--version"), stdout=full, stderr=full, check=False).returncode == 3


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([REPORT], 0, ""),
        (["--format", "json", REPORT], 0, ""),
        (["explain", "unmet"], 0, ""),
        (["targets", "list"], 0, ""),
        (["--ledger", "x.db", REPORT], 3, "当前文件夹已经不在了。请换到别的文件夹再试。\n"),
        (["--format", "json", "--output", "x.json", REPORT], 3, "当前文件夹已经不在了。请换到别的文件夹再试。\n"),
    ],
    ids=lambda one: " ".join(map(str, one))[:30] if isinstance(one, list) else None,
)
def test_the_folder_is_gone(arguments: Sequence[object], code: int, said: str, tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    ended = subprocess.run(
        ["sh", "-c", GONE, str(tmp_path / "gone"), *command(*arguments)], capture_output=True, check=False
    )
    assert (ended.returncode, ended.stderr.decode()) == (code, said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--jobs", "0", "x"], "选项 --jobs 写的是“0”，应写 1 以上的整数。"),
        (["--jobs", "many", "x"], "选项 --jobs 写的是“many”，应写 1 以上的整数。"),
        (["--jobs"], "选项 --jobs 后面要写内容。"),
        (["--details=3", "x"], "选项 --details 后面不写内容。"),
        (["explain", "a", "b"], "多写了“b”。"),
        (["targets", "foo"], "没有“foo”这个命令。可用：list、show、parse、import、lint、schema。"),
        (["targets", "parse", "--year", "1900", "x"], "选项 --year 写的是“1900”，应写 1949 到 2100 的整数。"),
    ],
)
def test_a_wrong_command_line_is_told_in_chinese(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().err == f"{said}\n用法见 chanfa-check --help\n"


def test_a_note_is_a_line_and_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say("甲\x1b[31m\n乙\u202e", "“" + "长" * 300 + "”：太长", "不到一百六十个字的“名称”不变")
    assert capsys.readouterr().err.splitlines() == [
        "甲\ufffd[31m 乙\ufffd",
        f"“{'长' * 80}…{'长' * 60}”：太长",
        "不到一百六十个字的“名称”不变",
    ]


def test_names_in_an_archive_steer_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [["填报单位：市总工会"], ["报告期：2020年6月"], ["编号", "完成值"], ["4.1b", "93.8%"]]
    content = write(tmp_path / "a.xlsx", Page(rows=rows)).read_bytes()
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as package:
        package.writestr("a\nb.xlsx", content)
        package.writestr("con\x1b[31m.xlsx", b"PK")
    assert run(["--format", "json", "--annotate", str(tmp_path / "back"), str(tmp_path / "z.zip")]) == 3
    said = capsys.readouterr().err
    assert "\x1b" not in said
    first, second = said.splitlines()
    assert first.endswith("写入 1 份带核对意见的副本。")
    assert second.startswith("没有写副本：“") and "con\ufffd[31m.xlsx" in second


@pytest.mark.parametrize(
    ("columns", "used"), [("1", "20"), ("19", "20"), ("20", "20"), ("200", "200"), ("x", "x"), ("9" * 20, "1000")]
)
def test_a_line_holds_a_few_words(columns: str, used: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    least_width()
    assert os.environ["COLUMNS"] == used
