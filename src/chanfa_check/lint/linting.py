"""All checks of one matrix file, and which of their findings a person has explained."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import localcontext
from pathlib import Path

from msgspec.structs import replace

from chanfa_check.lint.checks import accepted_idle
from chanfa_check.lint.codes import CODES, module
from chanfa_check.lint.finding import LintFinding
from chanfa_check.lint.ground import Ground, Read, survey
from chanfa_check.matrix.library import content_of
from chanfa_check.matrix.load import load_text
from chanfa_check.matrix.strict import Reader
from chanfa_check.matrix.supplement import is_supplement
from chanfa_check.model import Accepted, Matrix
from chanfa_check.wording import read_wording

_DIGITS = 60


def lint(path: Path) -> tuple[LintFinding, ...]:
    """What a matrix file says that its words do not, and whatever else does not fit, in order of line.

    Raises MatrixError for a file that does not load, OSError for one that cannot be read. A supplement has no words of
    its own: it is only loaded.
    """
    return lint_text(content_of(path), path)


def lint_text(content: bytes, path: Path, read: Read = read_wording) -> tuple[LintFinding, ...]:
    """The same of the content of the file at `path`. Raises MatrixError."""
    matrix = load_text(content, path)
    if is_supplement(content):
        return ()
    reader = Reader()
    reader.read(content.decode("utf-8-sig"), Matrix)
    # Twenty digits in 亿元 over as many years as there are: still exact.
    with localcontext(prec=_DIGITS):
        ground = survey(matrix, reader.lines, read)
        found = tuple(_explained(one, matrix.accepted) for one in _found(ground))
        idle = tuple(accepted_idle.check(ground, found, CODES))
    return tuple(sorted((*found, *idle), key=lambda one: (one.line, list(CODES).index(one.code))))


def _found(ground: Ground) -> list[LintFinding]:
    return [found for code in CODES if code != accepted_idle.CODE for found in module(code).check(ground)]


def _explained(found: LintFinding, accepted: Sequence[Accepted]) -> LintFinding:
    why = next((item.why for item in accepted if accepted_idle.answers(item, found)), "")
    return replace(found, explained=why)
