"""The submissions of two months, as months.yaml says: templates filled in, a table of one's own, second files."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from figures import Figures
from filled import NOTE, filled
from sheets import Page, as_xlsx

from chanfa_check.model import Matrix, Role

_HEADERS = ["编号", "重点任务", "完成值", "进展情况"]


def monthly(matrix: Matrix, figures: dict[str, Figures]) -> dict[str, bytes]:
    """Every file by its path below this folder."""
    text = Path(__file__).with_name("months.yaml").read_text(encoding="utf-8")
    # BaseLoader takes no text for a number or a date.
    months: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
    return {
        f"cixi-{month}/{name}.xlsx": data
        for month, told in months.items()
        for name, data in _month(matrix, figures, month, told)
    }


def _month(matrix: Matrix, figures: dict[str, Figures], month: str, told: Any) -> Iterator[tuple[str, bytes]]:
    day = _last_day(month)
    for name in matrix.leads():
        if name in told["未报送"]:
            continue
        date = dt.date.fromisoformat(told["逾期"].get(name, told["填报日期"]))
        reported = {**figures[name], **told["改动"].get(name, {})}
        if name in told["自制"]:
            yield name, _own(matrix, name, day, date, reported, told["自制"][name])
            continue
        yield name, filled(matrix, name, day, reported, date)
        for second, changed in told["另报"].items():
            if second.partition("（")[0] == name:
                yield second, filled(matrix, name, day, {**reported, **changed}, date)


def _last_day(month: str) -> dt.date:
    year, number = map(int, month.split("-"))
    return dt.date(year, number, calendar.monthrange(year, number)[1])


def _own(
    matrix: Matrix, department: str, day: dt.date, date: dt.date, figures: Figures, supported: dict[str, str]
) -> bytes:
    """A table of the department's own: its narratives, and numbers for indicators of tasks that it supports."""
    duties = {item.id: task.duty for task in matrix.tasks for item in task.indicators}
    duties |= {task.id: task.duty for task in matrix.tasks if matrix.role(department, task) is Role.PARTNER}
    rows: list[Any] = [[number, duties[number], None, one["进展情况"]] for number, one in figures.items()]
    rows += [[number, duties[number], int(value), "按实际兑现的奖励人数填报。"] for number, value in supported.items()]
    title = f"{day.year}年{day.month}月产改任务完成情况"
    head: list[Any] = [
        [title, None, None, None],
        [f"填报单位：{department}", None, f"填报日期：{date}", None],
        _HEADERS,
    ]
    foot: list[Any] = [[NOTE, None, None, None]]
    return as_xlsx([Page("完成情况", [*head, *rows, *foot], [8, 50, 12, 50], [(1, 1, 1, 4)], 2, 3 + len(rows))])
