"""The page for sign-off in its three formats: everything is on it, nothing breaks it."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from chanfa_check.matrix import library
from chanfa_check.matrix.load import load_matrix
from chanfa_check.model import Accepted, How, Matrix, Question, RolledIndicator, Rollup
from chanfa_check.output.review import docx, html, page, terminal
from chanfa_check.output.review.sheet import SIGNATURES
from tests.output.html.reading import read
from tests.output.review.made import TEMPLATE, matrix_of, one_target

NEW = matrix_of(TEMPLATE)
OLD = matrix_of(
    TEMPLATE,
    ('version: "1"', 'version: "0"'),
    ("2021: 60%, 2022: 80%", "2021: 50%, 2022: 80%"),
    ("    lead: 市总工会", "    lead: 团市委"),
    ("    partners: [市人力社保局, 团市委]", "    partners: [市人力社保局]"),
    ('id: "2.2"', 'id: "2.9"'),
    ("duty: 制定技能等级评价办法，宣传先进典型", "duty: 建设职工文化宫"),
)
REMARKS = {
    "1.1": ("原文“两年”与读出的一致。", "第二条"),
    "2.1": ("每年1万人，五年5万人，与总数一致。",),
    "": ("总的一条",),
}
HOSTILE = (
    "[bold]x[/]</td><script>alert(1)</script>&amp;{{ 7*7 }}{% raw %}" + "长" * 90 + "W" * 300 + "\x1b[31m\u202e\x00"
)


@pytest.mark.parametrize("width", [80, 60])
def test_on_the_terminal(width: int, snapshot: SnapshotAssertion) -> None:
    text = terminal(NEW, OLD, width, REMARKS)
    assert text == snapshot
    assert max(map(cell_len, text.splitlines())) <= width


def test_text_is_the_terminal_s() -> None:
    assert page(NEW, format="text", old=OLD, remarks=REMARKS, width=100).decode() == terminal(NEW, OLD, 100, REMARKS)
    assert page(NEW, format="text") == page(NEW, format="text", width=80)


@pytest.mark.parametrize("name", library.known())
@pytest.mark.parametrize("width", [1, 40, 71, 72, 80, 200])
def test_no_line_is_wider_than_the_terminal(name: str, width: int) -> None:
    matrix = load_matrix(library.known()[name])
    assert max(map(cell_len, terminal(matrix, None, width).splitlines())) <= max(width, 20)


def squeezed(text: str) -> str:
    return re.sub(r"[\s│─═\u200b]", "", text)


def everything(matrix: Matrix) -> list[str]:
    """What has to be on the page, whatever the format."""
    said = [matrix.title, matrix.version, matrix.source, *matrix.notes, *SIGNATURES]
    for task in matrix.tasks:
        said += [task.id, task.section, task.measure, task.duty, task.schedule, task.lead, *task.partners, task.note]
        for indicator in task.indicators:
            said += [indicator.id, indicator.name, indicator.reading]
    return [squeezed(text) for text in said]


def text_of_html(data: bytes) -> str:
    return squeezed(read(data).text)


def text_of_docx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("word/document.xml").decode()
    return squeezed(re.sub("<[^>]+>", "", xml).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


@pytest.mark.parametrize("name", library.known())
def test_everything_is_on_every_page(name: str) -> None:
    matrix = load_matrix(library.known()[name])
    for text in (
        squeezed(terminal(matrix, None, 60)),
        text_of_html(html(matrix, None)),
        text_of_docx(docx(matrix, None)),
    ):
        assert [said for said in everything(matrix) if said not in text] == []


def test_changes_and_remarks_are_on_every_page() -> None:
    for text in (
        squeezed(terminal(NEW, OLD, 60, REMARKS)),
        text_of_html(html(NEW, OLD, REMARKS)),
        text_of_docx(docx(NEW, OLD, REMARKS)),
    ):
        for said in (
            "与第0版（my-city-2021-2025）相比，新增任务1项、删除任务1项、修改任务2项。",
            "【修改】版本：1；原为：0",
            "【修改】牵头单位，原为：团市委",
            "【修改】指标1.1a的要求，原为：2021年12月31日前：不低于50%",
            "【删除】本版没有这项任务，以下是原来的要求。",
            "建设职工文化宫",
            "提示：总的一条",
            "提示：原文“两年”与读出的一致。提示：第二条",
            "提示：每年1万人，五年5万人，与总数一致。",
            "（原表空白，沿用上一行）",
        ):
            assert squeezed(said) in text, said


def test_without_changes_that_is_said_and_without_an_old_version_nothing_is() -> None:
    assert "没有变动" in terminal(NEW, NEW, 80)
    assert "相比" not in terminal(NEW, None, 80)
    assert "【" not in terminal(NEW, None, 80)


def test_what_is_still_open_and_what_was_accepted_stand_beside_the_task() -> None:
    asked = (Question(task="1.2", question="基数按哪一年？"), Question(question="全表的问题"))
    accepted = (Accepted(code="sum-mismatch", task="2.1", why="原文如此"), Accepted(code="numbering", why="照录"))
    text = terminal(replace(NEW, review=asked, accepted=accepted), None, 60)
    assert text.index("待定：全表的问题") < text.index("已说明：照录") < text.index("思想引领")
    assert text.index("\n1.2\n") < text.index("待定：基数按哪一年？") < text.index("\n2.1\n")
    assert text.index("\n2.1\n") < text.index("已说明：原文如此") < text.index("\n2.2\n")


def test_what_it_supersedes_and_what_comes_from_below_is_said() -> None:
    weights = {"北区": Decimal(3), "南区": Decimal("1.5")}
    below = (
        RolledIndicator(id="1.2a", how=How.WEIGHTED, weights=weights, from_={"南区": "9.1a"}),
        RolledIndicator(id="2.1b", how=How.SUM),
    )
    rollup = Rollup(children={"北区": "north.yaml", "南区": "south.yaml"}, indicators=below)
    text = squeezed(terminal(replace(NEW, rollup=rollup, from_="2023-07", supersedes="old.yaml"), None, 60))
    assert "代替：从2023-07起施行，代替old.yaml；此前仍按旧表判定" in text
    assert "1.2a建会率（单位：%；时点数；由下级汇总，加权平均：北区权重3、南区9.1a权重1.5）" in text
    assert "2.1b累计培训技能人才（单位：人；累计数；由下级汇总，合计：北区、南区）" in text


def test_html_is_one_file_with_a_row_for_every_task() -> None:
    data = html(NEW, OLD, REMARKS)
    root = read(data)
    assert html(NEW, OLD, REMARKS) == data
    tags = {element.tag for element in root.every()}
    assert not tags & {"script", "img", "link", "iframe"}
    assert not any(
        "src" in one.attributes or "href" in one.attributes or "style" in one.attributes for one in root.every()
    )
    (table, signatures) = root.every("table")
    assert [cell.text for cell in next(table.every("thead")).every("th")] == [
        "编号",
        "分工表原文",
        "读出的要求",
        "审核意见",
    ]
    rows = [row for row in table.every("tr") if len(list(row.every("td"))) == 3]
    assert [next(row.every("th")).text.split() for row in rows] == [
        ["1.1", "修改"],
        ["1.2", "修改"],
        ["2.1"],
        ["2.2", "新增"],
        ["2.9", "删除"],
    ]
    assert [next(row.every("th")).text for row in signatures.every("tr")] == list(SIGNATURES)
    style = next(root.every("style")).text
    assert "size: A4 landscape" in style
    assert "table-header-group" in style


def test_docx_is_landscape_with_a_repeated_head_and_whole_rows() -> None:
    data = docx(NEW, OLD, REMARKS)
    assert docx(NEW, OLD, REMARKS) == data
    document = Document(io.BytesIO(data))
    (section,) = document.sections
    assert [side and round(side.mm) for side in (section.page_width, section.page_height)] == [297, 210]
    assert section.orientation == 1
    for footer in (section.footer, section.even_page_footer):
        assert "PAGE" in footer._element.xml
    tasks, signatures = document.tables
    assert [cell.text for cell in tasks.rows[0].cells] == ["编号", "分工表原文", "读出的要求", "审核意见"]
    heads = [bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in tasks.rows]
    assert heads == [True] + [False] * (len(heads) - 1)
    assert all(row._tr.xpath("w:trPr/w:cantSplit") for table in document.tables for row in table.rows)
    numbers = [row.cells[0].text.split("\n") for row in tasks.rows if row.cells[0]._tc is not row.cells[-1]._tc]
    assert numbers[1:] == [["1.1", "修改"], ["1.2", "修改"], ["2.1"], ["2.2", "新增"], ["2.9", "删除"]]
    assert [row.cells[0].text for row in signatures.rows] == list(SIGNATURES)
    assert [row.height is not None and round(row.height.mm) for row in signatures.rows] == [28, 14, 14]
    assert "{{" not in text_of_docx(data)


def hostile(text: str) -> Matrix:
    matrix = one_target("%", "{rule: floor, value: 95%}")
    (task,) = matrix.tasks
    (indicator,) = task.indicators
    indicator = replace(indicator, name=text, reading=text, aliases=(text,))
    task = replace(
        task, id=text, section=text, measure=text, duty=text, schedule=text, note=text, indicators=(indicator,)
    )
    return replace(matrix, title=text, source=text, notes=(text,), tasks=(task,))


def test_hostile_words_are_words() -> None:
    matrix = hostile(HOSTILE)
    remarks = {matrix.tasks[0].id: (HOSTILE,), HOSTILE + "!": (HOSTILE,)}
    text = terminal(matrix, NEW, 80, remarks)
    assert "\x1b" not in text and "\u202e" not in text and "\x00" not in text
    assert max(map(cell_len, text.splitlines())) <= 80
    assert "[bold]x[/]</td><script>" in squeezed(text)
    root = read(html(matrix, NEW, remarks))
    assert not list(root.every("script"))
    assert "<script>alert(1)</script>&amp;{{7*7}}{%raw%}" in squeezed(root.text)
    assert "[bold]x[/]</td><script>alert(1)</script>&amp;{{7*7}}{%raw%}" in text_of_docx(docx(matrix, NEW, remarks))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40), st.integers(20, 120))
def test_any_words_make_a_page(text: str, width: int) -> None:
    matrix = hostile(text)
    assert all(cell_len(line) <= width for line in terminal(matrix, NEW, width).split("\n"))
    read(html(matrix, NEW))


@settings(max_examples=10, deadline=None)
@given(st.text(max_size=40))
def test_any_words_make_a_document(text: str) -> None:
    Document(io.BytesIO(docx(hostile(text), None)))
