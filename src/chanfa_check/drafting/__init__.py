"""From a Word or Excel annex, or its plain text, to a matrix file that is ready for a person to review."""

from chanfa_check.drafting.drafted import Draft, draft
from chanfa_check.drafting.errors import CannotDraft
from chanfa_check.drafting.file import to_yaml

__all__ = ["CannotDraft", "Draft", "draft", "to_yaml"]
