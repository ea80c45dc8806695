"""Reads the tables of a Word file, with merged cells both ways, tables in tables, and tracked changes as accepted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from chanfa_check.drafting.errors import CannotDraft
from chanfa_check.drafting.table import Cell, Merged, Row, Source, Table, lines_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXTS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# What was deleted or moved away, and what only stands in for a newer element beside it.
_SKIPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", _FALLBACK})
_MOST_COLUMNS = 200


def read_word(data: bytes) -> Source:
    """The tables of the .docx file with this content. Raises CannotDraft where Word could not read it either."""
    import docx

    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except Exception as error:  # python-docx fails in as many ways as a package can be broken
        raise CannotDraft(
            "文件不能当作 Word 文档读取，可能已损坏，也可能是“严格 Open XML”格式。"
            "请用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”后再导入。"
        ) from error
    tables: list[Table] = []
    pending: list[str] = []
    for block in _blocks(body):
        if block.tag == f"{_W}p":
            pending += lines_of(_text(block))
            continue
        found = [block, *block.iter(f"{_W}tbl")] if block.tag != f"{_W}tbl" else list(block.iter(f"{_W}tbl"))
        for table in found:
            name = f"第{len(tables) + 1}张表"
            tables.append(Table(name, tuple(_rows(table, name)), tuple(pending)))
            pending = []
    return Source(tuple(tables), tuple(pending))


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in their order, also those inside content controls."""
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _blocks(child)


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table, or the cells of a row: not those of a table inside it."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _inside(child, tag)


def _rows(table: Any, name: str) -> Iterator[Row]:
    above: dict[int, str] = {}
    for number, line in enumerate(_inside(table, f"{_W}tr"), 1):
        if line.find(f"{_W}trPr/{_W}del") is not None:
            continue
        where = f"{name}第{number}行"
        cells = [Cell("", where)] * _setting(line, "trPr", "gridBefore", 0)
        texts: dict[int, str] = {}
        for cell in _inside(line, f"{_W}tc"):
            span = max(1, _setting(cell, "tcPr", "gridSpan", 1))
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            down = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            start = len(cells)
            text = "\n".join(_cell_lines(cell)).strip()
            # A cell that hangs on no other, or hides words of its own under the one above, speaks for itself.
            continued = down and start in above and not (text and text != above[start])
            shown = above[start] if continued else text
            cells.append(Cell(shown, where, Merged.ABOVE if continued else Merged.NOT))
            cells += [Cell(shown, where, Merged.LEFT)] * (span - 1)
            if merge is not None:
                texts[start] = shown
        above = texts
        yield tuple(cells[:_MOST_COLUMNS])


def _setting(parent: Any, group: str, name: str, default: int) -> int:
    found = parent.find(f"{_W}{group}/{_W}{name}")
    value = found.get(f"{_W}val", "") if found is not None else ""
    return min(int(value), _MOST_COLUMNS) if value.isdecimal() and len(value) < 9 else default


def _cell_lines(cell: Any) -> Iterator[str]:
    for block in _blocks(cell):
        if block.tag == f"{_W}p":
            yield _text(block)
        else:
            for line in _inside(block, f"{_W}tr"):
                yield "\t".join("\n".join(_cell_lines(inner)) for inner in _inside(line, f"{_W}tc"))


def _text(paragraph: Any) -> str:
    pieces: list[str] = []

    def walk(node: Any) -> None:
        for child in node:
            if child.tag in _SKIPPED or not isinstance(child.tag, str):
                continue
            if child.tag == f"{_W}t":
                pieces.append(child.text or "")
            elif child.tag in _TEXTS:
                pieces.append(_TEXTS[child.tag])
            else:
                walk(child)

    walk(paragraph)
    return "".join(pieces)
