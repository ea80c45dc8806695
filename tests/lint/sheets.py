"""Matrix files and readings made by hand, so that the checks are tested apart from the grammar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from chanfa_check.lint import LintFinding, lint_text
from chanfa_check.lint.ground import Read
from chanfa_check.wording import Reading, Wording
from chanfa_check.wording.reading import Comparison

PATH = Path("matrix.yaml")
AT_LEAST, ABOVE, AT_MOST = Comparison.AT_LEAST, Comparison.ABOVE, Comparison.AT_MOST


def reading(rule: str, value: Any = None, unit: str = "", *, subject: str = "", **more: Any) -> Reading:
    """A reading of the whole phrase that it is given for; numbers ask for at least that much."""
    more.setdefault("op", AT_LEAST if rule not in ("rising", "event", "ongoing") else None)
    span = more.pop("span", (0, 0))
    return Reading(rule=rule, subject=subject, span=span, value=value, unit=unit, **more)


def reader(said: Mapping[str, Sequence[Reading]]) -> Read:
    """Reads each phrase into the readings that are given for it, and any other into nothing."""

    def read(phrase: str, year: int | None) -> Wording:
        del year
        whole = (0, len(phrase))
        return Wording(
            phrase, tuple(one if any(one.span) else replace(one, span=whole) for one in said.get(phrase, ()))
        )

    return read


def indicator(
    *targets: str, id: str = "1.1a", name: str = "覆盖率", unit: str = "%", more: Sequence[str] = ()
) -> list[str]:
    """The lines of one indicator, as they stand in a task."""
    lines = [
        f"      - id: {id}",
        f"        name: {name}",
        f'        unit: "{unit}"',
        *(f"        {one}" for one in more),
    ]
    return [*lines, "        targets:", *(f"          - {target}" for target in targets)]


def task(id: str = "1.1", *indicators: Sequence[str], **fields: str) -> list[str]:
    """The lines of one task; without indicators, one of ongoing work."""
    said = {"section": "板块", "measure": "举措", "duty": "做好工作", "schedule": "常态化", "lead": "市总工会"}
    said |= {"partners": "[]", **fields}
    shown = indicators or (indicator("{rule: ongoing}", id=f"{id}a", unit="文字"),)
    lines = [f'  - id: "{id}"', *(f"    {name}: {value}" for name, value in said.items()), "    indicators:"]
    return [*lines, *(line for one in shown for line in one)]


def matrix(
    *tasks: Sequence[str], years: str = "[2019, 2025]", departments: str = "市总工会: {}", more: str = ""
) -> str:
    """A matrix file. Its tasks begin in line 8, after one line for departments."""
    head = ["id: m", 'version: "1"', "title: 分工表", f"years: {years}", more, "departments:"]
    listed = [f"  {line}" for line in departments.split("\n")]
    return "\n".join([*head, *listed, "tasks:", *(line for one in tasks for line in one)]) + "\n"


def found(text: str, said: Mapping[str, Sequence[Reading]] | None = None) -> tuple[LintFinding, ...]:
    """All that lint finds."""
    return lint_text(text.encode(), PATH, reader(said or {}))


def told(text: str, said: Mapping[str, Sequence[Reading]] | None = None) -> list[tuple[int, str, str]]:
    """Line, code and message of all that lint finds."""
    return [(one.line, one.code, one.message) for one in found(text, said)]


def codes(text: str, said: Mapping[str, Sequence[Reading]] | None = None) -> list[str]:
    """The codes of all that lint finds."""
    return [one.code for one in found(text, said)]
