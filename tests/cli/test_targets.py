"""The commands on matrices, as they are typed: parse, import, lint, show --review, schema."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from chanfa_check.matrix import library
from chanfa_check.matrix.load import load_matrix
from tests.drafting.annex import rows_of, write_text, write_word

CIXI = library.known()["cixi-2019-2025"]


def run(*arguments: str, cwd: Path | None = None, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "chanfa_check", "targets", *arguments],
        input=stdin,
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "80"},
        capture_output=True,
        check=False,
    )


def said(result: subprocess.CompletedProcess[bytes]) -> tuple[int, str, str]:
    return result.returncode, result.stdout.decode(), result.stderr.decode()


def test_parse_says_what_is_read_and_what_is_not() -> None:
    assert said(run("parse", "2019年达到20%，2025年全覆盖", "职工30人以上有党员")) == (
        0,
        "2019年达到20%，2025年全覆盖\n"
        "  读出  2019年：不低于20%  [milestones]\n"
        "  读出  2025年：不低于100%  [milestones]\n"
        "\n"
        "职工30人以上有党员\n"
        "  没有读出目标\n"
        "  未读  30人以上：说的是哪些算在内，不是要求\n",
        "",
    )


def test_parse_gives_json_an_object_for_one_phrase_and_a_list_for_several() -> None:
    one = run("parse", "--format", "json", "--year", "2023", "新增技能人才8万人")
    assert json.loads(one.stdout) == {
        "phrase": "新增技能人才8万人",
        "readings": [
            {
                "rule": "annual",
                "op": ">=",
                "value": 8,
                "unit": "万人",
                "year": 2023,
                "subject": "技能人才",
                "span": [0, 9],
            }
        ],
        "unread": [],
        "notes": [],
    }
    several = run("parse", "--format", "json", stdin="指标 | 2020年 | 2025年\n\n建会率（%） | 80 | 95\n".encode())
    header, row = json.loads(several.stdout)
    assert (header["readings"], [one["value"] for one in row["readings"]]) == ([], [95])


@pytest.mark.parametrize(
    ("stdin", "code", "words"), [(b"", 2, "没有可读的文字"), ("达到35%".encode("gb18030"), 3, "不是 UTF-8")]
)
def test_parse_says_what_is_wrong_with_its_input(stdin: bytes, code: int, words: str) -> None:
    returned, out, error = said(run("parse", stdin=stdin))
    assert (returned, out) == (code, "")
    assert words in error


def test_import_lint_and_review_one_after_the_other(tmp_path: Path) -> None:
    matrix = load_matrix(CIXI)
    write_word(tmp_path / "附件.docx", rows_of(matrix), title=matrix.title)
    drafted = run("import", "附件.docx", "--output", "草稿/matrix.yaml", cwd=tmp_path)
    assert (drafted.returncode, drafted.stdout) == (0, b"")
    assert "57 项任务" in drafted.stderr.decode()
    draft = load_matrix(tmp_path / "草稿/matrix.yaml")
    assert (draft.id, len(draft.tasks), draft.years) == ("草稿", 57, (2019, 2025))
    assert draft.review

    linted = run("lint", "草稿/matrix.yaml", "--format", "json", cwd=tmp_path)
    assert linted.returncode == 1
    (file,) = json.loads(linted.stdout)["files"]
    assert file["open"] >= len(draft.review)
    assert {one["line"] > 0 for one in file["findings"]} == {True}

    for ending, begins in (("docx", b"PK"), ("html", b"<!")):
        shown = run("show", "草稿/matrix.yaml", "--review", "--format", ending, "--output", f"a.{ending}", cwd=tmp_path)
        assert (shown.returncode, (tmp_path / f"a.{ending}").read_bytes()[:2]) == (0, begins)
    text = run("show", "草稿/matrix.yaml", "--review", "--since", "cixi-2019-2025", cwd=tmp_path)
    assert text.returncode == 0
    assert "修改" in text.stdout.decode()


def test_import_writes_over_nothing_and_asks_for_years_it_can_read(tmp_path: Path) -> None:
    write_text(tmp_path / "附件.txt", rows_of(load_matrix(CIXI)))
    (tmp_path / "matrix.yaml").write_text("我的")
    assert run("import", "附件.txt", "--output", "matrix.yaml", cwd=tmp_path).returncode == 2
    assert (tmp_path / "matrix.yaml").read_text() == "我的"
    code, _, error = said(run("import", "附件.txt", "--years", "2025-2019", cwd=tmp_path))
    assert (code, "应写起止年份" in error) == (2, True)
    to_stdout = run("import", "附件.txt", "--years", "2019-2026", "--id", "x", cwd=tmp_path)
    assert yaml.safe_load(to_stdout.stdout)["years"] == [2019, 2026]


@pytest.mark.parametrize("name", ["没有.docx", "空.docx", "网页.docx", "附件.doc", "附件.pdf"])
def test_import_says_what_it_cannot_read(name: str, tmp_path: Path) -> None:
    if name != "没有.docx":
        (tmp_path / name).write_bytes(b"" if name == "空.docx" else b"<html>")
    code, out, error = said(run("import", name, cwd=tmp_path))
    assert (code, out, "Traceback" in error, bool(error.strip())) == (3, "", False, True)


def test_lint_finds_nothing_unexplained_in_what_comes_with_the_package() -> None:
    code, out, error = said(run("lint"))
    assert (code, error) == (0, ""), out
    assert all(f"{name}/matrix.yaml" in out for name in library.known())


def test_lint_of_a_matrix_that_cannot_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "matrix.yaml").write_text("id: x\n")
    code, out, error = said(run("lint", "matrix.yaml", cwd=tmp_path))
    assert (code, out) == (3, "")
    assert "matrix.yaml:1:" in error


def test_the_schema_fits_what_comes_with_the_package() -> None:
    schema = json.loads(run("schema").stdout)
    for path in library.known().values():
        # In JSON every key is a text, and so it is in an editor.
        typed = json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str)
        jsonschema.validate(json.loads(typed), schema)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "docx"),
        ("--since", "jiangbei"),
        ("--review", "--as-of", "2020-06"),
        ("--review", "--format", "json"),
    ],
)
def test_options_that_do_not_go_together(arguments: tuple[str, ...]) -> None:
    code, out, error = said(run("show", "cixi-2019-2025", *arguments))
    assert (code, out, "合用" in error) == (2, "", True)
