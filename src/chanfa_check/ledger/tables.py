"""The ledger's tables. Rows are only ever added; what is current follows from them.

Texts of the matrix that identify something have a length, since not every database can index a text without one.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from chanfa_check.ledger.values import Exact, Verbatim

REVISION = "r0001"
"""The migration that leads to these tables."""
VERSION_TABLE = "chanfa_check_version"

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("tool", String(50), nullable=False),
)
"""A run that brought something new. `at` is in UTC; ids count up in the order in which runs were recorded."""

submission = Table(
    "submission",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("path", Verbatim, nullable=False),
    Column("matrix", String(200), nullable=False),
    Column("department", String(200), nullable=False),
    Column("period_first", Date),
    Column("period_last", Date),
    Column("as_of", Date, nullable=False),
    Column("filled", Date),
    Column("corrects", Boolean, nullable=False),
    UniqueConstraint("sha256", "matrix", "department", "as_of", "corrects"),
    Index(None, "matrix", "department", "as_of"),
)
"""A file that a department sent for a period. `path` is where it lay when it was first seen; one that is later called
a correction is another submission."""

seen = Table(
    "seen",
    metadata,
    Column("submission_id", ForeignKey("submission.id"), primary_key=True),
    Column("run_id", ForeignKey("run.id"), primary_key=True),
)
"""The submissions that lay side by side in a run that brought a new one for their matrix, department and period."""

judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", ForeignKey("submission.id"), nullable=False),
    Column("run_id", ForeignKey("run.id"), nullable=False),
    Column("version", String(200), nullable=False),
    Index(None, "submission_id"),
)
"""A submission as one version of a matrix judged it. The newest one stands; `run_id` is the run that came to it."""

observation = Table(
    "observation",
    metadata,
    Column("judgement_id", ForeignKey("judgement.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("task", String(200), nullable=False),
    Column("indicator", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("sheet", Verbatim, nullable=False),
    Column("cell", String(20), nullable=False),
    Column("raw", Verbatim, nullable=False),
    Column("kind", String(20)),
    Column("value", Verbatim),
    Column("manner", String(20), nullable=False),
    Column("fault", String(50)),
    Column("numerator", Exact),
    Column("denominator", Exact),
    Column("last_year", Exact),
    Column("last_year_fault", String(50)),
    Column("narrative", Verbatim, nullable=False),
    Column("claim", Verbatim, nullable=False),
)
"""What a submission's row says, as it was understood. `kind` tells what `value` is: number, text, dates. Faults are
codes."""

finding = Table(
    "finding",
    metadata,
    Column("judgement_id", ForeignKey("judgement.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("task", String(200)),
    Column("indicator", String(200)),
    Column("role", String(20)),
    Column("status", String(20), nullable=False),
    Column("code", String(50), nullable=False),
    Column("light", String(20)),
    Column("kind", String(20)),
    Column("actual", Verbatim),
    Column("unit", Verbatim, nullable=False),
    Column("manner", String(20), nullable=False),
    Column("rule", String(50)),
    Column("op", String(2)),
    Column("expected_kind", String(20)),
    Column("expected", Verbatim),
    Column("due", Date),
    Column("pace", Exact),
    Column("gap", Exact),
    Column("sheet", Verbatim),
    Column("cell", String(20)),
    Column("raw", Verbatim, nullable=False),
    Column("message", Verbatim, nullable=False),
)
"""The verdicts on a submission. `rule` to `pace` are the requirement that decided."""
