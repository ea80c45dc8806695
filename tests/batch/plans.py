"""Small matrices for tests, written as files: one task for each indicator, and what the file says beside them."""

from __future__ import annotations

from pathlib import Path


def plan(
    folder: Path, name: str, *indicators: str, years: str = "[2019, 2025]", lead: str = "市总工会", more: str = ""
) -> Path:
    """A matrix file named after its id. An indicator is "1.1a 单位 目标", like "1.1a 家 {rule: total, by: {2025: 50}}".

    `lead` is a name, or a name with what is known of it ("市总工会: {aliases: [市总]}").
    """
    full, _, known = lead.partition(": ")
    tasks = "".join(_task(indicator, full) for indicator in indicators)
    text = f"""\
id: {name}
version: "1"
title: {name}分工表
years: {years}
{more}departments:
  {full}: {known or "{}"}
tasks:
{tasks}"""
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _task(indicator: str, lead: str) -> str:
    number, unit, target = indicator.split(maxsplit=2)
    return f"""\
  - id: "{number[:-1]}"
    section: 一
    measure: 二
    duty: 任务{number[:-1]}
    schedule: 按期完成
    lead: {lead}
    partners: []
    indicators:
      - id: {number}
        name: 指标{number}
        unit: "{unit}"
        targets:
          - {target}
"""
