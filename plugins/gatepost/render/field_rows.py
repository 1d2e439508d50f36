"""Parameters and headers as rows of a list of fields."""

from collections.abc import Iterable

import msgspec

from gatepost.model.parameter import Header, Parameter
from gatepost.model.schema import SchemaLike, SchemaRef
from gatepost.render.context import Context
from gatepost.render.markup import Markup, attribute, code, text
from gatepost.render.prose import line
from gatepost.render.urls import step
from gatepost.render.words import value

LOCATIONS = {
    "path": "Path parameters",
    "query": "Query parameters",
    "querystring": "Query string",
    "header": "Header parameters",
    "cookie": "Cookie parameters",
}
ROWS = 12
"""Rows below one parameter before levels are left to the schema's own page."""
LONGEST_EXAMPLE = 160
_STYLES = {
    ("form", False): "comma-separated",
    ("simple", False): "comma-separated",
    ("simple", True): "comma-separated",
    ("spaceDelimited", False): "space-separated",
    ("pipeDelimited", False): "separated by |",
    ("deepObject", True): "written name[key]=value",
    ("matrix", False): "matrix style",
    ("matrix", True): "matrix style",
    ("label", False): "label style",
    ("label", True): "label style",
}


class Fields(msgspec.Struct, frozen=True):
    """A headed list of fields; `rows` is HTML."""

    title: str
    id: str
    rows: Markup


class FieldRows:
    """Rows of the parameters and headers of one reference; a parameter that operations share is made once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._made: dict[int, tuple[Parameter, str]] = {}

    def by_location(self, parameters: Iterable[Parameter]) -> list[Fields]:
        """Return parameters by where they stand in the request."""
        rows: dict[str, list[str]] = {}
        for parameter in parameters:
            rows.setdefault(parameter.location, []).append(self._parameter(parameter))
        order = [*LOCATIONS, *(location for location in rows if location not in LOCATIONS)]
        return [
            Fields(LOCATIONS.get(where, where), f"{where}-parameters", Markup("".join(rows[where])))
            for where in order
            if where in rows
        ]

    def headers(self, headers: Iterable[Header], prefix: str) -> Markup:
        """Return the headers of a response; `prefix` begins the id of each."""
        rows = [self._field(header, f"{prefix}-header-{step(header.name)}", header.schema) for header in headers]
        return Markup("".join(rows))

    def _parameter(self, parameter: Parameter) -> str:
        made = self._made.get(id(parameter))
        if made is None:
            anchor = f"{attribute(parameter.location)}-{step(parameter.name)}"
            made = (parameter, self._field(parameter, anchor, parameter.schema, _style(parameter)))
            # The parameter is kept with its row, or another one could be given its identity.
            self._made[id(parameter)] = made
        return made[1]

    def _field(self, field: Parameter | Header, anchor: str, schema: SchemaLike | None, style: str = "") -> str:
        marks = " <b>required</b>" if field.required else ""
        if field.deprecated:
            marks += " <i>deprecated</i>"
        type_ = f" {self._context.tree.type(schema)}" if schema is not None else ""
        said = line(field.description) if field.description else ""
        if schema is not None:
            said = said or self._own_words(schema)
            said += self._context.tree.facts(schema, lean=bool(field.examples))
        said += _examples(field) + (f"<small>{text(style)}</small>" if style else "")
        if schema is not None:
            said += self._context.tree.below(schema, f"{anchor}.", self._context.extent.of(schema, ROWS))
        return f'<dt id="{anchor}">{code(field.name)}{type_}{marks}</dt><dd>{said}</dd>'

    def _own_words(self, schema: SchemaLike) -> str:
        said = self._context.shapes.of(schema).description
        return line(said) if said and not isinstance(schema, SchemaRef) else ""


def _examples(field: Parameter | Header) -> str:
    given = [e for e in field.examples[:3] if not e.generated]
    texts = [value(e.value) if e.value is not msgspec.UNSET else e.serialized for e in given]
    listed = ", ".join(code(words[:LONGEST_EXAMPLE]) for words in texts if words)
    return f"<small>example {listed}</small>" if listed else ""


def _style(parameter: Parameter) -> str:
    if parameter.content is not None:
        return f"written as {parameter.content.name}"
    kinds = getattr(parameter.schema, "types", ())
    if "array" not in kinds and "object" not in kinds:
        return ""
    return _STYLES.get((parameter.style, parameter.explode), "")
