"""The command line as clerks and scripts meet it: exit codes, streams, encodings, suggestions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from chanfa_check.cli.main import with_verb

ROOT = Path(__file__).parents[2]
GOOD = "examples/cixi-2020-06/市教育局.xlsx"
SHORT = "examples/cixi-2020-06/市总工会.xlsx"
UNREADABLE = "examples/as-sent/市卫生健康局.xls"


def run(
    *arguments: str, cwd: Path = ROOT, encoding: str = "utf-8", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The installed command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "chanfa_check", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "80", "TERM": "dumb", **environment},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([GOOD], 0),
        ([SHORT], 1),
        ([UNREADABLE], 3),
        ([SHORT, UNREADABLE], 3),
        (["--fail-on", "never", SHORT], 0),
        (["--fail-on", "behind", GOOD], 1),
        (["--fail-on", "review", "examples/cixi-2020-06/市财政局.xlsx"], 1),
        (["examples/beyond"], 0),
        (["no-such-file.xlsx"], 3),
        ([".ci"], 3),
        (["--no-such-option", GOOD], 2),
        (["--targets", "no-such-matrix", GOOD], 2),
        (["--targets", "pyproject.toml", GOOD], 3),
        (["--as-of", "2020-13", GOOD], 2),
        (["--department", "市教育居", GOOD], 2),
        (["check", GOOD], 0),
        (["explain", "no-such-word"], 2),
        (["explain", "3.3a"], 0),
        (["targets", "list"], 0),
        (["explain", "on_track"], 0),
        (["explain", "未达标"], 0),
        (["schema", "run"], 0),
        ([], 2),
    ],
)
def test_exit_codes(arguments: list[str], code: int) -> None:
    result = run(*arguments)
    assert result.returncode == code, result.stderr.decode()
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-file.xlsx"],
        ["examples/cixi-2020-06/市教育居.xlsx"],
        ["tempate"],
        ["--taregts", "x", GOOD],
        ["--format", "jsn", GOOD],
        ["--targets", "cixi-2019", GOOD],
        ["--department", "市教育居", GOOD],
        ["--as-of", "june", GOOD],
        ["--fail-on", "unmett", GOOD],
        ["explain", "bahind-pace"],
        ["template", "--as-of", "2020-06"],
        ["template", "--as-of", "2020-06", "--output", "x.xlsx"],
        ["template", "--as-of", "2026-06", "--all", "--output", "x"],
        [".ci"],
        ["--output", "no-such-folder/x.json", "--format", "json", GOOD],
    ],
    ids=" ".join,
)
def test_what_is_wrong_is_said_with_what_comes_nearest(arguments: list[str], snapshot: SnapshotAssertion) -> None:
    result = run(*arguments)
    assert (result.returncode, result.stdout.decode(), result.stderr.decode()) == snapshot


@pytest.mark.parametrize(
    "command",
    [[], ["check"], ["template"], ["explain"], ["targets"], ["targets", "list"], ["targets", "show"], ["schema"]],
    ids=" ".join,
)
def test_help_is_chinese_and_fits(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.returncode == 0
    text = result.stdout.decode()
    assert "显示用法。" in text
    assert "…" not in text


def test_paths_need_no_verb() -> None:
    assert with_verb([GOOD]) == ["check", GOOD]
    assert with_verb(["--as-of", "2020-06", GOOD]) == ["check", "--as-of", "2020-06", GOOD]
    assert with_verb(["explain", "3.3"]) == ["explain", "3.3"]
    assert with_verb(["--help"]) == ["--help"]


def test_only_the_result_is_on_standard_output() -> None:
    result = run("--format", "json", "examples", cwd=ROOT)
    json.loads(result.stdout)
    assert "不是电子表格" in result.stderr.decode()


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
@pytest.mark.parametrize("format", ["json", "csv"])
def test_json_and_csv_are_utf8_everywhere(encoding: str, format: str) -> None:
    plain = run("--format", format, SHORT)
    assert run("--format", format, SHORT, encoding=encoding).stdout == plain.stdout
    assert "市总工会" in plain.stdout.decode("utf-8-sig")


@pytest.mark.parametrize(("encoding", "verdicts"), [("gbk", ["× 未达标 1", "√ 达标"]), ("ascii", ["x unmet", "v met"])])
def test_the_console_s_encoding_never_breaks_the_run(encoding: str, verdicts: list[str]) -> None:
    result = run(SHORT, encoding=encoding)
    assert result.returncode == 1
    text = result.stdout.decode(encoding)
    assert all(one in text for one in verdicts)
    assert (b"cannot show Chinese" in result.stderr) is (encoding == "ascii")


def test_no_colour_in_a_pipe_and_colour_on_demand() -> None:
    assert b"\x1b[" not in run(SHORT).stdout
    assert b"\x1b[" in run(SHORT, FORCE_COLOR="1", TERM="xterm-256color").stdout
    assert b"\x1b[3" not in run(SHORT, FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color").stdout


def test_an_output_file_is_whole_or_not_there(tmp_path: Path) -> None:
    for format in ("table", "json", "csv"):
        target = tmp_path / f"结果.{format}"
        assert run("--format", format, "--output", str(target), SHORT).returncode == 1
        assert target.stat().st_size > 1000
    assert sorted(item.name for item in tmp_path.iterdir()) == ["结果.csv", "结果.json", "结果.table"]


def test_results_never_replace_a_report(tmp_path: Path) -> None:
    copy = tmp_path / "市总工会.xlsx"
    copy.write_bytes((ROOT / SHORT).read_bytes())
    for arguments in (
        ["--format", "csv", "--output", str(copy), str(copy)],
        ["template", "--department", "市总工会", "--as-of", "2020-06", "--output", str(copy)],
        ["template", "--all", "--as-of", "2020-06", "--output", str(tmp_path)],
    ):
        result = run(*arguments)
        assert (result.returncode, result.stdout) == (2, b"")
        assert str(copy) in result.stderr.decode()
    assert copy.read_bytes() == (ROOT / SHORT).read_bytes()
    assert [item.name for item in tmp_path.iterdir()] == [copy.name]


def test_nothing_to_check_is_still_json(tmp_path: Path) -> None:
    result = run("--format", "json", str(tmp_path))
    data = json.loads(result.stdout)
    assert (result.returncode, data["submissions"], data["exit_code"]) == (3, [], 3)


def test_a_submission_is_never_written_to(tmp_path: Path) -> None:
    copy = tmp_path / "市总工会.xlsx"
    copy.write_bytes((ROOT / SHORT).read_bytes())
    copy.chmod(0o444)
    before = (copy.read_bytes(), copy.stat().st_mtime_ns)
    run(str(copy))
    assert (copy.read_bytes(), copy.stat().st_mtime_ns) == before


def test_a_matrix_with_flaws_names_each_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "matrix.yaml"
    text = (ROOT / "targets/cixi-2019-2025/matrix.yaml").read_text(encoding="utf-8")
    broken.write_text(text.replace("2019: 20%", "2018: 20%", 1), encoding="utf-8")
    result = run("--targets", str(broken), GOOD)
    line = next(
        number for number, words in enumerate(broken.read_text("utf-8").splitlines(), 1) if "2018: 20%" in words
    )
    assert result.stderr.decode().splitlines() == [
        "任务责任分工表有 1 处错误，不能使用：",
        f"{broken}:{line}: 指标 1.1a：2018 年在全表的年份 2019—2025 之外",
    ]


def test_start_up_imports_nothing_heavy() -> None:
    code = (
        "import sys; from chanfa_check.cli.main import run; code = run(sys.argv[1:]);"
        "print(sorted(sys.modules.keys() & {'typer', 'openpyxl', 'lark', 'yaml', 'xlrd', 'pydantic', 'rapidfuzz'}),"
        " file=sys.stderr)"
    )
    for expected in (None, "[]"):  # the first run may have to read the matrix's YAML
        result = subprocess.run(
            [sys.executable, "-c", code, GOOD], cwd=ROOT, capture_output=True, check=True, text=True, encoding="utf-8"
        )
        if expected:
            assert result.stderr.strip() == expected
