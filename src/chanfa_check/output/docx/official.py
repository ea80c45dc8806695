"""What an official document does not say: how the program is used."""

from __future__ import annotations

import re

# Advice as the program words it: 请用 --targets 指明…, 或用 chanfa-check template 生成…. The words of a submission are
# left alone: they stand in quotation marks, so that a closing one follows.
_COMMAND = r"[请或]?改?用 (?:--[a-z]|chanfa-check )(?!.*”)"
_IN_BRACKETS = rf"（{_COMMAND}[^（）]*）"
_BEHIND_A_COMMA = rf"[，；]{_COMMAND}[^，；。（）]*"
_A_SENTENCE = rf"(?<![^。？]){_COMMAND}[^。]*。?"
_CLAUSES = re.compile("|".join((_IN_BRACKETS, _BEHIND_A_COMMA, _A_SENTENCE)), re.DOTALL)


def official(text: str) -> str:
    """The text without the clauses that name an option or a command of the program."""
    return _CLAUSES.sub("", text)
