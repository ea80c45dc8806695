"""What a run says as a whole: who reported, who contradicts whom, what changed, how each department stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from chanfa_check.model.matrix import Matrix, Requirement, Value
from chanfa_check.model.rollup import How
from chanfa_check.model.submission import Place
from chanfa_check.model.words import Light, Manner, Role, Status


class Reported(Struct, frozen=True, kw_only=True):
    """What one submission reported of one indicator, and the verdict of then.

    `last_year` counts in `unit`, as `value` does; "" where that is not known. `order` counts up with the time at which
    it was recorded; `current` tells whether no later submission for the same period has superseded it.
    """

    matrix: str
    department: str
    task: str
    indicator: str
    role: Role
    as_of: dt.date
    status: Status
    light: Light | None
    code: str
    value: Value | None
    last_year: Decimal | None
    manner: Manner
    path: str
    place: Place | None
    sha256: str
    unit: str = ""
    order: int = 0
    current: bool = True


class Standing(StrEnum):
    """What a submission counts for in the run.

    Of two that differ for one department and period neither is chosen: both are `twice`, unless one of them says that
    it corrects the other, which is `superseded` then. `copy` is the same content once more.
    """

    COUNTED = "counted"
    TWICE = "twice"
    SUPERSEDED = "superseded"
    COPY = "copy"
    UNCHECKED = "unchecked"
    MISSING = "missing"

    @property
    def counts(self) -> bool:
        """Whether its verdicts are part of the run's."""
        return self in (Standing.COUNTED, Standing.TWICE)


class Square(Struct, frozen=True):
    """One square of the heat map: the worst verdict on a task. `role` tells a lead's from a partner's."""

    status: Status
    light: Light | None
    role: Role
    early: bool = False


class Row(Struct, frozen=True, kw_only=True):
    """A department's line on the office's page: one for each of its submissions, and one where there is none.

    `squares` are by task id. `matrix` is an id, "" where none could be told. `as_of` is the end of the period that the
    line is about.
    """

    department: str
    standing: Standing
    as_of: dt.date | None
    matrix: str = ""
    path: str = ""
    counts: dict[Status, int]
    squares: dict[str, Square]


class Late(Struct, frozen=True):
    """A submission that was filled in after the day on which it was due."""

    department: str
    path: str
    filled: dt.date
    due: dt.date


class Twice(Struct, frozen=True):
    """Submissions of one department for one period. `same` tells that they report the same; `corrected` names the
    one that says that it corrects the others."""

    department: str
    paths: Sequence[str]
    same: bool = False
    corrected: str = ""


class Silent(Struct, frozen=True):
    """A partner and the tasks that it supports and said nothing of. `sent` tells that it sent something at all."""

    department: str
    tasks: tuple[str, ...]
    sent: bool


class Coverage(Struct, frozen=True, kw_only=True):
    """Who reported for one period of one matrix, beside whom it expects: its leading departments.

    A submission counts as received also where it could not be checked, as long as it is known whose it is. `due` is
    None where the matrix does not say when reports are due; then nobody is late. `undated` do not say when they were
    filled in. `unreported` are the ids of tasks of which nobody wrote anything.
    """

    matrix: str
    as_of: dt.date | None
    due: dt.date | None = None
    expected: tuple[str, ...] = ()
    received: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    late: tuple[Late, ...] = ()
    undated: tuple[str, ...] = ()
    twice: tuple[Twice, ...] = ()
    silent: tuple[Silent, ...] = ()
    unreported: tuple[str, ...] = ()


class Statement(Struct, frozen=True):
    """One of the figures that contradict each other: who said it, of when, where it stands, and how it reads."""

    department: str
    as_of: dt.date
    role: Role
    path: str
    place: Place | None
    shown: str


class Contradiction(Struct, frozen=True):
    """Figures for one indicator that cannot all be true (勾稽). `code` is a stable word of `chanfa_check.codes`."""

    code: str
    task: str
    indicator: str
    name: str
    message: str
    advice: str
    statements: tuple[Statement, ...]


class Turn(StrEnum):
    """How an indicator changed since the report before."""

    NEWLY_MET = "newly_met"
    NEWLY_SHORT = "newly_short"
    CORRECTED = "corrected"


