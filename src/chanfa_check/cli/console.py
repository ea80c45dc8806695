"""The terminal: streams that no encoding can break, and messages to standard error."""

from __future__ import annotations

import codecs
import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn, TextIO

EXIT_OK = 0
EXIT_SHORT = 1
EXIT_USAGE = 2
EXIT_UNCHECKED = 3
_FEW = 8
_NARROWEST, _WIDEST = 20, 1000
_REASONS = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘空间不足",
    errno.EROFS: "磁盘是只读的",
    errno.EFBIG: "文件超过了允许的大小",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径中有一处是文件，不是文件夹",
    errno.EIO: "磁盘读写出错",
}


def tame_streams() -> None:
    """What a console cannot show is replaced by "?" instead of ending the run; no stream is missing.

    A program may be started with a stream closed. Nobody reads notes then; a result that cannot be written is an error.
    """
    if sys.stdout is None:
        # Opened for reading: whatever is written is refused.
        sys.stdout = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(LookupError, ValueError):
                stream.reconfigure(errors="replace")


def least_width() -> None:
    """Sees to it that a line holds a few words and ends somewhere, however wide a console is said to be."""
    try:
        columns = int(os.environ.get("COLUMNS") or 0) or os.get_terminal_size().columns
    except (OSError, ValueError):
        return
    if columns and not _NARROWEST <= columns <= _WIDEST:
        os.environ["COLUMNS"] = str(_NARROWEST if columns < _NARROWEST else _WIDEST)


def say(*lines: str) -> None:
    """A note to standard error.

    Each stays one line that does nothing to a terminal, whatever names somebody gave his files.
    """
    from chanfa_check.output.text import as_text, short_names

    try:
        print("\n".join(short_names(as_text(line)) for line in lines), file=sys.stderr, flush=True)
    except OSError:
        _discard(sys.stderr)


def give_up(message: str | tuple[str, ...], code: int) -> NoReturn:
    """Ends the run with a message to standard error; one of several lines is a tuple."""
    say(*((message,) if isinstance(message, str) else message))
    warn_of_encoding(sys.stderr.encoding)
    raise SystemExit(code)


def reason(error: OSError) -> str:
    """Why a file could not be read or written, in Chinese where it is one of the usual reasons."""
    if isinstance(error, FileNotFoundError):
        return "文件或文件夹不存在"
    if isinstance(error, PermissionError):
        return "没有权限，或文件正被别的程序打开"
    if isinstance(error, IsADirectoryError):
        return "这是文件夹，不是文件"
    if isinstance(error, io.UnsupportedOperation):
        return "输出已被关闭"
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def cannot_write(output: Path | None, error: OSError) -> NoReturn:
    """Ends the run where a result could not be written; without a word where nobody was left to read it."""
    if output is None or isinstance(error, BrokenPipeError):
        _discard(sys.stdout)
    if isinstance(error, BrokenPipeError):
        raise SystemExit(EXIT_SHORT)
    give_up(f"无法写入“{output or '标准输出'}”：{reason(error)}。", EXIT_UNCHECKED)


def _discard(stream: TextIO) -> None:
    """Writes what is left in a stream nowhere: else the interpreter complains of the same once more, when it ends."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def terminal_width() -> int:
    """How many columns standard output has."""
    import shutil

    return shutil.get_terminal_size().columns


@contextlib.contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error, and what to call when one of `total` is done. None in a pipe, or where few are to do."""
    if total <= _FEW or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("检查"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


def warn_of_encoding(encoding: str | None) -> None:
    """Says so where a stream of this encoding cannot show Chinese; in English, which it can."""
    try:
        codecs.encode("中", encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        say("This console cannot show Chinese. Set PYTHONIOENCODING=utf-8, or use --format json.")
