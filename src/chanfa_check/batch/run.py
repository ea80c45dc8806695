"""From collected submissions to a run: checked, recorded in the ledger where there is one, and added up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from chanfa_check.across.levels import uncompared
from chanfa_check.across.reported import slim
from chanfa_check.across.summary import summarize
from chanfa_check.batch.collect import Collected
from chanfa_check.batch.one import Order
from chanfa_check.batch.pool import check_all
from chanfa_check.batch.spool import Spool, spooled
from chanfa_check.model import Checked, FailOn, Interval, Matrix, Reported, Reporting, Run

if TYPE_CHECKING:
    from chanfa_check.ledger import Ledger


def check_submissions(
    collected: Collected,
    order: Order,
    *,
    fail_on: FailOn = FailOn.INVALID,
    jobs: int = 1,
    ledger: Ledger | None = None,
    keep: bool = True,
    done: Callable[[Checked], None] | None = None,
) -> Run:
    """All of them as one run.

    `done` is told of each submission as it is finished, in order. Without `keep`, the run comes without submissions,
    and no more of them is held than it takes to add them up. Raises MatrixError, and LedgerError; the ledger then
    stays as it was.
    """
    if ledger:
        order = replace(order, last_years=ledger.last_years())
    submissions: list[Checked] = []
    with spooled() if ledger else nullcontext() as spool:
        for one in check_all(collected.sources, order, jobs):
            checked = one if collected.whole else uncompared(one)
            submissions.append(checked if keep else slim(checked))
            if spool:
                spool.add(checked)
            if done:
                done(checked)
        matrices = _matrices(submissions, order, whole=collected.whole)
        before, unrecorded = _record(ledger, spool, matrices) if ledger and spool else ((), 0)
    summary = summarize(
        submissions,
        matrices,
        whole=collected.whole,
        before=before,
        fail_on=fail_on,
        passed_over=collected.passed_over,
    )
    kept = tuple(submissions) if keep else ()
    history = tuple(one for one in before if one.current)
    return Run(**asdict(summary), submissions=kept, history=history, unrecorded=unrecorded)


def _record(ledger: Ledger, spool: Spool, matrices: Sequence[Matrix]) -> tuple[tuple[Reported, ...], int]:
    """Enters what was checked; what earlier runs recorded, and how many submissions the ledger did not take in.

    Only now, so that the ledger is kept from others no longer than it takes to write.
    """
    known = {matrix.id: matrix for matrix in matrices}
    with ledger.recording() as recording:
        unrecorded = sum(not recording.add(checked) for checked in spool.taken(known))
        ids = dict.fromkeys(version.id for matrix in matrices for version in matrix.versions())
        return tuple(one for id in ids for one in recording.before(id)), unrecorded


def _matrices(submissions: Sequence[Checked], order: Order, *, whole: bool) -> tuple[Matrix, ...]:
    """The matrices of the run, due when the user says; the user's too where no version of it judged anything.

    A single submission of a level below is about its own matrix only.
    """
    found = {one.matrix.id: one.matrix for one in submissions if one.matrix}
    if order.matrix and (whole or not found) and found.keys().isdisjoint(one.id for one in order.matrix.versions()):
        found[order.matrix.id] = order.matrix
    if order.due_day is None:
        return tuple(found.values())
    every = {name: matrix.reporting.every if matrix.reporting else Interval.MONTH for name, matrix in found.items()}
    return tuple(
        replace(matrix, reporting=Reporting(every=every[name], due_day=order.due_day)) for name, matrix in found.items()
    )
