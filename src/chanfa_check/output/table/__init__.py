"""A run on the terminal: for several submissions the office's page first, then the details."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import islice

from rich.console import Console
from rich.text import Text

from chanfa_check.model import Run, Standing
from chanfa_check.output.table.pieces import holds_symbols, symbols_for
from chanfa_check.output.table.submission import short, whole

_AT_A_TIME = 500
_FILE_WIDTH = 100
"""How many columns a table has in a file, where no terminal says."""


def show_on_terminal(run: Run, *, details: bool = False) -> None:
    """Prints the run to standard output, as wide and as colourful as that is."""
    show(run, Console(highlight=False), details=details)


def encode(run: Run, *, details: bool = False) -> bytes:
    """The run as a text file, in UTF-8, without colours."""
    text = io.StringIO()
    show(run, Console(file=text, width=_FILE_WIDTH, highlight=False, color_system=None), details=details)
    return text.getvalue().encode("utf-8")


def show(run: Run, console: Console, *, details: bool = False) -> None:
    """Prints the run, folded to the console's width.

    Of several submissions, only what somebody has to put right follows the office's page; with `details`, everything.
    """
    lines = _lines(run, console, details)
    # Each print asks for the terminal's size and kind anew; but a large run is not in memory as a whole.
    while some := list(islice(lines, _AT_A_TIME)):
        console.print(*some, sep="\n", soft_wrap=True)


def _lines(run: Run, console: Console, details: bool) -> Iterator[Text]:
    symbols, width = symbols_for(console.encoding), console.width
    if not run.submissions:
        return
    if not run.whole:
        yield from whole(run.submissions[0], symbols, width)
        yield from _remarks(run, width)
        return
    from chanfa_check.output.table.page import page

    yield from page(run, symbols, width, plain=not holds_symbols(console.encoding))
    aside = {row.path for row in run.rows if row.standing in (Standing.SUPERSEDED, Standing.COPY)}
    for checked in run.submissions:
        if details:
            part = whole(checked, symbols, width)
        else:
            part = [] if checked.path in aside else short(checked, symbols, width)
        if part:
            yield Text()
            yield Text("─" * 8, style="dim")
            yield from part


def _remarks(run: Run, width: int) -> Iterable[Text]:
    """What one submission contradicts, and what it changed; mostly nothing, and then nothing is loaded for it."""
    if not run.contradictions and not run.changes:
        return ()
    from chanfa_check.output.table.page import remarks

    return remarks(run, width)
