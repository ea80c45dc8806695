"""Width folding and single numerals."""

from __future__ import annotations

import sys
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.quantity.numeral import fold, read_numeral


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("３５％", "35%"),
        ("\u3000 １，２００．５（Ａ）\u00a0", "1,200.5(A)"),
        ("35\n%", "35 %"),
        ("\ufeff3\u200b5", "35"),
        ("①½㎡", "①½㎡"),
        ("35。", "35。"),
        ("\u22123", "-3"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(st.sampled_from("％１ａ　\u200b\u00a0\n①一a1 ")))
def test_a_long_text_folds_as_its_parts_do(text: str) -> None:
    assert fold(f"x{text}x" * 1000) == fold(f"x{text}x") * 1000


def test_each_character_there_is_folds_as_its_own_kind_does() -> None:
    """By Unicode's own tables of widths and spaces: that nothing is left out here, or there, and nothing more folds."""
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, sys.maxunicode + 1)]))
    others = dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad", "")  # nothing is seen of them
    others |= {"﹪": "%", "\u2212": "-", "\u2010": "-", "\u2011": "-", "\u301c": "~"}

    def expected(char: str) -> str:
        if "\uff01" <= char <= "\uff5e":
            return unicodedata.normalize("NFKC", char)
        if unicodedata.category(char) in ("Zs", "Zl", "Zp") or char in "\t\n\v\f\r\x85":
            return " "
        return others.get(char, char)

    apart = "\0"
    folded = fold(apart.join(f"x{char}x" for char in every if char != apart)).split(apart)
    assert folded == [f"x{expected(char)}x" for char in every if char != apart]


@given(st.text() | st.text(alphabet="\u3000\u00a0\u200b\ufeff３％ －〜\n"))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("35", "35"),
        ("1,200", "1200"),
        ("1，200", "1200"),
        ("1,234,567.89", "1234567.89"),
        ("0.5", "0.5"),
        (".5", "0.5"),
        ("3.0", "3.0"),
        ("-3", "-3"),
        ("+5", "5"),
        ("0", "0"),
        ("三十五", "35"),
        ("一百五十", "150"),
        ("一百零五", "105"),
        ("二十", "20"),
        ("十", "10"),
        ("十五", "15"),
        ("一百一十", "110"),
        ("一百十五", "115"),
        ("两", "2"),
        ("两百", "200"),
        ("一千二百", "1200"),
        ("一千零五十", "1050"),
        ("八千", "8000"),
        ("三万五千", "35000"),
        ("三万零五", "30005"),
        ("一亿二千万", "120000000"),
        ("一亿零五百万零三", "105000003"),
        ("〇", "0"),
        ("零", "0"),
        ("二〇二〇", "2020"),
        ("三〇", "30"),
        ("一点二", "1.2"),
        ("零点零五", "0.05"),
        ("一点二万", "12000"),
        ("1.2万", "12000"),
        ("3千", "3000"),
        ("1亿2000万", "120000000"),
        ("3万5千", "35000"),
        ("叁拾伍", "35"),
    ],
)
def test_numerals(text: str, value: str) -> None:
    assert read_numeral(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12,34",
        "1,2000",
        "0,123",
        "1,200,30",
        "3.",
        "1.2.3",
        "--3",
        "- 3",
        "半",
        "1e5",
        "0x10",
        "inf",
        "NaN",
        "1_000",
        "٣٥",
        "三五",
        "两三",
        "三四十",
        "一百五",
        "三万五",
        "一百零五十",
        "十几",
        "百",
        "万",
        "零五",
        "2千3万",
        "3十",
        "点五",
        "35%",
        "35人",
        "9" * 21,
        "九" * 30,
    ],
)
def test_what_is_not_one_numeral(text: str) -> None:
    assert read_numeral(text) is None


DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """The standard way to say a whole number below 10**12: the grammar in the other direction."""
    if number == 0:
        return "零"
    text, open_zero = "", False
    for scale, word in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section = number // scale % 10**4
        for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = section // place % 10
            if digit:
                text += ("零" if open_zero and text else "") + DIGITS[digit] + name
            open_zero = not digit if digit or text else False
        text += word if section else ""
    return text


@given(st.integers(0, 10**12 - 1) | st.integers(0, 20_000))
def test_every_whole_number_in_chinese_reads_back(number: int) -> None:
    assert read_numeral(in_chinese(number)) == number


@given(st.decimals(-(10**9), 10**9, places=3), st.booleans(), st.booleans())
def test_every_decimal_reads_back(value: Decimal, grouped: bool, wide: bool) -> None:
    text = f"{value:,f}" if grouped else f"{value:f}"
    if wide:
        text = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert read_numeral(text) == value


@given(st.text(alphabet="0123456789.,-+零一二两十百千万亿点负 ", max_size=30) | st.text())
def test_nothing_raises(text: str) -> None:
    value = read_numeral(text)
    assert value is None or value.is_finite()
