"""Tables in Markdown."""

from __future__ import annotations

from collections.abc import Sequence


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[str] = ()) -> str:
    """A heading, a table whose first column is text and whose others are numbers, and notes below."""
    lines = [f"## {title}", "", _line(header), _line(["---", *("---:" for _ in header[1:])]), *map(_line, rows)]
    return "\n".join([*lines, *(f"\n{note}" for note in notes)]) + "\n"


def milliseconds(seconds: float) -> str:
    """To three figures or so."""
    value = seconds * 1000
    return f"{value:.2f}" if value < 20 else f"{value:.1f}" if value < 200 else f"{value:.0f}"


def times(ratio: float) -> str:
    """A ratio."""
    return f"{ratio:.2f}×"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
