"""What every page of one reference is made from."""

from pathlib import Path

from jinja2 import Environment

from gatepost.model.gateway import Gateway
from gatepost.model.operation import Operation
from gatepost.model.schema import SchemaLike, SchemaRef
from gatepost.render.contracts import Contracts
from gatepost.render.environment import make_environment
from gatepost.render.extent import Extent
from gatepost.render.graph import Graph
from gatepost.render.hierarchy import Hierarchy, Section, readable
from gatepost.render.schema_text import SchemaText
from gatepost.render.schema_tree import SchemaTree
from gatepost.render.shapes import Shapes
from gatepost.render.urls import Urls
from gatepost.settings import ReferenceSettings

LONGEST_TITLE = 120


class Context:
    """A gateway with its hierarchy, URLs, schema trees and templates; shared by all pages, changed by none."""

    def __init__(
        self,
        gateway: Gateway,
        settings: ReferenceSettings,
        *,
        templates: Path | None = None,
        bytecode: Path | None = None,
        authoring: bool = False,
    ) -> None:
        self.gateway, self.settings, self.authoring = gateway, settings, authoring
        self.hierarchy = Hierarchy(gateway)
        self.urls = Urls(gateway, self.hierarchy, settings.path)
        self.graph = Graph(gateway, lambda key: self.urls.near("schema", key))
        self.shapes = Shapes(gateway.schemas)
        self.extent = Extent(self.shapes, self.graph, settings.schema_depth)
        self.tree = SchemaTree(self.shapes, self.graph, self.extent, self.urls)
        self.text = SchemaText(self.shapes, self.graph, self.extent)
        self.contracts = Contracts(gateway, self.graph.references, self.shapes)
        self.homes: dict[str, Section] = {
            operation.name: section for section in self.hierarchy.walk() for operation in section.operations
        }
        self.operations: dict[str, Operation] = {operation.name: operation for operation in gateway.operations}
        self._templates, self._bytecode = templates, bytecode
        self._environment: Environment | None = None

    @property
    def environment(self) -> Environment:
        """The templates, loaded when the first page is filled."""
        if self._environment is None:
            self._environment = make_environment(self._templates, self._bytecode)
        return self._environment

    def fill(self, template: str, values: dict[str, object]) -> str:
        """Return a template of ours or of the user's, filled."""
        html = self.environment.get_template(f"{template}.html.jinja").render(values)
        # No HTML may hold it, and templates escape all but this.
        return html.replace("\0", "\ufffd") if "\0" in html else html

    def title(self, operation: Operation) -> str:
        """Return what pages and lists call an operation: its summary where that is one short line, else its name."""
        summary = operation.summary.strip()
        if summary and "\n" not in summary and len(summary) <= LONGEST_TITLE:
            return summary
        if operation.webhook:
            return readable(operation.path)
        return operation.id if operation.declared_id else f"{operation.method} {operation.path}"

    def named(self, schema: SchemaLike | None) -> str:
        """Return the key of the named schema that a body is or repeats; empty where it stands in place."""
        if schema is None:
            return ""
        content = self.shapes.content(schema)
        return content.name if isinstance(content, SchemaRef) and content.name in self.gateway.schemas else ""
