"""Submissions for tests of what a run says as a whole, by way of real workbooks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chanfa_check.matrix.library import known
from chanfa_check.matrix.load import load_matrix, load_text
from chanfa_check.model import Checked, Matrix
from tests.builders import Page, write
from tests.checking import check_file

CIXI = load_matrix(known()["cixi-2019-2025"])
HEADER = ["编号", "完成值", "上年值", "进展情况"]


def report(
    folder: Path, department: str, period: str, values: Mapping[str, Any], *, name: str = "", filled: str = ""
) -> Path:
    """A workbook with a value for each indicator; a tuple adds last year's."""
    head: list[list[Any]] = [[f"填报单位：{department}"], [f"报告期：{period}"]]
    if filled:
        head.append([f"填报日期：{filled}"])
    rows = [
        [number, *(value if isinstance(value, tuple) else (value, None)), "有进展"] for number, value in values.items()
    ]
    return write(folder / f"{name or department + period}.xlsx", Page(rows=[*head, HEADER, *rows]))


def checked(folder: Path, department: str, period: str, values: Mapping[str, Any], **more: Any) -> Checked:
    """The same, checked against Cixi's matrix."""
    matrix: Matrix = more.pop("matrix", CIXI)
    return check_file(report(folder, department, period, values, **more), matrix)


def supplemented(text: str) -> Matrix:
    """Cixi's matrix with a supplement."""
    return load_text(f"base: cixi-2019-2025\n{text}".encode(), Path("supplement.yaml"))


def day(month: int, date: int, year: int = 2020) -> dt.date:
    return dt.date(year, month, date)
