"""未报送: who and what is missing, late, twice or unchecked, and the rows that belong nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from chanfa_check.model import Coverage, Run, Status
from chanfa_check.output import office
from chanfa_check.output.xlsx import grid as g
from chanfa_check.output.xlsx import look
from chanfa_check.output.xlsx.runs import matrices, month, tasks
from chanfa_check.verdict.wording import show_day

NAME = "未报送"
COLUMNS = (
    g.Column("时期", 10, 12, centred=True),
    g.Column("类别", 12, 24),
    g.Column("单位", 10, 18),
    g.Column("说明", 30, 70),
    g.Column("文件", 12, 40),
    g.Column("位置", 8, 20),
)


def write(pen: g.Pen, run: Run) -> None:
    """The sheet: first each period, then single files and rows."""
    sheet = g.new_sheet(pen, NAME)
    rows = [row for one in run.coverage for row in _period(run, one)]
    rows += [*_unchecked(run), *_elsewhere(run), *_loose(run)]
    g.fit(sheet, COLUMNS, rows)
    last = len(COLUMNS)
    title = g.Style(size=16, bold=True, centred=True, bordered=False, font=look.TITLE_FONT)
    row = g.line(pen, sheet, 1, "报送情况", last, title)
    for one in run.coverage:
        said = next(office.coverage(one))
        head = f"{month(one.as_of)}：" if one.as_of else ""
        row = g.line(pen, sheet, row, f"{head}{said.text}。", last, g.Style(bordered=False))
    if run.passed_over:
        names = "、".join(office.file_name(path) for path in run.passed_over)
        said_of = f"另有 {len(run.passed_over)} 个文件不是报表格式，没有检查：{names}。"
        row = g.line(pen, sheet, row, said_of, last, g.Style(bordered=False))
    if not rows:
        g.line(pen, sheet, row, "全部按时报送，没有遗漏。", last, g.Style(bordered=False))
        return
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    end = g.table(pen, sheet, row, COLUMNS, rows) - 1
    sheet.auto_filter.ref = f"A{row}:{g.letter(last)}{end}"


def _period(run: Run, one: Coverage) -> Iterator[g.Row]:
    period = month(one.as_of)
    due = f"，应于{show_day(one.due)}前报送" if one.due else ""
    for name in one.missing:
        yield [period, _category("未报送", Status.MISSING), name, f"牵头单位，没有收到报表{due}", "", ""]
    for late in one.late:
        said = f"{show_day(late.filled)}填报，应于{show_day(late.due)}前报送"
        yield [period, _category("逾期", Status.BEHIND), late.department, said, office.file_name(late.path), ""]
    for name in one.undated:
        yield [period, _category("未写填报日期", Status.REVIEW), name, "看不出是否按时", "", ""]
    for twice in one.twice:
        if twice.corrected:
            outcome = f"以写明更正的“{office.file_name(twice.corrected)}”为准"
        else:
            outcome = "内容相同，只计一份" if twice.same else "内容不同，都没有采信，请确认以哪一份为准"
        files = "\n".join(map(office.file_name, twice.paths))
        colour = Status.NOT_DUE if twice.same or twice.corrected else Status.INVALID
        yield [period, _category("重复报送", colour), twice.department, outcome, files, ""]
    for silent in one.silent:
        listed = "、".join(silent.tasks)
        said = f"配合任务没有说明：{listed}" if silent.sent else f"没有报送，配合任务：{listed}"
        yield [period, _category("配合单位没有说明", Status.NOT_DUE), silent.department, said, "", ""]
    known = tasks(next((each for each in matrices(run) if each.id == one.matrix), None))
    for name in one.unreported:
        lead, duty = (known[name].lead, known[name].duty) if name in known else ("", "")
        yield [period, _category("任务没有单位填报", Status.MISSING), lead, f"{name} {duty}".strip(), "", ""]


def _unchecked(run: Run) -> Iterator[g.Row]:
    for checked in run.submissions:
        for problem in checked.problems:
            yield [
                month(checked.as_of),
                _category("无法检查", Status.INVALID),
                checked.department or "",
                f"{problem.message}（{problem.code}）",
                office.file_name(checked.path),
                str(problem.place) if problem.place else "",
            ]


def _elsewhere(run: Run) -> Iterator[g.Row]:
    by_path = {one.path: one for one in run.submissions}
    for path in run.elsewhere:
        checked = by_path.get(path)
        period, name = (month(checked.as_of), checked.department or "") if checked else ("", "")
        yield [period, _category("不是本期的报表", Status.NOT_DUE), name, "没有计入本期", office.file_name(path), ""]


def _loose(run: Run) -> Iterator[g.Row]:
    for one in run.loose:
        said = f"“{one.text}”：{one.message}"
        place = str(one.place) if one.place else ""
        yield ["", _category("对不上任务的行", Status.INVALID), one.department, said, office.file_name(one.path), place]


def _category(text: str, like: Status) -> g.Item:
    return g.Item(text, fill=look.FILLS[like])
