"""What the bulletin leaves unsaid, and that it leaves nothing else so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.codes import CODES
from chanfa_check.output.docx.official import official


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("看不出是哪一期。请在表头写明，或用 --as-of 2020-06 指明。", "看不出是哪一期。请在表头写明。"),
        ("请换用对应的模板，或改用 --targets cixi-2019-2025。", "请换用对应的模板。"),
        ("这里没有这份分工表（有：甲）。请用 --targets 指明分工表的文件。", "这里没有这份分工表（有：甲）。"),
        ("用 --targets 指明。", ""),
        ("是否为“甲局”？请用 --department 指明。请重报。", "是否为“甲局”？请重报。"),
        (
            "请索取现行模板（或用 chanfa-check template 生成），把填报内容移过去再报送。",
            "请索取现行模板，把填报内容移过去再报送。",
        ),
        ("索取现行模板，或用 chanfa-check template 重新生成，把填报内容移过去。", "索取现行模板，把填报内容移过去。"),
        ("“甲，或用 --as-of 2020”不是日期。", "“甲，或用 --as-of 2020”不是日期。"),
        ("“甲（或用 chanfa-check 乙）”“丙”看不懂。", "“甲（或用 chanfa-check 乙）”“丙”看不懂。"),
        ("使用 -- 作为分隔，采用 A-B。", "使用 -- 作为分隔，采用 A-B。"),
    ],
)
def test_clauses_that_name_an_option(said: str, left: str) -> None:
    assert official(said) == left


@pytest.mark.parametrize("code", sorted(CODES))
def test_no_advice_of_ours_comes_through(code: str) -> None:
    left = official(CODES[code].advice)
    assert "--" not in left
    assert "chanfa-check" not in left


@given(st.text(st.characters()), st.text(st.characters()))
def test_words_of_submissions_are_left_alone(before: str, after: str) -> None:
    text = f"“{before}，或用 --as-of {after}”看不懂"
    assert official(text) == text
