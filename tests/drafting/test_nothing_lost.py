"""Whatever stands in a table ends in the drafted file: as a task, in a note, or in a question."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from chanfa_check.drafting import CannotDraft, draft, to_yaml
from chanfa_check.drafting.table import Cell, Merged, Source, Table
from chanfa_check.matrix.load import load_text
from chanfa_check.wording import Wording

HEADERS = (
    ("序号", "主要举措", "任务内容", "时间进度", "牵头单位", "配合单位", "备注"),
    ("任务内容", "牵头单位", "其他", "时限", "责任单位", "来源"),
    ("领域", "举措", "具体举措", "完成时限", "责任单位"),
    ("姓名", "电话"),
)
FORMS = (
    "甲{}",
    "甲{}、乙{}",
    "1.甲{}",
    "（一）甲{}",
    "甲{}\n丙{}",
    "注：甲{}",
    "同上{}",
    "甲{} 乙{}（丙{}、丁{}）",
    "“{}”",
    "{}%",
)
KINDS = st.sampled_from(["cells", "cells", "cells", "spanning", "single", "short", "merged", "blank"])


@st.composite
def sources(draw: st.DrawFn) -> tuple[Source, list[str]]:
    """Tables of every shape, with a mark of its own in every cell; and the marks."""
    marks = (f"标{number:03}" for number in itertools.count(100))
    used: list[str] = []

    def filled() -> str:
        form = draw(st.sampled_from(FORMS))
        own = list(itertools.islice(marks, form.count("{}")))
        used.extend(own)
        return form.format(*own)

    tables = [
        _table(draw, place, filled, header)
        for place, header in enumerate(
            [draw(st.sampled_from(HEADERS[:3])), *draw(st.lists(st.sampled_from(HEADERS), max_size=2))]
        )
    ]
    after = tuple(line for _ in range(draw(st.integers(0, 2))) for line in filled().split("\n"))
    return Source(tuple(tables), after), used


def _table(draw: st.DrawFn, place: int, filled: object, header: tuple[str, ...]) -> Table:
    assert callable(filled)
    before = tuple(line for _ in range(draw(st.integers(0, 2))) for line in filled().split("\n"))
    rows = [tuple(Cell(text, "第1行") for text in header)]
    if draw(st.booleans()):
        rows.insert(0, (Cell(filled(), "第0行"), *(Cell("", "第0行") for _ in header[1:])))
    rows += [
        tuple(_row(draw, len(header), filled, f"第{number}行")) for number in range(2, 2 + draw(st.integers(1, 5)))
    ]
    return Table(f"第{place + 1}张表", tuple(rows), before)


def _row(draw: st.DrawFn, width: int, filled: object, where: str) -> Iterator[Cell]:
    assert callable(filled)
    kind = draw(KINDS)
    if kind == "spanning":
        text = filled()
        yield Cell(text, where)
        yield from (Cell(text, where, Merged.LEFT) for _ in range(width - 1))
    elif kind == "single":
        yield Cell(filled(), where)
    else:
        for _ in range(draw(st.integers(1, width)) if kind == "short" else width):
            empty = kind == "blank" or draw(st.integers(0, 2)) == 0
            if kind == "merged" and draw(st.booleans()):
                yield Cell("", where, Merged.ABOVE)
            else:
                yield Cell("" if empty else filled(), where)


@settings(max_examples=150, deadline=None)
@given(sources())
def test_every_mark_is_in_the_file(made: tuple[Source, list[str]]) -> None:
    source, marks = made
    for table in source.tables:
        note(f"{table.before} {[[f'{cell.text}/{cell.merged}' for cell in row] for row in table.rows]}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("chanfa_check.drafting.drafted.read_source", lambda _path: source)
        patch.setattr("chanfa_check.drafting.drafted.read_wording", lambda phrase, _year: Wording(phrase))
        # A table without any task is refused, and says so.
        try:
            drafted = draft(Path("annex.docx"), id="some-city", years=(2019, 2025))
        except CannotDraft:
            return
    text = to_yaml(drafted)
    load_text(text.encode(), Path("matrix.yaml"))
    assert [mark for mark in marks if mark not in text] == []
