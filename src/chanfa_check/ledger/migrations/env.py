"""What alembic runs: on the connection that it is given, inside the transaction that is open there."""

from __future__ import annotations

from alembic import context

from chanfa_check.ledger.tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
context.run_migrations()
