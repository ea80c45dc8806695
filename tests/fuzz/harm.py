"""A reported value replaced by another one, and what may be concluded from that, judged without the program's help."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from msgspec import Struct

from tests.fuzz.cells import changed, simple

GOOD = ("met", "on_track")


class Harm(Struct, frozen=True):
    """What was done to the cell at `place`, from which the finding `before` was drawn.

    `number` is what the cell now plainly says, in the words of the old one; None where it says no one exact number.
    """

    place: str
    before: dict[str, Any]
    number: Decimal | None
    written: str


# Whatever the old value was: none of these is one exact number that was reached.
_UNREADABLE = (
    "",
    "待统计",
    "约三成上下不等",
    "半数以上的一部分",
    "35%%",
    "9.9.9",
    "NaN",
    "∞",
    "-",
    "——",
    "1E400",
    "0x64",
    "1e9",
    "40%，90%",
    "30%～40%",
    "30-100",
    "预计100%",
    "目标100%",
    "计划达到100%",
    "100%（上年）",
    "2025年达到100%",
    "未完成",
    "没有达到100%",
    "基本全覆盖",
    "100%？",
    "①100%",
    "½",
    "百分之几",
    "#VALUE!",
    "100" * 60,
    "100%" + "的" * 3000,
    "=100%",
    "100 000 0",
    "12,34",
)
_CONTROL = "_x0007_100_x0000_"


def harmed(data: bytes, findings: list[dict[str, Any]], rng: Random) -> tuple[bytes, str, Harm] | None:
    """One of the `values` replaced, of which there are some. None where it stands in a cell that is not written so."""
    before = rng.choice(values(findings))
    kind, inner, written, number, plain = _content(before["raw"], rng)
    try:
        new = changed(data, before["cell"], kind, inner, plain=plain)
    except (KeyError, ValueError):
        return None
    if new is None:
        return None
    return new, f"{before['cell']}: {before['raw']} → {written[:40]!r}", Harm(before["cell"], before, number, written)


def values(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The findings that were drawn from one number in one cell, which is plainly written."""
    return [one for one in findings if one["cell"] and simple(one["raw"]) is not None and _numeric(one)]


def _numeric(finding: dict[str, Any]) -> bool:
    expected = finding["expected"]
    return expected is not None and isinstance(expected["value"], int | float) and finding["actual"] is not None


def _content(raw: str, rng: Random) -> tuple[str, str, str, Decimal | None, bool]:
    """Type, elements, text and number of the cell's new content, and whether its style goes."""
    way = rng.choice(("text", "text", "text", "digits", "digits", "number", "bare", "wide", "error", "formula", "raw"))
    plain = simple(raw) or Decimal(0)
    if raw.lstrip("0123456789.") not in ("", "%") and way in ("number", "bare"):
        way = "digits"  # without the unit that stands in the cell, the same number means another one
    match way:
        case "digits":
            new = "".join(rng.choice("0123456789") if one.isdigit() and rng.random() < 0.5 else one for one in raw)
            return *_text(new), new, simple(new), False
        case "number":
            number = rng.choice((Decimal(0), plain / 1000, -plain - 1, plain - plain / 7))
            # Up to 1, a bare number among percentages may be a share, or a hundredth of one.
            unclear = number < 0 or (raw.endswith("%") and 0 < number <= 1)
            return "", f"<v>{number}</v>", f"{number}", None if unclear else number, True
        case "bare":
            return "", f"<v>{plain / 100}</v>", f"{plain / 100}", None if raw.endswith("%") else plain / 100, True
        case "wide":
            wide = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in raw)
            return *_text(wide), wide, plain, False
        case "error":
            return "e", "<v>#DIV/0!</v>", "#DIV/0!", None, False
        case "formula":
            return "", "<f>1+1</f>", "=1+1", None, False
        case "raw":
            odd = rng.choice(("NaN", "INF", "1E400", "-1E400", "9" * 400, "0x10", "1,000", " ", "1e", "--1", "１００"))
            # Full-width figures are figures.
            return "", f"<v>{odd}</v>", odd, Decimal(100) if odd == "１００" else None, True
    text = rng.choice((*_UNREADABLE, _CONTROL))
    return *_text(text), text, None, False


def _text(text: str) -> tuple[str, str]:
    return "inlineStr", f"<is><t>{escape(text)}</t></is>"


def wrong(harm: Harm, findings: list[dict[str, Any]]) -> list[str]:
    """What is concluded from the new value and cannot be: of a value that is none, that it is good; of one that falls

    further short, that it is better than the old one was.
    """
    before, said = harm.before, []
    for after in findings:
        if after["indicator"] != before["indicator"] or after["status"] not in GOOD or after["role"] != before["role"]:
            continue
        if harm.number is None and not set(after["notes"]) - set(before["notes"]):
            said.append(f"{after['status']} from {harm.written[:40]!r}")
        elif harm.number is not None:
            said += _unproved(harm, after)
    return said


def _unproved(harm: Harm, after: dict[str, Any]) -> list[str]:
    old, before, new = simple(harm.before["raw"]), harm.before, harm.number
    if old is None or new is None or isinstance(after["actual"], str | list):
        return ["no number"]
    actual, was = Decimal(str(after["actual"])), Decimal(str(before["actual"]))
    # The same unit and scale as before: had 40% been 40, 20% must be 20. By products, so that nothing is rounded.
    if abs(actual * old - was * new) > Decimal("1e-9") * max(abs(was * new), Decimal(1)):
        return [f"{actual} read from {harm.written[:40]!r}, where {was} was read from {before['raw']!r}"]
    op = after["expected"]["op"] if after["expected"] else None
    worse = (op in (">=", ">") and new < old) or (op in ("<=", "<") and new > old)
    if worse and before["status"] not in GOOD:
        return [f"{after['status']} with {harm.written[:40]!r}, {before['status']} with {before['raw']!r}"]
    return []
