"""A case checked as the command line checks it, and everything about that which must not be."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import Struct

from chanfa_check.cli.checking import Options, check
from chanfa_check.output.formats import Format
from tests.fuzz.case import Case, before
from tests.fuzz.cells import shown, simple
from tests.fuzz.harm import GOOD, wrong
from tests.fuzz.seeds import ROOT, matrices

MAX_SECONDS = 10.0
_HOLDS = {">=": Decimal.__ge__, ">": Decimal.__gt__, "<=": Decimal.__le__, "<": Decimal.__lt__}


class Outcome(Struct, frozen=True):
    """What happened: the exit code, the problem codes, and `failures`, which should be none."""

    number: int
    kind: str
    what: str
    exit: int | None
    codes: tuple[str, ...]
    seconds: float
    megabytes: int
    failures: tuple[str, ...]


def execute(case: Case, folder: Path) -> Outcome:
    """Checks the case's file in the folder, which is empty, and leaves it there."""
    path, result = folder / case.seed.name, folder / "out" / "result.json"
    result.parent.mkdir()
    path.write_bytes(case.data)
    targets = str(ROOT / case.seed.targets) if case.seed.targets else None
    if case.matrix:
        # With those beside it that it may name.
        for one in (*(one for one in matrices() if one.path.startswith("examples/")), case.matrix):
            (folder / one.name).write_bytes(one.data)
        changed = folder / case.matrix.name
        targets = str(changed)
    failures: list[str] = []
    began = time.process_time()
    exit_code, said = _run(path, Options(targets=targets, format=Format.JSON, output=result), failures)
    if case.format:
        further = result.with_suffix(f".{case.format}")
        again, _ = _run(path, Options(targets=targets, format=Format[case.format.upper()], output=further), failures)
        if again != exit_code:
            failures.append(f"exit {exit_code}, but {again} with --format {case.format}")
    seconds = time.process_time() - began
    if exit_code not in (0, 1, 3):
        failures.append(f"exit {exit_code}: {said[:200]}")
    if seconds > MAX_SECONDS:
        failures.append(f"{seconds:.1f} seconds")
    if hashlib.sha256(path.read_bytes()).digest() != hashlib.sha256(case.data).digest():
        failures.append("the input is not what it was")
    found: dict[str, Any] = {"submissions": [], "exit_code": exit_code}
    if result.exists():
        found = json.loads(result.read_bytes())
    elif exit_code != 3 or not said:
        failures.append("neither a result nor a word why not")
    if found["exit_code"] != exit_code:
        failures.append(f"exit {exit_code}, but the result says {found['exit_code']}")
    codes = [one["code"] for sent in found["submissions"] for one in sent["problems"]]
    failures += [
        one["message"] for sent in found["submissions"] for one in sent["problems"] if one["code"] == "check-failed"
    ]
    for sent in found["submissions"]:
        failures += doubtful(case, sent)
    if not found["submissions"]:
        codes.append("matrix-flawed")
    return Outcome(
        case.number,
        case.kind,
        case.what,
        exit_code,
        tuple(codes),
        seconds,
        _megabytes(),
        tuple(dict.fromkeys(failures)),
    )


def _run(path: Path, options: Options, failures: list[str]) -> tuple[int | None, str]:
    """The exit code of the check command and what it said; None, and a failure, where it ended in any other way."""
    said = io.StringIO()
    # Not through the command line's parser, which takes longer than a check.
    with redirect_stderr(said), redirect_stdout(io.StringIO()):
        try:
            return check([str(path)], options), said.getvalue()
        except SystemExit as ended:
            return ended.code if isinstance(ended.code, int) else None, said.getvalue()
        except Exception as error:
            failures.append("".join(traceback.format_exception(error)[-3:]))
            return None, said.getvalue()


def doubtful(case: Case, sent: dict[str, Any]) -> list[str]:
    """Good verdicts that what is in the file does not bear out."""
    findings = sent["findings"]
    good = [one for one in findings if one["status"] in GOOD]
    said = [f"{one['indicator']}: {text}" for one in good for text in _arithmetic(one)]
    if case.harm:
        said += wrong(case.harm, findings)
    if case.matrix is None:
        was = before(case.seed)
        said += [f"{one['indicator']}: {text}" for one in good for text in _unfounded(case, one, sent, was)]
    return said


def _arithmetic(finding: dict[str, Any]) -> list[str]:
    """Whether the numbers of a finding that calls itself met are so."""
    expected, actual = finding["expected"], finding["actual"]
    if finding["status"] != "met" or not expected or expected["op"] not in _HOLDS:
        return []
    if not isinstance(actual, int | float) or not isinstance(expected["value"], int | float):
        return []
    holds = _HOLDS[expected["op"]](Decimal(str(actual)), Decimal(str(expected["value"])))
    said = [] if holds else [f"met, though {actual} is not {expected['op']} {expected['value']}"]
    plain = simple(finding["raw"])
    if plain is not None and finding["unit"] == "%" and finding["raw"].endswith("%") and plain != Decimal(str(actual)):
        said.append(f"{actual} read from {finding['raw']!r}")
    return said


def _unfounded(case: Case, finding: dict[str, Any], sent: dict[str, Any], was: dict[str, Any]) -> list[str]:
    """Whether a good finding stands on a cell that reads so: in the file as it was, or, by another reader, as it is."""
    key = ("indicator", "cell", "raw")
    same = [one for one in was["findings"] if all(one[name] == finding[name] for name in key)]
    identity = ("department", "period", "matrix", "as_of")
    improved = same and not case.harm and all(sent[name] == was[name] for name in identity)
    # What was lost may have been last year's value: then it says by which other one it judges.
    unsaid = same and set(finding["notes"]) <= set(same[0]["notes"]) and _basis(finding) == _basis(same[0])
    if improved and unsaid and same[0]["status"] not in GOOD:
        return [f"{finding['status']}, where the file as it was gave {same[0]['status']} by the same cell"]
    if same or not case.data.startswith(b"PK") or not case.seed.name.endswith(".xlsx"):
        return []
    if not finding["raw"] and finding["notes"]:
        return []  # worked out from other cells, and said
    if finding["raw"].strip() in shown(case.data, finding["cell"]):
        return []
    return [f"{finding['status']} by {finding['raw']!r} in {finding['cell']}, where no other reader finds it"]


def _basis(finding: dict[str, Any]) -> str:
    return finding["expected"]["basis"] if finding["expected"] else ""


def _megabytes() -> int:
    """The most memory that this process has had so far."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1_000_000 if sys.platform == "darwin" else 1_000)


def private_cache(folder: Path) -> None:
    """Keeps the matrices that are loaded in this process from now on out of the user's own cache."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        os.environ[name] = str(folder)
