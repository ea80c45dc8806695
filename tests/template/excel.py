"""Works out the formulas that templates hold, as Excel would: doubles, ROUND half away from zero, text above numbers.

Knows only what the templates use; an unknown function or shape is a KeyError or an AssertionError, never a guess.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from openpyxl import Workbook

Result = float | str | bool | None
_TOKEN = re.compile(
    r'\s*("(?:[^"]|"")*"|\d+(?:\.\d+)?|(?:[^\W\d]\w*!)?\$[A-Z]\$\d+|[A-Z]+(?=\()|TRUE|<>|>=|<=|[-+*/=<>(),])'
)


class Sheets:
    """The cells of a workbook with their formulas worked out on demand, each once until `changed`."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.known: dict[tuple[str, str], Result] = {}

    def changed(self) -> Sheets:
        """Forgets all results, after an input has changed."""
        self.known.clear()
        return self

    def value(self, sheet: str, name: str) -> Result:
        """What the cell shows."""
        place = sheet, name.replace("$", "")
        if place not in self.known:
            self.known[place] = self._value(sheet, name)
        return self.known[place]

    def _value(self, sheet: str, name: str) -> Result:
        found = self.book[sheet][name.replace("$", "")].value
        if isinstance(found, dt.date):
            day = found.date() if isinstance(found, dt.datetime) else found
            return float((day - dt.date(1899, 12, 30)).days)
        if isinstance(found, str) and found.startswith("="):
            return self.formula(found[1:], sheet)
        return float(found) if isinstance(found, (int, float)) and not isinstance(found, bool) else found

    def formula(self, text: str, sheet: str) -> Result:
        """What the formula gives on the sheet."""
        return _parsed(text)(self, sheet)


Node = Callable[[Sheets, str], Result]


@cache
def _parsed(text: str) -> Node:
    tokens = _TOKEN.findall(text)
    assert "".join(tokens) == text, text
    found, rest = _comparison(tokens, 0)
    assert rest == len(tokens), tokens[rest:]
    return found


def _comparison(tokens: list[str], at: int) -> tuple[Node, int]:
    left, at = _sum(tokens, at)
    if at < len(tokens) and tokens[at] in ("=", "<>", ">", ">=", "<", "<="):
        sign = tokens[at]
        right, at = _sum(tokens, at + 1)
        return lambda sheets, sheet: _compare(left(sheets, sheet), sign, right(sheets, sheet)), at
    return left, at


def _sum(tokens: list[str], at: int) -> tuple[Node, int]:
    return _chain(tokens, at, _product, "+-")


def _product(tokens: list[str], at: int) -> tuple[Node, int]:
    return _chain(tokens, at, _atom, "*/")


def _chain(
    tokens: list[str], at: int, inner: Callable[[list[str], int], tuple[Node, int]], signs: str
) -> tuple[Node, int]:
    node, at = inner(tokens, at)
    while at < len(tokens) and tokens[at] in signs:
        right, after = inner(tokens, at + 1)
        node, at = _arithmetic(node, tokens[at], right), after
    return node, at


def _arithmetic(left: Node, sign: str, right: Node) -> Node:
    def work(sheets: Sheets, sheet: str) -> Result:
        one, other = _number(left(sheets, sheet)), _number(right(sheets, sheet))
        return {"+": one.__add__, "-": one.__sub__, "*": one.__mul__, "/": one.__truediv__}[sign](other)

    return work


def _atom(tokens: list[str], at: int) -> tuple[Node, int]:
    token = tokens[at]
    if token == "(":
        node, at = _comparison(tokens, at + 1)
        assert tokens[at] == ")"
        return node, at + 1
    if token == "-":
        negated, at = _atom(tokens, at + 1)
        return lambda sheets, sheet: -_number(negated(sheets, sheet)), at
    if token.startswith('"'):
        text = token[1:-1].replace('""', '"')
        return lambda _sheets, _sheet: text, at + 1
    if "$" in token:
        other, _, name = token.rpartition("!")
        return lambda sheets, sheet: sheets.value(other or sheet, name), at + 1
    if token[0].isdigit():
        number = float(token)
        return lambda _sheets, _sheet: number, at + 1
    assert token.isalpha() and tokens[at + 1] == "(", token
    arguments: list[Node] = []
    at += 1
    while tokens[at] in "(,":
        node, at = _comparison(tokens, at + 1)
        arguments.append(node)
    assert tokens[at] == ")"
    return _call(token, arguments), at + 1


def _call(name: str, arguments: list[Node]) -> Node:
    def work(sheets: Sheets, sheet: str) -> Result:
        if name == "IF":
            condition, yes, no = arguments
            return (yes if condition(sheets, sheet) else no)(sheets, sheet)
        if name == "CHOOSE":
            chosen = int(_number(arguments[0](sheets, sheet)))
            return arguments[chosen](sheets, sheet)
        return _FUNCTIONS[name]([argument(sheets, sheet) for argument in arguments])

    return work


def _round(number: float, places: float) -> float:
    return float(Decimal(format(number, ".15g")).quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP))


_FUNCTIONS: dict[str, Callable[[list[Result]], Result]] = {
    "AND": all,
    "OR": any,
    "ISNUMBER": lambda given: isinstance(given[0], float),
    "ISTEXT": lambda given: isinstance(given[0], str),
    "ROUND": lambda given: _round(_number(given[0]), _number(given[1])),
    "INT": lambda given: float(_number(given[0]) // 1),
    "MAX": lambda given: max(map(_number, given)),
    "MIN": lambda given: min(map(_number, given)),
    "COUNT": lambda given: float(sum(isinstance(one, float) for one in given)),
    "AVERAGE": lambda given: sum(map(_number, given)) / len(given),
    "DATE": lambda given: float((dt.date(*(int(_number(one)) for one in given)) - dt.date(1899, 12, 30)).days),
}


def _number(given: Result) -> float:
    assert given is None or isinstance(given, float), given
    return given or 0.0


def _compare(left: Result, sign: str, right: Result) -> bool:
    one, other = _key(left, right), _key(right, left)
    return {
        "=": one == other,
        "<>": one != other,
        ">": one > other,
        ">=": one >= other,
        "<": one < other,
        "<=": one <= other,
    }[sign]


def _key(given: Result, beside: Result) -> tuple[int, float | str]:
    if given is None:  # an empty cell is "" beside a text and 0 beside a number
        return (1, "") if isinstance(beside, str) else (0, 0.0)
    return (1, given) if isinstance(given, str) else (0, float(given))
