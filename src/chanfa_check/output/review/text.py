"""The page for sign-off as plain text: two columns where there is room for them, else one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len

from chanfa_check.output.review.sheet import KIND, RIGHT, SIGNATURES, Entry, Manner, Part, Sheet
from chanfa_check.output.text import as_text
from chanfa_check.output.wrap import wrap

_SIDE_BY_SIDE = 72
_GAP = 3
_INDENTED = (Manner.RULE, Manner.READING)


def render(page: Sheet, width: int) -> str:
    """The page, no line wider than `width` columns; it ends with a line break."""
    return "\n".join(line.rstrip() for line in _lines(page, max(width, 20))) + "\n"


def _lines(page: Sheet, width: int) -> Iterator[str]:
    yield from wrap(as_text(page.title), width)
    yield from wrap(KIND, width)
    yield ""
    for label, text in page.facts:
        yield from wrap(as_text(f"{label}：{text}"), width)
    yield ""
    yield from (line for text in page.guide for line in wrap(text, width))
    if page.compared is not None:
        yield ""
        yield from wrap(as_text(page.compared), width)
    yield from (line for text in page.general for line in wrap(as_text(text), width))
    section = ""
    for block in page.blocks:
        if block.section != section:
            yield from ("", "═" * width, *wrap(as_text(block.section), width))
            section = block.section
        else:
            yield "─" * width
        yield from wrap(as_text(f"· {block.measure}"), width)
        for entry in block.entries:
            yield "─" * width
            yield from _entry(entry, width)
    yield "═" * width
    yield ""
    for label in SIGNATURES:
        yield from (f"{label}：{'_' * (width - cell_len(label) - 2)}", "")


def _entry(entry: Entry, width: int) -> Iterator[str]:
    head = as_text(entry.task) + (f"【{entry.turn.value}】" if entry.turn else "")
    if width < _SIDE_BY_SIDE:
        yield from wrap(head, width)
        yield from _column(entry.left, width)
        yield from ("", f"{RIGHT}：")
        yield from _column(entry.right, width)
        return
    left = (width - _GAP) * 2 // 5
    rows = ([*wrap(head, left), *_column(entry.left, left)], list(_column(entry.right, width - _GAP - left)))
    for one, other in zip_longest(*rows, fillvalue=""):
        yield f"{one}{' ' * (left - cell_len(one))} │ {other}"


def _column(parts: Sequence[Part], width: int) -> Iterator[str]:
    for part in parts:
        indent = "  " if part.manner in _INDENTED else ""
        yield from (indent + line for line in wrap(as_text(part.head + part.text), width - len(indent)))
