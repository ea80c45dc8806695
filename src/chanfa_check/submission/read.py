"""From a workbook to a submission: identified, its rows matched to the matrix, its cells read."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from chanfa_check.model import Matrix, Observation, Place, Problem, Stray, Submission, Task
from chanfa_check.submission.contents import Contents
from chanfa_check.submission.header_rows import VALUE_COLUMNS
from chanfa_check.submission.headers import Column
from chanfa_check.submission.identity import identify
from chanfa_check.submission.layout import Row, Table, hidden_tables, nearest_header
from chanfa_check.submission.match import match, near_miss, suggestion
from chanfa_check.submission.observe import observe, shared_cells
from chanfa_check.submission.wordings import Wordings, is_heading, wordings
from chanfa_check.submission.workbook import Workbook

_SUBJECTS = (Column.TASK, Column.DUTY, Column.INDICATOR)
_REPORTED = (*VALUE_COLUMNS, Column.NARRATIVE, Column.CLAIM, Column.NUMERATOR, Column.DENOMINATOR)


def read_submission(
    contents: Contents,
    path: str,
    name: str,
    matrix: Matrix,
    *,
    department: str | None = None,
    as_of: dt.date | None = None,
) -> Submission:
    """What the workbook reports under this matrix.

    `path` is shown as it is, `name` is the file's own name without its ending. `department` (a full name) and `as_of`
    outrank what the file says. What cannot be checked at all is in `problems`; there are no observations then.
    """
    workbook, tables = contents.workbook, contents.tables
    identity = identify(contents, name, matrix, department=department, as_of=as_of)
    problems = list(identity.problems)
    if identity.mark and identity.mark.matrix == matrix.id and identity.mark.version != matrix.version:
        problems.append(
            Problem(
                "template-outdated",
                f"报表用的是任务责任分工表第 {identity.mark.version} 版的模板，现行为第 {matrix.version} 版。"
                "请向工会办公室索取现行模板（或用 chanfa-check template 生成），把填报内容移过去再报送。",
            )
        )
    notes = (*_left_aside(workbook, tables), *workbook.left_out())
    if not tables:
        problems.insert(0, _no_table(workbook))
    day = as_of or (identity.period.last if identity.period else None)
    known = Submission(
        path=path,
        department=identity.department,
        period=identity.period,
        filled=identity.filled,
        corrects=identity.corrects,
        notes=notes,
        problems=tuple(problems),
    )
    if problems or identity.department is None or day is None:
        return known
    observations, strays = _observe(tables, matrix, identity.department, day)
    if not observations and not strays:
        nothing = Problem("no-rows", "找到了表头，但下面没有任何任务的填报行。请确认报送的是填写好的报表。")
        return replace(known, problems=(nothing,))
    return replace(known, observations=tuple(observations), strays=tuple(strays))


def _left_aside(workbook: Workbook, tables: tuple[Table, ...]) -> tuple[str, ...]:
    """Hidden sheets with tables of their own that were not read."""
    read = {table.sheet for table in tables}
    hidden = "、".join(f"“{name}”" for name in hidden_tables(workbook) if name not in read)
    return (f"隐藏的工作表 {hidden} 里也有填报表格，没有检查",) if hidden else ()


def _no_table(workbook: Workbook) -> Problem:
    wanted = "一列任务（如“编号”“重点任务”“指标”），一列填报内容（如“完成值”“完成情况”“进展情况”）"
    close = nearest_header(workbook)
    if close is None:
        return Problem("no-table", f"没有找到填报表格。表头应有{wanted}，各列名称写在同一行。")
    sheet, number, known, near = close
    found = "、".join(f"“{text}”" for text in (*known, *near))
    return Problem(
        "no-table",
        f"没有找到填报表格。最像表头的是“{sheet}”工作表第 {number} 行（{found}），但还不够：表头应有{wanted}。",
    )


def _observe(
    tables: tuple[Table, ...], matrix: Matrix, department: str, day: dt.date
) -> tuple[list[Observation], list[Stray]]:
    observations: list[Observation] = []
    strays: list[Stray] = []
    known = wordings(matrix)
    for table in tables:
        above: Task | None = None
        for row in table.rows:
            found = match(row, above, known)
            if found.task is None:
                if not _is_no_task(row, known):
                    above = None
                    strays.append(_stray(row, found.code, found.said or suggestion(row, known)))
                continue
            above = found.task
            role = matrix.role(department, found.task)
            if role is None:
                strays.append(_stray(row, "task-foreign", _foreign(found.task, department), found.task.id))
                continue
            observed = observe(row, found.task, found.indicator, role, day)
            note = (found.said,) if found.indicator and found.said else ()
            observations += [replace(one, notes=(*one.notes, *note)) for one in observed]
            if not observed:
                strays.append(_stray(row, "indicator-unclear", found.said, found.task.id))
    return shared_cells(observations), strays


def _is_no_task(row: Row, known: Wordings) -> bool:
    """A heading, total, note or signature: it reads as one, or it reports nothing and resembles no task."""
    if row.aside or all(is_heading(row.text(column), known) for column in row.cells if row.text(column)):
        return True
    reports = any(column in row.cells and row.cells[column].value not in _said(row) for column in _REPORTED)
    return not reports and near_miss(row, known) is None


def _said(row: Row) -> set[object]:
    """What the row's first columns hold; a heading merged over the whole width says the same everywhere."""
    return {cell.value for column in _SUBJECTS for cell in row.all(column)}


def _foreign(task: Task, department: str) -> str:
    return f"任务 {task.id} 由{task.lead}牵头，{department}既不牵头也不配合；请确认是否填错编号"


def _stray(row: Row, code: str, said: str, task: str | None = None) -> Stray:
    """`code` at the cell to change: the indicator's where only that is unclear, else the first that names the task."""
    order = (Column.INDICATOR, *_SUBJECTS) if code == "indicator-unclear" else _SUBJECTS
    column = next((one for one in order if one in row.cells), next(iter(row.cells)))
    text = row.text(Column.DUTY) or row.text(Column.INDICATOR) or row.text(Column.TASK)
    return Stray(code, Place(row.sheet, row.ref(column)), text or row.text(column), said, task)
