"""Strict loading: whatever is wrong is named with its line, what was found, and what is allowed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from chanfa_check.matrix.flaws import MatrixError
from chanfa_check.matrix.load import load_matrix

HEAD = """\
id: some-city
version: "1"
title: 分工表
years: [2019, 2025]
departments:
  市总工会: {aliases: [市总]}
  市教育局: {}
tasks:
  - id: "1.1"
    section: 一
    measure: 二
    duty: 三
    schedule: 四
    lead: 市总工会
    partners: [市教育局]
    indicators:
      - id: 1.1a
        name: 五
"""


def matrix_text(unit: str = "%", targets: Sequence[str] = ("{rule: floor, value: 95%}",)) -> str:
    lines = [HEAD + f'        unit: "{unit}"', "        targets:", *(f"          - {target}" for target in targets)]
    return "\n".join(lines) + "\n"


def flaws_of(text: str) -> list[tuple[int, str]]:
    """Line and message of everything that is wrong with the text of a matrix."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "matrix.yaml"
        path.write_text(text, encoding="utf-8")
        try:
            load_matrix(path)
        except MatrixError as error:
            assert str(error).splitlines()[0].startswith(f"{path}:{error.flaws[0].line}: ")
            return [(flaw.line, flaw.message) for flaw in error.flaws]
    return []


def test_a_good_matrix_loads(tmp_path: Path) -> None:
    path = tmp_path / "matrix.yaml"
    path.write_text(matrix_text().replace('id: "1.1"', 'id: "1.10"').replace("五", "no"), encoding="utf-8")
    matrix = load_matrix(path)
    assert [task.id for task in matrix.tasks] == ["1.10"]
    assert matrix.tasks[0].indicators[0].name == "no"


def test_a_name_of_which_nothing_is_left() -> None:
    """It would be found in every text, and every submission would be of two departments."""
    text = (
        matrix_text()
        .replace("[市总]", '["", 市总, " ", "。"]')
        .replace("name: 五", 'name: 五\n        aliases: ["（）"]')
    )
    assert flaws_of(text.replace("  市教育局: {}", '  市教育局: {}\n  "——": {}')) == [
        (6, "市总工会 的别名“”里没有文字，请删去"),
        (6, "市总工会 的别名“ ”里没有文字，请删去"),
        (6, "市总工会 的别名“。”里没有文字，请删去"),
        (8, "departments：单位名称“——”里没有文字"),
        (20, "指标 1.1a 的别名“（）”里没有文字，请删去"),
    ]


RULES = "milestones、annual、floor、ceiling、growth、rising、total、stage、event、composite、ongoing"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: some-city\n", "", [(1, "文件 缺少字段“id”")]),
        (
            "    schedule: 四\n",
            "    scedule: 四\n",
            [
                (9, "tasks 缺少字段“schedule”"),
                (
                    13,
                    "未知字段“scedule”，是否想写“schedule”？可用：id、section、measure、duty、schedule、lead、partners、"
                    "indicators、inherited、note",
                ),
            ],
        ),
        ("    lead: 市总工会\n", "    lead: 市总工会\n    lead: 市教育局\n", [(15, "字段“lead”重复")]),
        ("    lead: 市总工会", "    lead: 市妇联", [(14, "任务 1.1 的牵头单位“市妇联”没有列入 departments")]),
        ("[市教育局]", "[市妇联]", [(15, "任务 1.1 的配合单位“市妇联”没有列入 departments")]),
        ("[市教育局]", "[市总]", [(15, "任务 1.1 的“市总”既是牵头单位又是配合单位")]),
        ("years: [2019, 2025]", "years: [2019]", [(4, "应有 2 项，实有 1 项")]),
        ("years: [2019, 2025]", "years: [19, 2025]", [(4, "years：“19”应写四位年份，如 2020")]),
        (
            "{aliases: [市总]}",
            "{aliases: [市教育局]}",
            [
                (7, "“市教育局”同时是 市总工会 和 市教育局 的名称"),
                (15, "任务 1.1 的“市教育局”既是牵头单位又是配合单位"),
            ],
        ),
        ("rule: floor", "rule: flor", [(21, f"没有“flor”这种要求类型，是否想写“floor”？可用：{RULES}")]),
        ("{rule: floor, value: 95%}", "{value: 95%}", [(21, f"目标缺少 rule；可用：{RULES}")]),
        (
            "value: 95%",
            "value: 95人",
            [(21, "value：“95人”填写的单位为“人”，本指标的单位为“%”，两者不一致；请按“%”填写")],
        ),
        ("value: 95%", 'value: "<95%"', [(21, "指标 1.1a：< 与 floor 的方向相反")]),
        ('unit: "%"', "unit: 桶", [(19, "单位“桶”不认识；不是数字的请写：阶段、日期、文字")]),
        ('unit: "%"', "unit: 文字", [(21, "要求类型 floor 不适用于单位“文字”的指标")]),
        (
            "{rule: floor, value: 95%}",
            "{rule: milestones, by: {2026: 95%}}",
            [(21, "指标 1.1a：2026 年在全表的年份 2019—2025 之外")],
        ),
        (
            "{rule: floor, value: 95%}",
            "{rule: milestones, by: {2020: 95%, 2019: 90%}}",
            [(21, "指标 1.1a：by 的到期时间应从早到晚，至少相隔一个月")],
        ),
        (
            "{rule: floor, value: 95%}",
            "{rule: composite, of: [1.1b, 1.1c], by: {2020: 50%}}",
            [
                (21, "指标 1.1a：of 中的“1.1b”不是任务 1.1 里有 total 目标的指标"),
                (21, "指标 1.1a：of 中的“1.1c”不是任务 1.1 里有 total 目标的指标"),
            ],
        ),
        ("[市教育局]", "市教育局", [(15, "partners 应是列表")]),
        (
            "{rule: floor, value: 95%}",
            "{rule: milestones, by: {2020: 10%, 2020-12-31: 20%}}",
            [(21, "“2020-12-31”与前面写的是同一个时间")],
        ),
        ("{rule: floor, value: 95%}", "{rule: milestones, by: {}}", [(21, "指标 1.1a：by 没有写任何到期时间")]),
        (
            "{rule: floor, value: 95%}",
            "{rule: milestones, by: {2020-06-10: 10%, 2020-06-20: 20%}}",
            [(21, "指标 1.1a：by 的到期时间应从早到晚，至少相隔一个月")],
        ),
        ("title: 分工表", "title: &a 分工表\nsource: *a", [(3, "不支持 YAML 的引用（& 和 *），请把内容写全")]),
    ],
)
def test_flaws_are_named_with_their_line(old: str, new: str, expected: list[tuple[int, str]]) -> None:
    text = matrix_text()
    changed = text.replace(old, new, 1)
    assert changed != text
    assert flaws_of(changed) == expected


def test_not_yaml_at_all() -> None:
    ((line, message),) = flaws_of("id: [1\nversion: 2\n")
    assert line == 2
    assert message.startswith("不是合法的 YAML：")


def test_an_empty_file() -> None:
    assert flaws_of("") == [(1, "文件是空的")]


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "matrix.yaml"
    path.write_bytes("id: 慈溪".encode("gbk"))
    with pytest.raises(MatrixError) as caught:
        load_matrix(path)
    assert str(caught.value) == f"{path}:1: 文件不是 UTF-8 编码；请用文本编辑器另存为 UTF-8"
