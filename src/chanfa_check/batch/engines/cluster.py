"""A cluster of Dask's, whose nodes may be many machines."""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from chanfa_check.batch.crash import crashed
from chanfa_check.batch.engines import ClusterError, Engine
from chanfa_check.batch.engines.chunk import chunks, whole
from chanfa_check.batch.engines.node import check_chunk, fingerprint, refuse_another
from chanfa_check.batch.one import Order, check_one, unread
from chanfa_check.batch.source import Source
from chanfa_check.matrix.flaws import MatrixError
from chanfa_check.model import Checked, Problem
from chanfa_check.paths import is_url, shown_path

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")
CHUNK = 32
"""How many submissions a node is given at a time: tenths of a second, beside which the scheduler's share is small."""
_AHEAD = 3
"""How many chunks for each thread of the cluster are under way at a time."""
_PATIENCE = 5.0
"""How many seconds a scheduler may take to answer, and a first node to be there."""
_LOST = 60.0
"""How many seconds a cluster that has lost all its nodes may take to have one again."""
_TICK = 5.0
_KILLED = -9


def dask(address: str) -> Engine:
    """The nodes of the Dask scheduler at this address, as tcp://10.0.0.1:8786; they may come and go.

    The engine raises ClusterError where the scheduler or all nodes cannot be reached, or where a node has another
    version of the program or other matrices.
    """

    def engine(sources: Sequence[Source], order: Order) -> Iterator[Checked]:
        own = next((source for source in sources if source.only_here), None)
        if own:
            raise ClusterError(
                f"“{own.shown}”只有本进程看得到，不能交给集群检查。请去掉 --engine，或换成 s3:// 等地址。"
            )
        with _connected(address) as client:
            yield from _checked(client, sources, order)

    return engine


def _checked(client: Client, sources: Sequence[Source], order: Order) -> Iterator[Checked]:
    ours, restored = fingerprint(), whole(order)
    _look_over(client, ours)
    # Once to each node that needs it. As a task of its own it is made again where all nodes that had it are gone.
    shared = client.submit(_same, order, pure=False)

    def submitted(chunk: Sequence[Source], alone: bool = False) -> Future:
        return client.submit(check_chunk, chunk, shared, str(Path.cwd()), ours, alone, pure=False)

    ahead = chunks(sources, CHUNK)
    waiting: deque[tuple[Sequence[Source], Future]] = deque()
    looked, room = -_TICK, 0
    try:
        while True:
            if time.monotonic() - looked >= _TICK:
                looked, room = time.monotonic(), _AHEAD * max(1, _threads(client))
            while len(waiting) < room and (chunk := next(ahead, None)) is not None:
                waiting.append((chunk, submitted(chunk)))
            if not waiting:
                return
            chunk, future = waiting[0]
            done = _answers(client, chunk, future, order, submitted)
            waiting.popleft()
            for source, checked in zip(chunk, done, strict=True):
                yield restored(_seen(source, order, checked))
    finally:
        client.cancel([future for _, future in waiting])


def _look_over(client: Client, ours: tuple[str, str]) -> None:
    """Raises ClusterError where there is no node, or one that is not the same as this machine."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise ClusterError("集群里没有计算节点（dask worker）。请先启动节点，再检查。") from error
    asked = {
        node: _beside(partial(client.run, fingerprint, workers=[node], on_error="return")) for node in client.nthreads()
    }
    for node, theirs in asked.items():
        try:
            found = theirs.result(_PATIENCE)[node]
        except TimeoutError as error:
            raise ClusterError(f"计算节点 {node} 没有回答。请重新启动这个节点，再检查。") from error
        except KeyError:
            continue  # it has gone
        if isinstance(found, BaseException):
            said = f"计算节点 {node} 没有装 chanfa-check，或版本与这里不同（{type(found).__name__}）。"
            raise ClusterError(f"{said}请在每个节点装上与这里相同的版本。")
        refuse_another(node, found, ours)


def _beside(call: Callable[[], T]) -> concurrent.futures.Future[T]:
    """The call's result, which may never come: it keeps nobody from ending."""
    future: concurrent.futures.Future[T] = concurrent.futures.Future()

    def run() -> None:
        try:
            future.set_result(call())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future


