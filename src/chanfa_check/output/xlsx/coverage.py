"""未报送: who and what is missing, late, twice or unchecked, and the rows that belong nowhere.

Where the run does not answer for all departments, there is nothing in it of who reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chanfa_check.model import Coverage, Run, Status
from chanfa_check.output import office
from chanfa_check.output.office import called, several_plans
from chanfa_check.output.xlsx import grid as g
from chanfa_check.output.xlsx import look
from chanfa_check.output.xlsx.runs import month, tasks
from chanfa_check.paths import file_name, tell_apart
from chanfa_check.verdict.wording import show_day

NAME = "未报送"
COLUMNS = (
    g.Column("时期", 10, 12, centred=True),
    g.Column("情况", 12, 24),
    g.Column("单位", 10, 18),
    g.Column("说明", 30, 70),
    g.Column("文件", 12, 40),
    g.Column("位置", 8, 20),
)


def write(pen: g.Pen, run: Run) -> None:
    """The sheet: first each period, then single files and rows."""
    sheet = g.new_sheet(pen, NAME)
    rows = [row for one in run.coverage for row in _period(run, one)] if run.whole else []
    rows += [*_unchecked(run), *_elsewhere(run), *_loose(run)]
    g.fit(sheet, COLUMNS, rows)
    last = len(COLUMNS)
    title = g.Style(size=16, bold=True, centred=True, bordered=False, font=look.TITLE_FONT)
    row = g.line(pen, sheet, 1, office.REPORTING, last, title)
    for text in _top(run, rows):
        row = g.line(pen, sheet, row, text, last, g.Style(bordered=False))
    if not rows:
        return
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    end = g.table(pen, sheet, row, COLUMNS, rows) - 1
    sheet.auto_filter.ref = f"A{row}:{g.letter(last)}{end}"


def _top(run: Run, rows: Sequence[g.Row]) -> Iterator[str]:
    if run.whole:
        for one in run.coverage:
            if not one.expected:
                continue
            due = f"（{show_day(one.due)}截止）" if one.due else ""
            plan = f"{called(run, one.matrix)} " if several_plans(run) else ""
            head = f"{plan}{month(one.as_of)}：" if one.as_of else plan
            yield f"{head}应报 {len(one.expected)} 个牵头单位，已报 {len(one.received)} 个{due}。"
    else:
        yield "只检查了一个单位的报表，没有核对其他单位是否报送。"
    if run.passed_over:
        names = "、".join(file_name(path) for path in run.passed_over)
        yield f"另有 {len(run.passed_over)} 个文件不是报表格式，没有检查：{names}。"
    if not rows and run.whole and run.coverage:
        yield "全部报送，没有遗漏。"


def _period(run: Run, one: Coverage) -> Iterator[g.Row]:
    period = month(one.as_of)
    due = f"，应于{show_day(one.due)}前报送" if one.due else ""
    for name in one.missing:
        yield [period, _kind("未报送", Status.MISSING), name, f"牵头单位，没有收到报表{due}", "", ""]
    for late in one.late:
        said = f"{show_day(late.filled)}填报，应于{show_day(late.due)}前报送"
        yield [period, _kind("逾期", Status.BEHIND), late.department, said, file_name(late.path), ""]
    for name in one.undated:
        yield [period, _kind("未写填报日期", Status.REVIEW), name, "看不出是否按时", "", ""]
    for twice in one.twice:
        names = tell_apart(twice.paths)
        if twice.corrected:
            outcome = f"以写明更正的“{names[twice.corrected]}”为准"
        else:
            outcome = "内容相同，只计一份" if twice.same else "内容不同，都列出，请单位确认以哪一份为准"
        files = "\n".join(names.values())
        colour = Status.NOT_DUE if twice.same or twice.corrected else Status.INVALID
        yield [period, _kind("重复报送", colour), twice.department, outcome, files, ""]
    for silent in one.silent:
        listed = "、".join(silent.tasks)
        kind = "配合任务没有说明" if silent.sent else "没有报送的配合单位"
        yield [period, _kind(kind, Status.NOT_DUE), silent.department, f"配合任务：{listed}", "", ""]
    known = tasks(next((each for each in run.matrices if each.id == one.matrix), None))
    for name in one.unreported:
        lead, duty = (known[name].lead, known[name].duty) if name in known else ("", "")
        yield [period, _kind("没有单位填报的任务", Status.MISSING), lead, f"{name} {duty}".strip(), "", ""]


def _unchecked(run: Run) -> Iterator[g.Row]:
    for checked in run.submissions:
        for problem in checked.problems:
            yield [
                month(checked.about),
                _kind("无法检查", Status.INVALID),
                checked.department or "",
                f"{problem.message}（{problem.code}）",
                file_name(checked.path),
                str(problem.place) if problem.place else "",
            ]


def _elsewhere(run: Run) -> Iterator[g.Row]:
    by_path = {one.path: one for one in run.submissions}
    for path in run.elsewhere:
        checked = by_path.get(path)
        period, name = (month(checked.about), checked.department or "") if checked else ("", "")
        yield [period, _kind("其他时期的报表", Status.NOT_DUE), name, "没有计入本期", file_name(path), ""]


def _loose(run: Run) -> Iterator[g.Row]:
    for one in run.loose:
        said = f"“{one.text}”：{one.message}"
        place = str(one.place) if one.place else ""
        yield ["", _kind(office.LOOSE, Status.INVALID), one.department, said, file_name(one.path), place]


def _kind(text: str, like: Status) -> g.Item:
    return g.Item(text, fill=look.FILLS[like])
