"""A process of its own that records: python -m tests.ledger.child URL START STOP STEP [HOLD].

It records the submissions of that range. With HOLD it stops for ever once so many are recorded, and says so; -1 is in
the middle of creating the ledger.
"""

from __future__ import annotations

import sys
import time
from unittest import mock

from alembic import command

from chanfa_check.ledger import open_ledger
from tests.ledger.made import finding, submission


def hold() -> None:
    """Says that this is the moment, and waits to be killed."""
    print("here", flush=True)
    time.sleep(60)


def main() -> None:
    """Records."""
    url, start, stop, step, *rest = sys.argv[1:]
    held = int(rest[0]) if rest else None
    upgrade = command.upgrade

    def upgrade_and_hold(*arguments: object) -> None:
        upgrade(*arguments)  # type: ignore[arg-type]
        hold()

    with mock.patch.object(command, "upgrade", upgrade_and_hold if held == -1 else upgrade):
        ledger = open_ledger(url)
    # Long enough for a database to write some of it before the end of the transaction.
    findings = [finding(f"1.{number}a", message="长" * 20_000) for number in range(20)]
    with ledger, ledger.recording() as recording:
        for count, number in enumerate(range(int(start), int(stop), int(step))):
            if count == held:
                hold()
            recording.add(submission(f"{number}", *findings, department=f"单位{number}"))
        if held is not None:
            hold()


if __name__ == "__main__":
    main()
