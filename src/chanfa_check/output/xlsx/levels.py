"""分级汇总: what the levels below make up, each child with what it gives and where that stands."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from chanfa_check.model import Contribution, Rolled, Run, Status
from chanfa_check.output import office
from chanfa_check.output.figures import NONE
from chanfa_check.output.words import word
from chanfa_check.output.xlsx import amounts, look
from chanfa_check.output.xlsx import grid as g
from chanfa_check.output.xlsx.runs import month
from chanfa_check.quantity.unit import plain

NAME = "分级汇总"
COLUMNS = (
    g.Column("时期", 10, 12, centred=True),
    g.Column("层级", 8, 16),
    g.Column("指标", 7, 8, centred=True),
    g.Column("名称", 12, 26),
    g.Column("汇总方式", 8, 10, centred=True),
    g.Column("下级", 8, 16),
    g.Column("单位", 10, 18),
    g.Column("数", 8, 14, centred=True),
    g.Column("计量单位", 6, 8, centred=True),
    g.Column("占比或权重", 8, 12, centred=True),
    g.Column("结论", 8, 12, centred=True),
    g.Column("说明", 24, 48),
)
_TOTAL = "汇总"


def write(pen: g.Pen, run: Run) -> None:
    """The sheet: a row for each indicator, and below it one for each child."""
    sheet = g.new_sheet(pen, NAME)
    rows = [row for one in run.rollups for row in _rows(run, one)]
    g.fit(sheet, COLUMNS, rows)
    title = g.Style(size=16, bold=True, centred=True, bordered=False, font=look.TITLE_FONT)
    row = g.line(pen, sheet, 1, office.ROLLUPS, len(COLUMNS), title)
    said = "数由各下级的报表汇总。有下级没有可用的数的，不判定，缺的不按零计。"
    row = g.line(pen, sheet, row, said, len(COLUMNS), g.Style(bordered=False))
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    g.table(pen, sheet, row, COLUMNS, rows)


def _rows(run: Run, one: Rolled) -> Iterator[g.Row]:
    said = office.levelled(run, one)
    level = "、".join(one.names)
    lead: list[g.Item | str] = [month(one.as_of), level, one.indicator, one.name, office.HOW[one.how]]
    text = "".join((one.message, f"。{one.advice}" if one.advice else ""))
    verdict = g.Item(word(one), fill=look.FILLS[one.status])
    total = [*lead, _TOTAL, "", _amount(one.actual), one.unit, "", verdict, text]
    yield [item if isinstance(item, g.Item) else g.Item(item, bold=True) for item in total]
    for given, texts in zip(one.contributions, said.given, strict=True):
        lacks = given.amount is None and given.child in one.missing
        state = g.Item("缺", fill=look.FILLS[Status.MISSING]) if lacks else ""
        yield [
            *lead,
            given.child,
            given.department,
            _amount(given.amount),
            one.unit,
            texts[3],
            state,
            _source(given, texts),
        ]


def _amount(value: Decimal | None) -> g.Item | str:
    return NONE if value is None else amounts.plain_number(value, plain(value))


def _source(given: Contribution, texts: tuple[str, ...]) -> str:
    """Where the figure stands; as it reads there, where that is another unit or no exact number."""
    return f"{texts[2]}，{texts[4]}" if given.shown else texts[4]