class Change(Struct, frozen=True):
    """What is different from an earlier report: of the period before, or of the same one where it was corrected.

    `before` and `now` are a verdict and the value as it reads ("" where there is none).
    """

    turn: Turn
    department: str
    task: str
    indicator: str
    name: str
    before_as_of: dt.date
    as_of: dt.date
    before: Status
    before_shown: str
    now: Status
    now_shown: str


class Contribution(Struct, frozen=True, kw_only=True):
    """What one child gives to an indicator of the level above.

    `amount` counts in that indicator's unit and is None where there is none that counts; `why` says why, in Chinese.
    `shown` is the figure as it reads in the child's own unit, "" where there is none. `department` leads it there.
    `path` and `place` are empty where the figure is itself made of the child's children's (`rolled`). `portion` is how
    many percent of the sum it is.
    """

    child: str
    matrix: str
    indicator: str
    department: str
    amount: Decimal | None = None
    manner: Manner = Manner.EXACT
    shown: str = ""
    rolled: bool = False
    path: str = ""
    place: Place | None = None
    portion: Decimal | None = None
    weight: Decimal | None = None
    why: str = ""


class Rolled(Struct, frozen=True, kw_only=True):
    """An indicator whose value the level below makes up, and the verdict by its own targets as of `as_of`.

    `plan` is its matrix's title, `names` what that is called on the way down from the top: () there, (北仑区,) one
    level below. `actual` and `gap` count in `unit`. As long as a child lacks (`missing`, by its name), there is no
    `actual` and the verdict is missing: `so_far` is what the others come to.
    """

    matrix: str
    version: str
    plan: str
    names: tuple[str, ...]
    as_of: dt.date
    task: str
    indicator: str
    name: str
    unit: str
    how: How
    status: Status
    code: str
    message: str
    advice: str
    wording: str
    light: Light | None = None
    actual: Decimal | None = None
    so_far: Decimal | None = None
    manner: Manner = Manner.EXACT
    expected: Requirement | None = None
    gap: Decimal | None = None
    contributions: tuple[Contribution, ...]
    missing: tuple[str, ...] = ()


class Loose(Struct, frozen=True):
    """A row that belongs to no task of its department, or does not say to which indicator it belongs."""

    department: str
    path: str
    place: Place | None
    code: str
    text: str
    message: str


class SectionIndex(Struct, frozen=True):
    """How far one section is carried out: 0 to 100 over `indicators` counted ones; None where none counts."""

    section: str
    weight: Decimal
    value: Decimal | None
    indicators: int


class Index(Struct, frozen=True):
    """How far the whole matrix is carried out: its sections by their weights. `rule` says in Chinese how."""

    value: Decimal | None
    sections: tuple[SectionIndex, ...]
    rule: str


class Score(Struct, frozen=True):
    """A department's points, None where it has none; `rank` 1 is best, and equals share it.

    `counted` is the number of indicators that they are the mean of. `note` says what bears on them beside those.
    """

    department: str
    points: Decimal | None
    rank: int | None
    counted: int
    note: str = ""


class Scores(Struct, frozen=True):
    """The ranking, best first, and the matrix's rule for it in Chinese."""

    rule: str
    scores: tuple[Score, ...]


class Exemplar(Struct, frozen=True):
    """Who did best on an indicator of a task; several where they are equal."""

    task: str
    indicator: str
    name: str
    departments: tuple[str, ...]
    shown: str
    early: bool


class Summary(Struct, frozen=True, kw_only=True):
    """A run without its submissions. `matrix` and `as_of` are None where there is not one for all.

    `whole` tells that it answers for all departments, and not for a single one that checks its own submission: only
    then do others lack, and is there an index and a ranking.
    `coverage` has an entry for every matrix and period that the run is about. `elsewhere` are paths of submissions
    for other periods than those. What there may be thousands of are tuples where there are few, and otherwise made as
    they are read.
    """

    matrix: Matrix | None
    as_of: dt.date | None
    whole: bool
    counts: dict[Status, int]
    rows: Sequence[Row] = ()
    coverage: tuple[Coverage, ...] = ()
    elsewhere: Sequence[str] = ()
    contradictions: Sequence[Contradiction] = ()
    changes: Sequence[Change] = ()
    loose: Sequence[Loose] = ()
    index: Index | None = None
    scores: Scores | None = None
    exemplars: tuple[Exemplar, ...] = ()
    rollups: tuple[Rolled, ...] = ()
    unchecked: int = 0
    passed_over: tuple[str, ...] = ()
    exit_code: int
