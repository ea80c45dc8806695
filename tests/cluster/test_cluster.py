"""A cluster says what this machine says, byte for byte; whatever becomes of its nodes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from chanfa_check.batch.collect import Collected, collect
from chanfa_check.batch.engines import ClusterError
from chanfa_check.batch.engines import cluster as engine
from chanfa_check.batch.engines.cluster import dask
from chanfa_check.batch.engines.local import local
from chanfa_check.batch.engines.node import refuse_another
from chanfa_check.batch.engines.pool import in_workers
from chanfa_check.batch.one import Order, check_one
from chanfa_check.batch.run import check_submissions
from chanfa_check.batch.source import Source
from chanfa_check.cli.main import run
from chanfa_check.model import Checked, Run
from chanfa_check.output import contract
from tests.batch.test_run import report

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copies of the examples, good and bad, and what is no report."""
    folder = tmp_path_factory.mktemp("many")
    files = sorted(path for path in EXAMPLES.glob("*/*") if path.suffix in (".xlsx", ".xls", ".ods"))
    for number in range(90):
        (folder / f"{number:03}").mkdir()
        shutil.copy(files[number % len(files)], folder / f"{number:03}")
    (folder / "坏.xlsx").write_bytes(b"PK\3\4")
    (folder / "说明.docx").touch()
    return folder


def checked(collected: Collected, address: str, told: list[Checked] | None = None) -> Run:
    done = told.append if told is not None else None
    return check_submissions(collected, Order(), engine=dask(address), done=done)


def test_the_results_are_those_of_this_machine(cluster: Any, many: Path) -> None:
    collected = collect([many])
    told: list[Checked] = []
    here, there = (
        check_submissions(collected, Order(), engine=local(1)),
        checked(collected, cluster.scheduler_address, told),
    )
    assert contract.encode(there) == contract.encode(here)
    assert there == here
    assert [one.path for one in told] == [one.shown for one in collected.sources]


