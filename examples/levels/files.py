"""The districts' and streets' workbooks, from figures.yaml. In the examples' folder: `python -m levels.files`."""

from __future__ import annotations

from pathlib import Path

import yaml
from sheets import Page, Typed, as_xlsx

HERE = Path(__file__).parent
_COLUMNS: list[Typed] = ["编号", "完成值", "进展情况"]
_WIDTHS = [8, 14, 40]


def levels() -> dict[str, bytes]:
    """Every workbook by its path below the examples' folder. The same figures give the same bytes."""
    text = (HERE / "figures.yaml").read_text(encoding="utf-8")
    # BaseLoader takes no text for a number or a date.
    months: dict[str, dict[str, dict[str, str]]] = yaml.load(text, yaml.BaseLoader)
    return {
        f"{HERE.name}/{month}/{name}": _workbook(month, dict(said))
        for month, files in months.items()
        for name, said in files.items()
    }


def _workbook(month: str, said: dict[str, str]) -> bytes:
    year, number = map(int, month.split("-"))
    department = said.pop("单位")
    told: list[list[Typed]] = [
        [name, int(value) if value.isdigit() else value, "按月推进。"] for name, value in said.items()
    ]
    rows: list[list[Typed]] = [
        [f"{year}年{number}月产改任务完成情况", None, None],
        [f"填报单位：{department}", None, None],
        _COLUMNS,
        *told,
    ]
    return as_xlsx([Page("完成情况", rows, _WIDTHS, [(1, 1, 1, 3)], 2, len(rows))])


def main() -> None:
    """Writes them."""
    for name, data in levels().items():
        path = HERE.parent / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
