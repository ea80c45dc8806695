"""From a description of a sent file to its sheets: which rows there are, what stands in them, what is merged."""

from __future__ import annotations

from itertools import groupby

from figures import Figures, typed
from sent import Sent
from sheets import Page, Typed

from chanfa_check.model import Indicator, Matrix, Role, Task

_KEYS = {"上年": "上年值", "进展": "进展情况", "问题": "存在问题", "打算": "下一步打算"}
_DOWN = ("序号", "举措", "内容")


def pages(sent: Sent, matrix: Matrix, figures: Figures) -> list[Page]:
    """The sheets of one file, a cover first where it has one."""
    table = _table(sent, matrix, figures)
    if not sent.cover:
        return [table]
    lines: list[list[Typed]] = [[line] for line in sent.cover]
    return [Page("封面", lines, [60], [], len(lines), len(lines)), table]


def _table(sent: Sent, matrix: Matrix, figures: Figures) -> Page:
    width = len(sent.columns)
    rows = [_padded([left], width) for left, _ in sent.lines]
    for row, (_, right) in zip(rows, sent.lines, strict=True):
        row[-2] = right or None
    merged = [(1, 1, 1, width)]
    title = len(rows)
    headers: list[Typed] = [header for header, _, _ in sent.columns]
    if sent.over:
        upper = _padded([], width)
        for text, (first, last) in sent.over.items():
            upper[first - 1] = text
            merged.append((title + 1, first, title + 1, last))
        spanned = {column for first, last in sent.over.values() for column in range(first, last + 1)}
        for column in set(range(1, width + 1)) - spanned:
            # A header over both rows stands in the upper one; the lower is covered.
            upper[column - 1], headers[column - 1] = headers[column - 1], None
            merged.append((title + 1, column, title + 2, column))
        rows.append(upper)
    rows.append(headers)
    section, partner = "", False
    lines = _lines(sent, matrix, figures)
    for number, ((role, task), group) in enumerate(groupby(lines, key=lambda line: line[:2]), 1):
        if sent.captions and (task.section != section or (role is Role.PARTNER) is not partner):
            section, partner = task.section, role is Role.PARTNER
            rows.append(_padded(["配合任务" if partner else section], width))
            merged.append((len(rows), 1, len(rows), width))
        top = len(rows) + 1
        for _, _, indicator in group:
            rows.append([_cell(key, sent, number, task, indicator, figures) for _, key, _ in sent.columns])
        for column, (_, key, _) in enumerate(sent.columns, 1):
            if key in _DOWN and len(rows) > top:
                merged.append((top, column, len(rows), column))
                for row in rows[top:]:
                    row[column - 1] = None
    foot = len(rows)
    rows += [_padded([text], width) for text in sent.foot]
    return Page(sent.sheet, rows, [width for _, _, width in sent.columns], merged, title, foot)


def _lines(sent: Sent, matrix: Matrix, figures: Figures) -> list[tuple[Role, Task, Indicator | None]]:
    """First the tasks that the department leads, an indicator a line, then those that it reports on as a partner."""
    by_task = any(key == "本年" for _, key, _ in sent.columns)
    lines: list[tuple[Role, Task, Indicator | None]] = []
    for task in matrix.tasks:
        if matrix.role(sent.department, task) is Role.LEAD:
            kept = [one for one in task.indicators if sent.written.get(one.id, "") is not None]
            lines += [(Role.LEAD, task, None if by_task else one) for one in (kept[:1] if by_task else kept)]
    supported = [task for task in matrix.tasks if matrix.role(sent.department, task) is Role.PARTNER]
    return [*lines, *((Role.PARTNER, task, None) for task in supported if task.id in figures)]


def _cell(key: str, sent: Sent, number: int, task: Task, indicator: Indicator | None, figures: Figures) -> Typed:
    name = indicator.id if indicator else task.id
    figure = figures.get(name) or (figures.get(f"{task.id}a", {}) if key == "进展" else {})
    written = sent.written.get(name)
    if isinstance(written, dict) and key in written:
        return written[key]
    if key == "完成" and written is not None and not isinstance(written, dict):
        return written
    fixed: dict[str, Typed] = {
        "序号": number,
        "编号": name,
        "举措": task.measure,
        "内容": sent.retype(task.duty),
        "指标": indicator.name if indicator and len(task.indicators) > 1 else None,
        "单位": indicator.unit if indicator else None,
        "完成": typed(figure.get("完成值")),
    }
    return fixed[key] if key in fixed else typed(figure.get(_KEYS.get(key, key)))


def _padded(row: list[Typed], width: int) -> list[Typed]:
    return [*row, *[None] * (width - len(row))]
