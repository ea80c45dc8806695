"""The run as a workbook that an office prints, filters and sends on.

Every sheet is data first (`chanfa_check.output.xlsx.grid`) and is written by one hand. Texts from submissions are
stored as texts, whatever they begin with. The same run gives the same bytes.
"""

from __future__ import annotations

from chanfa_check.model import Run


def encode(run: Run) -> bytes:
    """The run as an .xlsx with the sheets 总表, 热力图, 明细, 未报送, 勾稽 and 规则; with levels, 分级汇总 as well."""
    from openpyxl import Workbook

    from chanfa_check.output.xlsx.contradictions import write as contradictions
    from chanfa_check.output.xlsx.coverage import write as coverage
    from chanfa_check.output.xlsx.findings import write as findings
    from chanfa_check.output.xlsx.grid import Pen
    from chanfa_check.output.xlsx.heat import write as heat
    from chanfa_check.output.xlsx.levels import write as levels
    from chanfa_check.output.xlsx.overview import write as overview
    from chanfa_check.output.xlsx.packed import packed
    from chanfa_check.output.xlsx.rules import write as rules

    book = Workbook()
    pen = Pen(book, {})
    book.remove(book.worksheets[0])
    levelled = (levels,) if run.rollups else ()
    for write in (overview, *levelled, heat, findings, coverage, contradictions, rules):
        write(pen, run)
    return packed(book)
