"""The examples give the verdicts that examples/README.md states, all of them and no others, and can be made again."""

from __future__ import annotations

import importlib
import io
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from chanfa_check.model import Checked, Finding, Role, Status
from chanfa_check.output.words import word
from tests.checking import check_file, check_files

EXAMPLES = Path(__file__).parents[2] / "examples"
WORKBOOKS = (".xlsx", ".xls", ".ods")
WRITTEN = ("填报", "报来的写法")


class Stated(NamedTuple):
    """One verdict as the README states it. `raw` is None where it says in words what stands in the cell."""

    name: str
    raw: str | None
    word: str
    code: str


def tables() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Every table of the README, its rows by header, with the text between it and the table or heading above."""
    text = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    above = ""
    for is_table, lines in groupby(text.splitlines(), key=lambda line: line.startswith("|")):
        if not is_table:
            above = "\n".join(lines).rpartition("\n#")[2]
            continue
        header, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        yield above, [dict(zip(header, row, strict=True)) for row in rows]


def stated() -> dict[str, list[Stated]]:
    """By file, what its department's table states; the first file named above it wrote the first column of cells."""
    found: dict[str, list[Stated]] = {}
    for above, rows in tables():
        if "指标" not in rows[0]:
            continue
        files = re.findall(r"`([^`]+/[^`]+)`", above)
        columns = [column for column in WRITTEN if column in rows[0]]
        for file, column in zip(files, columns, strict=True):
            found[file] = [
                Stated(name, row[column][1:-1] if row[column].startswith("`") else None, row["结论"], row["代码"])
                for row in rows
                for name in row["指标"].split("、")
            ]
            assert all(row["为什么"] for row in rows)
    return found


def exit_codes() -> dict[str, int]:
    """By file, the exit code that the README states."""
    rows = next(rows for _, rows in tables() if "退出码" in rows[0])
    return {row["文件"].strip("`"): int(row["退出码"]) for row in rows}


def refused() -> dict[str, str]:
    """By file, the code of the problem that the README states."""
    rows = next(rows for _, rows in tables() if "怎么办" in rows[0])
    return {row["文件"].strip("`"): row["代码"] for row in rows}


def files() -> list[str]:
    """Every example workbook by its path below the folder, but for May's, of which only the whole is told."""
    return [file for file in all_files() if not file.startswith("cixi-2020-05")]


# These have a README and tests of their own.
APART = ("published", "levels")


def all_files() -> list[str]:
    return [file for file in workbooks() if not file.startswith(APART)]


def workbooks() -> list[str]:
    return sorted(str(path.relative_to(EXAMPLES)) for path in EXAMPLES.rglob("*") if path.suffix in WORKBOOKS)


@lru_cache
def checked(file: str) -> Checked:
    return check_file(EXAMPLES / file, None)


def name(finding: Finding) -> str:
    return f"{finding.task} 配合" if finding.role is Role.PARTNER else str(finding.indicator)


def seen(finding: Finding, expected: Stated | None) -> Stated:
    """The finding as the README would state it, with the cell's text only where the README gives it."""
    raw = None if expected is None or expected.raw is None else finding.raw
    return Stated(name(finding), raw, word(finding), finding.code)


def test_every_file_is_stated() -> None:
    assert sorted(exit_codes()) == sorted({**stated(), **refused()}) == files()


@pytest.mark.parametrize("file", stated())
def test_every_finding_is_stated(file: str) -> None:
    expected = {one.name: one for one in stated()[file]}
    findings = checked(file).findings
    assert checked(file).problems == ()
    assert len(expected) == len(stated()[file])
    assert sorted(seen(one, expected.get(name(one))) for one in findings) == sorted(expected.values())


@pytest.mark.parametrize(("file", "code"), refused().items())
def test_every_refusal_is_stated(file: str, code: str) -> None:
    assert checked(file).findings == ()
    assert [problem.code for problem in checked(file).problems] == [code]


@pytest.mark.parametrize(("file", "code"), exit_codes().items())
def test_exit_codes(file: str, code: int) -> None:
    assert check_files([EXAMPLES / file], None).exit_code == code


@pytest.mark.parametrize(("folder", "code"), [("cixi-2020-06", 1), ("as-sent", 3)])
def test_exit_codes_of_folders(folder: str, code: int) -> None:
    paths = [EXAMPLES / file for file in files() if file.startswith(folder)]
    run = check_files(paths, None)
    assert run.exit_code == code
    if folder == "cixi-2020-06":
        assert run.coverage[0].missing == ("市文广旅体局",)
        assert len(run.coverage[0].received) == 9


@pytest.mark.parametrize(
    ("template", "sent"),
    [
        ("cixi-2020-06/市教育局.xlsx", "as-sent/市教育局产改任务完成情况.xls"),
        ("cixi-2020-06/市人力社保局.xlsx", "as-sent/市人社局2020年上半年.ods"),
        ("cixi-2020-06/市总工会.xlsx", "as-sent/市总6月报送.xlsx"),
        ("cixi-2020-06/市应急管理局.xlsx", "as-sent/应急局产改.xlsx"),
    ],
)
def test_the_same_content_has_the_same_verdict_however_it_is_written(template: str, sent: str) -> None:
    one, other = checked(template), checked(sent)
    assert one.department == other.department
    assert one.as_of == other.as_of
    assert [verdict(finding) for finding in one.findings] == [verdict(finding) for finding in other.findings]


def verdict(finding: Finding) -> tuple[object, ...]:
    """All but where it stands, how it was written, and the words that follow from that."""
    return (
        finding.task,
        finding.indicator,
        finding.role,
        finding.status,
        finding.code,
        finding.light,
        finding.actual if finding.role is Role.LEAD else None,
        finding.expected,
        finding.gap,
    )


def test_every_status_is_shown() -> None:
    assert {finding.status for file in files() for finding in checked(file).findings} == set(Status)
    shown = {word(finding) for file in files() for finding in checked(file).findings}
    assert {"提前完成", "滞后（黄灯）", "滞后（红灯）"} <= shown


def test_the_examples_can_be_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    made: dict[str, bytes] = importlib.import_module("make").examples()
    assert sorted(made) == workbooks()
    for file, data in made.items():
        assert contents(data) == contents((EXAMPLES / file).read_bytes()), f"run python examples/make.py: {file}"


def contents(data: bytes) -> object:
    """A package's parts in their order, XML in one spelling: zlib and lxml may pack and spell the same differently."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [(entry.filename, entry.date_time, package.read(entry)) for entry in package.infolist()]
    return [(path, time, canonical(part) if part.startswith(b"<") else part) for path, time, part in parts]


def canonical(xml: bytes) -> str:
    return ElementTree.canonicalize(xml.decode(), rewrite_prefixes=True)
