"""chanfa-check as its command runs it, and what it took: `measured.py RESULT ARGUMENTS...`.

RESULT gets a JSON object: peak memory of the process and of its largest child, in bytes; the child's is 0 where there
was none.
"""

import json
import resource
import sys
from pathlib import Path

from chanfa_check.cli.main import run


def own() -> int:
    """The peak of this program alone: what it was before it became Python, in the same process, does not count."""
    status = Path("/proc/self/status")
    if not status.exists():
        return peak(resource.RUSAGE_SELF)
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def peak(who: int) -> int:
    """The peak as the system counts it."""
    return resource.getrusage(who).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    code = run(sys.argv[2:])
    Path(sys.argv[1]).write_text(json.dumps({"own": own(), "child": peak(resource.RUSAGE_CHILDREN)}))
    sys.exit(code)
