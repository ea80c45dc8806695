"""Which requirement of a task's targets says which words of it, and what is left over on either side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.lint.asked import Asked
from chanfa_check.lint.differences import CHOICES, SOFT, Difference, differences
from chanfa_check.lint.said import Said
from chanfa_check.model import Indicator
from chanfa_check.wording import Reading

_DONE = re.compile("(?:全部|全面)?(?:完成|建成|到位)")


class Pair(Struct, frozen=True):
    """A requirement and the words that come nearest to it."""

    asked: Asked
    said: Said
    differences: frozenset[Difference]


class Agreement(Struct, frozen=True):
    """`stated` is what the words say, if with choices made; `differing` what departs from them in one thing.

    `unstated` is asked for without words, `unexpressed` said without a target.
    """

    stated: tuple[Pair, ...]
    differing: tuple[Pair, ...]
    unstated: tuple[Asked, ...]
    unexpressed: tuple[Said, ...]


class _Candidate(Struct, frozen=True):
    """A reading, or two that make one: 150名 here, 到2025年全部完成 there."""

    reading: Reading
    sources: tuple[Said, ...]


def agreement_of(asked: Sequence[Asked], said: Sequence[Said], years: tuple[int, int]) -> Agreement:
    """Holds every requirement against every reading of one task."""
    candidates = tuple(_candidates(said))
    matches = [match for one in asked for match in _matches(one, candidates, years)]
    stated: list[Pair] = []
    left: list[Asked] = []
    used: list[tuple[Asked, _Candidate]] = []
    for one in asked:
        fitting = _fitting([match for match in matches if match[0] is one], asked)
        if fitting:
            best = min(fitting, key=_distance)
            stated.append(Pair(one, best[1].sources[0], best[2]))
            used += [(one, candidate) for _, candidate, found in fitting if found <= CHOICES or candidate is best[1]]
        elif one.rule != "ongoing":
            # A narrative can be asked for at any time; no words are needed.
            left.append(one)
    missed = _missed(said, used, bool(asked))
    differing = list(_differing(left, missed, matches))
    apart = {id(match[0]) for match in differing}
    mended = {id(source) for match in differing for source in match[1].sources}
    return Agreement(
        stated=tuple(stated),
        differing=tuple(Pair(one, candidate.sources[0], found) for one, candidate, found in differing),
        unstated=tuple(one for one in left if id(one) not in apart),
        unexpressed=tuple(one for one in missed if id(one) not in mended),
    )


_Match = tuple[Asked, _Candidate, frozenset[Difference]]


def _candidates(said: Sequence[Said]) -> Iterator[_Candidate]:
    """The readings; an amount without a date takes it from the share of it that is to be done by a date."""
    shares = [(one, share) for one in said if (share := _share_done(one)) is not None]
    for one in said:
        reading = one.reading
        undated = reading.rule == "total" and reading.year is None and reading.due is None
        if undated and isinstance(reading.value, Decimal):
            for other, share in shares:
                by = other.reading
                amount = reading.value * share / 100
                dated = replace(reading, value=amount, year=by.year, due=by.due, first=by.first, last=by.last)
                yield _Candidate(dated, (one, other))
        if not (undated and any(share == 100 for _, share in shares)):
            yield _Candidate(reading, (one,))


def _share_done(said: Said) -> Decimal | None:
    """How much of a whole, in percent, is to be done by the date of the reading: 2019年完成50%, 到2025年全部完成."""
    reading = said.reading
    if reading.year is None and reading.due is None and reading.last is None:
        return None
    if reading.rule == "stage":
        return Decimal(100) if _DONE.fullmatch(str(reading.value)) else None
    if reading.rule != "milestones" or reading.unit != "%" or not _DONE.search(_around(said)):
        return None
    return reading.value if isinstance(reading.value, Decimal) else None


def _around(said: Said) -> str:
    """The words of a reading, with the verb behind them: of 到2025年全部完成, a reading may only take in 全部."""
    first, last = said.reading.span
    return said.phrase[first : last + 2]


def _matches(asked: Asked, candidates: Sequence[_Candidate], years: tuple[int, int]) -> Iterator[_Match]:
    for candidate in candidates:
        found = differences(asked, candidate.reading, years)
        if found is not None:
            yield asked, candidate, found


def _fitting(matches: Sequence[_Match], asked: Sequence[Asked]) -> list[_Match]:
    """What says what the requirement asks for.

    Where words name the indicator and say another number for the same time, words that name another one do not count:
    3所院校 is not stated by 2所院校、3个专业.
    """
    fitting = [match for match in matches if match[2] <= SOFT]
    if any(_names(match[0].indicator, match[1].reading) and match[2] - SOFT <= _OTHER_NUMBER for match in matches):
        return [match for match in fitting if not _of_another(match, asked)]
    return fitting


_OTHER_NUMBER = frozenset({Difference.VALUE, Difference.OP})


def _of_another(match: _Match, asked: Sequence[Asked]) -> bool:
    one, candidate, _ = match
    if _names(one.indicator, candidate.reading):
        return False
    return any(_names(other.indicator, candidate.reading) for other in asked)


def _names(indicator: Indicator, reading: Reading) -> bool:
    """Whether the reading is about this indicator by name."""
    subject = _bare(reading.subject)
    names = [_bare(name) for name in (indicator.name, *indicator.aliases)]
    return len(subject) > 1 and any(subject in name or name in subject for name in names)


def _bare(name: str) -> str:
    return re.sub(r"[\s“”\"'‘’（）()]", "", name)


def _distance(match: _Match) -> tuple[int, int, int]:
    """Fewer differences come first, then more characters in common."""
    asked, candidate, found = match
    hard = len(found - SOFT)
    return hard, len(found), -_common(asked, candidate.reading)


def _common(asked: Asked, reading: Reading) -> int:
    return len(set(asked.indicator.name) & set(reading.subject))


def _missed(said: Sequence[Said], used: list[tuple[Asked, _Candidate]], any_target: bool) -> list[Said]:
    """The readings that no target says. Two of the same number and date for two subjects need two indicators."""
    taken: dict[int, set[str]] = {}
    for asked, candidate in used:
        for source in candidate.sources:
            taken.setdefault(id(source), set()).add(asked.indicator.id)
    missed = [one for one in said if id(one) not in taken and not (one.reading.rule == "ongoing" and any_target)]
    groups: dict[tuple[object, ...], list[Said]] = {}
    for one in said:
        if one.reading.subject and id(one) in taken:
            alike = replace(one.reading, subject="", span=(0, 0))
            groups.setdefault((one.field, alike), []).append(one)
    for group in groups.values():
        subjects = {one.reading.subject: one for one in group}
        indicators = {indicator for one in group for indicator in taken[id(one)]}
        if len(subjects) > len(indicators):
            missed += list(subjects.values())[len(indicators) :]
    return missed


def _differing(left: Sequence[Asked], missed: Sequence[Said], matches: Sequence[_Match]) -> Iterator[_Match]:
    """What is left on both sides and differs in one thing only: one mistake, said once."""
    free = {id(one) for one in missed}
    waiting = {id(one) for one in left}
    near = [match for match in matches if len(match[2] - SOFT) == 1]
    for match in sorted(near, key=_distance):
        asked, candidate = id(match[0]), id(match[1].sources[0])
        if asked in waiting and candidate in free:
            waiting.discard(asked)
            free.discard(candidate)
            yield match
