"""Amounts as they are written: 85%, 1.5万人次, 800余家, 1-2家, 百分之八十, 三分之一, 七成, 两倍."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from chanfa_check.quantity.numeral import read_numeral

_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_AMOUNT = re.compile(rf"({_FIGURE})([余多]?)([十百千]?[万亿]|[百千](?!分点|克|米|瓦))?([余多]?)(.*)", re.DOTALL)
_RANGE = re.compile(rf"({_FIGURE})([十百千]?[万亿])?([^\d\-至到]*)[-至到]+(.*)", re.DOTALL)


class Amount(Struct, frozen=True):
    """A number in `unit`, as written: 1.5 万人次. `top` closes a range, `more` is for 800余家. 1/3 stays a text."""

    value: Decimal | str
    unit: str
    top: Decimal | None = None
    more: bool = False

    @property
    def ratio(self) -> bool:
        """Whether it is a share or a rate."""
        return self.unit in ("%", "‰", "倍", "百分点", "个百分点") or isinstance(self.value, str)


def read_amount(kind: str, text: str) -> Amount:
    """The amount of a terminal of the grammar."""
    if kind == "RANGE":
        match = _RANGE.fullmatch(text)
        assert match is not None
        top = read_amount("AMOUNT", match[4])
        # 0.5-1万人: the scale behind both holds for both, unless the first has its own (8000-1万人 has none).
        scale, unit = _scale(top.unit)
        low = _number(match[1])
        if match[2] and match[2] != scale:
            low = low * _times(match[2]) / _times(scale)
        assert isinstance(top.value, Decimal)
        return Amount(low, f"{scale}{unit}", top.value)
    if kind == "PERCENT_WORDS":
        numeral = "100" if text == "百分百" else text[3:]
        value = read_numeral(numeral)
        return Amount(Decimal(100) if value is None else value, "‰" if text.startswith("千") else "%")
    if kind == "FRACTION":
        return Amount(_fraction(text), "")
    if kind in ("TENTHS", "TIMES"):
        value = read_numeral(text[:-1]) or Decimal(0)
        return Amount(value * 10, "%") if kind == "TENTHS" else Amount(value, "倍")
    if kind == "ROUND":
        return Amount(Decimal(1), text)
    if kind == "PER_COUNT":
        return Amount(_number(text.partition("/")[0]), "/10万")
    if kind == "HAN_AMOUNT":
        unit = text.lstrip("零一二两三四五六七八九十百千万")
        return Amount(read_numeral(text.removesuffix(unit)) or Decimal(0), unit)
    match = _AMOUNT.fullmatch(text)
    assert match is not None
    unit = f"{match[3] or ''}{match[5]}"
    return Amount(_number(match[1]), "百分点" if unit == "个百分点" else unit, None, bool(match[2] or match[4]))


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _scale(unit: str) -> tuple[str, str]:
    match = re.match("[十百千]?[万亿]", unit)
    return (match[0], unit[match.end() :]) if match else ("", unit)


def _times(scale: str) -> Decimal:
    return read_numeral(f"1{scale}") or Decimal(1) if scale else Decimal(1)


def _fraction(text: str) -> str:
    if text in ("一半", "半数", "过半"):
        return "1/2"
    if "/" in text:
        return text
    whole, part = (read_numeral(side) for side in text.split("分之"))
    return f"{part}/{whole}"
