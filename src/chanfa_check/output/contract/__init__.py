"""The JSON that scripts rely on, version 1. Numbers count in the indicator's unit; dates are ISO; absent is null.

`--format json` is one object; `--format jsonl` has a line for each submission as it is done, and a last line with what
they say as a whole. A change that could break a reader gets a new version; a new field does not.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import asdict

from chanfa_check.model import Checked, Run, Standing, Summary
from chanfa_check.output.contract.submission import SubmissionJson, bound, number, submission_json
from chanfa_check.output.contract.whole import SummaryJson, summary_fields

__all__ = ["bound", "encode", "jsonl_schema", "number", "schema", "submission_line", "summary_line"]


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


def summary_line(summary: Summary) -> bytes:
    """The last line of --format jsonl."""
    return msgspec.json.encode(SummaryLine(**summary_fields(summary))) + b"\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of what `encode` gives."""
    return msgspec.json.schema(RunJson)


def jsonl_schema() -> dict[str, Any]:
    """The JSON Schema of a line of --format jsonl."""
    return msgspec.json.schema(SubmissionLine | SummaryLine)
