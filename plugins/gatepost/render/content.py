"""Bodies of requests and responses as a page shows them."""

from collections.abc import Iterable
from http import HTTPStatus

import msgspec

from gatepost.model.media_type import MediaType
from gatepost.model.request_body import RequestBody
from gatepost.model.response import Response
from gatepost.model.schema import SchemaLike, SchemaRef
from gatepost.render.context import Context
from gatepost.render.examples import LIMIT, highlighted, shown
from gatepost.render.markup import Markup, code
from gatepost.render.prose import prose
from gatepost.render.slugs import assign, slug

MOST_EXAMPLES = 4


class Content(msgspec.Struct, frozen=True):
    """A body in media types that share a schema; all but the names is HTML."""

    names: tuple[str, ...]
    type: Markup = Markup("")
    said: Markup = Markup("")
    fields: Markup = Markup("")
    stream: bool = False


class ExampleView(msgspec.Struct, frozen=True):
    """An example to show: its name for a tab, what to say of it, HTML."""

    name: str
    note: str
    html: Markup


class Contents:
    """Bodies in their media types."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def of(
        self, body: RequestBody | Response | None, prefix: str, rows: int, told: dict[str, str] | None = None
    ) -> tuple[Content, ...]:
        """Return a body, media types with the same schema together; `rows` is what one may show.

        `prefix` begins the id of each field: of the first as it is, of others with the media type after it.
        `told` has the sections of the page by the named schema that each shows: what stands in one is linked to.
        """
        told = {} if told is None else told
        groups: list[tuple[list[MediaType], SchemaLike | None]] = []
        for media_type in body.content if body else ():
            schema = media_type.item_schema if media_type.schema is None else media_type.schema
            same = next((group for group in groups if _is_same(group[1], schema)), None)
            if same is not None:
                same[0].append(media_type)
            else:
                groups.append(([media_type], schema))
        lean = isinstance(body, Response)
        slugs = assign({types[0].name: slug(types[0].name) for types, _ in groups}) if len(groups) > 1 else {}
        contents = []
        for types, schema in groups:
            key = self._context.named(schema)
            if key in told:
                contents.append(self._repeated(types, schema, told[key]))
                continue
            if key:
                told[key] = prefix
            own = f"{prefix}-{slugs[types[0].name]}-" if contents else f"{prefix}-"
            contents.append(self._one(types, schema, own, rows, lean))
        return tuple(contents)

    def _repeated(self, types: list[MediaType], schema: SchemaLike | None, section: str) -> Content:
        words = section.removeprefix("response-")
        same = Markup('<p class="gatepost-origin">Fields as in <a href="#{}">{}</a></p>').format(section, words)
        type_ = Markup(self._context.tree.type(schema)) if schema is not None else Markup("")
        return Content(_names(types), type_, fields=same, stream=any(one.stream for one in types))

    def _one(self, types: list[MediaType], schema: SchemaLike | None, prefix: str, rows: int, lean: bool) -> Content:
        tree, extent, first = self._context.tree, self._context.extent, types[0]
        names = _names(types)
        stream = any(media_type.stream for media_type in types)
        if schema is None:
            return Content(names, stream=stream)
        said = self._context.shapes.of(schema).description
        facts = tree.facts(schema, lean) + _encodings(first)
        fields = tree.below(schema, prefix, extent.of(schema, rows, lean=lean))
        type_ = tree.type(schema)
        item = first.item_schema
        if item is schema:
            type_ = f"stream of {type_}"
        elif item is not None:
            fields += f"<p>Each item: {tree.type(item)}</p>"
            fields += tree.below(item, f"{prefix}item.", extent.of(item, rows, lean=lean))
        return Content(names, Markup(type_), Markup((prose(said) if said else "") + facts), Markup(fields), stream)

    def examples(self, content: Iterable[MediaType], *, generated: bool = True) -> tuple[ExampleView, ...]:
        """Return the examples of a body, shortened where they would drown the page."""
        every = ((media_type, e) for media_type in content for e in media_type.examples)
        given = [(media_type, e) for media_type, e in every if generated or not e.generated][:MOST_EXAMPLES]
        limit = LIMIT // max(len(given), 1)
        views = []
        for media_type, example in given:
            found = shown(example, limit)
            if found is None:
                continue
            notes = ["made from the schema"] if example.generated else []
            notes += ["shortened"] if found.shortened else []
            name = example.summary or example.name or media_type.name
            views.append(ExampleView(name, ", ".join(notes), Markup(highlighted(found))))
        return tuple(views)


def status_phrase(status: str) -> str:
    """Return what HTTP calls a status (RFC 9110); empty where it has no name for it."""
    if status.upper() in ("1XX", "2XX", "3XX", "4XX", "5XX"):
        return ("Informational", "Success", "Redirection", "Client error", "Server error")[int(status[0]) - 1]
    try:
        return HTTPStatus(int(status)).phrase
    except ValueError:
        return "Any other status" if status == "default" else ""


def _names(types: list[MediaType]) -> tuple[str, ...]:
    return tuple(media_type.name for media_type in types)


def _is_same(one: SchemaLike | None, other: SchemaLike | None) -> bool:
    if one is other:
        return True
    if not isinstance(one, SchemaRef) or not isinstance(other, SchemaRef):
        return False
    return one.name == other.name and one.beside is None and other.beside is None


def _encodings(media_type: MediaType) -> str:
    named = [(code(e.property_name), e) for e in media_type.encodings]
    placed = [(f"part {place}", e) for place, e in enumerate(media_type.prefix_encodings, 1)]
    further = [("further parts" if placed else "each part", media_type.item_encoding)]
    parts = [f"{what} as {code(e.content_type)}" for what, e in (*named, *placed, *further) if e and e.content_type]
    return f"<small>{' · '.join(parts)}</small>" if parts else ""
