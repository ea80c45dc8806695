"""What `targets lint` found, for eyes and for scripts; JSON version 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from chanfa_check.lint import LintFinding, Severity
from chanfa_check.output.text import as_text


class FoundJson(Struct, frozen=True):
    """One finding. `open`: somebody has to do something; `explained` is why it stands, "" where nobody said so."""

    code: str
    line: int
    task: str
    severity: Severity
    message: str
    explained: str
    open: bool


class FileJson(Struct, frozen=True):
    """One matrix file, its findings in order of line, and how many are open, notes and explained."""

    path: str
    findings: tuple[FoundJson, ...]
    open: int
    notes: int
    explained: int


class LintJson(Struct, frozen=True):
    """All files of one call, in its order."""

    schema: str
    files: tuple[FileJson, ...]


def encode(linted: Mapping[Path, Sequence[LintFinding]]) -> bytes:
    """The findings of each file as UTF-8 JSON."""
    files = tuple(_file(path, findings) for path, findings in linted.items())
    shown = LintJson(schema="chanfa-check/lint/1", files=files)
    return msgspec.json.format(msgspec.json.encode(shown), indent=2) + b"\n"


def page(findings: Sequence[LintFinding], path: Path) -> str:
    """One file's findings: what is to be done first, then notes, then what is explained; their number at the end."""
    open_, notes, explained = _grouped(findings)
    lines = [
        *_group("要改，或要说明的", open_, path),
        *_group("提示：请人工核对", notes, path),
        *_group("已有说明的", explained, path),
    ]
    if not findings:
        return f"{as_text(str(path))}：没有发现问题\n"
    counts = f"{len(open_)} 条要改或要说明，{len(notes)} 条提示，{len(explained)} 条已有说明"
    return "\n".join((*lines, f"{as_text(str(path))}：共 {len(findings)} 条，{counts}")) + "\n"


def _grouped(findings: Sequence[LintFinding]) -> tuple[list[LintFinding], list[LintFinding], list[LintFinding]]:
    open_ = [one for one in findings if one.open]
    notes = [one for one in findings if not one.open and not one.explained]
    return open_, notes, [one for one in findings if one.explained]


def _group(title: str, findings: Sequence[LintFinding], path: Path) -> list[str]:
    if not findings:
        return []
    lines = [f"{title}："]
    for one in findings:
        task = f"任务 {one.task} " if one.task else ""
        lines.append(as_text(f"{path}:{one.line}: {one.code} {task}{one.message}"))
        lines += [as_text(f"    说明：{one.explained}")] if one.explained else []
    return [*lines, ""]


def _file(path: Path, findings: Sequence[LintFinding]) -> FileJson:
    open_, notes, explained = _grouped(findings)
    shown = tuple(
        FoundJson(one.code, one.line, one.task, one.severity, one.message, one.explained, one.open) for one in findings
    )
    return FileJson(as_text(str(path)), shown, len(open_), len(notes), len(explained))
