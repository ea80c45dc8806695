"""Units of measurement: which agree, and how one converts exactly into another.

Every unit has a dimension, and units of one dimension convert: %, ‰, 倍 and 成; 元, 万元 and 亿元; 人, 名 and 位;
个月 and 年; 亩, 公顷 and 平方米; 公里 and 米; 千瓦时 and 度. 人次 is never 人, 百分点 never %, 美元 never 元, and
工作日 never 天. Counts carry classifiers: 个 and 项 agree with every one of them, two different ones (家, 所)
contradict each other, and 场, 场次 and 次 are the same. 个 agrees with neither people nor money nor shares.
Two classifiers may stand together: 套(间) counts what comes in 套 and what comes in 间, and agrees with both of them.
人(次) is no such pair, since people are no attendances. Any unit may carry a scale: 万人, 亿元, 万人次, 万套(间).
"""

from __future__ import annotations

import re
from decimal import Decimal

from chanfa_check.memo import remembered
from chanfa_check.model import Fault, Quantity
from chanfa_check.quantity.numeral import fold, read_scale

_RATIO = "ratio"
_COUNT = "count"
_IN = f"{_COUNT} in "

_UNITS: dict[str, tuple[str, Decimal]] = {
    "%": (_RATIO, Decimal(1)),
    "‰": (_RATIO, Decimal("0.1")),
    "成": (_RATIO, Decimal(10)),
    "倍": (_RATIO, Decimal(100)),
    "百分点": ("points", Decimal(1)),
    "元": ("money", Decimal(1)),
    "美元": ("dollars", Decimal(1)),
    "人": ("people", Decimal(1)),
    "人次": ("attendances", Decimal(1)),
    "岁": ("age", Decimal(1)),
    "个月": ("months", Decimal(1)),
    "年": ("months", Decimal(12)),
    "天": ("days", Decimal(1)),
    "工作日": ("working days", Decimal(1)),
    "分钟": ("time", Decimal(1)),
    "小时": ("time", Decimal(60)),
    "学时": ("lessons", Decimal(1)),
    "分": ("score", Decimal(1)),
    "米": ("length", Decimal(1)),
    "公里": ("length", Decimal(1000)),
    # Thirds of a square metre: 15亩 are one 公顷 exactly, and no number of square metres says what one 亩 is.
    "平方米": ("area", Decimal(3)),
    "亩": ("area", Decimal(2000)),
    "公顷": ("area", Decimal(30_000)),
    "平方公里": ("area", Decimal(3_000_000)),
    "立方米": ("volume", Decimal(1)),
    "毫克": ("mass", Decimal("0.001")),
    "克": ("mass", Decimal(1)),
    "斤": ("mass", Decimal(500)),
    "公斤": ("mass", Decimal(1000)),
    "吨": ("mass", Decimal(1_000_000)),
    "吨标准煤": ("coal equivalent", Decimal(1)),
    "瓦": ("power", Decimal(1)),
    "千瓦": ("power", Decimal(1000)),
    "兆瓦": ("power", Decimal(1000000)),
    "瓦时": ("energy", Decimal(1)),
    "千瓦时": ("energy", Decimal(1000)),
    "微克/立方米": ("concentration", Decimal(1)),
    "毫克/立方米": ("concentration", Decimal(1000)),
    "Mbps": ("bandwidth", Decimal(1)),
    "Gbps": ("bandwidth", Decimal(1000)),
    "个": (_COUNT, Decimal(1)),
    "项": (_COUNT, Decimal(1)),
    **{text: (f"{_COUNT} of times", Decimal(1)) for text in ("次", "场", "场次")},
    **{
        text: (f"{_IN}{text}", Decimal(1))
        for text in "家所件批期门套间座处台辆篇册户支条本份种类届班对组例起部张块只株头片宗根"
    },
}
_SAME = {
    **{"名": "人", "位": "人", "周岁": "岁", "批次": "批"},
    **{"月": "个月", "日": "天", "个工作日": "工作日", "课时": "学时"},
    **{"个百分点": "百分点", "㎡": "平方米", "平米": "平方米", "平方千米": "平方公里", "千米": "公里"},
    **{"千克": "公斤", "吨标煤": "吨标准煤", "度": "千瓦时"},
}
_PAIR = r"([^()]+)\(([^()]+)\)"


def known_unit(text: str) -> bool:
    """Whether `text` is a unit of measurement listed here, with or without a scale."""
    return canonical(text) is not None


@remembered
def canonical(text: str) -> tuple[str, Decimal] | None:
    """The short name of a unit, and how many of it `text` is: 万元 is 10000 元, 名 is 1 人, 成 is 10 %."""
    unit = fold(text)
    for cut in range(3):
        scale = read_scale(unit[:cut]) if cut else 1
        base = _base(unit[cut:])
        if scale and base:
            return ("%", Decimal(10) * scale) if base == "成" else (base, Decimal(scale))
    return None


