"""The schema of matrix files: it says what the loader says, and is never stricter than the loader."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec.structs import fields

from chanfa_check.matrix import library
from chanfa_check.matrix.field_notes import FIELD_NOTES, note_key
from chanfa_check.matrix.flaws import MatrixError
from chanfa_check.matrix.load import load_matrix, load_text
from chanfa_check.matrix.scalars import SCALARS
from chanfa_check.matrix.schema import SCALAR_SCHEMAS, matrix_schema
from chanfa_check.matrix.supplement import is_supplement
from chanfa_check.rules import KINDS, kind, manual
from tests.matrix.test_load import flaws_of, matrix_text

TOP = Path(__file__).parents[2]
TEMPLATE = library.folder() / "_template.yaml"
SCHEMA = matrix_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
SUPPLEMENTS = [path for path in sorted((TOP / "examples").rglob("*.yaml")) if is_supplement(path.read_bytes())]

Step = str | int


class Core(yaml.SafeLoader):
    """Takes plain texts for what YAML 1.2's core schema takes them for: no dates, no sixties, 010 is ten."""

    def whole(self, node: yaml.ScalarNode) -> int:
        """An int."""
        return int(node.value, 8 if "o" in node.value else 16 if "x" in node.value else 10)


Core.yaml_implicit_resolvers = {}
Core.add_constructor("tag:yaml.org,2002:int", Core.whole)
for _tag, _pattern, _first in (
    ("bool", "true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", [*"-+0123456789"]),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan", [*"-+.0123456789"]),
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)

LOADERS = {"PyYAML": yaml.SafeLoader, "core": Core}


