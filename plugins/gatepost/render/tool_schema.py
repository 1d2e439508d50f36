"""The schemas of one tool in full: they have no page but that of the tool."""

from collections.abc import Iterator

from gatepost.model.gateway import Gateway
from gatepost.model.schema import NamedSchema, SchemaLike, SchemaRef
from gatepost.model.tool import Tool
from gatepost.render.extent import Extent, Place
from gatepost.render.graph import Graph
from gatepost.render.markup import text
from gatepost.render.schema_text import SchemaText
from gatepost.render.schema_tree import SchemaTree
from gatepost.render.shapes import Shapes
from gatepost.render.urls import step

LEVELS = 48
"""Deeper than any schema that an agent takes; what nests without end is caught by `ROWS`."""
ROWS = 1500
"""Rows of one schema before its definitions are left to their own sections."""
LINES = 400
WHOLE = Place("", LEVELS - 1, only=True)
"""The place of a schema that is shown in full."""
NEAR = Place("", 1, only=True)
"""The place of a definition where all have a section: what it leads to is shown once, in its own."""


class ToolSchemas:
    """Trees of one tool's schemas; a definition that leads to itself has a section that its name leads to."""

    def __init__(self, tool: Tool) -> None:
        self._tool = tool
        gateway = Gateway(title="", schemas=tool.definitions)
        self._graph = Graph(gateway, lambda key: "")
        self.shapes = Shapes(tool.definitions)
        self._extent = Extent(self.shapes, self._graph, LEVELS)
        self._roots = [schema for schema in (tool.input_schema, tool.output_schema) if schema is not None]
        self._is_cut = any(map(self._is_too_large, self._roots))
        self.sections = tuple(self._sections())
        self.tree = SchemaTree(self.shapes, self._graph, self._extent, _Sections(self.sections))
        self.text = SchemaText(self.shapes, self._graph, self._extent)

    def fields(self, schema: SchemaLike, prefix: str) -> str:
        """Return all fields below a schema as HTML; `prefix` begins the id of each."""
        return self.tree.below(schema, prefix, self._place(schema))

    def lines(self, schema: SchemaLike) -> str:
        """Return all fields below a schema as a Markdown list."""
        return self.text.below(schema, self._place(schema, LINES))

    def section(self, named: NamedSchema) -> str:
        """Return the fields of a definition that has a section of its own."""
        schema = SchemaRef(name=named.key)
        place = NEAR if self._is_cut else self._place(schema)
        return self.tree.below(schema, f"{section_id(named.key)}.", place)

    def section_lines(self, named: NamedSchema) -> str:
        """Return them as a Markdown list."""
        schema = SchemaRef(name=named.key)
        return self.text.below(schema, NEAR if self._is_cut else self._place(schema, LINES))

    def _sections(self) -> Iterator[NamedSchema]:
        for key, named in self._tool.definitions.items():
            if self._is_cut or self._graph.in_circle(key, key):
                yield named

    def _place(self, schema: SchemaLike, rows: int = ROWS) -> Place:
        """Return the place of a schema: all of it, unless that is too much."""
        return WHOLE if self._extent.rows(schema, WHOLE) <= rows else self._extent.of(schema, rows)

    def _is_too_large(self, schema: SchemaLike) -> bool:
        return bool(self._tool.definitions) and self._extent.rows(schema, WHOLE) > ROWS


class _Sections:
    """The `SchemaUrls` of a tool's page: a definition with a section is led to, others stand in place."""

    def __init__(self, sections: tuple[NamedSchema, ...]) -> None:
        self._keys = {named.key for named in sections}

    def near(self, kind: str, name: str) -> str:
        """Return the link within the page; empty where the schema has no section."""
        return f"#{section_id(name)}" if name in self._keys else ""

    def place(self, name: str, path: str) -> str:
        """Return the link to a property of a definition: that of its section, which shows it."""
        return self.near("schema", name)


def section_id(key: str) -> str:
    """Return the id of a definition's section."""
    return text(f"definition-{step(key)}")
