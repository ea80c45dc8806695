"""A task-responsibility matrix, and what one of its targets asks for and says of a value."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import ClassVar, TypeAlias

from msgspec import Struct, field

from chanfa_check.model.rollup import RolledIndicator, Rollup
from chanfa_check.model.words import Light, Op, Role, Status

Value: TypeAlias = Decimal | str | tuple[dt.date, ...]
"""An amount in the indicator's unit, a stage or a narrative, or the dates of an event."""


class Measure(StrEnum):
    """What kind of thing an indicator's value is."""

    NUMBER = "number"
    STAGE = "stage"
    DATES = "dates"
    NARRATIVE = "narrative"


MEASURES: Mapping[str, Measure] = {"阶段": Measure.STAGE, "日期": Measure.DATES, "文字": Measure.NARRATIVE}
"""The words that stand in the place of a unit where a value is no number."""


class Pace(StrEnum):
    """What runs between two thresholds: a straight line by whole months, the last threshold, or nothing."""

    LINEAR = "linear"
    STEP = "step"
    NONE = "none"


class Counting(StrEnum):
    """Over what time an indicator's values count: as they stand at a date, since 1 January, or since the start."""

    AT_DATE = "at_date"
    YEARLY = "yearly"
    CUMULATIVE = "cumulative"


class Lights(Struct, frozen=True):
    """How many percentage points below the pace turn the lights; up to `yellow` points still count as on track."""

    yellow: Decimal = Decimal(0)
    red: Decimal = Decimal(30)


class Due(Struct, frozen=True):
    """When a threshold falls due: one date, or the last day of each year of a span (2021-2025)."""

    first: dt.date
    last: dt.date

    def dates(self) -> tuple[dt.date, ...]:
        """Every date on which the threshold falls due, in order."""
        return tuple(self.first.replace(year=year) for year in range(self.first.year, self.last.year + 1))


class Bound(Struct, frozen=True):
    """A number to keep to, in the indicator's unit. `top` closes a range (1-2家): more than the top is met, and said.

    `op` is None where the wording says neither 以上 nor 超过 nor 以内: the rule's own direction holds then.
    """

    op: Op | None
    value: Decimal
    top: Decimal | None = None


class Rate(Struct, frozen=True):
    """A yearly rate of growth, as a fraction: 0.06 for 6%."""

    fraction: Decimal


class Every(Struct, frozen=True):
    """How often something recurs."""

    months: int


class YearDay(Struct, frozen=True):
    """A day of every year, such as 05-01."""

    month: int
    day: int


class MonthDay(Struct, frozen=True):
    """A day of every month; of a shorter month, its last."""

    day: int


class Interval(StrEnum):
    """How often departments report."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


class Reporting(Struct, frozen=True, kw_only=True):
    """When a report is due: on a day of the month after the last month that it is about."""

    every: Interval = Interval.MONTH
    due_day: MonthDay


class PointsRule(Struct, frozen=True, kw_only=True):
    """What each verdict on an indicator is worth; a department's points are the mean over its indicators.

    `early` is what reaching the next threshold before it is due is worth, `behind` and `behind_red` what the lights
    are. What is not due, has no target or is for a person to judge neither adds nor takes away. `late` is taken off a
    department whose report came late.
    """

    met: Decimal
    on_track: Decimal
    behind: Decimal
    unmet: Decimal
    missing: Decimal
    invalid: Decimal
    early: Decimal | None = None
    behind_red: Decimal | None = None
    late: Decimal = Decimal(0)


class IndexRule(Struct, frozen=True, kw_only=True):
    """What share each section has in the index."""

    weights: dict[str, Decimal]


class TaskClass(StrEnum):
    """Whether a task is binding or expected (约束性, 预期性)."""

    BINDING = "约束性"
    EXPECTED = "预期性"


class Requirement(Struct, frozen=True):
    """What one target asks for at one due date.

    `value` counts in the indicator's unit, or names a stage; None where a narrative or a date is asked for.
    `due` None means: at every date. `pace` is the value that the pace asks for on the day asked about, and is
    there only while `due` lies ahead. `basis` says in Chinese how a computed number came about.
    """

    rule: str
    op: Op | None
    value: Decimal | str | None
    due: dt.date | None
    pace: Decimal | None = None
    top: Decimal | None = None
    basis: str = ""


class Step(Struct, frozen=True):
    """What a year asks for, given the value of the year before: `factor` times that; from `cap` on, `cap`."""

    op: Op
    factor: Decimal
    cap: Decimal | None = None

    def asks(self, last_year: Decimal) -> tuple[Op, Decimal]:
        """The comparison and the number that follow from last year's value."""
        value = last_year * self.factor
        return (Op.AT_LEAST, self.cap) if self.cap is not None and value >= self.cap else (self.op, value)