def _answers(
    client: Client, chunk: Sequence[Source], future: Future, order: Order, submitted: Callable[..., Future]
) -> list[Checked]:
    """The chunk's findings. One that killed every node it came to is done again, each of its files by itself."""
    done = _result(client, future)
    if done is None:
        done = _result(client, submitted(chunk, alone=True))
    if done is not None:
        return done
    each = [(source, _result(client, submitted((source,), alone=True))) for source in chunk]
    return [one[0] if one else unread(source, order, crashed(_KILLED)) for source, one in each]


def _result(client: Client, future: Future) -> list[Checked] | None:
    """What a node found; None where it killed as many nodes as the scheduler allows."""
    from distributed import CancelledError, KilledWorker
    from distributed.comm import CommClosedError

    lost = time.monotonic()
    while True:
        try:
            found: list[Checked] = future.result(timeout=_TICK)
        except TimeoutError as error:
            if _threads(client):
                lost = time.monotonic()
            elif time.monotonic() - lost > _LOST:
                raise ClusterError("集群的计算节点都不在了，没有检查完。请重新启动节点，再检查。") from error
        except KilledWorker:
            return None
        except (ClusterError, MatrixError):
            raise
        except (CancelledError, CommClosedError) as error:
            raise ClusterError("和调度器的联系断了，没有检查完。请确认调度器还在、网络相通，再检查。") from error
        except Exception as error:
            raise ClusterError(
                f"集群检查中断：{type(error).__name__}：{error}。请查看调度器和节点的日志，再检查。"
            ) from error
        else:
            return found


def _threads(client: Client) -> int:
    return sum(client.nthreads().values())


def _seen(source: Source, order: Order, checked: Checked) -> Checked:
    """As the node says; but of a file that only the node misses, that the nodes cannot see it."""
    if is_url(source.path) or not any(one.code == "file-missing" for one in checked.problems):
        return checked
    if not os.path.exists(source.path):  # noqa: PTH110  (never raises)
        return check_one(source, order)
    said = (
        f"计算节点看不到“{source.shown}”。用集群检查时，每个节点都要能以同样的路径读到报表："
        "请放进各节点共用的文件夹，或换成 s3:// 等地址。"
    )
    return replace(checked, problems=(Problem("file-missing", said),))


def _same(order: Order) -> Order:
    return order


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A client of the scheduler; what Dask says of its own is kept from the terminal meanwhile. Raises ClusterError."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(
            '用集群检查要用附加组件，这里没有安装。请运行 pip install "chanfa-check[cluster]"。'
        ) from error
    with _quiet():
        failed = f"连不上调度器“{shown_path(address)}”。请核对地址（如 tcp://10.0.0.1:8786），并确认调度器已经启动、网络相通。"
        try:
            # A client that has failed to connect takes its time over its end, and complains of it.
            kind = _beside(lambda: asyncio.run(_reached(address))).result(2 * _PATIENCE)
            if kind != "Scheduler":
                raise ClusterError(f"“{shown_path(address)}”不是调度器，是计算节点或别的程序。请填调度器的地址。")
            client = Client(address, timeout=_PATIENCE, set_as_default=False)
        # A program that is no scheduler may send anything at all: of what Dask takes for a length, more than there is.
        except (OSError, ValueError, TypeError, MemoryError, EOFError) as error:
            raise ClusterError(failed) from error
        with client:
            yield client


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps what Dask says of its own from the terminal; several of its parts have a level of their own."""
    names = [name for name in logging.root.manager.loggerDict if name.split(".")[0] == "distributed"]
    logs = [logging.getLogger(name) for name in (*names, "asyncio")]
    levels = [log.level for log in logs]
    for log in logs:
        log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for log, level in zip(logs, levels, strict=True):
            log.setLevel(level)


async def _reached(address: str) -> str:
    """What answers at the address: "Scheduler", "Worker" … Raises OSError, and much else."""
    from distributed.comm import connect

    async with asyncio.timeout(_PATIENCE):
        comm = await connect(address, timeout=_PATIENCE)
        try:
            await comm.write({"op": "identity", "reply": True})
            said = await comm.read()
        finally:
            comm.abort()
    return str(said.get("type", "")) if isinstance(said, dict) else ""
