"""How well the grammar reads wording that people have read before: `python -m tests.wording.measure`.

A reading counts as right where its rule, comparison, number, unit and time are those that a person wrote down; what is
measured (the subject) is counted apart. Precision is the share of the readings that are right, recall the share of what
people read that was found. `held-out.yaml` was set aside, by document, and the grammar was written without sight of it.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from chanfa_check.output.wording import reading_json
from chanfa_check.quantity.numeral import fold, read_scale
from chanfa_check.quantity.unit import canonical
from chanfa_check.wording import read_wording

PHRASES = Path(__file__).parent / "phrases"
# Read as dated or standing by the time stated, whichever of these words the rule goes by.
_LEVELS = {"milestones", "total", "floor", "ceiling"}


class Score:
    """What was found, over some phrases."""

    def __init__(self) -> None:
        self.right = self.read = self.meant = self.named = self.phrases = self.clean = 0

    def add(self, phrase: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Counts one phrase; what was read wrongly, and what was not found."""
        wording = read_wording(phrase["phrase"], phrase.get("year"))
        found = [reading_json(one) for one in wording.readings]
        left = list(phrase["readings"])
        wrong = []
        for one in found:
            match = next((other for other in left if key(one) == key(other)), None)
            if match is None:
                wrong.append(one)
                continue
            left.remove(match)
            self.right += 1
            self.named += bare(one.get("subject", "")) == bare(match.get("subject", ""))
        self.phrases += 1
        self.clean += not wrong and not left
        self.read += len(found)
        self.meant += len(phrase["readings"])
        return wrong, left

    def line(self, name: str) -> str:
        """The figures as one line."""
        return (
            f"{name}: {self.phrases} phrases, {self.meant} readings meant, {self.read} read, {self.right} right; "
            f"precision {_percent(self.right, self.read)}, recall {_percent(self.right, self.meant)}, "
            f"subject as written {_percent(self.named, self.right)}, "
            f"whole phrases right {_percent(self.clean, self.phrases)}"
        )


def key(reading: dict[str, Any]) -> tuple[Any, ...]:
    """What has to agree: rule, comparison, number in the plain unit, and time."""
    rule, op = reading["rule"], reading.get("op")
    stated = dict(reading)
    if str(stated.get("due", "")).endswith("-12-31"):
        stated["year"] = str(stated.pop("due"))[:4]
    time = tuple(str(stated.get(name, "")) for name in ("year", "due", "from", "to", "every", "before", "base"))
    if rule == "annual" and reading.get("year") and not reading.get("from"):
        rule = "total"
    if rule in _LEVELS:
        rule = "level"
    if rule in ("rising", "ongoing", "event"):
        op = None
    value, unit = amount(reading)
    return rule, op, value, unit, str(reading.get("top", "")), time, reading.get("direction")


def amount(reading: dict[str, Any]) -> tuple[Any, str]:
    """The number and its unit, without scale: 0.8 万人 and 8000 人 are one."""
    value, unit = reading.get("value"), re.sub(r"\(.*\)", "", fold(reading.get("unit", "")))
    if value is None or reading["rule"] == "stage":
        return None, ""
    if "/" in str(value):
        return Fraction(str(value)), unit
    scale = next((read_scale(unit[:cut]) for cut in (2, 1) if read_scale(unit[:cut])), 1) or 1
    stripped = next((unit[cut:] for cut in (2, 1) if read_scale(unit[:cut])), unit)
    known = canonical(stripped)
    plain = Decimal(str(value)) * scale
    return (plain * known[1], known[0]) if known else (plain, stripped)


def bare(text: str) -> str:
    """A subject without blanks, quotes and punctuation at its ends."""
    return re.sub(r"[\s“”\"《》、,，]", "", fold(str(text)))


def _percent(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f}%" if whole else "—"


def main() -> None:
    """Prints the figures of each file, and with --misses what was read otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(PHRASES.glob("*.yaml")))
    parser.add_argument("--misses", action="store_true", help="print what was read otherwise in dev*.yaml")
    arguments = parser.parse_args()
    for file in arguments.files:
        score, rules = Score(), Counter[str]()
        for phrase in yaml.safe_load(file.read_text(encoding="utf-8")):
            wrong, left = score.add(phrase)
            rules.update(one["rule"] for one in phrase["readings"])
            if arguments.misses and "held-out" not in file.name and (wrong or left):
                print(f"# {phrase['phrase']}", *([f"  (year {phrase['year']})"] if "year" in phrase else []))
                for one in wrong:
                    print("   read  ", {name: value for name, value in one.items() if name != "span"})
                for one in left:
                    print("   meant ", one)
        print(score.line(file.name))
        print("  of the readings meant:", ", ".join(f"{rule} {count}" for rule, count in rules.most_common()))


if __name__ == "__main__":
    main()
