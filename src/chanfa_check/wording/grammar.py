"""From folded text to the parts of its clauses, by the forms in `grammar.lark`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

_ENDS = ("STOP", "COMMA")


def clauses(text: str, within: tuple[int, int] | None = None) -> Iterator[list[Tree[Token]]]:
    """The parts of each clause, in order; the last part of each but the last clause is what ends it.

    `within` are the first character of the part of the text to read, and the one after its last.
    """
    tokens: list[Token] = []
    for token in _merged(text, *(within or (0, len(text)))):
        tokens.append(token)
        if token.type in _ENDS:
            yield _parts(tokens)
            tokens = []
    if tokens:
        yield _parts(tokens)


def _parts(tokens: list[Token]) -> list[Tree[Token]]:
    # Of all ways to read a clause the grammar takes the one that leaves the fewest words over.
    tree: Any = _grammar(True).parse(tokens)
    return list(tree.children)


def _merged(text: str, first: int, end: int) -> Iterator[Token]:
    """The tokens of the text, with neighbouring characters that mean nothing to the grammar as one."""
    from lark import TextSlice

    run: Token | None = None
    for token in _grammar(False).lex(TextSlice(text, first, end)):
        if token.type == "TEXT" and run is not None:
            run = run.update(value=str(run) + str(token))
            run.end_pos = token.end_pos
            continue
        if run is not None:
            yield run
        run = token if token.type == "TEXT" else None
        if run is None:
            yield token
    if run is not None:
        yield run


@cache
def _grammar(parsing: bool) -> Lark:
    """The grammar, to cut text into tokens, or to parse the tokens of a clause."""
    from lark import Lark
    from lark.lexer import Lexer

    class Given(Lexer):
        """What is to be parsed comes as tokens."""

        def __init__(self, _: object) -> None:
            """Nothing to set up."""

        def lex(self, tokens: Any) -> Iterator[Token]:  # type: ignore[override]
            """The tokens."""
            return iter(tokens)

    rules = (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    return Lark(rules, parser="earley", lexer=Given if parsing else "basic")
