"""A JSON Schema of matrix files and supplements, so that editors complete and check them as they are written.

It is made from the same structs as the strict reader goes by, so that a new field or a new kind of requirement is in
it by itself. It accepts whatever the loader accepts, in the types that an editor's YAML gives to plain texts
(2019 is a number there); the loader says more, because a schema cannot compare one value with another.
"""

from __future__ import annotations

import types
from decimal import Decimal
from enum import StrEnum
from typing import Any, Union, get_args, get_origin

from msgspec import NODEFAULT, Struct, structs

from chanfa_check.matrix.field_notes import FIELD_NOTES, note_key
from chanfa_check.matrix.supplement import Supplement
from chanfa_check.model import (
    MEASURES,
    Bound,
    Due,
    Every,
    Indicator,
    Matrix,
    Measure,
    MonthDay,
    Rate,
    Target,
    YearDay,
)
from chanfa_check.quantity import words
from chanfa_check.quantity.numeral import CHINESE_CHARS
from chanfa_check.rules import KINDS, kind, manual

Schema = dict[str, Any]

_TITLE = "任务责任分工表（matrix.yaml）"
_TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
"""The loader reads every plain text as it stands, whatever YAML itself would take it for."""

_D = "[0-9０-９]"
_MONTH = "(?:[0０][1-9１-９]|[1１][0-2０-２])"
_DAY = "(?:[0０][1-9１-９]|[12１２][0-9０-９]|[3３][01０１])"
_YEAR = f"(?:[1１][9９]|[2２][01０１]){_D}{{2}}"
_DUE = rf"^(?:{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?|{_YEAR}\s*[-—–～~]\s*{_YEAR})$"
_NUMBER_IN_IT = "|".join((rf"[0-9０-９{CHINESE_CHARS}]", *sorted(words.WHOLE)))

SCALAR_SCHEMAS: dict[type, Schema] = {
    Due: {"type": "string", "pattern": _DUE},
    Bound: {"type": ["string", "number"], "pattern": _NUMBER_IN_IT},
    Rate: {"type": "string", "pattern": _NUMBER_IN_IT},
    Every: {"type": "string", "pattern": rf"^(?![0０]+\D){_D}{{1,3}}\s*(?:年|个?月)$"},
    YearDay: {"type": "string", "pattern": f"^{_MONTH}-{_DAY}$"},
    MonthDay: {"type": ["integer", "string"], "minimum": 1, "maximum": 31, "pattern": f"^{_D}{{1,2}}$"},
    Decimal: {"type": ["number", "string"], "minimum": 0, "pattern": rf"^{_D}+(?:\.{_D}+)?$"},
    int: {"type": ["integer", "string"], "minimum": 1900, "maximum": 2199, "pattern": f"^{_YEAR}$"},
    bool: {"enum": [True, False, "true", "false"]},
}
"""What the texts of `scalars.SCALARS` look like, quoted or not."""


def matrix_schema() -> dict[str, Any]:
    """The schema, draft 2020-12, for a matrix and for a supplement (which is what names a `base`)."""
    definitions: dict[str, Schema] = {}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _TITLE,
        "description": "一份任务责任分工表；写了 base 的，是以另一份为底的补充文件。写法见 targets/README.md。",
        "type": "object",
        "properties": {"base": _noted(_TEXT, Supplement, "base")},
        "if": {"required": ["base"]},
        "then": _struct(Supplement, definitions),
        "else": _struct(Matrix, definitions),
        "$defs": definitions,
    }


def _of(type_: Any, definitions: dict[str, Schema]) -> Schema:
    if get_origin(type_) in (Union, types.UnionType):
        type_ = next(arg for arg in get_args(type_) if arg is not types.NoneType)
    origin, args = get_origin(type_), get_args(type_)
    if origin is dict:
        return _mapping(args[0], args[1], definitions)
    if origin is tuple:
        count = {} if args[-1] is Ellipsis else {"minItems": len(args), "maxItems": len(args)}
        return {"type": "array", "items": _of(args[0], definitions), **count}
    if type_ is str:
        return _TEXT
    if issubclass(type_, StrEnum):
        return {"enum": [item.value for item in type_]}
    if type_ is Target:
        return _target(definitions)
    return SCALAR_SCHEMAS.get(type_) or _struct(type_, definitions)


