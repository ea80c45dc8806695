"""Makes the fixture workbooks again: same.xlsx through openpyxl, same.xls and same.ods from it through LibreOffice.

Run it in this folder's place: `python tests/submission/workbook/files/make_files.py` (needs `soffice`).
"""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import openpyxl

HERE = Path(__file__).parent


def main() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "完成情况"
    sheet["B2"] = "慈溪市产改工作月报表"
    sheet.merge_cells("B2:D3")
    for ref, value, number_format in (
        ("A5", 0.352, "0.0%"),
        ("B5", 35, "General"),
        ("C5", 0.57, "0.00"),
        ("D5", True, "General"),
        ("E5", dt.date(2020, 6, 30), "yyyy-mm-dd"),
        ("F5", dt.datetime(2020, 6, 30, 12, 30), "yyyy-mm-dd hh:mm:ss"),
        ("G5", dt.time(8, 30), "hh:mm:ss"),
        ("H5", 1.25, "[h]:mm:ss"),
        ("I5", 43983, 'yyyy"年"m"月"'),
        ("A7", "第一行\n第二行", "General"),
        ("B7", "  前后有空格 ", "General"),
        ("C7", "35％", "@"),
        ("D7", 12, '0"%"'),
        ("E7", 0.8, '0.0"万人"'),
    ):
        sheet[ref] = value
        sheet[ref].number_format = number_format
    sheet["F7"] = "#DIV/0!"
    sheet.row_dimensions[7].hidden = True
    other = book.create_sheet("参数")
    other.sheet_state = "hidden"
    other["A1"] = 1
    book.save(HERE / "same.xlsx")
    for kind in ("xls", "ods"):
        command = ["soffice", "--headless", "--convert-to", kind, "--outdir", str(HERE), str(HERE / "same.xlsx")]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
