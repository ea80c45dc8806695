"""名称相近（name-close）：两个单位的名称只差一点，或一个像是另一个的简称，却各列各的，多半是同一个单位。

如 departments 里既有“市人力社保局”，又有“市人社局”。列成两个单位，报表就会对不上，统计也会把一个单位算成两个。

办法：同一单位的，合成一个，其余的名称写进 aliases，并改任务里的写法；确是两个单位的，在 accepted 里写明。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from chanfa_check.lint.finding import LintFinding, Severity
from chanfa_check.lint.ground import Ground
from chanfa_check.model import Department
from chanfa_check.quantity.numeral import fold

CODE = "name-close"

_LEVEL = re.compile("^[省市区县旗镇乡]")
_REGION = re.compile("^(?:[^省市区县旗]{2,4}[省市区县旗]|[省市区县旗])$")
_LONG = 8
"""From this length on, one wrong character is a slip; 市财政局 and 市民政局 are two departments."""


def check(ground: Ground) -> Iterator[LintFinding]:
    """Every two departments of which one goes by a name close to the other's."""
    departments = ground.matrix.departments
    for (one, first), (other, second) in combinations(departments.items(), 2):
        if other in first.members or one in second.members:
            continue
        close = next(((a, b) for a in _names(one, first) for b in _names(other, second) if _close(a, b)), None)
        if close:
            by = "" if close == (one, other) else f"（“{close[0]}”和“{close[1]}”）"
            message = f"“{one}”和“{other}”名称相近{by}；同一单位的请合并，其余名称写进 aliases"
            path = ("departments", other)
            yield ground.finding(CODE, Severity.WARNING, path, f"{message}，确是两个单位的在 accepted 写明")


def _names(name: str, department: Department) -> tuple[str, ...]:
    return (name, *department.aliases)


def _close(one: str, other: str) -> bool:
    """Whether the two look like one name: a slip, a region in front, or a short form."""
    from rapidfuzz.distance import Levenshtein

    short, long = sorted((_bare(one), _bare(other)), key=len)
    if short == long:
        return True
    if _with_region(short, long):
        return True
    if _LEVEL.sub("", short) == _LEVEL.sub("", long):
        # 市公安局 and 区公安局 are two departments of two levels.
        return False
    if Levenshtein.distance(short, long) == 1:
        return len(short) >= _LONG if len(short) == len(long) else len(short) > 2
    return _short_form(_LEVEL.sub("", short), _LEVEL.sub("", long))


def _with_region(short: str, long: str) -> bool:
    """Whether `long` is `short` with a region in front: 慈溪市教育局 of 市教育局 and of 教育局."""
    core = _LEVEL.sub("", short)
    region = long.removesuffix(core)
    level = short.removesuffix(core)
    return len(core) > 1 and long.endswith(core) and bool(_REGION.match(region)) and region.endswith(level)


def _bare(name: str) -> str:
    return re.sub(r"\s+", "", fold(name))


def _short_form(short: str, long: str) -> bool:
    """Whether `short` begins like `long` and takes its characters in order: 人社局 of 人力社保局."""
    rest = iter(long)
    return 2 <= len(short) < len(long) and short[0] == long[0] and all(char in rest for char in short)
