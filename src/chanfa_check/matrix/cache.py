"""Loaded matrices, kept in the user's own cache folder: reading YAML is a good part of a check's time.

What is kept is used only for exactly the same text under exactly the same code. Whatever is wrong with the cache, from
a folder that cannot be written to a damaged file, only means that the YAML is read again.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import stat
import sys
import zlib
from pathlib import Path

from chanfa_check.files import write_whole
from chanfa_check.matrix.library import content_of
from chanfa_check.matrix.supplement import is_supplement
from chanfa_check.model import Matrix
from chanfa_check.version import __version__

_CODE = ("matrix", "model", "quantity", "rules", "rules/shape")


def load_cached(path: Path, above: tuple[Path, ...] = ()) -> Matrix:
    """The matrix in the file, as `load_matrix` gives it. Raises as it does. `above` are the files that led to it."""
    text = content_of(path)
    # Of a supplement, only the base is long enough to be worth keeping; what a matrix names is kept by itself.
    matrix = _load(text, path, above) if is_supplement(text) else _kept(text, path)
    if not matrix.supersedes and not matrix.rollup:
        return matrix
    from chanfa_check.matrix.load import with_links

    return with_links(matrix, text, path, above)


def _kept(text: bytes, path: Path) -> Matrix:
    folder, code = _folder(), _code_state()
    if folder is None or code is None:
        return _load(text, path, ())
    key = (__version__, sys.version, code, text)
    kept = folder / f"{path.parent.name}-{zlib.crc32(repr((key[:3], str(path))).encode()):08x}.matrix"
    # A damaged file can fail in any way at all.
    with contextlib.suppress(Exception):
        if _own(kept):
            stored, matrix = pickle.loads(kept.read_bytes())
            if stored == key and isinstance(matrix, Matrix):
                return matrix
    matrix = _load(text, path, ())
    with contextlib.suppress(OSError):
        write_whole(pickle.dumps((key, matrix)), kept)
    return matrix


def _load(text: bytes, path: Path, above: tuple[Path, ...]) -> Matrix:
    from chanfa_check.matrix.load import load_alone

    return load_alone(text, path, above)


def _folder() -> Path | None:
    """One's own cache folder, made where it is not there; None where nobody else must be able to write, but could.

    What is kept there is a pickle, which runs code when it is read.
    """
    own = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME") or "~/.cache"
    with contextlib.suppress(OSError, RuntimeError):
        base = Path(own).expanduser()
        if not base.is_absolute():
            return None
        folder = base / "chanfa-check"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if _own(folder):
            return folder
    return None


def _own(path: Path) -> bool:
    """Whether it is one's own, and nobody else can write to it. Raises OSError."""
    if sys.platform == "win32":
        return True
    found = path.stat()
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _code_state() -> int | None:
    """A number for the code that reads matrices, as it is now; None where the code is not in files."""
    package = Path(__file__).parents[1]
    state = 0
    with contextlib.suppress(OSError):
        for folder in _CODE:
            for file in sorted((package / folder).iterdir()):
                if file.suffix == ".py":
                    found = file.stat()
                    state = zlib.crc32(f"{file.name} {found.st_size} {found.st_mtime_ns}".encode(), state)
        return state
    return None