def as_json(value: Any) -> Any:
    """The same in JSON's types, as an editor checks it: keys are texts, and so are dates."""
    if isinstance(value, dict):
        return {as_key(key): as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def as_key(key: Any) -> str:
    if key is None or isinstance(key, bool):
        return {None: "null", True: "true", False: "false"}[key]
    return key.isoformat() if isinstance(key, dt.date) else str(key)


@cache
def typed(text: str, loader: Any) -> Any:
    """What `loader` takes a plain text for; the text where it cannot stand without quotation marks."""
    try:
        value = yaml.load(text, loader)
    except (yaml.YAMLError, ValueError):
        return text
    plain = yaml.load(text, yaml.BaseLoader)
    return value if plain in (text, None) and not isinstance(value, dict | list) else text


def as_typed(tree: Any, loader: Any) -> Any:
    """A tree of texts as an editor sees it, where none of them is quoted that need not be."""
    if isinstance(tree, dict):
        return {typed(key, loader): as_typed(one, loader) for key, one in tree.items()}
    return [as_typed(one, loader) for one in tree] if isinstance(tree, list) else typed(tree, loader)


def texts_of(path: Path) -> Any:
    """The file as a tree of texts."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def loads(text: str, path: Path = TEMPLATE) -> bool:
    try:
        load_text(text.encode(), path)
    except MatrixError:
        return False
    return True


def accepts(tree: Any, loader: Any = yaml.SafeLoader) -> bool:
    return VALIDATOR.is_valid(as_json(as_typed(tree, loader)))


def disagreement(tree: Any, path: Path = TEMPLATE, *loaders: Any) -> str:
    """The file's text where the schema refuses what the loader takes; "" where they agree."""
    if all(accepts(tree, loader) for loader in loaders or LOADERS.values()):
        return ""
    # JSON is YAML too. Every text is quoted in it, which is all one to the loader.
    text = json.dumps(tree, ensure_ascii=False)
    return text if loads(text, path) else ""


def test_it_is_a_schema_and_can_be_written_as_json() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert matrix_schema() == SCHEMA


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("path", [TEMPLATE, *library.known().values(), *SUPPLEMENTS], ids=lambda path: path.stem)
def test_what_is_shipped_is_valid(path: Path, loader: str) -> None:
    load_matrix(path)
    found = as_json(yaml.load(path.read_text(encoding="utf-8"), LOADERS[loader]))
    assert [error.message for error in VALIDATOR.iter_errors(found)] == []


def test_there_are_supplements_to_try() -> None:
    assert SUPPLEMENTS


def test_the_template_is_no_matrix_of_the_package() -> None:
    assert TEMPLATE not in library.known().values()
    assert "_template" not in library.known()
    first = TEMPLATE.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=matrix.schema.json"


def test_the_template_has_every_field_and_every_kind() -> None:
    """What needs a file beside it may stand in a comment."""
    text = TEMPLATE.read_text(encoding="utf-8")
    written = set(re.findall(r"(?:^|[ {#-])([a-z_]+): ?", text, re.MULTILINE))
    rules = re.findall(r"^ +- \{rule: (\w+)(.*)\}$", text, re.MULTILINE)
    assert {name for name, _ in rules} == set(KINDS)
    for owner in owners():
        name = getattr(owner, "rule", None)
        said = " ".join(rest for one, rest in rules if one == name)
        there = set(re.findall(r"(\w+): ", said)) if name else written
        assert {field.encode_name for field in fields(owner)} - {"base"} <= there, owner


def owners() -> Iterator[type]:
    """Every struct that the schema defines."""
    from chanfa_check import model
    from chanfa_check.matrix.supplement import Supplement

    named = {**vars(model), "Supplement": Supplement, **{name: kind(name) for name in KINDS}}
    for name in SCHEMA["$defs"]:
        if name != "named":
            yield named[name]


def test_every_field_has_a_note_and_every_note_a_field() -> None:
    wanted = {note_key(owner, field.encode_name) for owner in owners() for field in fields(owner)}
    assert sorted(wanted - FIELD_NOTES.keys()) == []
    assert sorted(FIELD_NOTES.keys() - wanted) == []
    for title, said in FIELD_NOTES.values():
        assert title
        assert said.endswith("。")


def test_every_field_of_every_struct_stands_in_the_schema_with_its_note() -> None:
    for owner in owners():
        definition = SCHEMA["$defs"][getattr(owner, "rule", owner.__name__)]
        properties = {name: one for name, one in definition["properties"].items() if name != "rule"}
        assert list(properties) == [field.encode_name for field in fields(owner)]
        for name, one in properties.items():
            assert (one["title"], one["description"]) == FIELD_NOTES[note_key(owner, name)]


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_brings_its_manual(name: str) -> None:
    definition = SCHEMA["$defs"][name]
    assert definition["description"] == manual(name)
    assert definition["properties"]["rule"]["const"] == name
    targets = SCHEMA["$defs"]["Indicator"]["properties"]["targets"]["items"]
    offered = [one["const"] for one in targets["properties"]["rule"]["oneOf"]]
    assert offered == list(KINDS)


def test_every_kind_of_text_has_a_schema() -> None:
    assert set(SCALAR_SCHEMAS) == set(SCALARS)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("title: 分工表\n", "", "缺字段"),
        ("title: 分工表\n", "title: 分工表\ntitel: 分工表\n", "未知字段"),
        ("    schedule: 四\n", "    scedule: 四\n", "写错的字段"),
        ("years: [2019, 2025]", "years: [2019]", "项数"),
        ("years: [2019, 2025]", "years: [19, 2025]", "年份"),
        ("years: [2019, 2025]", "years: 2019-2025", "不是列表"),
        ("{rule: floor, value: 95%}", "{value: 95%}", "没有类型"),
        ("rule: floor", "rule: flor", "没有的类型"),
        ("rule: floor, value: 95%", "rule: floor", "类型缺字段"),
        ("value: 95%", "value: 95%, to: 2020", "类型没有的字段"),
        ("value: 95%", "value: 很多", "没有数"),
        ("value: 95%", "value: [95%]", "列表"),
        ("value: 95%", "value: true", "不是数"),
        ("rule: floor, value: 95%", "rule: milestones, by: {2020年: 95%}", "时间"),
        ("rule: floor, value: 95%", "rule: milestones, by: {2020-13: 95%}", "月份"),
        ("rule: floor, value: 95%", "rule: milestones, by: [2020]", "不是时间和数"),
        ("rule: floor, value: 95%", "rule: growth, rate: 6", "没有百分号"),
        ("rule: floor, value: 95%", "rule: ongoing", "类型与单位不符"),
        ('unit: "%"', "unit: 文字", "单位与类型不符"),
        ("id: some-city", "id: some-city\npace: straight", "没有的进度"),
        ("id: some-city", "id: some-city\nlights: {red: -1}", "负数"),
        ("id: some-city", "id: some-city\nreporting: {due_day: 32}", "没有的日子"),
        ("id: some-city", "id: some-city\nreporting: {every: week, due_day: 5}", "没有的间隔"),
        ("id: some-city", "id: some-city\nclasses: {重要: [1.1]}", "没有的分类"),
        ("id: some-city", 'id: some-city\nclasses: ["1.1"]', "分类写成列表"),
        ("id: some-city", 'id: some-city\nclasses: [{约束性: ["1.1"]}]', "分类写成字段组的列表"),
        ("id: some-city", "id: some-city\nsections: [（一）]", "编号写成列表"),
        ("id: some-city", "id: some-city\naccepted: [{code: unit-odd, found: [3], why: 好}]", "不是文字"),
        ("id: some-city", "id: some-city\nindex: {一: 100}", "缺 weights"),
        ("id: some-city", "id: some-city\npoints: {met: 100}", "计分不全"),
        ("id: some-city", "id: some-city\nbase: other", "补充文件里写了任务"),
        ("{aliases: [市总]}", "[市总]", "单位写成列表"),
        ("  市教育局: {}", "  市教育局:", "单位后面空着"),
        ("partners: [市教育局]", "partners: 市教育局", "不是列表"),
    ],
    ids=lambda text: text if re.match("[^a-z {}]+$", text) else "",
)
def test_what_is_wrong_is_refused_by_both(old: str, new: str, where: str) -> None:
    del where
    text = matrix_text().replace(old, new, 1)
    assert text != matrix_text()
    for loader in LOADERS.values():
        assert not VALIDATOR.is_valid(as_json(yaml.load(text, loader)))
    assert not loads(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: some-city", "id: 2020"),
        ("id: some-city", "id: 2020-01-01"),
        ("id: some-city", "id: no"),
        ("title: 分工表", "title:"),
        ('version: "1"', "version: 1.10"),
        ("years: [2019, 2025]", 'years: ["2019", "2025"]'),
        ("id: some-city", 'id: some-city\nlights: {yellow: "0", red: 30.5}'),
        ("id: some-city", "id: some-city\nreporting: {due_day: 08}"),
        ("id: some-city", 'id: some-city\nreporting: {due_day: "5"}'),
        ("value: 95%", "value: 百分之九十五"),
        ("value: 95%", "value: 全覆盖"),
        ("value: 95%", "value: ９５％"),
        ("value: 95%", 'value: ">95%"'),
        ("value: 95%", "value: 95"),
        ("value: 95%", "value: 95.5"),
        ("value: 95%", "value: 95%, from: 2020"),
        ("value: 95%", 'value: 95%, from: "2020"'),
        ("rule: floor, value: 95%", "rule: milestones, by: {2020-06-30: 35%, 2021-06: 50, 2022-2025: 100%}"),
        ("rule: floor, value: 95%", "rule: milestones, by: {２０２０: 35%, 2021 – 2025: 100%}"),
        ("rule: floor, value: 95%", "rule: growth, rate: 百分之六"),
        ("        name: 五", "        name: 五\n        share: false"),
        ("        name: 五", '        name: 五\n        share: "true"'),
        ("    partners: [市教育局]", "    partners: []"),
    ],
)
def test_what_the_loader_takes_the_schema_takes(old: str, new: str) -> None:
    text = matrix_text().replace(old, new, 1)
    assert text != matrix_text()
    assert loads(text)
    for loader in LOADERS.values():
        found = as_json(yaml.load(text, loader))
        assert [error.message for error in VALIDATOR.iter_errors(found)] == []


