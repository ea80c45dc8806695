"""One reading with the words that it was read from, and how it is written in a matrix file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.model import YearDay
from chanfa_check.quantity.unit import canonical, known_unit, plain, ratio_scale
from chanfa_check.rules import KINDS
from chanfa_check.wording import Reading, Wording
from chanfa_check.wording.reading import Comparison, Direction

Plain: TypeAlias = dict[str, Any]
"""What YAML holds: texts, lists and mappings of them."""

Years: TypeAlias = tuple[int, int]

_CLAUSE = re.compile(r"[^，,。；;\n]+")
# What is done to a thing is not the thing: 2025年全部完成, 50%学校实施, 35%达标.
_DOING = re.compile(r"(?:全面|全部)?(?:完成|开展|实施|推进|达标|落实|建成|实现|推行|覆盖)(?:任务|目标|工作|建设)?$")
_COUNTED_DOWN = frozenset({Comparison.AT_MOST, Comparison.BELOW})


class Said(Struct, frozen=True):
    """A reading, the field that it stands in (duty or schedule), its own words and the clause around them."""

    reading: Reading
    about: str
    words: str
    clause: str


def said_in(wording: Wording, about: str) -> Iterator[Said]:
    """All readings of a wording, in its order."""
    for reading in wording.readings:
        start, end = reading.span
        clause = next(
            (one[0] for one in _CLAUSE.finditer(wording.phrase) if one.start() <= start < one.end()),
            wording.phrase[start:end],
        )
        subject = _DOING.sub("", reading.subject) if reading.rule == "milestones" else reading.subject
        yield Said(replace(reading, subject=subject), about, wording.phrase[start:end].strip(), clause.strip())


def is_dated(reading: Reading) -> bool:
    """Whether it says when it falls due."""
    return any(when is not None for when in (reading.year, reading.due, reading.first, reading.last))


def is_share(reading: Reading) -> bool:
    """Whether its number is a ratio."""
    return _fraction(reading) is not None or ratio_scale(reading.unit) is not None


def amount(reading: Reading) -> Decimal | None:
    """Its number in its unit: one half is 50 %. None where no exact decimal says it."""
    return reading.value if isinstance(reading.value, Decimal) else _fraction(reading)


def unit_of(reading: Reading) -> str:
    """The unit of the indicator: as written, but people and things one by one (0.8万人 counts 人)."""
    if _fraction(reading) is not None:
        return "%"
    found = canonical(reading.unit)
    bare = re.sub(r"^[百千万亿]+(?![瓦米克])", "", reading.unit)
    return bare if found and found[0] != "元" and known_unit(bare) else reading.unit


def bound(reading: Reading, factor: Decimal = Decimal(1), plain_op: Comparison = Comparison.AT_LEAST) -> str:
    """Its number as a matrix file writes it (35%, >1.2倍, 1-2家); `plain_op` is the comparison that goes unsaid."""
    value = amount(reading)
    assert value is not None
    unit = "%" if _fraction(reading) is not None else reading.unit
    if reading.top is not None:
        base, scale = canonical(unit) or (unit, Decimal(1))
        unit, scale = (unit, Decimal(1)) if scale == 1 else (base, scale)
        return f"{plain(value * scale)}-{plain(reading.top * scale)}{unit}"
    op = "" if reading.op in (plain_op, None) else str(reading.op)
    return f"{op}{plain(value * factor)}{unit}"


def due(reading: Reading, years: Years) -> str:
    """When it falls due as a matrix file writes it: 2020, 2021-2025, 2020-06-30."""
    if isinstance(reading.due, YearDay):
        return dt.date(years[0], reading.due.month, reading.due.day).isoformat()
    if reading.due is not None:
        return reading.due.isoformat()
    if reading.year is not None:
        return str(reading.year)
    if reading.first is not None and reading.last is not None and reading.rule != "total":
        return f"{reading.first}-{reading.last}" if reading.first < reading.last else str(reading.first)
    return str(reading.last if reading.last is not None else reading.first)


def date_order(when: str) -> str:
    """A date of a matrix file so that dates sort: a year stands for its end, a span for its first."""
    return when if len(when) == len("2020-06-30") else f"{when[:4]}-12-31"


def due_years(reading: Reading) -> tuple[int, ...]:
    """The years in which it asks for something, as far as it names them; a base is none of them."""
    day = reading.due.year if isinstance(reading.due, dt.date) else None
    return tuple(year for year in (reading.year, day, reading.first, reading.last) if year is not None)


def obstacle(said: Said, years: Years) -> str:
    """Why no rule can say it, as a Chinese sentence; "" where one can."""
    return next(_obstacles(said, years), "")


def _obstacles(said: Said, years: Years) -> Iterator[str]:
    reading = said.reading
    if reading.rule in ("change", "multiple"):
        yield "说的是与基数相比的变化，没有一种要求类型能直接判定"
    elif reading.rule not in KINDS or reading.rule == "composite":
        yield f"读作“{reading.rule}”，没有这种要求类型"
    if reading.op is Comparison.ABOUT:
        yield "“左右”“约”没有明确的界线"
    if reading.op is Comparison.EXACTLY:
        yield "要求保持在一个数上，没有说允许偏离多少"
    yield from _date_obstacles(reading, years)
    if reading.rule in ("growth", "rising"):
        yield from _yearly_obstacles(said)
    elif reading.rule not in ("stage", "event", "ongoing"):
        yield from _number_obstacles(reading)


def _date_obstacles(reading: Reading, years: Years) -> Iterator[str]:
    outside = [year for year in due_years(reading) if not years[0] <= year <= years[1]]
    if outside:
        yield f"{outside[0]}年在全表的年份 {years[0]}—{years[1]} 之外"
    if isinstance(reading.due, YearDay) and (years[0] != years[1] or (reading.due.month, reading.due.day) == (2, 29)):
        yield "只写了月日，没有写是哪一年"
    standing = reading.rule in ("floor", "ceiling", "event")
    if standing and any(when is not None for when in (reading.year, reading.due, reading.last)):
        yield "写了期限，却读作了一直有效的要求"
    if reading.rule in ("annual", "growth", "rising") and reading.due is not None:
        yield "写了年内的期限，程序只会判定全年"
    if reading.rule == "stage" and not is_dated(reading):
        yield "没有写明期限"
    if reading.rule == "event" and reading.months is None:
        yield "没有写明多久一次"


def _yearly_obstacles(said: Said) -> Iterator[str]:
    reading = said.reading
    if reading.direction is Direction.DOWN:
        yield "要求逐年下降，程序只会判定逐年提高"
    if reading.rule == "rising":
        return
    if re.search("年均|平均每年", said.clause):
        yield "年均增长是几年平均下来的，不是每一年都要达到，程序没有这种要求类型"
    if reading.op not in (None, Comparison.AT_LEAST) or reading.unit != "%" or amount(reading) is None:
        yield "不是“每年至少增长百分之几”，程序没有这种要求类型"


def _number_obstacles(reading: Reading) -> Iterator[str]:
    value = amount(reading)
    if reading.direction is Direction.DOWN and reading.op not in _COUNTED_DOWN:
        yield "说的是下降，却没有读出上限"
    if value is None:
        yield f"“{reading.value}”不能写成准确的小数" if reading.value is not None else "没有数"
    elif value < 0:
        yield "是负数"
    if not known_unit(unit_of(reading)):
        yield f"单位“{reading.unit}”不在程序认识的单位里" if reading.unit else "没有写单位"
    if reading.rule == "annual" and reading.months not in (None, 12):
        yield f"是每{_interval(reading.months or 12)}的数量，程序只会判定一年的数量"
    if reading.rule == "floor" and reading.op in _COUNTED_DOWN:
        yield "写的是上限，读作了下限"
    if reading.rule == "ceiling" and reading.op not in _COUNTED_DOWN and reading.op is not None:
        yield "写的是下限，读作了上限"


def _interval(months: int) -> str:
    return f"{months // 12}年" if months % 12 == 0 else f"{months}个月"


def _fraction(reading: Reading) -> Decimal | None:
    """A fraction such as 1/2 as a percentage, where that is exact."""
    match = re.fullmatch(r"(\d{1,6})/(\d{1,6})", reading.value) if isinstance(reading.value, str) else None
    if match is None or reading.unit or int(match[2]) == 0:
        return None
    percent = Decimal(int(match[1]) * 100) / int(match[2])
    return percent if percent * int(match[2]) == int(match[1]) * 100 else None
