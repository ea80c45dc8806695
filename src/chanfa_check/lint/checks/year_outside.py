"""年份在全表之外（year-outside）：原文要求的时间不在分工表的年份（years）之内，报表到不了那一年，也就无从判定。

时间进度（schedule）里单写的年份也看。作为基数、起点的年份（“以2018年为基数”“比2015年下降”“2018年以来”）不算。

办法：核对 years；原文的期限确在表外的，在 accepted 里写明怎样处理。
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from chanfa_check.lint.figures import unread_parts
from chanfa_check.lint.finding import LintFinding, Severity
from chanfa_check.lint.ground import Ground
from chanfa_check.quantity.numeral import fold
from chanfa_check.wording import Reading

CODE = "year-outside"

_YEAR = re.compile(r"(?<![0-9比较以自从])((?:19|20)[0-9]{2})年(?!以来|为基数|相比)")


def check(ground: Ground) -> Iterator[LintFinding]:
    """Every reading that is due, begins or ends outside the matrix's years."""
    first, last = ground.matrix.years
    for row in ground.rows:
        for said in row.said:
            outside = [year for year in _years(said.reading) if not first <= year <= last]
            if outside:
                named = "、".join(f"{year}年" for year in dict.fromkeys(outside))
                message = f"原文“{said.words}”的{named}在全表的年份 {first}—{last} 之外；请核对 years 和原文"
                yield ground.finding(CODE, Severity.WARNING, ("tasks", row.index, said.field), message)
        bare = (int(year) for text in unread_parts(row.schedule) for year in _YEAR.findall(fold(text)))
        if outside := [year for year in bare if not first <= year <= last]:
            named = "、".join(f"{year}年" for year in dict.fromkeys(outside))
            message = f"时间进度写的{named}在全表的年份 {first}—{last} 之外；请核对 years 和原文"
            yield ground.finding(CODE, Severity.WARNING, ("tasks", row.index, "schedule"), message)


def _years(reading: Reading) -> Iterator[int]:
    due = reading.due.year if isinstance(reading.due, dt.date) else None
    yield from (year for year in (reading.year, due, reading.first, reading.last) if year is not None)
