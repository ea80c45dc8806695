"""One reported number, read from the whole of a text. This is the manual of what may be written.

Numbers      35  1,200  0.5  ３５  三十五  一百零五  0.8万 (8000)  1亿2000万; with a sign only at the very start
Shares       35%  ３５％  5‰  1.1倍  三成 (30%)  百分之三十五  千分之五  三分之一  50/100
Both         50%（50/100）  50/100=50%: recomputed from the parts, whose exact share is the value; where the stated
             figure is off by more than half of its last digit: parts-contradict
Units        8000人  0.8万人  80万元 (800000 元)  36个月  3家; 8000（人）. An unknown unit is kept for the
             comparison with the indicator's own
How firmly   约 左右 (about); 以上 不低于 至少 (at least); 超过 突破 多 余 (above); 以内 以下 不超过 (at most);
             低于 不到 不足 近 将近 (below). 以上, 以内 and 以下 include the number
Words before 已 完成 达到 累计 共 新增 培训 … (`words.LEADS`), and a date of month or day in front of them
             (2020年6月达到35%, 截至6月底，共120人)
Words for all 全覆盖 全部完成 所有: 100%. 基本全覆盖 and 未全覆盖 are not
Remarks      35%（初步统计）: brackets at the end, without figures, that do not change what the number says

Everything else is a fault, and no number is ever picked out of it:
no-value-word     无, /, 暂无, nothing at all: not zero
cell-error        #DIV/0!
not-actual        预计35%, 目标35%, 35%（上年）; 2025年达到50%: a year without a month is how targets are worded
range-given       30～40人
several-numbers   35%，40人; 2家（其中新建1家）
parts-contradict  60%（50/100); a denominator of zero
not-a-number      the rest: 十几人, 半数, 增长6%, 2020/6 and 2020年 (dates), 6月 and 5日 (dates or lengths of time:
                  6个月, 5天), 超过35%左右 (two manners that disagree)
"""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec.structs import replace

from chanfa_check.memo import remembered
from chanfa_check.model import Fault, Manner, Quantity
from chanfa_check.quantity import words
from chanfa_check.quantity.numeral import CHINESE_CHARS, NUMERAL_CHARS, fold, read_numeral, read_scale
from chanfa_check.quantity.share import read_share
from chanfa_check.quantity.unit import canonical, known_unit

# Patterns that few texts need stay plain strings: each is compiled at its first use.
_SCALES = frozenset("万亿萬億")
# What most cells hold is read without the patterns that the rest takes.
_SIMPLE = re.compile(r"([0-9]+(?:\.[0-9]+)?)(%?)")
_MOST_DIGITS = 20
_LONGEST = 120  # beyond this it is a narrative, whatever it contains

# 2百分点 is 2 百分点, and 2万千瓦 is 2 万千瓦: the 百 and the 千 there are no numerals.
_RUN = rf"(?:(?!百分点|千[瓦米克])[{NUMERAL_CHARS}])+"
_BODY = rf"([+-]?{_RUN})(?:([多余])([十百千万亿]{{0,2}}))?(百分点|千[瓦米克]时?|[^+\-{NUMERAL_CHARS}]\S{{0,7}})?"
_UNKNOWN_UNIT = r"(?:[^\W\d_]|[㎡℃]){1,6}"
_NOT_IN_UNIT = r"分之|[不未非无几半多余零一二三四五六七八九十百千万亿两]|以[上下内外]"
_IDLE_SPACE = rf"(?<![{NUMERAL_CHARS}%+-]) +| +(?![ {NUMERAL_CHARS}+-])"
_CELL_ERROR = r"#[A-Z_]+(?:/[0A])?[!?]?|#+"
_REMARK = r"(.+?)\(([^()]*)\)"

