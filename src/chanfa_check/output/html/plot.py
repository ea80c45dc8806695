"""One indicator's plot as SVG: what is required in steps, the pace as a line, what was reported as points."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any, TypeAlias

from chanfa_check.across.series import Series
from chanfa_check.model import Counting

if TYPE_CHECKING:
    from markupsafe import Markup

WIDTH, HEIGHT = 380, 170
_END = "年末"
"""A year's mark is its last day, on which most things fall due: 2019's must not read as 2020's."""

_KEPT = ("class", "d", "x", "y", "cx", "cy", "r", "width", "height", "transform")
_DROPPED = ("defs", "title", "desc", "script", "style")

_ROUNDING = Decimal("1e-12")

_Line: TypeAlias = list[tuple[int, float] | None]


def draw(series: Series, years: tuple[int, int]) -> Markup:
    """What stands inside an <svg> of `WIDTH` by `HEIGHT`; its colours and fonts are the page's."""
    import pygal

    shown = [*series.required, *series.pace, *series.reported]
    amounts = [float(value) for _, value in shown]
    first = dt.date(min(years[0], *(day.year for day, _ in shown)), 1, 1)
    last = dt.date(max(years[1], *(day.year for day, _ in shown)), 12, 31)
    low, high = min(0.0, *amounts), max(0.0, *amounts)
    # Dates are plain numbers here: pygal's own axis of dates goes by the clock's time zone.
    chart = pygal.XY(
        width=WIDTH,
        height=HEIGHT,
        margin=6,
        margin_right=16,
        margin_bottom=16,
        js=(),
        css=(),
        show_legend=False,
        show_dots=False,
        allow_interruptions=True,
        dots_size=4,
        max_scale=6,
        x_labels=[
            {"value": dt.date(year, 12, 31).toordinal(), "label": f"{year}{_END}"}
            for year in range(first.year, last.year + 1)
        ],
        xrange=(first.toordinal(), last.toordinal()),
        range=(low, low + (high - low) * 1.06 if high > low else 1.0),
        truncate_label=-1,
        value_formatter=_amount,
    )
    chart.add("要求", _steps(series, last))
    chart.add("序时进度", _pace(series))
    chart.add("到期", _dots(series.required), show_dots=True, stroke=False, dots_size=2.5)
    chart.add("填报", _dots(series.reported), show_dots=True, stroke=False)
    return _markup(chart.render_tree())


def _dots(points: Iterable[tuple[dt.date, Decimal]]) -> _Line:
    return [(day.toordinal(), float(value)) for day, value in points]


def _steps(series: Series, last: dt.date) -> _Line:
    """A threshold holds from its day until the next one's; a yearly one holds for its own year."""
    line: _Line = []
    for number, (day, value) in enumerate(series.required):
        if series.counting is Counting.YEARLY:
            start, end = dt.date(day.year, 1, 1), day
        else:
            start, end = day, series.required[number + 1][0] if number + 1 < len(series.required) else last
        line += [(start.toordinal(), float(value)), (end.toordinal(), float(value))]
    return line


def _pace(series: Series) -> _Line:
    """Where the line turns, and its ends; broken where a yearly quantity begins anew."""
    pieces: list[list[tuple[dt.date, Decimal]]] = []
    for day, value in series.pace:
        anew = series.counting is Counting.YEARLY and pieces and pieces[-1][-1][0].year != day.year
        if anew or not pieces:
            pieces.append([])
        pieces[-1].append((day, value))
    line: _Line = []
    for piece in pieces:
        line += [None, *_dots([point for number, point in enumerate(piece) if _turns(piece, number)])]
    return line[1:]


def _turns(piece: Sequence[tuple[dt.date, Decimal]], number: int) -> bool:
    """Whether the line does not go on as it came; month by month, so that what rounding leaves is no turn."""
    if number in (0, len(piece) - 1):
        return True
    (_, before), (_, here), (_, after) = piece[number - 1 : number + 2]
    return abs((after - here) - (here - before)) > abs(here) * _ROUNDING


def _amount(value: float) -> str:
    return f"{value:.10g}"


def _markup(root: Any) -> Markup:
    """The drawing alone: without style, scripts, names and marks that only scripts need. Texts are escaped."""
    from markupsafe import Markup

    return Markup("".join(map(_element, root)))


def _element(node: Any) -> str:
    if not isinstance(node.tag, str) or node.tag in _DROPPED:
        return ""
    inner = "".join(map(_element, node))
    if (node.tag == "g" and not inner) or "background" in node.get("class", ""):
        return ""
    attributes = "".join(f' {name}="{escape(_short(node.get(name)))}"' for name in _KEPT if node.get(name))
    return f"<{node.tag}{attributes}>{_text(node)}{inner}</{node.tag}>"


def _text(node: Any) -> str:
    """A year's mark stands in two lines, so that there is room for each."""
    text = (node.text or "").strip()
    if not text.endswith(_END):
        return escape(text)
    return f'{escape(text.removesuffix(_END))}<tspan x="{escape(_short(node.get("x")))}" dy="1.15em">{_END}</tspan>'


def _short(text: str) -> str:
    """Coordinates to a hundredth: a picture is no more exact, and a page of them much smaller."""
    return re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), text)
