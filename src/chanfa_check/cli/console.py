"""The terminal: streams that no encoding can break, and messages to standard error."""

from __future__ import annotations

import codecs
import contextlib
import io
import sys
from typing import NoReturn

EXIT_USAGE = 2
EXIT_UNCHECKED = 3


def tame_streams() -> None:
    """What a console cannot show is replaced by "?" instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(LookupError, ValueError):
                stream.reconfigure(errors="replace")


def say(message: str) -> None:
    """A note to standard error."""
    print(message, file=sys.stderr)


def give_up(message: str, code: int) -> NoReturn:
    """Ends the run with a message to standard error."""
    say(message)
    if not _holds_chinese(sys.stderr.encoding):
        say("This console cannot show Chinese. Set PYTHONIOENCODING=utf-8, or use --format json.")
    raise SystemExit(code)


def _holds_chinese(encoding: str | None) -> bool:
    try:
        codecs.encode("中", encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
