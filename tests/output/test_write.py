"""Results are whole or not there: no room, no permission, no folder, nobody reading, killed in the middle."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chanfa_check.batch.collect import collect
from chanfa_check.cli.main import run
from chanfa_check.files import whole_file
from chanfa_check.output.formats import Format
from chanfa_check.output.text import shortened

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "examples/cixi-2020-06/市教育局.xlsx"
FORMATS = [format.value for format in Format]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="devices, links and signals as POSIX knows them")
LIMITED = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
from chanfa_check.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return Path(shutil.copy(REPORT, folder))


def said(*arguments: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code and what is said on standard error; nothing may be on standard output."""
    code = run([str(one) for one in arguments])
    streams = capsys.readouterr()
    assert streams.out == ""
    return code, streams.err


@POSIX
@pytest.mark.parametrize("format", FORMATS)
def test_a_full_disk(format: str, report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said("--format", format, "--output", "/dev/full", report, capsys=capsys) == (
        3,
        "无法写入“/dev/full”：磁盘空间不足。\n",
    )
    # A disk that takes the beginning: the old result stays, and nothing else is left.
    target = tmp_path / "out" / f"结果.{format}"
    target.parent.mkdir()
    target.write_bytes(b"old")
    command = [sys.executable, "-c", LIMITED, "--format", format, "--output", str(target), str(report)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "XDG_CACHE_HOME": str(tmp_path)}
    ended = subprocess.run(command, capture_output=True, check=False, env=environment)
    # openpyxl's unfinished sheets complain once more when they are thrown away.
    first = ended.stderr.decode().splitlines()[0]
    assert (ended.returncode, first) == (3, f"无法写入“{target}”：文件超过了允许的大小。")
    assert [(one.name, one.read_bytes()) for one in target.parent.iterdir()] == [(target.name, b"old")]


@POSIX
@pytest.mark.parametrize("format", FORMATS)
def test_standard_output_that_is_full_or_closed(format: str, report: Path) -> None:
    command = [sys.executable, "-m", "chanfa_check", "--format", format, str(report)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, env=environment)
    assert (ended.returncode, ended.stderr.decode()) == (3, "无法写入“标准输出”：磁盘空间不足。\n")
    closed = ["sh", "-c", 'exec "$@" >&-', "sh", *command]
    ended = subprocess.run(closed, stderr=subprocess.PIPE, check=False, env=environment)
    assert (ended.returncode, ended.stderr.decode()) == (3, "无法写入“标准输出”：输出已被关闭。\n")


@POSIX
def test_nobody_reads_notes(report: Path) -> None:
    closed = ["sh", "-c", 'exec "$@" 2>&-', "sh", sys.executable, "-m", "chanfa_check", "--format", "json"]
    ended = subprocess.run([*closed, str(report), str(ROOT / "pyproject.toml")], stdout=subprocess.PIPE, check=False)
    assert ended.returncode == 3
    assert ended.stdout.startswith(b"{")
    assert ended.stdout.endswith(b"}\n")


@POSIX
@pytest.mark.parametrize("format", FORMATS)
def test_what_cannot_be_written_is_said(
    format: str, report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "file").write_text("")
    before = sorted(tmp_path.rglob("*"))
    for output, reason in (
        (tmp_path / "no-folder" / "x", "文件或文件夹不存在"),
        (tmp_path, "这是文件夹，不是文件"),
        (tmp_path / "file" / "x", "路径中有一处是文件，不是文件夹"),
        (tmp_path / "loop", "链接绕成了圈"),
        (tmp_path / ("长" * 200), "文件名太长"),
    ):
        assert said("--format", format, "--output", output, report, capsys=capsys) == (
            3,
            f"无法写入“{shortened(str(output))}”：{reason}。\n",
        )
    assert sorted(tmp_path.rglob("*")) == before


@POSIX
@pytest.mark.skipif(hasattr(os, "getuid") and os.getuid() == 0, reason="the administrator may write anywhere")
def test_a_folder_that_is_read_only(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "out"
    folder.mkdir(mode=0o500)
    target = folder / "x.json"
    expected = (3, f"无法写入“{target}”：没有权限，或文件正被别的程序打开。\n")
    assert said("--format", "json", "--output", target, report, capsys=capsys) == expected


def test_a_long_name_that_the_disk_allows(report: Path, tmp_path: Path) -> None:
    target = tmp_path / ("长" * 80 + ".json")
    assert run(["--format", "json", "--output", str(target), str(report)]) == 0
    assert target.stat().st_size > 1000


@POSIX
def test_an_input_is_never_an_output(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = report.read_bytes()
    symbolic, hard = tmp_path / "symbolic.csv", tmp_path / "hard.csv"
    symbolic.symlink_to(report)
    hard.hardlink_to(report)
    into = tmp_path / "into"
    into.symlink_to(report.parent)
    matrix = tmp_path / "matrix.yaml"
    shutil.copy(ROOT / "targets/cixi-2019-2025/matrix.yaml", matrix)
    beside = report.parent / "结果.xlsx"
    refused = "是要检查的报表，不能写成结果。请换一个文件名。\n"
    for arguments, message in (
        (("--output", report, report), f"“{report}”{refused}"),
        (("--output", symbolic, report), f"“{symbolic}”{refused}"),
        (("--output", hard, report), f"“{hard}”{refused}"),
        (("--output", into / report.name, report), f"“{into / report.name}”{refused}"),
        (
            ("--output", beside, report.parent),
            f"“{beside}”在要检查的文件夹里，下次检查会把它当成报表。请写到别的文件夹。\n",
        ),
        (
            ("--annotate", report.parent, report.parent),
            f"“{report.parent}”在要检查的文件夹里，下次检查会把副本当成报表。请换一个文件夹。\n",
        ),
        (
            ("--annotate", into, report.parent),
            f"“{into}”在要检查的文件夹里，下次检查会把副本当成报表。请换一个文件夹。\n",
        ),
        (
            ("--targets", matrix, "--output", matrix, report),
            f"“{matrix}”是要用的任务责任分工表，不能写成结果。请换一个文件名。\n",
        ),
    ):
        assert said(*arguments, capsys=capsys) == (2, message)
    assert run(["--annotate", str(into), str(report)]) == 3
    assert "副本的文件夹里有被检查的原文件" in capsys.readouterr().err
    assert report.read_bytes() == content
    assert [one.name for one in report.parent.iterdir()] == [report.name]
    assert matrix.read_bytes() == (ROOT / "targets/cixi-2019-2025/matrix.yaml").read_bytes()


KILLED = """\
import sys, time
from pathlib import Path
from chanfa_check.files import whole_file
with whole_file(Path(sys.argv[1])) as file:
    file.write(b"half")
    file.flush()
    print("written", flush=True)
    time.sleep(60)
"""


@POSIX
@pytest.mark.parametrize(("number", "left"), [(signal.SIGKILL, 1), (signal.SIGINT, 0)])
def test_killed_in_the_middle(number: signal.Signals, left: int, tmp_path: Path) -> None:
    target = tmp_path / "市教育局.xlsx"
    target.write_bytes(b"old")
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(target)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout
    with process:
        process.stdout.readline()
        process.send_signal(number)
        process.wait()
    assert target.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1 + left
    # What it left is no report to the next run, and does not keep it from writing.
    assert [one.shown for one in collect([str(tmp_path)]).sources] == [str(target)]
    with whole_file(target) as file:
        file.write(b"new")
    assert target.read_bytes() == b"new"


@POSIX
@pytest.mark.parametrize("format", FORMATS)
def test_a_run_killed_at_any_time_leaves_the_old_result_or_the_new(format: str, report: Path, tmp_path: Path) -> None:
    target = tmp_path / f"结果.{format}"
    command = [sys.executable, "-m", "chanfa_check", "--format", format, "--output", str(target), str(report)]
    began = time.monotonic()
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    whole, seconds = target.stat().st_size, time.monotonic() - began
    for part in (0.7, 0.95):
        target.write_bytes(b"old")
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds * part)
        process.kill()
        process.wait()
        assert target.read_bytes() == b"old" or abs(target.stat().st_size - whole) < 100
    assert {one for one in tmp_path.iterdir() if not one.name.startswith(".")} == {report.parent, target}
