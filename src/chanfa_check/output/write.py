"""Where results go: standard output in bytes that no console setting can break, or a file, whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from chanfa_check.files import whole_file, write_whole


def write_bytes(data: bytes, target: Path | None) -> None:
    """Writes to the file, or to standard output where it is None. Raises OSError."""
    if target is not None:
        write_whole(data, target)
        return
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(data.decode("utf-8"))
        return
    sys.stdout.flush()
    left = memoryview(data)
    # Unbuffered, a stream may take less than it is given.
    while left:
        left = left[stream.write(left) :]
    stream.flush()


@contextmanager
def opened(target: Path | None) -> Iterator[Callable[[bytes], object]]:
    """What to write to bit by bit: the file, whole at the end or not there, or standard output. Raises OSError.

    Of a file, what Ctrl-C leaves half written is kept under the name that `unfinished` gives.
    """
    if target is None:
        yield lambda data: write_bytes(data, None)
        return
    with whole_file(target, unfinished=unfinished(target)) as file:
        yield file.write


def unfinished(target: Path) -> Path:
    """Beside the target, for what was written of it when it was interrupted: 结果.未完成.jsonl."""
    return target.with_name(f"{target.stem}.未完成{target.suffix}")


def print_plain(text: str) -> None:
    """Prints text to standard output as it is; what the console cannot show becomes "?"."""
    sys.stdout.write(text)
    sys.stdout.flush()
