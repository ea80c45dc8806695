"""Where the matrices that come with the package live, and how one is named."""

from __future__ import annotations

import os
from pathlib import Path

from chanfa_check.files import open_file
from chanfa_check.matrix.flaws import Flaw, MatrixError

FILE = "matrix.yaml"
MAX_BYTES = 4_000_000


def folder() -> Path:
    """The folder of the matrices: inside the installed package, or at the top of a checkout."""
    inside = Path(__file__).parents[1] / "targets"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "targets"


def known() -> dict[str, Path]:
    """The file of each matrix that comes with the package, by id."""
    return {path.parent.name: path for path in sorted(folder().glob(f"*/{FILE}"))}


def locate(name: str) -> Path | None:
    """The file that `name` means: an id, a file, or a folder with a matrix file in it. None where there is none.

    What is no ordinary file, such as a device or a pipe, is none either.
    """
    inside = known().get(name)
    if inside is not None:
        return inside
    # Not Path.is_file, which raises for a name that no system allows.
    path = Path(name, FILE) if os.path.isdir(name) else Path(name)  # noqa: PTH112
    return path if os.path.isfile(path) else None  # noqa: PTH113


def content_of(path: Path) -> bytes:
    """The content of a matrix file. Raises OSError, and MatrixError where it is larger than any matrix is."""
    with open_file(path) as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        size = f"{path.stat().st_size / 1_000_000:.1f} MB，最大 {MAX_BYTES // 1_000_000} MB"
        raise MatrixError(path, [Flaw(1, f"文件有 {size}；任务责任分工表没有这么大，请确认是否选错了文件")])
    return content
