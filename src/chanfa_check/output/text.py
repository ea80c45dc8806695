"""Texts of submissions as a document can hold them: one line, and no character that hides or turns others."""

from __future__ import annotations

import re

_BREAKS = "[\t\n\r\u2028\u2029]+"
# Control characters, which XML forbids for the most part; half of a surrogate pair, from a file name that is no UTF-8;
# and the marks that turn the direction of writing, so that a text would read otherwise than it stands.
_UNFIT = "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"


def as_text(text: str) -> str:
    """The text on one line; what cannot be shown is "\ufffd", so that nothing goes missing unseen."""
    if text.isprintable():
        return text  # nearly every text, and neither pattern need be compiled
    return re.sub(_UNFIT, "\ufffd", re.sub(_BREAKS, " ", text))


_LONGEST = 160
_BEGIN, _END = 80, 60


def shortened(name: str) -> str:
    """A name; of one that is longer than anybody reads, its beginning and its end."""
    return name if len(name) <= _LONGEST else f"{name[:_BEGIN]}…{name[-_END:]}"


def short_names(text: str) -> str:
    """The sentence with every name in “” shortened."""
    if len(text) <= _LONGEST:
        return text
    return re.sub("“([^“”]+)”", lambda found: f"“{shortened(found[1])}”", text)
