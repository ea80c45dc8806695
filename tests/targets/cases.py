"""Reading a matrix's cases.yaml strictly, and giving each value the way a workbook would."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import Struct

from chanfa_check.matrix.load import load_matrix
from chanfa_check.model import Finding, Indicator, Matrix, Observation, Occasion, Place, Role, Submission, Task
from chanfa_check.output.words import LIGHTS, STATUSES
from chanfa_check.period import parse_as_of
from chanfa_check.submission.values import read_value
from chanfa_check.submission.workbook import Cell
from chanfa_check.verdict.check import check
from chanfa_check.verdict.judge import occasion_of

TARGETS = Path(__file__).parents[2] / "targets"
BEHIND = "滞后"
WORDS = {"提前完成", *(one.word for one in STATUSES.values()), *(f"{BEHIND}（{name}）" for name, _ in LIGHTS.values())}
_BLANK = "空白"


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """What values give as of one month; `last_year` stands in the 上年值 column."""

    as_of: str
    values: dict[str, str]
    last_year: str | None = None


class Group(Struct, frozen=True, forbid_unknown_fields=True):
    """One indicator's entries. With `items`, a value lists the amounts of these indicators instead of its own."""

    indicator: str
    name: str
    cases: tuple[Entry, ...]
    items: tuple[str, ...] = ()


class Case(Struct, frozen=True):
    """One value as of one date, and the verdict's word on screen."""

    matrix: str
    indicator: str
    as_of: str
    value: str
    expected: str
    last_year: str | None = None
    items: tuple[str, ...] = ()

    def __str__(self) -> str:
        before = f"-上年{self.last_year}" if self.last_year else ""
        return f"{self.indicator}-{self.as_of}{before}-{self.value}"


def read_groups(text: str) -> list[Group]:
    """The groups of a cases.yaml. ValueError (msgspec's own among them) where a key is repeated, unknown or missing."""
    node = yaml.compose(text, yaml.BaseLoader)
    _refuse_repeated(node)
    return msgspec.convert(yaml.load(text, yaml.BaseLoader), list[Group])


def _refuse_repeated(node: yaml.Node | None) -> None:
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        repeated = {key for key in keys if keys.count(key) > 1}
        if repeated:
            raise ValueError(f"第 {node.start_mark.line + 1} 行重复：{'、'.join(sorted(repeated))}")
        for _, value in node.value:
            _refuse_repeated(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_repeated(value)


@cache
def groups(name: str) -> tuple[Group, ...]:
    """The groups beside the matrix of this id."""
    return tuple(read_groups((TARGETS / name / "cases.yaml").read_text(encoding="utf-8")))


@cache
def matrix(name: str) -> Matrix:
    """The matrix of this id."""
    return load_matrix(TARGETS / name / "matrix.yaml")


def names() -> list[str]:
    """The ids of all matrices in the tree."""
    return sorted(path.parent.name for path in TARGETS.glob("*/matrix.yaml"))


def cases(name: str) -> Iterator[Case]:
    """Every value of the file as a case of its own, in the file's order."""
    for group in groups(name):
        for entry in group.cases:
            for value, word in entry.values.items():
                yield Case(name, group.indicator, entry.as_of, value, word, entry.last_year, group.items)


def indicator_of(case: Case) -> tuple[Task, Indicator]:
    """The indicator with its task; StopIteration where the matrix knows none of that id."""
    return _indicator(matrix(case.matrix), case.indicator)


def date_of(case: Case) -> dt.date:
    """The month's last day."""
    day = parse_as_of(case.as_of)
    assert day is not None, f"as_of 应写年月，如 2020-06，不是“{case.as_of}”"
    return day


def occasion(case: Case) -> Occasion:
    """When the case is judged, and beside which value of last year."""
    _, indicator = indicator_of(case)
    observed = _observe(case, indicator, case.value if not case.items else "")
    return occasion_of(matrix(case.matrix), indicator, date_of(case), observed.last_year)


@cache
def finding(case: Case) -> Finding:
    """The case's verdict, by a submission in which the lead reports this indicator (or its items) and nothing else."""
    rules = matrix(case.matrix)
    task, indicator = indicator_of(case)
    if case.items:
        texts = case.value.split()
        parts = zip((_indicator(rules, item)[1] for item in case.items), texts, strict=True)
        observations = tuple(_observe(case, part, text) for part, text in parts)
    else:
        observations = (_observe(case, indicator, case.value),)
    submission = Submission(path="示例.xlsx", department=rules.full_name(task.lead), observations=observations)
    found = check(submission, rules, date_of(case))
    return next(one for one in found if one.indicator == indicator.id)


def _indicator(rules: Matrix, name: str) -> tuple[Task, Indicator]:
    return next((task, one) for task in rules.tasks for one in task.indicators if one.id == name)


def _observe(case: Case, indicator: Indicator, text: str) -> Observation:
    day = date_of(case)
    read = read_value(_cell(text), indicator, "", day)
    last: Any = read_value(_cell(case.last_year or _BLANK), indicator, "", day).value
    assert case.last_year is None or isinstance(last, Decimal), f"last_year 读不懂：{case.last_year}"
    task, _ = _indicator(matrix(case.matrix), indicator.id)
    return Observation(
        task=task.id,
        indicator=indicator.id,
        role=Role.LEAD,
        place=Place("Sheet1", "F7"),
        raw="" if text == _BLANK else text,
        value=read.value,
        fault=read.fault,
        manner=read.manner,
        last_year=last,
        parts=read.parts,
    )


def _cell(text: str) -> Cell | None:
    return None if text in (_BLANK, "") else Cell(row=7, column=6, value=text)
