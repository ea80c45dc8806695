"""What a matrix file says of itself and of its own wording: numbers, sums, names, numbering, years."""

from chanfa_check.lint.codes import CODES, manual
from chanfa_check.lint.finding import LintFinding, Severity
from chanfa_check.lint.linting import lint, lint_text

__all__ = ["CODES", "LintFinding", "Severity", "lint", "lint_text", "manual"]
