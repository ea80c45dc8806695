"""Makes all examples again: `python examples/make.py`. The same figures give the same bytes.

figures.yaml says what the departments report, months.yaml who sends what in which month; `filled` puts it into the
templates, `sent` and `pages` into the files that departments make for themselves. published/ and levels/ have figures
and makers of their own.
"""

from __future__ import annotations

from pathlib import Path

from figures import load_figures
from filled import beyond
from levels.files import levels
from monthly import monthly
from pages import pages
from published.files import published
from sent import FILES

from chanfa_check.matrix import library
from chanfa_check.matrix.load import load_matrix

HERE = Path(__file__).parent
# Many systems "export to Excel" by writing a web page under the name of a workbook.
WEB_PAGE = "<html><body><table><tr><td>工作任务</td><td>完成情况</td></tr></table></body></html>"


def examples() -> dict[str, bytes]:
    """Every example file by its path below this folder."""
    matrix = load_matrix(library.known()["cixi-2019-2025"])
    figures = load_figures()
    made = monthly(matrix, figures)
    made["beyond/市住建局-2026-03.xlsx"] = beyond(matrix)
    for name, sent in FILES.items():
        made[f"as-sent/{name}"] = sent.write(pages(sent, matrix, figures[sent.department]))
    made["as-sent/市卫生健康局.xls"] = WEB_PAGE.encode()
    return made | published() | levels()


def main() -> None:
    """Writes them."""
    for name, data in examples().items():
        path = HERE / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
