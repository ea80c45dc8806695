"""The first tables: runs, submissions, which were seen together, what they say, and the verdicts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None


def upgrade() -> None:
    """Creates them."""
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tool", sa.String(50), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
    )
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("matrix", sa.String(200), nullable=False),
        sa.Column("department", sa.String(200), nullable=False),
        sa.Column("period_first", sa.Date()),
        sa.Column("period_last", sa.Date()),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("filled", sa.Date()),
        sa.Column("corrects", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_submission"),
        sa.UniqueConstraint("sha256", "matrix", "department", "as_of", "corrects", name="uq_submission"),
    )
    op.create_index("ix_submission_matrix_department_as_of", "submission", ["matrix", "department", "as_of"])
    op.create_table(
        "seen",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("submission_id", "run_id", name="pk_seen"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_seen_submission"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_seen_run"),
    )
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_judgement"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_judgement_submission"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_judgement_run"),
    )
    op.create_index("ix_judgement_submission_id", "judgement", ["submission_id"])
    op.create_table(
        "observation",
        sa.Column("judgement_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(200), nullable=False),
        sa.Column("indicator", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("cell", sa.String(20), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(20)),
        sa.Column("value", sa.Text()),
        sa.Column("manner", sa.String(20), nullable=False),
        sa.Column("fault", sa.String(50)),
        sa.Column("numerator", sa.Text()),
        sa.Column("denominator", sa.Text()),
        sa.Column("last_year", sa.Text()),
        sa.Column("last_year_fault", sa.String(50)),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("judgement_id", "position", name="pk_observation"),
        sa.ForeignKeyConstraint(["judgement_id"], ["judgement.id"], name="fk_observation_judgement"),
    )
    op.create_table(
        "finding",
        sa.Column("judgement_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(200)),
        sa.Column("indicator", sa.String(200)),
        sa.Column("role", sa.String(20)),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("code", sa.String(50), nullable=False),
        sa.Column("light", sa.String(20)),
        sa.Column("kind", sa.String(20)),
        sa.Column("actual", sa.Text()),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("manner", sa.String(20), nullable=False),
        sa.Column("rule", sa.String(50)),
        sa.Column("op", sa.String(2)),
        sa.Column("expected_kind", sa.String(20)),
        sa.Column("expected", sa.Text()),
        sa.Column("due", sa.Date()),
        sa.Column("pace", sa.Text()),
        sa.Column("gap", sa.Text()),
        sa.Column("sheet", sa.Text()),
        sa.Column("cell", sa.String(20)),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("judgement_id", "position", name="pk_finding"),
        sa.ForeignKeyConstraint(["judgement_id"], ["judgement.id"], name="fk_finding_judgement"),
    )