@pytest.mark.parametrize(
    ("stages", "message"),
    [
        ("[启动, [完成]]", "stages 的每一项应是一个名称，或“名称: [同样意思的写法]”，不是列表"),
        ("[[启动, [完成]]]", "stages 的每一项应是一个名称，或“名称: [同样意思的写法]”，不是列表"),
        ("[启动, {完成: 建成}]", "完成 应是列表"),
        ("[启动, {完成: [[建成]]}]", "完成 应是一个值，不是列表或字段组"),
        ("启动", "stages 应是“字段: 值”的形式"),
    ],
)
def test_steps_in_steps_are_refused_by_both(stages: str, message: str) -> None:
    text = matrix_text("阶段", [f"{{rule: stage, stages: {stages}, by: {{2020: 完成}}}}"])
    for loader in LOADERS.values():
        assert not VALIDATOR.is_valid(as_json(yaml.load(text, loader)))
    assert flaws_of(text) == [(21, message)]


def test_a_step_that_stands_twice_is_refused() -> None:
    for stages in ("[启动, 完成, 启动]", "[启动, {启动: [开始]}, 完成]"):
        text = matrix_text("阶段", [f"{{rule: stage, stages: {stages}, by: {{2020: 完成}}}}"])
        assert flaws_of(text) == [(21, "stages 中的“启动”写了两次")]


def test_classes_as_a_list_are_refused_with_their_line() -> None:
    text = matrix_text().replace("departments:", 'classes: ["1.1"]\ndepartments:', 1)
    assert flaws_of(text) == [(5, "classes 应是“字段: 值”的形式")]


