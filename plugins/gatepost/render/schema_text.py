"""Schemas as Markdown for the twin of a page: nested lists that machines and people read alike."""

import msgspec

from gatepost.model.schema import SchemaLike, SchemaRef
from gatepost.render.extent import Extent, Place
from gatepost.render.graph import Graph
from gatepost.render.prose import inline, sentence
from gatepost.render.shapes import Row, Shape, Shapes, VariantSet
from gatepost.render.words import Words, flat, value

MOST_VALUES = 60
_DEEPER = "\n  "


class SchemaText:
    """Nested lists of the fields of schemas; what a named schema shows is made once for each depth."""

    def __init__(self, shapes: Shapes, graph: Graph, extent: Extent) -> None:
        self._shapes, self._graph, self._extent = shapes, graph, extent
        self._made: dict[tuple[str, int], str] = {}
        self._rows: dict[int, tuple[Row, str, bool]] = {}

    def type(self, schema: SchemaLike) -> str:
        """Return the type of a schema in words."""
        return flat(self._shapes.of(schema).type)

    def facts(self, schema: SchemaLike) -> str:
        """Return constraints, default, permitted values and examples on one line; empty where there are none."""
        return "; ".join(_facts(self._shapes.of(schema)))

    def below(self, schema: SchemaLike, place: Place) -> str:
        """Return the fields below a schema as a list; `place` is what `Extent` allows."""
        inner = self._shapes.content(schema)
        if isinstance(inner, SchemaRef):
            if self._graph.in_circle(place.owner, inner.name):
                return ""
            made = self._made.get((inner.name, place.depth))
            if made is None:
                shape = self._shapes.named(inner.name)
                made = self._level(shape, Place(inner.name, place.depth)) if shape else ""
                self._made[inner.name, place.depth] = made
            return made
        shape = self._shapes.of(inner)
        return "" if shape.is_leaf else self._level(shape, place)

    def _level(self, shape: Shape, place: Place) -> str:
        lines = [self._row(row, place) for one in shape.sets for row in one.rows]
        lines += [self._variants(variants, place) for variants in shape.variants]
        return "\n".join(lines)

    def _deeper(self, schema: SchemaLike, place: Place) -> str:
        if not self._extent.is_shown(schema, place):
            return ""
        by_reference = isinstance(self._shapes.content(schema), SchemaRef)
        below = self.below(schema, place.across() if by_reference else place.inside())
        return _DEEPER + below.replace("\n", _DEEPER) if below else ""

    def _variants(self, one: VariantSet, place: Place) -> str:
        told = f" (told apart by `{one.told_by}`)" if one.told_by else ""
        lines = [f"- {'one' if one.exactly_one else 'any'} of{told}:"]
        for variant in one.variants:
            tag = f" (`{variant.tag}`)" if variant.tag else ""
            lines.append(f"- {variant.label}{tag}{self._deeper(variant.schema, place)}".replace("\n", _DEEPER))
        return _DEEPER.join(lines)

    def _row(self, row: Row, place: Place) -> str:
        made = self._rows.get(id(row))
        if made is None:
            # The row is kept with its line, or another one could be given its identity.
            made = self._rows[id(row)] = (row, self._line(row), self._shapes.is_leaf(row.schema))
        return made[1] if made[2] else made[1] + self._deeper(row.schema, place)

    def _line(self, row: Row) -> str:
        shape = self._shapes.of(row.schema)
        head = ", ".join([flat(shape.type), *(("required",) if row.required else ()), *shape.flags])
        name = row.name if row.kind != "rest" else "any other name"
        said = sentence(shape.description, 120) if isinstance(row.schema, SchemaRef) else inline(shape.description)
        parts = " ".join(part for part in (said, "; ".join(_facts(shape))) if part)
        return f"- `{name}` ({head}): {parts}" if parts else f"- `{name}` ({head})"


def _facts(shape: Shape) -> list[str]:
    facts = [_marked(note) for note in shape.notes]
    if shape.enum:
        listed = ", ".join(f"`{value(item.value)}`" for item in shape.enum[:MOST_VALUES])
        more = len(shape.enum) - MOST_VALUES
        facts.append(f"One of {listed}" + (f" and {more} more" if more > 0 else ""))
    if shape.const is not msgspec.UNSET:
        facts.append(f"Always `{value(shape.const)}`")
    if shape.default is not msgspec.UNSET:
        facts.append(f"Default `{value(shape.default)}`")
    return facts


def _marked(note: Words) -> str:
    words = "".join(word if isinstance(word, str) else f"`{word.text}`" for word in note)
    return words[:1].upper() + words[1:]
