"""Who did best on each task (典型式引领): of the departments that reach what an indicator asks, the furthest ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TypeAlias

from chanfa_check.model import Checked, Exemplar, Finding, Indicator, Matrix, Measure, Role, Status
from chanfa_check.verdict.wording import show_value

_SHORT = (Status.UNMET, Status.INVALID, Status.MISSING, Status.BEHIND)

Reached: TypeAlias = tuple[str, Finding]
"""A department and what it reached."""


def exemplars(matrix: Matrix, submissions: Iterable[Checked]) -> Iterator[Exemplar]:
    """The best on every indicator that somebody reaches, in the matrix's order; equals are all named.

    Who falls short on another indicator of the same task is no example for it.
    """
    known = matrix.indicators()
    met: dict[str, list[Reached]] = {}
    for checked in submissions:
        short = {one.task for one in checked.findings if one.status in _SHORT}
        for one in checked.findings:
            indicator = known.get(one.indicator or "")
            if indicator and one.role is Role.LEAD and one.status is Status.MET and one.task not in short:
                met.setdefault(indicator.id, []).append((checked.department or "", one))
    for indicator in known.values():
        if indicator.id in met:
            yield _exemplar(indicator, _best(met[indicator.id]))


def _exemplar(indicator: Indicator, best: Sequence[Reached]) -> Exemplar:
    finding = best[0][1]
    told = finding.actual is not None and indicator.measure is not Measure.NARRATIVE
    return Exemplar(
        finding.task or "",
        indicator.id,
        indicator.name,
        tuple(dict.fromkeys(department for department, _ in best)),
        show_value(finding.actual, indicator, finding.manner) if told and finding.actual is not None else "",
        all(one.code == "met-early" for _, one in best),
    )


def _best(several: Sequence[Reached]) -> list[Reached]:
    """Of numbers, those furthest in the direction that is asked for; of stages and dates, those that came early."""
    amounts = [one.actual for _, one in several if isinstance(one.actual, Decimal)]
    if len(amounts) < len(several):
        return [one for one in several if one[1].code == "met-early"] or list(several)
    furthest = max(amounts) if all(_upward(one) for _, one in several) else min(amounts)
    return [one for one in several if one[1].actual == furthest]


def _upward(finding: Finding) -> bool:
    item = finding.expected
    return item is None or item.op is None or item.op.upward
