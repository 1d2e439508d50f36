"""The page of one named schema, and the index of all."""

from collections.abc import Mapping

import msgspec

from gatepost.model.address import Address
from gatepost.model.operation import Operation
from gatepost.model.page import Heading, Outline, Page
from gatepost.model.schema import NamedSchema
from gatepost.render.context import Context
from gatepost.render.extent import Place
from gatepost.render.markup import Markup
from gatepost.render.operation_text import demoted
from gatepost.render.prose import one_line, plain, prose
from gatepost.render.urls import SCHEMAS
from gatepost.render.words import flat

ROWS = 64
LINES = 32
MOST_USES = 40


class Uses(msgspec.Struct, frozen=True):
    """Where a schema is used: operations that refer to it themselves, schemas that do, keys and names sorted."""

    operations: tuple[Operation, ...] = ()
    schemas: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Uses in all."""
        return len(self.operations) + len(self.schemas)


class SchemaPages:
    """Pages of the named schemas of one reference."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.uses: Mapping[str, Uses] = _uses(context)

    def render(self, named: NamedSchema, outline: Outline) -> Page:
        """Return the page of a schema."""
        context = self._context
        shape = context.shapes.of(named.schema)
        uses = self.uses.get(named.key, Uses())
        fields = context.tree.page(named.key, context.extent.of_page(named.key, ROWS))
        body = context.fill(
            "schema",
            {
                "kind": "schema",
                "address": str(outline.address),
                "title": named.name,
                "type": Markup(context.tree.type(named.schema)),
                "description": Markup(prose(shape.description)) if shape.description else "",
                "is_deprecated": "deprecated" in shape.flags,
                "facts": Markup(context.tree.facts(named.schema)),
                "fields": Markup(fields),
                "operations": [self._operation(operation) for operation in uses.operations[:MOST_USES]],
                "more": max(0, len(uses.operations) - MOST_USES),
                "schemas": [
                    (context.gateway.schemas[key].name, context.urls.near("schema", key)) for key in uses.schemas
                ],
                "source": str(named.source) if context.authoring and named.source.file else "",
            },
        )
        headings = [Heading(id="fields", text="Fields")] if fields else []
        headings += [Heading(id="used-by", text="Used by")] if uses.count else []
        return Page(
            path=outline.path,
            title=named.name,
            body=body,
            markdown=self._text(named, uses),
            address=outline.address,
            kind="schema",
            headings=tuple(headings),
            summary=plain(shape.description, 160) or f"{named.name}: {flat(shape.type)}",
            deprecated=outline.deprecated,
        )

    def shown_elsewhere(self, key: str) -> list[str]:
        """Return everything the page shows of other pages: what its digest must know beside the schemas."""
        uses = self.uses.get(key, Uses())
        shown = [str(len(uses.operations))]
        shown += [" ".join(map(str, self._operation(operation))) for operation in uses.operations[:MOST_USES]]
        return shown + [f"{key} {self._context.urls.near('schema', key)}" for key in uses.schemas]

    def _operation(self, operation: Operation) -> tuple[str, str, str, bool]:
        near = self._context.urls.near(operation.address.kind, operation.name)
        return operation.method, self._context.title(operation), near, operation.deprecated

    def _text(self, named: NamedSchema, uses: Uses) -> str:
        context = self._context
        shape = context.shapes.of(named.schema)
        place = context.extent.of_page(named.key, LINES)
        if place.lean:
            # Its page has everything; a list of a thousand lines helps nobody.
            place = Place(named.key, 1)
        facts = context.text.facts(named.schema)
        blocks = [
            f"# {one_line(named.name)}",
            f"Type: {flat(shape.type)}" + (" (deprecated)" if "deprecated" in shape.flags else ""),
            demoted(shape.description),
            facts,
            context.text.below(named.schema, place),
        ]
        if uses.operations:
            listed = ", ".join(f"`{o.method} {o.path}`" for o in uses.operations[:20])
            more = len(uses.operations) - 20
            blocks.append(f"Used by {listed}" + (f" and {more} more operations" if more > 0 else ""))
        return "\n\n".join(block for block in blocks if block) + "\n"

    def index(self, outline: Outline) -> Page:
        """Return the index of all schemas, A to Z, with how often each is used."""
        context = self._context
        letters: dict[str, list[tuple[str, str, int, str]]] = {}
        several = len({named.scope for named in context.gateway.schemas.values()}) > 1
        for named in sorted(context.gateway.schemas.values(), key=lambda named: (named.name.lower(), named.key)):
            first = named.name[:1].upper()
            letter = first if first.isascii() and first.isalpha() else "#"
            near = context.urls.path(Address("schema", named.key)).removeprefix(outline.path)
            uses = self.uses.get(named.key, Uses()).count
            letters.setdefault(letter, []).append((named.name, near, uses, named.scope if several else ""))
        body = context.fill(
            "schemas",
            {"kind": "index", "address": str(SCHEMAS), "title": outline.title, "letters": sorted(letters.items())},
        )
        lines = [f"- [{name}]({near}): {uses} uses" for entries in letters.values() for name, near, uses, _ in entries]
        return Page(
            path=outline.path,
            title=outline.title,
            body=body,
            markdown=f"# {outline.title}\n\n" + "\n".join(lines) + "\n",
            address=SCHEMAS,
            kind="index",
            headings=tuple(Heading(id=f"letter-{_letter_id(letter)}", text=letter) for letter in sorted(letters)),
            summary=f"All {len(context.gateway.schemas)} schemas of {context.gateway.title}.",
        )


def _letter_id(letter: str) -> str:
    return letter.lower() if letter != "#" else "other"


def _uses(context: Context) -> dict[str, Uses]:
    operations: dict[str, list[Operation]] = {}
    schemas: dict[str, list[str]] = {}
    for operation in (*context.gateway.operations, *context.gateway.webhooks):
        for key in context.graph.of(operation):
            operations.setdefault(key, []).append(operation)
    for user, keys in context.graph.references.items():
        for key in keys:
            if key != user:
                schemas.setdefault(key, []).append(user)
    return {
        key: Uses(tuple(operations.get(key, ())), tuple(schemas.get(key, ()))) for key in operations.keys() | schemas
    }


def schema_outline(named: NamedSchema, context: Context) -> Outline:
    """Return what is known of the page of a schema before it is rendered."""
    address = Address("schema", named.key)
    schema = context.shapes.resolved(named.schema)
    return Outline(
        path=context.urls.path(address),
        title=named.name,
        address=address,
        kind="schema",
        group="schemas",
        deprecated=schema is not None and schema.deprecated,
    )
