"""The bulletin as it stands in Word: whole, and with whatever submissions say in it."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from syrupy.assertion import SnapshotAssertion

from chanfa_check.model import Finding, Run, Standing, Status
from chanfa_check.output.docx import DEFAULT, encode
from chanfa_check.output.docx.context import numbering
from chanfa_check.output.docx.make_template import template
from chanfa_check.output.text import as_text
from tests.output.docx.reading import read
from tests.output.docx.sample import (
    BEHIND,
    JUNE,
    MATRIX,
    MET,
    MISSING,
    UNMET,
    plain,
    rich,
    run_of,
    scored,
    single,
    submission,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}w"
REVIEW = replace(MET, status=Status.REVIEW, code="narrative")
HOSTILE = [
    "{{ 7*7 }}",
    "{% for 行 in 各单位结论 %}",
    "{_{ 7 }_}",
    "{%tr endfor %}",
    "</w:t></w:r></w:p>",
    "<b>粗</b>",
    "&lt;&#65;&amp;",
    "a\x0bb\x0c\x07c\x00",
    "一\n二\t三\r\n四\u2028五",
    "\u202eslx.局甲",
    "مرحبا",
    "\ud800",
    "\ufffe",
    "=1+1",
    "]]>",
    "\"'`“”",
    "𠮷" * 40,
]


@pytest.mark.parametrize("run", [plain(), rich(), scored(), single()], ids=["plain", "rich", "scored", "single"])
def test_the_whole_bulletin(run: Run, snapshot: SnapshotAssertion) -> None:
    assert "\n".join(read(encode(run))) == snapshot


@pytest.mark.parametrize("run", [plain(), rich(), scored()], ids=["plain", "rich", "scored"])
def test_sections_are_numbered_without_gaps(run: Run) -> None:
    heads = [
        one.text for one in Document(io.BytesIO(encode(run))).paragraphs if one.style and one.style.name == "Heading 1"
    ]
    assert [head[0] for head in heads] == list("一二三四五六七八九十"[: len(heads)])


def test_ranking_and_index_only_where_the_matrix_defines_them() -> None:
    heads = "\n".join(read(encode(rich())))
    assert "排名" not in heads
    assert "指数" not in heads


def test_one_department_reads_of_itself_only() -> None:
    text = "\n".join(read(encode(single())))
    assert "关于甲局《某市方案》任务分工" in text
    assert "\n甲局：\n" in text
    assert "请你单位对照" in text
    assert not [word for word in ("乙局", "丙局", "未报送", "没有说明", "各牵头单位", "合计") if word in text]
    unknown = replace(single(), rows=(replace(single().rows[0], department=""),))
    assert "请有关单位对照" in "\n".join(read(encode(unknown)))


def test_how_the_program_is_used_is_not_told() -> None:
    text = "\n".join(read(encode(rich())))
    assert "“约三成”看不出是哪一期。请在表头写明。\n" in text
    assert "说明.doc" not in text
    assert "文件不是报表" not in text


@pytest.mark.parametrize("used", [(), (BEHIND,), (BEHIND, UNMET, MET), (BEHIND, UNMET, MET, MISSING, REVIEW)])
def test_columns_of_verdicts_that_occur_fill_the_page(used: tuple[Finding, ...]) -> None:
    """Word goes by the widths of the cells, others by the grid: both are as wide as the text, whatever there is."""
    table = Document(io.BytesIO(encode(run_of((Standing.COUNTED, submission("甲局", "甲局.xlsx", *used)))))).tables[0]
    grid = [int(one.get(W)) for one in table._tbl.xpath("./w:tblGrid/w:gridCol/@w:w/..")]
    assert len(grid) == len(used) + 2
    assert abs(sum(grid) - Mm(156).twips) < len(grid) + 4
    for row in table._tbl.tr_lst:
        assert [int(one.get(W)) for one in row.xpath("./w:tc/w:tcPr/w:tcW")] == grid


def test_lists_of_tasks_may_break_between_two() -> None:
    cells = [cell.text for table in Document(io.BytesIO(encode(rich()))).tables for cell in table.columns[1].cells]
    assert "1.1、\u200b1.3、\u200b1.4、\u200b1.5" in cells


def test_nothing_received_is_no_praise() -> None:
    text = "\n".join(read(encode(run_of(missing=("甲局", "乙局", "丙局")))))
    assert "没有未达标" not in text
    assert "未报送：甲局、乙局、丙局。" in text


def test_several_months_and_several_matrices() -> None:
    may = JUNE.replace(month=5)
    run = run_of(
        (Standing.COUNTED, submission("甲局", "甲局5.xlsx", BEHIND, as_of=may)),
        (Standing.COUNTED, submission("甲局", "甲局6.xlsx", MET)),
    )
    run = replace(run, matrix=None, as_of=None, coverage=(replace(run.coverage[0], as_of=may), *run.coverage))
    text = "\n".join(read(encode(run)))
    assert "关于重点任务\n2020年5月、2020年6月完成情况的通报" in text
    assert "| 甲局（2020年5月） | 1.1a 覆盖率 | 31% |" in text


def test_superseded_and_copied_submissions_are_not_held_against_anybody() -> None:
    run = run_of(
        (Standing.SUPERSEDED, submission("甲局", "甲局.xlsx", BEHIND)),
        (Standing.COUNTED, submission("甲局", "甲局（更正）.xlsx", MET)),
    )
    lines = read(encode(run))
    assert "没有未达标、滞后的任务。" in lines
    assert "| 甲局 | — | 已更正，不计：“甲局.xlsx” |" in lines
    assert run.counts[Status.BEHIND] == 0


@cache
def usual_lines() -> list[str]:
    """The bulletin with harmless words."""
    return read(encode(scored()))


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_submissions_stay_texts(text: str) -> None:
    name = re.sub(r"[/\\]", "", text)
    lines, usual = read(encode(scored(text, name))), usual_lines()
    assert lines == [line.replace("约三成", as_text(text)).replace("报表名", as_text(name)) for line in usual]


@pytest.fixture(scope="module")
def loose(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template of one paragraph with words of a submission."""
    document = Document(str(DEFAULT))
    body = document.element.body
    for one in list(body.iterchildren("{*}p", "{*}tbl")):
        body.remove(one)
    document.add_paragraph("{{ 对不上[0] }}")
    path = tmp_path_factory.mktemp("template") / "x.docx"
    document.save(str(path))
    return path


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters()))
def test_whatever_they_are(loose: Path, text: str) -> None:
    assert read(encode(rich(text), loose)) == [f"甲局“甲局.xlsx” 填报表!A9 “{as_text(text)}”：对不上"]


