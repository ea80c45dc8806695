"""From collected submissions to a run: checked, recorded in the ledger where there is one, and added up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from chanfa_check.across.gathered import Gathered
from chanfa_check.across.levels import uncompared
from chanfa_check.across.reported import slim
from chanfa_check.across.summary import summarize
from chanfa_check.batch.collect import Collected
from chanfa_check.batch.engines import Engine
from chanfa_check.batch.engines.local import in_process
from chanfa_check.batch.one import Order
from chanfa_check.batch.spool import spool
from chanfa_check.model import Checked, FailOn, Interval, Matrix, Reported, Reporting, Run

if TYPE_CHECKING:
    from chanfa_check.ledger import Ledger


def check_submissions(
    collected: Collected,
    order: Order,
    *,
    fail_on: FailOn = FailOn.INVALID,
    engine: Engine = in_process,
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
    gathered = Gathered(kept=spool())
    for one in engine(collected.sources, order):
        checked = one if collected.whole else uncompared(one)
        gathered.add(checked, kept=checked if keep or ledger else slim(checked))
        if done:
            done(checked)
    matrices = _matrices(gathered, order, whole=collected.whole)
    before, unrecorded = _record(ledger, gathered.submissions, matrices) if ledger else ((), 0)
    summary = summarize(
        gathered,
        matrices,
        whole=collected.whole,
        before=before,
        fail_on=fail_on,
        passed_over=collected.passed_over,
    )
    kept = gathered.submissions.settled() if keep else ()
    history = tuple(one for one in before if one.current)
    return Run(**asdict(summary), submissions=kept, history=history, unrecorded=unrecorded)


def _record(
    ledger: Ledger, submissions: Iterable[Checked], matrices: Sequence[Matrix]
) -> tuple[tuple[Reported, ...], int]:
    """Enters what was checked; what earlier runs recorded, and how many submissions the ledger did not take in.

    Only now, so that the ledger is kept from others no longer than it takes to write.
    """
    with ledger.recording() as recording:
        unrecorded = sum(not recording.add(checked) for checked in submissions)
        ids = dict.fromkeys(version.id for matrix in matrices for version in matrix.versions())
        return tuple(one for id in ids for one in recording.before(id)), unrecorded


def _matrices(gathered: Gathered, order: Order, *, whole: bool) -> tuple[Matrix, ...]:
    """The matrices of the run, due when the user says; the user's too where no version of it judged anything.

    A single submission of a level below is about its own matrix only.
    """
    found = dict(gathered.matrices)
    if order.matrix and (whole or not found) and found.keys().isdisjoint(one.id for one in order.matrix.versions()):
        found[order.matrix.id] = order.matrix
    if order.due_day is None:
        return tuple(found.values())
    every = {name: matrix.reporting.every if matrix.reporting else Interval.MONTH for name, matrix in found.items()}
    return tuple(
        replace(matrix, reporting=Reporting(every=every[name], due_day=order.due_day)) for name, matrix in found.items()
    )
