"""Judges a value by a JSON Schema: 2020-12 as OpenAPI 3.1 and later use it, and the dialect of OpenAPI 3.0.

Standard library only, because the same code runs in the page. `$ref` cycles, deep values and schemas that expand
without end are bounded: past a bound, the rest is not judged rather than refused.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeGuard

from gatepost.sandbox import patterns
from gatepost.sandbox.faults import Fault, escape, known_names, listed, shown, with_kind
from gatepost.sandbox.formats import FORMATS

DEEPEST = 200
MOST_STEPS = 200_000
MOST_FAULTS = 20

Schema = Any
"""A schema as parsed: an object or a boolean."""


class UnresolvedError(Exception):
    """A `$ref` that leads nowhere."""


def type_of(value: Any) -> str:
    """The JSON type of a value; bytes, from an upload, count as a string."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "integer" if value.is_integer() else "number"
        case str() | bytes():
            return "string"
        case Mapping():
            return "object"
    return "array"


def types_of(schema: Schema) -> tuple[str, ...]:
    """The types a schema names itself, `nullable` included; empty where it names none."""
    named = schema.get("type") if isinstance(schema, dict) else None
    if named is None:
        return ()
    types = tuple(named) if isinstance(named, list) else (str(named),)
    return (*types, "null") if schema.get("nullable") is True else types


