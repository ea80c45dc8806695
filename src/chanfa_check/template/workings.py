"""The hidden sheets: the template's mark, and what the visible sheet's verdicts are worked out with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chanfa_check.model import Indicator, Mark, Occasion
from chanfa_check.quantity.unit import is_countable
from chanfa_check.submission.contents import MARK_SHEET
from chanfa_check.template import grade, look
from chanfa_check.template.columns import ref

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "计算"
_FREE = 4
_INVALID = '"!"'
# A share stands for its parts when it is their rounding to as many places as were written.
_MOST_WRITTEN = 8


def mark_sheet(book: Workbook, mark: Mark) -> None:
    """Says what template this is."""
    sheet = _hidden(book, MARK_SHEET)
    said = {"matrix": mark.matrix, "version": mark.version, "department": mark.department, "period": mark.period}
    for number, (name, value) in enumerate(said.items(), 1):
        look.cell_at(sheet, number, 1).value = name
        look.write(look.cell_at(sheet, number, 2), value)


def workings_sheet(book: Workbook) -> Worksheet:
    """A sheet whose row n works for row n of the visible one.

    A is the value, B last year's, C the grade; from D on stand each target's grade, or what may be chosen.
    """
    return _hidden(book, SHEET)


def list_choices(sheet: Worksheet, row: int, shown: list[str]) -> str:
    """Writes what a stage may be chosen from, and gives its range."""
    for offset, text in enumerate(shown):
        look.write(look.cell_at(sheet, row, _FREE + offset), text)
    last = look.cell_at(sheet, row, _FREE + len(shown) - 1).column_letter
    return f"{SHEET}!$D${row}:${last}${row}"


def number_word(sheet: Worksheet, row: int, input_sheet: str, occasion: Occasion, computed: bool) -> str:
    """Writes the workings for a number in the row, and gives the formula of its verdict in words."""
    indicator = occasion.indicator
    value, last, found = f"$A${row}", f"$B${row}", f"$C${row}"
    typed = {name: f"{input_sheet}!{ref(name, row)}" for name in ("完成值", "上年值", "分子", "分母")}
    plain = _plain(typed["完成值"], indicator)
    parts = indicator.unit == "%" and not computed
    look.cell_at(sheet, row, 1).value = f"={_parted(typed, plain, indicator) if parts else plain}"
    look.cell_at(sheet, row, 2).value = f"={_scaled(typed['上年值'], indicator)}"
    grades = []
    for number, formula in enumerate(grade.target_grades(occasion, value, last), _FREE):
        cell = look.cell_at(sheet, row, number)
        cell.value = f'=IF(ISNUMBER({value}),{formula},"")'
        grades.append(f"${cell.column_letter}${row}")
    look.cell_at(sheet, row, 3).value = f'=IF(ISNUMBER({value}),{grade.weighed(occasion, grades)},"")'
    words = [grade.quoted(word) for word in grade.WORDS]
    if grade.lacks_last_year(occasion):
        words[grade.NOT_DUE] = f"IF(ISNUMBER({SHEET}!{last}),{words[grade.NOT_DUE]},{grade.quoted(grade.NO_LAST_YEAR)})"
    chosen = f"CHOOSE({SHEET}!{found}+1,{','.join(words)})"
    invalid = grade.quoted(grade.INVALID)
    return f'IF(ISNUMBER({SHEET}!{value}),{chosen},IF({SHEET}!{value}={_INVALID},{invalid},""))'


def _plain(cell: str, indicator: Indicator) -> str:
    """The value in the cell, in the indicator's unit; "!" where no such value can be true."""
    wrong = [f"{cell}<0"]
    if indicator.unit == "%" and indicator.share:
        wrong.append(f"{cell}>1")
    if is_countable(indicator.unit):
        wrong.append(f"{cell}<>INT({cell})")
    return f'IF(ISNUMBER({cell}),IF(OR({",".join(wrong)}),{_INVALID},{_rounded(cell, indicator)}),"")'


def _scaled(cell: str, indicator: Indicator) -> str:
    return f'IF(ISNUMBER({cell}),{_rounded(cell, indicator)},"")'


def _rounded(cell: str, indicator: Indicator) -> str:
    return f"ROUND({cell}*100,10)" if indicator.unit == "%" else f"ROUND({cell},10)"


def _parted(typed: dict[str, str], plain: str, indicator: Indicator) -> str:
    """The share by its parts where they are given, and the value where they are not; "!" where they contradict it."""
    value, upper, lower = typed["完成值"], typed["分子"], typed["分母"]
    share = f"{upper}/{lower}*100"
    wrong = [f"{lower}<=0", f"{upper}<0"] + ([f"{upper}>{lower}"] if indicator.share else [])
    fits = ",".join(f"ROUND({share},{places})=ROUND({value}*100,10)" for places in (*range(_MOST_WRITTEN + 1), 10))
    checked = f"IF(ISNUMBER({value}),IF(OR({fits}),ROUND({share},10),{_INVALID}),ROUND({share},10))"
    both = f"IF(OR({','.join(wrong)}),{_INVALID},{checked})"
    given = f"IF(AND(ISNUMBER({upper}),ISNUMBER({lower})),{both},{_INVALID})"
    return f"IF(OR(ISNUMBER({upper}),ISNUMBER({lower})),{given},{plain})"


def _hidden(book: Workbook, name: str) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    return sheet
