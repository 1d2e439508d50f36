"""Parameters that are not described."""

from collections.abc import Iterator

from gatepost.honesty.rule import MAX_EXCERPT, BaseRule, Finding, Subject
from gatepost.model.schema import NamedSchema, Schema, SchemaLike, SchemaRef
from gatepost.model.tool import Tool


class Parameters(BaseRule):
    """A model guesses what a parameter means that nobody described."""

    id = "parameter-undescribed"
    title = "Parameters of a tool have no description."
    severity = "note"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a tool, with the names of the parameters."""
        for tool in subject.server.tools:
            schema = tool.input_schema
            parameters = schema.properties if isinstance(schema, Schema) else ()
            silent = [parameter.name for parameter in parameters if not _is_told(parameter.schema, tool)]
            if silent:
                message = f"{len(silent)} of {len(parameters)} parameters have no description. Describe each."
                yield self.finding(
                    message, tool.address, tool.source.child("inputSchema"), ", ".join(silent)[:MAX_EXCERPT]
                )


def _is_told(schema: SchemaLike, tool: Tool) -> bool:
    seen: set[str] = set()
    while isinstance(schema, SchemaRef):
        if schema.beside is not None and schema.beside.description.strip():
            return True
        found: NamedSchema | None = tool.definition(schema.name)
        if found is None or schema.name in seen:
            return False
        seen.add(schema.name)
        schema = found.schema
    return bool(schema.description.strip()) or any(_is_told(part, tool) for part in (*schema.any_of, *schema.one_of))
