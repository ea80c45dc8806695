"""Every path that can be given, or lie in a folder: what is no file is never opened, and each is said."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chanfa_check.batch.collect import Collected, collect
from chanfa_check.batch.one import Order, check_one
from chanfa_check.batch.source import Source, load
from chanfa_check.submission.workbook import CannotRead
from tests.batch.test_run import report

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, devices and modes are those of POSIX")

UNREADABLE = "无法读取。如正在 Excel 或 WPS 中打开，请先关闭；否则请检查访问权限。"
SAVE = "不是报表文件。没有打开。请先把内容存成文件，再检查那个文件。"


def found(collected: Collected, folder: Path) -> dict[str, list[tuple[str, str]]]:
    """By path below the folder, the problems' codes and what they say, in the order of the run."""
    return {
        one.shown.removeprefix(f"{folder}/"): [
            (problem.code, problem.message.replace(f"{folder}/", "")) for problem in check_one(one, Order()).problems
        ]
        for one in collected.sources
    }


def names(paths: tuple[str, ...], folder: Path) -> list[str]:
    return [path.removeprefix(f"{folder}/") for path in paths]


@contextmanager
def nobody() -> Iterator[None]:
    """As somebody whom the system refuses what it would not refuse root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_pipes_sockets_and_links_in_a_folder(tmp_path: Path) -> None:
    report(tmp_path / "甲.xlsx")
    for name in ("管道.xlsx", "管道.zip", "管道.txt"):
        os.mkfifo(tmp_path / name)
    (tmp_path / "设备.xlsx").symlink_to("/dev/zero")
    (tmp_path / "绕着自己转的链接.xlsx").symlink_to("绕着自己转的链接.xlsx")
    (tmp_path / "上面那个文件夹.xlsx").symlink_to("..")
    (tmp_path / "断掉的链接.xls").symlink_to("没有.xls")
    (tmp_path / "又是甲.xlsx").symlink_to("甲.xlsx")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "套.ods"))
        collected = collect([tmp_path])
        assert found(collected, tmp_path) == {
            "又是甲.xlsx": [],
            "套.ods": [("file-unreadable", f"“套.ods”是套接字，{SAVE}")],
            "断掉的链接.xls": [("file-missing", "找不到文件“断掉的链接.xls”。请检查文件名和所在文件夹。")],
            "绕着自己转的链接.xlsx": [
                ("file-missing", "“绕着自己转的链接.xlsx”是绕回自己的链接，没有文件。请指明报表文件本身。")
            ],
            "管道.xlsx": [("file-unreadable", f"“管道.xlsx”是管道，{SAVE}")],
            "管道.zip": [("file-unreadable", f"“管道.zip”是管道，{SAVE}")],
            "设备.xlsx": [("file-unreadable", f"“设备.xlsx”是设备，{SAVE}")],
        }
    assert names(collected.passed_over, tmp_path) == ["上面那个文件夹.xlsx", "管道.txt"]


@pytest.mark.parametrize(("path", "said"), [("/dev/zero", "“/dev/zero”是设备，"), ("/dev/null", "“/dev/null”是设备，")])
def test_a_device_given_directly(path: str, said: str) -> None:
    collected = collect([path])
    assert not collected.whole
    assert [check_one(one, Order()).problems[0].message for one in collected.sources] == [said + SAVE]


def test_a_pipe_as_standard_input() -> None:
    reading, writing = os.pipe()
    try:
        checked = check_one(Source(f"/dev/fd/{reading}"), Order())
    finally:
        os.close(reading)
        os.close(writing)
    assert [(one.code, one.message) for one in checked.problems] == [
        ("file-unreadable", f"“/dev/fd/{reading}”是管道，{SAVE}")
    ]


def test_a_file_as_standard_input(tmp_path: Path) -> None:
    with report(tmp_path / "甲.xlsx").open("rb") as file:
        assert check_one(collect([f"/dev/fd/{file.fileno()}"]).sources[0], Order()).department == "市教育局"


def test_a_folder_where_a_file_was(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    report(path)
    collected = collect([tmp_path])
    path.unlink()
    assert found(collected, tmp_path) == {
        "甲.xlsx": [("file-missing", "找不到文件“甲.xlsx”。请检查文件名和所在文件夹。")]
    }
    path.mkdir()
    assert found(collected, tmp_path) == {
        "甲.xlsx": [("file-unreadable", "“甲.xlsx”是文件夹，不是报表文件。请指明其中的报表文件。")]
    }
    path.rmdir()
    os.mkfifo(path)
    assert found(collected, tmp_path) == {"甲.xlsx": [("file-unreadable", f"“甲.xlsx”是管道，{SAVE}")]}


def test_a_pipe_takes_the_file_s_place_just_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = report(tmp_path / "甲.xlsx")
    opened = os.open

    def late(name: str, *arguments: int) -> int:
        path.unlink()
        os.mkfifo(path)
        return opened(name, *arguments)

    monkeypatch.setattr(os, "open", late)
    caught: list[CannotRead] = []

    def reading() -> None:
        try:
            load(Source(str(path)))
        except CannotRead as error:
            caught.append(error)

    thread = threading.Thread(target=reading, daemon=True)
    thread.start()
    thread.join(5)
    assert [one.message for one in caught] == [f"“{path}”是管道，{SAVE}"]


def test_what_nobody_may_read() -> None:
    # Not below pytest's own folder, which is open to its owner only.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        check_one(Source(str(report(folder / "甲.xlsx"))), Order())  # everything is imported, the matrices are loaded
        for path, mode in (("乙.xlsx", 0), ("丙.zip", 0), ("丁", 0), ("戊", 0o444)):
            if "." not in path:
                (folder / path).mkdir()
            (folder / path / "甲.xlsx" if "." not in path else folder / path).touch()
            (folder / path).chmod(mode)
        with nobody():
            assert found(collect([folder]), folder) == {
                "丁": [("file-unreadable", "文件夹“丁”无法读取。请检查访问权限。")],
                "丙.zip": [("file-unreadable", f"文件“丙.zip”{UNREADABLE}")],
                "乙.xlsx": [("file-unreadable", f"文件“乙.xlsx”{UNREADABLE}")],
                # It may be listed, but nothing in it may be opened.
                "戊/甲.xlsx": [("file-unreadable", f"文件“戊/甲.xlsx”{UNREADABLE}")],
                "甲.xlsx": [],
            }
            assert found(collect([folder / "丁"]), folder) == {
                "丁": [("file-unreadable", "文件夹“丁”无法读取。请检查访问权限。")]
            }
            assert found(collect([folder / "丁" / "甲.xlsx"]), folder) == {
                "丁/甲.xlsx": [("file-unreadable", f"文件“丁/甲.xlsx”{UNREADABLE}")]
            }
        for each in folder.iterdir():
            each.chmod(0o700)


@contextmanager
def deep(top: Path, levels: int) -> Iterator[None]:
    """A file that lies so many folders deep; taken away again step by step, since no path is long enough for it."""
    here = Path.cwd()
    try:
        os.chdir(top)
        for _ in range(levels):
            Path("a").mkdir()
            os.chdir("a")
        report(Path("深.xlsx"))
        os.chdir(here)
        yield
        os.chdir(top)
        for _ in range(levels):
            os.chdir("a")
        Path("深.xlsx").unlink()
        for _ in range(levels):
            os.chdir("..")
            Path("a").rmdir()
    finally:
        os.chdir(here)


def test_names_as_long_and_folders_as_deep_as_the_system_lets_them_be(tmp_path: Path) -> None:
    longest = "市" * 83 + "1.xlsx"
    assert len(longest.encode()) == 255
    report(tmp_path / longest)
    # Deeper than a path may be long, and than functions may call each other.
    with deep(tmp_path, 2100):
        collected = collect([tmp_path])
        assert [len(one.path) > 4000 for one in collected.sources] == [True, False]
        below, beside = (check_one(one, Order()).problems for one in collected.sources)
    assert beside == ()
    assert [one.code for one in below] == ["file-unreadable"]
    assert below[0].message.endswith("的名称太长，或文件夹套得太深，打不开。请移到浅一些的文件夹，再检查。")
    too_long = check_one(Source(str(tmp_path / ("市" * 86))), Order()).problems
    assert [(one.code, one.message.count("太长")) for one in too_long] == [("file-unreadable", 1)]


def test_a_name_with_a_zero_byte() -> None:
    assert [one.code for one in check_one(collect(["甲\0.xlsx"]).sources[0], Order()).problems] == ["file-unreadable"]


def test_what_is_like_a_missing_file_is_asked_after(tmp_path: Path) -> None:
    report(tmp_path / "市教育厅.xlsx")
    assert found(collect([tmp_path / "市教育局.xlsx"]), tmp_path) == {
        "市教育局.xlsx": [
            ("file-missing", "找不到文件“市教育局.xlsx”。请检查文件名和所在文件夹。是否为“市教育厅.xlsx”？")
        ]
    }


def test_order_is_that_of_paths(tmp_path: Path) -> None:
    for name in ("a.xlsx", "a/b.xlsx", "a-b/c.xlsx", "a!/d.xlsx", "B.xls", "a/b/c.xlsx", "十.xlsx", "a/.git/e.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).touch()
    expected = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert [Path(one.path) for one in collect([tmp_path]).sources] == expected


def test_a_hundred_thousand_sources_are_small() -> None:
    import tracemalloc

    number = 100_000
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        sources = tuple(Source(f"/data/2020-06/{at:06}/市人力资源和社会保障局.xlsx") for at in range(number))
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert len(sources) == number
    assert taken < 22_000_000