_YEAR = "(?:(?:19|20)[0-9]{2}年|今年|本年)?"
_DAY_OR_MONTH = rf"{_YEAR}(?:[0-9]{{1,2}}月?[-~—–至到])?[0-9]{{1,2}}月(?:份|底|末|[0-9]{{1,2}}[日号])?"
_HALF = rf"{_YEAR}(?:[上下]半年|第?[一二三四1-4]季度|前[二三]季度)"
_DATE = rf"(?:截至|截止)?(?:到)?(?:{_DAY_OR_MONTH}|{_HALF}|目前|今年以来|今年|本年|本月)[,:]?"
_YEAR_ONLY = r"到?(?:19|20)[0-9]{2}年(?:底|末|度)?(?=\D)"

_FIGURE = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
# 十分满意 and 百分之 count nothing.
_CHINESE_FIGURE = rf"(?<![第{CHINESE_CHARS}])[几{CHINESE_CHARS}]+(?!分)(?=(.)(.?))"
_RANGE = r"[0-9%‰倍万亿人名家个项次元月所期]\s*[-~—–至到]+\s*[0-9]"

_BEFORE = sorted({**words.MANNERS_BEFORE, **dict.fromkeys(words.LEADS)}, key=len, reverse=True)
_BEHIND = sorted(words.MANNERS_BEHIND, key=len, reverse=True)


@remembered
def parse_quantity(text: str) -> Quantity | Fault:
    """The one number that the whole of `text` reports, in a canonical unit ("" where none is written), or why not.

    Shares from parts are in "%" and carry the parts. See the module's text for every form. Never raises.
    """
    folded = fold(text).rstrip("。;｡ ")
    if len(folded) <= _MOST_DIGITS and (simple := _SIMPLE.fullmatch(folded)):
        return Quantity(Decimal(simple[1]), simple[2])
    if not folded or folded in words.NO_VALUE:
        found = f"填写的是“{folded}”，没有数值" if folded else "没有填写数值"
        return Fault("no-value-word", f"{found}；完成数为零请写“0”，没有数据的原因请写在进展情况栏")
    if re.fullmatch(_CELL_ERROR, folded, re.IGNORECASE):
        return Fault("cell-error", f"单元格显示错误值“{folded[:20]}”；请改正公式，或直接填写数值")
    if len(folded) > _LONGEST:
        return _not_a_number(folded)
    if planned := re.search(words.PLANNED, folded):
        return _not_actual(folded, planned[0])
    if (other := re.search(words.OTHER_YEAR, folded)) and _figures(folded) <= 1:
        return _not_actual(folded, other[0])
    compact = re.sub(_IDLE_SPACE, "", folded) if " " in folded else folded
    if (year := re.match(_YEAR_ONLY, compact)) and not re.match(_DATE, compact):
        return _not_actual(folded, year[0])
    read = _read(_without_date(compact))
    return read if read is not None else _refusal(folded)


def _read(text: str) -> Quantity | Fault | None:
    read = _phrase(text)
    match = re.fullmatch(_REMARK, text)
    if read is not None or match is None:
        return read
    stated, remark = match[1], match[2]
    if known_unit(remark):
        return _phrase(stated + remark) if re.search(rf"[{NUMERAL_CHARS}]$", stated) else None
    if _figures(remark) or re.search(words.REMARK_CHANGES, remark):
        return None
    return _phrase(stated)


def _figures(text: str) -> int:
    """How many numbers stand in `text`. Chinese figures count before a unit: 其中一家, but not 第一批 or 统一口径."""
    counted = sum(known_unit(one) or known_unit(one + two) for one, two in re.findall(_CHINESE_FIGURE, text))
    return len(re.findall(_FIGURE, text)) + counted


