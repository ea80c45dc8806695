"""Whole or not at all, without harm to links, permissions and devices."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from chanfa_check.files import write_whole

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, permissions and pipes as POSIX knows them")


def test_a_link_stays_a_link_and_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o600)
    link.symlink_to(target)
    write_whole(b"new", link)
    assert (link.is_symlink(), target.read_bytes(), target.stat().st_mode & 0o777) == (True, b"new", 0o600)


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_whole(b"new", pipe)
    reader.join()
    assert (read, pipe.is_fifo()) == ([b"new"], True)


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        write_whole(b"new", tmp_path / "no-folder" / "file")
    assert list(tmp_path.iterdir()) == []
