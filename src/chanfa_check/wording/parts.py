"""What the grammar finds in a clause, as data: times, amounts, changes, words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.wording.amounts import Amount, read_amount
from chanfa_check.wording.reading import Comparison, Direction, Span
from chanfa_check.wording.times import When, read_every, read_when

if TYPE_CHECKING:
    from lark import Token, Tree


class Words(Struct, frozen=True):
    """Words that mean nothing to the grammar."""

    text: str
    span: Span


class Label(Struct, frozen=True):
    """Words with figures that are never a target; `kind` is the grammar's name for them."""

    kind: str
    text: str
    span: Span


class Mark(Struct, frozen=True):
    """A word that says how the parts around it belong together; `kind` is the grammar's name for it."""

    kind: str
    text: str
    span: Span


class Time(Struct, frozen=True):
    """A time of which something is required, or that something is compared with (`base`), `start` then known of it."""

    when: When
    text: str
    span: Span
    base: bool = False
    start: Decimal | None = None


class Every(Struct, frozen=True):
    """每年, 每两年, 每季度."""

    months: int
    text: str
    span: Span


class Level(Struct, frozen=True):
    """An amount to stand at.

    `bound` tells that a word in front of it says so, and not its place alone; `standing` that it is a bound to keep to
    (不低于, 控制在, 保持在) and not one to get to (达到, 突破); `raised` that it is where a change leads (提高到).
    """

    amount: Amount
    op: Comparison
    bound: bool
    after: bool
    span: Span
    standing: bool = False
    raised: bool = False


class Change(Struct, frozen=True):
    """An amount to change by."""

    level: Level
    direction: Direction
    yearly: bool
    respectively: bool
    span: Span
    rate: bool = False


class From(Struct, frozen=True):
    """由3%: where a change begins."""

    level: Level
    span: Span


class Whole(Struct, frozen=True):
    """全覆盖, or 清零; `of` is what is said of all."""

    nothing: bool
    of: str
    span: Span


class Multiple(Struct, frozen=True):
    """翻一番 is twice the base."""

    times: int
    span: Span


class Rising(Struct, frozen=True):
    """逐年递增."""

    direction: Direction
    span: Span


Part: TypeAlias = Words | Label | Mark | Time | Every | Level | Change | From | Whole | Multiple | Rising

Measure: TypeAlias = Level | Change | Whole | Multiple | Rising


def is_measure(part: Part) -> TypeGuard[Measure]:
    """Whether the part says how much."""
    return isinstance(part, Level | Change | Whole | Multiple | Rising)


def is_mark(part: Part, *kinds: str) -> TypeGuard[Mark]:
    """Whether the part is a mark of one of these kinds."""
    return isinstance(part, Mark) and part.kind in kinds


_SET_APART = ("LIST_NUMBER", "DOCUMENT_NUMBER", "CLOCK", "SCORE")


def is_said(part: Part) -> TypeGuard[Words | Label]:
    """Whether the part is words, or a name that belongs to them."""
    return isinstance(part, Words) or (isinstance(part, Label) and part.kind not in _SET_APART)


def said_in(parts: Iterable[Part]) -> str:
    """The words among the parts, with names and brackets."""
    return "".join(part.text for part in parts if is_said(part) or is_mark(part, "SEP"))


_OPS = {
    "REACH": Comparison.AT_LEAST,
    "AT_LEAST": Comparison.AT_LEAST,
    "ABOVE": Comparison.ABOVE,
    "AT_MOST": Comparison.AT_MOST,
    "BELOW": Comparison.BELOW,
    "HOLD": Comparison.EXACTLY,
    "ABOUT_IN": Comparison.ABOUT,
    "ABOUT": Comparison.ABOUT,
}
_LOOSE = ("ABOUT", "ABOUT_IN")
"""Words that say how exact a number is, and not that it is a target."""
_SPOKEN = {"": Comparison.AT_LEAST, "内": Comparison.AT_MOST, "下": Comparison.AT_MOST, "右": Comparison.ABOUT}
_DOUBLINGS = {"翻番": 2, "翻一番": 2, "翻两番": 4, "翻二番": 4, "翻三番": 8, "翻倍": 2, "翻一倍": 2, "倍增": 2}


def read_part(tree: Tree[Token]) -> Part:
    """One part of a clause. Spans count in the folded text."""
    tokens = _tokens(tree)
    kind, text, span = str(tree.data), "".join(tokens), _span(tokens)
    if kind in _READ:
        return _READ[kind](tokens, text, span)
    if kind == "label":
        return Label(tokens[0].type, text, span)
    if kind == "word":
        return Words(text, span)
    return Mark("HOLIDAY" if kind == "holiday" else tokens[0].type, text, span)


def _tokens(tree: Tree[Token]) -> list[Token]:
    from lark import Token

    return list(tree.scan_values(lambda value: isinstance(value, Token)))


