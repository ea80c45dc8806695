"""A process that reads submissions for another one, and may come to any end over it.

It is given, on its standard input, pickled: what to check with, the order and the limits; then chunks of sources, of
which it answers each with its findings on what was its standard output. It ends when its input does, as when the
process that started it is no more.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, TypeAlias

from chanfa_check.batch.engines.chunk import without_matrix
from chanfa_check.batch.engines.limits import Limits, bound
from chanfa_check.batch.one import Order
from chanfa_check.batch.source import Source
from chanfa_check.matrix.flaws import MatrixError
from chanfa_check.model import Checked

Check: TypeAlias = Callable[[Source, Order], Checked]
Answer: TypeAlias = Checked | MatrixError
OVERDUE = 1
"""The exit code where a submission took too long, as faulthandler has it; whatever else goes wrong has it, too."""
READY = "ready"
"""What comes before all answers."""


def main() -> None:
    """Answers until there are no more questions."""
    questions = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints must not come among the answers.
    with Path(os.devnull).open("r+b") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        check, order, limits = pickle.load(questions)
        bound(limits)
        try:
            _tell(READY, answers)
            while True:
                _answer(pickle.load(questions), answers, check, order, limits, nowhere)
        except (EOFError, BrokenPipeError):
            # Nobody is left to ask, or to be told. Buffers must not be written out on the way.
            os._exit(0)


def _answer(
    sources: Sequence[Source], answers: BinaryIO, check: Check, order: Order, limits: Limits, nowhere: BinaryIO
) -> None:
    for source in sources:
        # This watch is outside the interpreter: it ends the process even while that is stuck, and for an orphan too.
        faulthandler.dump_traceback_later(limits.seconds, exit=True, file=nowhere)
        answer: Answer
        try:
            answer = without_matrix(check(source, order))
        except MatrixError as error:
            answer = error
        faulthandler.cancel_dump_traceback_later()
        _tell(answer, answers)


def _tell(answer: Answer | str, answers: BinaryIO) -> None:
    pickle.dump(answer, answers)
    answers.flush()
