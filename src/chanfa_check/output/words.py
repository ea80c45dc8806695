"""How verdicts, lights and roles are shown: symbol, word and colour, never colour alone."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from chanfa_check.model import Finding, Light, Reported, Role, Rolled, Square, Status


class Shown(Struct, frozen=True):
    """A verdict on screen. `plain` stands for the symbol where a console has none but ASCII's."""

    symbol: str
    word: str
    style: str
    plain: str


STATUSES: dict[Status, Shown] = {
    Status.UNMET: Shown("✗", "未达标", "bold red", "x"),
    Status.INVALID: Shown("!", "填报有误", "bold magenta", "!"),
    Status.MISSING: Shown("✗", "未填报", "red", "x"),
    Status.BEHIND: Shown("▲", "滞后", "yellow", "^"),
    Status.REVIEW: Shown("?", "待核实", "cyan", "?"),
    Status.ON_TRACK: Shown("●", "进度正常", "green", "o"),
    Status.MET: Shown("✓", "达标", "green", "v"),
    Status.NOT_DUE: Shown("·", "未到期", "dim", "."),
    Status.NO_TARGET: Shown("·", "无目标", "dim", "."),
}
"""Worst first, which is also the order of tallies and of what to put right."""

ROLES = {Role.LEAD: "牵头", Role.PARTNER: "配合"}

LIGHTS = {Light.YELLOW: ("黄灯", "yellow"), Light.RED: ("红灯", "bold red")}


_PARTNER_MARK, _MISSING_MARKS, _RED_MARKS = "+", ("○", "-"), ("▼", "#")
BLANK = "空白：不负责该任务，或配合任务没有填报"
"""What a heat map says of its empty squares."""


def mark(square: Square, *, plain: bool = False) -> str:
    """The symbol of a heat map's square; none stands for two things, also where there is no colour.

    `plain` asks for one of ASCII's, for consoles that draw others two columns wide.
    """
    if square.role is Role.PARTNER and square.status is Status.REVIEW:
        return _PARTNER_MARK
    if square.status is Status.MISSING:
        return _MISSING_MARKS[plain]
    if square.light is Light.RED:
        return _RED_MARKS[plain]
    return STATUSES[square.status].plain if plain else STATUSES[square.status].symbol


def legend(squares: Iterable[Square], *, plain: bool = False) -> list[tuple[str, str]]:
    """The symbols that occur and what they stand for, worst first, partners last."""
    found = {(one.status.rank, one.light is Light.YELLOW, mark(one, plain=plain)): one for one in squares}
    said: dict[str, dict[str, None]] = {}
    for (_, _, symbol), one in sorted(found.items(), key=lambda item: item[0]):
        said.setdefault(symbol, {})[_named(one)] = None
    listed = [(symbol, "、".join(words)) for symbol, words in said.items()]
    return sorted(listed, key=lambda item: item[0] == _PARTNER_MARK)


def _named(square: Square) -> str:
    if mark(square) == _PARTNER_MARK:
        return "配合任务已填报"
    shown = STATUSES[square.status].word
    return f"{shown}（{LIGHTS[square.light][0]}）" if square.light else shown


def word(finding: Finding | Reported | Rolled) -> str:
    """The verdict's word, with its light or its early completion."""
    if finding.light:
        return f"{STATUSES[finding.status].word}（{LIGHTS[finding.light][0]}）"
    if finding.code == "met-early":
        return "提前完成"
    return STATUSES[finding.status].word


def style(finding: Finding | Rolled) -> str:
    """The verdict's colour."""
    return LIGHTS[finding.light][1] if finding.light else STATUSES[finding.status].style
