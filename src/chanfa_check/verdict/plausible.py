"""Whether a reported number can be true at all: within what it counts, and beside its own numerator and denominator."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from chanfa_check.model import Fault, Indicator, Observation
from chanfa_check.quantity.show import show_amount
from chanfa_check.quantity.unit import is_countable, ratio_scale

_DONE = (
    r"(?:已|已经)(?:全部|全面|如期|按期|圆满|提前)?(?:完成|达标)(?:(?:年度|全年|全部)?(?:任务|目标|工作))?$"
    r"|^(?:全部|全面)完成$|^完成$|^是$"
)
_DONE_WORDS = ("完成", "达标", "是")
_CLAUSES = r"[，。；,;！!\n]"


def implausible(value: Decimal, observation: Observation, indicator: Indicator) -> Fault | None:
    """Why the number cannot be true; None where nothing speaks against it."""
    unit = indicator.unit
    shown = show_amount(value, unit, value.to_integral_value())
    if value < 0:
        return Fault("count-negative", f"{shown} 是负数，{indicator.name}不可能小于零")
    if is_countable(unit) and value != value.to_integral_value():
        return Fault("count-broken", f"{shown} 不是整数，{indicator.name}应是整数")
    contradiction = _parts(value, observation, indicator)
    if contradiction:
        return contradiction
    if unit == "%" and indicator.share and value > 100:
        return Fault("share-above-100", f"{shown} 超过了 100%，{indicator.name}不可能超过 100%")
    return _out_of_scale(value, indicator)


def _out_of_scale(value: Decimal, indicator: Indicator) -> Fault | None:
    """A value so far beyond what is asked for that a 万 too many, or a % taken for 倍, is the likelier reading."""
    goals = [goal for target in indicator.targets for goal in target.goals()]
    most = max((goal for goal in goals if goal > 0), default=None)
    times = 50 if ratio_scale(indicator.unit) is not None else 1000
    if most is None or value < most * times:
        return None
    return Fault(
        "value-out-of-scale",
        f"{show_amount(value, indicator.unit)} 是要求 {show_amount(most, indicator.unit)} 的"
        f" {show_amount(value / most, '')} 倍，可能多写了“万”或写错了单位。请核对数和单位",
    )


def exact(value: Decimal, observation: Observation, indicator: Indicator) -> Decimal:
    """The value by numerator and denominator where they are given, so that 34.6% rounded to 35% stays 34.6%."""
    share = _share(observation, indicator)
    return value if share is None else share


def claims_done(observation: Observation) -> str:
    """The words with which a row says that its task is done, or ""."""
    for text in (observation.claim, observation.narrative):
        if not any(word in text for word in _DONE_WORDS):
            continue
        for clause in re.split(_CLAUSES, text):
            if re.search(_DONE, clause.strip()):
                return clause.strip()
    return ""


def _share(observation: Observation, indicator: Indicator) -> Decimal | None:
    scale = ratio_scale(indicator.unit)
    if observation.parts is None or scale is None or observation.parts[1] <= 0:
        return None
    numerator, denominator = observation.parts
    return numerator * 100 / denominator / scale


def _parts(value: Decimal, observation: Observation, indicator: Indicator) -> Fault | None:
    if observation.parts is None or ratio_scale(indicator.unit) is None:
        return None
    numerator, denominator = observation.parts
    if denominator <= 0:
        return Fault("parts-zero", f"分母为 {denominator:f}，算不出比例")
    if numerator < 0:
        return Fault("count-negative", f"分子 {numerator:f} 是负数")
    if indicator.unit == "%" and indicator.share and numerator > denominator:
        return Fault("parts-exceed", f"分子 {numerator:f} 大于分母 {denominator:f}，{indicator.name}不可能超过 100%")
    share = _share(observation, indicator)
    if share is None or share == value:
        return None
    # As many places as were written: 18.4 stands for 18.40, and 35 for anything that rounds to 35.
    written = value.normalize()
    places = min(int(written.as_tuple().exponent), 0)
    if share.quantize(Decimal(1).scaleb(places), ROUND_HALF_UP) == value:
        return None
    return Fault(
        "parts-contradict",
        f"填报 {show_amount(value, indicator.unit)}，而分子÷分母 = {numerator:f}÷{denominator:f} = "
        f"{show_amount(share, indicator.unit, value)}",
    )
