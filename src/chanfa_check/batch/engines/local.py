"""This machine: in this process where that is safe and quick, else in workers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from chanfa_check.batch.engines import Engine
from chanfa_check.batch.one import Order, check_one, loaded
from chanfa_check.batch.source import Source
from chanfa_check.model import Checked
from chanfa_check.submission.workbook.preflight import certain

FEW = 24
"""Up to how many submissions starting processes takes longer than it saves."""


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def local(jobs: int) -> Engine:
    """Up to `jobs` processes. Few submissions are read in this one, but each that is not certain to be harmless in
    one of its own.
    """

    def engine(sources: Sequence[Source], order: Order) -> Iterator[Checked]:
        alone = jobs == 1 or len(sources) <= FEW or any(source.only_here for source in sources)
        return in_process(sources, order) if alone else _in_workers(sources, order, jobs)

    return engine


def in_process(sources: Sequence[Source], order: Order) -> Iterator[Checked]:
    """An Engine of one process, and for what is not certain to be harmless another one."""
    uncertain: list[Source] = []
    for source in sources:
        content = loaded(source, order)
        harmless = isinstance(content, Checked) or source.only_here or certain(content)
        if not harmless:
            uncertain.append(source)
        # Several that follow each other share what starting a process takes.
        if uncertain and (harmless or len(uncertain) == FEW):
            yield from _in_workers(uncertain, order, 1)
            uncertain = []
        if isinstance(content, Checked):
            yield content
        elif harmless:
            yield check_one(source, order, content)
    if uncertain:
        yield from _in_workers(uncertain, order, 1)


def _in_workers(sources: Sequence[Source], order: Order, jobs: int) -> Iterator[Checked]:
    # Only now: starting up has to feel instant, and the everyday call needs none of it.
    from chanfa_check.batch.engines.limits import Limits
    from chanfa_check.batch.engines.pool import in_workers

    return in_workers(sources, order, jobs, Limits())