def _span(tokens: Sequence[Token]) -> Span:
    first, end = tokens[0].start_pos, tokens[-1].end_pos
    assert first is not None and end is not None
    return first, end


def _base(tokens: Sequence[Token], text: str, span: Span) -> Time:
    found = [one for one in tokens if one.type in _AMOUNTS]
    value = _level(found).amount.value if found else None
    when = read_when([one for one in tokens if one.type in ("YEAR", "PLAN", "BASE_OF")])
    return Time(when, text, span, base=True, start=value if isinstance(value, Decimal) else None)


_AMOUNTS = (
    "AMOUNT",
    "HAN_AMOUNT",
    "RANGE",
    "PERCENT_WORDS",
    "FRACTION",
    "TENTHS",
    "TIMES",
    "NUMBER",
    "PER_COUNT",
    "ABOUT",
)
_AROUND_CHANGE = ("YEARLY", "TOTAL_CHANGE", "RESPECTIVELY", "BY", "UP", "DOWN", "IN_SIZE", "RATE_NAME", "AT_RATE")


def _change(tokens: Sequence[Token], text: str, span: Span) -> Change:
    kinds = [token.type for token in tokens]
    down = "DOWN" in kinds or any(one.type == "RATE_NAME" and "降" in one for one in tokens)
    return Change(
        _level([one for one in tokens if one.type not in _AROUND_CHANGE]),
        Direction.DOWN if down else Direction.UP,
        "YEARLY" in kinds or "年均" in text or "年平均" in text,
        "RESPECTIVELY" in kinds,
        span,
        rate="RATE_NAME" in kinds or "BY" in kinds,
    )


def _raised(tokens: Sequence[Token], text: str, span: Span) -> Level:
    del text
    level = _level([one for one in tokens if one.type not in ("YEARLY", "RESPECTIVELY", "UP_TO", "DOWN_TO")])
    plain = level.op is Comparison.AT_LEAST and not level.bound and not level.after
    lowered = plain and any(one.type == "DOWN_TO" for one in tokens)
    return replace(level, op=Comparison.AT_MOST if lowered else level.op, bound=True, span=span, raised=True)


def _whole(tokens: Sequence[Token], text: str, span: Span) -> Whole:
    every, _, _ = text.partition("全面")
    of = every.removeprefix("所有").removeprefix("全体").rstrip("均都") if tokens[0].type == "ALL_OF" else ""
    return Whole("清零" in text or "归零" in text, of, span)


def _rising(tokens: Sequence[Token], text: str, span: Span) -> Rising:
    del text
    return Rising(Direction.DOWN if any(one.type == "DOWN" for one in tokens) else Direction.UP, span)


def _zero(span: Span) -> Level:
    return Level(Amount(Decimal(0), "%"), Comparison.AT_MOST, True, False, span)


_READ: Mapping[str, Callable[[Sequence[Token], str, Span], Part]] = {
    "when": lambda tokens, text, span: Time(read_when(tokens), text, span),
    "base": _base,
    "every": lambda _, text, span: Every(read_every(text), text, span),
    "level": lambda tokens, _, __: _level(tokens),
    "change": _change,
    "raise_to": _raised,
    "span": lambda tokens, _, span: From(_level([one for one in tokens if one.type in _AMOUNTS]), span),
    "zero": lambda _, __, span: Change(_zero(span), Direction.UP, False, False, span),
    "whole": _whole,
    "multiple": lambda _, text, span: Multiple(_DOUBLINGS[text], span),
    "rising": _rising,
}


def _level(tokens: Sequence[Token]) -> Level:
    span = _span(tokens)
    bounds, rest = [one for one in tokens if one.type in _OPS], [one for one in tokens if one.type not in _OPS]
    amount = read_amount(rest[0].type, str(rest[0]))
    after = str(rest[1]) if len(rest) > 1 else ""
    said = [_OPS[one.type] for one in bounds]
    op = next((one for one in said if one not in (Comparison.AT_LEAST, Comparison.EXACTLY)), Comparison.AT_LEAST)
    holds = Comparison.EXACTLY in said
    if after:
        spoken = _SPOKEN.get(after[-1], Comparison.AT_LEAST)
        # 控制在5%左右: what stands behind is the nearer word; 超过30家以上 still excludes 30.
        op = spoken if spoken is not Comparison.AT_LEAST or op is Comparison.AT_LEAST else op
    elif holds and op is Comparison.AT_LEAST and (amount.value, amount.unit) != (Decimal(100), "%"):
        op = Comparison.EXACTLY
    elif (amount.more or str(rest[0]) == "过半") and op is Comparison.AT_LEAST:
        op = Comparison.ABOVE
    bound = any(one.type not in _LOOSE for one in bounds)
    standing = any(one.type in ("AT_LEAST", "AT_MOST", "BELOW", "HOLD") for one in bounds)
    return Level(amount, op, bound, bool(after), span, standing)