def _struct(type_: type[Struct], definitions: dict[str, Schema]) -> Schema:
    """A reference to the struct's definition, which is added where it is not there yet."""
    name = getattr(type_, "rule", type_.__name__)
    if name not in definitions:
        definitions[name] = {}  # a struct may hold others of its own type
        fields = structs.fields(type_)
        properties = {item.encode_name: _noted(_of(item.type, definitions), type_, item.encode_name) for item in fields}
        required = [
            item.encode_name for item in fields if item.default is NODEFAULT and item.default_factory is NODEFAULT
        ]
        definitions[name] = {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
            **(_fitting_rules() if type_ is Indicator else {}),
        }
    return {"$ref": f"#/$defs/{name}"}


def _mapping(key: Any, value: Any, definitions: dict[str, Schema]) -> Schema:
    inner = _of(value, definitions)
    if key is str and value == tuple[str, ...]:
        return _named(inner, definitions)
    if key is str:
        return {"type": "object", "additionalProperties": inner}
    if issubclass(key, StrEnum):
        properties = {item.value: inner for item in key}
        return {"type": "object", "properties": properties, "additionalProperties": False}
    return {"type": "object", "propertyNames": SCALAR_SCHEMAS[key], "additionalProperties": inner}


def _named(words_of_one: Schema, definitions: dict[str, Schema]) -> Schema:
    """Names with further words each, or a list of names of which some bring further words."""
    mapping = {"type": "object", "additionalProperties": words_of_one}
    definitions["named"] = {"anyOf": [{"type": "array", "items": {"anyOf": [_TEXT, mapping]}}, mapping]}
    return {"$ref": "#/$defs/named"}


def _target(definitions: dict[str, Schema]) -> Schema:
    """Which kind a target is decides what else it holds."""
    titles = {name: manual(name).splitlines()[0] for name in KINDS}
    for name in KINDS:
        _struct(kind(name), definitions)
        found = definitions[name]
        properties = {"rule": {"const": name, "description": titles[name]}, **found["properties"]}
        definitions[name] = {"title": titles[name], "description": manual(name), **found, "properties": properties}
    return {
        "type": "object",
        "required": ["rule"],
        "properties": {
            "rule": {
                "title": "要求类型",
                "oneOf": [{"const": name, "description": said} for name, said in titles.items()],
            }
        },
        "allOf": [
            {"if": {"properties": {"rule": {"const": name}}, "required": ["rule"]}, "then": {"$ref": f"#/$defs/{name}"}}
            for name in KINDS
        ],
    }


def _fitting_rules() -> Schema:
    """An indicator's unit decides which kinds of requirement fit."""
    measures = {name: kind(name).measure for name in KINDS}

    def only(measure: Measure) -> Schema:
        fitting = [name for name, one in measures.items() if one is measure]
        return {"properties": {"targets": {"items": {"properties": {"rule": {"enum": fitting}}}}}}

    stated = [
        {"if": {"properties": {"unit": {"const": word}}, "required": ["unit"]}, "then": only(measure)}
        for word, measure in MEASURES.items()
    ]
    number = {"if": {"properties": {"unit": {"not": {"enum": list(MEASURES)}}}}, "then": only(Measure.NUMBER)}
    return {"allOf": [*stated, number]}


def _noted(schema: Schema, owner: type, field: str) -> Schema:
    """With what the field is called and what may be written there."""
    title, description = FIELD_NOTES.get(note_key(owner, field), (field, ""))
    return {"title": title, "description": description, **schema}
