"""What the pages published is in the workbooks word for word, and gives exactly the verdicts that the README states."""

from __future__ import annotations

import hashlib
import importlib
import os
import re
import subprocess
import sys
from collections import Counter
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from chanfa_check.matrix import library
from chanfa_check.matrix.load import load_matrix
from chanfa_check.model import Checked, Matrix, Status
from chanfa_check.output.words import word
from tests.checking import check_file, check_files
from tests.examples.test_examples import contents

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "published"
# A line a quotation, `file|indicator|words`, taken when each had been found in the article that the file cites, white
# space aside.
QUOTES_SHA256 = "2be6092e8f4a179eb911eac7ca223c5e0840531d7abb8821c1f5b3472f35ac4b"
NUMBER = re.compile(r"\d+(?:\.\d+)?")
FILLED = {"完成值", "上年值", "分子", "分母", "进展情况", "是否完成", "存在问题", "下一步打算"}
REST = re.compile(r"(?:其余|全部)(\d+)项")


class Stated(NamedTuple):
    """One row of the README's tables of verdicts; `raw` is None where it says in words what stands in the cell."""

    indicators: tuple[str, ...] | int
    raw: str | None
    word: str
    code: str


@pytest.fixture(scope="module")
def made() -> Any:
    """The module that makes the workbooks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER.parent))
        yield importlib.import_module("published.files")


def readme() -> str:
    return (FOLDER / "README.md").read_text(encoding="utf-8")


def tables() -> list[list[dict[str, str]]]:
    found = []
    for is_table, lines in groupby(readme().splitlines(), key=lambda line: line.startswith("|")):
        if is_table:
            header, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
            found.append([dict(zip(header, row, strict=True)) for row in rows])
    return found


def overview() -> dict[str, dict[str, str]]:
    """By file, its row of the first table."""
    return {row["文件"].strip("`"): row for row in next(one for one in tables() if "退出码" in one[0])}


def stated() -> dict[str, list[Stated]]:
    found: dict[str, list[Stated]] = {}
    for row in (row for table in tables() if "代码" in table[0] for row in table):
        rest = REST.fullmatch(row["指标"])
        raw = row["填报"].strip("`") if row["填报"].startswith("`") else "" if row["填报"] == "空" else None
        indicators = int(rest[1]) if rest else tuple(row["指标"].split("、"))
        assert row["为什么"]
        found.setdefault(row["文件"].strip("`"), []).append(Stated(indicators, raw, row["结论"], row["代码"]))
    return found


@lru_cache
def checked(file: str) -> Checked:
    return check_file(FOLDER / file)


@lru_cache
def matrix(name: str) -> Matrix:
    return load_matrix(library.known()[name])


def file_matrix(file: str) -> Matrix:
    found = checked(file).matrix
    assert found
    return found


def files() -> list[str]:
    return sorted(path.name for path in FOLDER.glob("*.xlsx"))


def test_every_file_is_stated(made: Any) -> None:
    assert sorted(made.figures()) == sorted(overview()) == sorted(stated()) == files()


def test_every_number_stands_in_the_words_quoted_beside_it(made: Any) -> None:
    cells = [
        (file, indicator, text, row[made.QUOTE])
        for file, one in made.figures().items()
        for indicator, row in one.rows.items()
        for column, text in row.items()
        if column != made.QUOTE
    ]
    assert len(cells) == 6 + 6 + 7 + 1
    unquoted = [cell for cell in cells if not set(NUMBER.findall(cell[2])) <= set(NUMBER.findall(cell[3]))]
    assert unquoted == []
    assert [cell for cell in cells if not NUMBER.search(cell[2]) and cell[2] not in cell[3]] == []


def test_the_quotations_are_the_ones_compared_with_the_articles(made: Any) -> None:
    lines = [
        f"{file}|{indicator}|{row[made.QUOTE]}"
        for file, one in made.figures().items()
        for indicator, row in one.rows.items()
    ]
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == QUOTES_SHA256


@pytest.mark.parametrize("file", files())
def test_a_workbook_says_what_was_quoted_and_nothing_else(file: str, made: Any) -> None:
    one = made.figures()[file]
    quoted = {
        (name, "进展情况" if column == made.QUOTE else column): text
        for name, row in one.rows.items()
        for column, text in row.items()
    }
    assert written(FOLDER / file) == quoted
    assert checked(file).problems == ()
    assert file_matrix(file).id == one.matrix


def written(path: Path) -> dict[tuple[str, str], str]:
    """What stands in the columns that a clerk fills in, by 编号 and column."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    header = next(number for number, row in enumerate(rows) if "编号" in row)
    found = {}
    for row in rows[header + 1 :]:
        cells = dict(zip(rows[header], row, strict=True))
        for column in FILLED & cells.keys():
            if re.fullmatch(r"\d+\.\d+[a-z]", str(cells["编号"])) and cells[column] is not None:
                found[str(cells["编号"]), column] = str(cells[column])
    return found


def test_the_workbooks_can_be_made_again(made: Any) -> None:
    for path, data in made.published().items():
        assert contents(data) == contents((FOLDER.parent / path).read_bytes()), f"run python examples/make.py: {path}"


@pytest.mark.parametrize("file", files())
def test_every_verdict_is_stated(file: str) -> None:
    left = {str(one.indicator): one for one in checked(file).findings}
    assert len(left) == len(checked(file).findings)
    for row in sorted(stated()[file], key=lambda one: isinstance(one.indicators, int)):
        named = tuple(left) if isinstance(row.indicators, int) else row.indicators
        assert not isinstance(row.indicators, int) or row.indicators == len(left)
        for name in named:
            found = left.pop(name)
            raw = found.raw if row.raw is not None else None
            assert (name, raw, word(found), found.code) == (name, row.raw, row.word, row.code)
    assert left == {}


@pytest.mark.parametrize("file", files())
def test_counts_and_exit_codes(file: str) -> None:
    row = overview()[file]
    assert str(check_files([FOLDER / file]).exit_code) == row["退出码"]
    assert Counter(word(one) for one in checked(file).findings) == {
        name: int(number) for number, name in re.findall(r"(\d+)项(\w+?)(?:，|$)", row["结果"])
    }
    assert file_matrix(file).id == row["分工表"]


def test_last_years_results_are_never_held_against_this_years_goals() -> None:
    assert {one.status for one in checked("宁波市2022年.xlsx").findings} == {Status.NO_TARGET}
    assert {one.status for one in checked("宁波市2023年7月（只有上年值）.xlsx").findings} == {Status.MISSING}


def test_results_and_goals_side_by_side_are_the_published_ones(made: Any) -> None:
    results = made.figures()["宁波市2022年.xlsx"].rows
    duties = {one.id: task.duty for task in matrix("ningbo-2023").tasks for one in task.indicators}
    rows = next(table for table in tables() if "口径" in table[0])
    assert [row["指标"] for row in rows] == [name for name, row in results.items() if "完成值" in row]
    for row in rows:
        result, goal = (row[column] for column in row if column.startswith("2"))
        assert result == results[row["指标"]]["完成值"]
        assert goal in duties[row["指标"]]


def test_the_page_is_what_the_command_prints() -> None:
    command = re.search(r"```sh\nchanfa-check (.*)\n```", readme())
    page = re.search(r"```text\n(.*?)\n```", readme(), re.DOTALL)
    assert command
    assert page
    done = subprocess.run(
        [sys.executable, "-m", "chanfa_check", *command[1].split()],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "80", "TERM": "dumb"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.decode().partition("\n\n────────")[0] == page[1]
