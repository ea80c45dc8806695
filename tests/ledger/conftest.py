"""Every test that takes `url` runs on SQLite and on a real PostgreSQL server, which is thrown away afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, text

_numbers = count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A server on a socket of its own; the URL of its databases, with {} for the name."""
    # Not below pytest's folder: a socket's path may have 107 characters, and the server's user must get there.
    place = Path(tempfile.mkdtemp(prefix="pg"))
    user = _server_user()
    if user is not None:
        os.chown(place, user, -1)
    try:
        _run("initdb", "-D", f"{place}/data", "-U", "clerk", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-k {place} -c listen_addresses='' -c fsync=off"
        _run("pg_ctl", "-D", f"{place}/data", "-l", f"{place}/log", "-w", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://clerk@/{{}}?host={place}"
        finally:
            _run("pg_ctl", "-D", f"{place}/data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(place)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.needs("postgresql"))])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A ledger that is not there yet: a file's name, or the URL of an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "chanfa.db")
    address: str = request.getfixturevalue("server")
    name = f"ledger{next(_numbers)}"
    engine = create_engine(address.format("postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    return address.format(name).replace("+psycopg", "")


def _server_user() -> int | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {one.pw_name: one.pw_uid for one in pwd.getpwall()}
    return names.get("postgres", names["nobody"])


def _run(program: str, *arguments: str) -> None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    path = found[-1] if found else program
    subprocess.run(
        [path, *arguments], user=_server_user(), cwd="/", check=True, stdout=subprocess.DEVNULL, env={"LC_ALL": "C"}
    )
