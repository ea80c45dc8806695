"""How much of the machine one submission may take. Kept to in the process that reads it, by that process itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from msgspec import Struct


class Limits(Struct, frozen=True):
    """`seconds` for one submission; `memory` in bytes, over what the process takes before it reads any; `start`,
    seconds for a process to get going. The last is kept to by the process that starts it.

    On Windows and macOS only the time is kept to; there the bounds on what a file may unpack to have to do.
    """

    seconds: float = 60
    memory: int = 1 << 30
    start: float = 60


def bound(limits: Limits) -> None:
    """Holds this process to the limit of memory, for good; what goes beyond it meets MemoryError, or aborts."""
    if sys.platform == "win32":
        return
    import resource

    # An abort is to be expected here, and its memory on the disk is of no use to anybody.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        allowed = pages * os.sysconf("SC_PAGE_SIZE") + limits.memory
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (allowed if hard < 0 else min(allowed, hard), hard))
