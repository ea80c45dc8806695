"""Pipes and devices where a file is to be read: refused at once, never opened, and said."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices as POSIX knows them")

REPORT = Path(__file__).parents[2] / "examples/cixi-2020-06/市教育局.xlsx"
SECONDS = 30
"""Without end is longer than this; starting up takes a hundredth of it."""

NO_MATRIX = "不是任务责任分工表的文件，没有打开。请先把内容存成文件，再指明那个文件。\n"
NO_ANNEX = "不是分工表文件。请指明分工表的文件本身；如正在其他程序中打开，请先关闭；否则请检查访问权限。\n"


def said(folder: Path, *arguments: str) -> tuple[int, bytes, str]:
    """Exit code and both streams of the command, in this folder."""
    done = subprocess.run(
        [sys.executable, "-m", "chanfa_check", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "80"},
        capture_output=True,
        check=False,
        timeout=SECONDS,
    )
    return done.returncode, done.stdout, done.stderr.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A report, and a pipe into which nobody writes."""
    shutil.copy(REPORT, tmp_path / "报表.xlsx")
    os.mkfifo(tmp_path / "管")
    return tmp_path


@pytest.mark.parametrize(("name", "kind"), [("管", "管道"), ("/dev/zero", "设备")])
def test_where_it_is_named(name: str, kind: str, folder: Path) -> None:
    no_matrix = (2, b"", f"“{name}”是{kind}，{NO_MATRIX}")
    assert said(folder, "--targets", name, "报表.xlsx") == no_matrix
    assert said(folder, "targets", "show", name) == no_matrix
    assert said(folder, "targets", "lint", name) == no_matrix
    assert said(folder, "template", "--targets", name, "--all", "--as-of", "2020-06", "--output", "新") == no_matrix
    assert said(folder, "targets", "import", name) == (3, b"", f"“{name}”是{kind}，{NO_ANNEX}")
    no_config = f"无法读取配置文件“{name}”：这是{kind}，不是文件。\n"
    assert said(folder, "--config", name, "报表.xlsx") == (2, b"", no_config)
    bulletin = said(folder, "--format", "docx", "--bulletin", name, "--output", "通报.docx", "报表.xlsx")
    assert bulletin == (2, b"", f"模板“{name}”是{kind}，不是 .docx 文件。\n")
    path = folder / name
    no_ledger = f"台账“{path}”是管道或设备，不是文件。请换一个文件名。"
    code, out, error = said(folder, "--ledger", name, "报表.xlsx")
    assert (code, out) == (3, b"")
    assert no_ledger in error
    code, out, error = said(folder, "--format", "json", name)
    assert (code, error) == (3, "")
    assert f"“{name}”是{kind}，不是报表文件。没有打开。" in out.decode()


def test_where_the_configuration_is_found(folder: Path) -> None:
    os.mkfifo(folder / "pyproject.toml")
    assert said(folder, "报表.xlsx")[0] == 0  # nothing says that this one is meant
    config = folder / "chanfa-check.toml"
    os.mkfifo(config)
    assert said(folder, "报表.xlsx") == (2, b"", f"无法读取配置文件“{config}”：这是管道，不是文件。\n")
    config.unlink()
    config.write_text('targets = "管"\n', encoding="utf-8")
    assert said(folder, "报表.xlsx") == (2, b"", f"“{folder / '管'}”是管道，{NO_MATRIX}")


def test_a_pipe_takes_the_place_of_a_file_that_was_there(folder: Path) -> None:
    """As between a look at it and its opening: no reader of ours waits."""
    code = (
        "import os, pathlib\n"
        "from chanfa_check.matrix import library\n"
        "from chanfa_check.lint import lint\n"
        "from chanfa_check.submission.workbook import CannotRead, read_workbook\n"
        "pipe = pathlib.Path('管')\n"
        "for read in (library.content_of, lint, read_workbook):\n"
        "    try: read(pipe)\n"
        "    except (OSError, CannotRead) as error: print(type(error).__name__, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], cwd=folder, capture_output=True, check=True, timeout=SECONDS
    )
    assert done.stdout.decode().splitlines() == [
        "NotAFile [Errno 22] 这是管道，不是文件: '管'",
        "NotAFile [Errno 22] 这是管道，不是文件: '管'",
        "CannotRead “管”是管道，不是报表文件。没有打开。请先把内容存成文件，再检查那个文件。",
    ]