@remembered
def ratio_scale(unit: str) -> Decimal | None:
    """How many % one of `unit` is (倍: 100, ‰: 0.1); None when it is no unit of shares."""
    found = _resolve(unit)
    return found[1] if found and found[0] == _RATIO else None


@remembered
def is_countable(unit: str) -> bool:
    """Whether amounts in this unit are whole by nature: people and things, counted one by one."""
    found = _resolve(fold(unit))
    if found is None or found[1] != 1:
        return False
    return found[0] in ("people", "attendances") or found[0].startswith(_COUNT)


def convert(quantity: Quantity, unit: str, *, percent_format: bool = False) -> Decimal | Fault:
    """The amount of `quantity` in the indicator's `unit`.

    `percent_format`: the number stood in a cell that Excel shows as a percentage, so 0.35 means 35%. It says
    something only about a number without a written unit. Such a number is otherwise in the indicator's unit as
    it stands (8000 under 万人 is 8000万人); but in a % or ‰ indicator one that is not 0 and not beyond 1 is
    ambiguous. Faults: percent-ambiguous, unit-contradicts, unit-unknown.
    """
    wanted = fold(unit)
    named, target = canonical(wanted), _resolve(wanted)
    if quantity.scaled and named is not None and target is not None and target[0] != _RATIO:
        # 80万 under 万元 means 80, 0.8万 under 人 means 8000, and 5万 under 公里 means 50000.
        return quantity.value / named[1]
    if not quantity.unit:
        return _bare(quantity.value, wanted, target, percent_format)
    written = fold(quantity.unit)
    if written == wanted:
        return quantity.value
    source = _resolve(written)
    if source is None:
        return Fault(
            "unit-unknown",
            f"填写的单位“{written}”不是可识别的计量单位；本指标单位为“{wanted}”，请只填数字和单位",
        )
    if target is None or not _agree(source[0], target[0]):
        return _contradicts(written, wanted)
    return quantity.value * source[1] / target[1]


def plain(value: Decimal) -> str:
    """`value` in digits only, exactly: no exponent, no idle zeros behind the point."""
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _bare(value: Decimal, unit: str, target: tuple[str, Decimal] | None, percent_format: bool) -> Decimal | Fault:
    is_ratio = target is not None and target[0] == _RATIO
    if percent_format:
        return value * 100 / target[1] if target is not None and is_ratio else _contradicts("%", unit)
    if target is not None and is_ratio and unit != "倍" and value and abs(value) <= 1:
        return _ambiguous(value, unit, target[1])
    return value


def _ambiguous(value: Decimal, unit: str, scale: Decimal) -> Fault:
    as_written = f"{plain(value)}{unit}"
    as_fraction = f"{plain(value * 100 / scale)}{unit}"
    return Fault(
        "percent-ambiguous",
        f"“{plain(value)}”可理解为{as_written}，也可理解为{as_fraction}；"
        f"请连同“{unit}”写明，即写作“{as_written}”或“{as_fraction}”",
    )


def _contradicts(written: str, wanted: str) -> Fault:
    return Fault(
        "unit-contradicts",
        f"填写的单位为“{written}”，本指标的单位为“{wanted}”，两者不一致；请按“{wanted}”填写",
    )


def _base(text: str) -> str:
    """The name in `_UNITS` of a unit without scale, or a pair of classifiers; "" for anything else."""
    base = _SAME.get(text, text)
    pair = re.fullmatch(_PAIR, text) if base not in _UNITS and "(" in text else None
    if pair is None:
        return base if base in _UNITS else ""
    one, other = (_SAME.get(part, part) for part in pair.groups())
    if one not in _UNITS or other not in _UNITS:
        return ""
    kinds = {_UNITS[one][0], _UNITS[other][0]}
    if len(kinds) == 1 and _UNITS[one] == _UNITS[other]:
        return one
    if not all(kind == _COUNT or kind.startswith(_IN) for kind in kinds):
        return ""
    # 家(个): what agrees with every classifier adds nothing.
    named = [part for part in (one, other) if _UNITS[part][0] != _COUNT]
    return named[0] if len(named) == 1 else f"{one}({other})"


@remembered
def _resolve(unit: str) -> tuple[str, Decimal] | None:
    found = canonical(unit)
    if found is None:
        return None
    base, scale = found
    dimension, size = _UNITS[base] if base in _UNITS else (f"{_IN}{base}", Decimal(1))
    return dimension, size * scale


def _agree(one: str, other: str) -> bool:
    if one == other or (_COUNT in (one, other) and one.startswith(_COUNT) and other.startswith(_COUNT)):
        return True
    return one.startswith(_IN) and other.startswith(_IN) and (_within(one, other) or _within(other, one))


def _within(one: str, other: str) -> bool:
    """Whether every classifier of `one` is one of `other`'s."""
    return set(one.removeprefix(_IN)) - set("()") <= set(other.removeprefix(_IN))
