"""明细: one row a finding, to filter and to print; what it rests on stands in a second set of columns.

Rows of submissions that do not count are last and grey, and say so under 报送状态; the others make up the run's
counts.
"""

from __future__ import annotations

from chanfa_check.model import Checked, Finding, Run, Standing
from chanfa_check.output import office
from chanfa_check.output.words import LIGHTS, ROLES, STATUSES, word
from chanfa_check.output.xlsx import amounts, look, runs
from chanfa_check.output.xlsx import grid as g
from chanfa_check.paths import file_name
from chanfa_check.period import show_period

NAME = "明细"
COLUMNS = (
    g.Column("单位", 8, 13),
    g.Column("时期", 8, 11, centred=True),
    g.Column("指标", 6, 8, centred=True),
    g.Column("名称", 12, 22),
    g.Column("角色", 6, 6, centred=True),
    g.Column("结论", 10, 15),
    g.Column("填报值", 8, 14, centred=True),
    g.Column("要求", 10, 20),
    g.Column("序时进度", 9, 11, centred=True),
    g.Column("差距", 8, 13, centred=True),
    g.Column("说明", 16, 40),
    g.Column("处理办法", 10, 28),
    g.Column("报送状态", 6, 10),
    g.Column("任务", 6, 7, centred=True),
    g.Column("板块", 8, 14),
    g.Column("类别", 8, 8, centred=True),
    g.Column("代码", 8, 19),
    g.Column("灯", 6, 6, centred=True),
    g.Column("计量单位", 6, 6, centred=True),
    g.Column("文件", 10, 16),
    g.Column("单元格", 8, 12),
    g.Column("填报原样", 12, 32),
    g.Column("分工表原文", 16, 32),
    g.Column("备注", 8, 30),
)
_CONCLUSION = 13
"""How many columns the first set has; the second is printed on pages of its own, beside the same first columns."""
_REPEATED = "A:C"


def write(pen: g.Pen, run: Run) -> None:
    """The sheet. What could not be checked stands in 未报送."""
    sheet = g.new_sheet(pen, NAME)
    standings = run.standings
    sent = [(one, standings.get(one.path, Standing.COUNTED)) for one in run.submissions]
    sent.sort(key=lambda one: not one[1].counts)
    rows = [_row(checked, one, standing) for checked, standing in sent for one in checked.findings]
    g.fit(sheet, COLUMNS, rows)
    last = g.table(pen, sheet, 1, COLUMNS, rows) - 1
    right = g.letter(len(COLUMNS))
    sheet.freeze_panes = "E2"
    sheet.auto_filter.ref = f"A1:{right}{last}"
    sheet.print_title_rows = "1:1"
    sheet.print_title_cols = _REPEATED
    sheet.print_area = f"A1:{g.letter(_CONCLUSION)}{last},{g.letter(_CONCLUSION + 1)}1:{right}{last}"


def _row(checked: Checked, finding: Finding, standing: Standing) -> g.Row:
    matrix = checked.matrix
    indicator = matrix.indicators().get(finding.indicator or "") if matrix else None
    task = runs.tasks(matrix).get(finding.task or "")
    kind = matrix.class_of(finding.task) if matrix and finding.task else None
    fill = look.fill_of(finding.status, finding.light)
    notes = list(finding.notes)
    if look.height(finding.raw, COLUMNS[_RAW].most) > look.HIGHEST - 6:
        notes.append("填报原样较长，打印不全，请点开单元格看全文")
    if finding.reading:
        notes.append(f"读法：{finding.reading}")
    row: g.Row = [
        checked.department or "",
        show_period(checked.period) if checked.period else "",
        finding.indicator or finding.task or "",
        finding.name,
        ROLES[finding.role] if finding.role else "",
        g.Item(f"{STATUSES[finding.status].symbol} {word(finding)}", fill=fill),
        amounts.reported(finding, indicator),
        amounts.required(finding.expected, indicator),
        amounts.pace(finding),
        amounts.gap(finding),
        finding.message,
        finding.advice,
        office.STANDINGS[standing],
        finding.task or "",
        task.section if task else "",
        kind.value if kind else "",
        finding.code,
        LIGHTS[finding.light][0] if finding.light else "",
        finding.unit,
        file_name(checked.path),
        str(finding.place) if finding.place else "",
        finding.raw,
        finding.wording,
        "\n".join(notes),
    ]
    return row if standing.counts else g.filled(row, look.GREY)


_RAW = next(number for number, column in enumerate(COLUMNS) if column.name == "填报原样")