class Occasion(Struct, frozen=True):
    """When and beside what an indicator is judged.

    `years` are the matrix's first and last. `last_year` is the indicator's actual value of the year before, where
    it is known.
    """

    as_of: dt.date
    indicator: Indicator
    years: tuple[int, int]
    pace: Pace = Pace.LINEAR
    lights: Lights = Lights()
    last_year: Decimal | None = None


class Assessment(Struct, frozen=True):
    """What one target says of one value. `gap` is how much is lacking, in the indicator's unit.

    `code` is a stable word of `chanfa_check.codes`; `notes` are Chinese sentences that belong beside the verdict.
    """

    status: Status
    code: str
    requirement: Requirement | None = None
    gap: Decimal | None = None
    light: Light | None = None
    notes: tuple[str, ...] = ()


class Target(Struct, frozen=True, kw_only=True):
    """An indicator's rule with its numbers. Every kind of rule is a subclass, in a module of `chanfa_check.rules`."""

    rule: ClassVar[str]
    measure: ClassVar[Measure] = Measure.NUMBER
    counting: ClassVar[Counting] = Counting.AT_DATE

    @abstractmethod
    def required(self, occasion: Occasion) -> tuple[Requirement, ...]:
        """What is due on the occasion's date and binds."""

    @abstractmethod
    def upcoming(self, occasion: Occasion) -> tuple[Requirement, ...]:
        """What falls due next, with the pace towards it where one can be drawn."""

    @abstractmethod
    def assess(self, value: Value, occasion: Occasion) -> Assessment:
        """The verdict of this target alone."""

    def misfits(self, indicator: Indicator, years: tuple[int, int]) -> tuple[str, ...]:
        """What is wrong with this target inside its indicator, as Chinese sentences."""
        del indicator, years
        return ()

    def awaits(self, occasion: Occasion) -> bool:
        """Whether a value is due on the occasion's date, also where no number can be put to what is required."""
        return bool(self.required(occasion))

    def step(self, indicator: Indicator) -> Step | None:
        """How this year's requirement follows from last year's value; None where it does not."""
        del indicator
        return None

    def due_dates(self) -> tuple[dt.date, ...]:
        """The dates that the target names, in order; () for one that names none."""
        return ()

    def named_years(self) -> tuple[int, ...]:
        """The years from which and to which the target says it runs."""
        return ()

    def goals(self) -> tuple[Decimal, ...]:
        """The numbers that the target asks for where they are known beforehand."""
        return ()

    def parts(self) -> tuple[str, ...]:
        """The ids of the indicators that this one is computed from."""
        return ()

    def threshold_of(self, year: int) -> Decimal | None:
        """The number that this target alone sets for the end of `year`, where it sets one."""
        del year
        return None


class Indicator(Struct, frozen=True, kw_only=True, dict=True):
    """One measured thing of a task.

    `unit` is a unit of measurement, or one of `MEASURES`. `aliases` are other names that clerks write for it.
    `share` tells whether 100 is the most that a percentage can reach. `part_of` is the id of the cumulative indicator
    that a yearly one is a part of. `reading` says which reading of the wording was chosen, and why.
    """

    id: str
    name: str
    unit: str
    targets: tuple[Target, ...]
    aliases: tuple[str, ...] = ()
    share: bool = True
    part_of: str = ""
    reading: str = ""

    @cached_property
    def counting(self) -> Counting:
        """Over what time its values count."""
        return next((one.counting for one in self.targets if one.counting is not Counting.AT_DATE), Counting.AT_DATE)

    @cached_property
    def compares_years(self) -> bool:
        """Whether its verdict hangs on last year's value."""
        return any(target.step(self) for target in self.targets)

    @cached_property
    def measure(self) -> Measure:
        """What kind of thing a value of this indicator is."""
        return MEASURES.get(self.unit, Measure.NUMBER)


