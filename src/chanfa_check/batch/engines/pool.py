"""Many submissions on several worker processes, in their order, whatever becomes of any of the processes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait

from chanfa_check.batch.crash import crashed, not_started, overdue
from chanfa_check.batch.engines.chunk import chunks, whole
from chanfa_check.batch.engines.crew import Crew, Worker
from chanfa_check.batch.engines.limits import Limits
from chanfa_check.batch.engines.worker import OVERDUE, Answer, Check
from chanfa_check.batch.one import Order, check_one, unread
from chanfa_check.batch.source import Source
from chanfa_check.matrix.flaws import MatrixError
from chanfa_check.model import Checked

CHUNK = 8
"""How many submissions a worker is given at a time."""
_AHEAD = 4
"""How many chunks for each process are under way at a time: results wait for their turn, but never pile up."""
_MOST = 64
"""More processes than these would be of no use anywhere."""
_TICK = 0.5


def in_workers(
    sources: Sequence[Source], order: Order, jobs: int, limits: Limits, check: Check = check_one
) -> Iterator[Checked]:
    """As an Engine, on at most so many processes at a time, none of which takes more than the limits allow."""
    jobs = min(jobs, _MOST, -(-len(sources) // CHUNK))
    crew, restored = Crew(check, order, limits), whole(order)
    ahead = chunks(sources, CHUNK)
    waiting: deque[Future[list[Answer]]] = deque()
    # Each thread does no more than to wait for one process.
    with ThreadPoolExecutor(jobs) as threads:
        try:
            while True:
                while len(waiting) < jobs * _AHEAD and (chunk := next(ahead, None)) is not None:
                    waiting.append(threads.submit(_checked, chunk, order, crew, limits))
                if not waiting:
                    return
                for answer in _result(waiting.popleft()):
                    if isinstance(answer, MatrixError):
                        raise answer
                    yield restored(answer)
        finally:
            crew.close()
            threads.shutdown(wait=False, cancel_futures=True)


def _result(future: Future[list[Answer]]) -> list[Answer]:
    # On Windows, nothing that waits without an end lets Ctrl-C through.
    while not future.done():
        wait((future,), timeout=_TICK)
    return future.result()


def _checked(sources: Sequence[Source], order: Order, crew: Crew, limits: Limits) -> list[Answer]:
    """In a thread: the answer to each, of as many workers as it takes."""
    done: list[Answer] = []
    while len(done) < len(sources):
        left = sources[len(done) :]
        try:
            worker = crew.at_work(left)
        except OSError as error:
            done.append(unread(left[0], order, not_started(error)))
            continue
        done += _answers(worker, left, order, crew, limits)
    return done


def _answers(worker: Worker, sources: Sequence[Source], order: Order, crew: Crew, limits: Limits) -> Iterator[Answer]:
    """What one worker answers, up to the first submission that it does not survive.

    That one is to blame where the worker was fresh or its time is up. Else what came before may have worn the worker
    out, or somebody may have ended it: the submission gets no answer here, and comes first with the next worker.
    """
    for source in sources:
        since = time.monotonic()
        answer = worker.answer()
        if answer is not None and not _spent(answer):
            worker.fresh = False
            yield answer
            continue
        worn = not worker.fresh
        if answer is not None:
            worker.process.kill()
        code = crew.dismiss(worker)
        # By this clock it had a little less, if this thread had to wait for its turn.
        if code == OVERDUE and time.monotonic() - since >= limits.seconds / 2:
            yield unread(source, order, overdue(limits.seconds))
        elif not worn:
            yield answer or unread(source, order, crashed(code))
        return
    crew.at_leisure(worker)


def _spent(answer: Answer) -> bool:
    """Whether the worker survived the submission, but no better than that: what it has left of its memory is unsure."""
    return isinstance(answer, Checked) and any(problem.code == "reader-crashed" for problem in answer.problems)
