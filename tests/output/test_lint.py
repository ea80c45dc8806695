from __future__ import annotations

import json
from pathlib import Path

from chanfa_check.lint import LintFinding, Severity
from chanfa_check.output.lint import encode, page

PATH = Path("targets/m/matrix.yaml")
WRONG = LintFinding(
    code="number-not-in-wording", line=9, task="1.1", message="目标写“36%”；请改", severity=Severity.ERROR
)
NOTE = LintFinding(code="wording-unread", line=7, task="1.1", message="请人工对照", severity=Severity.NOTE)
EXPLAINED = LintFinding(
    code="name-close", line=3, message="名称相近", severity=Severity.WARNING, explained="确是两个单位"
)


def test_a_page_says_first_what_is_to_be_done() -> None:
    assert page((EXPLAINED, NOTE, WRONG), PATH) == (
        "要改，或要说明的：\n"
        "targets/m/matrix.yaml:9: number-not-in-wording 任务 1.1 目标写“36%”；请改\n"
        "\n"
        "提示：请人工核对：\n"
        "targets/m/matrix.yaml:7: wording-unread 任务 1.1 请人工对照\n"
        "\n"
        "已有说明的：\n"
        "targets/m/matrix.yaml:3: name-close 名称相近\n"
        "    说明：确是两个单位\n"
        "\n"
        "targets/m/matrix.yaml：共 3 条，1 条要改或要说明，1 条提示，1 条已有说明\n"
    )


def test_a_clean_page() -> None:
    assert page((), PATH) == "targets/m/matrix.yaml：没有发现问题\n"


def test_texts_stay_on_their_line_and_hide_nothing() -> None:
    hostile = LintFinding(
        code="review-open", line=1, message="甲\n乙\x1b[2J\u202e丙", severity=Severity.WARNING, explained="丁\r\n戊"
    )
    shown = page((hostile,), Path("a\nb.yaml"))
    assert shown.splitlines()[1:3] == ["a b.yaml:1: review-open 甲 乙\ufffd[2J\ufffd丙", "    说明：丁 戊"]


def test_json_holds_all_files_in_one_document() -> None:
    clean = Path("other.yaml")
    assert json.loads(encode({PATH: (EXPLAINED, NOTE, WRONG), clean: ()})) == {
        "schema": "chanfa-check/lint/1",
        "files": [
            {
                "path": "targets/m/matrix.yaml",
                "findings": [
                    {
                        "code": "name-close",
                        "line": 3,
                        "task": "",
                        "severity": "warning",
                        "message": "名称相近",
                        "explained": "确是两个单位",
                        "open": False,
                    },
                    {
                        "code": "wording-unread",
                        "line": 7,
                        "task": "1.1",
                        "severity": "note",
                        "message": "请人工对照",
                        "explained": "",
                        "open": False,
                    },
                    {
                        "code": "number-not-in-wording",
                        "line": 9,
                        "task": "1.1",
                        "severity": "error",
                        "message": "目标写“36%”；请改",
                        "explained": "",
                        "open": True,
                    },
                ],
                "open": 1,
                "notes": 1,
                "explained": 1,
            },
            {"path": "other.yaml", "findings": [], "open": 0, "notes": 0, "explained": 0},
        ],
    }


def test_a_path_that_is_no_text_can_still_be_written() -> None:
    assert b'"path": "a\xef\xbf\xbd"' in encode({Path("a\udcff"): ()})
