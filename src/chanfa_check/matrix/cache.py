"""Loaded matrices, kept in the user's own cache folder: reading YAML takes longer than the rest of a check.

What is kept is used only for exactly the same text under exactly the same code. Whatever is wrong with the cache, from
a folder that cannot be written to a damaged file, only means that the YAML is read again.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
import zlib
from pathlib import Path

from chanfa_check import __version__
from chanfa_check.files import write_whole
from chanfa_check.model import Matrix

_CODE = ("matrix", "model", "quantity", "rules", "rules/shape")


def load_cached(path: Path) -> Matrix:
    """The matrix in the file, as `load_matrix` gives it. Raises as it does."""
    key = (__version__, _code_state(), path.read_bytes())
    kept = _place(path, key)
    # A pickle runs code, so only one's own folder is read; and a damaged one can fail in any way at all.
    with contextlib.suppress(Exception):
        stored, matrix = pickle.loads(kept.read_bytes())
        if stored == key and isinstance(matrix, Matrix):
            return matrix
    from chanfa_check.matrix.load import load_matrix

    matrix = load_matrix(path)
    with contextlib.suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(pickle.dumps((key, matrix)), kept)
    return matrix


def _place(path: Path, key: tuple[str, int, bytes]) -> Path:
    """Where the matrix of this key is kept. Two keys may share a place: what is kept there says whose it is."""
    own = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    base = Path(own) if own else Path(os.path.expanduser("~")) / ".cache"  # noqa: PTH111  (Path.home() can raise)
    return base / "chanfa-check" / f"{path.parent.name}-{zlib.crc32(repr(key).encode()):08x}.matrix"


def _code_state() -> int:
    """When the code that reads matrices was last changed, in nanoseconds."""
    package = Path(__file__).parents[1]
    return max(file.stat().st_mtime_ns for name in _CODE for file in (package / name).iterdir() if file.suffix == ".py")
