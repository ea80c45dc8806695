"""Many submissions, in the order in which they were collected, on several processors."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from chanfa_check.batch.choose import named
from chanfa_check.batch.collect import Source
from chanfa_check.batch.one import Order, check_one
from chanfa_check.model import Checked, LinkedMatrix, Problem

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

FEW = 24
"""Up to how many submissions starting processes takes longer than it saves."""
_CHUNK = 8
_MOST = 61
"""How many processes Windows can wait for at a time; more would be of no use anywhere."""
_AHEAD = 4
"""How many chunks for each process are under way at a time: results wait for their turn, but never pile up."""

_order = Order()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def check_all(sources: Sequence[Source], order: Order, jobs: int) -> Iterator[Checked]:
    """The submissions' findings in their order, as they are done. Raises MatrixError."""
    if jobs == 1 or len(sources) <= FEW:
        yield from (check_one(source, order) for source in sources)
        return
    jobs = min(jobs, -(-len(sources) // _CHUNK), _MOST)
    chunks = deque(sources[start : start + _CHUNK] for start in range(0, len(sources), _CHUNK))
    while chunks:
        yield from _pooled(chunks, order, jobs)


def _pooled(chunks: deque[Sequence[Source]], order: Order, jobs: int) -> Iterator[Checked]:
    """Takes from `chunks` what it has done. Ends early where a process dies: its chunk is then done one by one."""
    from concurrent.futures.process import BrokenProcessPool

    waiting: deque[tuple[Sequence[Source], Future[list[Checked]]]] = deque()
    with _executor(jobs, order) as pool:
        ahead = iter(tuple(chunks))
        try:
            while True:
                while len(waiting) < jobs * _AHEAD and (chunk := next(ahead, None)) is not None:
                    waiting.append((chunk, pool.submit(_check_chunk, chunk)))
                if not waiting:
                    return
                chunk, future = waiting[0]
                done = future.result()
                waiting.popleft()
                chunks.popleft()
                yield from (_whole(one, order) for one in done)
        except BrokenProcessPool:
            pool.shutdown(wait=False, cancel_futures=True)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for source in chunks.popleft():
        yield _alone(source, order)


def _alone(source: Source, order: Order) -> Checked:
    """One submission in a process of its own, which may die."""
    from concurrent.futures.process import BrokenProcessPool

    with _executor(1, order) as pool:
        try:
            return _whole(pool.submit(_check_chunk, (source,)).result()[0], order)
        except BrokenProcessPool:
            said = "检查这份报表的进程意外中止，多半是内存不足。请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。"
            return Checked(path=source.shown, problems=(Problem("check-failed", said),))


def _executor(jobs: int, order: Order) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(jobs, initializer=_begin, initargs=(order,))


def _begin(order: Order) -> None:
    global _order  # noqa: PLW0603  (a process's share of the work, set once when it starts)
    _order = order


def _check_chunk(sources: Sequence[Source]) -> list[Checked]:
    """In a worker."""
    return [without_matrix(check_one(source, _order)) for source in sources]


def without_matrix(checked: Checked) -> Checked:
    """With no more of its matrix than its name: it is much larger than what was found."""
    if checked.matrix is None:
        return checked
    bare = replace(checked.matrix, tasks=(), departments={})
    return replace(checked, matrix=replace(bare, earlier=None, children={}) if isinstance(bare, LinkedMatrix) else bare)


def _whole(checked: Checked, order: Order) -> Checked:
    """With its matrix again."""
    return replace(checked, matrix=named(checked.matrix.id, order.matrix)) if checked.matrix else checked
