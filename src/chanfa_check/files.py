"""Writing files whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(data: bytes, target: Path) -> None:
    """Writes the file; an old one stays as it was until the new one is complete. Raises OSError."""
    import tempfile  # brings half the standard library, and most runs write no file

    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
