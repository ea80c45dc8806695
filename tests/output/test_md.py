"""The run in Markdown: whole, and as a Markdown parser reads it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace
from syrupy.assertion import SnapshotAssertion

from chanfa_check.model import Run
from chanfa_check.output.md import DETAILS, encode, inline
from chanfa_check.output.text import as_text
from tests.output.docx.sample import JUNE, plain, rich, scored, single

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = [
    "a|b", "a\\|b", "尾\\", "`a`|`", "<script>alert(1)</script>", "<!-- x", "# 题", "题 #", "- 项", "+ 项", "1. 项",
    "1) 项", "2.", "---", "===", "> 引", "***", "[a](http://x)", "![a](x)", "<http://x>", "&lt;&amp;", "~~删~~", "$x$",
    "一\n\n# 二", "一\r\n| 二 |", "    缩进", "\x0b\x1b[31m", "\u202e甲", "{{ 7*7 }}", "[a]: http://x", "|---|", ":--",
    "_强_", "__强__", "a  \nb",
]  # fmt: skip


def words(token: Token) -> str:
    """What a reader sees of an inline token; it must hold text and nothing else."""
    children = token.children or []
    assert {child.type for child in children} <= {"text"}
    return "".join(child.content for child in children)


def cells(tokens: list[Token]) -> list[list[str]]:
    """All rows of all tables."""
    rows: list[list[str]] = []
    for before, token in pairwise(tokens):
        if before.type == "tr_open":
            rows.append([])
        if before.type in ("td_open", "th_open"):
            rows[-1].append(words(token))
    return rows


@pytest.mark.parametrize("run", [plain(), scored(), single()], ids=["plain", "scored", "single"])
def test_the_whole_page(run: Run, snapshot: SnapshotAssertion) -> None:
    data = encode(run)
    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert data.decode() == snapshot


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_submissions_stay_texts(text: str) -> None:
    name = re.sub(r"[/\\]", "", text)
    tokens, usual = PARSER.parse(encode(scored(text, name)).decode()), PARSER.parse(encode(scored()).decode())
    assert [one.type for one in tokens] == [one.type for one in usual]
    assert "html_block" not in {one.type for one in tokens}
    assert [len(row) for row in cells(tokens)] == [len(row) for row in cells(usual)]
    shown, expected = ([words(one) for one in each if one.type == "inline"] for each in (tokens, usual))
    assert shown == [
        line.replace("约三成", as_text(text)).replace("报表名", as_text(name)).strip() for line in expected
    ]


@given(st.text(st.characters()))
@example("1.")
@example("\\|")
def test_any_text_reads_as_it_stands_wherever_it_is(text: str) -> None:
    shown = inline(text)
    tokens = PARSER.parse(f"# {shown}\n\n- {shown}\n\n{shown}\n\n| a | b |\n| --- | --- |\n| {shown} | c |\n")
    seen = [words(one) for one in tokens if one.type == "inline"]
    expected = as_text(text).strip()
    if expected:
        assert seen == [expected, expected, expected, "a", "b", expected, "c"]


def test_links_that_would_make_themselves_are_broken() -> None:
    assert inline("http://x www.x") == "http\\://x www\\.x"


def test_only_what_falls_short_is_told_of_a_submission() -> None:
    assert "需要处理" not in encode(plain()).decode()
    text = encode(rich()).decode()
    details = cells(PARSER.parse(text.partition("## 需要处理")[2]))
    assert {len(row) for row in details} == {len(DETAILS)}
    assert [row[0] for row in details if row[0] != "结论"] == [
        "填报有误",
        "滞后（红灯）",
        "未达标",
        "填报有误",
        "未填报",
    ]


def test_files_are_named_and_folders_are_not() -> None:
    text = encode(rich()).decode()
    assert "2020-06/" not in text
    assert "\n另有 2 个文件不是报表格式，没有检查。\n" in text
    assert "没有检查" not in encode(plain()).decode()


def test_of_several_months_each_is_named() -> None:
    run = rich()
    june = run.coverage[0]
    text = encode(
        replace(run, as_of=None, coverage=(replace(june, as_of=JUNE.replace(month=5, day=31)), june))
    ).decode()
    assert "| 乙局（2020年5月） | 1.1、1.3、1.4、1.5 |\n| 乙局（2020年6月） | 1.1、1.3、1.4、1.5 |\n" in text
    assert "- 2020年5月未报送：丙局\n" in text
    assert "### 甲局（2020年6月）\n\n- 文件：“甲局.xlsx”\n- 报告期：2020年6月\n" in text
