"""The fields of schemas, as far as a search looks into them."""

from collections.abc import Callable, Iterator, Mapping

from gatepost.index.plain import plain
from gatepost.model.media_type import MediaType
from gatepost.model.passage import Part
from gatepost.model.schema import NamedSchema, Property, Schema, SchemaLike, SchemaRef

DEEPEST = 8
"""References and `allOf` followed in a row."""
MOST_FIELDS = 80
MOST_VALUES = 40
LONGEST = 240
"""Letters of what is said of a field."""


Step = Callable[[str], str]
"""Turns the name of a field into its part of an anchor; `render/urls.py` has the rule."""


class Fields:
    """Reads the schemas of one gateway, or those of one tool."""

    def __init__(self, schemas: Mapping[str, NamedSchema]) -> None:
        self._schemas = schemas

    def properties(self, schema: SchemaLike | None, depth: int = 0) -> Iterator[Property]:
        """Yield the properties of an object, of the items of an array, and of each variant."""
        found = self.resolved(schema)
        if found is None or depth > DEEPEST:
            return
        yield from found.properties
        for inner in (*found.all_of, *found.any_of, *found.one_of, found.items):
            if inner is not None:
                yield from self.properties(inner, depth + 1)

    def parts(self, schema: SchemaLike | None, kind: str, prefix: str, step: Step) -> tuple[Part, ...]:
        """Return the fields of a schema; `prefix` begins the id of each."""
        made: dict[str, Part] = {}
        for one in self.properties(schema):
            if len(made) == MOST_FIELDS:
                break
            made.setdefault(one.name, self.part(one.name, one.schema, kind, prefix + step(one.name)))
        return tuple(made.values())

    def part(self, name: str, schema: SchemaLike | None, kind: str, anchor: str, said: str = "") -> Part:
        """Return one field or parameter."""
        found = self.resolved(schema)
        own = schema.beside.description if isinstance(schema, SchemaRef) and schema.beside else ""
        text = plain(said or own or (found.description if found else ""), LONGEST)
        return Part(id=anchor, kind=kind, name=name, text=text, values=self._values(found))

    def names(self, content: tuple[MediaType, ...]) -> tuple[str, ...]:
        """Return the names of the fields of a body, and of the objects right below it."""
        names: dict[str, None] = {}
        for media_type in content[:1]:
            for one in self.properties(media_type.schema or media_type.item_schema):
                names[one.name] = None
                if len(names) >= MOST_FIELDS:
                    break
        return tuple(names)

    def resolved(self, schema: SchemaLike | None) -> Schema | None:
        """Return the schema that a chain of references leads to."""
        for _ in range(DEEPEST):
            if not isinstance(schema, SchemaRef):
                return schema
            named = self._schemas.get(schema.name)
            schema = named.schema if named else None
        return None

    def _values(self, schema: Schema | None) -> tuple[str, ...]:
        if schema is None:
            return ()
        inner = self.resolved(schema.items) if schema.items is not None and not schema.enum else None
        listed = schema.enum or (inner.enum if inner else ())
        return tuple(item.value for item in listed[:MOST_VALUES] if isinstance(item.value, str) and item.value)
