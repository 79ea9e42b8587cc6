"""A tiny validator of JSON Schema, of just the words the library's own schema uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
}
_KNOWN = {
    "$schema", "$id", "$defs", "$ref", "title", "description", "examples", "format", "type",
    "properties", "required", "additionalProperties", "items", "enum", "const", "pattern",
    "anyOf", "oneOf",
}  # fmt: skip


def faults_against(schema: dict[str, Any], value: Any) -> list[str]:
    """Where a value does not fit; an unknown word of the schema is refused."""
    return list(_faults(schema, value, schema, "$"))


def _faults(root: dict[str, Any], value: Any, schema: dict[str, Any], at: str) -> Iterator[str]:
    unknown = set(schema) - _KNOWN
    assert not unknown, f"this validator does not know {unknown}"
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        yield from _faults(root, value, root["$defs"][name], at)
    kind = schema.get("type")
    if kind is not None and (
        not isinstance(value, _TYPES[kind]) or (kind == "integer" and isinstance(value, bool))
    ):
        yield f"{at}: {value!r} is no {kind}"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} does not look like {schema['pattern']}"
    for word in {"anyOf", "oneOf"} & set(schema):
        fitting = sum(not list(_faults(root, value, one, at)) for one in schema[word])
        if fitting == 0 or (fitting > 1 and word == "oneOf"):
            yield f"{at}: {fitting} of {word} fit"
    if isinstance(value, dict):
        yield from _table_faults(root, value, schema, at)
    if isinstance(value, list) and "items" in schema:
        for place, item in enumerate(value):
            yield from _faults(root, item, schema["items"], f"{at}[{place}]")


def _table_faults(
    root: dict[str, Any], value: dict[str, Any], schema: dict[str, Any], at: str
) -> Iterator[str]:
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{at}: {name} is missing"
    for name, item in value.items():
        if name in properties:
            yield from _faults(root, item, properties[name], f"{at}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{at}: {name} is not known"
