"""An office's own template: what it can do, and what it is told where something in it is wrong."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document

from chanfa_check.output.docx import DEFAULT, TemplateError, encode
from tests.output.docx.reading import read
from tests.output.docx.sample import plain, rich, scored

NAMES = (
    "可用的名称：标题、方案、时期、所评月份、单位、总体、检查项数、结论栏、各单位结论、报送情况、配合任务、指数、总指数、算法、"
    "积分排名、规则、滞后、处理办法、有误、对不上、分级汇总、数据勾稽、变化情况、典型、编号。"
)


def written(path: Path, *paragraphs: str) -> Path:
    """A template with these paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def test_ones_own_template(tmp_path: Path) -> None:
    path = written(
        tmp_path / "本单位.docx",
        "{{ 标题 }}",
        "{%p for 行 in 积分排名 %}",
        "{{ 编号() }}、{{ 行.单位 }} {{ 行.积分 }}",
        "{%p endfor %}",
    )
    assert read(encode(scored(), path)) == [
        "《某市方案》任务分工 2020年6月完成情况",
        "一、甲局 55.5",
        "二、丙局 0",
        "三、乙局 —",
    ]


def test_the_default_template_edited_in_word(tmp_path: Path) -> None:
    document = Document(str(DEFAULT))
    sign = next(one for one in document.paragraphs if one.text == "（印发单位）")
    sign.runs[0].text = "某市总工会"
    # Word cuts a tag into pieces wherever somebody typed in it.
    title = next(one for one in document.paragraphs if "{{ 方案 }}" in one.text)
    text = title.text
    title.runs[0].text = text[:5]
    title.add_run(text[5:])
    document.save(str(tmp_path / "改.docx"))
    lines = read(encode(plain(), tmp_path / "改.docx"))
    assert lines[0] == "关于《某市方案》任务分工\n2020年6月完成情况的通报"
    assert lines[-2] == "某市总工会"


def test_a_template_beyond_all_reason_is_not_unpacked(tmp_path: Path) -> None:
    large, bomb = tmp_path / "大.docx", tmp_path / "炸.docx"
    with large.open("wb") as file:
        file.truncate(20_000_001)
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 100_000_001)
    for path in (large, bomb):
        with pytest.raises(TemplateError) as caught:
            encode(plain(), path)
        assert str(caught.value) == f"模板“{path.name}”太大：最多 20 MB。请删去多余的图片再试。"


def test_no_template_can_turn_texts_into_xml(tmp_path: Path) -> None:
    path = written(
        tmp_path / "x.docx", "{{ 对不上[0]|safe }}", "{% autoescape false %}{{ 对不上[0] }}{% endautoescape %}"
    )
    shown = "甲局“甲局.xlsx” 填报表!A9 “</w:t><b>”：对不上"
    assert read(encode(rich("</w:t><b>"), path)) == [shown, shown]


@pytest.mark.parametrize(
    ("paragraphs", "message"),
    [
        (["开头", "{{ 标题目 }}"], f"“{{{{ 标题目 }}}}”这一段用了没有的名称“标题目”，是不是“标题”？{NAMES}"),
        (
            ["{%p for 行 in 各单位结论 %}", "{{ 行.单位名 }}", "{%p endfor %}"],
            "“{{ 行.单位名 }}{% endfor %}”这一段用了没有的栏目“单位名”，是不是“单位”？",
        ),
        (["{{ 积分排名[0].单位 }}"], "“{{ 积分排名[0].单位 }}”这一段取不到数据。（list object has no element 0）"),
        (
            ["好", "{{ 标题"],
            "“{{ 标题”这一段写法有误：花括号没有成对，或名称里有空格、标点。（unexpected '/'）",
        ),
        (
            ["{{ 标 题 }}"],
            "“{{ 标 题 }}”这一段写法有误：花括号没有成对，或名称里有空格、标点。"
            "（expected token 'end of print statement', got '题'）",
        ),
        (
            ["{%p for 行 in 各单位结论 %}", "{{ 行.单位 }}"],
            "写法有误：有 for 或 if 没有结束，缺一个 endfor。（Unexpected end of template. Jinja was looking for the "
            "following tags: 'endfor' or 'else'. The innermost block that needs to be closed is 'for'.）",
        ),
        (
            ["{% endfor %}"],
            "“{% endfor %}”这一段写法有误：有多余的 endfor，前面没有与它成对的 for 或 if。"
            "（Encountered unknown tag 'endfor'.）",
        ),
        (
            ["{%pif 典型 %}"],
            "“{%pif 典型 %}”这一段写法有误：p 和 if 之间要空一格，写成 {%p if。（Encountered unknown tag 'pif'.）",
        ),
        (
            ["{{ 标题|大写 }}"],
            "“{{ 标题|大写 }}”这一段写法有误：没有叫“大写”的过滤器。（No filter named '大写'.）",
        ),
        (["{{ 检查项数 / 0 }}"], "“{{ 检查项数 / 0 }}”这一段算不出来。（ZeroDivisionError：division by zero）"),
        (
            ["{{ 编号.__globals__ }}"],
            "“{{ 编号.__globals__ }}”这一段用了不允许的写法。模板里只能取用数据，不能调用程序。"
            "（access to attribute '__globals__' of 'function' object is unsafe.）",
        ),
        (
            ["{% for i in range(9) %}{% endfor %}"],
            f"“{{% for i in range(9) %}}{{% endfor %}}”这一段用了没有的名称“range”。{NAMES}",
        ),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, paragraphs: list[str], message: str) -> None:
    path = written(tmp_path / "bulletin.docx", *paragraphs)
    with pytest.raises(TemplateError) as told:
        encode(plain(), path)
    assert str(told.value) == f"模板“bulletin.docx”：{message}"


def test_a_flaw_in_the_footer_is_told(tmp_path: Path) -> None:
    document = Document(str(DEFAULT))
    document.sections[0].footer.paragraphs[0].add_run("{{ 页 }}")
    document.save(str(tmp_path / "页脚.docx"))
    with pytest.raises(TemplateError, match="“页”"):
        encode(plain(), tmp_path / "页脚.docx")


def test_tags_that_break_the_document_are_told(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{%p if 典型 %}")
    table = document.add_table(rows=2, cols=1)
    table.rows[0].cells[0].text = "{%p endif %}"
    document.save(str(tmp_path / "x.docx"))
    with pytest.raises(TemplateError, match="填好以后不成文档"):
        encode(plain(), tmp_path / "x.docx")


def test_what_is_no_template_is_told(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="找不到模板"):
        encode(plain(), tmp_path / "没有.docx")
    with pytest.raises(TemplateError, match="是文件夹"):
        encode(plain(), tmp_path)
    (tmp_path / "x.docx").write_bytes(b"x")
    with pytest.raises(TemplateError, match=r"不是 \.docx 文件"):
        encode(plain(), tmp_path / "x.docx")
