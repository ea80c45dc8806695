"""Conditional formats hide the fill of a cell: a rule above theirs shows the verdict's colour all the same."""

from __future__ import annotations

from collections.abc import Mapping

from chanfa_check.output.annotate.parts import Element
from chanfa_check.output.annotate.styles import Styles, difference

_ALWAYS = '"核对意见"="核对意见"'
"""The formula of our rules: always true, and none but ours."""


def show_above(root: Element, styles: Styles, colours: Mapping[str, str]) -> None:
    """Takes back what an earlier check showed above a worksheet's formats, and shows these colours (RRGGBB by cell).

    A worksheet without conditional formats stays as it is.
    """
    for one in list(root.iterfind("{*}conditionalFormatting")):
        for rule in list(one):
            if rule.findtext("{*}formula") == _ALWAYS:
                one.remove(rule)
        if len(one) == 0:
            root.remove(one)
    first = root.find("{*}conditionalFormatting")
    if first is None:
        return
    by_colour: dict[str, list[str]] = {}
    for ref, colour in colours.items():
        by_colour.setdefault(colour, []).append(ref)
    for rule in root.iterfind("{*}conditionalFormatting/{*}cfRule"):
        rule.set("priority", str(int(rule.get("priority", "1")) + len(by_colour)))
    for priority, (colour, refs) in enumerate(by_colour.items(), 1):
        formatting = first.makeelement(first.tag, sqref=" ".join(refs))
        rule = formatting.makeelement(
            first.tag.replace("conditionalFormatting", "cfRule"),
            type="expression",
            dxfId=str(difference(styles, colour)),
            priority=str(priority),
            stopIfTrue="1",
        )
        formula = rule.makeelement(first.tag.replace("conditionalFormatting", "formula"))
        formula.text = _ALWAYS
        rule.append(formula)
        formatting.append(rule)
        first.addprevious(formatting)
