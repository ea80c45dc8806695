"""Characters and numerals: width folding, and one numeral in digits or in Chinese.

Only a text that is a numeral from end to end is read. What people read in two ways is not a numeral here:
三五 (35, or three to five), 一百五 and 三万五 (150, or 105), 12,34 (wrong grouping), 0,123, 1e5, 半, 十几.
"""

from __future__ import annotations

import re
from decimal import Decimal

from chanfa_check.memo import remembered

_LONE_SPACES = "\u3000\u00a0\u202f\u205f\u1680\t\n\r\v\f\x85\u2028\u2029"
_SPACES = _LONE_SPACES + "".join(map(chr, range(0x2000, 0x200B)))
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_FOLDED: dict[int, str] = (
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {ord(char): " " for char in _SPACES}
    | {ord(char): "" for char in _INVISIBLE}
    | {ord("﹪"): "%", ord("\u2212"): "-", ord("\u2010"): "-", ord("\u2011"): "-", ord("\u301c"): "~"}
)

# By ranges: a class that lists every character takes longer to compile than a report takes to read.
_TO_FOLD = re.compile(f"[\uff01-\uff5e\u2000-\u200a{_LONE_SPACES}{_INVISIBLE}\ufe6a\u2212\u2010\u2011\u301c]")
_FOLDABLE = frozenset(map(chr, _FOLDED))
_LONG = 1000
# Told by what it is not: a range of twenty thousand characters takes Python milliseconds to compile.
HAN = r"[^\W\d_a-zA-Z]"
"""A pattern for one Chinese character in a folded text."""


@remembered
def fold(text: str) -> str:
    """`text` in half width, with every kind of space and line break as " ", invisible characters gone, ends stripped.

    ％，．（）：；～ and full-width digits and letters become ASCII. Unlike NFKC it leaves ①, ½ and ㎡ alone:
    "①35%" must not become "135%". Dashes (– —) and 、。 stay. Folding twice changes nothing.
    """
    if len(text) > _LONG and _TO_FOLD.search(text):
        for char in _FOLDABLE.intersection(text):
            text = text.replace(char, _FOLDED[ord(char)])
        return text.strip()
    # Only what differs is touched: translating every character takes twice as long.
    return _TO_FOLD.sub(lambda found: _FOLDED[ord(found[0])], text).strip()


def unfolded(folded: str) -> frozenset[str]:
    """Every character that `fold` makes one of these of, or nothing."""
    return frozenset(folded) | {chr(code) for code, char in _FOLDED.items() if char in folded}


_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}
# Formal figures (壹贰叁) and the look-alikes of 〇 mean the same as the plain ones.
_PLAIN = str.maketrans("〇○壹贰叁肆伍陆柒捌玖拾佰仟萬億兩", "零零一二三四五六七八九十百千万亿两")

CHINESE_CHARS = "零一二三四五六七八九十百千万亿两点〇○壹贰叁肆伍陆柒捌玖拾佰仟萬億兩"
NUMERAL_CHARS = f"0-9.,{CHINESE_CHARS}"
"""The characters of numerals, as the inside of a regular expression's brackets."""

_MOST_DIGITS = 20  # with a scale of 10**8 still within the 28 digits that decimals carry exactly

_ARABIC = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_ARABIC_SCALED = rf"({_ARABIC})({_SCALE})?"
_ARABIC_CHAIN = rf"(?:[0-9]+(?:{_SCALE})){{2,}}"

_D = "[一二两三四五六七八九]"
_TENS = f"{_D}?十{_D}?"
_HUNDREDS = f"{_D}百(?:{_TENS}|零{_D})?"
_THOUSANDS = f"{_D}千(?:{_HUNDREDS}|零(?:{_TENS}|{_D}))?"
_PLACED = f"{_THOUSANDS}|{_HUNDREDS}|{_TENS}"
_BY_DIGIT = "[一二三四五六七八九][零一二三四五六七八九]+"
_CHINESE_FRACTION = "(.+)点([零一二三四五六七八九]+)([万亿]?)"


def read_numeral(text: str) -> Decimal | None:
    """The number that the whole of `text` writes, exactly; None when it is not one numeral of at most 20 digits.

    Reads 35, 1,200, 1，200, .5, -3, 1.2万, 3千, 1亿2000万, 三十五, 一百零五, 一亿二千万, 一点二, 二〇二〇, 叁拾伍.
    """
    folded = fold(text)
    sign = -1 if folded[:1] in ("-", "负") else 1
    plain = (folded[1:] if folded[:1] in ("-", "+", "负") else folded).translate(_PLAIN)
    if sum(char in "0123456789" or char in _DIGITS for char in plain) > _MOST_DIGITS:
        return None
    value = _arabic(plain)
    if value is None:
        value = _chinese(plain)
    return None if value is None else sign * value


def read_scale(text: str) -> int | None:
    """The power of ten of a scale word: 万 is 10000; None for other text."""
    return _SCALES.get(text.translate(_PLAIN))


def _arabic(text: str) -> Decimal | None:
    if match := re.fullmatch(_ARABIC_SCALED, text):
        number = Decimal(match[1].replace(",", ""))
        return _whole(number * _SCALES[match[2]]) if match[2] else number
    if not re.fullmatch(_ARABIC_CHAIN, text):
        return None
    total, room = 0, 0
    for digits, scale in re.findall(f"([0-9]+)({_SCALE})", text):
        part = int(digits) * _SCALES[scale]
        if room and part >= room:
            return None
        total, room = total + part, _SCALES[scale]
    return Decimal(total)


def _chinese(text: str) -> Decimal | None:
    if match := re.fullmatch(_CHINESE_FRACTION, text):
        whole = _chinese_integer(match[1])
        if whole is None:
            return None
        digits = "".join(str(_DIGITS[char]) for char in match[2])
        return _whole(Decimal(f"{whole}.{digits}") * _SCALES.get(match[3], 1))
    integer = _chinese_integer(text)
    return None if integer is None else Decimal(integer)


def _chinese_integer(text: str) -> int | None:
    # 三五 alone may mean "three to five"; three figures, or a 零 among two, can only be read one by one.
    if re.fullmatch(_BY_DIGIT, text) and (len(text) > 2 or "零" in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    if text == "零":
        return 0
    total, rest = 0, text
    for scale, word in ((10**8, "亿"), (10**4, "万")):
        head, found, tail = rest.partition(word)
        if found:
            value = _section(head.removeprefix("零") if total else head)
            if value is None:
                return None
            total, rest = total + value * scale, tail
    # After 万 or 亿 a lone figure needs its 零: 三万五 is said for 35000, 三万零五 is 30005.
    if total and (not rest or (len(rest) == 1 and rest in _DIGITS)):
        return None if rest else total
    last = _section(rest.removeprefix("零") if total else rest)
    return None if last is None else total + last


def _whole(value: Decimal) -> Decimal:
    """8000.0 as 8000; what has a fraction stays."""
    whole = value.to_integral_value()
    return whole if whole == value else value


def _section(text: str) -> int | None:
    """The value of a well-formed part below 10000."""
    if not (re.fullmatch(_PLACED, text) or (len(text) == 1 and text in "一二两三四五六七八九")):
        return None
    total, digit = 0, 0
    for char in text.replace("两", "二"):
        if char in _PLACES:
            total, digit = total + (digit or 1) * _PLACES[char], 0
        else:
            digit = _DIGITS[char]
    return total + digit