INHERITABLE: Mapping[str, str] = {"lead": "牵头单位", "partners": "配合单位", "schedule": "时间进度"}
"""The fields that a blank cell takes over from the row above, and what they are called."""


class Task(Struct, frozen=True, kw_only=True):
    """One row of the matrix. `inherited` names the fields that a blank cell took over from the row above."""

    id: str
    section: str
    measure: str
    duty: str
    schedule: str
    lead: str
    partners: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    inherited: tuple[str, ...] = ()
    note: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Its own id, and those of its indicators."""
        return (self.id, *(one.id for one in self.indicators))


class Department(Struct, frozen=True, kw_only=True):
    """Other names of a department, apart from its full one; for a collective name, the departments it stands for."""

    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


class Question(Struct, frozen=True, kw_only=True):
    """A place where a person has yet to decide. `task` is "" for the matrix as a whole; `about` names a field."""

    task: str = ""
    about: str = ""
    question: str


class Accepted(Struct, frozen=True, kw_only=True):
    """A finding of `targets lint` that a person has looked at, and why it stands.

    `task` is "" for the matrix as a whole. `found` are words that the finding must contain, so that another number in
    the same task is found again.
    """

    code: str
    task: str = ""
    found: str = ""
    why: str


class Matrix(Struct, frozen=True, kw_only=True):
    """One task-responsibility matrix, as its file says. Outside `years`, its first and last, nothing is required.

    `from_` (a date, a month or a year, whose first day is meant) and `supersedes` (an id, or a file) go together: up
    to that day the superseded matrix holds. `rollup` says which indicators are added up from matrices of the level
    below. What these names lead to is there once a `LinkedMatrix` has been made of it.
    `sections` are the numbers that the annex prints before its sections, such as （四）, by the section's title.
    `review` is what is still open in a drafted matrix, `accepted` what `targets lint` has found and a person explained.
    """

    id: str
    version: str
    title: str
    years: tuple[int, int]
    departments: dict[str, Department]
    tasks: tuple[Task, ...]
    source: str = ""
    pace: Pace = Pace.LINEAR
    lights: Lights = Lights()
    reporting: Reporting | None = None
    classes: dict[TaskClass, tuple[str, ...]] = {}
    index: IndexRule | None = None
    points: PointsRule | None = None
    notes: tuple[str, ...] = ()
    sections: dict[str, str] = {}
    accepted: tuple[Accepted, ...] = ()
    review: tuple[Question, ...] = ()
    from_: str = field(default="", name="from")
    supersedes: str = ""
    rollup: Rollup | None = None

    def __hash__(self) -> int:
        # Its fields are dicts, which have no hash; what is worked out from a matrix is kept by it nevertheless.
        return hash((self.id, self.version))

    @property
    def begins(self) -> dt.date | None:
        """The day from which it is in force; None where it supersedes no other."""
        return None

    @property
    def until(self) -> dt.date | None:
        """The day from which `successor` is in force in its place; None where there is no successor."""
        return None

    @property
    def successor(self) -> str:
        """The id of the matrix that supersedes it, or ""."""
        return ""

    @property
    def earlier(self) -> Matrix | None:
        """The matrix that it supersedes."""
        return None

    @property
    def children(self) -> Mapping[str, Matrix]:
        """The matrices of the level below, by what each is called here."""
        return {}

    def at(self, day: dt.date | None) -> Matrix:
        """The one of its versions that is in force on the day; itself where there is no day."""
        if day is None or self.begins is None or self.earlier is None or day >= self.begins:
            return self
        return self.earlier.at(day)

    def versions(self) -> tuple[Matrix, ...]:
        """Itself, and those that it supersedes, newest first."""
        return (self, *(self.earlier.versions() if self.earlier else ()))

    def family(self) -> tuple[Matrix, ...]:
        """All its versions, and those of every level below, each once."""
        found = {one.id: one for one in self.versions()}
        for version in self.versions():
            for child in version.children.values():
                found |= {one.id: one for one in child.family() if one.id not in found}
        return tuple(found.values())

    def indicators(self) -> dict[str, Indicator]:
        """Its indicators by id, in its order."""
        return {one.id: one for task in self.tasks for one in task.indicators}

    def rolled(self, indicator: str) -> RolledIndicator | None:
        """How the level below makes up the indicator of this id; None where it does not."""
        return next((one for one in self.rollup.indicators if one.id == indicator), None) if self.rollup else None

    def class_of(self, task: str) -> TaskClass | None:
        """Whether the task of this id is binding or expected; None where the matrix does not say."""
        return next((name for name, tasks in self.classes.items() if task in tasks), None)

    def covers(self, day: dt.date) -> bool:
        """Whether `day` lies in the matrix's years."""
        return self.years[0] <= day.year <= self.years[1]

    def full_name(self, name: str) -> str | None:
        """The full name of the department that goes by exactly `name`; None where none does."""
        return _full_names(self).get(name)

    def department_of(self, other: Matrix, name: str) -> str:
        """What this matrix calls the department that `other` calls `name`; just so where it knows none of its names."""
        names = (name, *other.departments[name].aliases) if name in other.departments else (name,)
        return next((full for one in names if (full := self.full_name(one))), name)

    def upward(self, indicator: Indicator) -> bool | None:
        """Whether more of it is better; None where its targets do not say, or not the same."""
        ends = [dt.date(year, 12, 31) for year in range(self.years[0], self.years[1] + 1)]
        occasions = [Occasion(day, indicator, self.years, self.pace, self.lights) for day in ends]
        asked = [
            item
            for target in indicator.targets
            for occasion in occasions
            for item in (*target.required(occasion), *target.upcoming(occasion))
        ]
        ops = {item.op for item in asked} | {step.op for one in indicator.targets if (step := one.step(indicator))}
        ways = {op.upward for op in ops if op}
        return ways.pop() if len(ways) == 1 else None

    def leads(self) -> tuple[str, ...]:
        """The leading departments by full name, in the order in which they first lead a task."""
        return tuple(dict.fromkeys(self.full_name(task.lead) or task.lead for task in self.tasks))

    def reporters(self) -> tuple[str, ...]:
        """The leading departments that have something to report: not all of theirs is made up by the level below."""
        own = [task for task in self.tasks if not all(self.rolled(one.id) for one in task.indicators)]
        return tuple(dict.fromkeys(self.full_name(task.lead) or task.lead for task in own))

    def role(self, department: str, task: Task) -> Role | None:
        """How the department of this full name answers for the task; None where it does not."""
        return _roles(self, department).get(task.id)

    def supporters(self, task: Task) -> tuple[str, ...]:
        """The departments that support the task by full name: collective names and their members too."""
        named = [self.full_name(name) or name for name in task.partners]
        members = [member for name in named if name in self.departments for member in self.departments[name].members]
        return tuple(dict.fromkeys(name for name in (*named, *members) if name != self.full_name(task.lead)))


@lru_cache(maxsize=64)
def _full_names(matrix: Matrix) -> dict[str, str]:
    """The full name by each of a department's names; of two that share one, the first department's."""
    named: dict[str, str] = {}
    for full, department in matrix.departments.items():
        for name in (full, *department.aliases):
            named.setdefault(name, full)
    return named


@lru_cache(maxsize=1024)
def _roles(matrix: Matrix, department: str) -> dict[str, Role]:
    """By task, how the department answers for it, where it does."""
    roles = {task.id: Role.PARTNER for task in matrix.tasks if department in matrix.supporters(task)}
    return roles | {task.id: Role.LEAD for task in matrix.tasks if matrix.full_name(task.lead) == department}
