"""Verdicts as Excel formulas: the rules' own thresholds, for a value that is yet to be filled in.

Only functions that every Excel and WPS knows. Amounts are compared after ROUND, in the indicator's unit, so that a
value exactly on its threshold (0.57 × 100 against 57) is on it. Grades are numbers, see `WORDS`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.codes import CODES
from chanfa_check.model import Occasion, Op, Requirement, Status, Target, Value
from chanfa_check.quantity.unit import ratio_scale
from chanfa_check.verdict.judge import requirements, weigh

LACKING, NOT_DUE, MET, AHEAD, ON_TRACK, BEHIND, FAR_BEHIND, UNMET = range(-1, 7)
"""Grades, the worst last. AHEAD: what falls due next is reached; LACKING: nothing is known of last year."""
WORDS = (
    CODES["not-due"].title,
    CODES["met"].title,
    CODES["met"].title,
    CODES["on-track"].title,
    CODES["behind-pace"].title,
    f"{CODES['behind-pace'].title}较多",
    CODES["unmet"].title,
)
"""The grades from NOT_DUE on, in words."""
INVALID = "填报有误"
NO_LAST_YEAR = CODES["last-year-missing"].title
RED = (WORDS[UNMET], WORDS[FAR_BEHIND], INVALID, NO_LAST_YEAR)
YELLOW = (WORDS[BEHIND],)
GREEN = (WORDS[ON_TRACK], WORDS[MET])
NOT_HELD = "未举办"

_STATUS = {
    Status.NOT_DUE: WORDS[NOT_DUE],
    Status.MET: WORDS[MET],
    Status.UNMET: WORDS[UNMET],
    Status.INVALID: INVALID,
}
_PLACES = 10


class _Asked(Struct, frozen=True):
    """A requirement whose numbers are formulas."""

    op: Op
    value: str
    pace: str | None = None
    today: bool = False
    """Falls due on the very day of the verdict."""


def literal(value: Decimal) -> str:
    """An exact decimal as it stands in a formula, to ten places."""
    text = f"{round(value, _PLACES):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def quoted(text: str) -> str:
    """A text as it stands in a formula."""
    return '"' + text.replace('"', '""') + '"'


def target_grades(occasion: Occasion, value: str, last_year: str) -> tuple[str, ...]:
    """What each target says of the number in the cell `value`. Both cells hold amounts in the indicator's unit."""
    return tuple(_target(target, occasion, value, last_year) for target in occasion.indicator.targets)


def weighed(occasion: Occasion, cells: Sequence[str]) -> str:
    """The grade of all targets together, from `cells` with the grade of each, as `check.judge.weigh` weighs them."""
    worst = f"MAX({NOT_DUE},{','.join(cells)})"
    steps: dict[dt.date, list[str]] = {}
    for target, cell in zip(occasion.indicator.targets, cells, strict=True):
        due = next((item.due for item in target.upcoming(_probe(target, occasion))), None)
        if due is not None:
            steps.setdefault(due, []).append(cell)
    if all(len(same) == 1 for same in steps.values()):
        return worst
    # Where nothing falls short, the first step ahead is reached only if all its targets reach it.
    met = worst
    for due in sorted(steps, reverse=True):
        reached = ",".join(f"{cell}={AHEAD}" for cell in steps[due])
        open_ = ",".join(f"{cell}={NOT_DUE}" for cell in steps[due])
        met = f"IF(OR({reached},{open_}),IF(AND(OR({reached}),OR({open_})),{ON_TRACK},{worst}),{met})"
    return f"IF(OR({worst}={MET},{worst}={AHEAD}),{met},{worst})"


def lacks_last_year(occasion: Occasion) -> bool:
    """Whether nothing but an unknown last year can keep the indicator from a verdict that is due."""
    assessed = weigh([target.assess(Decimal(0), occasion) for target in occasion.indicator.targets], occasion.as_of)
    return assessed.code == "last-year-missing" and assessed.status is Status.MISSING


def stage_word(occasion: Occasion, cell: str, choices: Sequence[tuple[str, str]]) -> str:
    """The verdict in words on the stage in `cell`; `choices` are what may stand there, and the stage it means."""
    return _first([(f"{cell}={quoted(shown)}", _word(stage, occasion)) for shown, stage in choices])


def dates_word(occasion: Occasion, cell: str) -> str:
    """The verdict in words on the one date in `cell`, or on 未举办; several dates as text are left to the tool."""
    return (
        f"IF(ISNUMBER({cell}),{_date_word(occasion, cell)},"
        f'IF({cell}={quoted(NOT_HELD)},{quoted(_word((), occasion))},""))'
    )


def _probe(target: Target, occasion: Occasion) -> Occasion:
    # What last year's value would be does not matter: only whether this year's requirement runs, and is due.
    return replace(occasion, last_year=Decimal(1)) if target.step(occasion.indicator) else occasion


