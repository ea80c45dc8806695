"""Measures chanfa-check beside other packages in one run, and prints a table in Markdown for each question.

It makes a virtual environment with the packages compared (this needs the package index, once), installs this checkout
there as a wheel, and makes its reports itself. Run it on a machine that does nothing else; it needs Linux or macOS.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import cluster, folder, ledger, one, processes, profile, scale
from tests.bench.environment import machine, versions
from tests.bench.scene import set_up
from tests.bench.timing import Failed

QUESTIONS = ("one", "folder", "processes", "profile", "scale", "ledger", "cluster")


def main() -> None:
    """Prints the machine, then a table for each question asked."""
    temporary = Path(tempfile.gettempdir())
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("questions", nargs="*", choices=QUESTIONS, help="default: all of them")
    parser.add_argument("--env", type=Path, default=temporary / "chanfa-check-bench-env", help="the environment")
    parser.add_argument("--work", type=Path, default=temporary / "chanfa-check-bench", help="where reports are made")
    parser.add_argument("--rounds", type=int, default=7, help="how often one report is timed; a folder a third of it")
    parser.add_argument("--files", type=int, default=2000, help="how many reports the folder has")
    parser.add_argument("--most", type=int, default=10_000, help="how many reports are the most; 100000 takes long")
    options = parser.parse_args()
    if sys.platform == "win32":
        sys.exit("the benchmark asks the system what a process cost, as Linux and macOS tell")
    if options.rounds < 1 or options.files < 100:
        parser.error("--rounds is at least 1, --files at least 100")
    try:
        _answer(options)
    except (Failed, subprocess.CalledProcessError) as error:
        sys.exit(f"the benchmark ended early: {error}")


def _answer(options: argparse.Namespace) -> None:
    scene = set_up(options.env.resolve(), options.work.resolve())
    rounds = max(options.rounds // 3, 1)
    asked = {
        "one": lambda: one.asked(scene, options.rounds),
        "folder": lambda: folder.asked(scene, rounds, options.files),
        "processes": lambda: processes.asked(scene, rounds, options.files),
        "scale": lambda: scale.asked(scene, options.most),
        "profile": lambda: profile.asked(scene, max(options.files // 10, 100)),
        "ledger": lambda: ledger.asked(scene, options.files),
        "cluster": lambda: cluster.asked(scene, options.files),
    }
    print(f"{machine(scene.environment)}\n\n{versions(scene.environment)}\n", flush=True)
    for question in options.questions or QUESTIONS:
        print(asked[question](), flush=True)


main()
