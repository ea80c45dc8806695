"""Pages of `explain`, as plain text."""

from __future__ import annotations

from chanfa_check.check.wording import show_due, show_requirement
from chanfa_check.codes import CODES
from chanfa_check.model import Due, Indicator, Matrix, Task
from chanfa_check.rules import manual

_INHERITED = {"lead": "牵头单位", "partners": "配合单位", "schedule": "时间进度"}


def code_page(code: str) -> str:
    """What a code means and what to do about it."""
    page = CODES[code]
    advice = f"\n办法：{page.advice}" if page.advice else ""
    return f"{code}：{page.title}\n\n{page.meaning}{advice}\n"


def rule_page(kind: str) -> str:
    """The manual of a kind of requirement."""
    return f"{manual(kind)}\n"


def task_page(task: Task, matrix: Matrix) -> str:
    """What the matrix says of a task, and how its words are read."""
    marked = {name: "（原表空白，沿用上一行）" if name in task.inherited else "" for name in _INHERITED}
    lines = [
        f"{task.id}  {task.duty}",
        "",
        f"板块：{task.section}",
        f"主要举措：{task.measure}",
        f"时间进度：{task.schedule}{marked['schedule']}",
        f"牵头单位：{task.lead}{marked['lead']}",
        f"配合单位：{'、'.join(task.partners) or '无'}{marked['partners']}",
    ]
    if task.note:
        lines.append(f"附注：{task.note}")
    for indicator in task.indicators:
        lines += ["", *_indicator(indicator, matrix)]
    lines += ["", f"出处：{matrix.title}（{matrix.id}，第 {matrix.version} 版）"]
    return "\n".join(lines) + "\n"


def _indicator(indicator: Indicator, matrix: Matrix) -> list[str]:
    lines = [f"指标 {indicator.id}  {indicator.name}（单位：{indicator.unit}）"]
    for target in indicator.targets:
        title = manual(target.rule).split("：")[0]
        lines.append(f"  {title}")
        lines += [f"    {said}" for said in _timetable(indicator, target.rule, matrix)]
    if indicator.reading:
        lines.append(f"  读法：{indicator.reading}")
    return lines


def _timetable(indicator: Indicator, rule: str, matrix: Matrix) -> list[str]:
    """What the indicator's target of this kind requires at each year's end, where that can be told in advance."""
    import datetime as dt

    from chanfa_check.check.judge import occasion_of

    target = next(one for one in indicator.targets if one.rule == rule)
    said: dict[str, None] = {}
    dates = [day for due in getattr(target, "by", {}) if isinstance(due, Due) for day in due.dates()]
    for day in dates or [dt.date(year, 12, 31) for year in range(matrix.years[0], matrix.years[1] + 1)]:
        for item in target.required(occasion_of(matrix, indicator, day)):
            wanted = show_requirement(item, indicator)
            basis = f"（{item.basis}）" if item.basis else ""
            said[f"{show_due(item.due)}：{wanted}{basis}" if item.due and item.rule != "event" else wanted] = None
    return list(said)
