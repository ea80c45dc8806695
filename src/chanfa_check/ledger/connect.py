"""From what the user calls a ledger to a connection, and transactions on it that behave alike on every database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine, event, text
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from chanfa_check.ledger import errors
from chanfa_check.ledger.errors import LedgerError, shown, told

_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_EXTRAS = {"psycopg": "postgresql"}
_WRITES = "ledger_writes"
_LOCK = 0x6368616E6661
"""The advisory lock that writers hold on PostgreSQL; any number that nobody else uses."""
_CONNECT_TIMEOUT = 10


def ledger_url(named: str) -> URL:
    """The database that a path or a URL names. Raises LedgerError."""
    if "://" not in named:
        return URL.create("sqlite", database=str(Path(named).absolute()))
    try:
        url = make_url(named)
    except (ArgumentError, ValueError):
        url = None
    # What cannot be taken apart is not repeated either: any piece of it may be the password.
    if url is None or "@" in (url.host or ""):
        raise LedgerError(
            "--ledger 的数据库地址写得不对。应写作 postgresql://用户名:密码@服务器/库名；"
            "密码里的 @ 写作 %40，/ 写作 %2F，: 写作 %3A。"
        ) from None
    return url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))


def ledger_file(named: str) -> Path | None:
    """The file that holds the ledger of this name, there yet or not; None where it is in no file, or no good name."""
    try:
        url = ledger_url(named)
    except LedgerError:
        return None
    name = url.database or ":memory:"
    if url.get_backend_name() != "sqlite" or name == ":memory:":
        return None
    return Path(name.removeprefix("file:"))


def connect(url: URL) -> Connection:
    """A connection to the database; a file that is not there is created. Raises LedgerError."""
    if url.get_backend_name() == "sqlite":
        _check_path(url)
    with told(url, opening=True):
        return _engine(url).connect()


@contextmanager
def transaction(connection: Connection, *, writes: bool) -> Iterator[None]:
    """One transaction: committed at the end, rolled back on any exception.

    Those that write wait for each other from the start, so that two runs at once neither deadlock nor record the
    same file twice.
    """
    connection.execution_options(**{_WRITES: writes})
    with connection.begin():
        if writes and connection.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = {errors.WAIT * 1000}"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        yield


def _engine(url: URL) -> Engine:
    try:
        engine = create_engine(url, poolclass=NullPool, connect_args=_arguments(url))
    except NoSuchModuleError:
        raise LedgerError(
            f"不支持“{url.drivername}”这种数据库。台账可以是一个文件（如 chanfa.db），或 postgresql:// 开头的地址。"
        ) from None
    except ImportError as error:
        package = _EXTRAS.get(error.name or "")
        install = f"chanfa-check[{package}]" if package else error.name
        raise LedgerError(f"没有安装这种数据库的驱动程序。请先运行 pip install '{install}'。") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _arguments(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"timeout": errors.WAIT}
    if url.drivername == "postgresql+psycopg":
        return {"client_encoding": "utf8"} | (
            {} if "connect_timeout" in url.query else {"connect_timeout": _CONNECT_TIMEOUT}
        )
    return {}


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver would commit before a CREATE TABLE of its own accord; without it BEGIN is ours.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _check_path(url: URL) -> None:
    """What the driver has but one message for."""
    path = Path(url.database or ":memory:")
    if path.parts[0].startswith("file:"):
        return
    if path.is_dir():
        raise LedgerError(f"台账“{shown(url)}”是文件夹。请写文件名，例如 {path / 'chanfa.db'}。")
    if path.exists() and not path.is_file():
        raise LedgerError(f"台账“{shown(url)}”是管道或设备，不是文件。请换一个文件名。")
    if not path.parent.is_dir():
        raise LedgerError(f"存放台账的文件夹“{path.parent}”不存在。请先建立这个文件夹，或换一个位置。")
