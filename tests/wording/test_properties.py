"""Properties: sentences built from the forms read back; width and blanks change nothing; no text breaks the reader."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from chanfa_check.output.wording import reading_json
from chanfa_check.wording import Wording, read_wording
from chanfa_check.wording.grammar import _grammar

FULL = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F) if chr(code) not in "<>|/[]"})
UNITS = ("%", "‰", "倍", "人", "万人", "万人次", "家", "名", "个", "亿元", "万元", "公里", "件", "所", "场次", "万套")
BOUNDS = {
    ("达到", ""): ">=",
    ("不低于", ""): ">=",
    ("达到", "以上"): ">=",
    ("超过", ""): ">",
    ("突破", ""): ">",
    ("不超过", ""): "<=",
    ("控制在", "以内"): "<=",
    ("达到", "左右"): "~",
    ("低于", ""): "<",
}
NAMES = ("覆盖率", "技能人才总量", "会员单位", "“首席工人”人选", "实训基地", "劳动模范名额占比")

numbers = st.one_of(
    st.integers(1, 99999).map(str),
    st.tuples(st.integers(0, 999), st.integers(1, 99)).map(lambda pair: f"{pair[0]}.{pair[1]:02}"),
)
years = st.integers(2016, 2035)


@st.composite
def clauses(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    """A clause with a year, a name, a bound and an amount, and what it means."""
    year, name, number, unit = draw(years), draw(st.sampled_from(NAMES)), draw(numbers), draw(st.sampled_from(UNITS))
    front, behind = draw(st.sampled_from(sorted(BOUNDS)))
    until, end = draw(st.sampled_from(["", "到"])), draw(st.sampled_from(["", "底", "底前"]))
    meant = {"op": BOUNDS[front, behind], "value": Decimal(number), "unit": unit, "year": year, "subject": name}
    return f"{until}{year}年{end}{name}{front}{number}{unit}{behind}", meant


def summary(wording: Wording) -> list[dict[str, object]]:
    return [
        {"op": one.op, "value": one.value, "unit": one.unit, "year": one.year, "subject": one.subject}
        for one in wording.readings
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(clauses(), min_size=1, max_size=3), st.sampled_from("，；。"))
def test_a_sentence_built_from_the_forms_reads_back(built: list[tuple[str, dict[str, object]]], between: str) -> None:
    phrase = between.join(text for text, _ in built)
    assert summary(read_wording(phrase)) == [meant for _, meant in built]


@settings(max_examples=40, deadline=None)
@given(clauses())
def test_full_width_and_blanks_change_nothing(built: tuple[str, dict[str, object]]) -> None:
    plain, meant = built
    spaced = re.sub(r"(?<![\d.])(?=[\d年达不超突控低以左])|(?<=年)", " ", plain)
    for phrase in (plain.translate(FULL), spaced, f"　{plain} "):
        wording = read_wording(phrase)
        assert summary(wording) == [meant], phrase
        (reading,) = wording.readings
        assert str(meant["value"]) in phrase[slice(*reading.span)].translate(
            {code + 0xFEE0: code for code in range(0x21, 0x7F)}
        )


@settings(max_examples=40, deadline=None)
@given(years, numbers, st.sampled_from(["增长", "提高", "下降", "降低"]), st.sampled_from(["", "以上", "左右"]))
def test_a_change_against_a_base(base: int, number: str, verb: str, behind: str) -> None:
    wording = read_wording(f"到{base + 5}年能耗比{base}年{verb}{number}%{behind}")
    assert [reading_json(one) | {"span": None} for one in wording.readings] == [
        {
            "rule": "change",
            "op": "~" if behind == "左右" else ">=",
            "value": float(number) if "." in number else int(number),
            "unit": "%",
            "year": base + 5,
            "base": base,
            "subject": "能耗",
            "direction": "up" if verb in ("增长", "提高") else "down",
            "span": None,
        }
    ]


WORDS = """
    2019年 2020年底 到2025年 每年 每两年 达到 超过 不超过 控制在 新增 培育 启动 完成 全覆盖 20% 3万人 1-2家 1/3 三分之一
    以上 以内 左右 增长 下降 比2015年 分别 其中 、 ， 。 ； （ ） 〔2020〕6号 8:30 常态化推进 职工 企业 的 有
    目前 1. 翻一番 由 | “ ” [13.5] 个百分点
"""
PIECES = st.sampled_from([*WORDS.split(), "\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join), st.one_of(st.none(), years))
def test_any_jumble_is_read_or_left_unread(phrase: str, year: int | None) -> None:
    wording = read_wording(phrase, year)
    spans = [one.span for one in wording.readings] + [one.span for one in wording.unread]
    for first, end in spans:
        assert 0 <= first < end <= len(phrase)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_taken(phrase: str) -> None:
    read_wording(phrase, 2025)


def test_every_terminal_can_stand_alone() -> None:
    """A clause is a sequence of parts: whatever the lexer cuts, the grammar has to have a place for."""
    lark = _grammar(True)
    from lark import Token

    for terminal in lark.terminals:
        lark.parse([Token(terminal.name, "x")])
