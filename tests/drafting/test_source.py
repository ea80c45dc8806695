"""Files as they come: what is no annex gets a clear answer, and what Word can hide in a table is found."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chanfa_check.drafting import CannotDraft
from chanfa_check.drafting.source import read_source
from chanfa_check.drafting.table import Merged

from .annex import write_text, write_word, write_workbook
from .conftest import Drafting

HEADER = ("主要举措", "责任分解", "时间进度", "牵头单位", "配合单位")
ROW = ["加强", "甲", "2020年", "市总工会", "团市委"]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORD_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "WordDocument".encode("utf-16-le") + b"\0" * 100


def zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def word(path: Path, body: str) -> Path:
    """A Word file with this body."""
    import docx

    empty = io.BytesIO()
    docx.Document().save(empty)
    with zipfile.ZipFile(empty) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["word/document.xml"] = f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def p(*texts: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if '<w:' in content else p(content)}</w:tc>"


def table(*rows: Sequence[str]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def cells(path: Path) -> list[list[str]]:
    """The texts of the first table, merged ones marked."""
    marks = {Merged.NOT: "", Merged.ABOVE: "↑", Merged.LEFT: "←"}
    return [[f"{marks[cell.merged]}{cell.text}" for cell in row] for row in read_source(path).tables[0].rows]


BAD = [
    (b"", "文件是空的"),
    (b" \n\n", "文件是空的"),
    ("只有文字，没有表格".encode(), "文件里没有表格"),
    (WORD_FILE, "另存为 .docx 后再导入"),
    (b"%PDF-1.7 ...", "这是PDF 文件"),
    (b"{\\rtf1}", "这是RTF 文档"),
    (b"PK\x03\x04 broken", "压缩结构不完整"),
    (zipped({"readme.txt": "x"}), "实际内容是压缩包"),
    (zipped({"word/document.xml": "<broken"}), "内部 XML 有误"),
    (zipped({"word/document.xml": "<a/>", "[Content_Types].xml": "<Types/>"}), "不能当作 Word 文档读取"),
    (zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "文档类型声明"),
    (b"\x00\x01\x02\x03" * 20, "不是文本"),
    (b"\xff\xff\xff\x81\x81", "编码不认识"),
]


@pytest.mark.parametrize(("data", "said"), BAD, ids=[said for _, said in BAD])
def test_what_cannot_be_read_gets_a_clear_answer(data: bytes, said: str, unread: Drafting, tmp_path: Path) -> None:
    path = tmp_path / "annex.docx"
    path.write_bytes(data)
    with pytest.raises(CannotDraft) as error:
        unread(path)
    assert said in error.value.message
    assert "报送" not in error.value.message


def test_a_file_that_is_not_there_and_a_folder(unread: Drafting, tmp_path: Path) -> None:
    for path, said in ((tmp_path / "none.docx", "找不到文件"), (tmp_path, "是文件夹")):
        with pytest.raises(CannotDraft, match=said):
            unread(path)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_texts_in_every_usual_encoding(codec: str, newline: str, unread: Drafting, tmp_path: Path) -> None:
    text = write_text(tmp_path / "a", [ROW], HEADER).read_text(encoding="utf-8")
    (tmp_path / "a").write_bytes(text.replace("\n", newline).encode(codec))
    assert unread(tmp_path / "a").tasks[0].row.duty == "甲"


def test_an_empty_line_inside_a_cell_of_a_text_does_not_end_the_row(tmp_path: Path) -> None:
    rows = [["1.举措", "甲", "常态化开展\n", "", "团市委"], ["", "乙", "", "", ""]]
    found = cells(write_text(tmp_path / "a", rows, HEADER))
    assert found[1:] == [["1.举措", "甲", "常态化开展", "", "团市委"], ["", "乙", "", "", ""]]


def test_word_merged_cells_both_ways(tmp_path: Path) -> None:
    top, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    rows = [
        [tc("一", wide), tc("二")],
        [tc("甲", top), tc("1"), tc("乙", top)],
        [tc("", on), tc("2"), tc("", on)],
        [tc("丙", wide + top), tc("3")],
        [tc("", wide + on), tc("4")],
        # One that goes on from nothing, and one that hides words of its own, speak for themselves.
        [tc("", wide), tc("丁", on)],
        [tc("戊", top), tc("x"), tc("")],
        [tc("己", on), tc("y"), tc("")],
    ]
    assert cells(word(tmp_path / "a.docx", table(*rows))) == [
        ["一", "←一", "二"],
        ["甲", "1", "乙"],
        ["↑甲", "2", "↑乙"],
        ["丙", "←丙", "3"],
        ["↑丙", "←丙", "4"],
        ["", "←", "丁"],
        ["戊", "x", ""],
        ["己", "y", ""],
    ]


def test_word_columns_stay_in_line_beside_a_gap(tmp_path: Path) -> None:
    gap = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("丁")}</w:tr>'
    body = table([tc("甲"), tc("乙")]).replace("</w:tbl>", f"{gap}</w:tbl>")
    assert cells(word(tmp_path / "a.docx", body)) == [["甲", "乙"], ["", "丁"]]


def test_word_text_of_every_kind(tmp_path: Path) -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    texts = [
        p("第一段", "第二段"),
        f"<w:p>{run.format('上')}<w:r><w:br/></w:r>{run.format('下')}</w:p>",
        f"<w:p><w:ins w:id='1'>{run.format('添')}</w:ins><w:del w:id='2'>"
        f"<w:r><w:delText>删</w:delText></w:r></w:del><w:hyperlink>{run.format('链')}</w:hyperlink></w:p>",
        f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>",
        "<w:p><w:r><w:t>a&lt;b&gt;&amp;[c]</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>",
        p("外") + table([tc("内一"), tc("内二")]),
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
    ]
    body = table([tc(text) for text in texts])
    assert cells(word(tmp_path / "a.docx", body)) == [
        ["第一段\n第二段", "上\n下", "添链", "控件", "a<b>&[c]-d", "外\n内一\t内二", ""]
    ]


def test_word_rows_and_cells_in_content_controls(tmp_path: Path) -> None:
    row = f"<w:tr>{tc('甲')}<w:sdt><w:sdtContent>{tc('乙')}</w:sdtContent></w:sdt></w:tr>"
    body = (
        f"<w:sdt><w:sdtContent><w:tbl><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt>"
    )
    assert cells(word(tmp_path / "a.docx", body)) == [["甲", "乙"]]


def annex_table(*rows: Sequence[str]) -> str:
    return table(*([tc(text) for text in row] for row in (HEADER, *rows)))


def test_the_table_with_the_header_is_found_among_others(unread: Drafting, tmp_path: Path) -> None:
    inner = annex_table(ROW)
    body = p("实施方案") + table([tc("联系人"), tc("张三")]) + p("附件", "任务分工表") + table([tc(p("外框") + inner)])
    drafted = unread(word(tmp_path / "a.docx", body))
    assert [task.row.duty for task in drafted.tasks] == ["甲"]
    # What was passed over is told, with what stood there.
    told = " ".join(one.question for one in drafted.review)
    assert "联系人、张三" in told
    assert "外框" in told
    assert drafted.title in ("实施方案", "任务分工表")


def test_one_table_for_each_section(unread: Drafting, tmp_path: Path) -> None:
    body = (
        p("分工表", "（一）思想")
        + annex_table(ROW)
        + p("（二）技能")
        + annex_table(["改进", "乙", "2021年", "市教育局", ""])
    )
    drafted = unread(word(tmp_path / "a.docx", body))
    assert [(task.row.id, task.row.section, task.row.duty) for task in drafted.tasks] == [
        ("1.1", "思想", "甲"),
        ("2.1", "技能", "乙"),
    ]
    assert drafted.title == "分工表"


def test_a_hidden_sheet_is_told(unread: Drafting, tmp_path: Path) -> None:
    import openpyxl

    path = write_workbook(tmp_path / "a.xlsx", [ROW], HEADER, merge=())
    book = openpyxl.load_workbook(path)
    hidden = book.create_sheet("旧稿")
    hidden.append(["甲"])
    hidden.sheet_state = "hidden"
    book.worksheets[0]["C3"] = 2021
    book.worksheets[0]["B3"] = "乙"
    book.save(path)
    drafted = unread(path)
    assert [task.row.schedule for task in drafted.tasks] == ["2020年", "2021"]
    assert "工作表“旧稿”是隐藏的，没有读入" in [one.question for one in drafted.review]


CELLS = st.text("甲乙丙2019年5%“”（），。：#[]{}<>&'\"- x", max_size=12).map("甲{}乙".format)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=5), st.data())
def test_any_table_reads_back_the_same_in_every_format(
    tmp_path_factory: pytest.TempPathFactory, full: list[tuple[str, ...]], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("random")
    rows = [list(row) for row in full]
    for row in rows[1:]:
        for column in (0, 2, 3):
            row[column] = row[column] if data.draw(st.booleans()) else ""
    merge = [column for column in (0, 2, 3) if data.draw(st.booleans())]
    plain = cells(write_text(folder / "a.txt", rows, HEADER))
    assert plain == [list(HEADER), *rows]
    for written in (
        write_word(folder / "a.docx", rows, HEADER, merge=merge),
        write_workbook(folder / "a.xlsx", rows, HEADER, merge=merge),
    ):
        own = [[cell.own for cell in row] for row in read_source(written).tables[0].rows]
        assert own == plain
        merged = [[cell.merged is Merged.ABOVE for cell in row] for row in read_source(written).tables[0].rows]
        assert merged == [[False] * 5] + [
            [column in merge and not text for column, text in enumerate(row)] for row in rows
        ]


def test_text_with_a_row_in_each_line(unread: Drafting, tmp_path: Path) -> None:
    path = tmp_path / "annex.txt"
    path.write_text(
        "2023年分工表\n主要举措\t责任分解\t时间进度\t牵头单位\t配合单位\n"
        '健全制度\t"建立\n宣讲团"\t2023年底前\t市委宣传部\t市总工会\n\t培育工匠\t2025年底前\t市总工会\t\n',
        encoding="utf-8",
    )
    drafted = unread(path)
    assert drafted.title == "2023年分工表"
    assert [(one.row.id, one.row.duty, one.row.schedule, one.row.lead, one.row.partners) for one in drafted.tasks] == [
        ("1.1", "建立\n宣讲团", "2023年底前", "市委宣传部", ("市总工会",)),
        ("1.2", "培育工匠", "2025年底前", "市总工会", ()),
    ]
