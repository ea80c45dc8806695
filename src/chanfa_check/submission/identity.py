"""Who sent a workbook, for which months, and with which template: told by the mark, the header block, the file name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from msgspec import Struct

from chanfa_check.model import Mark, Matrix, Period, Problem
from chanfa_check.nearest import nearest
from chanfa_check.period import parse_dates, parse_period, show_period
from chanfa_check.quantity.numeral import fold
from chanfa_check.submission.layout import Table, cell_text, outside
from chanfa_check.submission.workbook import Cell, Sheet, Workbook

MARK_SHEET = "chanfa-check"
"""The hidden sheet in which a template says what it is: a name and a value a row."""

_DEPARTMENT = re.compile(
    r"^(?:填报单位|报送单位|上报单位|填表单位|单位名称|部门名称|填报部门|报送部门|部门)(?:\(.*?\))?[:：]?(.*)$"
)
_PERIOD = re.compile(
    r"^(?:填报期间|报告期|所属期|所属时期|统计期间|统计时间|报表时期|报告期间|时期|期间|填报月份|月份|截至时间)[:：]?(.*)$"
)
_FILLED = re.compile(r"^(?:填[表报](?:日期|时间)|报送(?:日期|时间)|上报(?:日期|时间)|日期)[:：]?(.*)$")
_WHOLE_YEAR = re.compile(r"年度|全年|年报|12月")
_SHORTEST = 3


class Said(Struct, frozen=True):
    """One statement of a department or a period: its value, its words, and where it was made (in Chinese)."""

    value: str | Period
    text: str
    source: str


class Identity(Struct, frozen=True, kw_only=True):
    """What could be told of a workbook; `problems` say what could not."""

    department: str | None
    period: Period | None
    filled: dt.date | None
    mark: Mark | None
    problems: tuple[Problem, ...]


def read_mark(workbook: Workbook) -> Mark | None:
    """The template's mark, where the workbook carries a whole one."""
    for sheet in workbook.sheets:
        if sheet.name == MARK_SHEET:
            said = {cell_text(row[1]): cell_text(row[2]) for row in sheet.rows.values() if {1, 2} <= row.keys()}
            if {"matrix", "version", "department", "period"} <= said.keys():
                return Mark(said["matrix"], said["version"], said["department"], said["period"])
    return None


def identify(
    workbook: Workbook,
    tables: tuple[Table, ...],
    name: str,
    matrix: Matrix,
    *,
    department: str | None = None,
    as_of: dt.date | None = None,
) -> Identity:
    """Who and when. `department` (a full name) and `as_of` were given by the user and outrank what the file says."""
    mark = read_mark(workbook)
    labelled = list(_labelled(workbook, tables))
    problems: list[Problem] = []
    found_department = department
    if department is None:
        found_department, problem = _department(mark, labelled, _loose(workbook, tables), name, matrix)
        problems += [problem] if problem else []
    period, problem = _period(mark, labelled, _loose(workbook, tables), name)
    if problem and as_of is None:
        problems.append(problem)
    return Identity(
        department=found_department,
        period=period,
        filled=_filled(labelled),
        mark=mark,
        problems=tuple(problems),
    )


def _labelled(workbook: Workbook, tables: tuple[Table, ...]) -> Iterator[tuple[str, Cell, Sheet]]:
    """Every text outside the table with the cell to its right drawn near: a label's value may stand there."""
    for sheet, cell in outside(workbook, tables):
        if isinstance(cell.value, str):
            yield cell_text(cell), cell, sheet


def _loose(workbook: Workbook, tables: tuple[Table, ...]) -> list[tuple[str, str]]:
    """Texts above the first table, where a title may name department and months, with their places."""
    first = {table.sheet: table.header for table in reversed(tables)}
    return [
        (cell_text(cell), f"“{sheet.name}”工作表 {cell.ref()}")
        for sheet, cell in outside(workbook, tables)
        if cell.row < first.get(sheet.name, 0) and isinstance(cell.value, str)
    ]


def _right(sheet: Sheet, cell: Cell) -> Cell | None:
    """The next cell with content to the right, past the label's own merged range."""
    row = sheet.rows[cell.row]
    return next(
        (row[column] for column in sorted(row) if column > cell.column and row[column].value != cell.value), None
    )


def _values(labelled: list[tuple[str, Cell, Sheet]], label: re.Pattern[str]) -> Iterator[tuple[str, Cell | None, str]]:
    """What stands behind a label, in its own cell or in the next: the text, the next cell where it is that, a place."""
    for text, cell, sheet in labelled:
        for line in fold(text).replace("\u3000", " ").split("\n"):
            match = label.match(re.sub(r"\s+", "", line)) or label.match(line)
            if match is None:
                continue
            rest = match[1].strip()
            beside = None if rest else _right(sheet, cell)
            if rest:
                yield rest, None, f"“{sheet.name}”工作表 {cell.ref()}"
            elif beside is not None:
                yield cell_text(beside), beside, f"“{sheet.name}”工作表 {beside.ref()}"


