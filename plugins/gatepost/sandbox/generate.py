"""Makes values that fit a schema: examples where the description has them, else the same invention at every run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, TypeGuard

from gatepost.sandbox import scalars
from gatepost.sandbox.description import Description
from gatepost.sandbox.schema import Schema, same, types_of

DEEPEST = 40
DEEPEST_OPTIONAL = 5
MOST_NODES = 4_000
MOST_OPTIONAL_NODES = 400
MOST_ITEMS = 1_000
LONG = 500
"""Characters of a text that count as one node."""

Named = Mapping[str, Sequence[Any]]
"""Values to prefer for properties of these names, the first that fits."""


class CutError(Exception):
    """A required part refers to itself, so that no finite value was found."""


class Generator:
    """Makes values by the schemas of one description; `writing` leaves out what a client may not send."""

    def __init__(self, description: Description, *, writing: bool = False, seed: int = 1) -> None:
        self.description = description
        self.validator = description.writing if writing else description.reading
        self.hidden = "readOnly" if writing else "writeOnly"
        self.seed = seed

    def make(self, schema: Schema, *, variation: int = 0, named: Named | None = None) -> Any:
        """A value for the schema, complete if it can be, with only what is required else; None where none is found."""
        last: Any = None
        for optional_depth in (DEEPEST_OPTIONAL, 1, 0):
            attempt = _Attempt(self, variation, named or {}, optional_depth)
            try:
                last = attempt.value(schema, "value", 0)
            except CutError:
                continue
            if self.validator.accepts(schema, last):
                return last
        return last


class _Attempt:
    """One walk over a schema. `path` are the schemas under way, by identity."""

    def __init__(self, generator: Generator, variation: int, named: Named, optional_depth: int) -> None:
        self.generator = generator
        self.resolve = generator.description.resolve
        self.accepts = generator.validator.accepts
        self.variation = variation
        self.named = named
        self.optional_depth = optional_depth
        self.nodes = 0
        self.path: list[int] = []

    def value(self, schema: Schema, name: str, depth: int) -> Any:
        self.nodes += 1
        if depth > DEEPEST or self.nodes > MOST_NODES:
            raise CutError
        resolved = self.resolve(schema)
        if isinstance(schema, dict) and resolved is not schema and isinstance(resolved, dict):
            # OpenAPI 3.1 lets keywords stand beside `$ref`.
            beside = {word: rule for word, rule in schema.items() if word not in ("$ref", "summary", "description")}
            resolved = self.merged([resolved, beside]) if beside else resolved
        if not isinstance(resolved, dict):
            return self.anything()
        key = id(self.resolve(schema))
        if key in self.path:
            raise CutError
        self.path.append(key)
        try:
            made = self.chosen(resolved, name, depth)
            # Long texts count for many: a hundred megabytes would hold up a page, and help nobody.
            self.nodes += len(made) // LONG if isinstance(made, str) else 0
            return made
        except CutError:
            if "null" in types_of(resolved):
                return None
            raise
        finally:
            self.path.pop()

    def anything(self) -> Any:
        return {}

    def chosen(self, schema: dict[str, Any], name: str, depth: int) -> Any:
        """A value the schema itself offers, if valid, else one of its variants, else an invention."""
        for offered in self.offered(schema):
            if self.accepts(schema, offered):
                return deepcopy(offered)
        if schema.get("allOf"):
            parts = [self.resolve(part) for part in schema["allOf"]]
            keys = [id(part) for part in parts]
            if any(key in self.path for key in keys):
                raise CutError
            base = {word: rule for word, rule in schema.items() if word != "allOf"}
            whole = self.merged([*parts, base])
            self.path += keys
            try:
                return self.chosen(whole, name, depth + 1)
            finally:
                del self.path[-len(keys) :]
        for word in ("oneOf", "anyOf"):
            if schema.get(word):
                return self.variant(schema, word, name, depth)
        return self.invented(schema, name, depth)

    def offered(self, schema: dict[str, Any]) -> list[Any]:
        found = [schema["const"]] if "const" in schema else []
        if self.variation == 0 and "example" in schema:
            found.append(schema["example"])
        examples = schema.get("examples")
        if isinstance(examples, list) and examples:
            found.append(examples[self.variation % len(examples)])
        if "default" in schema and schema["default"] is not None and self.variation == 0:
            found.append(schema["default"])
        if isinstance(schema.get("enum"), list) and schema["enum"]:
            turn = self.variation % len(schema["enum"])
            found += [one for one in schema["enum"][turn:] + schema["enum"][:turn] if one is not None]
            found.append(schema["enum"][0])
        return found

    def merged(self, parts: list[Any]) -> dict[str, Any]:
        """One schema for several that all hold: properties and requirements join, bounds tighten."""
        whole: dict[str, Any] = {}
        for part in parts:
            part = self.resolve(part)
            if isinstance(part, dict) and part.get("allOf"):
                rest = {word: rule for word, rule in part.items() if word != "allOf"}
                if id(part) in self.path:
                    raise CutError
                self.path.append(id(part))
                try:
                    part = self.merged([*part["allOf"], rest])
                finally:
                    self.path.pop()
            for word, rule in part.items() if isinstance(part, dict) else ():
                whole[word] = _joined(word, whole[word], rule) if word in whole else rule
        return whole

    def variant(self, schema: dict[str, Any], word: str, name: str, depth: int) -> Any:
        """The first variant that gives a value the whole schema accepts; null comes last."""
        base = {other: rule for other, rule in schema.items() if other != word}
        parts = sorted(schema[word], key=lambda part: types_of(self.resolve(part)) == ("null",))
        turn = self.variation % len(parts) if word == "oneOf" else 0
        fallback: list[Any] = []
        for part in parts[turn:] + parts[:turn]:
            resolved = self.resolve(part)
            if id(resolved) in self.path:
                continue
            try:
                whole = self.merged([base, resolved])
                self.path.append(id(resolved))
                try:
                    made = self.chosen(whole, name, depth + 1)
                finally:
                    self.path.pop()
            except CutError:
                continue
            made = self.discriminated(schema, part, made)
            if self.accepts(schema, made):
                return made
            fallback.append(made)
        if not fallback:
            raise CutError
        return fallback[0]

    def discriminated(self, schema: dict[str, Any], part: Any, made: Any) -> Any:
        """Names the variant in the property that tells variants apart."""
        discriminator = schema.get("discriminator")
        reference = part.get("$ref", "") if isinstance(part, dict) else ""
        if not isinstance(discriminator, dict) or not isinstance(made, dict) or not reference:
            return made
        mapping = discriminator.get("mapping") or {}
        names = [name for name, target in mapping.items() if target in (reference, reference.rsplit("/", 1)[-1])]
        named = {**made, discriminator.get("propertyName", "type"): (names or [reference.rsplit("/", 1)[-1]])[0]}
        return named if self.accepts(part, named) else made

    def invented(self, schema: dict[str, Any], name: str, depth: int) -> Any:
        kinds = [kind for kind in types_of(schema) if kind != "null"]
        kind = kinds[0] if kinds else "null" if types_of(schema) else _implied(schema)
        match kind:
            case "object":
                return self.object(schema, depth)
            case "array":
                return self.array(schema, name, depth)
            case "string":
                return scalars.text(schema, name, self.generator.seed, self.variation)
            case "integer" | "number":
                return scalars.number(schema, name, self.generator.seed, self.variation, whole=kind == "integer")
            case "boolean":
                return self.variation % 2 == 0
            case "null":
                return None
        return self.anything()

    def object(self, schema: dict[str, Any], depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        properties = schema.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        required = set(_names(schema.get("required")))
        for name, rule in properties.items():
            if self.is_hidden(rule) or (name not in required and not self.wants_optional(name, depth)):
                continue
            try:
                made[name] = self.property(name, rule, depth)
            except CutError:
                if name in required:
                    raise
        for name in sorted(required - properties.keys()):
            made[name] = self.property(name, schema.get("additionalProperties", True), depth)
        self.fill(made, schema, depth)
        most = schema.get("maxProperties")
        for name in [name for name in made if name not in required][: len(made) - most] if _whole(most) else ():
            del made[name]
        return made

    def property(self, name: str, rule: Schema, depth: int) -> Any:
        for preferred in self.named.get(name, ()):
            if self.accepts(rule, preferred):
                return preferred
        return self.value(rule, name, depth + 1)

    def wants_optional(self, name: str, depth: int) -> bool:
        if name in self.named:
            return True
        return depth < self.optional_depth and self.nodes < MOST_OPTIONAL_NODES

    def is_hidden(self, rule: Schema) -> bool:
        resolved = self.resolve(rule)
        hidden = self.generator.hidden
        return any(isinstance(one, dict) and one.get(hidden) is True for one in (rule, resolved))

    def fill(self, made: dict[str, Any], schema: dict[str, Any], depth: int) -> None:
        """Entries of a map: one to show it, or as many as it must have."""
        least = schema.get("minProperties", 0)
        rule = schema.get("additionalProperties")
        shown = 1 if isinstance(rule, dict) and not made and depth < self.optional_depth else 0
        wanted = min(max(least if _whole(least) else 0, shown), MOST_ITEMS)
        number = 0
        while len(made) < wanted and rule is not False and number < wanted + 10:
            number += 1
            names = schema.get("propertyNames")
            name = (
                str(_Attempt(self.generator, number - 1, {}, 0).value(names, "key", depth)) if names else f"key{number}"
            )
            try:
                made[name] = self.value(rule if isinstance(rule, dict) else True, name, depth + 1)
            except CutError:
                if len(made) < (least if _whole(least) else 0):
                    raise
                return

    def array(self, schema: dict[str, Any], name: str, depth: int) -> list[Any]:
        prefix = schema.get("prefixItems") or []
        made = [self.value(rule, name, depth + 1) for rule in prefix]
        least = schema.get("minItems", 0) if _whole(schema.get("minItems")) else 0
        most = schema.get("maxItems", MOST_ITEMS) if _whole(schema.get("maxItems")) else MOST_ITEMS
        items = schema.get("items", schema.get("contains", not prefix))
        wanted = min(max(least, 0 if prefix or items is False else 1), most, MOST_ITEMS)
        before = self.variation
        try:
            while len(made) < wanted and items is not False:
                made.append(self.value(items, name, depth + 1))
                self.variation += schema.get("uniqueItems") is True
        except CutError:
            if len(made) < least:
                raise
        finally:
            self.variation = before
        return made


def _joined(word: str, one: Any, other: Any) -> Any:
    match word:
        case "properties" | "patternProperties" if isinstance(one, dict) and isinstance(other, dict):
            both = {name: {"allOf": [one[name], rule]} for name, rule in other.items() if name in one}
            return {**one, **other, **{name: rule for name, rule in both.items() if not same(one[name], other[name])}}
        case "items" | "additionalProperties" if isinstance(one, dict) and isinstance(other, dict):
            return one if same(one, other) else {"allOf": [one, other]}
        case "required" if isinstance(one, list) and isinstance(other, list):
            return [*one, *(name for name in other if name not in one)]
        case "minimum" | "minLength" | "minItems" | "minProperties":
            return max(one, other)
        case "maximum" | "maxLength" | "maxItems" | "maxProperties":
            return min(one, other)
        case "enum" if isinstance(one, list) and isinstance(other, list):
            return [value for value in other if any(same(value, kept) for kept in one)]
        case "type":
            kept = [kind for kind in types_of({"type": one}) if kind in types_of({"type": other})]
            return kept or other
        case "nullable":
            return one is True and other is True
        case "oneOf" | "anyOf" | "allOf" if isinstance(one, list) and isinstance(other, list) and one is not other:
            return [*one, *other] if word == "allOf" else other
    return other


def _implied(schema: dict[str, Any]) -> str:
    """The type a schema means without naming it."""
    words = {
        "object": ("properties", "additionalProperties", "required", "patternProperties", "minProperties"),
        "array": ("items", "prefixItems", "minItems", "uniqueItems"),
        "string": ("pattern", "format", "minLength", "maxLength"),
        "number": ("minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"),
    }
    return next((kind for kind, signs in words.items() if any(sign in schema for sign in signs)), "anything")


def _names(value: object) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
