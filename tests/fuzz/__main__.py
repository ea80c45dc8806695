"""`python -m tests.fuzz --runs 20000 --seed 1`: that many mutated files checked, and a table of what happened.

`--only 12345` runs the one case of this number again; `--keep FOLDER` keeps the files of every case that failed;
`--jobs 2` runs so many processes. The exit code is 1 where anything failed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from tests.fuzz.batch import run_batch
from tests.fuzz.case import KINDS
from tests.fuzz.execute import Outcome

BATCH = 200


def main() -> int:
    """Runs what the command line asks for; the exit code."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("--runs", type=int, default=500)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--first", type=int, default=0, help="the number of the first case")
    asked.add_argument("--only", type=int, help="the number of the only case")
    asked.add_argument("--jobs", type=int, default=1)
    asked.add_argument("--keep", type=Path, help="a folder for the files of cases that failed")
    given = asked.parse_args()
    numbers = range(given.first, given.first + given.runs) if given.only is None else [given.only]
    outcomes = []
    for outcome in fuzz(given.seed, numbers, given.jobs, given.keep):
        outcomes.append(outcome)
        for failure in outcome.failures:
            print(f"{outcome.number} ({outcome.kind}: {outcome.what[:160]}): {failure}", file=sys.stderr)
        if len(outcomes) % 1000 == 0:
            print(f"{len(outcomes)} of {len(numbers)}", file=sys.stderr)
    print(table(outcomes))
    return int(any(outcome.failures for outcome in outcomes))


def fuzz(seed: int, numbers: Iterable[int], jobs: int = 1, keep: Path | None = None) -> Iterator[Outcome]:
    """The outcome of each case, batch after batch, each batch in a process of its own."""
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    left = iter(numbers)
    batches = list(iter(lambda: tuple(islice(left, BATCH)), ()))
    with ThreadPoolExecutor(jobs) as pool:
        for outcomes in pool.map(lambda batch: run_batch(seed, batch, keep), batches):
            yield from outcomes


def table(outcomes: list[Outcome]) -> str:
    """One row for each kind of mutation: how many, how they ended, the slowest, the most memory, the failures."""
    rows = ["| mutation | files | exit codes | most frequent problems | slowest | most memory | failures |"]
    rows.append("| --- | --- | --- | --- | --- | --- | --- |")
    for kind in KINDS:
        of_kind = [one for one in outcomes if one.kind == kind]
        if not of_kind:
            continue
        exits = "  ".join(
            f"{code}: {count}" for code, count in sorted(Counter(one.exit for one in of_kind).items(), key=str)
        )
        codes = Counter(code for one in of_kind for code in one.codes)
        problems = "  ".join(f"{code} {count}" for code, count in codes.most_common(5))
        slowest, largest = max(one.seconds for one in of_kind), max(one.megabytes for one in of_kind)
        failed = sum(bool(one.failures) for one in of_kind)
        rows.append(f"| {kind} | {len(of_kind)} | {exits} | {problems} | {slowest:.2f} s | {largest} MB | {failed} |")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
