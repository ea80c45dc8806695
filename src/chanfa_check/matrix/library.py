"""Where the matrices that come with the package live, and how one is named."""

from __future__ import annotations

from pathlib import Path

FILE = "matrix.yaml"


def folder() -> Path:
    """The folder of the matrices: inside the installed package, or at the top of a checkout."""
    inside = Path(__file__).parents[1] / "targets"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "targets"


def known() -> dict[str, Path]:
    """The file of each matrix that comes with the package, by id."""
    return {path.parent.name: path for path in sorted(folder().glob(f"*/{FILE}"))}


def locate(name: str) -> Path | None:
    """The file that `name` means: an id, a file, or a folder with a matrix file in it. None where there is none."""
    inside = known().get(name)
    if inside is not None:
        return inside
    path = Path(name)
    if path.is_dir():
        path = path / FILE
    return path if path.is_file() else None