def _phrase(text: str) -> Quantity | Fault | None:
    """A number with the words before and behind it."""
    rest, manners = text, set()
    while word := next((word for word in _BEFORE if rest.startswith(word)), None):
        manners |= {words.MANNERS_BEFORE[word]} if word in words.MANNERS_BEFORE else set()
        rest = rest.removeprefix(word)
    if rest != text:
        rest = rest.removeprefix(":")
    if rest in words.WHOLE and not manners:
        return Quantity(Decimal(100), "%")
    if rest != text and rest[:1] in ("+", "-"):
        return None
    behind = next((word for word in _BEHIND if rest.endswith(word)), "")
    if behind:
        manners.add(words.MANNERS_BEHIND[behind])
        rest = rest.removesuffix(behind)
    share = read_share(rest)
    if share is not None:
        # Parts say exactly what a stated bound leaves open: 超过35%（70/200） contradicts itself.
        open_bound = bool(manners - {Manner.ABOUT}) and re.search(r"[(=]", rest)
        return None if open_bound else _firmly(share, manners)
    if not (match := re.fullmatch(_BODY, rest)):
        return None
    numeral, more, scale, unit = match[1], match[2], match[3] or "", match[4] or ""
    value = read_numeral(numeral)
    factor = read_scale(scale) if scale else 1
    if value is None or factor is None:
        return None
    if more:
        manners.add(Manner.ABOVE)
    scaled = bool(scale) or not _SCALES.isdisjoint(numeral)
    return _firmly(_counted(rest, value * factor, unit, scaled=scaled), manners)


def _counted(written: str, value: Decimal, unit: str, *, scaled: bool) -> Quantity | Fault | None:
    if not unit:
        return Quantity(value, scaled=scaled)
    if found := canonical(unit):
        if unit == "年" and value >= 1900:
            return None
        if unit in ("月", "日") and value <= (12 if unit == "月" else 31):
            better = f"{value:f}个月" if unit == "月" else f"{value:f}天"
            return Fault("not-a-number", f"“{written}”可理解为日期，也可理解为时长；表示时长请写作“{better}”")
        return Quantity(value * found[1], found[0])
    if re.fullmatch(_UNKNOWN_UNIT, unit) and not re.search(_NOT_IN_UNIT, unit):
        return Quantity(value, unit)
    return None


def _firmly(read: Quantity | Fault | None, manners: set[Manner]) -> Quantity | Fault | None:
    if not isinstance(read, Quantity) or not manners:
        return read
    return replace(read, manner=manners.pop()) if len(manners) == 1 else None


def _without_date(text: str) -> str:
    """`text` behind its date. A figure right behind 月 (2020年6月30) may belong to the date, so that one stays."""
    if text[:1].isascii() and "月" not in text and "年" not in text:
        return text
    match = re.match(_DATE, text)
    if match is None or match.end() == len(text):
        return text
    rest = text[match.end() :]
    return text if re.match(_RUN, rest) and match[0].endswith("月") else rest


def _refusal(text: str) -> Fault:
    if hidden := next((char for char in text if not char.isprintable()), None):
        code = f"U+{ord(hidden):04X}"
        remedy = "请清空这一格，重新录入数字和单位，如“35%”或“8000人”"
        return Fault("not-a-number", f"“{text.replace(hidden, f'[{code}]')}”中有看不见的字符（{code}）；{remedy}")
    if re.search(_RANGE, text):
        return Fault("range-given", f"“{text}”是一个范围；请只填一个实际完成数，如“35%”或“36人”")
    if _figures(text) > 1:
        remedy = "请只填本指标的一个数，如“35%”或“36人”，其余写在进展情况栏"
        return Fault("several-numbers", f"“{text}”中不止一个数；{remedy}")
    return _not_a_number(text)


def _not_actual(text: str, word: str) -> Fault:
    remedy = "请只填本期实际完成数，如“35%”，其余写在进展情况栏"
    return Fault("not-actual", f"“{text}”中有“{word}”，不是本期实际完成数；{remedy}")


def _not_a_number(text: str) -> Fault:
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    remedy = "请只填数字和单位，如“35%”或“8000人”，文字写在进展情况栏"
    return Fault("not-a-number", f"“{shown}”不能读成一个确定的数；{remedy}")
