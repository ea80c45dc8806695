"""The README's commands run as they are written."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLOCKS = re.findall(
    r"^ *```sh\n(.*?)^ *```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
COMMANDS = [line.strip() for block in BLOCKS[1:] for line in block.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with the examples in it, where what the commands write is gone afterwards."""
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", place / "examples", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return place


def test_the_first_block_holds_the_two_commands_of_a_fresh_clone() -> None:
    install, tests = BLOCKS[0].splitlines()
    assert install.endswith(" .venv/bin/chanfa-check examples/cixi-2020-06/市教育局.xlsx")
    assert tests.endswith(" .venv/bin/python -m pytest")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_other_command_runs(command: str, folder: Path) -> None:
    name, *arguments = shlex.split(command)
    assert name == "chanfa-check"
    result = subprocess.run(
        [sys.executable, "-m", "chanfa_check", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    assert result.returncode in (0, 1), result.stderr.decode()
    assert b"Traceback" not in result.stderr
