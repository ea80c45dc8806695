"""Writes a drafted matrix as YAML, laid out as a person would, so that every text comes back exactly as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from chanfa_check.drafting.said import Plain
from chanfa_check.model import Question

_PLAIN = r"[\w“”‘’《》〈〉（）【】＋＝％，。；：？！、·—…①-⑳㎡%/+~.-]+"
_BARE = re.compile(rf"{_PLAIN}(?: +{_PLAIN})*")
# What other readers of YAML take for a number, a date, a truth value or nothing.
_GUESSED = re.compile(
    r"[-+.\d][-+.,:_\deExXa-fA-F]*|\d+[-/]\d+.*|~|null|true|false|yes|no|on|off|y|n|\.(?:inf|nan)", re.IGNORECASE
)
_HIDDEN = re.compile(
    "[^\x20-\x7e\xa1-\xac\xae-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def text(value: str) -> str:
    """A text as YAML: plain where nobody could read it as anything else, in double quotes otherwise."""
    if _BARE.fullmatch(value) and value[0] not in "-%~+./" and not _GUESSED.fullmatch(value):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _HIDDEN.sub(_escaped, quoted)


def plain(value: str) -> str:
    """A value that is no running text: years, dates and amounts stand without quotes (2020, 35%, 2021-2025)."""
    return value if re.fullmatch(r"[\w.%‰-]+", value) and value[0] not in "-%." and len(value) < 40 else text(value)


def comment(value: str) -> str:
    """A text for a comment: on one line, without what YAML does not allow outside quotes."""
    return " ".join(_HIDDEN.sub(" ", value).split())


def flow(value: object) -> str:
    """A value of a target or of a short list, on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{plain(str(key))}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return plain(str(value))


def listed(values: Iterable[str]) -> str:
    """A list of names on one line."""
    return "[" + ", ".join(text(value) for value in values) + "]"


def indicator_lines(indicator: Plain) -> Iterator[str]:
    """One indicator, as an item of a task's list."""
    mark = "      - "
    for key, value in indicator.items():
        if key == "targets":
            yield f"{mark}targets:"
            yield from (f"          - {flow(target)}" for target in value)
        else:
            yield f"{mark}{key}: {plain(value) if key in ('id', 'share', 'part_of') else text(value)}"
        mark = "        "


def question_line(question: Question) -> str:
    """One open question, as an item of `review`."""
    places = [f"{key}: {text(value)}, " for key, value in (("task", question.task), ("about", question.about)) if value]
    return f"  - {{{''.join(places)}question: {text(question.question)}}}"


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
