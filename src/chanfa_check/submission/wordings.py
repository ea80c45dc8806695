"""The wordings of a matrix, and how a report's wording is compared: folded for a match, by likeness for a hint only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache

from msgspec import Struct

from chanfa_check.memo import remembered
from chanfa_check.model import Indicator, Matrix, Task
from chanfa_check.quantity.numeral import HAN, fold

_NUMERAL = "(?:\\d+(?:\\.\\d+)*|[一二三四五六七八九十]+)"
_NUMBERING = (
    rf"^(?:(?:任务)?\d+\.\d+(?={HAN})"
    rf"|(?:任务|第)?{_NUMERAL}[.、,:\s]+|[(\[]{_NUMERAL}[)\]][.、:\s]*|[\u2460-\u2473][.、:\s]*)"
)
_NUMBERING_BEGINS = frozenset("任第一二三四五六七八九十([")


# No wording of a matrix has nearly so many characters; two that agree so far are the same.
_LONGEST = 2000


@remembered
def squeeze(text: str) -> str:
    """Wording without width, spaces, line breaks and punctuation; of what is longer than any wording, the beginning."""
    begin = _squeezed(text[: 2 * _LONGEST])
    return begin if len(begin) > _LONGEST or len(text) <= 2 * _LONGEST else _squeezed(text)


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))


@remembered
def readings(text: str) -> tuple[str, ...]:
    """The wording as it stands and, where it begins with a number of its own, without."""
    folded, whole = fold(text), squeeze(text)
    # A circled figure is a digit, too.
    bare = whole
    if folded[:1] in _NUMBERING_BEGINS or folded[:1].isdigit():
        bare = squeeze(re.sub(_NUMBERING, "", folded))
    return tuple(dict.fromkeys(wording for wording in (whole, bare) if wording))


class Wordings(Struct, frozen=True, eq=False):
    """The wordings of a matrix, squeezed, by what they name. A wording that names two things names none."""

    tasks: tuple[Task, ...]
    ids: dict[str, Task]
    duties: dict[str, Task]
    indicators: dict[str, tuple[Task, Indicator]]
    headings: frozenset[str]


@lru_cache(maxsize=16)
def wordings(matrix: Matrix) -> Wordings:
    """What rows are matched with."""
    tasks = matrix.tasks
    duties: dict[str, list[Task]] = {}
    indicators: dict[str, list[tuple[Task, Indicator]]] = {}
    headings = set()
    for task in tasks:
        headings |= {squeeze(task.section), squeeze(task.measure)}
        for wording in {squeeze(task.duty), squeeze(task.measure + task.duty)}:
            duties.setdefault(wording, []).append(task)
        for indicator in task.indicators:
            indicators.setdefault(squeeze(indicator.name), []).append((task, indicator))
    alone = {wording: named[0] for wording, named in duties.items() if len(named) == 1}
    return Wordings(
        tasks,
        {task.id: task for task in tasks},
        alone,
        {wording: named[0] for wording, named in indicators.items() if len(named) == 1},
        frozenset(headings),
    )


def is_heading(text: str, known: Wordings) -> bool:
    """Whether the text is a section or a measure of the matrix."""
    return any(wording in known.headings for wording in readings(text))


def closest(text: str, known: Wordings, enough: int) -> Task | None:
    """The task whose duty is most like the wording, where the likeness is `enough` of 100."""
    possible = _alike(text, known.duties, _letters_of_duty, enough)
    if not possible:
        return None
    from rapidfuzz import fuzz, process

    best = process.extractOne(text, possible, scorer=fuzz.ratio, score_cutoff=enough)
    return known.duties[best[0]] if best else None


def alike(text: str, others: Iterable[str], enough: int) -> list[str]:
    """Those with so many characters in common that they may be alike; mostly none, and nothing need be imported."""
    return _alike(text, others, _letters, enough)


def _letters(text: str) -> frozenset[str]:
    """Each character with how often it stood before, so that sets have in common what the texts have."""
    before: Counter[str] = Counter()
    found = []
    for char in text:
        found.append(f"{char}{before[char]}")
        before[char] += 1
    return frozenset(found)


_letters_of_duty = lru_cache(maxsize=4096)(_letters)
"""The same of what a matrix says; most reports have no use for them."""


def _alike(text: str, others: Iterable[str], letters_of: Callable[[str], frozenset[str]], enough: int) -> list[str]:
    # The shorter of two has no more characters in common than it has.
    possible = [one for one in others if 200 * min(len(text), len(one)) >= enough * (len(text) + len(one))]
    if not possible:
        return []
    letters = _letters(text)
    return [one for one in possible if 200 * len(letters & letters_of(one)) >= enough * (len(text) + len(one))]
