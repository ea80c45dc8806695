from __future__ import annotations

from pathlib import Path

import pytest

from chanfa_check.lint import CODES, Severity, lint, lint_text, manual
from chanfa_check.matrix import library
from chanfa_check.matrix.flaws import MatrixError
from tests.lint.sheets import PATH, found, indicator, matrix, task


@pytest.mark.parametrize("name", library.known())
def test_shipped_matrices_are_clean_or_explained(name: str) -> None:
    assert [f"{one.line}: {one.code} {one.message}" for one in lint(library.known()[name]) if one.open] == []


def test_so_is_the_template() -> None:
    assert [f"{one.line}: {one.code} {one.message}" for one in lint(library.folder() / "_template.yaml")] == []


def test_words_are_read_by_the_grammar() -> None:
    good = indicator("{rule: milestones, by: {2019: 20%, 2020: 35%, 2025: 100%}}")
    schedule = "2019年达到20%，2020年达到35%，2025年全覆盖"

    def said(shown: list[str]) -> list[tuple[str, str]]:
        text = matrix(task("1.1", shown, schedule=schedule))
        return [(one.code, one.message.partition("；")[0]) for one in lint_text(text.encode(), PATH)]

    assert said(good) == []
    wrong = indicator("{rule: milestones, by: {2019: 20%, 2020: 36%, 2025: 100%}}")
    found_ = "指标 1.1a：目标写“2020年达到 36%”，原文是“2020年达到35%”，数不同"
    assert said(wrong) == [("number-not-in-wording", found_)]
    short = indicator("{rule: milestones, by: {2019: 20%, 2025: 100%}}")
    assert said(short) == [("wording-not-in-targets", "原文“2020年达到35%”，没有目标体现")]


def test_findings_come_in_order_of_line() -> None:
    text = matrix(
        task("1.2", indicator("{rule: total, by: {2025: 3家}}", unit="家")),
        task("1.4", inherited="[partners]"),
        departments="市总工会: {}\n市教育局: {}",
        more="review: [{question: 好吗？}]",
    )
    findings = found(text)
    assert [(one.line, one.code) for one in findings] == [
        (5, "review-open"),
        (8, "department-idle"),
        (10, "numbering-jumps"),
        (18, "reading-missing"),
        (22, "number-not-in-wording"),
        (23, "numbering-jumps"),
    ]


def test_what_does_not_load_is_refused_with_its_line() -> None:
    with pytest.raises(MatrixError) as refused:
        lint_text(matrix(task("1.1", lead="市妇联")).encode(), PATH)
    assert [(flaw.line, flaw.message) for flaw in refused.value.flaws] == [
        (14, "任务 1.1 的牵头单位“市妇联”没有列入 departments")
    ]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[", b"a: 1", b"- 1", b"\0"])
def test_what_is_no_matrix_is_refused(content: bytes) -> None:
    with pytest.raises(MatrixError):
        lint_text(content, PATH)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        lint(tmp_path / "matrix.yaml")


def test_a_byte_order_mark_does_no_harm() -> None:
    assert lint_text(b"\xef\xbb\xbf" + matrix(task("1.1")).encode(), PATH) == ()


def test_a_supplement_is_only_loaded(tmp_path: Path) -> None:
    (tmp_path / "matrix.yaml").write_text(matrix(task("2.1")), encoding="utf-8")
    path = tmp_path / "scored.yaml"
    path.write_text("base: matrix.yaml\nreporting: {every: month, due_day: 5}\n", encoding="utf-8")
    assert lint(path) == ()
    path.write_text("base: other.yaml\n", encoding="utf-8")
    with pytest.raises(MatrixError):
        lint(path)


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_manual(code: str) -> None:
    title, _, rest = manual(code).partition("：")
    assert title == f"{CODES[code]}（{code}）"
    assert "办法：" in rest or code == "wording-unread"


def test_only_notes_and_explained_findings_are_not_open() -> None:
    findings = found(matrix(task("1.2", indicator("{rule: floor, value: 95%}"), schedule="过95%线")))
    assert [(one.code, one.severity, one.open) for one in findings] == [
        ("numbering-jumps", Severity.WARNING, True),
        ("wording-unread", Severity.NOTE, False),
    ]
