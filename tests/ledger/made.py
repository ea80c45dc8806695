"""Submissions for the ledger's tests, and looking into its tables."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, text

from chanfa_check.across.reported import reported
from chanfa_check.ledger.connect import connect, ledger_url
from chanfa_check.model import (
    Checked,
    Finding,
    Light,
    Manner,
    Matrix,
    Observation,
    Op,
    Period,
    Place,
    Reported,
    Requirement,
    Role,
    Status,
    Value,
)

MATRIX = Matrix(id="m", version="1", title="分工表", years=(2019, 2025), departments={}, tasks=())
JUNE = dt.date(2020, 6, 30)


def finding(indicator: str = "1.1a", value: Value | None = Decimal("35.2"), /, **fields: Any) -> Finding:
    """A lead's verdict on one indicator; its task is the first part of its id."""
    plain: dict[str, Any] = {
        "task": indicator[:-1],
        "indicator": indicator,
        "name": "覆盖率",
        "unit": "%",
        "role": Role.LEAD,
        "status": Status.BEHIND,
        "code": "behind-pace",
        "light": Light.YELLOW,
        "message": "35.2%，应不低于 37.1%",
        "actual": value,
        "expected": Requirement("milestones", Op.AT_LEAST, Decimal(40), dt.date(2020, 12, 31), Decimal("37.1")),
        "gap": Decimal("1.9"),
        "place": Place("完成情况", "F7"),
        "raw": "35.2%",
    }
    return Finding(**(plain | fields))


def observation(indicator: str = "1.1a", /, **fields: Any) -> Observation:
    """A row about one indicator."""
    plain: dict[str, Any] = {
        "task": indicator[:-1],
        "indicator": indicator,
        "role": Role.LEAD,
        "place": Place("完成情况", "F7"),
        "raw": "35.2%",
        "value": Decimal("35.2"),
        "manner": Manner.EXACT,
    }
    return Observation(**(plain | fields))


def submission(name: str, *findings: Finding, as_of: dt.date = JUNE, **fields: Any) -> Checked:
    """The whole year up to a day, by one department. `name` stands for the file's content too."""
    plain: dict[str, Any] = {
        "path": f"2020-06/{name}.xlsx",
        "sha256": name,
        "department": "市总工会",
        "period": Period(dt.date(as_of.year, 1, 1), as_of),
        "as_of": as_of,
        "matrix": MATRIX,
        "findings": findings or (finding(),),
    }
    return Checked(**(plain | fields))


def plainly(several: tuple[Reported, ...]) -> list[Reported]:
    """Without what the ledger adds."""
    return [replace(one, order=0, current=True) for one in several]


def as_reported(*several: Checked) -> list[Reported]:
    """What submissions say, without a ledger."""
    return [one for checked in several for one in reported(checked)]


def looked(url: str) -> Connection:
    """A connection of one's own."""
    return connect(ledger_url(url))


def rows(url: str) -> dict[str, int]:
    """How many rows each table has."""
    with looked(url) as connection:
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in ("run", "submission", "seen", "judgement", "observation", "finding")
        }
