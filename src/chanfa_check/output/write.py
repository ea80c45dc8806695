"""Where results go: standard output in bytes that no console setting can break, or a file, whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path


def write_bytes(data: bytes, target: Path | None) -> None:
    """Writes to standard output, or to the file; an old file stays whole until the new one is. Raises OSError."""
    if target is None:
        stream = getattr(sys.stdout, "buffer", None)
        if stream is None:
            sys.stdout.write(data.decode("utf-8"))
        else:
            sys.stdout.flush()
            stream.write(data)
            stream.flush()
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def print_plain(text: str) -> None:
    """Prints text to standard output as it is; what the console cannot show becomes "?"."""
    sys.stdout.write(text)
    sys.stdout.flush()