@pytest.mark.parametrize(
    "every", ["2年", "２年", "6个月", "6 月", "01年", "000年", "1000年", "0年", "两年", "2", "-1年", "年"]
)
def test_intervals(every: str) -> None:
    text = matrix_text("日期", [f"{{rule: event, every: {every}}}"])
    assert loads(text) == VALIDATOR.is_valid(as_json(yaml.safe_load(text)))


@pytest.mark.parametrize("day", ["05-01", "12-31", "02-29", "5-1", "13-01", "00-10", "0501", "05-32", "01-01"])
def test_days_of_the_year(day: str) -> None:
    text = matrix_text("日期", [f"{{rule: event, every: 1年, before: {day}}}"])
    valid = VALIDATOR.is_valid(as_json(yaml.safe_load(text)))
    assert valid or not loads(text)
    assert valid == (day in ("05-01", "12-31", "02-29", "01-01"))


def places(tree: Any, at: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """Every place in a tree, the keys of its mappings and the numbers in its lists."""
    if at:
        yield at
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, one in items:
        yield from places(one, (*at, step))


def changed(tree: Any, at: tuple[Step, ...], change: Any) -> Any:
    """The tree with `change` done to what holds the last step of a place."""
    copy: Any = dict(tree) if isinstance(tree, dict) else list(tree)
    if len(at) == 1:
        change(copy, at[0])
    else:
        copy[at[0]] = changed(copy[at[0]], at[1:], change)
    return copy


def drop(holder: Any, step: Step) -> None:
    del holder[step]


def misname(holder: Any, step: Step) -> None:
    if isinstance(holder, dict):
        holder[f"{step}x"] = holder.pop(step)


def double(holder: Any, step: Step) -> None:
    if isinstance(holder, list):
        holder.append(holder[int(step)])


def put(value: Any) -> Any:
    def change(holder: Any, step: Step) -> None:
        holder[step] = value

    return change


BASE = texts_of(TEMPLATE)
PLACES = list(places(BASE))
SUPPLEMENT = texts_of(SUPPLEMENTS[0])
SCALED = st.sampled_from(
    [
        *(
            "",
            "~",
            "no",
            "true",
            "false",
            "0",
            "5",
            "05",
            "007",
            "31",
            "32",
            "2020",
            "1899",
            "2200",
            "-1",
            "+3",
            "1.10",
        ),
        *(".5", "1e3", "0x10", "1_000", "1:30", "2019.0", ".inf", "2020-06", "2020-06-30", "2020-1-5", "2021-2025"),
        *("2021—2022", "20%", "1.2倍", ">1.2倍", "<= 36个月", "1-2家", "1万人", "三十五", "全部", "百分之五", "约20%"),
        *(
            "6个月",
            "2年",
            "05-01",
            "02-30",
            "month",
            "linear",
            "step",
            "floor",
            "ongoing",
            "文字",
            "%",
            "人",
            "市总工会",
        ),
        *("1.1", "2.1b", "启动", "lead", "x: y", "[1]", "#", "０５-０１", "２０２２", "５", "2021～2022", "\t"),
    ]
)
CHANGES = st.one_of(
    st.just(drop),
    st.just(misname),
    st.just(double),
    SCALED.map(put),
    st.lists(SCALED, max_size=2).map(put),
    st.dictionaries(SCALED, SCALED, max_size=2).map(put),
    st.dictionaries(st.sampled_from(["rule", "by", "value", "id", "every"]), SCALED, max_size=3).map(put),
)


def test_misnamed_fields_and_values_of_another_shape_are_no_disagreement() -> None:
    """Each field of each struct and kind once."""
    tried: dict[tuple[object, ...], tuple[Step, ...]] = {}
    for at in PLACES:
        holder = _at(BASE, at[:-1])
        rule = holder.get("rule") if isinstance(holder, dict) else None
        tried.setdefault((tuple(step for step in at if isinstance(step, str)), rule), at)
    for at in tried.values():
        for change in (misname, put([]) if isinstance(_at(BASE, at), str) else put("")):
            assert disagreement(changed(BASE, at, change), TEMPLATE, Core) == "", at


def _at(tree: Any, at: tuple[Step, ...]) -> Any:
    for step in at:
        tree = tree[step]
    return tree


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(PLACES), CHANGES)
def test_what_the_schema_refuses_the_loader_refuses(at: tuple[Step, ...], change: Any) -> None:
    assert disagreement(changed(BASE, at, change)) == ""


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(places(SUPPLEMENT))), CHANGES)
def test_so_it_does_in_a_supplement(at: tuple[Step, ...], change: Any) -> None:
    assert disagreement(changed(SUPPLEMENT, at, change), SUPPLEMENTS[0]) == ""
