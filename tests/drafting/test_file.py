"""The file that a draft becomes: every text comes back through the strict loader exactly as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chanfa_check.drafting import Draft, to_yaml
from chanfa_check.drafting.drafted import DraftTask
from chanfa_check.drafting.tasks import Row
from chanfa_check.matrix.load import load_text
from chanfa_check.model import Question

# The loader drops line breaks at the very end of a text, and so does the import before it.
TEXTS = st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: text.rstrip("\n"))
HARD = [
    *(
        "",
        " ",
        "是",
        "no",
        "No",
        "true",
        "null",
        "~",
        "1.10",
        "0123",
        "1e5",
        "0x1F",
        "1_000",
        ".inf",
        "12:30",
        "2020-06-30",
    ),
    *(
        "- 甲",
        "-",
        "? 甲",
        "甲: 乙",
        "甲 #乙",
        "#甲",
        "'甲'",
        '"甲"',
        "[甲]",
        "{甲}",
        "甲, 乙",
        "&甲",
        "*甲",
        "!甲",
        "|",
        ">",
    ),
    *("%甲", "@甲", "`甲", "---", "...", "<<", "=", "base: 甲", "35%", "甲  乙", "甲\t乙", "甲\n乙", "甲\r\n乙", "\\n"),
    *("\x00", "\x85", "\u2028", "\ufeff甲", "\xa0甲", "\u3000甲", "😀", "\U0010ffff"),
]


def made(text: str, name: str = "甲") -> Draft:
    row = Row("1.1", text, text, text, text, name, (), (), text)
    indicator = {
        "id": "1.1a",
        "name": text,
        "unit": "%",
        "targets": [{"rule": "milestones", "by": {"2019": "20%", "2021-2025": ">35%"}}],
        "reading": text,
    }
    step = f"甲{text}乙"
    stage = {
        "id": "1.1b",
        "name": "步骤",
        "unit": "阶段",
        "targets": [{"rule": "stage", "stages": [step], "by": {"2019": step}}],
    }
    task = DraftTask(row, (indicator, stage))
    return Draft(
        text,
        text,
        text,
        (2019, 2025),
        (name,),
        (task,),
        (text,),
        {text: text},
        (Question(question=text, about="duty"),),
    )


@given(TEXTS)
def test_any_text_comes_back(text: str) -> None:
    matrix = load_text(to_yaml(made(text)).encode(), Path("matrix.yaml"))
    task = matrix.tasks[0]
    assert (matrix.id, matrix.title, matrix.source, matrix.notes) == (text, text, text, (text,))
    assert matrix.sections == {text: text}
    assert (task.section, task.measure, task.duty, task.schedule, task.note) == (text, text, text, text, text)
    assert (task.indicators[0].name, task.indicators[0].reading) == (text, text)
    assert matrix.review == (Question(about="duty", question=text),)


for _text in HARD:
    test_any_text_comes_back = example(_text)(test_any_text_comes_back)


@given(TEXTS.filter(lambda text: any(map(str.isalnum, text))))
@example("甲: 乙")
@example("{甲}")
@example("no")
def test_any_department_comes_back(name: str) -> None:
    matrix = load_text(to_yaml(made("文", name)).encode(), Path("matrix.yaml"))
    assert list(matrix.departments) == [name]


def test_the_file_is_laid_out_as_one_written_by_hand() -> None:
    row = Row("1.1", "板块", "举措", "任务", "2019年达到20%", "市总工会", ("市教育局",), ("lead",), "")
    targets = [{"rule": "stage", "stages": ["启动", "完成"], "by": {"2019": "启动", "2020-06-30": "完成"}}]
    task = DraftTask(row, ({"id": "1.1a", "name": "任务", "unit": "阶段", "targets": targets},))
    question = Question(task="1.1", about="lead", question="请核对")
    made = Draft("some-city", "分工表", "a.docx", (2019, 2020), ("市总工会", "市教育局"), (task,), (), {}, (question,))
    assert to_yaml(made).split("\n\n", 1)[1] == (
        'id: some-city\nversion: "1"\ntitle: 分工表\nsource: a.docx\nyears: [2019, 2020]\npace: linear\n\n'
        "departments:\n  市总工会: {}\n  市教育局: {}\n\n"
        "tasks:\n  # ── 板块 ──\n"
        '  - id: "1.1"\n    section: 板块\n    measure: 举措\n    duty: 任务\n    schedule: 2019年达到20%\n'
        "    lead: 市总工会\n    partners: [市教育局]\n    inherited: [lead]\n"
        "    indicators:\n      - id: 1.1a\n        name: 任务\n        unit: 阶段\n        targets:\n"
        "          - {rule: stage, stages: [启动, 完成], by: {2019: 启动, 2020-06-30: 完成}}\n\n"
        'review:\n  - {task: "1.1", about: lead, question: 请核对}\n'
    )


@pytest.mark.parametrize("text", ["甲\n乙", "甲 # 乙\n  - 乙: 丙"])
def test_no_comment_breaks_out_of_its_line(text: str) -> None:
    yaml = to_yaml(made(text))
    assert load_text(yaml.encode(), Path("matrix.yaml")).tasks[0].section == text
