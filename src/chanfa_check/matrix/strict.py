"""From a YAML text to frozen data: unknown, missing and repeated keys and unfit values are named with their line."""

from __future__ import annotations

import types
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin

import yaml
from msgspec import NODEFAULT, Struct, structs

from chanfa_check.matrix.compose import compose
from chanfa_check.matrix.flaws import Flaw
from chanfa_check.matrix.scalars import SCALARS, read_amount
from chanfa_check.model import MEASURES, Bound, Indicator, Measure, Target
from chanfa_check.nearest import nearest
from chanfa_check.quantity.unit import known_unit
from chanfa_check.rules import KINDS, kind

MAX_SCALAR = 200
"""How many characters a number, a date or another short form may have."""
_FACTS = frozenset({"start", "base", "cap"})
"""The fields whose numbers are no bounds to keep to."""

S = TypeVar("S", bound=Struct)
Path = tuple[str | int, ...]


class Reader:
    """Collects the flaws of one file, and the line of every value by its path ("tasks", 3, "lead")."""

    def __init__(self) -> None:
        self.flaws: list[Flaw] = []
        self.lines: dict[Path, int] = {}

    def read(self, text: str, type_: type[S]) -> S | None:
        """The file's content as `type_`; None where `flaws` says why not."""
        node = compose(text)
        if isinstance(node, Flaw):
            self.flaws.append(node)
            return None
        value = self._value(node, type_, (), "")
        return value if isinstance(value, type_) and not self.flaws else None

    def flaw(self, path: Path, message: str) -> None:
        """Notes a flaw at the value with this path, or at the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        self.flaws.append(Flaw(self.lines.get(path, 1), message))

    def _value(self, node: yaml.Node, type_: Any, path: Path, unit: str) -> Any:
        self.lines[path] = node.start_mark.line + 1
        type_, origin, args = _shape(type_)
        if origin is dict:
            return self._dict(node, args[0], args[1], path, unit)
        if origin is tuple and args[-1] is not Ellipsis:
            items = self._list(node, args[0], path, unit)
            if items is not None and len(items) != len(args):
                return self.flaw(path, f"应有 {len(args)} 项，实有 {len(items)} 项")
            return items
        if origin is tuple:
            return self._list(node, args[0], path, unit)
        if isinstance(type_, type) and issubclass(type_, Struct) and type_ not in SCALARS:
            return self._struct(node, type_, path, unit)
        return self._scalar(node, type_, path, unit)

    def _scalar(self, node: yaml.Node, type_: Any, path: Path, unit: str) -> Any:
        name = _name(path)
        if not isinstance(node, yaml.ScalarNode):
            return self.flaw(path, f"{name} 应是一个值，不是列表或字段组")
        text: str = node.value
        if type_ is str:
            return text.rstrip("\n")
        if len(text) > MAX_SCALAR:
            return self.flaw(path, f"{name}：“{text[:20]}…”有 {len(text)} 个字，最多 {MAX_SCALAR} 个")
        if issubclass(type_, StrEnum):
            allowed = [item.value for item in type_]
            if text not in allowed:
                return self.flaw(path, f"{name}：“{text}”不可用；可用：{'、'.join(allowed)}")
            return type_(text)
        read = read_amount if type_ is Bound and not _FACTS.isdisjoint(path[-2:]) else SCALARS[type_]
        try:
            return read(text, unit)
        except ValueError as error:
            return self.flaw(path, f"{name}：“{text}”{error}")

    def _list(self, node: yaml.Node, item: Any, path: Path, unit: str) -> tuple[Any, ...] | None:
        if not isinstance(node, yaml.SequenceNode):
            self.flaw(path, f"{_name(path)} 应是列表")
            return None
        return tuple(self._value(child, item, (*path, index), unit) for index, child in enumerate(node.value))

    def _dict(self, node: yaml.Node, key_type: Any, value_type: Any, path: Path, unit: str) -> dict[Any, Any] | None:
        if key_type is str and value_type == tuple[str, ...] and isinstance(node, yaml.SequenceNode):
            return self._worded(node, path)
        pairs = self._pairs(node, path)
        if pairs is None:
            return None
        read: dict[Any, Any] = {}
        for text, (key, child) in pairs.items():
            here = (*path, text)
            name = text if key_type is str else self._scalar(key, key_type, here, unit)
            if name is not None and name in read:
                self.flaw(here, f"“{text}”与前面写的是同一个时间")
            read[name] = self._value(child, value_type, here, unit)
        return read

    def _worded(self, node: yaml.SequenceNode, path: Path) -> dict[str, tuple[str, ...]]:
        """A list of names, of which some bring further words: [启动, {制定方案: [方案已制定]}]."""
        named: dict[str, tuple[str, ...]] = {}
        for index, child in enumerate(node.value):
            here = (*path, index)
            self.lines[here] = child.start_mark.line + 1
            if isinstance(child, yaml.ScalarNode):
                found: dict[str, tuple[str, ...]] = {child.value: ()}
            elif isinstance(child, yaml.MappingNode):
                found = self._dict(child, str, tuple[str, ...], here, "") or {}
            else:
                self.flaw(here, f"{_name(path)} 的每一项应是一个名称，或“名称: [同样意思的写法]”，不是列表")
                continue
            for name in found.keys() & named.keys():
                self.flaw(here, f"{_name(path)} 中的“{name}”写了两次")
            named |= found
        return named

    def _pairs(self, node: yaml.Node, path: Path) -> dict[str, tuple[yaml.ScalarNode, yaml.Node]] | None:
        if not isinstance(node, yaml.MappingNode):
            self.flaw(path, f"{_name(path)} 应是“字段: 值”的形式")
            return None
        pairs: dict[str, tuple[yaml.ScalarNode, yaml.Node]] = {}
        for key, child in node.value:
            self.lines[*path, key.value if isinstance(key, yaml.ScalarNode) else "?"] = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self.flaw((*path, "?"), "字段名应是一个词")
            elif key.value in pairs:
                self.flaw((*path, key.value), f"字段“{key.value}”重复")
            else:
                pairs[key.value] = (key, child)
        return pairs

    def _struct(self, node: yaml.Node, type_: type[Struct], path: Path, unit: str) -> Struct | None:
        pairs = self._pairs(node, path)
        if pairs is None:
            return None
        if type_ is Target:
            found = self._kind(pairs, path, unit)
            if found is None:
                return None
            type_ = found
        if type_ is Indicator and "unit" in pairs and isinstance(pairs["unit"][1], yaml.ScalarNode):
            unit = pairs["unit"][1].value
            if unit not in MEASURES and not known_unit(unit):
                self.flaw((*path, "unit"), f"单位“{unit}”不认识；不是数字的请写：{'、'.join(MEASURES)}")
                return None
        before = len(self.flaws)
        fields = _fields(type_)
        for key in pairs.keys() - fields.keys():
            close = nearest(key, fields)
            hint = f"，是否想写“{close}”？" if close else "；"
            self.flaw((*path, key), f"未知字段“{key}”{hint}可用：{'、'.join(fields)}")
        values: dict[str, Any] = {}
        for key, item in fields.items():
            if key in pairs:
                values[item.name] = self._value(pairs[key][1], item.type, (*path, key), unit)
            elif item.default is NODEFAULT and item.default_factory is NODEFAULT:
                self.flaw(path, f"{_name(path)} 缺少字段“{key}”")
        return type_(**values) if len(self.flaws) == before else None

    def _kind(self, pairs: dict[str, tuple[yaml.ScalarNode, yaml.Node]], path: Path, unit: str) -> type[Target] | None:
        _, node = pairs.pop("rule", (None, None))
        if not isinstance(node, yaml.ScalarNode):
            self.flaw(path, f"目标缺少 rule；可用：{'、'.join(KINDS)}")
            return None
        if node.value not in KINDS:
            close = nearest(node.value, KINDS)
            hint = f"，是否想写“{close}”？" if close else "；"
            self.flaw(path, f"没有“{node.value}”这种要求类型{hint}可用：{'、'.join(KINDS)}")
            return None
        found = kind(node.value)
        if found.measure is not MEASURES.get(unit, Measure.NUMBER):
            self.flaw(path, f"要求类型 {node.value} 不适用于单位“{unit}”的指标")
            return None
        return found


@cache
def _shape(type_: Any) -> tuple[Any, Any, tuple[Any, ...]]:
    """The type without its None, its origin and its arguments."""
    if get_origin(type_) in (Union, types.UnionType):
        type_ = next(arg for arg in get_args(type_) if arg is not types.NoneType)
    return type_, get_origin(type_), get_args(type_)


@cache
def _fields(type_: type[Struct]) -> dict[str, structs.FieldInfo]:
    return {item.encode_name: item for item in structs.fields(type_)}


def _name(path: Path) -> str:
    """The field that a path ends in, for a sentence."""
    words = [str(step) for step in path if isinstance(step, str)]
    return words[-1] if words else "文件"
