"""What stands above the tasks: what the matrix is, how its requirements are to be read, what changed in all."""

from __future__ import annotations

from collections.abc import Iterator

from chanfa_check.model import Interval, Matrix
from chanfa_check.output.review.changes import Revision, Turn
from chanfa_check.output.review.plain import show_years
from chanfa_check.quantity.unit import plain

GUIDE = (
    "“某日前”含当日，到当日为止的数都算；已到期的要求一直有效，到下一个到期或全表终止为止；全表年份之外没有要求。",
    "“按月直线”是从上一个数到下一个数，每过一个整月提高同样多；低于这条线的为滞后，到期仍没有达到的为未达标。",
    "“不低于”“不超过”含本数；“高于”“低于”不含本数。",
)
_EVERY = {
    Interval.MONTH: "每月",
    Interval.QUARTER: "每季度",
    Interval.HALF_YEAR: "每半年",
    Interval.YEAR: "每年",
}


def facts(matrix: Matrix) -> Iterator[tuple[str, str]]:
    """Labels and texts on the matrix as a whole."""
    yield "编号和版本", f"{matrix.id}，第 {matrix.version} 版"
    yield "出处", matrix.source or "未注明"
    yield "年份", show_years(matrix.years)
    if matrix.supersedes:
        yield "代替", f"从{matrix.from_}起施行，代替 {matrix.supersedes}；此前仍按旧表判定"
    indicators = matrix.indicators().values()
    targets = sum(len(one.targets) for one in indicators)
    yield "内容", f"{len(matrix.tasks)}项任务，{len(indicators)}个指标，{targets}个要求"
    yellow, red = plain(matrix.lights.yellow), plain(matrix.lights.red)
    below = f"低于进度超过{yellow}个百分点" if matrix.lights.yellow else "低于进度"
    yield "进度灯", f"{below}亮黄灯，低于进度超过{red}个百分点亮红灯"
    if matrix.reporting:
        yield "报送", f"{_EVERY[matrix.reporting.every]}一报，次月{matrix.reporting.due_day.day}日截止"
    for note in matrix.notes:
        yield "说明", note


def compared(revised: tuple[Revision, ...], old: Matrix) -> str:
    """How many tasks are new, gone and changed since the old version."""
    head = f"与第 {old.version} 版（{old.id}）相比"
    if not revised:
        return f"{head}，没有变动。"
    wholes = [one.turn for one in revised if one.whole]
    counts = "、".join(f"{turn.value}任务{wholes.count(turn)}项" for turn in (Turn.ADDED, Turn.REMOVED))
    touched = {one.task for one in revised if one.task and not one.whole}
    return f"{head}，{counts}、修改任务{len(touched)}项。"
