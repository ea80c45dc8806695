"""What departments write into a number's cell, read whole or refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chanfa_check.model import Fault, Manner, Quantity
from chanfa_check.quantity.parse import parse_quantity

EXACT, ABOUT = Manner.EXACT, Manner.ABOUT
AT_LEAST, ABOVE, AT_MOST, BELOW = Manner.AT_LEAST, Manner.ABOVE, Manner.AT_MOST, Manner.BELOW


@pytest.mark.parametrize(
    ("text", "value", "unit", "manner"),
    [
        ("35", "35", "", EXACT),
        ("0", "0", "", EXACT),
        ("-3人", "-3", "人", EXACT),
        ("1,200", "1200", "", EXACT),
        ("35%", "35", "%", EXACT),
        ("３５％", "35", "%", EXACT),
        ("35 %", "35", "%", EXACT),
        (" 35%。", "35", "%", EXACT),
        ("35%；", "35", "%", EXACT),
        ("三十五", "35", "", EXACT),
        ("百分之三十五", "35", "%", EXACT),
        ("百分之35.5", "35.5", "%", EXACT),
        ("百分之百", "100", "%", EXACT),
        ("千分之五", "5", "‰", EXACT),
        ("三成", "30", "%", EXACT),
        ("1.1倍", "1.1", "倍", EXACT),
        ("2个百分点", "2", "百分点", EXACT),
        ("2百分点", "2", "百分点", EXACT),
        ("8000人", "8000", "人", EXACT),
        ("8000名", "8000", "人", EXACT),
        ("0.8万人", "8000", "人", EXACT),
        ("0.8万", "8000", "", EXACT),
        ("八千人", "8000", "人", EXACT),
        ("8000（人次）", "8000", "人次", EXACT),
        ("80万元", "800000", "元", EXACT),
        ("80(万元)", "800000", "元", EXACT),
        ("1亿2000万元", "120000000", "元", EXACT),
        ("3年", "3", "年", EXACT),
        ("36月", "36", "个月", EXACT),
        ("35公斤", "35", "公斤", EXACT),
        ("35%以上", "35", "%", AT_LEAST),
        ("35%及以上", "35", "%", AT_LEAST),
        ("不低于60%", "60", "%", AT_LEAST),
        ("至少60%", "60", "%", AT_LEAST),
        ("≥60%", "60", "%", AT_LEAST),
        ("超过35%", "35", "%", ABOVE),
        ("突破35%", "35", "%", ABOVE),
        ("100多人", "100", "人", ABOVE),
        ("100余人", "100", "人", ABOVE),
        ("30余万人次", "300000", "人次", ABOVE),
        ("三成多", "30", "%", ABOVE),
        ("约35%", "35", "%", ABOUT),
        ("大约35%", "35", "%", ABOUT),
        ("35%左右", "35", "%", ABOUT),
        ("约35%左右", "35", "%", ABOUT),
        ("35%以下", "35", "%", AT_MOST),
        ("36个月以内", "36", "个月", AT_MOST),
        ("不超过36个月", "36", "个月", AT_MOST),
        ("最长不超过36个月", "36", "个月", AT_MOST),
        ("近35%", "35", "%", BELOW),
        ("将近35%", "35", "%", BELOW),
        ("不到35%", "35", "%", BELOW),
        ("不足35%", "35", "%", BELOW),
        ("低于35%", "35", "%", BELOW),
        ("未达到35%", "35", "%", BELOW),
        ("全覆盖", "100", "%", EXACT),
        ("全部完成", "100", "%", EXACT),
        ("已实现全覆盖", "100", "%", EXACT),
        ("所有", "100", "%", EXACT),
        ("已完成35%", "35", "%", EXACT),
        ("达到35%", "35", "%", EXACT),
        ("覆盖率为：35%", "35", "%", EXACT),
        ("共120人", "120", "人", EXACT),
        ("新建3家", "3", "家", EXACT),
        ("完成培训8000人", "8000", "人", EXACT),
        ("培训超过8000人次", "8000", "人次", ABOVE),
        ("2020年6月达到35%", "35", "%", EXACT),
        ("截至2020年6月底，共120人", "120", "人", EXACT),
        ("1-6月培训8000人次", "8000", "人次", EXACT),
        ("目前3家", "3", "家", EXACT),
        ("35%（初步统计）", "35", "%", EXACT),
        ("3家（第一批）", "3", "家", EXACT),
        ("100%（全覆盖）", "100", "%", EXACT),
    ],
)
def test_read(text: str, value: str, unit: str, manner: Manner) -> None:
    scaled = not unit and "万" in text
    assert parse_quantity(text) == Quantity(Decimal(value), unit, manner, scaled=scaled)


@pytest.mark.parametrize(
    ("text", "value", "parts", "manner"),
    [
        ("50/100", "50", (50, 100), EXACT),
        ("1/3", "33.33333333333333333333333333", (1, 3), EXACT),
        ("三分之一", "33.33333333333333333333333333", (1, 3), EXACT),
        ("十分之三", "30", (3, 10), EXACT),
        ("1,100/1,000", "110", (1100, 1000), EXACT),
        ("50/100=50%", "50", (50, 100), EXACT),
        ("50%（50/100）", "50", (50, 100), EXACT),
        ("已达35%（70/200）", "35", (70, 200), EXACT),
        ("35%（349/1000）", "34.9", (349, 1000), EXACT),
        ("35%（345/1000）", "34.5", (345, 1000), EXACT),
        ("33.3%（1/3）", "33.33333333333333333333333333", (1, 3), EXACT),
        ("约33%（1/3）", "33.33333333333333333333333333", (1, 3), ABOUT),
        ("1.1倍（110/100）", "110", (110, 100), EXACT),
    ],
)
def test_shares_by_their_parts(text: str, value: str, parts: tuple[int, int], manner: Manner) -> None:
    numerator, denominator = map(Decimal, parts)
    assert parse_quantity(text) == Quantity(Decimal(value), "%", manner, (numerator, denominator))


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("no-value-word", "| |无|/|-|—|——|无任务|暂无|N/A|Ｎ／Ａ|无。"),
        ("cell-error", "#DIV/0!|#N/A|#REF!|#VALUE!|#NAME?|####"),
        ("range-given", "35%-40%|30～40人|30人至40人|1-2家|30—40"),
        ("several-numbers", "35%，40人|2家（其中新建1家）|2家（其中新建一家）|35 40|1 200|12,34|35%（40%）"),
        ("several-numbers", "2020年6月30|超过35%（70/200）|2020年6月35%|1.2.3|2020/6|35/40/50"),
        ("parts-contradict", "60%（50/100）|50/100=60%|34%（346/1000）|36%（70/200）|66.6%（2/3）|1/0|零分之一"),
        ("not-actual", "预计35%|35%（预计）|计划35%|拟培训30人|力争35%|35%（上年）|2025年全覆盖|2025年达到50%"),
        ("not-a-number", "未全覆盖|基本全覆盖|尚未全部完成|未完成35%|还差35%|增长6%|35%（未达标）|35%（不含民办）"),
        ("not-a-number", "十几人|三五家|一半|半|3个半月|近百人|第3批|35未完成|35%未达到|共-3人|- 35%|超过35%左右"),
        ("not-a-number", "2020年|6月|5日|截至6月底|已启动|人|%|万|百分之|①35%|½|∞|二 十|全覆盖以上|35%%|%35"),
    ],
)
def test_refused(code: str, texts: str) -> None:
    read = {text: parse_quantity(text) for text in texts.split("|")}
    assert {text: fault.code if isinstance(fault, Fault) else fault for text, fault in read.items()} == dict.fromkeys(
        read, code
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "无",
            Fault("no-value-word", "填写的是“无”，没有数值；完成数为零请写“0”，没有数据的原因请写在进展情况栏"),
        ),
        ("60%（50/100）", Fault("parts-contradict", "填写的比例为60%，但50/100为50%，两者不一致；请核对后改为一致")),
        ("6月", Fault("not-a-number", "“6月”可理解为日期，也可理解为时长；表示时长请写作“6个月”")),
    ],
)
def test_what_a_clerk_reads(text: str, fault: Fault) -> None:
    assert parse_quantity(text) == fault


def test_a_narrative_is_refused_shortly() -> None:
    fault = parse_quantity("已完成" * 10_000)
    assert isinstance(fault, Fault)
    assert fault.code == "not-a-number"
    assert len(fault.message) < 120


SCALES = {"": 1, "万": 10**4, "亿": 10**8}
UNITS = {"": "", "%": "%", "人": "人", "名": "人", "人次": "人次", "家": "家", "元": "元", "倍": "倍"}
AROUND = {"{}": EXACT, "约{}": ABOUT, "{}以上": AT_LEAST, "超过{}": ABOVE, "不超过{}": AT_MOST, "不到{}": BELOW}


@given(
    st.decimals(0, 10**7, places=2),
    st.tuples(st.sampled_from(list(SCALES)), st.sampled_from(list(UNITS))),
    st.sampled_from(list(AROUND)),
    st.tuples(st.booleans(), st.booleans()),
    st.sampled_from(["", "已完成", "累计", "2020年6月底共"]),
)
def test_a_rendered_quantity_reads_back(
    value: Decimal, scaled_unit: tuple[str, str], around: str, style: tuple[bool, bool], lead: str
) -> None:
    (scale, unit), (grouped, wide) = scaled_unit, style
    text = lead + around.format((f"{value:,f}" if grouped else f"{value:f}") + scale + unit)
    if wide:
        text = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    scaled = bool(scale) and not unit
    assert parse_quantity(text) == Quantity(value * SCALES[scale], UNITS[unit], AROUND[around], scaled=scaled)


@given(st.from_regex(r"[0-9]{1,21}(\.[0-9]{1,21})?%?", fullmatch=True), st.sampled_from(["+", "共", "完成", "完成："]))
@example("9" * 20, "共")
@example("9" * 21, "共")
@example(f"{'9' * 20}%", "共")
def test_a_plain_number_is_read_as_it_is_behind_a_word_that_adds_nothing(text: str, word: str) -> None:
    """The one takes a short way, the other that of all other texts. The digits count, not only the value."""
    short, long = parse_quantity(text), parse_quantity(word + text)
    if isinstance(short, Quantity):
        assert isinstance(long, Quantity)
        assert (short, str(short.value)) == (long, str(long.value))
    else:
        assert isinstance(long, Fault)
        assert short.code == long.code


@given(
    st.text("0123456789.,%‰/()（）=-+~～ 一二三十百千万亿点分之成多余约以上不到超过人家元个月年日全覆盖已完成无#")
    | st.text()
)
def test_any_text_is_read_or_refused(text: str) -> None:
    read = parse_quantity(text)
    assert isinstance(read, Quantity | Fault)
    if isinstance(read, Quantity):
        assert read.value.is_finite()


@pytest.mark.parametrize(
    ("text", "shown", "code"),
    [
        ("6\x085%", "6[U+0008]5%", "U+0008"),
        ("6\u202e5%", "6[U+202E]5%", "U+202E"),
        ("65%\x00", "65%[U+0000]", "U+0000"),
        ("30\x08～40", "30[U+0008]~40", "U+0008"),
    ],
)
def test_what_cannot_be_seen_is_named(text: str, shown: str, code: str) -> None:
    remedy = "请清空这一格，重新录入数字和单位，如“35%”或“8000人”"
    assert parse_quantity(text) == Fault("not-a-number", f"“{shown}”中有看不见的字符（{code}）；{remedy}")


@pytest.mark.parametrize("text", ["65百分之", "65千分之", "80万分之", "五百分之"])
def test_a_share_turned_round_is_quoted_as_it_was_written(text: str) -> None:
    remedy = "请只填数字和单位，如“35%”或“8000人”，文字写在进展情况栏"
    assert parse_quantity(text) == Fault("not-a-number", f"“{text}”不能读成一个确定的数；{remedy}")


def test_a_date_that_may_be_a_time_is_quoted_as_it_was_written() -> None:
    said = "“五月”可理解为日期，也可理解为时长；表示时长请写作“5个月”"
    assert parse_quantity("已完成五月") == Fault("not-a-number", said)
