"""What the READMEs tell people to type works as it is written."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chanfa_check.matrix import library
from chanfa_check.matrix.load import load_matrix
from tests.drafting.annex import rows_of, write_word

ROOT = Path(__file__).parents[1]


def blocks(file: str, language: str) -> list[str]:
    """The fenced blocks of this language, without their indentation."""
    text = (ROOT / file).read_text(encoding="utf-8")
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    return ["\n".join(line.removeprefix(indent) for line in block.splitlines()) for indent, block in found]


FIRST, *OTHERS = blocks("README.md", "sh")
COMMANDS = [line for block in (*OTHERS, *blocks("examples/README.md", "sh")) for line in block.splitlines() if line]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with the examples in it, where what the commands write is gone afterwards, and a ledger that has May."""
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", place / "examples", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    cixi = load_matrix(library.known()["cixi-2019-2025"])
    write_word(place / "附件.docx", rows_of(cixi), title=cixi.title)
    assert chanfa_check("examples/cixi-2020-05", "--ledger", "台账.db", cwd=place).returncode == 1
    return place


@pytest.fixture(scope="module")
def shell(folder: Path) -> dict[str, str]:
    """The environment of a shell in which chanfa-check is a command."""
    programs = folder / "bin"
    programs.mkdir(exist_ok=True)
    program = programs / "chanfa-check"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m chanfa_check "$@"\n')
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONIOENCODING": "utf-8"}


def chanfa_check(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "chanfa_check", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )


def test_the_first_block_holds_the_two_commands_of_a_fresh_clone() -> None:
    install, tests = FIRST.splitlines()
    assert install.endswith(" .venv/bin/chanfa-check examples/cixi-2020-06/市教育局.xlsx")
    assert tests.endswith(" .venv/bin/python -m pytest")


@pytest.mark.parametrize("command", dict.fromkeys(COMMANDS))
def test_every_command_runs(command: str, folder: Path) -> None:
    name, *arguments = shlex.split(command)
    assert name == "chanfa-check"
    result = chanfa_check(*arguments, cwd=folder)
    expected = (3,) if "examples/as-sent" in arguments else (0, 1)
    assert result.returncode in expected, result.stderr.decode()
    assert b"Traceback" not in result.stderr


@pytest.mark.needs("jq")
def test_json_into_jq(folder: Path, shell: dict[str, str]) -> None:
    missing, unmet = blocks("README.md", "jq")[0].splitlines()
    said = [subprocess.check_output(["bash", "-c", line], cwd=folder, env=shell) for line in (missing, unmet)]
    assert said[0].decode() == "市文广旅体局\n"
    assert [line.split("\t")[:2] for line in said[1].decode().splitlines()] == [["市总工会", "4.1b"]]


@pytest.mark.skipif(sys.platform != "linux", reason="cron's line asks GNU date for the month before")
def test_cron_s_line(folder: Path, shell: dict[str, str]) -> None:
    (line,) = blocks("README.md", "crontab")[0].splitlines()
    *times, command = line.split(maxsplit=5)
    assert times == ["0", "8", "6", "*", "*"]
    # To cron, a bare % ends the command.
    assert not re.search(r"(?<!\\)%", command)
    command = command.replace("\\%", "%").replace("/srv/chanfa", shlex.quote(str(folder)))
    month = subprocess.check_output(["date", "-d", "last month", "+%Y-%m"]).decode().strip()
    shutil.copytree(folder / "examples/cixi-2020-06", folder / month)
    result = subprocess.run(["bash", "-c", command], env=shell, capture_output=True, check=False)
    assert (result.returncode, result.stdout.decode()) == (0, "产改：有不符合的，见 汇总.html\n"), (
        result.stderr.decode()
    )
    assert (folder / "汇总.html").read_bytes().startswith(b"<!")
    shutil.rmtree(folder / month)


def test_powershell_s_line(folder: Path) -> None:
    """There is no PowerShell to run it; what it passes on has to be right."""
    (line,) = blocks("README.md", "powershell")[0].splitlines()
    call, check = line.split("; ", 1)
    assert check == 'if ($LASTEXITCODE -ge 2) { throw "chanfa-check: $LASTEXITCODE" }'
    month = '(Get-Date).AddMonths(-1).ToString("yyyy-MM")'
    assert month in call
    shutil.copytree(folder / "examples/cixi-2020-06", folder / "2020-06")
    _, *arguments = call.replace(month, "2020-06").split()
    result = chanfa_check(*arguments, cwd=folder)
    assert (result.returncode, result.stdout) == (1, b""), result.stderr.decode()
    assert (folder / "汇总.xlsx").read_bytes().startswith(b"PK")


def test_python_s_lines(folder: Path) -> None:
    (code,) = blocks("README.md", "python")
    said = subprocess.check_output([sys.executable, "-c", code], cwd=folder, env={**os.environ, "PYTHONUTF8": "1"})
    lines = said.decode().splitlines()
    assert len(lines) == 12
    assert "市总工会 counted 1" in lines
    assert "市文广旅体局 missing 0" in lines


def test_the_configuration(folder: Path) -> None:
    (text,) = blocks("README.md", "toml")
    place = folder / "configured"
    shutil.copytree(folder / "examples/cixi-2020-06", place / "2020-06")
    (place / "chanfa-check.toml").write_text(text, encoding="utf-8")
    result = chanfa_check("2020-06", cwd=place)
    assert result.returncode == 1, result.stderr.decode()
    assert (place / "台账.db").is_file()
