"""Opened if it is a file; written whole or not at all, without harm to links, permissions and devices."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from chanfa_check.files import NotAFile, identity, open_file, write_whole

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, permissions and pipes as POSIX knows them")


def test_a_link_stays_a_link_and_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o600)
    link.symlink_to(target)
    write_whole(b"new", link)
    assert (link.is_symlink(), target.read_bytes(), target.stat().st_mode & 0o777) == (True, b"new", 0o600)


def test_a_pipe_or_a_socket_is_not_written_to(tmp_path: Path) -> None:
    """Nobody may ever read it."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        for name, kind in {"pipe": "管道", "link": "管道", "socket": "套接字"}.items():
            with pytest.raises(NotAFile) as caught:
                write_whole(b"new", tmp_path / name)
            assert caught.value.kind == kind


def test_what_a_shell_opened_is_written_to() -> None:
    reading, writing = os.pipe()
    write_whole(b"new", Path(f"/dev/fd/{writing}"))
    write_whole(b"", Path(os.devnull))
    os.close(writing)
    assert os.read(reading, 10) == b"new"
    os.close(reading)


def test_a_file_is_one_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").mkdir()
    (tmp_path / "into").symlink_to("here")
    (tmp_path / "loop").symlink_to("loop")
    names: tuple[str, ...] = ("here/a", str(tmp_path / "here/a"), "into/a", "./here/../here/a")
    for there in (False, True):
        if there:
            Path("here/a").touch()
            Path("here/b").hardlink_to("here/a")
            names = (*names, "here/b")
        assert len({identity(name) for name in names}) == 1
        assert len({identity(name) for name in ("here/a", "here/c", "a", "loop", ".")}) == 5


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        write_whole(b"new", tmp_path / "no-folder" / "file")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_opened_however_it_is_named(tmp_path: Path) -> None:
    file, link = tmp_path / "甲", tmp_path / "link"
    file.write_bytes(b"1")
    link.symlink_to(file)
    for name in (file, str(file), link):
        with open_file(name) as opened:
            assert opened.read() == b"1"
            assert not os.get_inheritable(opened.fileno())


def test_what_is_no_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")

    def never(*_: object) -> int:
        raise AssertionError("opened")

    monkeypatch.setattr(os, "open", never)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        kinds = {"pipe": "管道", "link": "管道", "socket": "套接字", ".": "文件夹", "/dev/zero": "设备"}
        for name, kind in kinds.items():
            with pytest.raises(NotAFile) as caught:
                open_file(tmp_path / name)
            assert (caught.value.kind, caught.value.strerror) == (kind, f"这是{kind}，不是文件")
    with pytest.raises(FileNotFoundError):
        open_file(tmp_path / "none")


def test_what_takes_a_file_s_place_is_closed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    opened: list[int] = []

    def late(name: str, *arguments: int) -> int:
        (tmp_path / "file").unlink()
        os.mkfifo(tmp_path / "file")
        opened.append(really(name, *arguments))
        return opened[0]

    really = os.open
    monkeypatch.setattr(os, "open", late)
    with pytest.raises(NotAFile):
        open_file(tmp_path / "file")
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(opened[0])
