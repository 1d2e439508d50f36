"""Examples made from a schema: always the same, never large, and no pattern is ever executed.

A value comes, in this order, from the schema's own example, `const`, default or enum, then from its parts, then
from its type with format, bounds and the name of the property. Cycles are cut; depth, size and work have limits.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from gatepost.model.schema import Json, NamedSchema, Property, Schema, SchemaLike, SchemaRef
from gatepost.translate.sample_values import fits, sample_number, sample_text, size_within

MAX_BYTES = 8_000
"""Size of a generated example as compact JSON."""
MAX_DEPTH = 6
"""Levels of objects and arrays."""
_ROOM = MAX_BYTES * 9 // 10
_UNSET = msgspec.UNSET
_LEAST_SIZE = 8
"""What a required property takes at least, beside its name."""
_MAX_NESTING = 60
_MAX_WORK = 1_500
_MAX_VARIANTS = 3
_MAX_OPTIONAL = {"request": 6, "response": 40}

Lookup = Callable[[str], NamedSchema | None]
Mode = Literal["request", "response"]


def example(
    schema: SchemaLike,
    gateway_schemas: Mapping[str, NamedSchema],
    *,
    mode: Mode,
    required_only: bool = False,
) -> Json:
    """Return an example of a schema whose references are keys of `gateway_schemas`; None where it allows anything.

    A request leaves out read-only properties and, of many optional ones, those without example; a response leaves
    out write-only ones.
    """
    return ExampleWriter(gateway_schemas.get, mode=mode, required_only=required_only).write(schema)


class _Made(msgspec.Struct, frozen=True):
    """A value, its size in bytes and its height in levels."""

    value: Json
    size: int = 4
    height: int = 0


class ExampleWriter:
    """Makes examples for one direction, and remembers those of named schemas.

    A value that was cut short, for a cycle through a schema that is still open or for a limit, depends on where it
    stands; `_cut` is the depth of the outermost such schema, and only values that none cut are remembered. `_starved`
    says that something required was cut for its size.
    """

    def __init__(self, lookup: Lookup, *, mode: Mode, required_only: bool = False) -> None:
        self._lookup = lookup
        self._is_request = mode == "request"
        self._required_only = required_only
        self._most_optional = _MAX_OPTIONAL[mode]
        self._open: dict[str, int] = {}
        self._made: dict[tuple[str, bool], _Made] = {}
        self._whole: dict[str, Json] = {}
        self._cut = _MAX_WORK
        self._starved = False
        self._nesting = 0
        self._work = 0

    def write(self, schema: SchemaLike) -> Json:
        """Return an example; None where the schema allows anything, nothing, or nothing within the limits."""
        key = schema.name if isinstance(schema, SchemaRef) and schema.beside is None else None
        if key is not None and key in self._whole:
            return self._whole[key]
        value = self._small_enough(schema)
        if key is not None:
            self._whole[key] = value
        return value

    def _small_enough(self, schema: SchemaLike) -> Json:
        """Try with everything, then with what is required, then with less: rather short than invalid."""
        asked_for = self._required_only
        for required_only, limit in ((asked_for, _ROOM), (True, _ROOM), (True, _ROOM // 10)):
            self._required_only, self._starved, self._work = required_only, False, 0
            made = self._value(schema, "", 0, limit)
            value = made.value if made is not None else None
            if size_within(value, MAX_BYTES) is not None and (required_only or not self._starved):
                break
        else:
            value = None
        self._required_only = asked_for
        return value

    def _value(self, schema: SchemaLike, name: str, depth: int, limit: int) -> _Made | None:
        """Make a value for a property called `name` of at most `limit` bytes; None when it has to be left out."""
        self._work += 1
        if limit < 2 or self._nesting > _MAX_NESTING or self._work > _MAX_WORK:
            self._cut = -1
            return None
        self._nesting += 1
        if isinstance(schema, SchemaRef):
            made = self._given(schema.beside, limit) if schema.beside else None
            made = made or self._named(schema.name, name, depth, limit)
        else:
            made = self._given(schema, limit) or self._made_up(schema, name, depth, limit)
        self._nesting -= 1
        return made

    def _given(self, schema: Schema, limit: int) -> _Made | None:
        """The first of example, const, default and enum that has the right type and is not too large."""
        if not schema.examples and schema.const is _UNSET and schema.default is _UNSET and not schema.enum:
            return None
        for value in _given_values(schema):
            if fits(value, schema.types):
                size = size_within(value, limit)
                if size is not None:
                    return _Made(value, size)
                self._cut = -1
        return None

    def _named(self, key: str, name: str, depth: int, limit: int) -> _Made | None:
        made = self._made.get((key, self._required_only))
        if made is not None and depth + made.height <= MAX_DEPTH and made.size <= limit:
            return made
        if key in self._open:
            self._cut = min(self._cut, self._open[key])
            return None
        named = self._lookup(key)
        if named is None:
            return None
        level = self._open[key] = len(self._open)
        outer, self._cut = self._cut, _MAX_WORK
        made = self._value(named.schema, name, depth, limit)
        made = self._as_child(named, made)
        del self._open[key]
        if made is not None and self._cut >= level and isinstance(made.value, dict):
            self._made[key, self._required_only] = made
        self._cut = min(outer, self._cut) if self._cut < level else outer
        return made

    def _as_child(self, named: NamedSchema, made: _Made | None) -> _Made | None:
        """Say in the value which schema it is of, where a schema that this one extends tells its children apart."""
        schema = named.schema
        if made is None or not isinstance(made.value, dict) or isinstance(schema, SchemaRef) or schema.examples:
            return made
        for parent in schema.all_of:
            found = self._lookup(parent.name) if isinstance(parent, SchemaRef) else None
            discriminator = found.schema.discriminator if found and isinstance(found.schema, Schema) else None
            if discriminator is not None:
                names = [value for value, key in discriminator.mapping if key == named.key]
                tag = {discriminator.property_name: names[0] if names else named.name}
                return _Made({**made.value, **tag}, made.size, made.height)
        return made

    def _made_up(self, schema: Schema, name: str, depth: int, limit: int) -> _Made | None:
        if schema.all_of or schema.any_of or schema.one_of:
            return self._composed(schema, name, depth, limit)
        made = self._typed(schema, name, depth, limit) if schema.boolean is None else None
        if made is not None and (schema.required or schema.discriminator) and isinstance(made.value, dict):
            words = schema.discriminator.mapping if schema.discriminator else ()
            _complete(made.value, schema, words[0][0] if words else "")
        return made

    def _composed(self, schema: Schema, name: str, depth: int, limit: int) -> _Made | None:
        """Put together what `allOf`, the first variant, and the schema itself say."""
        parts = [self._value(part, name, depth, limit) for part in schema.all_of]
        tag = schema.discriminator.mapping[0][0] if schema.discriminator and schema.discriminator.mapping else ""
        if variants := schema.one_of or schema.any_of:
            tag, chosen = self._variant(schema, variants, name, depth, limit)
            parts.append(chosen)
        parts.append(self._typed(schema, name, depth, limit))
        made = [part for part in parts if part is not None]
        objects = [part for part in made if isinstance(part.value, dict)]
        if not objects or not isinstance(made[0].value, dict):
            return made[0] if made else None
        value = {key: item for part in objects for key, item in part.value.items()}
        _complete(value, schema, tag)
        size = sum(part.size for part in objects)
        return _Made(value, size, max(part.height for part in objects))

    def _variant(
        self, schema: Schema, variants: Sequence[SchemaLike], name: str, depth: int, limit: int
    ) -> tuple[str, _Made | None]:
        """Make the first variant that is not null, and find the discriminator's word for it."""
        options = [one for one in variants if not (isinstance(one, Schema) and one.types == ("null",))]
        for option in options[:_MAX_VARIANTS]:
            made = self._value(option, name, depth, limit)
            if made is not None:
                key = option.name if isinstance(option, SchemaRef) else None
                words = schema.discriminator.mapping if schema.discriminator else ()
                return next((word for word, target in words if target == key), ""), made
        return "", None

    def _typed(self, schema: Schema, name: str, depth: int, limit: int) -> _Made | None:
        kind = next((one for one in schema.types if one != "null"), None) or _implied_type(schema)
        if kind == "object":
            return self._object(schema, depth, limit)
        if kind == "array":
            return self._array(schema, name, depth, limit)
        if kind == "boolean":
            return _Made(True)
        if kind in ("integer", "number"):
            return _Made(sample_number(name, schema, whole=kind == "integer"), 8)
        if kind == "string":
            text = sample_text(name, schema)
            return _Made(text, len(text) + 2) if len(text) < limit else None
        return _Made(None) if schema.types == ("null",) else None

    def _object(self, schema: Schema, depth: int, limit: int) -> _Made | None:
        if depth >= MAX_DEPTH:
            self._cut = -1
            return None
        self._work += len(schema.properties) // 8
        wanted = self._wanted(schema)
        made: dict[str, _Made] = {}
        left = limit - 2 - sum(len(one.name) + _LEAST_SIZE for one in wanted if one.required)
        for property_ in sorted(wanted, key=lambda one: not one.required):
            reserved = _LEAST_SIZE if property_.required else 0
            item = self._value(property_.schema, property_.name, depth + 1, reserved + left * 2 // 3)
            if property_.required and (item is None or item.size > left + reserved):
                if item is not None or left < _LEAST_SIZE:
                    self._starved, self._cut = True, -1
                item = _Made(self._least(property_.schema))
            if item is None:
                continue
            made[property_.name] = item
            left -= item.size - reserved if property_.required else item.size + len(property_.name) + 4
        if not schema.properties and not isinstance(schema.additional_properties, bool | None):
            item = self._value(schema.additional_properties, "", depth + 1, left - 10)
            if item is not None:
                made[self._map_key(schema)] = item
                left -= item.size + 10
        value = {one.name: made[one.name].value for one in wanted if one.name in made}
        value.update((key, item.value) for key, item in made.items() if key not in value)
        height = 1 + max((item.height for item in made.values()), default=0)
        return _Made(value, limit - left, height)

    def _wanted(self, schema: Schema) -> list[Property]:
        """The properties that are sent this way: the required ones, and the others while they are few.

        Of many, a request has those that come with an example: what it need not say, it had better not.
        """
        sent = [one for one in schema.properties if not self._is_left_out(one.schema)]
        if self._required_only:
            return [one for one in sent if one.required]
        optional = [one for one in sent if not one.required]
        if len(optional) > self._most_optional:
            told = [one for one in optional if isinstance(one.schema, Schema) and one.schema.examples]
            few = told if told or len(optional) < len(sent) else optional
            optional = few[: self._most_optional]
        shown = {one.name for one in optional if not (isinstance(one.schema, Schema) and one.schema.deprecated)}
        return [one for one in sent if one.required or one.name in shown]

    def _is_left_out(self, schema: SchemaLike) -> bool:
        if isinstance(schema, SchemaRef):
            if schema.beside is not None and self._is_left_out(schema.beside):
                return True
            named = self._lookup(schema.name)
            if named is None or isinstance(named.schema, SchemaRef):
                return False
            schema = named.schema
        return schema.read_only if self._is_request else schema.write_only

    def _map_key(self, schema: Schema) -> str:
        names = schema.property_names
        known = names.enum if isinstance(names, Schema) else ()
        return str(known[0].value) if known else "key"

    def _array(self, schema: Schema, name: str, depth: int, limit: int) -> _Made | None:
        if depth >= MAX_DEPTH:
            self._cut = -1
            return None
        items = [self._value(one, name, depth + 1, limit // 2) for one in schema.prefix_items]
        if schema.items is not None and not items:
            item = self._value(schema.items, _singular(name), depth + 1, limit - 2)
            items = [item]
            if item is not None and schema.min_items and not schema.unique_items:
                items *= max(1, min(schema.min_items, 10, (limit - 2) // (item.size + 1)))
        made = [item for item in items if item is not None]
        size = 2 + sum(item.size + 1 for item in made)
        return _Made([item.value for item in made], size, 1 + max((item.height for item in made), default=0))

    def _least(self, schema: SchemaLike) -> Json:
        """The smallest value of a required property that had to be cut: of the right type, empty."""
        named = self._lookup(schema.name) if isinstance(schema, SchemaRef) else None
        found = named.schema if named is not None else schema
        if isinstance(found, SchemaRef) or "null" in found.types:
            return None
        kind = found.types[0] if found.types else _implied_type(found)
        return {"object": {}, "array": [], "string": "", "integer": 0, "number": 0, "boolean": False}.get(kind or "")


def _given_values(schema: Schema) -> Iterator[Json]:
    """Example, const, default and first value of the enum; a null says nothing."""
    yield from schema.examples[:1]
    if schema.const is not _UNSET:
        yield schema.const
    if schema.default is not _UNSET and schema.default is not None and schema.default != {}:
        yield schema.default
    if schema.enum:
        yield next((one.value for one in schema.enum if one.value is not None), None)


def _complete(value: dict[str, Json], schema: Schema, tag: str) -> None:
    """Add what the schema requires without describing it, and the word that tells the variant."""
    for missing in schema.required:
        value.setdefault(missing, sample_text(missing, _ANYTHING))
    if schema.discriminator and tag:
        value[schema.discriminator.property_name] = tag


_ANYTHING = Schema()


def _implied_type(schema: Schema) -> str | None:
    """The type that the other keywords are about."""
    if schema.properties or schema.additional_properties not in (None, False) or schema.pattern_properties:
        return "object"
    if schema.items is not None or schema.prefix_items:
        return "array"
    if schema.format or schema.pattern or schema.min_length is not None or schema.max_length is not None:
        return "string"
    if schema.minimum is not None or schema.maximum is not None or schema.multiple_of is not None:
        return "number"
    return "object" if schema.required else None


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name
