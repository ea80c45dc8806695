"""Which column of an annex holds what, told by the words of its header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from chanfa_check.drafting.table import Merged, Row, Table
from chanfa_check.quantity.numeral import fold


class Column(StrEnum):
    """What a column of an annex holds. REST is any other; what it says goes into the task's note."""

    NUMBER = "number"
    SECTION = "section"
    MEASURE = "measure"
    DUTY = "duty"
    SCHEDULE = "schedule"
    LEAD = "lead"
    PARTNERS = "partners"
    REST = "rest"


_NAMES = {
    Column.NUMBER: ("序号", "编号", "任务编号", "任务序号", "号", "no"),
    Column.SECTION: (
        "类别",
        "任务类别",
        "领域",
        "板块",
        "改革领域",
        "改革方向",
        "工作板块",
        "项目类别",
        "分类",
        "方面",
    ),
    Column.MEASURE: (
        *("主要举措", "重点举措", "改革举措", "工作举措", "举措", "主要任务", "重点任务", "改革任务", "总体任务"),
        *("重点改革任务", "工作任务", "重点工作", "主要工作", "重点项目", "项目", "任务", "任务名称", "工作项目"),
    ),
    Column.DUTY: (
        *("责任分解", "任务内容", "具体任务", "工作内容", "具体举措", "具体内容", "任务分解", "分解任务", "具体措施"),
        *("目标任务", "工作目标", "任务目标", "工作要求", "主要内容", "任务要求", "内容", "工作措施", "任务举措"),
        *("具体工作任务", "具体工作", "重点任务内容", "改革内容", "主要措施", "措施"),
    ),
    Column.SCHEDULE: (
        *("时间进度", "完成时限", "进度安排", "完成时间", "时限", "时间节点", "时间安排", "进度要求", "进度目标"),
        *("目标进度", "时限要求", "时间要求", "完成期限", "进度", "推进计划", "推进时间", "实施进度", "工作进度"),
        *("计划完成时间", "计划进度", "阶段目标", "年度目标", "完成时限及进度", "期限", "时间"),
    ),
    Column.LEAD: (
        *("牵头单位", "牵头部门", "牵头", "牵头责任单位", "主办单位", "牵头单位部门", "第一责任单位", "主要责任单位"),
        *("责任单位", "责任部门", "责任主体", "负责单位", "主责单位", "主体责任单位", "主管部门", "主管单位"),
    ),
    Column.PARTNERS: (
        *("配合单位", "配合部门", "配合", "协同单位", "协同部门", "参与单位", "参与部门", "参加单位", "协办单位"),
        *("协作单位", "协助单位", "共同责任单位", "配合责任单位", "协同配合单位", "相关单位", "协同", "联办单位"),
    ),
}
_KNOWN = {name: column for column, names in _NAMES.items() for name in names}
_NEEDED = {Column.DUTY: "责任分解（任务内容）", Column.SCHEDULE: "时间进度（完成时限）", Column.LEAD: "牵头单位"}
_ONCE = (Column.NUMBER, Column.SCHEDULE, Column.LEAD, Column.PARTNERS)
_DEEPEST = 3
_LONGEST_NAME = 20


class Header(Struct, frozen=True):
    """The header of one table: its first row and the row behind it, what each column holds, its words, and Chinese
    sentences on what was assumed.
    """

    start: int
    end: int
    columns: tuple[Column, ...]
    titles: tuple[str, ...]
    assumed: tuple[str, ...] = ()


def find_header(table: Table) -> Header | None:
    """The header of the table: the deepest one at the first row that has all that is needed; None where none has."""
    for start in range(len(table.rows)):
        found = [
            header
            for depth in range(1, _DEEPEST + 1)
            if start + depth <= len(table.rows) and (header := _header(table, start, depth))
        ]
        if found:
            return found[-1]
    return None


def is_header(row: Row, header: Header) -> bool:
    """Whether a row further down only says the header again, as on every printed page."""
    words = {_plain(cell.own) for cell in row if cell.own}
    return len(words) > 1 and words <= {word for title in header.titles for word in _parts(title)}


def header_words(table: Table) -> tuple[str, ...]:
    """What the table has instead of a header: the texts of the row that knows most header words, or of the first."""
    rows = [[cell.own for cell in row if cell.own] for row in table.rows]
    rows = [row for row in rows if row]
    best = max(rows, key=lambda row: sum(_plain(text) in _KNOWN for text in row), default=[])
    return tuple(re.sub(r"\s+", "", text)[:_LONGEST_NAME] for text in best[:12])


def needed() -> str:
    """The columns that an annex cannot do without, as a Chinese list."""
    return "、".join(_NEEDED.values())


