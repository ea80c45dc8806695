"""规则: the matrix's words beside the numbers that were made of them."""

from __future__ import annotations

from collections.abc import Iterator

from chanfa_check.model import INHERITABLE, Indicator, Matrix, Run, Target, Task
from chanfa_check.output.timetable import timetable
from chanfa_check.output.xlsx import grid as g
from chanfa_check.output.xlsx import look
from chanfa_check.rules import manual

NAME = "规则"
_HEADER_ROW = 3
COLUMNS = (
    g.Column("任务", 6, 8, centred=True),
    g.Column("板块", 10, 14),
    g.Column("类别", 8, 8, centred=True),
    g.Column("重点任务", 20, 32),
    g.Column("时间进度", 14, 22),
    g.Column("牵头单位", 9, 13),
    g.Column("配合单位", 10, 16),
    g.Column("指标", 6, 8, centred=True),
    g.Column("名称", 12, 18),
    g.Column("计量单位", 6, 6, centred=True),
    g.Column("要求类型", 9, 13),
    g.Column("各期要求", 18, 33),
    g.Column("读法", 12, 30),
)


_REQUIRED = next(number for number, column in enumerate(COLUMNS) if column.name == "各期要求")
_CHAINED = "没有上年实际值"
"""What a requirement says where its number was chained from the base, for want of last year's value."""


def write(pen: g.Pen, run: Run) -> None:
    """The sheet: a row for each target of each indicator, in the matrix's order."""
    sheet = g.new_sheet(pen, NAME)
    found = run.matrices
    rows = [row for matrix in found for row in _rows(matrix)]
    g.fit(sheet, COLUMNS, rows)
    last = len(COLUMNS)
    title = g.Style(size=16, bold=True, centred=True, bordered=False, font=look.TITLE_FONT)
    g.line(pen, sheet, 1, "任务责任分工表原文与判定规则", last, title)
    sources = "；".join(f"{one.source or one.title}（{one.id}，第 {one.version} 版）" for one in found)
    said = f"出处：{sources}。标“〔沿用〕”的，原表这一格空白，沿用上一行。" if found else "没有可以判定的报表。"
    if any(_CHAINED in g.shown(one[_REQUIRED]) for one in rows):
        said += f"注明“{_CHAINED}”的要求是推算的，报表填有上年实际值的以“明细”表为准。"
    row = g.line(pen, sheet, 2, said, last, g.Style(bordered=False))
    assert row == _HEADER_ROW
    sheet.freeze_panes = f"B{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    end = g.table(pen, sheet, row, COLUMNS, rows) - 1
    sheet.auto_filter.ref = f"A{row}:{g.letter(last)}{end}"


def anchors(run: Run) -> dict[tuple[str, str], str]:
    """Where each task begins in the sheet, by the ids of its matrix and its own."""
    found: dict[tuple[str, str], str] = {}
    row = _HEADER_ROW
    for matrix in run.matrices:
        for task in matrix.tasks:
            found[matrix.id, task.id] = f"'{NAME}'!A{row + 1}"
            row += sum(len(one.targets) for one in task.indicators)
    return found


def _rows(matrix: Matrix) -> Iterator[g.Row]:
    for task in matrix.tasks:
        for indicator in task.indicators:
            for target in indicator.targets:
                yield _row(matrix, task, indicator, target)


def _row(matrix: Matrix, task: Task, indicator: Indicator, target: Target) -> g.Row:
    kind = matrix.class_of(task.id)
    texts = {"schedule": task.schedule, "lead": task.lead, "partners": "、".join(task.partners) or "无"}
    assert texts.keys() == INHERITABLE.keys()
    marked = {name: f"{text}〔沿用〕" if name in task.inherited else text for name, text in texts.items()}
    return [
        task.id,
        task.section,
        kind.value if kind else "",
        f"{task.duty}（{task.note}）" if task.note else task.duty,
        marked["schedule"],
        marked["lead"],
        marked["partners"],
        indicator.id,
        indicator.name,
        indicator.unit,
        manual(target.rule).split("：")[0].split("（")[0],
        "\n".join(timetable(target, indicator, matrix)),
        indicator.reading,
    ]