def same(one: Any, other: Any) -> bool:
    """Equality of JSON values: 1 is 1.0, but true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(value, other[name]) for name, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


class Validator:
    """Judges values by the schemas of one description; `writing` is true for what a client sends."""

    def __init__(self, resolve: Callable[[Any], Any], *, writing: bool = False) -> None:
        self.resolve = resolve
        self.writing = writing

    def faults(self, schema: Schema, value: Any) -> list[Fault]:
        """What is wrong with the value, at most twenty faults."""
        return _Judgement(self).run(schema, value)

    def accepts(self, schema: Schema, value: Any) -> bool:
        """Whether nothing is wrong with the value."""
        return not self.faults(schema, value)


class _Judgement:
    """One walk over one value. `seen` holds the (schema, value) pairs under way: a cycle adds nothing new."""

    def __init__(self, validator: Validator) -> None:
        self.resolve = validator.resolve
        self.writing = validator.writing
        self.steps = 0
        self.seen: set[tuple[int, int]] = set()

    def run(self, schema: Schema, value: Any) -> list[Fault]:
        found: list[Fault] = []
        for fault in self.check(schema, value, "", 0):
            found.append(fault)
            if len(found) == MOST_FAULTS:
                break
        return found

    def accepts(self, schema: Schema, value: Any, depth: int) -> bool:
        return next(self.check(schema, value, "", depth), None) is None

    def check(self, schema: Schema, value: Any, at: str, depth: int) -> Iterator[Fault]:
        """Every fault of the value, lazily."""
        self.steps += 1
        if isinstance(schema, bool):
            if not schema:
                yield Fault(at, "nothing is allowed here")
            return
        if not isinstance(schema, dict) or depth > DEEPEST or self.steps > MOST_STEPS:
            return
        pair = (id(schema), id(value))
        if pair in self.seen:
            return
        self.seen.add(pair)
        try:
            yield from self._rules(schema, value, at, depth + 1)
        finally:
            self.seen.discard(pair)

    def _rules(self, schema: dict[str, Any], value: Any, at: str, depth: int) -> Iterator[Fault]:
        if "$ref" in schema:
            yield from self.check(self.resolve(schema), value, at, depth)
        if value is None and schema.get("nullable") is True:
            return
        types = types_of(schema)
        kind = type_of(value)
        if types and kind not in types and not (kind == "integer" and "number" in types):
            yield Fault(at, f"expected {' or '.join(types)}, got {with_kind(value, kind)}")
            return
        yield from self._values(schema, value, at)
        if kind in ("integer", "number"):
            yield from _number(schema, value, at)
        elif kind == "string":
            yield from _string(schema, value, at)
        elif kind == "array":
            yield from self._array(schema, value, at, depth)
        elif kind == "object":
            yield from self._object(schema, value, at, depth)
        yield from self._combined(schema, value, at, depth)

    def _values(self, schema: dict[str, Any], value: Any, at: str) -> Iterator[Fault]:
        if (
            "enum" in schema
            and isinstance(schema["enum"], list)
            and not any(same(value, one) for one in schema["enum"])
        ):
            yield Fault(at, f"expected one of {listed(schema['enum'])}, got {shown(value)}")
        if "const" in schema and not same(value, schema["const"]):
            yield Fault(at, f"expected {shown(schema['const'])}, got {shown(value)}")

    def _array(self, schema: dict[str, Any], value: list[Any], at: str, depth: int) -> Iterator[Fault]:
        yield from _count(schema, len(value), at, "Items", "item")
        if schema.get("uniqueItems") is True and not _unique(value):
            yield Fault(at, "expected items that differ from each other")
        prefix = schema.get("prefixItems") or []
        items = schema.get("items", True)
        for index, item in enumerate(value):
            yield from self.check(prefix[index] if index < len(prefix) else items, item, f"{at}/{index}", depth)
        if "contains" in schema:
            number = sum(self.accepts(schema["contains"], item, depth) for item in value)
            if not schema.get("minContains", 1) <= number <= schema.get("maxContains", math.inf):
                yield Fault(at, f"{number} items are as `contains` wants them, which is out of bounds")

    def _object(self, schema: dict[str, Any], value: Mapping[str, Any], at: str, depth: int) -> Iterator[Fault]:
        yield from _count(schema, len(value), at, "Properties", "property")
        properties = schema.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        required = schema.get("required")
        for name in required if isinstance(required, list) else ():
            if name not in value and not self._spared(properties.get(name)):
                yield Fault(f"{at}/{escape(name)}", "is required")
        for name, others in (schema.get("dependentRequired") or {}).items():
            for other in others if name in value else ():
                if other not in value:
                    yield Fault(f"{at}/{escape(other)}", f"is required with {name}")
        for name, other in (schema.get("dependentSchemas") or {}).items():
            if name in value:
                yield from self.check(other, value, at, depth)
        for name, item in value.items():
            yield from self._property(schema, properties, name, item, f"{at}/{escape(name)}", depth)
        if "unevaluatedProperties" in schema:
            known = self._evaluated(schema, value, depth)
            for name in value:
                if name not in known and not self.accepts(schema["unevaluatedProperties"], value[name], depth):
                    yield Fault(f"{at}/{escape(name)}", "is not a known property")

    def _property(
        self, schema: dict[str, Any], properties: dict[str, Any], name: str, item: Any, at: str, depth: int
    ) -> Iterator[Fault]:
        known = name in properties
        if known:
            yield from self.check(properties[name], item, at, depth)
        for pattern, other in (schema.get("patternProperties") or {}).items():
            if patterns.matches(pattern, name) is not False:
                known = True
                yield from self.check(other, item, at, depth)
        if "propertyNames" in schema and not self.accepts(schema["propertyNames"], name, depth):
            yield Fault(at, "is not an allowed property name")
        if not known and "additionalProperties" in schema:
            if schema["additionalProperties"] is False:
                yield Fault(at, f"is not a known property{known_names(properties)}")
            else:
                yield from self.check(schema["additionalProperties"], item, at, depth)

    def _spared(self, schema: Schema) -> bool:
        """A required property that this direction leaves out: readOnly when writing, writeOnly when reading."""
        if not isinstance(schema, dict):
            return False
        word = "readOnly" if self.writing else "writeOnly"
        return schema.get(word) is True or ("$ref" in schema and self._resolved(schema).get(word) is True)

    def _resolved(self, schema: Schema) -> dict[str, Any]:
        found = self.resolve(schema)
        return found if isinstance(found, dict) else {}

    def _combined(self, schema: dict[str, Any], value: Any, at: str, depth: int) -> Iterator[Fault]:
        for part in schema.get("allOf") or ():
            yield from self.check(part, value, at, depth)
        if schema.get("anyOf"):
            yield from self._any(schema, schema["anyOf"], value, at, depth)
        if schema.get("oneOf"):
            yield from self._one(schema, schema["oneOf"], value, at, depth)
        if "not" in schema and self.accepts(schema["not"], value, depth):
            yield Fault(at, "is what `not` forbids")
        if "if" in schema:
            branch = "then" if self.accepts(schema["if"], value, depth) else "else"
            yield from self.check(schema.get(branch, True), value, at, depth)

    def _any(self, schema: dict[str, Any], parts: list[Any], value: Any, at: str, depth: int) -> Iterator[Fault]:
        if not any(self.accepts(part, value, depth) for part in parts):
            yield from self._closest(schema, parts, value, at, depth)

    def _one(self, schema: dict[str, Any], parts: list[Any], value: Any, at: str, depth: int) -> Iterator[Fault]:
        accepting = sum(self.accepts(part, value, depth) for part in parts)
        if accepting == 0:
            yield from self._closest(schema, parts, value, at, depth)
        elif accepting > 1 and not self._told_apart(schema, parts, value, depth):
            yield Fault(at, f"fits {accepting} variants, expected exactly one")

    def _told_apart(self, schema: dict[str, Any], parts: list[Any], value: Any, depth: int) -> bool:
        """What a client sends may fit several variants where the discriminator says which one is meant."""
        chosen = self._discriminated(schema, parts, value) if self.writing else None
        return chosen is not None and self.accepts(chosen, value, depth)

    def _closest(self, schema: dict[str, Any], parts: list[Any], value: Any, at: str, depth: int) -> Iterator[Fault]:
        """The faults of the variant the value means: the discriminator's, else the one that fits deepest."""
        chosen = self._discriminated(schema, parts, value)
        if chosen is not None:
            yield from self.check(chosen, value, at, depth)
            return
        attempts = [list(_few(self.check(part, value, at, depth))) for part in parts]
        fitting = [faults for faults in attempts if all(fault.pointer != at for fault in faults)]
        if len(fitting) == 1:
            yield from fitting[0]
        else:
            reasons = dict.fromkeys(str(faults[0]) for faults in attempts if faults)
            yield Fault(at, f"fits none of {len(parts)} variants ({'; '.join(list(reasons)[:4])})")

    def _discriminated(self, schema: dict[str, Any], parts: list[Any], value: Any) -> Schema | None:
        discriminator = schema.get("discriminator")
        if not isinstance(discriminator, dict) or not isinstance(value, Mapping):
            return None
        name = value.get(discriminator.get("propertyName", ""))
        if not isinstance(name, str):
            return None
        target = (discriminator.get("mapping") or {}).get(name, name)
        for part in parts:
            reference = part.get("$ref", "") if isinstance(part, dict) else ""
            if reference and (reference == target or reference.rsplit("/", 1)[-1] == target):
                return part
        return None

    def _evaluated(self, schema: Schema, value: Mapping[str, Any], depth: int) -> set[str]:
        """The property names that a schema and the parts of it that accept the value speak of."""
        if not isinstance(schema, dict) or depth > DEEPEST:
            return set()
        names = {name for name in schema.get("properties") or () if name in value}
        if "additionalProperties" in schema:
            return set(value)
        for pattern in schema.get("patternProperties") or ():
            names |= {name for name in value if patterns.matches(pattern, name) is not False}
        parts = [*(schema.get("allOf") or ()), *(schema.get("anyOf") or ()), *(schema.get("oneOf") or ())]
        parts += [schema[word] for word in ("if", "then", "else") if word in schema]
        if "$ref" in schema:
            parts.append(self.resolve(schema))
        for part in parts:
            if self.accepts(part, value, depth + 1):
                names |= self._evaluated(part, value, depth + 1)
        return names


