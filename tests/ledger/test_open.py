"""Opening a ledger: new ones, old ones, and what is none; no message ever holds a password."""

from __future__ import annotations

import socket
import sqlite3
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from chanfa_check.ledger import LedgerError, errors, open_ledger
from chanfa_check.ledger.migrate import MIGRATIONS
from chanfa_check.ledger.tables import REVISION, VERSION_TABLE, metadata
from tests.ledger.made import finding, looked, rows, submission


def refused(url: str) -> str:
    with pytest.raises(LedgerError) as caught:
        open_ledger(url)
    return str(caught.value)


def change(url: str, *statements: str) -> None:
    with looked(url) as connection, connection.begin():
        for statement in statements:
            connection.execute(text(statement))


def test_the_migrations_lead_to_the_tables(url: str) -> None:
    open_ledger(url).__exit__()
    with looked(url) as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == REVISION


def test_the_revision_that_is_looked_for_is_the_last_one() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_a_ledger_of_a_newer_version_is_refused_and_left_alone(url: str) -> None:
    with open_ledger(url) as ledger, ledger.recording() as recording:
        recording.add(submission("a"))
    change(url, f"UPDATE {VERSION_TABLE} SET version_num = 'r9999'")
    before = Path(url).read_bytes() if "://" not in url else b""
    said = refused(url)
    assert "更新版本的 chanfa-check 写的（r9999）" in said
    assert "pip install --upgrade chanfa-check" in said
    assert before == (Path(url).read_bytes() if "://" not in url else b"")
    assert rows(url) == {"run": 1, "submission": 1, "seen": 1, "judgement": 1, "observation": 0, "finding": 1}


def test_another_programs_database_is_left_alone(url: str) -> None:
    change(url, "CREATE TABLE bookmark (id INTEGER)")
    assert "别的程序的数据库，不是台账" in refused(url)
    change(url, "DROP TABLE bookmark")
    open_ledger(url).__exit__()


def test_who_writes_is_waited_for_but_not_for_ever(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "WAIT", 1)
    with open_ledger(url) as ledger, open_ledger(url) as other, ledger.recording() as recording:
        recording.add(submission("a"))
        with pytest.raises(LedgerError, match="正被别的程序写入，等了 1 秒"), other.recording():
            pass
        assert other.history("m") == ()
    assert rows(url)["submission"] == 1


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "报表.xlsx"
    path.write_bytes(b"PK\x03\x04" * 500)
    said = refused(str(path))
    assert said == f"“{path}”不是台账，而是别的文件，没有改动。请用 --ledger 指明台账，或写一个新的文件名。"
    assert path.read_bytes() == b"PK\x03\x04" * 500


def test_a_damaged_ledger(tmp_path: Path) -> None:
    path = tmp_path / "chanfa.db"
    with open_ledger(str(path)) as ledger, ledger.recording() as recording:
        for number in range(50):
            recording.add(submission(f"{number}", *[finding(f"1.{each}a") for each in range(20)]))
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    assert f"台账“{path}”已经损坏" in refused(str(path))


def test_places_where_there_can_be_no_file(tmp_path: Path) -> None:
    missing = tmp_path / "没有" / "chanfa.db"
    assert refused(str(missing)) == (f"存放台账的文件夹“{missing.parent}”不存在。请先建立这个文件夹，或换一个位置。")
    assert refused(f"sqlite:///{missing}") == refused(str(missing))
    assert refused(str(tmp_path)) == f"台账“{tmp_path}”是文件夹。请写文件名，例如 {tmp_path}/chanfa.db。"
    assert "是文件夹" in refused("")


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is a folder that not even root can write to")
def test_no_permission_to_create() -> None:
    assert refused("/proc/chanfa.db").startswith("打不开台账“/proc/chanfa.db”：没有权限")


def test_what_can_only_be_read(tmp_path: Path) -> None:
    path = tmp_path / "chanfa.db"
    only_read = f"sqlite:///file:{path}?mode=ro&uri=true"
    sqlite3.connect(path).executescript("VACUUM").close()
    assert refused(only_read).startswith("没有权限写台账")
    with open_ledger(str(path)) as ledger, ledger.recording() as recording:
        recording.add(submission("a"))
    with open_ledger(only_read) as ledger:
        assert len(ledger.history("m")) == 1
        with pytest.raises(LedgerError, match="没有权限写台账"), ledger.recording() as recording:
            recording.add(submission("b"))


@pytest.mark.needs("postgresql")
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_user_without_rights(url: str) -> None:
    change(url, "DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN PASSWORD 'geheim'")
    said = refused(url.replace("clerk@", "guest:geheim@"))
    assert said.startswith("没有权限写台账“postgresql+psycopg://guest:***@")
    assert "geheim" not in said


@pytest.mark.needs("postgresql")
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_server_that_goes_away(url: str) -> None:
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    lost = pytest.raises(LedgerError, match="没有记入任何内容")
    with open_ledger(url) as ledger, lost, ledger.recording() as recording:
        recording.add(submission("a"))
        change(url, f"SELECT pg_terminate_backend(pid) {others}")
        recording.add(submission("b"))
    assert rows(url)["submission"] == 0


def test_a_server_that_cannot_be_reached() -> None:
    pytest.importorskip("psycopg")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    said = refused(f"postgresql://clerk:geheim@{address}/chanfa?password=geheim&application_name=x")
    where = f"postgresql+psycopg://clerk:***@{address}/chanfa"
    assert said.startswith(f"连接不上台账数据库“{where}”。请确认服务器已经启动，地址、用户名、密码和库名都写对了。")
    assert "geheim" not in said


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://clerk:ge@heim@server/chanfa",
        "postgresql://clerk:geheim@server:port/chanfa",
        "postgresql://clerk:geheim",
        "://clerk:geheim@server",
    ],
)
def test_addresses_that_make_no_sense_are_not_repeated(url: str) -> None:
    said = refused(url)
    assert said.startswith("--ledger 的数据库地址写得不对。应写作 postgresql://用户名:密码@服务器/库名；")
    assert "heim" not in said


def test_a_kind_of_database_that_nobody_knows() -> None:
    said = refused("nosuch://clerk:geheim@server/chanfa")
    assert said.startswith("不支持“nosuch”这种数据库。")
    assert "geheim" not in said


def test_a_driver_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    said = "没有安装这种数据库的驱动程序。请先运行 pip install 'chanfa-check[postgresql]'。"
    assert refused("postgresql://clerk:geheim@server/chanfa") == said
    assert refused("postgres://clerk:geheim@server/chanfa") == said
