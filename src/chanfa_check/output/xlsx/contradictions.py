"""勾稽: figures that cannot all be true, each with who said it, of when, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chanfa_check.codes import CODES
from chanfa_check.model import Contradiction, Run, Statement
from chanfa_check.output import office
from chanfa_check.output.words import ROLES
from chanfa_check.output.xlsx import grid as g
from chanfa_check.output.xlsx import look
from chanfa_check.output.xlsx.runs import month
from chanfa_check.paths import tell_apart

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NAME = "勾稽"
COLUMNS = (
    g.Column("序号", 6, 6, centred=True),
    g.Column("问题", 12, 20),
    g.Column("指标", 7, 8, centred=True),
    g.Column("名称", 12, 26),
    g.Column("单位", 12, 18),
    g.Column("时期", 10, 12, centred=True),
    g.Column("角色", 6, 6, centred=True),
    g.Column("填报数", 10, 20, centred=True),
    g.Column("文件", 14, 36),
    g.Column("单元格", 10, 20),
    g.Column("说明", 24, 46),
    g.Column("处理办法", 20, 36),
)
_SHARED = (1, 2, 3, 4, 11, 12)
"""The columns that all statements of one contradiction share."""


def write(pen: g.Pen, run: Run) -> None:
    """The sheet: a block for each contradiction, a row for each of its statements."""
    sheet = g.new_sheet(pen, NAME)
    numbered = list(enumerate(run.contradictions, 1))
    g.fit(sheet, COLUMNS, [_row(number, one, each) for number, one in numbered for each in one.statements])
    title = g.Style(size=16, bold=True, centred=True, bordered=False, font=look.TITLE_FONT)
    row = g.line(pen, sheet, 1, office.CONTRADICTIONS, len(COLUMNS), title)
    found = f"有 {len(numbered)} 处数据相互矛盾，各项都已列出，没有采信其中任何一个。"
    said = found if numbered else "没有发现相互矛盾的数据。"
    row = g.line(pen, sheet, row, said, len(COLUMNS), g.Style(bordered=False))
    if not numbered:
        return
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    row = g.table(pen, sheet, row, COLUMNS, [])
    for number, one in numbered:
        row = _block(pen, sheet, row, number, one)


def _block(pen: g.Pen, sheet: Worksheet, row: int, number: int, one: Contradiction) -> int:
    end = g.rows_at(pen, sheet, row, COLUMNS, [_row(number, one, each) for each in one.statements])
    count = end - row
    if count < 2:
        return end
    shared = [(column, str(sheet.cell(row, column).value or "")) for column in _SHARED]
    own = [g.wanted(sheet, COLUMNS, _own(number, one, each)) for each in one.statements]
    # What all of them share is written once over their rows, which together must be high enough for it.
    whole = max(look.height(text, g.width_of(sheet, column)) for column, text in shared)
    for offset in range(count):
        sheet.row_dimensions[row + offset].height = look.row_height(max(own[offset], whole / count))
    for column, _ in shared:
        for below in range(row + 1, end):
            g.cell_at(sheet, below, column).value = None
        g.merge(sheet, row, column, end - 1, column)
    return end


def _row(number: int, one: Contradiction, each: Statement) -> g.Row:
    return [
        str(number),
        CODES[one.code].title if one.code in CODES else one.code,
        one.indicator,
        one.name,
        each.department,
        month(each.as_of),
        ROLES[each.role],
        g.Item(each.shown, fill=look.MAGENTA),
        tell_apart(said.path for said in one.statements)[each.path],
        str(each.place) if each.place else "",
        one.message,
        one.advice,
    ]


def _own(number: int, one: Contradiction, each: Statement) -> g.Row:
    """The row without what it shares."""
    return ["" if place in _SHARED else item for place, item in enumerate(_row(number, one, each), 1)]