def _number(schema: dict[str, Any], value: float, at: str) -> Iterator[Fault]:
    least, most = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    # OpenAPI 3.0: the exclusive bounds are flags on the plain ones.
    if above is True:
        above, least = least, None
    if below is True:
        below, most = most, None
    if _is_number(least) and value < least:
        yield Fault(at, f"expected at least {least}, got {value}")
    if _is_number(most) and value > most:
        yield Fault(at, f"expected at most {most}, got {value}")
    if _is_number(above) and value <= above:
        yield Fault(at, f"expected more than {above}, got {value}")
    if _is_number(below) and value >= below:
        yield Fault(at, f"expected less than {below}, got {value}")
    step = schema.get("multipleOf")
    if _is_number(step) and step > 0 and not _is_multiple(value, step):
        yield Fault(at, f"expected a multiple of {step}, got {value}")
    bits = {"int32": 31, "int64": 63}.get(str(schema.get("format")))
    if bits and not -(2**bits) <= value < 2**bits:
        yield Fault(at, f"expected an {schema['format']}, got {value}")


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_multiple(value: float, step: float) -> bool:
    if isinstance(value, int) and isinstance(step, int):
        return value % step == 0
    try:
        quotient = value / step
    except OverflowError:
        return True
    return math.isinf(quotient) or abs(quotient - round(quotient)) < 1e-6


def _string(schema: dict[str, Any], value: str | bytes, at: str) -> Iterator[Fault]:
    yield from _count(schema, len(value), at, "Length", "character")
    if isinstance(value, bytes):
        return
    pattern = schema.get("pattern")
    if isinstance(pattern, str) and patterns.matches(pattern, value) is False:
        yield Fault(at, f"expected text that matches {pattern}, got {shown(value)}")
    known = FORMATS.get(str(schema.get("format")))
    if known is not None and not known(value):
        yield Fault(at, f"expected the format {schema['format']}, got {shown(value)}")


def _count(schema: dict[str, Any], number: int, at: str, word: str, unit: str) -> Iterator[Fault]:
    least, most = schema.get(f"min{word}"), schema.get(f"max{word}")
    plural = "properties" if unit == "property" else f"{unit}s"
    if _is_number(least) and number < least:
        yield Fault(at, f"expected at least {least} {unit if least == 1 else plural}, got {number}")
    if _is_number(most) and number > most:
        yield Fault(at, f"expected at most {most} {unit if most == 1 else plural}, got {number}")


def _unique(items: list[Any]) -> bool:
    """Canonical JSON compares in linear time; 1 and 1.0 are made one first."""
    seen = {json.dumps(_plain(item), sort_keys=True, default=repr) for item in items}
    return len(seen) == len(items)


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    return value


def _few(faults: Iterator[Fault]) -> Iterator[Fault]:
    for _, fault in zip(range(3), faults, strict=False):
        yield fault
