"""The JSON that scripts rely on, version 1. Numbers count in the indicator's unit; dates are ISO; absent is null.

`--format json` is one object; `--format jsonl` has a line for each submission as it is done, and a last line with what
they say as a whole. A change that could break a reader gets a new version; a new field does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec.structs import asdict

from chanfa_check.model import Checked, Run, Standing, Summary
from chanfa_check.output.contract.submission import SubmissionJson, bound, number, submission_json
from chanfa_check.output.contract.whole import SummaryJson, summary_fields, summary_parts

__all__ = ["bound", "encode", "jsonl_schema", "number", "schema", "submission_line", "summary_pieces"]

_PIECE = 2**16
"""From how many bytes on a piece of a line is written."""


class StandingJson(SubmissionJson, frozen=True, kw_only=True):
    """One file among the others of its run: whether its findings are part of the run's `counts`, and why not."""

    standing: Standing


class RunJson(SummaryJson, frozen=True, kw_only=True):
    """One run over one or more files."""

    submissions: tuple[StandingJson, ...]


class SubmissionLine(SubmissionJson, frozen=True, tag_field="type", tag="submission"):
    """One line of --format jsonl: a submission, as soon as it is checked."""


class SummaryLine(SummaryJson, frozen=True, kw_only=True, tag_field="type", tag="summary"):
    """The last line of --format jsonl."""


def encode(run: Run) -> bytes:
    """The run as UTF-8 JSON, indented, with a line break at its end."""
    standings = run.standings
    submissions = tuple(
        StandingJson(**asdict(submission_json(one)), standing=standings[one.path]) for one in run.submissions
    )
    found = RunJson(**summary_fields(run), submissions=submissions)
    return msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"


def submission_line(checked: Checked) -> bytes:
    """One submission as a line of --format jsonl."""
    return msgspec.json.encode(SubmissionLine(**asdict(submission_json(checked)))) + b"\n"


def summary_pieces(summary: Summary) -> Iterator[bytes]:
    """The last line of --format jsonl, in pieces: it has an entry for every submission."""
    waiting = bytearray()
    for piece in _pieces({"type": "summary", **summary_parts(summary)}):
        waiting += piece
        if len(waiting) > _PIECE:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting) + b"\n"


def _pieces(value: Any) -> Iterator[bytes]:
    """What `msgspec.json.encode` gives; of dicts one field, and of iterators one entry at a time."""
    if isinstance(value, dict):
        between = b"{"
        for name, field in value.items():
            yield between + msgspec.json.encode(name) + b":"
            yield from _pieces(field)
            between = b","
        yield b"}" if value else b"{}"
    elif isinstance(value, Iterator):
        yield b"["
        between = b""
        for entry in value:
            yield between + msgspec.json.encode(entry)
            between = b","
        yield b"]"
    else:
        yield msgspec.json.encode(value)


def schema() -> dict[str, Any]:
    """The JSON Schema of what `encode` gives."""
    return msgspec.json.schema(RunJson)


def jsonl_schema() -> dict[str, Any]:
    """The JSON Schema of a line of --format jsonl."""
    return msgspec.json.schema(SubmissionLine | SummaryLine)
