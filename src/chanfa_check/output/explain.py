"""Pages of `explain`, as plain text."""

from __future__ import annotations

from chanfa_check.codes import CODES, STATUSES
from chanfa_check.model import INHERITABLE, Indicator, Matrix, Status, Task
from chanfa_check.output import words
from chanfa_check.output.timetable import rolled, timetable
from chanfa_check.rules import manual


def code_page(code: str) -> str:
    """What a code means and what to do about it."""
    page = CODES[code]
    advice = f"\n办法：{page.advice}" if page.advice else ""
    return f"{code}：{page.title}\n\n{page.meaning}{advice}\n"


def status_named(word: str) -> Status | None:
    """The verdict of this name, as JSON or the screen writes it."""
    return next((status for status, shown in words.STATUSES.items() if word in (status.value, shown.word)), None)


def status_page(status: Status) -> str:
    """What a verdict means."""
    shown = words.STATUSES[status]
    return f"{status.value}：{shown.symbol} {shown.word}\n\n{STATUSES[status]}\n"


def rule_page(kind: str) -> str:
    """The manual of a kind of requirement."""
    return f"{manual(kind)}\n"


def task_page(task: Task, matrix: Matrix) -> str:
    """What the matrix says of a task, and how its words are read."""
    marked = {name: "（原表空白，沿用上一行）" if name in task.inherited else "" for name in INHERITABLE}
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
    lines += ["", f"出处：{matrix.source or matrix.title}（{matrix.id}，第 {matrix.version} 版）"]
    return "\n".join(lines) + "\n"


def _indicator(indicator: Indicator, matrix: Matrix) -> list[str]:
    lines = [f"指标 {indicator.id}  {indicator.name}（单位：{indicator.unit}）"]
    for target in indicator.targets:
        title = manual(target.rule).split("：")[0]
        lines.append(f"  {title}")
        lines += [f"    {said}" for said in timetable(target, indicator, matrix)]
    if below := rolled(indicator, matrix):
        lines.append(f"  {below}")
    if indicator.reading:
        lines.append(f"  读法：{indicator.reading}")
    return lines
