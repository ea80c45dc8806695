"""Why it cannot be told which matrix a workbook is to be checked against, and what its sender can do about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from chanfa_check.batch.levels import Level, Sender
from chanfa_check.model import Matrix, Problem
from chanfa_check.nearest import nearest
from chanfa_check.submission.department import names_of, places_of

_BY_HAND = "用 --targets 指明按哪一份检查。"


def nobody(department: str, matrices: Sequence[Matrix]) -> Problem:
    """None of the matrices knows the department that the user named."""
    close = nearest(department, [name for one in matrices for name in names_of(one)])
    hint = f"是否为“{close}”？" if close else ""
    said = f"已有的分工表（{'、'.join(one.id for one in matrices)}）里都没有“{department}”。{hint}"
    return Problem("department-unknown", f"{said}请核对单位，或用 --targets 指明分工表。")


def unclear(chosen: Sequence[Sender], day: dt.date | None) -> Problem:
    """Several matrices know the department, and all of them cover the day, or none does."""
    outside = day if day and not any(one.level.matrix.covers(day) for one in chosen) else None
    if outside:
        shown = "、".join(f"{_shown(one.level)}：{_years(one.level.matrix)}" for one in chosen)
        said = (
            f"有几份分工表有这个单位，{outside.year}年都不在它们的年份之内（{shown}）。请核对报表的年月；年月无误的，"
        )
    else:
        said = f"有几份分工表都对得上（{'、'.join(_shown(one.level) for one in chosen)}）。"
    full = [name for one in chosen if (name := _own_name(one, chosen))]
    like = f"（如{''.join(f'“{name}”' for name in full)}）" if full else ""
    levelled = any(one.level.names for one in chosen)
    if not full and not levelled:
        return Problem("matrix-unclear", f"{said}请{_BY_HAND}")
    folder = "，或放进以下级名称命名的文件夹" if levelled else ""
    where = "文件名或表头" if levelled else "表头"
    return Problem("matrix-unclear", f"{said}请在{where}写明单位的全称{like}{folder}；也可以{_BY_HAND}")


def elsewhere(one: Level, places: Sequence[str]) -> Problem:
    """The only matrix that knows the department is not that of the level that path or header name."""
    return Problem(
        "matrix-unclear",
        f"单位只在{one.names[-1]}的分工表 {one.matrix.id} 里，路径或表头写的却是{'、'.join(places)}。"
        f"请核对单位名称和存放的文件夹；或{_BY_HAND}",
    )


def other_place(only: Sender, named: Sender) -> Problem:
    """The only matrix that covers the day is not that of the place that title or path name."""
    place = min(places_of(named.level.matrix), key=lambda one: (len(one), one))
    name = _own_name(only, (only, named))
    full = f"在表头写明单位的全称（如“{name}”），或" if name else ""
    return Problem(
        "matrix-unclear",
        f"标题或路径写的是“{place}”，那是分工表 {named.level.matrix.id}（{_years(named.level.matrix)}）的；"
        f"有这个单位和这个时期的却是 {only.level.matrix.id}。请核对年月和标题；无误的，请{full}{_BY_HAND}",
    )


def _own_name(one: Sender, among: Sequence[Sender]) -> str | None:
    """A name of the department by which none of the others knows it: with its place, where it has such a one."""
    if one.department is None:
        return None
    others = {name for other in among if other is not one for name in names_of(other.level.matrix)}
    aliases = one.level.matrix.departments[one.department].aliases
    own = [name for name in (one.department, *aliases) if name not in others]
    return next((name for name in own if name.endswith(one.department)), own[0] if own else None)


def _shown(one: Level) -> str:
    return f"{one.names[-1]} {one.matrix.id}" if one.names else one.matrix.id


def _years(matrix: Matrix) -> str:
    first, last = matrix.years
    return f"{first}年" if first == last else f"{first}—{last}年"
