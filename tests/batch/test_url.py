"""Submissions by URL: a file, a folder, an archive; and what is said where one cannot be had."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from chanfa_check.batch.collect import Collected, collect
from chanfa_check.batch.engines.local import local
from chanfa_check.batch.one import Order, check_one
from chanfa_check.batch.run import check_submissions
from chanfa_check.batch.source import Source, load
from tests.batch.test_collect import zipped
from tests.batch.test_run import report


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Any]:
    """A file system in memory with a month in it."""
    system = fsspec.filesystem("memory")
    fine = report(tmp_path / "甲.xlsx").read_bytes()
    system.pipe("/6月/市教育局.xlsx", fine)
    system.pipe("/6月/b/市总工会.xlsx", b"")
    system.pipe("/6月/a.xls", b"garbage")
    system.pipe("/6月/说明.docx", b"")
    system.pipe("/6月/c.zip", zipped(tmp_path / "c.zip", {"丙/市科协.xlsx": fine, "d.txt": b""}).read_bytes())
    try:
        yield system
    finally:
        system.rm("/", recursive=True)


def said(collected: Collected) -> list[tuple[str, str | None, list[str]]]:
    """Of each submission path, department and the problems' codes."""
    run = check_submissions(collected, Order(), engine=local(1))
    return [(one.path, one.department, [problem.code for problem in one.problems]) for one in run.submissions]


@pytest.mark.usefixtures("memory")
def test_a_folder_a_file_and_an_archive() -> None:
    collected = collect(["memory://6月"])
    assert said(collected) == [
        ("memory://6月/a.xls", None, ["not-a-workbook"]),
        ("memory://6月/b/市总工会.xlsx", None, ["file-empty"]),
        ("memory://6月/c.zip/丙/市科协.xlsx", "市教育局", []),
        ("memory://6月/市教育局.xlsx", "市教育局", []),
    ]
    assert collected.passed_over == ("memory://6月/c.zip/d.txt", "memory://6月/说明.docx")
    assert collect(["memory://6月/"]).sources == collected.sources
    single = collect(["memory://6月/市教育局.xlsx"])
    assert said(single) == [("memory://6月/市教育局.xlsx", "市教育局", [])]
    assert not single.whole
    twice = collect(["memory://6月/市教育局.xlsx", "memory://6月"])
    assert [one.path for one in twice.sources][:2] == ["memory://6月/市教育局.xlsx", "memory://6月/a.xls"]
    assert len(twice.sources) == 4


def test_a_url_of_this_machine_s_own_file_is_its_path(tmp_path: Path) -> None:
    folder = tmp_path / "6 月#1%20"
    folder.mkdir()
    path = report(folder / "甲.xlsx")
    assert collect([path.as_uri()]).sources == (Source(str(path)),)
    assert collect([f"file://{path}"]).sources == (Source(str(path)),)
    assert collect([f"FILE://localhost{path}", path, folder.as_uri()]).sources == (Source(str(path)),)
    assert [one.problems[0].code for one in map(check, collect(["file:///dev/zero"]).sources)] == ["file-unreadable"]


def check(source: Source) -> Any:
    return check_one(source, Order())


def one_problem(url: str) -> tuple[str, str]:
    (source,) = collect([url]).sources
    (problem,) = check(source).problems
    return problem.code, problem.message


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("memory://6月/没有.xlsx", ("file-missing", "找不到文件“memory://6月/没有.xlsx”。请检查地址。")),
        ("memory://6月/没有.zip", ("file-missing", "找不到文件“memory://6月/没有.zip”。请检查地址。")),
        ("memory://没有", ("file-missing", "找不到文件“memory://没有”。请检查地址。")),
        (
            "nosuch://工会:secret@host/甲.xlsx",
            (
                "remote-failed",
                "“nosuch://***@host/甲.xlsx”没有取到（ValueError）。请检查地址、账号和网络，再检查一次。",
            ),
        ),
        (
            "http://工会:secret@127.0.0.1:1/甲.xlsx?token=secret",
            (
                "file-missing",
                "找不到文件“http://***@127.0.0.1:1/甲.xlsx?token=***”。请检查地址。",
            ),
        ),
    ],
)
def test_what_cannot_be_had_is_a_problem(url: str, expected: tuple[str, str]) -> None:
    assert one_problem(url) == expected


def test_no_permission_is_said(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError("AccessDenied for key secret")

    monkeypatch.setattr(type(memory), "info", refused)
    assert one_problem("memory://6月/市教育局.xlsx") == (
        "file-unreadable",
        "“memory://6月/市教育局.xlsx”没有读取的权限。请检查账号、密钥和授权。",
    )


def test_without_the_package_what_to_install_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "fsspec"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "fsspec", None)
    assert one_problem("s3://桶/甲.xlsx") == (
        "remote-failed",
        '读取“s3://桶/甲.xlsx”要用附加组件，这里没有安装。请运行 pip install "chanfa-check[cluster]"，再检查。',
    )


def test_of_a_system_that_needs_more_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "paramiko", None)
    assert one_problem("sftp://h/甲.xlsx") == (
        "remote-failed",
        "读取“sftp://h/甲.xlsx”要用附加组件，这里没有安装。请运行 pip install paramiko，再检查。",
    )


def test_no_more_is_fetched_than_a_file_may_have(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from chanfa_check.batch import source

    monkeypatch.setattr(source, "MAX_FILE_BYTES", 1000)
    memory.pipe("/大.xlsx", b"\0" * 1_000_000)
    assert len(load(Source("memory://大.xlsx"))) == 1001
