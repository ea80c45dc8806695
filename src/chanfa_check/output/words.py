"""How verdicts, lights and roles are shown: symbol, word and colour, never colour alone."""

from __future__ import annotations

from msgspec import Struct

from chanfa_check.model import Finding, Light, Role, Status


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


def word(finding: Finding) -> str:
    """The verdict's word, with its light or its early completion."""
    if finding.light:
        return f"{STATUSES[finding.status].word}（{LIGHTS[finding.light][0]}）"
    if finding.code == "met-early":
        return "提前完成"
    return STATUSES[finding.status].word


def style(finding: Finding) -> str:
    """The verdict's colour."""
    return LIGHTS[finding.light][1] if finding.light else STATUSES[finding.status].style
