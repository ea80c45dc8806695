"""Lines of a terminal: symbols that its encoding holds, folded paragraphs, rows of columns, tallies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.cells import cell_len
from rich.text import Text

from chanfa_check.model import Status
from chanfa_check.output.text import as_text
from chanfa_check.output.words import STATUSES
from chanfa_check.output.wrap import wrap

GAP = 2
_INDENT = 3

Symbols = Mapping[Status, str]
Piece = tuple[str, str]
"""Some words and their style."""


def symbols_for(encoding: str) -> Symbols:
    """A symbol for every verdict that the encoding holds: √ and × under GBK; under ASCII, a letter and the code."""
    shown = {status: one.symbol for status, one in STATUSES.items()}
    for table in (str.maketrans("", ""), str.maketrans("✓✗", "√×")):
        tried = {status: symbol.translate(table) for status, symbol in shown.items()}
        try:
            "".join(tried.values()).encode(encoding)
        except (UnicodeEncodeError, LookupError):
            continue
        return tried
    return {status: f"{one.plain} {status.value}" for status, one in STATUSES.items()}


def holds_symbols(encoding: str) -> bool:
    """Whether a console of this encoding has every symbol as it is, and so draws each one column wide."""
    shown = symbols_for(encoding)
    return all(shown[status] == one.symbol for status, one in STATUSES.items())


def block(head: Sequence[Piece], body: Iterable[str], width: int) -> list[Text]:
    """A styled headline, and paragraphs indented below it."""
    lines = _folded_pieces(head, width)
    indent = " " * _INDENT
    return [*lines, *(Text(indent + line) for text in body for line in wrap(as_text(text), width - _INDENT))]


def folded(text: str, style_: str, width: int) -> list[Text]:
    """A paragraph."""
    return [Text(line, style=style_) for line in wrap(as_text(text), width)]


def _folded_pieces(pieces: Sequence[Piece], width: int) -> list[Text]:
    """Styled words on one line; the last of them goes on below where it is too long."""
    line = Text()
    for words, style_ in pieces[:-1]:
        line.append(as_text(words), style=style_)
    last, last_style = pieces[-1]
    last = as_text(last)
    first, *more = wrap(last, width - line.cell_len)
    line.append(first, style=last_style)
    rest = last[len(first) :].strip() if more else ""
    return [line, *(Text(" " * _INDENT + part, style=last_style) for part in wrap(rest, width - _INDENT) if part)]


def counted(head: str, counts: Mapping[Status, int], symbols: Symbols, width: int) -> list[Text]:
    """How many there are of each verdict that occurs."""
    lines = [Text(head, style="bold")]
    for status, shown in STATUSES.items():
        if not counts.get(status):
            continue
        piece = f"{symbols[status]} {shown.word} {counts[status]}"
        if lines[-1].cell_len + cell_len(piece) + GAP > width:
            lines.append(Text(" " * _INDENT))
        lines[-1].append(piece, style=shown.style)
        lines[-1].append(" " * GAP)
    for line in lines:
        line.rstrip()
    return lines


def columns(cells: Sequence[str], widths: Sequence[int], plain: str, last: str) -> list[Text]:
    """A row of columns, each folded to its width; `last` is the style of the last one."""
    parts_of = [wrap(as_text(cell), width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for index in range(max(map(len, parts_of))):
        line = Text(style=plain)
        for column, parts in enumerate(parts_of):
            part = parts[index] if index < len(parts) else ""
            final = column == len(parts_of) - 1
            line.append(part, style=last if final else "")
            if not final:
                line.append(" " * (widths[column] - cell_len(part) + GAP))
        line.rstrip()
        lines.append(line)
    return lines