def _header(table: Table, start: int, depth: int) -> Header | None:
    rows = table.rows[start : start + depth]
    named = [cell for cell in rows[0] if cell.own and _role(cell.own) is not Column.REST]
    if not named or sum(bool(cell.own) for cell in rows[0]) == 1 or any(not _only_names(row) for row in rows[1:]):
        return None
    width = max(len(row) for row in table.rows[start:])
    titles = [_title(rows, column) for column in range(max(len(row) for row in rows))]
    assumed: list[str] = []
    if not table.spans and len(titles) < width:
        titles = _widened(titles, table, start + depth, width)
    columns = _columns(titles, assumed)
    columns += [Column.REST] * (width - len(columns))
    titles += [""] * (width - len(titles))
    if not set(_NEEDED) <= set(columns):
        return None
    return Header(start, start + depth, tuple(columns), tuple(titles), tuple(assumed))


def _title(rows: Sequence[Row], column: int) -> str:
    """The words over a column, from the top down, each once."""
    words = [row[column].text for row in rows if column < len(row) and row[column].merged is not Merged.ABOVE]
    return "\n".join(dict.fromkeys(word for word in words if word))


def _widened(titles: list[str], table: Table, end: int, width: int) -> list[str]:
    """The titles of a text file, where one over two columns counts once: the sections stand beside the measures."""
    lacking = width - len(titles)
    measure = next((place for place, title in enumerate(titles) if _role(title) is Column.MEASURE), None)
    if lacking != 1 or measure is None:
        return titles
    first = next((row[measure].own for row in table.rows[end:] if measure < len(row) and row[measure].own), "")
    if not re.match(r"[（(]?[一二三四五六七八九十]+[）)、]", first):
        return titles
    return [*titles[:measure], titles[measure], *titles[measure:]]


def _columns(titles: Sequence[str], assumed: list[str]) -> list[Column]:
    columns = [_role(title) for title in titles]
    # 责任单位 beside 牵头单位 are those that help; alone, they answer for the task.
    leads = [place for place, column in enumerate(columns) if column is Column.LEAD]
    named = [place for place in leads if "牵头" in _plain(titles[place]) or "主" in _plain(titles[place])]
    if named and len(named) < len(leads) and Column.PARTNERS not in columns:
        for place in set(leads) - set(named):
            columns[place] = Column.PARTNERS
            assumed.append(f"“{_plain(titles[place])}”栏与牵头单位并列，按配合单位读入")
    # Without a column of their own, what there is to do are the tasks that a header calls so.
    if Column.DUTY not in columns:
        _as_duty(columns, titles, assumed)
    if Column.MEASURE in columns:
        first = columns.index(Column.MEASURE)
        double = first + 1 < len(columns) and columns[first + 1] is Column.MEASURE
        if double and titles[first] == titles[first + 1] and Column.SECTION not in columns:
            columns[first] = Column.SECTION
    for column in _ONCE:
        for place in [at for at, one in enumerate(columns) if one is column][1:]:
            if titles[place] != titles[columns.index(column)]:
                columns[place] = Column.REST
                assumed.append(
                    f"“{_plain(titles[place])}”栏与“{_plain(titles[columns.index(column)])}”栏同类，只记入备注"
                )
    return columns


def _as_duty(columns: list[Column], titles: Sequence[str], assumed: list[str]) -> None:
    places = [place for place, column in enumerate(columns) if column is Column.MEASURE]
    if places:
        last = titles[places[-1]]
        for place in [place for place in places if titles[place] == last]:
            columns[place] = Column.DUTY
        assumed.append(f"没有“责任分解”一类的栏，“{_plain(last)}”栏按任务内容读入")


def _only_names(row: Row) -> bool:
    words = [cell.own for cell in row if cell.own]
    return bool(words) and all(_role(word) is not Column.REST for word in words)


def _role(title: str) -> Column:
    """What a header with these words stands over; the lowest of several lines of words that says it."""
    whole = _plain(title)
    if len(whole) > _LONGEST_NAME:
        return Column.REST
    if whole in _KNOWN:
        return _KNOWN[whole]
    return next((_KNOWN[part] for part in reversed(_parts(title)) if part in _KNOWN), Column.REST)


def _parts(title: str) -> list[str]:
    """The words of a title as they may stand in one cell of it: all, and every line."""
    return [_plain(title), *(_plain(line) for line in title.split("\n"))]


def _plain(title: str) -> str:
    """A title without width, blanks, brackets and marks: 牵头 单位（部门） is 牵头单位."""
    bare = re.sub(r"\([^()]*\)", "", fold(title))
    return re.sub(r"[\s、,，:：/*★—-]+", "", bare).lower()
