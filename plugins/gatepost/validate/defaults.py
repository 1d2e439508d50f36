"""Defaults against their schemas."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import jsonschema_rs as rs

from gatepost.model.problem import Problem
from gatepost.model.schema import Json
from gatepost.validate.causes import cause, closest, shown
from gatepost.validate.schemas import severity_at
from gatepost.validate.walk import Node, Walk

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}
_ANNOTATIONS = frozenset(
    "type default description title example examples deprecated readOnly writeOnly nullable xml externalDocs"
    " name in required allowEmptyValue collectionFormat style explode".split()
)
_CONSTRAINTS = frozenset(
    "type format enum const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength minItems"
    " maxItems uniqueItems minProperties maxProperties required additionalProperties".split()
)
_NESTED = {"allOf": list, "anyOf": list, "oneOf": list, "not": dict, "items": dict, "properties": dict}
_FORMATS: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(
        (
            "uri uri-reference iri iri-reference uri-template hostname idn-hostname json-pointer relative-json-pointer"
            " duration time regex"
        ).split(),
        lambda _: True,
    ),
    "date": lambda text: _is_date(text),
    "uuid": lambda text: _is_uuid(text),
}
"""Formats that the reference validator leaves unchecked, and those that draft 4 does not know."""

_MAX_PARTS = 500
_MAX_NESTING = 16
"""Schemas behind references, in all and one inside the other, that a default is checked against; others pass."""


def defaults(walk: Walk) -> Iterator[Problem]:
    """A default is valid by its schema. Patterns are left out: nothing of a description is executed."""
    kinds = ("schema", "parameter") if walk.specification == "2.0" else ("schema",)
    for kind in kinds:
        for node in walk.nodes[kind]:
            value = node.value
            if "default" in value and not _is_plainly_valid(value) and not _is_null_allowed(value):
                yield from _check(walk, node)


def _is_plainly_valid(schema: dict[str, Any]) -> bool:
    """Decide the many simple cases: a type, a default of this type, and nothing else that constrains it."""
    wanted, value = schema.get("type"), schema["default"]
    if not isinstance(wanted, str) or not _ANNOTATIONS.issuperset(schema):
        return False
    return type(value) in _TYPES.get(wanted, ())


def _is_null_allowed(schema: dict[str, Any]) -> bool:
    return schema["default"] is None and schema.get("nullable") is True


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return text.count("-") == 4


def _check(walk: Walk, node: Node) -> Iterator[Problem]:
    parts: list[Json] = []
    try:
        root = _Copy(walk, parts).of(node, is_parameter=node.kind == "parameter")
    except RecursionError:  # thousands of schemas, each inside the other: no default is worth that
        return
    if len(parts) > _MAX_PARTS:
        return
    is_old = walk.specification in ("2.0", "3.0")
    schema = {"definitions": {str(index): part for index, part in enumerate(parts)}, "allOf": [root]}
    try:
        validator = (rs.Draft4Validator if is_old else rs.Draft202012Validator)(
            schema, offline=True, validate_formats=True, formats=_FORMATS
        )
        error = next(iter(validator.iter_errors(node.value["default"])), None)
    except (ValueError, rs.ReferencingError):  # the schema itself is invalid: another rule says so
        return
    if error is not None:
        message = f"The default {shown(node.value['default'])} does not fit its schema: {cause(closest(error))}"
        yield node.problem("default-invalid", severity_at(node), message, "default")


class _Copy:
    """Copies a schema, as far as it constrains, into one that stands alone: each part once, references as numbers."""

    def __init__(self, walk: Walk, parts: list[Json]) -> None:
        self._walk = walk
        self._parts = parts
        self._numbers: dict[int, int] = {}
        self._nesting = 0

    def of(self, node: Node, is_parameter: bool = False) -> Json:
        """Return the copy of a schema; parts that references lead to are put into the list of parts."""
        schema = node.value
        if not isinstance(schema, dict) or len(self._parts) > _MAX_PARTS:
            return {}
        if isinstance(schema.get("$ref"), str):
            return self._of_target(node)
        copy = {key: schema[key] for key in _CONSTRAINTS.intersection(schema)}
        if is_parameter or not isinstance(copy.get("required", []), list):
            copy.pop("required", None)
        if schema.get("nullable") is True and isinstance(schema.get("type"), str):
            copy["type"] = [schema["type"], "null"]
        if isinstance(schema.get("additionalProperties"), dict):
            copy["additionalProperties"] = self.of(self._child(node, "additionalProperties"))
        for keyword, shape in _NESTED.items():
            if isinstance(schema.get(keyword), shape):
                copy[keyword] = self._nested(node, keyword)
        return copy

    def _nested(self, node: Node, keyword: str) -> Json:
        value = node.value[keyword]
        if keyword == "properties":
            return {name: self.of(self._child(node, keyword, name)) for name in value}
        if isinstance(value, list):
            return [self.of(self._child(node, keyword, index)) for index in range(len(value))]
        return self.of(self._child(node, keyword))

    def _child(self, node: Node, *keys: str | int) -> Node:
        value = node.value
        for key in keys:
            value = value[key]
        return Node("schema", value, node.document, tuple(str(key) for key in keys), node)

    def _of_target(self, node: Node) -> Json:
        target = self._walk.resolve(node)
        if target is None or self._nesting >= _MAX_NESTING:
            return {}
        number = self._numbers.get(id(target.value))
        if number is None:
            number = self._numbers[id(target.value)] = len(self._parts)
            self._parts.append({})
            self._nesting += 1
            self._parts[number] = self.of(target)
            self._nesting -= 1
        return {"$ref": f"#/definitions/{number}"}
