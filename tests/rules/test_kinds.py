"""Every kind has a manual whose examples load, and stands alone."""

from __future__ import annotations

import re

import pytest
import yaml

from chanfa_check.model import Target
from chanfa_check.rules import KINDS, kind, manual
from tests.matrix.test_load import flaws_of, matrix_text

UNITS = {
    "milestones": ["%", "%", "家", "倍"],
    "annual": ["人", "家"],
    "floor": ["%"],
    "ceiling": ["个月"],
    "growth": ["%", "%"],
    "rising": ["%", "%"],
    "total": ["名", "家"],
    "stage": ["阶段", "阶段"],
    "event": ["日期", "日期"],
    "ongoing": ["文字"],
}


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_named_after_its_module(name: str) -> None:
    assert issubclass(kind(name), Target)
    assert kind(name).rule == name


@pytest.mark.parametrize("name", KINDS)
def test_the_manual_names_its_kind_gives_examples_and_verdicts(name: str) -> None:
    text = manual(name)
    assert f"（{name}）：" in text.splitlines()[0]
    for heading in ("原文如：", "写法", "判定："):
        assert heading in text, heading
    assert f"{{rule: {name}" in text


@pytest.mark.parametrize("name", [one for one in KINDS if one != "composite"])
def test_the_manual_s_examples_are_valid(name: str) -> None:
    examples = re.findall(r"^    (\{rule: .*\})$", manual(name), re.MULTILINE)
    assert len(examples) == len(UNITS[name])
    for example, unit in zip(examples, UNITS[name], strict=True):
        assert yaml.safe_load(example)["rule"] == name
        assert flaws_of(matrix_text(unit=unit, targets=[example])) == []