def _department(
    mark: Mark | None,
    labelled: list[tuple[str, Cell, Sheet]],
    loose: list[tuple[str, str]],
    name: str,
    matrix: Matrix,
) -> tuple[str | None, Problem | None]:
    said: list[Said] = []
    unknown: list[tuple[str, str]] = []
    stated = [(mark.department, "模板标记")] if mark else []
    # A block may hold more than the name on one line: 填报单位：市总工会（盖章）  2020年6月
    stated += [
        (re.split(r"[(（]?盖章|\s{2,}|填[表报](?:日期|时间)", text)[0], place)
        for text, _, place in _values(labelled, _DEPARTMENT)
    ]
    for text, place in stated:
        full = known_department(text, matrix)
        if full:
            said.append(Said(full, text, place))
        elif text.strip("_—- ："):
            unknown.append((text, place))
    named = departments_in(name, matrix)
    if len(named) == 1:
        said.append(Said(named[0], named[0], "文件名"))
    distinct = list(dict.fromkeys(one.value for one in said))
    if len(distinct) > 1:
        places = "，".join(f"{one.source}为“{one.value}”" for one in said)
        return None, Problem("department-conflict", f"填报单位前后不一：{places}。请核对后改为一致。")
    if unknown and not any(one.source != "文件名" for one in said):
        text, place = unknown[0]
        close = nearest(text, [alias for full, one in matrix.departments.items() for alias in (full, *one.aliases)])
        hint = f"是否为“{close}”？" if close else ""
        return None, Problem(
            "department-unknown",
            f"{place}的填报单位“{text}”不在任务责任分工表中。{hint}请改用分工表中的单位名称，或用 --department 指明。",
        )
    if distinct:
        return str(distinct[0]), None
    titled = {full for text, _ in loose for full in departments_in(text, matrix)}
    if len(titled) == 1:
        return titled.pop(), None
    return None, Problem(
        "department-missing",
        "看不出是哪个单位的报表：没有“填报单位：”，文件名也没有单位。请在表头写明填报单位，或用 --department 指明。",
    )


def known_department(text: str, matrix: Matrix) -> str | None:
    """The full name of the department that `text` names, whatever its width, spaces and brackets."""
    wanted = _bare(text)
    return next(
        (
            full
            for full, one in matrix.departments.items()
            if wanted in {_bare(full), *(_bare(alias) for alias in one.aliases)}
        ),
        None,
    )


def departments_in(text: str, matrix: Matrix) -> list[str]:
    """The departments that a longer text names, by the longest names first; very short aliases are not looked for."""
    rest = _bare(text)
    names = sorted(
        ((_bare(alias), full) for full, one in matrix.departments.items() for alias in (full, *one.aliases)),
        key=lambda pair: -len(pair[0]),
    )
    found: list[str] = []
    for alias, full in names:
        if len(alias) >= _SHORTEST and alias in rest:
            rest = rest.replace(alias, "|")
            found.append(full)
    return list(dict.fromkeys(found))


def _bare(text: str) -> str:
    return re.sub(r"[\s（）()]+", "", fold(text))


def _period(
    mark: Mark | None,
    labelled: list[tuple[str, Cell, Sheet]],
    loose: list[tuple[str, str]],
    name: str,
) -> tuple[Period | None, Problem | None]:
    said: list[Said] = []
    if mark and (period := parse_period(mark.period)):
        said.append(Said(period, mark.period, "模板标记"))
    for text, cell, place in _values(labelled, _PERIOD):
        if period := _cell_period(cell, text):
            said.append(Said(period, text, place))
    if not said:
        said += [Said(period, text, place) for text, place in loose if (period := _title_period(text))]
    if period := _title_period(name):
        said.append(Said(period, name, "文件名"))
    ends = {one.value.last for one in said if isinstance(one.value, Period)}
    if len(ends) > 1:
        places = "，".join(f"{one.source}为{show_period(one.value)}" for one in said if isinstance(one.value, Period))
        return None, Problem("period-conflict", f"报表时期前后不一：{places}。请核对后改为一致，或用 --as-of 指明。")
    if said:
        first = said[0].value
        assert isinstance(first, Period)
        return first, None
    return None, Problem(
        "period-missing",
        "看不出是哪一期的报表：表头和文件名都没有写明年月（如“2020年6月”）。请在表头写明，或用 --as-of 2020-06 指明。",
    )


def _cell_period(cell: Cell | None, text: str) -> Period | None:
    if cell is not None and isinstance(cell.value, dt.date):
        day = cell.value
        return parse_period(f"{day.year}年{day.month}月")
    return parse_period(text)


def _title_period(text: str) -> Period | None:
    """A period that a title or a file name states; a bare year is not one, it may stand for any month of it."""
    period = parse_period(text)
    if period and period.first.month == 1 and period.last.month == 12 and not _WHOLE_YEAR.search(text):
        return None
    return period


def _filled(labelled: list[tuple[str, Cell, Sheet]]) -> dt.date | None:
    for text, cell, _ in _values(labelled, _FILLED):
        if cell is not None and isinstance(cell.value, dt.datetime):
            return cell.value.date()
        if cell is not None and isinstance(cell.value, dt.date):
            return cell.value
        days = parse_dates(text, None)
        if days:
            return days[-1]
    return None
