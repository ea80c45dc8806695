"""Folding: nothing lost, nothing too wide, no number broken."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from chanfa_check.output.wrap import wrap

TEXT = st.text(alphabet="产改工人（）“”，。：35.2%F7!abc 2020-06", max_size=60)


@given(TEXT, st.integers(2, 40))
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


def test_numbers_stay_whole_and_marks_stay_with_their_words() -> None:
    assert wrap("应不低于 37.1%（2020年，按上年 35% 递增 6%），差 1.9 个百分点", 24) == [
        "应不低于 37.1%（2020年，",
        "按上年 35% 递增 6%），差",
        "1.9 个百分点",
    ]


def test_line_breaks_in_a_text_stay() -> None:
    assert wrap("一\n\n二", 10) == ["一", "", "二"]
