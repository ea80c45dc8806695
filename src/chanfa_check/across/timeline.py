"""What is said of one indicator, by department and role, in the order of the periods."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from chanfa_check.model import Reported, Role


class Timeline:
    """What several submissions say of one indicator; what is asked about has their department and role."""

    def __init__(self, several: Iterable[Reported]) -> None:
        self._said: dict[tuple[str, Role], dict[dt.date, list[Reported]]] = {}
        for one in several:
            self._said.setdefault((one.department, one.role), {}).setdefault(one.as_of, []).append(one)
        self._days = {key: sorted(by_day) for key, by_day in self._said.items()}

    def at(self, one: Reported, day: dt.date) -> Sequence[Reported]:
        """What was said for the period that ends on the day, in its order."""
        return self._said.get((one.department, one.role), {}).get(day, ())

    def latest_before(self, one: Reported) -> Sequence[Reported]:
        """What was said for the nearest period before the one's, in its order; () where there is none."""
        days = self._days.get((one.department, one.role), [])
        earlier = bisect_left(days, one.as_of)
        return self.at(one, days[earlier - 1]) if earlier else ()
