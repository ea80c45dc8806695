"""The matrices in the tree are the ones that were published: nothing left out, nothing reworded."""

from __future__ import annotations

import hashlib

import pytest

from .cases import matrix, names

CIXI_ROWS = {1: 3, 2: 2, 3: 4, 4: 2, 5: 5, 6: 2, 7: 2, 8: 3, 9: 2, 10: 1, 11: 1, 12: 1, 13: 3, 14: 5, 15: 4, 16: 1}
CIXI_ROWS |= {17: 1, 18: 4, 19: 6, 20: 2, 21: 1, 22: 2}
# Of the published annex itself, read independently of matrix.yaml: a line a task, `id|duty|schedule|lead|partners`,
# partners joined by 、, blank cells continued, no line breaks inside a cell, no blanks at the ends of a line.
CIXI_SHA256 = "d8d17a9cc63a7f51e079263c4318004bc759e5cfa114964e1c0a91003a740ed7"


@pytest.mark.parametrize("name", names())
def test_the_folder_is_called_as_the_matrix(name: str) -> None:
    assert matrix(name).id == name


def test_cixi_holds_all_57_tasks_in_order() -> None:
    wanted = [f"{measure}.{row}" for measure, rows in CIXI_ROWS.items() for row in range(1, rows + 1)]
    assert len(wanted) == 57
    assert [task.id for task in matrix("cixi-2019-2025").tasks] == wanted


def test_cixi_stands_verbatim() -> None:
    rows = [
        "|".join((task.id, task.duty, task.schedule, task.lead, "、".join(task.partners)))
        for task in matrix("cixi-2019-2025").tasks
    ]
    assert hashlib.sha256("\n".join(rows).encode()).hexdigest() == CIXI_SHA256
