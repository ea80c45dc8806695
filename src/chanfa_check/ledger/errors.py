"""Why a ledger cannot be used, in Chinese: what is wrong, where, and what to do. Never with a password."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

WAIT = 30
"""For how many seconds a ledger that another program is writing to is waited for."""


class LedgerError(Exception):
    """The ledger cannot be opened, read or written. Its message is a Chinese sentence for the user."""


def shown(url: URL) -> str:
    """The ledger's name in messages: a file, or an address without what may be secret."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.set(query={}).render_as_string(hide_password=True)


@contextmanager
def told(url: URL, *, opening: bool = False) -> Iterator[None]:
    """Whatever the database complains of inside becomes a LedgerError. `opening`: while it is connected to."""
    try:
        yield
    except SQLAlchemyError as error:
        raise LedgerError(_sentence(error, url, opening=opening)) from error


def _sentence(error: SQLAlchemyError, url: URL, *, opening: bool) -> str:
    original = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(original, sqlite3.Error):
        known = _SQLITE.get(getattr(original, "sqlite_errorcode", 0) & 0xFF)
    else:
        known = _SERVER.get(getattr(original, "sqlstate", None) or "")
    where = shown(url)
    if known:
        return known.format(where=where, wait=WAIT)
    said = _said(original or error, url)
    if opening:
        return (
            f"连接不上台账数据库“{where}”。请确认服务器已经启动，地址、用户名、密码和库名都写对了。数据库的原话：{said}"
        )
    return f"台账“{where}”读写出错，这一次没有记入任何内容。请把数据库的原话发给维护人员：{said}"


def _said(error: BaseException, url: URL) -> str:
    """The driver's own first line."""
    line = next(iter(str(error).splitlines()), "") or type(error).__name__
    return line.replace(url.password, "***") if url.password else line


_LOCKED = "台账“{where}”正被别的程序写入，等了 {wait} 秒仍没有空出来。请等它结束后再运行一次。这一次没有记入任何内容。"
_DENIED = "没有权限写台账“{where}”。请改用有权限的位置，或请管理员开通。"
_FULL = "磁盘已满，台账“{where}”写不进去。请腾出空间后再运行一次。这一次没有记入任何内容。"
_SQLITE = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_PERM: _DENIED,
    sqlite3.SQLITE_READONLY: _DENIED,
    sqlite3.SQLITE_CANTOPEN: "打不开台账“{where}”：没有权限，或者它不是文件。请换一个位置，或请管理员开通。",
    sqlite3.SQLITE_NOTADB: "“{where}”不是台账，而是别的文件，没有改动。请用 --ledger 指明台账，或写一个新的文件名。",
    sqlite3.SQLITE_CORRUPT: "台账“{where}”已经损坏，不能使用。请用最近的备份替换它。",
    sqlite3.SQLITE_FULL: _FULL,
}
_SERVER = {"55P03": _LOCKED, "42501": _DENIED, "25006": _DENIED, "53100": _FULL}
"""By SQLSTATE: lock_not_available, insufficient_privilege, read_only_sql_transaction, disk_full."""
