"""编号跳号（numbering-jumps）：编号不连续，或倒退。

任务编号应为 1.1、1.2、2.1、2.2……：举措号、行号都从1起，一个接一个。标题里写了编号的（板块的编号也可记在
全表的 sections 里），板块依次编号；举措依次编号，或每个板块重新从1起。从1.1跳到1.3，多半是漏了一行。

办法：核对原表有没有漏行；原表就是这样的，照录，在 accepted 里写明。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from chanfa_check.lint.asked import Path
from chanfa_check.lint.finding import LintFinding, Severity
from chanfa_check.lint.ground import Ground
from chanfa_check.lint.numbering import Stretch, id_numbers, measures, sections
from chanfa_check.model import Matrix, Task

CODE = "numbering-jumps"


def check(ground: Ground) -> Iterator[LintFinding]:
    """Every number that does not follow on the one before."""
    for path, message in (*_ids(ground.matrix.tasks), *_titles(ground.matrix)):
        yield ground.finding(CODE, Severity.WARNING, path, f"{message}；请核对原表有没有漏行")


def _ids(tasks: Sequence[Task]) -> Iterator[tuple[Path, str]]:
    before: tuple[int, ...] | None = None
    for index, task in enumerate(tasks):
        parts = id_numbers(task.id)
        if parts is None:
            continue
        path = ("tasks", index, "id")
        if before is None and set(parts) != {1}:
            yield path, f"任务编号从 {task.id} 开始，前面没有 {'.'.join('1' for _ in parts)}"
        elif before is not None and not _follows(before, parts):
            shown = ".".join(map(str, before))
            yield path, f"任务编号从 {shown} {'跳到' if parts > before else '退回'} {task.id}"
        before = parts


def _follows(before: tuple[int, ...], parts: tuple[int, ...]) -> bool:
    """Whether one number is one higher, all in front of it are the same, and all behind it begin with 1."""
    for place, (old, new) in enumerate(zip(before, parts, strict=False)):
        if old != new:
            return new == old + 1 and set(parts[place + 1 :]) <= {1}
    return len(parts) > len(before) and set(parts[len(before) :]) == {1}


def _titles(matrix: Matrix) -> Iterator[tuple[Path, str]]:
    yield from _order(sections(matrix.tasks, matrix.sections), "板块", "section")
    last: int | None = None
    for _, run in groupby(measures(matrix.tasks), key=lambda one: one.section):
        within = list(run)
        starts_anew = within[0].number == 1
        yield from _order(within, "举措", "measure", None if starts_anew else last)
        last = next((one.number for one in reversed(within) if one.number), last)


def _order(found: Sequence[Stretch], what: str, field: str, before: int | None = None) -> Iterator[tuple[Path, str]]:
    """Numbers that do not go up by one. One that only repeats is no jump."""
    for one in found:
        if one.number is None:
            continue
        if one.number not in ((before or 0) + 1, before):
            place = "开头" if before is None else f"编号 {before} 之后"
            yield ("tasks", one.index, field), f"{what}“{one.shown}”：{place}应是 {(before or 0) + 1}"
        before = one.number
