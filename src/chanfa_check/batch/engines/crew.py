"""The worker processes of a run, as the process that started them sees them."""

from __future__ import annotations

import contextlib
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import CancelledError
from typing import Any

from msgspec import Struct

from chanfa_check.batch.engines.limits import Limits
from chanfa_check.batch.engines.worker import READY, Answer, Check
from chanfa_check.batch.one import Order
from chanfa_check.batch.source import Source

_MAIN = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from chanfa_check.batch.engines.worker import main; main()"
)
_PARTING = 1.0
"""How many seconds a process that has stopped answering has to be gone."""
_TRIES = 2
"""After how many failures to get one going no more are started, until one that was at work has ended."""


class Worker(Struct, eq=False):
    """A process that reads submissions; `fresh` until it has read one."""

    process: subprocess.Popen[bytes]
    fresh: bool = True

    def tell(self, pickled: bytes) -> None:
        """Sends it something. That it is no more shows in its answer."""
        assert self.process.stdin
        with contextlib.suppress(OSError):
            self.process.stdin.write(pickled)
            self.process.stdin.flush()

    def answer(self) -> Answer | None:
        """The next submission's findings, once they are there; None where the process came to its end over it."""
        answer: Answer | None = self._heard()
        return answer

    def ready(self) -> bool:
        """Whether it has started, once it has or never will."""
        return bool(self._heard() == READY)

    def _heard(self) -> Any:
        assert self.process.stdout
        try:
            return pickle.load(self.process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            return None


class Crew:
    """Workers, started when none is idle. The methods may be called from any thread.

    They are started afresh and never forked: they have no part in a ledger's connection or anything else that is open
    here, and the program that called us need not be one that can be started twice.
    """

    def __init__(self, check: Check, order: Order, limits: Limits) -> None:
        self._setup = pickle.dumps(sys.path) + pickle.dumps((check, order, limits))
        self._patience = limits.start
        self._changed = threading.Condition()
        self._busy: set[Worker] = set()
        self._idle: list[Worker] = []
        self._failures, self._why = 0, ""
        self._closed = False

    def at_work(self, sources: Sequence[Source]) -> Worker:
        """A worker that has these to read; where no more can be started, one of those at work, once it is idle.

        Raises OSError where none is at work either, and CancelledError after `close`.
        """
        worker = self._taken()
        while worker.fresh and not self._got_going(worker):
            worker = self._taken()
        worker.tell(pickle.dumps(tuple(sources)))
        return worker

    def at_leisure(self, worker: Worker) -> None:
        """The worker has read what it had to."""
        with self._changed:
            self._busy.discard(worker)
            self._idle.append(worker)
            self._changed.notify_all()

    def dismiss(self, worker: Worker) -> int:
        """Ends a worker that is at work, unless it has ended already; as what it ended (Popen.returncode)."""
        code = _ended(worker.process)
        with self._changed:
            self._busy.discard(worker)
            self._failures = 0  # in its place, another may start
            self._changed.notify_all()
        return code

    def _taken(self) -> Worker:
        """One that was idle, or a fresh one that has yet to get going. Raises as `at_work` does."""
        with self._changed:
            while not self._closed:
                if self._idle:
                    worker = self._idle.pop()
                elif self._failures < _TRIES:
                    try:
                        worker = Worker(_started())
                    except OSError as error:
                        self._failures, self._why = self._failures + 1, error.strerror or str(error)
                        continue
                elif self._busy:
                    self._changed.wait()
                    continue
                else:
                    raise ChildProcessError(self._why)
                self._busy.add(worker)
                return worker
        raise CancelledError

    def _got_going(self, worker: Worker) -> bool:
        """Whether a fresh worker is ready for its work; one that is not, or not in time, is ended."""
        began = time.monotonic()
        # Not only its answer may never come: where nobody listens, telling it something has no end either.
        watch = threading.Timer(self._patience, worker.process.kill)
        watch.daemon = True
        watch.start()
        worker.tell(self._setup)
        ready = worker.ready()
        watch.cancel()
        if ready:
            return True
        late = time.monotonic() - began >= self._patience
        code = _ended(worker.process)
        with self._changed:
            self._busy.discard(worker)
            self._failures += 1
            self._why = f"{self._patience:g} 秒内没有启动好" if late else f"退出码 {code}"
            self._changed.notify_all()
        return False

    def close(self) -> None:
        """Ends all of them at once, whatever they are at; none is started any more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            for worker in self._busy:
                # Whoever waits for its answer dismisses it.
                worker.process.kill()
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.process.kill()
            _ended(worker.process)


def _started() -> subprocess.Popen[bytes]:
    """A process that nothing reaches that is meant for this one: neither Ctrl-C nor what is open here."""
    command = [sys.executable, "-P", "-c", _MAIN]
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=flags
        )
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, process_group=0
    )


def _ended(process: subprocess.Popen[bytes]) -> int:
    assert process.stdin
    assert process.stdout
    with contextlib.suppress(OSError):
        process.stdin.close()
    process.stdout.close()
    try:
        return process.wait(_PARTING)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