def test_what_cannot_be_shown_is_replaced() -> None:
    assert as_text("a\x0bb\n\tc\u202ed\x85e\ud800") == "a\ufffdb c\ufffdd\ufffde\ufffd"


def test_the_same_run_gives_the_same_bytes_and_no_day() -> None:
    data = encode(scored())
    assert data == encode(scored())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "　　年　　月　　日" in read(data)


def test_every_part_is_sound_and_nothing_comes_from_outside() -> None:
    with zipfile.ZipFile(io.BytesIO(encode(scored(HOSTILE[4])))) as package:
        for name in package.namelist():
            root = etree.fromstring(package.read(name))
            if name.endswith(".rels"):
                assert [one for one in root if one.get("TargetMode") == "External"] == []
        assert not [name for name in package.namelist() if "thumbnail" in name or "custom" in name.lower()]


def test_the_default_template_is_the_one_that_is_made() -> None:
    assert template() == template()
    with zipfile.ZipFile(DEFAULT) as shipped, zipfile.ZipFile(io.BytesIO(template())) as made:
        assert {name: shipped.read(name) for name in shipped.namelist()} == {
            name: made.read(name) for name in made.namelist()
        }


def test_the_page_is_an_official_one() -> None:
    document = Document(io.BytesIO(encode(plain())))
    page = document.sections[0]
    sizes = [
        page.page_width,
        page.page_height,
        page.top_margin,
        page.left_margin,
        page.right_margin,
        page.bottom_margin,
    ]
    assert [round(size / Mm(1)) for size in sizes if size] == [210, 297, 37, 28, 26, 35]
    for footer in (page.footer, page.even_page_footer):
        assert "".join(one.text for one in footer.paragraphs[0]._p.xpath(".//w:t")) == "— 1 —"
    for table in document.tables:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")


def test_numbers_in_chinese() -> None:
    number = numbering()
    said = [number() for _ in range(21)]
    assert (said[:3], said[9:12], said[19:]) == (["一", "二", "三"], ["十", "十一", "十二"], ["二十", "二十一"])


@pytest.mark.needs("libreoffice")
def test_it_opens_in_libreoffice(tmp_path: Path) -> None:
    for name, run in (("plain", plain()), ("scored", scored("<b>" * 20))):
        (tmp_path / f"{name}.docx").write_bytes(encode(run))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'user').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", tmp_path, tmp_path / "plain.docx", tmp_path / "scored.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    pages = {
        name: len(re.findall(rb"/Type\s*/Page\b", (tmp_path / f"{name}.pdf").read_bytes()))
        for name in ("plain", "scored")
    }
    assert 1 <= pages["plain"] <= 2
    assert 2 <= pages["scored"] <= 5


def test_the_title_of_the_matrix_is_text_too() -> None:
    matrix = replace(MATRIX, title="<b>&{{ 1 }}")
    assert "关于<b>&{{ 1 }}\n2020年6月完成情况的通报" in read(encode(replace(plain(), matrix=matrix)))
