"""Labels and what they announce, in one cell and in the next."""

from __future__ import annotations

from chanfa_check.submission.labels import Label, labelled
from chanfa_check.submission.workbook import Cell, Sheet


def told(*values: str, carried: tuple[int, ...] = ()) -> list[tuple[Label | None, str, int]]:
    """The statements of one row: label, text, column. Columns in `carried` belong to the range before them."""
    cells = {
        column: Cell(1, column, value, carried=column in carried) for column, value in enumerate(values, 1) if value
    }
    sheet = Sheet("表", True, {1: cells})
    found = labelled((sheet, cell) for cell in cells.values() if not cell.carried)
    return [(one.label, one.text, one.cell.column) for one in found]


def test_what_stands_beside_a_label() -> None:
    assert told("填报单位：", "", "市总工会", "时期", "2020年6月") == [
        (Label.DEPARTMENT, "市总工会", 3),
        (Label.PERIOD, "2020年6月", 5),
    ]
    assert told("填报单位", "填报单位", "：", "市总工会", "市教育局", carried=(2,)) == [
        (Label.DEPARTMENT, "市总工会", 4),
        (None, ":", 3),
        (None, "市教育局", 5),
    ]
    assert told("填报单位：", "填报日期：", "7月3日") == [(Label.FILLED, "7月3日", 3)]
    assert told("填报单位：", "填报单位：") == []


def test_labels_in_one_cell() -> None:
    assert told("市总工会填报日期：7月3日 牵头单位：市教育局") == [
        (None, "市总工会", 1),
        (Label.FILLED, "7月3日", 1),
        (Label.OTHER, "市教育局", 1),
    ]
    assert told("单位：甲" * 3) == [(Label.DEPARTMENT, "甲单位:甲单位:甲", 1)]


class _Counted(dict[int, Cell]):
    """A row that counts how often a cell of it is looked up."""

    looks = 0

    def __getitem__(self, column: int) -> Cell:
        self.looks += 1
        return super().__getitem__(column)


def test_a_row_of_labels_is_gone_through_once() -> None:
    row = _Counted({column: Cell(1, column, "单位：") for column in range(1, 2001)})
    sheet = Sheet("表", True, {1: row})
    assert list(labelled((sheet, cell) for cell in row.values())) == []
    assert row.looks == len(row)
