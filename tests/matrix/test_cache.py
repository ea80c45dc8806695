"""The cache gives what loading gives, and is never in the way."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chanfa_check.matrix.cache import load_cached
from chanfa_check.matrix.flaws import MatrixError
from chanfa_check.matrix.library import known
from chanfa_check.matrix.load import load_matrix
from tests.matrix.test_load import matrix_text

CIXI = known()["cixi-2019-2025"]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_second_load_is_the_first(cache: Path) -> None:
    first = load_cached(CIXI)
    (kept,) = (cache / "chanfa-check").iterdir()
    stamp = kept.stat().st_mtime_ns
    assert load_cached(CIXI) == first == load_matrix(CIXI)
    assert kept.stat().st_mtime_ns == stamp


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "matrix.yaml"
    path.write_text(matrix_text(), encoding="utf-8")
    load_cached(path)
    path.write_text(matrix_text(targets=["{rule: floor, value: 96%}"]), encoding="utf-8")
    assert load_cached(path) == load_matrix(path)


def test_a_damaged_cache_is_read_over(cache: Path) -> None:
    load_cached(CIXI)
    (kept,) = (cache / "chanfa-check").iterdir()
    kept.write_bytes(b"\x80\x04nothing")
    assert load_cached(CIXI) == load_matrix(CIXI)


def test_a_cache_that_belongs_to_another_text_is_not_used(cache: Path, tmp_path: Path) -> None:
    load_cached(CIXI)
    (kept,) = (cache / "chanfa-check").iterdir()
    path = tmp_path / "matrix.yaml"
    path.write_text(matrix_text(), encoding="utf-8")
    load_cached(path)
    (own,) = set((cache / "chanfa-check").iterdir()) - {kept}
    own.write_bytes(kept.read_bytes())
    assert load_cached(path) == load_matrix(path)


def test_nowhere_to_keep_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    monkeypatch.setenv("LOCALAPPDATA", str(blocked))
    assert load_cached(CIXI) == load_matrix(CIXI)


def test_errors_are_never_kept(tmp_path: Path) -> None:
    path = tmp_path / "matrix.yaml"
    path.write_text("id: x\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(MatrixError):
            load_cached(path)


def test_a_relative_folder_is_nobody_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    monkeypatch.setenv("LOCALAPPDATA", "cache")
    assert load_cached(CIXI) == load_matrix(CIXI)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="permissions as POSIX knows them")
def test_a_folder_that_others_can_write_to_is_not_trusted(cache: Path) -> None:
    load_cached(CIXI)
    folder = cache / "chanfa-check"
    (kept,) = folder.iterdir()
    kept.write_bytes(b"not to be read")
    folder.chmod(0o777)
    assert load_cached(CIXI) == load_matrix(CIXI)
    assert kept.read_bytes() == b"not to be read"
