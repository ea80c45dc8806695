"""Bringing a ledger to the tables that this version of the tool knows."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table

from chanfa_check.ledger.connect import transaction
from chanfa_check.ledger.errors import LedgerError
from chanfa_check.ledger.tables import REVISION, VERSION_TABLE

MIGRATIONS = Path(__file__).with_name("migrations")


def migrate(connection: Connection, where: str) -> None:
    """Creates or extends the tables, wholly or not at all; does not write to a ledger that is up to date.

    `where` names it in messages. Raises LedgerError for a database that is no ledger, or one of a newer version.
    """
    with transaction(connection, writes=False):
        if _revision(connection, where) == REVISION:
            return
    with transaction(connection, writes=True):
        _upgrade(connection, _revision(connection, where), where)


def _revision(connection: Connection, where: str) -> str | None:
    """What the ledger is at; None for an empty database."""
    names = inspect(connection).get_table_names()
    if VERSION_TABLE in names:
        version = table(VERSION_TABLE, column("version_num"))
        return connection.execute(select(version.c.version_num)).scalar()
    if names:
        raise LedgerError(
            f"“{where}”是别的程序的数据库，不是台账，没有改动。请用 --ledger 指明台账，或给台账单独建一个空库。"
        )
    return None


def _upgrade(connection: Connection, revision: str | None, where: str) -> None:
    # Most runs find their ledger up to date and need none of this, which takes a while to import.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise LedgerError(
            f"台账“{where}”是更新版本的 chanfa-check 写的（{revision}），本版本不能使用，也没有改动它。"
            "请先运行 pip install --upgrade chanfa-check。"
        )
    command.upgrade(config, "head")
