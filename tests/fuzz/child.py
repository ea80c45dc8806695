"""A process that runs some cases one after the other: `python -m tests.fuzz.child SEED KEEP NUMBER...`.

It says which case it begins, and what came of it, a line of JSON each; so whoever waits knows where it died or hung.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import asdict

from tests.fuzz.case import made
from tests.fuzz.execute import execute, private_cache

MAX_MEMORY = 3_000_000_000


def main() -> None:
    """Runs the cases that the command line names."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    run, keep = int(sys.argv[1]), sys.argv[2]
    out = sys.stdout
    with TemporaryDirectory() as folder:
        private_cache(Path(folder) / "cache")
        for number in map(int, sys.argv[3:]):
            case = made(run, number)
            print(json.dumps({"begun": number, "kind": case.kind, "what": case.what}), file=out, flush=True)
            place = Path(folder) / str(number)
            place.mkdir()
            outcome = execute(case, place)
            print(json.dumps(asdict(outcome)), file=out, flush=True)
            if outcome.failures and keep:
                keep_case(case.number, place, Path(keep))


def keep_case(number: int, place: Path, keep: Path) -> None:
    """Copies the case's files to a folder of its own."""
    import shutil

    shutil.copytree(place, keep / str(number), dirs_exist_ok=True)


if __name__ == "__main__":
    main()