def _target(target: Target, occasion: Occasion, value: str, last_year: str) -> str:
    if target.step(occasion.indicator) is None:
        return _grade(value, *_constants(target, occasion), occasion)
    probe = _probe(target, occasion)
    required, upcoming = target.required(probe), target.upcoming(probe)
    if not required and not upcoming:
        return str(NOT_DUE)
    known = _compared(target, occasion, value, last_year, bool(required))
    constants = _constants(target, occasion)
    unknown = str(LACKING) if constants == ([], None) else _grade(value, *constants, occasion)
    return f"IF(ISNUMBER({last_year}),{known},{unknown})"


def _compared(target: Target, occasion: Occasion, value: str, last_year: str, due: bool) -> str:
    step = target.step(occasion.indicator)
    assert step is not None

    def graded(op: Op, wanted: str) -> str:
        asked = _Asked(op, wanted, None if due else wanted, due)
        return _grade(value, [asked] if due else [], None if due else asked, occasion)

    wanted = f"ROUND({last_year}*{literal(step.factor)},{_PLACES})"
    more = graded(step.op, wanted)
    if step.cap is None:
        return more
    cap = literal(step.cap)
    return f"IF({wanted}>={cap},{graded(Op.AT_LEAST, cap)},{more})"


def _constants(target: Target, occasion: Occasion) -> tuple[list[_Asked], _Asked | None]:
    required = [_asked(item, occasion.as_of) for item in target.required(occasion)]
    upcoming = [_asked(item, occasion.as_of) for item in target.upcoming(occasion)]
    return required, next(iter(upcoming), None)


def _asked(item: Requirement, day: dt.date) -> _Asked:
    assert item.op is not None and isinstance(item.value, Decimal)
    pace = None if item.pace is None else literal(item.pace)
    return _Asked(item.op, literal(item.value), pace, item.due == day)


def _grade(value: str, required: Sequence[_Asked], upcoming: _Asked | None, occasion: Occasion) -> str:
    """As `rules.shape.thresholds.judge`: what is due first, then the next threshold, then the pace towards it."""
    settled = str(MET if required else NOT_DUE)
    if upcoming is None:
        grade = settled
    else:
        short = settled
        if upcoming.pace is not None:
            short = _paced(value, upcoming, upcoming.pace, any(item.today for item in required), occasion)
        grade = f"IF({value}{upcoming.op.value}{upcoming.value},{AHEAD},{short})"
    for item in reversed(required):
        grade = f"IF({value}{item.op.value}{item.value},{grade},{UNMET})"
    return grade


def _paced(value: str, upcoming: _Asked, pace: str, today: bool, occasion: Occasion) -> str:
    lacking = f"{pace}-{value}" if upcoming.op.upward else f"{value}-{pace}"
    lacking = f"ROUND({lacking},{_PLACES})"
    scale = ratio_scale(occasion.indicator.unit)
    if scale is not None:
        points = f"ROUND({lacking}*{literal(scale)},{_PLACES})"
    else:
        points = f"IF({upcoming.value}=0,100,ROUND({lacking}*100/{upcoming.value},{_PLACES}))"
    yellow, red = literal(occasion.lights.yellow), literal(occasion.lights.red)
    kept = MET if today else ON_TRACK
    return f"IF(OR({lacking}<=0,{points}<={yellow}),{kept},IF({points}>{red},{FAR_BEHIND},{BEHIND}))"


def _word(value: Value, occasion: Occasion) -> str:
    status = weigh([target.assess(value, occasion) for target in occasion.indicator.targets], occasion.as_of).status
    return _STATUS[status]


def _date_word(occasion: Occasion, cell: str) -> str:
    """The verdict changes only where a round begins, after its due day, and after the day of the verdict."""
    starts = {dt.date(occasion.years[0], 1, 1)}
    for target in occasion.indicator.targets:
        starts |= _turns(target, occasion)
    edges = sorted(start for start in starts if start <= occasion.as_of)
    said = [(f"{cell}>{_date(occasion.as_of)}", INVALID)]
    said += [(f"{cell}>={_date(start)}", _word((start,), occasion)) for start in reversed(edges)]
    return _first([*said, ("TRUE", _word((edges[0] - dt.timedelta(days=1),), occasion))])


def _turns(target: Target, occasion: Occasion) -> set[dt.date]:
    required, upcoming = requirements(replace(occasion, indicator=replace(occasion.indicator, targets=(target,))))
    due = next((item.due for item in (*required, *upcoming) if item.due), None)
    if due is None:
        return set()
    last = min(due, occasion.as_of)

    def counts(day: dt.date) -> bool:
        return target.assess((day,), occasion).status is Status.MET

    # All days of a round up to its due day count alike, so halving finds the first of them.
    low, high = dt.date(occasion.years[0], 1, 1), last
    while low < high:
        middle = low + (high - low) // 2
        low, high = (low, middle) if counts(middle) else (middle + dt.timedelta(days=1), high)
    return {low, due + dt.timedelta(days=1)}


def _date(day: dt.date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"


def _first(cases: Sequence[tuple[str, str]]) -> str:
    formula = '""'
    for condition, word in reversed(cases):
        formula = quoted(word) if condition == "TRUE" else f"IF({condition},{quoted(word)},{formula})"
    return formula
