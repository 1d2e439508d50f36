"""How much of a schema a page shows: as many levels as its rows allow, the upper ones first."""

from collections.abc import Iterator

import msgspec

from gatepost.model.schema import Schema, SchemaLike, SchemaRef
from gatepost.render.graph import Graph
from gatepost.render.shapes import Shape, Shapes


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a level stands: the schema whose page has it too, and how many levels may be shown below.

    On pages that are the only place of what stands in them (`only`), just references count as levels.
    `lean` leaves out examples of values.
    """

    owner: str
    depth: int
    only: bool = False
    lean: bool = False

    def inside(self) -> "Place":
        """Return the place one level down, without a reference between."""
        return self if self.only else Place(self.owner, self.depth - 1, False, self.lean)

    def across(self) -> "Place":
        """Return the place one level down, through a reference."""
        return Place(self.owner, self.depth - 1, False, self.lean)


class Extent:
    """Counts rows before they are made; every count is made once."""

    def __init__(self, shapes: Shapes, graph: Graph, levels: int) -> None:
        self._shapes, self._graph = shapes, graph
        self._deepest = levels - 1
        self._named: dict[tuple[str, int], int] = {}
        self._below: dict[int, tuple[int, tuple[str, ...], tuple[Schema, ...]]] = {}
        self._inline: dict[tuple[int, int, bool], int] = {}

    def of(self, schema: SchemaLike, budget: int, *, lean: bool = False) -> Place:
        """Return the place of a schema at the top of a section that has room for `budget` rows."""
        depth = 0
        while depth < self._deepest and self.rows(schema, Place("", depth + 1, only=True)) <= budget:
            depth += 1
        return Place("", depth, only=True, lean=lean)

    def of_page(self, key: str, budget: int) -> Place:
        """Return the place of a named schema on its own page."""
        shape = self._shapes.named(key)
        if shape is None:
            return Place(key, 0, only=True)
        depth = 0
        while depth < self._deepest and self._level(shape, Place(key, depth + 1, only=True)) <= budget:
            depth += 1
        return Place(
            key, depth, only=True, lean=depth == 0 and self._level(shape, Place(key, 0, only=True)) > 2 * budget
        )

    def is_shown(self, schema: SchemaLike, place: Place) -> bool:
        """Whether the level below a row of this schema is shown here."""
        inner = self._shapes.content(schema)
        if isinstance(inner, SchemaRef):
            return place.depth > 0 and not self._graph.in_circle(place.owner, inner.name)
        return place.only or place.depth > 0

    def rows(self, schema: SchemaLike, place: Place) -> int:
        """Return how many rows stand below a schema."""
        inner = self._shapes.content(schema)
        if isinstance(inner, SchemaRef):
            if self._graph.in_circle(place.owner, inner.name):
                return 0
            return self._fragment(inner.name, place.depth)
        key = (id(inner), place.depth, place.only)
        size = self._inline.get(key)
        if size is None:
            shape = self._shapes.of(inner)
            size = self._inline[key] = 0 if shape.is_leaf else self._level(shape, place)
        return size

    def _level(self, shape: Shape, place: Place) -> int:
        size, keys, inline = self._branches(shape)
        if place.depth > 0:
            across = place.across()
            for key in keys:
                if not self._graph.in_circle(place.owner, key):
                    size += self._fragment(key, across.depth)
        if place.only or place.depth > 0:
            inside = place.inside()
            for schema in inline:
                size += self.rows(schema, inside)
        return size

    def _fragment(self, key: str, depth: int) -> int:
        size = self._named.get((key, depth))
        if size is None:
            shape = self._shapes.named(key)
            size = self._named[key, depth] = self._level(shape, Place(key, depth)) if shape else 0
        return size

    def _branches(self, shape: Shape) -> tuple[int, tuple[str, ...], tuple[Schema, ...]]:
        """Return how many rows a level has, and what is below them: keys of named schemas, schemas in place."""
        made = self._below.get(id(shape))
        if made is None:
            below = list(_below(shape))
            inner = [self._shapes.content(schema) for schema in below if not self._shapes.is_leaf(schema)]
            keys = tuple(schema.name for schema in inner if isinstance(schema, SchemaRef))
            inline = tuple(schema for schema in inner if isinstance(schema, Schema))
            made = self._below[id(shape)] = (len(below), keys, inline)
        return made


def _below(shape: Shape) -> Iterator[SchemaLike]:
    for one in shape.sets:
        for row in one.rows:
            yield row.schema
    for variants in shape.variants:
        for variant in variants.variants:
            yield variant.schema