def test_relative_paths_are_those_of_whoever_asks(
    cluster: Any, many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(many / "001", tmp_path / "6月")
    (tmp_path / "6月" / "空.xlsx").touch()
    (tmp_path / "6月" / "断.xlsx").symlink_to("没有")
    monkeypatch.chdir(tmp_path)
    collected = collect(["6月", "6月/没有的.xlsx"])
    here, there = check_submissions(collected, Order()), checked(collected, cluster.scheduler_address)
    assert contract.encode(there) == contract.encode(here)
    assert [one.path for one in there.submissions][-1] == "6月/没有的.xlsx"


@pytest.mark.parametrize("format", ["jsonl", "json", "csv"])
def test_the_command_line_says_the_same(cluster: Any, many: Path, tmp_path: Path, format: str) -> None:
    local_file, cluster_file = tmp_path / "here", tmp_path / "there"
    asked = ["check", str(many), "--format", format, "--output"]
    on_cluster = ["--engine", "dask", "--scheduler", cluster.scheduler_address]
    assert run([*asked, str(local_file)]) == run([*asked, str(cluster_file), *on_cluster]) == 3
    assert cluster_file.read_bytes() == local_file.read_bytes()


def test_a_node_that_is_killed_in_mid_run_loses_nothing(
    cluster: Any, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CHUNK", 4)
    collected = collect([many])
    here = check_submissions(collected, Order(), engine=local(1))
    before = pids(cluster)
    told: list[str] = []

    def killing(one: Checked) -> None:
        if len(told) == 20:
            os.kill(before[0], signal.SIGKILL)
        told.append(one.path)

    there = check_submissions(collected, Order(), engine=dask(cluster.scheduler_address), done=killing)
    assert there == here
    assert told == [one.shown for one in collected.sources]
    settled(cluster)
    assert len(set(pids(cluster)) - set(before)) == 1


def pids(cluster: Any) -> list[int]:
    return [nanny.pid for nanny in cluster.workers.values()]


def settled(cluster: Any) -> None:
    """Waits until there are two nodes again."""
    end = time.monotonic() + 30
    while len(cluster.scheduler_info["workers"]) < 2 or None in pids(cluster):
        assert time.monotonic() < end
        time.sleep(0.1)


def test_what_kills_every_node_costs_itself_only(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(8):
        report(tmp_path / f"{number}.xlsx")
    report(tmp_path / "3-killer.xlsx")
    monkeypatch.setattr(engine, "CHUNK", 3)
    monkeypatch.setattr(engine, "check_chunk", _killed)
    there = checked(collect([tmp_path]), cluster.scheduler_address)
    found = [(Path(one.path).name, [problem.code for problem in one.problems]) for one in there.submissions]
    expected = sorted([*(f"{number}.xlsx" for number in range(8)), "3-killer.xlsx"])
    assert found == [(name, ["reader-crashed"] if "killer" in name else []) for name in expected]
    settled(cluster)


def _killed(sources: Any, order: Order, folder: str, ours: Any, alone: bool) -> list[Checked]:
    """As check_chunk, but a file of this name kills whatever process meets it."""
    from chanfa_check.batch.engines import node

    if not alone and any("killer" in one.path for one in sources):
        os.kill(os.getpid(), signal.SIGKILL)
    with mock.patch.object(node, "in_workers", partial(in_workers, check=_killing)):
        return node.check_chunk(sources, order, folder, ours, alone)


def _killing(source: Source, order: Order) -> Checked:
    if "killer" in source.path:
        os.kill(os.getpid(), signal.SIGKILL)
    return check_one(source, order)


def test_what_kills_nodes_even_by_itself_is_found_out_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a node has no memory left for a process of its own."""
    sources = [Source("甲.xlsx"), Source("killer.xlsx"), Source("乙.xlsx")]

    def result(_: object, share: tuple[Source, ...]) -> list[Checked] | None:
        return None if Source("killer.xlsx") in share else [Checked(path=one.shown) for one in share]

    monkeypatch.setattr(engine, "_result", result)
    asked: list[tuple[int, bool]] = []

    def submitted(share: tuple[Source, ...], alone: bool = False) -> Any:
        asked.append((len(share), alone))
        return share

    found = engine._answers(None, sources, tuple(sources), Order(), submitted)
    assert [(one.path, [problem.code for problem in one.problems]) for one in found] == [
        ("甲.xlsx", []),
        ("killer.xlsx", ["reader-crashed"]),
        ("乙.xlsx", []),
    ]
    assert asked == [(3, True), (1, True), (1, True), (1, True)]


def test_a_scheduler_that_is_not_there(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_PATIENCE", 0.5)
    began = time.monotonic()
    asked = ["check", str(EXAMPLES / "cixi-2020-06"), "--engine", "dask", "--scheduler"]
    assert run([*asked, "tcp://127.0.0.1:9"]) == 3
    assert run([*asked, "nonsense://"]) == 3
    assert time.monotonic() - began < 5
    assert capsys.readouterr() == (
        "",
        "连不上调度器“tcp://127.0.0.1:9”。请核对地址（如 tcp://10.0.0.1:8786），并确认调度器已经启动、网络相通。\n"
        "连不上调度器“nonsense://”。请核对地址（如 tcp://10.0.0.1:8786），并确认调度器已经启动、网络相通。\n",
    )


@contextmanager
def answering(sent: bytes) -> Iterator[str]:
    """The address of a program that is no scheduler: it sends this to whoever comes, and then nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        kept = []

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    connection.sendall(sent)
                    kept.append(connection)

        threading.Thread(target=serve, daemon=True).start()
        yield f"tcp://user:secret@127.0.0.1:{listener.getsockname()[1]}"
        for one in kept:
            one.close()


@pytest.mark.parametrize("sent", [b"", b"SSH-2.0-OpenSSH_9.6\r\n", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_a_program_that_is_no_scheduler(sent: bytes, many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_PATIENCE", 1.0)
    with answering(sent) as address, pytest.raises(ClusterError) as caught:
        checked(collect([many]), address)
    shown = address.replace("user:secret", "***")
    assert str(caught.value).startswith(f"连不上调度器“{shown}”。请核对地址")


def test_a_node_is_no_scheduler(cluster: Any, many: Path) -> None:
    node = next(iter(cluster.scheduler_info["workers"]))
    with pytest.raises(ClusterError, match="不是调度器，是计算节点或别的程序"):
        checked(collect([many]), node)


def test_an_archive_that_another_has_taken_the_place_of(cluster: Any, tmp_path: Path) -> None:
    """Nodes live longer than runs."""
    archive = tmp_path / "6月.zip"
    found = []
    for number in range(4):
        with zipfile.ZipFile(archive.with_suffix(".new"), "w") as made:
            made.write(report(tmp_path / "甲.xlsx", period=f"2020年{number + 1}月"), "甲.xlsx")
        archive.with_suffix(".new").replace(archive)
        collected = collect([archive])
        there = checked(collected, cluster.scheduler_address)
        assert there == check_submissions(collected, Order())
        found += [one.period.last.month for one in there.submissions if one.period]
    assert found == [1, 2, 3, 4]


def test_a_scheduler_that_is_lost_in_mid_run(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(engine, "CHUNK", 1)
    told = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", told]
    node = [*dask, "worker", "--scheduler-file", told, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    with subprocess.Popen(scheduler, **quiet) as first, subprocess.Popen(node, **quiet) as second:  # type: ignore[call-overload]
        try:
            end = time.monotonic() + 30
            while not told.exists():
                assert time.monotonic() < end
                time.sleep(0.1)
            address = json.loads(told.read_text())["address"]
            monkeypatch.setattr(engine, "_PATIENCE", 30.0)
            with pytest.raises(ClusterError, match="和调度器的联系断了"):
                check_submissions(
                    collect([many]), Order(), engine=engine.dask(address), done=lambda _: os.kill(first.pid, 9)
                )
        finally:
            first.kill()
            second.kill()
    assert "Traceback" not in capfd.readouterr().err


def test_ctrl_c_ends_it_and_leaves_nothing_to_do(cluster: Any, many: Path, tmp_path: Path) -> None:
    whole = tmp_path / "共"
    for number in range(20):
        shutil.copytree(many, whole / str(number))
    asked = ["check", str(whole), "--format", "jsonl", "--engine", "dask", "--scheduler", cluster.scheduler_address]
    command = [sys.executable, "-m", "chanfa_check", *asked]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith(b"{")
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        process.stdout.read()
        said = process.stderr.read().decode()
        assert process.wait() == 130
    assert time.monotonic() - began < 5
    assert said.endswith("已中断。\n")
    assert "Traceback" not in said
    end = time.monotonic() + 5
    while cluster.scheduler.tasks:
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--engine", "dask"], "--engine dask 要用 --scheduler 写明调度器的地址，如 tcp://10.0.0.1:8786。"),
        (["--scheduler", "tcp://h:8786"], "--scheduler 要与 --engine dask 合用。"),
        (
            ["--engine", "dask", "--scheduler", "tcp://h:8786", "--jobs", "2"],
            "--jobs 只用于本机，不能与 --engine dask 合用：集群用几个进程，由它的节点决定。",
        ),
    ],
)
def test_options_that_contradict_each_other(options: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(EXAMPLES / "cixi-2020-06"), *options]) == 2
    assert capsys.readouterr().err == f"{said}\n"


def test_a_cluster_without_nodes(monkeypatch: pytest.MonkeyPatch, many: Path) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr(engine, "_PATIENCE", 2.0)
    with (
        LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0", host="127.0.0.1") as empty,
        pytest.raises(ClusterError, match="集群里没有计算节点"),
    ):
        checked(collect([many]), empty.scheduler_address)


def test_a_node_that_is_not_the_same_is_refused(cluster: Any, many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ClusterError) as caught:
        refuse_another("tcp://n", ("0.0.9", "x"), ("0.1.0", "x"))
    assert str(caught.value) == (
        "计算节点 tcp://n 装的是 chanfa-check 0.0.9，这里是 0.1.0，结论可能不同，没有检查。"
        "请在每个节点装上与这里相同的版本；已经相同的，请重新启动节点。"
    )
    # This program is another one all of a sudden.
    monkeypatch.setattr(engine, "fingerprint", _another)
    with pytest.raises(ClusterError, match="但程序、自带的任务责任分工表、Python 或所用的库与这里的不一样"):
        checked(collect([many]), cluster.scheduler_address)


def _another() -> tuple[str, str]:
    from distributed import get_worker

    from chanfa_check.version import __version__

    try:
        get_worker()
    except ValueError:
        return __version__, "here"
    return __version__, "there"


def test_what_only_this_process_or_machine_can_see(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ClusterError, match="memory://"):
        checked(Collected((Source("memory://甲.xlsx"),)), cluster.scheduler_address)
    path = report(tmp_path / "甲.xlsx")
    monkeypatch.setattr(engine, "check_chunk", _elsewhere)
    (one,) = checked(collect([path]), cluster.scheduler_address).submissions
    assert [(problem.code, problem.message) for problem in one.problems] == [
        (
            "file-missing",
            f"计算节点看不到“{path}”。用集群检查时，每个节点都要能以同样的路径读到报表："
            "请放进各节点共用的文件夹，或换成 s3:// 等地址。",
        )
    ]


def _elsewhere(sources: Any, order: Order, folder: str, *others: Any) -> list[Checked]:
    """As check_chunk, on a node where these files are not."""
    from msgspec.structs import replace

    from chanfa_check.batch.engines.node import check_chunk

    found = check_chunk([replace(one, path=f"{one.path}x") for one in sources], order, folder, *others)
    return [replace(one, path=source.shown) for one, source in zip(found, sources, strict=True)]
